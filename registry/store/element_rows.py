"""Write the columns, data elements and datasets of table schemas of new versions, as they are matched."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, delete, or_, select

from danhmuc.vocab.terms import CSVW, DCT, DMV

from ..record.change import PlannedChange
from ..record.described_elements import describe_element, describe_table
from ..record.record import MAX_IRI_BYTES
from ..record.table_draft import ValueDomainDraft
from .database import RegistryDatabase
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
