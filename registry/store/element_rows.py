"""Columns, data elements and datasets of table schemas: written with new versions, and decided about by persons.

A decision says which data element a column uses, or which dataset a table schema describes.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Connection, Row, delete, or_, select

from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.terms import CSVW, DCT, DMV

from ..record.change import PlannedChange
from ..record.described_elements import describe_element, describe_table
from ..record.record import MAX_IRI_BYTES
from ..record.table_draft import ValueDomainDraft
from .database import RegistryDatabase
from .decisions import ELEMENT_DECISIONS
from .finding_rows import insert_many, storable_text
from .reading import slices, write_in
from .tables import element_decisions, element_fields, element_names, schema_links

_CONFORMS: Final = re.compile(rb"^[^\"\n]* %b <([^<>\s]*)> \.$" % re.escape(str(DCT.conformsTo).encode()), re.MULTILINE)
_CONFORMS_TO: Final = DCT.conformsTo.value.encode()
_SCHEMA: Final = CSVW.Schema.value
_ELEMENT: Final = DMV.DataElement.value
_LANGUAGES: Final = ("vi", "en")


def write_elements(
    database: RegistryDatabase,
    connection: Connection,
    fresh: Sequence[PlannedChange],
    version_ids: Mapping[str, int],
) -> None:
    """Write what can be asked of new versions of elements, and what new versions of records conform to.

    Args:
        version_ids: keys of the versions by IRI.
    """
    field_ids = database.next_ids(connection, element_fields)
    link_ids = database.next_ids(connection, schema_links)
    fields: list[dict[str, Any]] = []
    names: list[dict[str, Any]] = []
    links: list[dict[str, Any]] = []
    for change in fresh:
        if change.role not in ("element", "record") or change.body is None:
            continue
        nquads = zlib.decompress(change.body)
        version_id = version_ids[change.iri]
        targets: Iterable[str] = ()
        if change.role == "element":
            rows, targets = _element_rows(change, nquads)
            for row, keys in rows:
                key = next(field_ids)
                fields.append({"id": key, "version_id": version_id, **row})
                names += [{"field_id": key, "key": name} for name in sorted(keys)]
        elif _CONFORMS_TO in nquads:
            targets = sorted({target.decode() for target in _CONFORMS.findall(nquads)})
        links += [
            {
                "id": next(link_ids),
                "version_id": version_id,
                "target": target,
                "is_inverse": change.role == "element",
            }
            for target in targets
            if len(target.encode()) <= MAX_IRI_BYTES
        ]
    for table, rows_of_table in ((element_fields, fields), (element_names, names), (schema_links, links)):
        if rows_of_table:
            insert_many(connection, table, rows_of_table)


_Rows = Iterator[tuple[dict[str, Any], frozenset[str]]]


def _element_rows(change: PlannedChange, nquads: bytes) -> tuple[_Rows, tuple[str, ...]]:
    """The rows of one version with the keys of their names, and the datasets that a schema names."""
    main = None if change.summary is None else change.summary.main_class
    if main == _SCHEMA:
        table = describe_table(change.iri, nquads)
        fields = table.columns
        rows = (
            (_row(one.number, one.name, one.titles, one.value_domain, one.element), one.name_keys) for one in fields
        )
        return rows, table.datasets
    if main == _ELEMENT:
        element = describe_element(change.iri, nquads)
        row = _row(0, element.technical_name, element.titles, element.domain, None)
        return iter([(row, element.name_keys)]), ()
    return iter(()), ()


def _row(
    number: int, name: str, titles: Sequence[tuple[str, str]], domain: ValueDomainDraft, element: str | None
) -> dict[str, Any]:
    by_language = dict(titles)
    title = next((by_language[one] for one in _LANGUAGES if one in by_language), titles[0][1] if titles else None)
    codes = [value for value, _ in domain.codes]
    return {
        "number": number,
        "name": storable_text(name) or "",
        "title": storable_text(title),
        "datatype": domain.datatype,
        "family": domain.family,
        "domain": domain.key,
        "unit": storable_text(domain.unit),
        "code_list": _short(storable_text(domain.code_list)),
        "codes": json.dumps(codes, ensure_ascii=True) if codes else None,
        "element": _short(element),
    }


def _short(text: str | None) -> str | None:
    """A text that an index can hold; no record has a longer IRI."""
    return text if text is not None and len(text.encode()) <= MAX_IRI_BYTES else None


def forget_elements(connection: Connection, iris: Iterable[str], version_ids: Sequence[int]) -> None:
    """Delete the rows of versions that are purged, and what was decided about their IRIs."""
    for some in slices(list(version_ids)):
        own = select(element_fields.c.id).where(element_fields.c.version_id.in_(some))
        connection.execute(delete(element_names).where(element_names.c.field_id.in_(own)))
        connection.execute(delete(element_fields).where(element_fields.c.version_id.in_(some)))
    write_in(connection, delete(schema_links), schema_links.c.version_id, version_ids)
    for some_iris in slices(sorted(iris)):
        about = or_(element_decisions.c.schema.in_(some_iris), element_decisions.c.target.in_(some_iris))
        connection.execute(delete(element_decisions).where(about))


DecisionKind = Literal["match", "dataset", "code"]
"""A column uses a data element; a table schema describes a dataset; two codes of lists mean the same."""
DecisionOutcome = Literal["accepted", "rejected"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementDecision:
    """One decision of a person.

    Attributes:
        schema: IRI of the table schema; of two codes, the IRI of the first.
        column: name of the column; empty where the whole schema is meant; of two codes, the IRIs of their lists.
        target: IRI of the data element, of the dataset, or of the second code.
        until: when it was revoked, or another one took its place; None while it holds.
    """

    kind: DecisionKind
    schema: str
    column: str
    target: str
    outcome: DecisionOutcome
    at: str
    by: str
    reason: str | None
    until: str | None = None
    ended_by: str | None = None
    ended_because: str | None = None

    def as_dict(self) -> dict[str, object]:
        """The decision as JSON has it."""
        return json_members(self, self.__slots__)


def decide(database: RegistryDatabase, connection: Connection, decision: ElementDecision) -> bool:
    """Write a decision in place of the one that holds; returns whether anything changed."""
    held = _about(decision.kind, decision.schema, decision.column, decision.target)
    current = connection.execute(ELEMENT_DECISIONS.query(*held)).first()
    if current is not None and current.outcome == decision.outcome:
        return False
    by, reason, at = decision.by, decision.reason, decision.at
    ELEMENT_DECISIONS.end(connection, *held, by=by, reason=reason, at=at)
    own = {name: getattr(decision, name) for name in ("kind", "schema", "column", "target", "outcome")}
    ELEMENT_DECISIONS.add(database, connection, [own], by=by, reason=reason, at=at)
    return True


def end_decision(
    connection: Connection, kind: DecisionKind, schema: str, column: str, target: str, *, by: str, reason: str | None
) -> bool:
    """Revoke the decision that holds; returns whether there was one."""
    return ELEMENT_DECISIONS.end(connection, *_about(kind, schema, column, target), by=by, reason=reason) > 0


def decisions(
    connection: Connection, kind: DecisionKind | None = None, *, iri: str | None = None, ended: bool = False
) -> list[ElementDecision]:
    """The decisions that hold, or also those that ended, about an IRI or all, in the order in which they were made."""
    conditions = [] if kind is None else [element_decisions.c.kind == kind]
    if iri is not None:
        conditions.append(ELEMENT_DECISIONS.about([iri]))
    return [_decision(row) for row in connection.execute(ELEMENT_DECISIONS.query(*conditions, ended=ended))]


def _about(kind: DecisionKind, schema: str, column: str, target: str) -> tuple[ColumnElement[bool], ...]:
    own = element_decisions.c
    return own.kind == kind, own.schema == schema, own.column == column, own.target == target


def _decision(row: Row[Any]) -> ElementDecision:
    values = dict(row._mapping)
    del values["id"]
    return ElementDecision(at=values.pop("since"), **values)


def outcomes_of(found: Iterable[ElementDecision]) -> dict[tuple[str, str, str], DecisionOutcome]:
    """The outcomes of some decisions, by schema, column and target."""
    return {(one.schema, one.column, one.target): one.outcome for one in found}
