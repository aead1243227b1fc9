"""Dictionaries in workbooks and CSV: the sheet “Từ điển dữ liệu”, and tables of other forms.

Dictionaries in workbooks and CSV: the sheet “Từ điển dữ liệu”, and tables of the 25 descriptors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from pyoxigraph import NamedNode

from danhmuc.vocab.messages import Message
from danhmuc.vocab.reading import Descriptions
from danhmuc.vocab.terms import CSVW, RDF
from danhmuc.vocab.words import fold

from ...messages.elements import SchemaReadingText
from ...messages.workbooks import WorkbooksText
from ...record.described_elements import ColumnDraft, ElementDraft, TableDraft, ValueDomainDraft, describe_table
from ...record.secrecy import is_mark, is_mark_name
from ...workbook.book_reading import is_marked
from ...workbook.book_rows import BookRows, read_rows
from ...workbook.cell_values import KEPT_SHEET, cell_text, clean_text
from ...workbook.foreign_headings import heading_words, row_number_keys
from ...workbook.headings import find_headings, heading_key
from ...workbook.opened_book import BookSheet, OpenedBook, open_book
from ...workbook.row_mapping import BookRow
from ...workbook.sheet_shapes import WorkbookShape, workbook_shape
from ..descriptors import DESCRIPTORS
from ..dictionary_writer import UNNAMED_TABLE, dictionary_shape, kept_key, row_of
from .dictionary_words import read_codes, read_length, read_range, read_type_words
from .schema_reading import (
    MAX_SCHEMA_BYTES,
    ColumnBudget,
    ColumnList,
    FoundSchema,
    SchemaDocument,
    SchemaNotes,
    mark_under,
)

# ---------------------------------------------------------------- descriptor headings
# Headings by which the 25 descriptors of a term are known in tables, by the key of the descriptor.
#
# The first two are those of `descriptors`, which lists and pages have, too; the others are what people write. Source:
# course material on Decision 2439/QĐ-TTg (2025), section on the common data dictionary; second hand.

_OTHERS: Final[Mapping[str, tuple[str, ...]]] = {
    "identifier": ("ID", "Mã", "Mã thuật ngữ", "Term ID"),
    "name": ("Tên", "Tên thuật ngữ"),
    "usage-context": ("Ngữ cảnh", "Context"),
    "group": ("Nhóm", "Phân loại", "Nhóm/phân loại", "Classification"),
    "entity": ("Mối quan hệ với thực thể", "Relation to entity"),
    "creator": ("Đơn vị tạo lập",),
    "owner": ("Đơn vị quản lý", "Đơn vị chủ quản"),
    "version": ("Phiên bản/trạng thái", "Phiên bản", "Version/status"),
    "documents": ("Văn bản liên quan",),
    "synonyms": ("Đồng nghĩa",),
    "format": ("Độ dài/định dạng", "Length/format", "Độ dài", "Định dạng"),
    "rdf-type": ("Loại RDF/OWL", "RDF/OWL type"),
    "field-relations": ("Quan hệ với các trường",),
    "value-list": ("Tập giá trị", "Allowed values"),
    "normalisation": ("Normalization rule",),
    "mapping": ("Ánh xạ chuẩn quốc tế",),
    "valid-range": ("Miền giá trị hợp lệ", "Phạm vi hợp lệ"),
}
DESCRIPTOR_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    one.key: tuple(dict.fromkeys((*(one.heading().render(tag) for tag in ("vi", "en")), *_OTHERS.get(one.key, ()))))
    for one in DESCRIPTORS
}
"""In the order of the descriptors; a key with blanks for hyphens is a heading, too."""


# ---------------------------------------------------------------- dictionary book

_REFUSED: Final = "Mật"
"""The mark of a table of which each row was refused: what was stored of it before leaves no more."""
_ROWS_ABOVE: Final = 20
_LEAST: Final = 3
"""Headings that make a table one of descriptors."""
_YES: Final = frozenset({"co", "x", "yes", "true", "dung", "1", "bat buoc", "required"})
_NO: Final = frozenset({"", "khong", "no", "false", "sai", "0", "khong bat buoc", "optional"})
_LANGUAGES: Final = {"vi": "vi", "tieng viet": "vi", "vietnamese": "vi", "en": "en", "tieng anh": "en", "english": "en"}
_TEXTS: Final = frozenset({"name", "definition"})
"""Descriptors that are texts in a language; a second column may give them in English."""


def read_dictionary_book(document: SchemaDocument, notes: SchemaNotes) -> FoundSchema:
    """The tables and terms of a workbook or of a table in CSV.

    Raises:
        DocumentError: it cannot be opened.
    """
    if len(document.data) > MAX_SCHEMA_BYTES:
        raise notes.refuse(
            "too-large", SchemaReadingText.SCHEMA_TOO_LARGE(size=len(document.data), limit=MAX_SCHEMA_BYTES)
        )
    book = open_book(document.data, document.name, notes)
    shape = workbook_shape()
    tables: list[TableDraft] = []
    elements: dict[str, tuple[ElementDraft, int]] = {}
    others: list[BookSheet] = []
    for sheet in book.sheets:
        found = _find_descriptors(sheet)
        if found is None or _knows_better(shape, sheet, found):
            others.append(sheet)
        else:
            place = document.name if book.ending == ".csv" else f"{document.name}#{sheet.name}"
            _TermReader(sheet, found, place, notes).add_to(elements)
    if others:
        rest = replace(book, sheets=others)
        tables += _DictionarySheet(rest, document, notes).tables()
    return FoundSchema(tables=tuple(tables), elements=tuple(one for one, _ in elements.values()))


def is_dictionary_table(data: bytes, name: str) -> bool:
    """Whether a table in CSV has the headings of a dictionary.

    Raises:
        DocumentError: it cannot be opened.
    """
    book = open_book(data, name, SchemaNotes(name))
    dictionary = next(one for one in workbook_shape().sheets if one.row_class == CSVW.Column)
    return any(
        _find_descriptors(sheet) is not None or find_headings(dictionary, sheet.rows) is not None
        for sheet in book.sheets
    )


# ---------------------------------------------------------------- the 25 descriptors


class _Headings:
    """The headings of a table of descriptors.

    Attributes:
        row: of the headings.
        keys: descriptor and language of each column, by its number from 1.
        others: headings that are none, and repeated ones.
    """

    def __init__(self, row: int, cells: Mapping[int, str]) -> None:
        self.row = row
        self.keys: dict[int, tuple[str, str]] = {}
        self.others: dict[int, str] = {}
        taken: set[tuple[str, str]] = set()
        known = {column: _HEADINGS.get(heading_key(text)) for column, text in cells.items()}
        for column, text in cells.items():
            key = known[column]
            if key is not None and key[0] in _TEXTS and not key[1] and list(known.values()).count(key) > 1:
                # Two columns of one descriptor are its two languages.
                key = key[0], "en" if heading_key(text) in _ENGLISH else "vi"
            if key is None or key in taken:
                self.others[column] = text
            else:
                taken.add(key)
                self.keys[column] = key


def _known_headings() -> dict[str, tuple[str, str]]:
    known: dict[str, tuple[str, str]] = {}
    for key, headings in DESCRIPTOR_HEADINGS.items():
        for heading in (*headings, key, key.replace("-", " "), key.replace("-", "_")):
            known.setdefault(heading_key(heading), (key, ""))
            if key in _TEXTS:
                for tag, words in (("en", ("en", "tiếng Anh", "English")), ("vi", ("vi", "tiếng Việt", "Vietnamese"))):
                    for word in words:
                        for form in (f"{heading} ({word})", f"{heading} {word}", f"{heading}_{word}"):
                            known[heading_key(form)] = (key, tag)
    return known


_HEADINGS: Final = _known_headings()
_ENGLISH: Final = frozenset({"business name", "name", "definition"})


def _find_descriptors(sheet: BookSheet) -> _Headings | None:
    """The row of headings; None if the sheet is no table of descriptors."""
    best: _Headings | None = None
    for number, cells in sheet.rows[:_ROWS_ABOVE]:
        texts = {place: text for place, cell in enumerate(cells, 1) if (text := clean_text(cell_text(cell)))}
        found = _Headings(number, texts)
        if best is None or len(found.keys) > len(best.keys):
            best = found
    return best if best is not None and len(best.keys) >= _LEAST else None


def _knows_better(shape: WorkbookShape, sheet: BookSheet, found: _Headings) -> bool:
    """Whether a sheet of the workbook has more of these headings: both have “Kiểu dữ liệu”."""
    return any(
        headings is not None and len(headings.columns) >= len(found.keys)
        for one in shape.sheets
        if (headings := find_headings(one, sheet.rows)) is not None
    )


class _TermReader:
    """Reads the rows of a table of descriptors."""

    def __init__(self, sheet: BookSheet, headings: _Headings, place: str, notes: SchemaNotes) -> None:
        self._sheet, self._headings, self._place, self._notes = sheet, headings, place, notes

    def add_to(self, elements: dict[str, tuple[ElementDraft, int]]) -> None:
        """Add the terms of all rows."""
        others = self._headings.others.items()
        marking = {column: heading for column, heading in others if is_mark_name(heading)}
        row_numbers = row_number_keys(workbook_shape())
        for column, heading in others:
            if column in marking or heading_words(heading) in row_numbers:
                continue
            self._notes.note(
                "part-unread",
                SchemaReadingText.SCHEMA_HEADING_UNREAD(heading=heading),
                self._place,
                value=heading,
                line=self._headings.row,
                column=column,
            )
        for number, cells in self._sheet.rows:
            if number <= self._headings.row:
                continue
            given = {
                key: text
                for column, key in self._headings.keys.items()
                if column <= len(cells) and (text := clean_text(cell_text(cells[column - 1])))
            }
            if given:
                texts = {
                    heading: clean_text(cell_text(cells[place - 1])) for place, heading in others if place <= len(cells)
                }
                # A level is a mark in a column of any name.
                found = (text if is_mark(text) else mark_under(heading, text) for heading, text in texts.items())
                marks = tuple(mark for mark in found if mark is not None)
                self._notes.has_secrets = self._notes.has_secrets or bool(marks)
                self._add(given, number, elements, marks)

    def _add(
        self,
        given: Mapping[tuple[str, str], str],
        number: int,
        elements: dict[str, tuple[ElementDraft, int]],
        marks: tuple[str, ...],
    ) -> None:
        identifier = given.get(("identifier", ""), "")
        if not identifier:
            self._notes.note(
                "identifier-missing",
                SchemaReadingText.SCHEMA_IDENTIFIER_MISSING(),
                self._place,
                severity="violation",
                line=number,
            )
            return
        if identifier in elements:
            message = SchemaReadingText.SCHEMA_IDENTIFIER_REPEATED(name=identifier, row=elements[identifier][1])
            self._notes.note(
                "identifier-repeated", message, self._place, severity="violation", value=identifier, line=number
            )
            return
        values = {key: text for (key, _), text in given.items() if key not in _TEXTS and key != "identifier"}
        language = _LANGUAGES.get(fold(values.get("language", "")), "vi")
        elements[identifier] = (
            ElementDraft(
                identifier=identifier,
                titles=_texts(given, "name", language),
                definitions=_texts(given, "definition", language),
                values=tuple((key, values[key]) for key in DESCRIPTOR_HEADINGS if key in values),
                value_domain=_domain(values),
                place=f"{self._place}:{number}",
                marks=marks,
            ),
            number,
        )


def _texts(given: Mapping[tuple[str, str], str], key: str, language: str) -> tuple[tuple[str, str], ...]:
    """The texts of a descriptor: one without a language is in that of the row."""
    plain = given.get((key, ""))
    found = {} if plain is None else {language: plain}
    for tag in ("vi", "en"):
        text = given.get((key, tag))
        if text is not None:
            found.setdefault(tag, text)
    return tuple(found.items())


def _domain(values: Mapping[str, str]) -> ValueDomainDraft:
    domain = read_length(read_type_words(values.get("datatype", "")), values.get("format", ""))
    return read_range(read_codes(domain, values.get("value-list", "")), values.get("valid-range", ""))


# ---------------------------------------------------------------- the sheet of the workbook


class _DictionarySheet:
    """Reads the sheet “Từ điển dữ liệu”: a table for each dataset, a column for each row."""

    def __init__(self, book: OpenedBook, document: SchemaDocument, notes: SchemaNotes) -> None:
        self._notes = notes
        self._shape, self._sheet = dictionary_shape()
        self._columns = {one.iri.rpartition("-")[2]: one for one in self._sheet.columns}
        self._rows: BookRows = read_rows(book, self._shape, document.name)
        self._budget = ColumnBudget(notes, len(document.data))

    def tables(self) -> Iterator[TableDraft]:
        """The tables, in the order in which their datasets first occur."""
        rows = self._rows.rows.get(self._sheet.iri, [])
        if not rows:
            return
        document = rows[0].document
        places = (document, f"{document.partition('#')[0]}#{KEPT_SHEET}")
        self._notes.findings += [one for one in self._rows.findings if one.document in places]
        secret = self._secret_codes()
        by_table: dict[tuple[str, str], list[BookRow]] = {}
        refused: set[tuple[str, str]] = set()
        for row in rows:
            self._notes.findings += row.findings
            code, table = row.text(self._columns["dataset"]), row.text(self._columns["table"])
            if code in secret or is_marked(row):
                self._notes.note_secret(document, row.number)
                refused.add((code, table))
            elif not code:
                self._note(row, "identifier-missing", "dataset", SchemaReadingText.SCHEMA_IDENTIFIER_MISSING())
            else:
                by_table.setdefault((code, table), []).append(row)
        for (code, table), own in by_table.items():
            # What may mark a row is a mark of its table, in which the others tell of it.
            found = (mark_under(heading, text) for row in own for heading, text in row.others.items())
            marks = tuple(dict.fromkeys(one for one in found if one is not None))
            self._notes.has_secrets = self._notes.has_secrets or bool(marks)
            # The graph of a table would tell of the rows that were refused.
            known = None if (code, table) in refused else self._kept_table(code, table)
            if known is not None and [row_of(one) for one in known.columns] == [self._cells(row) for row in own]:
                yield replace(known, place=f"{document}#{code}", marks=marks)
            else:
                tables = self._table(known, own, code, table, f"{document}#{code}")
                yield from (replace(one, marks=marks) for one in tables)
        for code, table in sorted(refused - by_table.keys()):
            known = self._kept_table(code, table)
            draft = known or TableDraft(name=table or code, columns=())
            self._notes.refused.append(replace(draft, columns=(), graph=b"", place=document, marks=(_REFUSED,)))

    def _table(
        self, known: TableDraft | None, own: Sequence[BookRow], code: str, table: str, place: str
    ) -> Iterator[TableDraft]:
        """The table of some rows; what they do not say is as it was when the book was written."""
        name = table or code
        columns = ColumnList(name, self._notes, self._budget)
        before = {} if known is None else {row_of(one)[0]: one for one in known.columns}
        for row in own:
            self._add(row, name, columns, before)
        if not len(columns):
            return
        if known is None:
            yield TableDraft(name=name, columns=columns.columns(), place=place)
            return
        keys = tuple(one for one in known.unique_keys if all(each in columns for each in one))
        primary = known.primary_key if all(one in columns for one in known.primary_key) else ()
        yield replace(
            known, columns=columns.columns(), primary_key=primary, unique_keys=keys, place=place, graph=b"", datasets=()
        )

    def _cells(self, row: BookRow) -> tuple[str, ...]:
        """The cells of a row as `row_of` has them."""
        return tuple(row.text(self._columns[one]) for one in ("name", "title", "description", "datatype", "required"))

    def _kept_table(self, code: str, table: str) -> TableDraft | None:
        """The table as it stands on the hidden sheet; None if it does not, or if its graph was changed by hand."""
        kept = self._rows.kept.get((self._sheet.iri, kept_key(code, table)))
        if kept is None:
            return None
        about: Descriptions = {}
        if not kept.add_to(about) or (RDF.type, CSVW.Schema) not in about.get(NamedNode(kept.iri), ()):
            self._notes.note(
                "kept-unread", WorkbooksText.KEPT_UNREAD(sheet=KEPT_SHEET), severity="violation", value=code
            )
            return None
        nquads = kept.statements.encode()
        found = describe_table(kept.iri, nquads)
        if kept.iri == UNNAMED_TABLE:
            return replace(found, iri=None)
        return replace(found, graph=nquads)

    def _secret_codes(self) -> set[str]:
        """The codes of datasets that are marked as state secrets, of which nothing is read."""
        join = self._sheet.join
        assert join is not None and join.of_sheet is not None  # noqa: PT018 - as the profile has it
        datasets = self._shape.sheet(join.of_sheet)
        return {row.text(datasets.code) for row in self._rows.rows.get(datasets.iri, []) if is_marked(row)} - {""}

    def _add(self, row: BookRow, table: str, columns: ColumnList, before: Mapping[str, ColumnDraft]) -> None:
        name = row.text(self._columns["name"])
        if not name:
            name = f"column-{columns.next_number}"
            message = SchemaReadingText.SCHEMA_COLUMN_NAMELESS(number=columns.next_number, table=table, name=name)
            self._note(row, "column-nameless", "name", message)
        if name in columns:
            message = SchemaReadingText.SCHEMA_COLUMN_REPEATED(name=name, table=table)
            self._note(row, "column-repeated", "name", message)
            return
        number = columns.next_number
        column = replace(before[name], number=number) if name in before else ColumnDraft(name=name, number=number)
        columns.add(self._with_cells(column, row), row.document)

    def _with_cells(self, column: ColumnDraft, row: BookRow) -> ColumnDraft:
        """The column with the cells of its row that say something else."""
        _, title, description, kind, required = self._cells(row)
        _, old_title, old_description, old_kind, old_required = row_of(column)
        if title != old_title:
            column = replace(column, titles=_with_vietnamese(column.titles, title))
        if description != old_description:
            column = replace(column, descriptions=_with_vietnamese(column.descriptions, description))
        if kind != old_kind:
            domain, old = read_type_words(kind), column.value_domain
            column = replace(
                column, value_domain=replace(domain, unit=old.unit, codes=old.codes, code_list=old.code_list)
            )
        return column if required == old_required else replace(column, is_required=self._is_required(row))

    def _is_required(self, row: BookRow) -> bool:
        text = row.text(self._columns["required"])
        folded = fold(text)
        if folded not in _YES and folded not in _NO:
            self._note(
                row,
                "value",
                "required",
                SchemaReadingText.SCHEMA_VALUE_REFUSED(name="required", wanted="Có | Không"),
                text,
            )
        return folded in _YES

    def _note(self, row: BookRow, code: str, column: str, message: Message, value: str | None = None) -> None:
        place = row.places.get(self._columns[column].iri)
        self._notes.note(code, message, row.document, value=value, line=row.number, column=place)


def _with_vietnamese(texts: tuple[tuple[str, str], ...], text: str) -> tuple[tuple[str, str], ...]:
    """The texts with another one in Vietnamese, or none."""
    others = tuple(one for one in texts if one[0] not in ("vi", "und"))
    return (("vi", text), *others) if text else others
