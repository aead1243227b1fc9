"""The comparison form of IRIs that are spelt otherwise, by digest: of records, holds and marks; an index of catalogues.

Of what was marked before, the form is known where a record has the IRI; of other marks the source has to be read again.
"""

from __future__ import annotations

import hashlib
from typing import Final

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, PrimaryKeyConstraint, Text, inspect, text

from danhmuc.vocab.comparison_form import comparison_form
from danhmuc.vocab.terms import DCAT
from danhmuc.vocab.valid_iris import valid_or_same

revision = "0025"
down_revision = "0024"

_ID: Final = BigInteger().with_variant(Integer(), "sqlite")
_FORM: Final = "the same of its comparison form; null if that is the IRI"


def upgrade() -> None:
    """Make the table and the column, and fill them."""
    op.create_table(
        "spellings",
        Column("id", _ID, autoincrement=False, nullable=False),
        Column("form", Text, nullable=False, comment="sha256 of the comparison form of the IRI"),
        Column(
            "iri", Text, nullable=False, comment="in its valid form, of a record or a hold; not in its comparison form"
        ),
        PrimaryKeyConstraint("id", name="pk_spellings"),
    )
    op.create_index("ix_spellings_form", "spellings", ["form"])
    op.add_column("bars", Column("form", Text, comment=_FORM))
    if inspect(op.get_bind()).has_table("past_bars"):
        op.add_column("past_bars", Column("form", Text))
    where = text(f"class = {DCAT.Catalog.value!r}")
    op.create_index("ix_records_catalogs", "records", ["id"], sqlite_where=where, postgresql_where=where)
    forms = _forms()
    _write_spellings(forms)
    _complete_marks(forms)


def _forms() -> dict[str, str]:
    """The comparison form of each IRI of a record or hold that is not its own."""
    connection = op.get_bind()
    found: dict[str, str] = {}
    for query in ("SELECT iri FROM records", "SELECT iri FROM holds"):
        for iri in connection.scalars(text(query).execution_options(yield_per=10_000)):
            if (form := comparison_form(iri)) != iri and (valid := valid_or_same(iri)) != form:
                found[valid] = form
    return found


def _write_spellings(forms: dict[str, str]) -> None:
    rows = [
        {"id": key, "form": hashlib.sha256(form.encode("utf-8", "surrogatepass")).hexdigest(), "iri": iri}
        for key, (iri, form) in enumerate(sorted(forms.items()), 1)
    ]
    if rows:
        op.get_bind().execute(text("INSERT INTO spellings (id, form, iri) VALUES (:id, :form, :iri)"), rows)


def _complete_marks(forms: dict[str, str]) -> None:
    connection = op.get_bind()
    salt = connection.scalar(text("SELECT value FROM settings WHERE name = 'salt'"))
    if salt is None or not forms:
        return
    rows = [
        {"digest": _salted_digest(salt, iri), "form": _salted_digest(salt, form)} for iri, form in sorted(forms.items())
    ]
    connection.execute(text("UPDATE bars SET form = :form WHERE digest = :digest"), rows)
    if inspect(connection).has_table("past_bars"):
        connection.execute(text("UPDATE past_bars SET form = :form WHERE digest = :digest"), rows)


def _salted_digest(salt: str, iri: str) -> str:
    return hashlib.sha256(f"{salt} {iri}".encode()).hexdigest()
