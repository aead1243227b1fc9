"""The elements and schemas that a data dictionary shows, as its lists have them.

Rows of the lists of data elements and table schemas.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from danhmuc.vocab.terms import CSVW
from danhmuc.vocab.words import fold

from ..data_elements.descriptors import limit_texts
from ..record.described_elements import DescribedElement, ElementGraph, describe_element
from ..store import elements as queries
from ..store.elements import ElementRow, FieldRow, decisions, outcomes_of
from ..store.reading import graph_bodies
from .dictionary_rows import (
    SCHEMA,
    BindingReason,
    DifferingElement,
    DifferingElements,
    HoldingDataset,
    ListedElement,
    ShownElements,
    UnboundField,
    UseBasis,
)
from .matches import SharedLists

if TYPE_CHECKING:
    from ..store.database import Connection

# ---------------------------------------------------------------- listed elements

_PAGE: Final = 500


def used_elements(connection: Connection, view: ShownElements, hidden: Collection[str]) -> Mapping[str, int]:
    """The number of columns that use each data element, by its IRI: as their schema states or a person accepted.

    Args:
        hidden: table schemas that are not shown, whose columns are not counted.
    """
    used = Counter(queries.used_elements(connection, view.shown))
    used.subtract(one.element for one in queries.fields_of_schemas(connection, view.shown, hidden) if one.element)
    outcomes = outcomes_of(decisions(connection, "match"))
    decided = {schema for schema, _, _ in outcomes} - set(hidden)
    stated = {(one.iri, one.name): one.element for one in queries.fields_of_schemas(connection, view.shown, decided)}
    for (schema, name, element), outcome in outcomes.items():
        # A column that its schema has no more uses nothing.
        if (schema, name) in stated and (stated[schema, name] == element) == (outcome == "rejected"):
            used[element] += -1 if outcome == "rejected" else 1
    return used


def technical_names(connection: Connection, rows: Sequence[ElementRow]) -> dict[int, str]:
    """The technical names of some elements that have one, by version."""
    found: dict[int, str] = {}
    for start in range(0, len(rows), _PAGE):
        page = {row.version_id: row.iri for row in rows[start : start + _PAGE]}
        for key, nquads in graph_bodies(connection, list(page)).items():
            begin = f"<{page[key]}> {CSVW.name} ".encode()
            own = b"".join(line for line in nquads.splitlines(keepends=True) if line.startswith(begin))
            name = ElementGraph.of(own).text(NamedNode(page[key]), CSVW.name)
            if name:
                found[key] = name
    return found


def list_row(row: ElementRow, used: Mapping[str, int], technical_name: str | None = None) -> ListedElement:
    name = (row.main_class or "").rpartition("#")[2]
    is_schema = row.main_class == SCHEMA
    return ListedElement(
        iri=row.iri,
        kind="TableSchema" if is_schema else name,
        title=row.title,
        source=row.source,
        state=row.state,
        accepted=row.accepted,
        columns=row.fields if is_schema else used.get(row.iri, 0),
        version=row.version,
        waiting_version=None if row.waiting is None else row.waiting.newest,
        changed_parts=() if row.waiting is None else row.waiting.parts,
        name=technical_name,
    )


# ---------------------------------------------------------------- holding datasets
# The datasets that hold a data element.


def datasets_holding(connection: Connection, view: ShownElements, element: str) -> Iterator[HoldingDataset]:
    """The datasets that hold a data element: a column uses it, as its schema states or a person accepted."""
    decided = decisions(connection, "match", iri=element)
    outcomes = outcomes_of(decided)
    uses: dict[tuple[str, str], UseBasis] = {}
    for row in queries.fields_using(connection, view.shown, element):
        if outcomes.get((row.iri, row.name, element)) != "rejected" and view.shows_field(row):
            uses[row.iri, row.name] = "stated"
    accepted = {(one.schema, one.column) for one in decided if one.outcome == "accepted" and one.target == element}
    # A column that its schema has no more uses nothing.
    for row in queries.fields_of_schemas(connection, view.shown, {schema for schema, _ in accepted}):
        if (row.iri, row.name) in accepted and view.shows_field(row):
            uses.setdefault((row.iri, row.name), "accepted")
    datasets = view.datasets({schema for schema, _ in uses})
    for (schema, column), basis in sorted(uses.items()):
        named = [one for one in datasets.get(schema, ()) if not view.is_kept_back(one)]
        for one in named:
            yield HoldingDataset(
                dataset=one.dataset,
                title=one.title,
                source=one.source,
                state=one.state,
                schema=schema,
                column=column,
                basis=basis,
            )
        if not named:
            yield HoldingDataset(
                dataset=None, title=None, source=None, state=None, schema=schema, column=column, basis=basis
            )


# ---------------------------------------------------------------- differing elements
# Data elements of one name that are not the same; which is right, nobody says here.

_COMPARED: Final = ("datatype", "unit", "values", "definition")


def find_differing_elements(connection: Connection, view: ShownElements) -> list[DifferingElements]:
    """Data elements that share a name and differ in datatype, unit, value domain or definition, by name."""
    groups = queries.repeated_names(connection, view.shown)
    fields = queries.fields_among(connection, view.shown, {key for keys in groups.values() for key in keys})
    shown = {key: row for key, row in fields.items() if view.shows_field(row)}
    described = _describe_all(connection, shown.values())
    found: dict[tuple[int, ...], DifferingElements] = {}
    for key, members in groups.items():
        ids = tuple(one for one in members if one in shown)
        if len({shown[one].iri for one in ids}) < 2 or ids in found:
            continue
        elements = tuple(_differing(shown[one], described[shown[one].version_id]) for one in ids)
        differences = tuple(name for name in _COMPARED if _differ(elements, name))
        if differences:
            found[ids] = DifferingElements(key=key, differences=differences, elements=elements)
    return sorted(found.values(), key=lambda group: group.key)


def _differ(elements: Iterable[DifferingElement], name: str) -> bool:
    """Whether some elements differ in a member; in their values also if one code has two labels."""
    if name != "values":
        return len({getattr(one, name) for one in elements}) > 1
    limits, labels = set(), defaultdict[str, set[str]](set)
    for one in elements:
        for code, label in one.domain.codes:
            labels[code] |= set() if label is None else {fold(label)}
        codes = tuple((code, None) for code, _ in one.domain.codes)
        limits.add(replace(one.domain, datatype=None, native_type=None, unit=None, codes=codes))
    return len(limits) > 1 or any(len(one) > 1 for one in labels.values())


def _describe_all(connection: Connection, rows: Iterable[FieldRow]) -> dict[int, DescribedElement]:
    """Descriptions of some data elements from their graphs, by version."""
    iris = {row.version_id: row.iri for row in rows}
    found: dict[int, DescribedElement] = {}
    keys = sorted(iris)
    for start in range(0, len(keys), _PAGE):
        for key, nquads in graph_bodies(connection, keys[start : start + _PAGE]).items():
            found[key] = describe_element(iris[key], nquads)
    return found


def _differing(row: FieldRow, described: DescribedElement) -> DifferingElement:
    domain = described.domain
    limits = (domain.code_list, *limit_texts(replace(domain, unit=None), None))
    definitions = dict(described.definitions)
    return DifferingElement(
        iri=row.iri,
        source=row.source,
        title=row.title,
        datatype=row.datatype,
        unit=row.unit,
        values="; ".join([*(one for one in limits if one), *(value for value, _ in domain.codes)]),
        domain=domain,
        definition=definitions.get("vi", definitions.get("en", next(iter(definitions.values()), None))),
    )


# ---------------------------------------------------------------- unbound fields
# Columns and data elements that use a shared list and do not say so.


def find_unbound_fields(connection: Connection, view: ShownElements, lists: SharedLists) -> list[UnboundField]:
    """The columns and data elements that by name or enumeration use a shared list and are not bound to it."""
    found: dict[tuple[int, str], tuple[FieldRow, list[BindingReason], int]] = {}
    for row, key in queries.fields_named(connection, view.shown, lists.by_name):
        for token in lists.by_name[key]:
            # Values that are no codes of the list speak louder than a name.
            if not row.codes or token in lists.of_codes(row.codes):
                found.setdefault((row.id, token), (row, [], 0))[1].append("name")
    for row in queries.fields_with_codes(connection, view.shown):
        for token, shared in lists.of_codes(row.codes).items():
            _, reasons, _ = found.get((row.id, token), (row, [], 0))
            found[row.id, token] = (row, [*reasons, "codes"], shared)
    shown = {row.id for row in view.shown_fields(row for row, _, _ in found.values())}
    unbound = [
        (row, token, reasons, shared)
        for (_, token), (row, reasons, shared) in found.items()
        if row.code_list not in lists.names_of(token) and row.id in shown
    ]
    rows = (
        UnboundField(
            owner=row.iri,
            column=row.name if row.number else "",
            title=row.title,
            list_token=token,
            list_iri=lists.by_token[token].iri,
            reasons=tuple(dict.fromkeys(reasons)),
            shared=shared,
        )
        for row, token, reasons, shared in unbound
    )
    # Several sources may describe one schema.
    return sorted(dict.fromkeys(rows), key=lambda one: (one.owner, one.column, one.list_token))
