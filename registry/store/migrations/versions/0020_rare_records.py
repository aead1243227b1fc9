"""Indexes of the records that are few and that each export, or each look at a record, asks for."""

from __future__ import annotations

from typing import Final

from alembic import op
from sqlalchemy import text

from danhmuc.vocab.terms import DMV, DQV, ODRL

revision = "0020"
down_revision = "0019"

_DUV: Final = "http://www.w3.org/ns/duv#"
_ANNOTATIONS: Final = (
    DQV.UserQualityFeedback.value,
    f"{_DUV}RatingFeedback",
    f"{_DUV}UserFeedback",
    ODRL.Agreement.value,
    DMV.DataRequest.value,
)
_INDEXES: Final = {
    "ix_records_annotations": ("iri", f"class IN ({', '.join(map(repr, _ANNOTATIONS))})"),
    "ix_records_elements": ("iri", "role = 'element'"),
    "ix_records_missing": ("id", "presence = 'missing'"),
}


def upgrade() -> None:
    """Make the indexes of feedback, requests and agreements, of data elements, and of what is missing."""
    for name, (column, condition) in _INDEXES.items():
        where = text(condition)
        op.create_index(name, "records", [column], sqlite_where=where, postgresql_where=where)
