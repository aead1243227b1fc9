"""From the cells of a row to triples, by the columns of its sheet; findings know their cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.concepts import CodeList
from danhmuc.vocab.findings import Finding, Layer, Severity
from danhmuc.vocab.messages import Message
from danhmuc.vocab.reading import Descriptions, Subject, Term
from danhmuc.vocab.terms import DCT, FOAF, RDF, XSD

from ..json_records.value_terms import quoted_value, read_iri
from ..messages.workbooks import WorkbooksText
from ..workbook_marks.cell_marks import MAX_TEXT
from .cell_values import cell_text, day_of_number, day_term, find_concept, looks_legacy, split_values, telephone
from .headings import NamesInBook
from .opened_book import CellValue
from .sheet_shapes import MIDDLE_CLASSES, ColumnShape, SheetShape

_PROBLEMS: Final[Mapping[str, tuple[Severity, Layer]]] = {
    "agency-unlisted": ("warning", "cannot-verify"),
    "agreement-part": ("warning", "house"),
    "blanks": ("info", "repaired"),
    "cell-error": ("violation", "house"),
    "cell-long": ("warning", "house"),
    "code-absent": ("warning", "house"),
    "code-elsewhere": ("info", "house"),
    "code-number": ("warning", "house"),
    "code-repeated": ("violation", "house"),
    "code-unlisted": ("warning", "vocabulary"),
    "column-repeated": ("warning", "house"),
    "column-unknown": ("info", "house"),
    "date": ("warning", "house"),
    "date-number": ("info", "repaired"),
    "formats-unseen": ("info", "house"),
    "form": ("warning", "house"),
    "hidden-rows": ("info", "house"),
    "kept-unread": ("violation", "house"),
    "legacy-text": ("warning", "house"),
    "link": ("warning", "house"),
    "lists-differ": ("warning", "house"),
    "macros": ("info", "house"),
    "merged": ("info", "repaired"),
    "newer": ("warning", "house"),
    "no-value": ("violation", "house"),
    "notes": ("info", "house"),
    "part": ("info", "house"),
    "profile": ("warning", "house"),
    "row-empty": ("violation", "house"),
    "row-repeated": ("info", "house"),
    "row-stray": ("violation", "house"),
    "row-without-code": ("violation", "house"),
    "several-values": ("warning", "house"),
    "sheet-hidden": ("info", "house"),
    "sheet-not-read": ("info", "house"),
    "sheet-twice": ("violation", "house"),
    "sheet-unknown": ("info", "house"),
    "sheet-unplaced": ("info", "house"),
    "sheet-without-headings": ("violation", "house"),
}
"""Severity and layer of each problem, which ends the code of its finding."""
_REPEATING: Final = frozenset({"agency", "concept", "date", "iri"})
"""Kinds of columns whose texts are few beside their cells."""
_FEW: Final = 4
"""Codes of one name that a finding names."""
_YES: Final = frozenset({"true", "1", "x", "co", "yes", "có"})
_NO: Final = frozenset({"false", "0", "khong", "no", "không"})
_MAIL: Final = re.compile(r"[^@\s;,<>]+@[^@\s;,<>]+\.[^@\s;,<>]+")
_WEB: Final = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
_DIGITS: Final = re.compile(r"[0-9]+")
_NO_NAMES: Final = NamesInBook()
_MAIL_WITHIN: Final = re.compile(r"[^\s@:,;<>]+(?:@|%40)[^\s@:,;<>.]+[.][^\s@:,;<>.]+")
_PHONE_WITHIN: Final = re.compile(r"(?=.*[1-9])(?:.*[0-9]){3}", re.DOTALL)
"""An address or a number among other words, which the rules on contacts accept: docs/decisions/0062."""


def cell_finding(
    problem: str,
    message: Message,
    document: str,
    row: int | None = None,
    column: int | None = None,
    *,
    value: str | None = None,
    fix: str | None = None,
    path: str | None = None,
) -> Finding:
    """A finding about a cell, a row or a sheet.

    Args:
        problem: one of the problems.
        document: book and sheet.
        row, column: from 1.
    """
    severity, layer = _PROBLEMS[problem]
    return Finding(
        code=f"workbook:{problem}",
        severity=severity,
        layer=layer,
        message=message,
        document=document,
        line=row,
        column=column,
        value=None if value is None else quoted_value(value),
        fix=fix,
        path=path,
    )


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell as it was, as text, and where it stands."""

    value: CellValue
    text: str
    column: int


@dataclass(slots=True)
class BookRow:
    """One row of a sheet.

    Attributes:
        document: book and sheet.
        number: as Excel counts.
        cells: by IRI of their column; those that are empty are left out.
        places: number of each column of the sheet that the book has, by its IRI.
        others: of columns that the sheet does not have, by heading.
        names: of the sheet and of its columns in the book.
        findings: about its cells.
        notes: what is odd about cells that a rule looks at, for the finding of that rule.
    """

    sheet: SheetShape
    document: str
    number: int
    cells: dict[str, CellText]
    places: Mapping[str, int] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    names: NamesInBook = _NO_NAMES
    findings: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)

    def note_at(self, column: int, value: str | None) -> Finding | None:
        """The note about a value in a column; without a value, about the cell as a whole."""
        return next((one for one in self.notes if one.column == column and value in (None, one.value)), None)

    def text(self, column: ColumnShape | None) -> str:
        """The text of a cell; empty if there is none."""
        found = None if column is None else self.cells.get(column.iri)
        return "" if found is None else found.text

    def content(self) -> tuple[object, ...]:
        """The cells of the row as texts, to be compared with those of another row."""
        return (tuple(sorted((key, one.text) for key, one in self.cells.items())), tuple(sorted(self.others.items())))


@dataclass(slots=True)
class RowMapper:
    """The mapping of rows.

    Attributes:
        lists: the code lists by their IRIs.
        agent_iri: IRI of an agency by its code.
        record_iri: IRI of the row of a sheet, by IRI of the sheet and code.
        agent_names: names of agencies by their codes, as far as they are known.
        is_1904: whether the days of the book are counted from 1904.
        has_row: whether the book has a row of a code, by IRI of the sheet and code; None where nobody is told.
        is_whole: whether the book says that it has all records.
        note_agent: takes the IRI of an agency that a row names, the row and the column; None where nobody is told.
    """

    lists: Mapping[str, CodeList]
    agent_iri: Callable[[str], NamedNode]
    record_iri: Callable[[str, str], NamedNode]
    agent_names: Mapping[str, str]
    is_1904: bool = False
    has_row: Callable[[str, str], bool] | None = None
    is_whole: bool = False
    note_agent: Callable[[str, BookRow, ColumnShape], None] | None = None
    _unlisted: set[str] = field(default_factory=set)
    _known: dict[tuple[str, str], Sequence[Term]] = field(default_factory=dict)
    """By column and text, the terms of cells of which nothing was found: codes and days repeat from row to row."""

    def describe(self, row: BookRow, subject: Subject, about: Descriptions) -> None:
        """Add what a row says of its node; findings are added to the row."""
        pairs = about.setdefault(subject, [])
        pairs.append((RDF.type, row.sheet.row_class))
        given: list[tuple[tuple[NamedNode, ...], ColumnShape, Sequence[Term]]] = []
        for column in row.sheet.columns:
            cell = row.cells.get(column.iri)
            if cell is not None and not column.joins and not column.stays_in_workbook:
                terms = self.terms(row, column, cell)
                if terms:
                    given.append((column.path, column, terms))
        self._fill(row, subject, given, about)

    def _fill(
        self,
        row: BookRow,
        subject: Subject,
        given: Sequence[tuple[tuple[NamedNode, ...], ColumnShape, Sequence[Term]]],
        about: Descriptions,
    ) -> None:
        groups: dict[NamedNode, list[tuple[tuple[NamedNode, ...], ColumnShape, Sequence[Term]]]] = {}
        for path, column, terms in given:
            if len(path) == 1:
                _add(about, subject, path[0], *terms)
            else:
                groups.setdefault(path[0], []).append((path[1:], column, terms))
        for prop, members in groups.items():
            most = max(len(terms) for _, _, terms in members)
            for _, column, terms in members:
                if len(terms) < most:
                    message = WorkbooksText.LISTS_DIFFER(
                        heading=row.names.heading(column), found=len(terms), expected=most
                    )
                    self._add_note(row, self._note("lists-differ", message, row, column), to_rule=column.has_value_rule)
            for number in range(most):
                part = [(path, column, [terms[number]]) for path, column, terms in members if number < len(terms)]
                self._link(row, subject, prop, part, about)

    def _link(
        self,
        row: BookRow,
        subject: Subject,
        prop: NamedNode,
        part: Sequence[tuple[tuple[NamedNode, ...], ColumnShape, Sequence[Term]]],
        about: Descriptions,
    ) -> None:
        """Add one node that a property leads to, with what the columns say of it."""
        for path, column, terms in part:
            if column.kind == "record" and len(path) == 1 and column.of_sheet is not None:
                _add(about, subject, prop, self.record_iri(column.of_sheet, terms[0].value))
                return
            if column.kind == "agency" and len(path) == 1:
                agent = self.add_agent(terms[0].value, about)
                _add(about, subject, prop, agent)
                if self.note_agent is not None:
                    self.note_agent(agent.value, row, column)
                return
        node = BlankNode()
        _add(about, subject, prop, node)
        if prop in MIDDLE_CLASSES:
            _add(about, node, RDF.type, MIDDLE_CLASSES[prop])
        self._fill(row, node, part, about)

    def add_agent(self, code: str, about: Descriptions) -> NamedNode:
        """Describe the agency of a code; returns its IRI."""
        agent = self.agent_iri(code)
        _add(about, agent, RDF.type, FOAF.Agent)
        _add(about, agent, DCT.identifier, Literal(code))
        # An agency that no list has is called what the cell calls it; that it is unknown is a finding.
        name = self.agent_names.get(code)
        _add(about, agent, FOAF.name, Literal(code) if name is None else Literal(name, language="vi"))
        return agent

    # ------------------------------------------------------------ cells

    def terms(self, row: BookRow, column: ColumnShape, cell: CellText) -> Sequence[Term]:
        """The terms of a cell; findings are added to the row."""
        if column.kind not in _REPEATING or not isinstance(cell.value, str):
            return self._read_terms(row, column, cell)
        key = (column.iri, cell.text)
        terms = self._known.get(key)
        if terms is None:
            before = len(row.findings), len(row.notes)
            terms = self._read_terms(row, column, cell)
            if (len(row.findings), len(row.notes)) == before:
                self._known[key] = terms
        return terms

    def _read_terms(self, row: BookRow, column: ColumnShape, cell: CellText) -> Sequence[Term]:
        text = cell.text
        if len(text) > MAX_TEXT:
            message = WorkbooksText.CELL_LONG(heading=row.names.heading(column), length=len(text), limit=MAX_TEXT)
            row.findings.append(self._note("cell-long", message, row, column, cell))
        if looks_legacy(text):
            row.findings.append(
                self._note(
                    "legacy-text", WorkbooksText.LEGACY_TEXT(heading=row.names.heading(column)), row, column, cell
                )
            )
        if column.kind == "date":
            return [self._date(row, column, cell)]
        texts = split_values(text) if column.is_list else [text]
        if not column.is_list and column.kind in ("concept", "agency", "record") and len(split_values(text)) > 1:
            texts = split_values(text)
            message = WorkbooksText.SEVERAL_VALUES(heading=row.names.heading(column), count=len(texts))
            note = self._note("several-values", message, row, column, cell)
            self._add_note(row, note, to_rule=column.has_max_rule)
        if column.kind in ("agency", "record") or (column.kind == "concept" and len(texts) == 1):
            self._note_number(row, column, cell)
        for one in texts:
            self._note_absent(row, column, cell, one)
        return [self._term(row, column, cell, one) for one in texts]

    def _note_absent(self, row: BookRow, column: ColumnShape, cell: CellText, code: str) -> None:
        """Note a code that no row of its sheet has, or that no list of agencies has where no rule asks for that."""
        if self.has_row is None:
            return
        if column.kind == "record" and column.of_sheet is not None and not self.has_row(column.of_sheet, code):
            template = WorkbooksText.CODE_ABSENT if self.is_whole else WorkbooksText.CODE_ELSEWHERE
            problem = "code-absent" if self.is_whole else "code-elsewhere"
            message = template(heading=row.names.heading(column), code=code)
            row.findings.append(self._note(problem, message, row, column, cell, value=code))
        is_number = isinstance(cell.value, int | float)
        is_left_to_rule = is_number or column.has_value_rule
        is_known = code in self.agent_names or code in self._unlisted
        if column.kind == "agency" and not is_left_to_rule and not is_known:
            self._unlisted.add(code)
            message = WorkbooksText.AGENCY_UNLISTED(heading=row.names.heading(column), code=code)
            row.findings.append(self._note("agency-unlisted", message, row, column, cell, value=code))

    def _term(self, row: BookRow, column: ColumnShape, cell: CellText, text: str) -> Term:
        if column.kind == "text":
            return Literal(text, language=column.language)
        if column.kind == "concept":
            return self._concept(row, column, cell, text)
        if column.kind == "iri":
            return self._iri(row, column, cell, text)
        if column.kind == "literal":
            return self._literal(row, column, cell, text)
        return Literal(text)

    def _date(self, row: BookRow, column: ColumnShape, cell: CellText) -> Term:
        if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
            day = day_of_number(cell.value, is_1904=self.is_1904)
            if day is not None:
                message = WorkbooksText.NUMBER_AS_DATE(heading=row.names.heading(column), day=day)
                note = self._note("date-number", message, row, column, cell, fix=day.isoformat())
                row.findings.append(note)
                return Literal(day.isoformat(), datatype=XSD.date)
        term = day_term(cell.text)
        if term is not None:
            return term
        note = self._note("date", WorkbooksText.DATE_UNREAD(heading=row.names.heading(column)), row, column, cell)
        self._add_note(row, note, to_rule=column.has_value_rule)
        return Literal(cell.text)

    def _concept(self, row: BookRow, column: ColumnShape, cell: CellText, text: str) -> Term:
        for iri in column.code_lists:
            found = find_concept(self.lists[iri], text) if iri in self.lists else None
            if found is not None:
                return NamedNode(found.iri)
        if _WEB.fullmatch(text):
            return self._iri(row, column, cell, text)
        padded = self._code_with_zeros(column, text)
        names = self._list_names(column)
        if names:
            heading = row.names.heading(column)
            message = WorkbooksText.CODE_UNLISTED(heading=heading, lists=names, list=names[0])
            meant = self._meant(column, text)
            if 1 < len(meant) <= _FEW:
                message = WorkbooksText.CODE_UNCERTAIN(heading=heading, codes=meant, list=names[0])
            note = self._note("code-unlisted", message, row, column, cell, value=text, fix=padded)
            self._add_note(row, note, to_rule=column.has_value_rule)
        return Literal(text)

    def _meant(self, column: ColumnShape, text: str) -> tuple[str, ...]:
        """The codes that have a name, of which none is certain."""
        lists = (self.lists[iri] for iri in column.code_lists if iri in self.lists)
        return tuple(dict.fromkeys(one.code for listed in lists for one in listed.find(text)))

    def _code_with_zeros(self, column: ColumnShape, text: str) -> str | None:
        """The code that a number would be with the zeros that it lacks; None if there is not just one."""
        if not _DIGITS.fullmatch(text):
            return None
        codes = {text.zfill(width) for width in range(len(text) + 1, 7)}
        found = {code for iri in column.code_lists if iri in self.lists for code in codes if code in self.lists[iri]}
        return found.pop() if len(found) == 1 else None

    def _list_names(self, column: ColumnShape) -> tuple[str, ...]:
        return tuple(self.lists[iri].token for iri in column.code_lists if iri in self.lists)

    def _iri(self, row: BookRow, column: ColumnShape, cell: CellText, text: str) -> Term:
        if column.scheme == "mailto:":
            bare = text.removeprefix("mailto:")
            if _MAIL.fullmatch(bare):
                return NamedNode("mailto:" + quote(bare, safe="@.+-_!#$&'*/=?^`{|}~%"))
            note = self._note("form", WorkbooksText.MAIL_FORM(heading=row.names.heading(column)), row, column, cell)
            self._add_note(row, note, to_rule=column.has_value_rule and not _MAIL_WITHIN.search(text))
            return Literal(text)
        if column.scheme == "tel:":
            number = telephone(text.removeprefix("tel:"))
            if number is not None:
                return NamedNode("tel:" + number)
            note = self._note("form", WorkbooksText.PHONE_FORM(heading=row.names.heading(column)), row, column, cell)
            self._add_note(row, note, to_rule=column.has_value_rule and not _PHONE_WITHIN.search(text))
            return Literal(text)
        found = read_iri(text, "http://source.invalid/") if _WEB.fullmatch(text) else None
        if found is not None:
            return found.term
        note = self._note(
            "link", WorkbooksText.LINK_ENTERED(heading=row.names.heading(column)), row, column, cell, value=text
        )
        self._add_note(row, note, to_rule=column.has_value_rule)
        return Literal(text)

    def _literal(self, row: BookRow, column: ColumnShape, cell: CellText, text: str) -> Term:
        if column.datatype == XSD.string:
            return Literal(text)
        if column.datatype == XSD.boolean:
            word = text.casefold()
            if word in _YES | _NO:
                return Literal("true" if word in _YES else "false", datatype=XSD.boolean)
        elif column.datatype == XSD.nonNegativeInteger:
            if _DIGITS.fullmatch(text):
                return Literal(text, datatype=XSD.nonNegativeInteger)
        else:
            return Literal(text, datatype=column.datatype)
        is_number = column.datatype == XSD.nonNegativeInteger
        template = WorkbooksText.NUMBER_FORM if is_number else WorkbooksText.YES_NO_FORM
        note = self._note("form", template(heading=row.names.heading(column)), row, column, cell)
        self._add_note(row, note, to_rule=column.has_value_rule)
        return Literal(text)

    def _add_note(self, row: BookRow, note: Finding, *, to_rule: bool) -> None:
        """Add a finding to the row, or leave it to the finding of a rule that looks at the cell."""
        (row.notes if to_rule else row.findings).append(note)

    def _note_number(self, row: BookRow, column: ColumnShape, cell: CellText) -> None:
        """A code that is stored as a number has lost the zeros that it may have begun with."""
        if isinstance(cell.value, int | float) and _DIGITS.fullmatch(cell.text) and cell.text == cell_text(cell.value):
            fix = self._code_with_zeros(column, cell.text) if column.kind == "concept" else None
            is_listed = any(cell.text in self.lists[iri] for iri in column.code_lists if iri in self.lists)
            if not is_listed and fix is None:
                message = WorkbooksText.NOT_TEXT_CODE(heading=row.names.heading(column), found=cell.text)
                row.findings.append(self._note("code-number", message, row, column, cell, fix=fix))

    def _note(
        self,
        problem: str,
        message: Message,
        row: BookRow,
        column: ColumnShape,
        cell: CellText | None = None,
        *,
        value: str | None = None,
        fix: str | None = None,
    ) -> Finding:
        found = cell if cell is not None else row.cells.get(column.iri)
        text = value if value is not None else None if found is None else found.text
        return cell_finding(
            problem,
            message,
            row.document,
            row.number,
            None if found is None else found.column,
            value=text,
            fix=fix,
            path=column.path[0].value,
        )


def _add(about: Descriptions, subject: Subject, prop: NamedNode, *terms: Term) -> None:
    pairs = about.setdefault(subject, [])
    for term in terms:
        if (prop, term) not in pairs:
            pairs.append((prop, term))
