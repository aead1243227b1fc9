"""Data elements of one name that are not the same; which is right, nobody says here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.folding import fold

from ..data_elements.field_texts import limit_texts
from ..record.described_elements import DescribedElement, describe_element
from ..store import element_queries as queries
from ..store.element_queries import FieldRow
from ..store.reading import graph_bodies
from .dictionary_rows import DifferingElement, DifferingElements
from .shown_elements import ShownElements

if TYPE_CHECKING:
    from ..store.database import Connection


_PAGE: Final = 500
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
