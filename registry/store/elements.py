"""Columns, data elements and table schemas: written as they are matched, read by index, decided about."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple, cast

from sqlalchemy import CTE, ColumnElement, Connection, Row, Select, and_, case, delete, func, or_, select

from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.terms import CSVW, DCT, DMV

from ..record.change import PlannedChange
from ..record.described_elements import TypeFamily, ValueDomainDraft, describe_element, describe_table
from ..record.record import MAX_IRI_BYTES
from .database import RegistryDatabase
from .decisions import ELEMENT_DECISIONS
from .reading import read_in, slices, value_from_row, write_in
from .tables import (
    ELEMENT_ROLE,
    element_decisions,
    element_fields,
    element_names,
    records,
    schema_links,
    shown_state,
    sources,
    verdicts,
    versions,
)
from .verdict_rows import insert_many, storable_text
from .waiting_elements import ShownVersions, WaitingElement

# ---------------------------------------------------------------- element rows
# Write the columns, data elements and datasets of table schemas of new versions, as they are matched.

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


# ---------------------------------------------------------------- element queries
# Columns, data elements and table schemas of the versions that are shown, by index, and decisions about them.
#
# A decision says which data element a column uses, or which dataset a table schema describes.

_SHOWN: Final = ("present", "missing")
_PAGE: Final = 500
_DATASETS: Final = records.alias("datasets")
_SCHEMAS: Final = records.alias("schemas")
"""Made once: an alias copies all columns of its table, which costs more than the rest of a statement."""


class FieldRow(NamedTuple):
    """One column, or one data element as a field with the number 0.

    Attributes:
        iri: of the table schema or data element.
        owner_title: title of that.
        version_id: the version of it that is shown.
        family: what kind of values its datatype holds; None if not known.
        domain: a digest that is equal for equal value domains; None for one that is no narrower than a datatype.
        codes: enumerated values.
        element: IRI of the data element that it says it uses.
    """

    id: int
    iri: str
    owner_title: str | None
    source: str
    version_id: int
    number: int
    name: str
    title: str | None
    datatype: str | None
    family: TypeFamily | None
    domain: str | None
    unit: str | None
    code_list: str | None
    codes: tuple[str, ...]
    element: str | None


class ElementRow(NamedTuple):
    """One record of a data dictionary: a data element, a table schema, or what they are made of.

    Attributes:
        main_class: IRI of its class.
        version_id, version: key and number of the version that is shown.
        accepted: by the profile of its source; None if it was not validated.
        fields: number of the columns of a table schema.
        waiting: the newer version that waits for a decision; None if there is none.
    """

    iri: str
    source: str
    state: str
    main_class: str | None
    title: str | None
    version_id: int
    version: int
    accepted: bool | None
    fields: int
    waiting: WaitingElement | None


class FieldPair(NamedTuple):
    """A column and a data element."""

    field_id: int
    element_id: int


class SchemaDataset(NamedTuple):
    """A dataset and the table schema that describes it, as the graph of either says.

    Attributes:
        dataset: IRI; there may be no record of it.
        record_id: key of the dataset; None if there is no record of it.
    """

    schema: str
    dataset: str
    record_id: int | None
    title: str | None
    source: str | None
    state: str | None


def _field_query(shown: ShownVersions) -> Select[Any]:
    return (
        select(
            element_fields,
            records.c.iri,
            records.c.title.label("owner_title"),
            sources.c.name.label("source"),
        )
        .join(versions, versions.c.id == element_fields.c.version_id)
        .join(records, shown.is_shown(records, versions))
        .join(sources, sources.c.id == records.c.source_id)
        .where(shown_state.in_(_SHOWN), shown.is_element(records))
    )


def _field(row: Row[Any]) -> FieldRow:
    return FieldRow(
        id=row.id,
        iri=row.iri,
        owner_title=row.owner_title,
        source=row.source,
        version_id=row.version_id,
        number=row.number,
        name=row.name,
        title=row.title,
        datatype=row.datatype,
        family=cast("TypeFamily | None", row.family),
        domain=row.domain,
        unit=row.unit,
        code_list=row.code_list,
        codes=() if row.codes is None else tuple(json.loads(row.codes)),
        element=row.element,
    )


def _sorted_fields(rows: Iterable[Row[Any]]) -> list[FieldRow]:
    return sorted(map(_field, rows), key=lambda row: (row.iri, row.source, row.number))


def fields_among(connection: Connection, shown: ShownVersions, keys: Collection[int]) -> dict[int, FieldRow]:
    """Some fields by their keys."""
    return {row.id: _field(row) for row in read_in(connection, _field_query(shown), element_fields.c.id, keys)}


def fields_of_version(connection: Connection, shown: ShownVersions, version_id: int) -> list[FieldRow]:
    """The fields of one version that is shown, in order."""
    return _sorted_fields(connection.execute(_field_query(shown).where(element_fields.c.version_id == version_id)))


def fields_using(connection: Connection, shown: ShownVersions, element: str) -> list[FieldRow]:
    """The columns that say that they use a data element."""
    return _sorted_fields(connection.execute(_field_query(shown).where(element_fields.c.element == element)))


def fields_bound_to(connection: Connection, shown: ShownVersions, lists: Collection[str]) -> list[FieldRow]:
    """The columns and data elements that are bound to a code list, by any of its names."""
    return _sorted_fields(connection.execute(_field_query(shown).where(element_fields.c.code_list.in_(sorted(lists)))))


def fields_named(connection: Connection, shown: ShownVersions, keys: Collection[str]) -> Iterator[tuple[FieldRow, str]]:
    """The columns and data elements with a name, each with the key of that name."""
    for some in slices(sorted(keys)):
        names = _find_names(some)
        query = _field_query(shown).add_columns(names.c.key).join(names, names.c.field_id == element_fields.c.id)
        for row in connection.execute(query.order_by(element_fields.c.id)):
            yield _field(row), row.key


def fields_with_codes(connection: Connection, shown: ShownVersions) -> Iterator[FieldRow]:
    """The columns and data elements with enumerated values, as they are needed."""
    query = _field_query(shown).where(element_fields.c.codes.is_not(None)).order_by(element_fields.c.id)
    for row in connection.execute(query):
        yield _field(row)


def pairs_by_name(
    connection: Connection, shown: ShownVersions, *, element: str | None = None, schema: str | None = None
) -> Iterator[FieldPair]:
    """Columns and data elements that share a name; of one element or schema, or all."""
    query = select(element_names.c.key, element_fields.c.id).join(
        element_fields, element_fields.c.id == element_names.c.field_id
    )

    def with_names(keys: Sequence[str]) -> Select[Any]:
        names = _find_names(keys)
        return select(names.c.key, element_fields.c.id).join(element_fields, element_fields.c.id == names.c.field_id)

    yield from _pairs(connection, shown, query, with_names, element, schema)


def _find_names(keys: Sequence[str]) -> CTE:
    """The fields with some names, found first: PostgreSQL else begins with all records if it has not counted them."""
    chosen = select(element_names.c.key, element_names.c.field_id).where(element_names.c.key.in_(keys))
    return chosen.cte("named").prefix_with("MATERIALIZED", dialect="postgresql")


def pairs_by_domain(
    connection: Connection, shown: ShownVersions, *, element: str | None = None, schema: str | None = None
) -> Iterator[FieldPair]:
    """Columns and data elements of one value domain that is narrower than a datatype."""
    query = select(element_fields.c.domain, element_fields.c.id).where(element_fields.c.domain.is_not(None))
    yield from _pairs(
        connection, shown, query, lambda keys: query.where(element_fields.c.domain.in_(keys)), element, schema
    )


def _pairs(
    connection: Connection,
    shown: ShownVersions,
    query: Select[Any],
    with_keys: Callable[[Sequence[str]], Select[Any]],
    element: str | None,
    schema: str | None,
) -> Iterator[FieldPair]:
    """Pairs of equal keys: first those of the elements, then the columns that have one of them, by its index.

    Args:
        query: of keys and fields.
        with_keys: the same for some keys.
    """
    of_elements = _of_shown(query, shown).where(element_fields.c.number == 0)
    if element is not None:
        of_elements = of_elements.where(records.c.iri == element)
    elements: dict[str, list[int]] = {}
    for value, field_id in connection.execute(of_elements):
        elements.setdefault(value, []).append(field_id)
    for some in slices(sorted(elements)):
        of_columns = _of_shown(with_keys(some), shown).where(element_fields.c.number > 0)
        if schema is not None:
            of_columns = of_columns.where(records.c.iri == schema)
        for value, field_id in connection.execute(of_columns).all():
            yield from (FieldPair(field_id, own) for own in elements[value])


def _of_shown(query: Select[Any], shown: ShownVersions) -> Select[Any]:
    """Fields of the versions that are shown, of elements that are present or missing and not withheld."""
    is_free = or_(records.c.hold.is_(None), records.c.hold.not_in(("withheld", "purged")))
    is_listed = and_(shown.is_element(records), records.c.presence.in_(_SHOWN), is_free)
    query = query.join(versions, versions.c.id == element_fields.c.version_id)
    return query.join(records, shown.is_shown(records, versions)).where(is_listed)


def repeated_names(connection: Connection, shown: ShownVersions) -> dict[str, list[int]]:
    """Keys of the data elements by each name that several have."""
    query = _of_shown(
        select(element_names.c.key, element_fields.c.id, records.c.iri)
        .select_from(element_names)
        .join(element_fields, element_fields.c.id == element_names.c.field_id),
        shown,
    )
    found: dict[str, list[int]] = {}
    iris: dict[str, set[str]] = {}
    # Grouped here: a join of the names with themselves is slow where PostgreSQL has not counted them.
    for key, field_id, iri in connection.execute(query.where(element_fields.c.number == 0)):
        found.setdefault(key, []).append(field_id)
        iris.setdefault(key, set()).add(iri)
    return {key: sorted(fields) for key, fields in sorted(found.items()) if len(iris[key]) > 1}


def element_rows(connection: Connection, shown: ShownVersions, iris: Sequence[str] | None = None) -> list[ElementRow]:
    """The records of data dictionaries that are present or missing, all or some, by title and IRI."""
    counted = (
        select(element_fields.c.version_id, func.count().label("fields"))
        .where(element_fields.c.number > 0)
        .group_by(element_fields.c.version_id)
        .subquery()
    )
    verdict = and_(
        verdicts.c.version_id == versions.c.id,
        verdicts.c.profile == sources.c.profile,
        verdicts.c.until_at.is_(None),
    )
    query: Select[Any] = (
        select(
            records.c.iri,
            sources.c.name.label("source"),
            shown_state,
            func.coalesce(versions.c["class"], records.c["class"]).label("main_class"),
            func.coalesce(versions.c.title, records.c.title).label("title"),
            versions.c.id.label("version_id"),
            versions.c.number.label("version"),
            verdicts.c.accepted,
            func.coalesce(counted.c.fields, 0).label("fields"),
            records.c.id.label("record_id"),
        )
        .select_from(records)
        .join(versions, shown.is_shown(records, versions))
        .join(sources, sources.c.id == records.c.source_id)
        .outerjoin(verdicts, verdict)
        .outerjoin(counted, counted.c.version_id == versions.c.id)
        .where(shown.is_element(records), shown_state.in_(_SHOWN))
    )
    found = read_in(connection, query, records.c.iri, iris)
    rows = [value_from_row(ElementRow, row._mapping, waiting=shown.waiting.get(row.record_id)) for row in found]
    return sorted(rows, key=lambda row: (row.main_class or "", row.title or "", row.iri, row.source))


def datasets_of_schemas(
    connection: Connection, shown: ShownVersions, schemas: Collection[str] | None = None
) -> list[SchemaDataset]:
    """The datasets of table schemas, all or some, as the versions of either that are shown say."""
    found: set[SchemaDataset] = set()
    dataset, schema = _DATASETS, _SCHEMAS
    held = _state_of(dataset)
    columns = (dataset.c.id.label("record_id"), dataset.c.title, sources.c.name.label("source"), held)
    said = (
        select(schema.c.iri.label("schema"), dataset.c.iri.label("dataset"), *columns)
        .select_from(schema_links)
        .join(versions, versions.c.id == schema_links.c.version_id)
        .join(dataset, shown.is_shown(dataset, versions))
        .join(sources, sources.c.id == dataset.c.source_id)
        .join(schema, schema.c.iri == schema_links.c.target)
        .where(schema_links.c.is_inverse.is_(False), dataset.c.role == "record", schema.c.role == ELEMENT_ROLE)
        .where(schema.c["class"] == _SCHEMA)
    )
    inverse = (
        select(schema.c.iri.label("schema"), schema_links.c.target.label("dataset"), *columns)
        .select_from(schema_links)
        .join(versions, versions.c.id == schema_links.c.version_id)
        .join(schema, shown.is_shown(schema, versions))
        .outerjoin(dataset, and_(dataset.c.iri == schema_links.c.target, dataset.c.role == "record"))
        .outerjoin(sources, sources.c.id == dataset.c.source_id)
        .where(schema_links.c.is_inverse.is_(True))
    )
    for query in (said, inverse):
        rows = read_in(connection, query, schema.c.iri, schemas)
        found.update(SchemaDataset(**row._mapping) for row in rows)
    return sorted(found, key=lambda one: (one.schema, one.dataset, one.source or ""))


def dataset_records(connection: Connection, iris: Collection[str]) -> dict[str, list[SchemaDataset]]:
    """The records of some datasets by IRI, without a schema."""
    found: dict[str, list[SchemaDataset]] = {}
    query = (
        select(records.c.iri, records.c.id, records.c.title, sources.c.name, shown_state)
        .join(sources, sources.c.id == records.c.source_id)
        .where(records.c.role == "record")
    )
    for row in read_in(connection, query, records.c.iri, iris):
        found.setdefault(row.iri, []).append(SchemaDataset("", *row))
    return found


def _state_of(of: Any) -> Any:
    """The state of a record of an alias as it is shown, as `shown_state` of its own table."""
    return case((of.c.hold.in_(("withheld", "purged")), of.c.hold), else_=of.c.presence).label("state")


def all_fields(connection: Connection, shown: ShownVersions) -> list[FieldRow]:
    """All columns and data elements, by schema and column."""
    return _sorted_fields(connection.execute(_field_query(shown)))


def fields_of_schemas(connection: Connection, shown: ShownVersions, schemas: Collection[str]) -> list[FieldRow]:
    """The columns of some table schemas."""
    query = _field_query(shown).where(element_fields.c.number > 0)
    return _sorted_fields(read_in(connection, query, records.c.iri, schemas))


def used_elements(connection: Connection, shown: ShownVersions) -> dict[str, int]:
    """The number of columns that say they use each data element, by its IRI."""
    query = _of_shown(select(element_fields.c.element, func.count()), shown)
    query = query.where(element_fields.c.element.is_not(None)).group_by(element_fields.c.element)
    return {row[0]: row[1] for row in connection.execute(query)}


class StatedLink(NamedTuple):
    """A version that says which table schema a dataset has.

    Attributes:
        version_id: of the schema if `is_inverse`, else of the dataset.
    """

    schema: str
    dataset: str
    version_id: int
    is_inverse: bool


def schema_iris(connection: Connection) -> list[str]:
    """The IRIs of all table schemas, in whatever state, sorted."""
    query = select(records.c.iri).where(records.c.role == ELEMENT_ROLE, records.c["class"] == _SCHEMA).distinct()
    return sorted(connection.scalars(query))


def stated_schema_links(connection: Connection, schemas: Collection[str]) -> list[StatedLink]:
    """Statements of any version about the datasets of some table schemas."""
    own = select(schema_links.c.target, records.c.iri, schema_links.c.version_id, schema_links.c.is_inverse).join(
        versions, versions.c.id == schema_links.c.version_id
    )
    own = own.join(records, records.c.id == versions.c.record_id)
    said = read_in(connection, own.where(schema_links.c.is_inverse.is_(False)), schema_links.c.target, schemas)
    inverse = read_in(connection, own.where(schema_links.c.is_inverse.is_(True)), records.c.iri, schemas)
    return [*(StatedLink(*row) for row in said), *(StatedLink(iri, target, *row) for target, iri, *row in inverse)]


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
    rows = connection.execute(ELEMENT_DECISIONS.query(*conditions, ended=ended)).mappings()
    return [value_from_row(ElementDecision, row, at=row["since"]) for row in rows]


def _about(kind: DecisionKind, schema: str, column: str, target: str) -> tuple[ColumnElement[bool], ...]:
    own = element_decisions.c
    return own.kind == kind, own.schema == schema, own.column == column, own.target == target


def outcomes_of(found: Iterable[ElementDecision]) -> dict[tuple[str, str, str], DecisionOutcome]:
    """The outcomes of some decisions, by schema, column and target."""
    return {(one.schema, one.column, one.target): one.outcome for one in found}
