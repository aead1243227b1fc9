"""``report form tu-dien``: the data dictionary for printing, one table for each table schema of a dataset that leaves.

No act prescribes its form. Which tables a dataset has is said by `data_elements.exported_tables`, as for an export.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Final, cast

from pyoxigraph import NamedNode

from danhmuc.vocab.concepts import scheme_at
from danhmuc.vocab.terms import DCAT, DCT, DMV

from ..data_elements.descriptors import code_texts, datatype_names, field_conditions, limit_texts
from ..data_elements.exported_tables import tables_of
from ..messages.statutory_reports import DictionaryReportText
from ..record.described_elements import describe_element
from ..store.elements import decisions
from ..workbook.cell_values import clean_text
from .listed_record import ORDINAL, column, join_texts
from .statutory_report import KeyedRow, ReportColumn, ReportSheet, ReportTotal, Row, StatutoryReport

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Message

    from ..record.described_elements import ColumnDraft, TableDraft, ValueDomainDraft
    from ..record.exported import ExportedRecord
    from .listed_record import ListedRecord
    from .report_reading import ReportReading
    from .statutory_report import ReportRows


_CLASSES: Final = (DCAT.Dataset.value, DCAT.DatasetSeries.value, DMV.Database.value)
_TABLES: Final = (
    ORDINAL,
    column("code", 16, "code", is_brief=True, headings=DictionaryReportText.COLUMNS),
    column("dataset", 34, is_brief=True, headings=DictionaryReportText.COLUMNS),
    column("publisher", 30, headings=DictionaryReportText.COLUMNS),
    column("table", 30, is_brief=True, headings=DictionaryReportText.COLUMNS),
    column("table-name", 18, "code", headings=DictionaryReportText.COLUMNS),
    column("columns", 10, "number", is_brief=True, headings=DictionaryReportText.COLUMNS),
    column("dataset-iri", 30, is_for_programs=True, headings=DictionaryReportText.COLUMNS),
    column("schema-iri", 30, is_for_programs=True, headings=DictionaryReportText.COLUMNS),
)
_FIELDS: Final = (
    ORDINAL,
    column("column", 18, "code", is_brief=True, headings=DictionaryReportText.COLUMNS),
    column("title", 20, is_brief=True, headings=DictionaryReportText.COLUMNS),
    column("definition", 32, headings=DictionaryReportText.COLUMNS),
    column("datatype", 14, "code", is_brief=True, headings=DictionaryReportText.COLUMNS),
    column("format", 18, "code", headings=DictionaryReportText.COLUMNS),
    column("unit", 10, headings=DictionaryReportText.COLUMNS),
    column("code-list", 20, headings=DictionaryReportText.COLUMNS),
    column("required", 18, headings=DictionaryReportText.COLUMNS),
    column("element", 20, headings=DictionaryReportText.COLUMNS),
)


def dictionary_report(reading: ReportReading) -> StatutoryReport:
    """The report."""
    counts: Counter[str] = Counter()
    rows = reading.sort(_DictionaryRows(reading, counts))
    tables: ReportRows = rows.get("tables", ())
    first = ReportSheet(
        key="tables",
        name=DictionaryReportText.SHEET_TABLES(),
        title=DictionaryReportText.TABLES_TITLE(),
        columns=_TABLES,
        rows=tables,
        totals=(
            *reading.totals(*_CLASSES),
            ReportTotal(
                key="datasets-with-table", label=DictionaryReportText.DATASETS_WITH_TABLE(), count=counts["with-table"]
            ),
            ReportTotal(
                key="datasets-without-table",
                label=DictionaryReportText.DATASETS_WITHOUT_TABLE(),
                count=counts["without-table"],
            ),
            ReportTotal(key="tables", label=DictionaryReportText.TABLES(), count=counts["tables"]),
            ReportTotal(key="columns", label=DictionaryReportText.TOTAL_COLUMNS(), count=counts["columns"]),
        ),
        notes=(DictionaryReportText.NOTE_WHICH_TABLES(), DictionaryReportText.NOTE_DEFINITIONS()),
    )
    fields = cast("Sequence[Row]", rows.get("fields", ()))
    sheets = (first, *_table_sheets(tables, fields, reading.lang))
    return reading.report("tu-dien", DictionaryReportText.DICTIONARY_TITLE(), (), sheets)


def _table_sheets(tables: Iterable[Row], fields: Sequence[Row], lang: str) -> Iterator[ReportSheet]:
    """A sheet for each table, with its part of the rows of columns, which are in the order of the tables."""
    listed = [dict(zip(_keys(_TABLES), row, strict=True)) for row in tables]
    ends = list(accumulate(cast("int", one["columns"]) for one in listed))
    for number, (one, end) in enumerate(zip(listed, ends, strict=True), 1):
        name, size = str(one["table-name"] or ""), cast("int", one["columns"])
        notes: list[Message] = [DictionaryReportText.OF_DATASET(iri=str(one["dataset-iri"]))]
        if one["schema-iri"]:
            notes.append(DictionaryReportText.OF_SCHEMA(iri=str(one["schema-iri"])))
        if name:
            notes.append(DictionaryReportText.TABLE_NAME(name=name))
        head = DictionaryReportText.TABLE_HEAD(number=number, dataset=str(one["dataset"]), table=str(one["table"]))
        if one["table"] in (
            one["schema-iri"],
            DictionaryReportText.IN_RECORD().render(lang),
        ):  # headings are in capitals, in which an IRI is another one
            head = DictionaryReportText.TABLE_HEAD_UNNAMED(number=number, dataset=str(one["dataset"]))
        yield ReportSheet(
            key=f"table-{number}",
            name=DictionaryReportText.TABLE_SHEET(number=number),
            title=head,
            columns=_FIELDS,
            rows=fields[end - size : end],
            totals=(ReportTotal(key="columns", label=DictionaryReportText.TOTAL_COLUMNS(), count=size),),
            notes=tuple(notes),
        )


def _keys(columns: Iterable[ReportColumn]) -> list[str]:
    return [one.key for one in columns if one.kind != "ordinal"]


def _with_labels(domain: ValueDomainDraft, labels: Mapping[str, str | None]) -> ValueDomainDraft:
    """A value domain whose codes without a label have that of the data element."""
    codes = tuple((code, label or labels.get(code)) for code, label in domain.codes)
    return replace(domain, codes=codes)


@dataclass(frozen=True, slots=True)
class _DictionaryRows:
    """The rows of all tables and of their columns; `counts` has their numbers when they are read."""

    reading: ReportReading
    counts: Counter[str]

    def __iter__(self) -> Iterator[KeyedRow]:
        reading = self.reading
        rejected = {
            (one.schema, one.column, one.target)
            for one in decisions(reading.connection, "match")
            if one.outcome == "rejected"
        }
        for main_class in _CLASSES:
            for record, exported in reading.exported_records(main_class):
                tables = [one.schema for one in tables_of(exported)]
                self.counts["with-table" if tables else "without-table"] += 1
                for number, table in enumerate(tables):
                    yield from self._table(record, exported, table, number, rejected)

    def _table(
        self,
        record: ListedRecord,
        exported: ExportedRecord,
        schema: TableDraft,
        place: int,
        rejected: set[tuple[str, str, str]],
    ) -> Iterator[KeyedRow]:
        self.counts.update(tables=1, columns=len(schema.columns))
        order = (*self.reading.order_of(record), f"{place:09}")
        yield KeyedRow("tables", order, self._head(record, schema))
        for one in schema.columns:
            is_rejected = one.element is not None and (schema.iri, one.name, one.element) in rejected
            field = replace(one, element=None) if is_rejected else one
            yield KeyedRow("fields", (*order, f"{one.number:09}"), self._field(record, exported.reached, field))

    def _head(self, record: ListedRecord, schema: TableDraft) -> Row:
        title = record.text(DCT.title) or record.iri
        table = (
            self._text(schema.titles)
            or schema.name
            or schema.iri
            or DictionaryReportText.IN_RECORD().render(self.reading.lang)
        )
        publishers = self.reading.publishers_of(record)
        count = len(schema.columns)
        iri = schema.iri or ""
        return (record.text(DCT.identifier), title, publishers, table, schema.name, count, record.iri, iri)

    def _field(self, record: ListedRecord, reached: Mapping[str, bytes], field: ColumnDraft) -> Row:
        domain = field.value_domain
        definition = self._text(field.descriptions)
        if field.element is not None and field.element in reached:
            element = describe_element(field.element, reached[field.element])
            definition = definition or self._text(element.definitions)
            domain = _with_labels(domain, dict(element.domain.codes))
        limits = limit_texts(replace(domain, unit=None), self.reading.lang)
        return (
            field.name,
            self._text(field.titles),
            definition,
            join_texts(datatype_names(domain, self.reading.lang)),
            join_texts(map(clean_text, limits)),
            self._name(record, domain.unit),
            join_texts(self._codes(record, domain)),
            join_texts(map(clean_text, field_conditions(field, self.reading.lang))),
            self._name(record, field.element),
        )

    def _codes(self, record: ListedRecord, domain: ValueDomainDraft) -> Iterator[str]:
        """The list that a column is bound to, and its enumerated codes with their labels."""
        lang = self.reading.lang
        if domain.code_list is not None:
            bundled = scheme_at(domain.code_list)
            if bundled is None:
                yield self._name(record, domain.code_list)
            else:
                known = (lang, "vi", "en")
                yield next((bundled.titles[tag] for tag in known if tag in bundled.titles), bundled.token)
        yield from map(clean_text, code_texts(domain, lang))

    def _name(self, record: ListedRecord, value: str | None) -> str:
        """The name of a thing by its IRI, or a text as it is; empty if it may not be shown."""
        if value is None:
            return ""
        if ":" not in value:
            return clean_text(value)
        try:
            return record.name(NamedNode(value))
        except ValueError:  # an IRI that the parser accepts, and the constructor of terms does not
            return clean_text(value) if self.reading.may_be_named(value) else ""

    def _text(self, texts: Iterable[tuple[str, str]]) -> str:
        """The texts of the best language that there is: that of the report, Vietnamese, English, or any."""
        by_language: dict[str, list[str]] = {}
        for language, text in texts:
            by_language.setdefault(language.partition("-")[0].lower(), []).append(clean_text(text))
        for tag in (self.reading.lang, "vi", "en", "und", *sorted(by_language)):
            if tag in by_language:
                return join_texts(by_language[tag])
        return ""
