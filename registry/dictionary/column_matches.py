"""Whether a column looks like a data element, and why.

A pair is asked about only if an index found it: by a shared name, or by one value domain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from ..record.table_draft import TypeFamily
from ..store import element_queries as queries
from ..store.element_queries import DecisionOutcome, FieldPair, FieldRow
from .dictionary_rows import ElementMatch, MatchReason
from .shown_elements import ShownElements

if TYPE_CHECKING:
    from ..store.database import Connection


_COMPATIBLE: Final[frozenset[frozenset[TypeFamily]]] = frozenset(
    {
        frozenset({"integer", "number"}),
        frozenset({"date", "datetime"}),
    }
)
"""Families one of which holds the values of the other."""
_PAGE: Final = 500
DecidedColumns = Mapping[tuple[str, str, str], DecisionOutcome]
"""Outcomes by schema, column and data element, as decisions have them."""


def find_column_matches(
    connection: Connection,
    view: ShownElements,
    outcomes: DecidedColumns,
    *,
    element: str | None,
    schema: str | None,
    decided: bool,
) -> Iterator[ElementMatch]:
    """The columns that look like a data element, of one element, one schema or all, by schema and column.

    Args:
        decided: also those that somebody accepted or rejected; those whose schema states the element never are.
    """
    matches: list[ElementMatch] = []
    by_name = set(queries.pairs_by_name(connection, view.shown, element=element, schema=schema))
    by_domain = set(queries.pairs_by_domain(connection, view.shown, element=element, schema=schema))
    pairs = sorted(by_name | by_domain)
    for start in range(0, len(pairs), _PAGE):
        page = pairs[start : start + _PAGE]
        fields = queries.fields_among(connection, view.shown, {key for pair in page for key in pair})
        view.hidden({row.iri for row in fields.values() if row.number})
        for pair in page:
            found = _match(fields, pair, outcomes, has_name=pair in by_name)
            if found is None or (found.decision is not None and not decided):
                continue
            if view.shows_field(fields[pair.field_id]) and view.shows_field(fields[pair.element_id]):
                matches.append(found)
    return _unique(matches)


def _match(
    fields: Mapping[int, FieldRow], pair: FieldPair, outcomes: DecidedColumns, *, has_name: bool
) -> ElementMatch | None:
    column, element = fields.get(pair.field_id), fields.get(pair.element_id)
    if column is None or element is None or column.element == element.iri:
        return None
    reasons = match_reasons(column, element, has_name=has_name)
    if not reasons:
        return None
    return ElementMatch(
        schema=column.iri,
        schema_title=column.owner_title,
        column=column.name,
        column_title=column.title,
        datatype=column.datatype,
        element=element.iri,
        element_title=element.title,
        reasons=reasons,
        decision=outcomes.get((column.iri, column.name, element.iri)),
    )


def _unique(matches: Iterable[ElementMatch]) -> Iterator[ElementMatch]:
    """The matches once for each column and element, however many sources describe either, by schema and column."""
    found: dict[tuple[str, str, str], ElementMatch] = {}
    for one in matches:
        key = (one.schema, one.column, one.element)
        if key not in found or len(one.reasons) > len(found[key].reasons):
            found[key] = one
    yield from sorted(found.values(), key=lambda one: (one.schema, one.column, -len(one.reasons), one.element))


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
