"""Whether a column looks like a data element, and why.

A pair is asked about only if an index found it: by a shared name, or by one value domain.
"""

from __future__ import annotations

from typing import Final

from ..record.table_draft import TypeFamily
from ..store.element_queries import FieldRow
from .dictionary_rows import MatchReason

__all__ = ["match_reasons"]

_COMPATIBLE: Final[frozenset[frozenset[TypeFamily]]] = frozenset(
    {
        frozenset({"integer", "number"}),
        frozenset({"date", "datetime"}),
    }
)
"""Families one of which holds the values of the other."""


def match_reasons(column: FieldRow, element: FieldRow, *, has_name: bool) -> tuple[MatchReason, ...]:
    """Why a column may use a data element, the strongest reason first; empty if it does not look like it.

    Two types that cannot hold the same values, and two value domains that are both known and differ, speak against it,
    whatever the names are.
    """
    types = _type_reason(column.family, element.family)
    if types is None:
        return ()
    has_domain = column.domain is not None and column.domain == element.domain
    if not has_domain and column.domain is not None and element.domain is not None:
        return ()
    reasons: list[MatchReason] = []
    if has_name:
        reasons.append("same-name")
    if has_domain:
        reasons.append("same-domain")
    if not has_name and (not has_domain or types == "type-unknown"):
        return ()
    return (*reasons, types)


def _type_reason(one: TypeFamily | None, other: TypeFamily | None) -> MatchReason | None:
    """The agreement of two families of datatypes; None if there is none."""
    if one is None or other is None:
        return "type-unknown"
    if one == other:
        return "same-type"
    return "compatible-type" if frozenset({one, other}) in _COMPATIBLE else None
