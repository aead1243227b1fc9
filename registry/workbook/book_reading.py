"""Read a book into records: rows of the sheets joined by their codes, and kept until they are asked for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeAlias
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.concepts import CodeList, load, scheme_at
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import Message
from danhmuc.vocab.reading import Descriptions, Subject, Term
from danhmuc.vocab.terms import DCAT, DCT, ODRL, RDF

from ..json_records.record_spool import RecordSpool, split_mapped, with_marks_of
from ..messages.workbooks import WorkbooksText
from ..record.findings import state_secret_finding
from ..record.record import IriSpace
from ..record.secrecy import (
    SECRECY,
    is_about_access,
    is_mark,
    is_secret_mark,
    is_secret_note,
    mark_in_text,
    may_mark,
)
from ..splitting.parts import iri_of_identifier
from .book_rows import BookRows, read_rows
from .cell_values import AGENCIES, KEPT_SHEET, NODES, KeptStatements, part_key
from .finding_cells import CellPlaces
from .node_rows import NodeReading, named_elsewhere
from .opened_book import OpenedBook
from .row_mapping import BookRow, CellText, RowMapper, cell_finding
from .sheet_shapes import MIDDLE_CLASSES, RECORD_CLASSES, ColumnShape, SheetShape, WorkbookShape

KEPT: Final = "https://w3id.org/danhmuc/workbook#"
"""Namespace of columns that say who may see a row and that the workbook does not have."""
_STAMP: Final = "MAT"
"""Code of the level that each row of a book with a stamp is refused for, whichever that has."""
_Pairs: TypeAlias = frozenset[tuple[NamedNode, Term]]
_MEMBER: Final[Mapping[NamedNode, NamedNode]] = {DCAT.Dataset: DCAT.dataset, DCAT.DataService: DCAT.service}


def _nothing() -> None:
    return None


class BookReading:
    """One reading of a book.

    Args:
        place: name of the book.
        each: called before each record, may raise an error that ends the reading.

    Attributes:
        spool: the records.
        places: where they stand.
        findings: about the book, its sheets, and rows that are no records.
        triples: number of triples read.
        taken: number of rows that became records.
        is_whole: whether the book says that it has all records of its agency.
        lost: the rows that could not be taken: sheet and number.
        has_stray_mark: whether a row that became no record has a mark of secrecy, so that nothing of the book is kept.
        names_sender: whether any cell is filled in that stays in the workbook, such as who sent feedback.
    """

    def __init__(
        self,
        book: OpenedBook,
        shape: WorkbookShape,
        place: str,
        space: IriSpace,
        *,
        each: Callable[[], object] = _nothing,
    ) -> None:
        self._each = each
        self._shape, self._place, self._space = shape, place, space
        self._read: BookRows = read_rows(book, shape, place)
        self._kept_records: dict[str, KeptStatements] = {}
        self._kept_nodes: dict[Term, KeptStatements] = {}
        for one in self._read.kept.values():
            if one.sheet in (AGENCIES, NODES):
                self._kept_nodes[NamedNode(one.iri)] = one
            else:
                self._kept_records[one.iri] = one
        self._lists = code_lists_of(shape)
        self.spool = RecordSpool()
        self.places = CellPlaces()
        self.findings: list[Finding] = list(self._read.findings)
        self.lost: list[tuple[str, int]] = list(self._read.lost)
        self.triples = self.taken = 0
        self.is_whole = self._read.about.is_whole
        self._is_stamped = bool(self._read.stamps)
        marked = (*self._read.stamps, *self._read.stray_marks)
        self.has_stray_mark = bool(marked)
        if self._is_stamped:
            # Only the place is told of what is refused.
            self.findings.clear()
        self.findings += [
            replace(state_secret_finding((one.document,)), line=one.row, column=one.column) for one in marked
        ]
        self.names_sender = _names_sender(self._read.rows)
        self._taken: dict[tuple[str, str], BookRow] = {}
        self._parts: dict[tuple[str, str], list[BookRow]] = {}
        self._members: list[tuple[NamedNode, NamedNode]] = []
        self._filled: list[SheetShape] = []
        self._by_number: dict[tuple[str, int], BookRow] | None = None
        # The descriptions of each agency so far, with their numbers of triples.
        self._agents: dict[NamedNode, dict[_Pairs, int]] = {}
        self._agency = self._read.about.agency or self._catalog_agency()
        self._mapper = RowMapper(
            lists=self._lists,
            agent_iri=self._agent_iri,
            record_iri=self._record_iri,
            agent_names=self._agent_names(),
            is_1904=book.is_1904,
            has_row=self._has_row,
            is_whole=self.is_whole,
            note_agent=self.places.add_agency,
        )
        self._nodes = NodeReading(
            self._mapper,
            self._taken,
            self._read.kept,
            agency=self._agency,
            space=self._space,
            lose=self._lose,
            refuse=self._note_mark,
            marks=self._marks,
        )

    @property
    def has_sheets(self) -> bool:
        """Whether any sheet is one of the workbook's."""
        return bool(self._read.rows)

    @property
    def mapper(self) -> RowMapper:
        """The mapping of its rows."""
        return self._mapper

    @property
    def lists(self) -> Mapping[str, CodeList]:
        """The code lists by which it is read."""
        return self._lists

    def cell_at(self, document: str, row: int, column: int) -> tuple[BookRow, ColumnShape, CellText] | None:
        """A cell that has a value, with its row and column; None if there is none."""
        if self._by_number is None:
            rows = (one for some in self._read.rows.values() for one in some)
            self._by_number = {(one.document, one.number): one for one in rows}
        found = self._by_number.get((document, row))
        for one in () if found is None else found.sheet.columns:
            cell = None if found is None else found.cells.get(one.iri)
            if found is not None and cell is not None and cell.column == column:
                return found, one, cell
        return None

    @property
    def unfilled(self) -> Message | None:
        """Why there is no record, if no row of the sheets of records has anything in it; None if one has.

        None, too, of a book with rows of a sheet that belongs to no record, such as feedback: they are kept with it.
        """
        sheets = [one for one in self._shape.sheets if one.is_of_records]
        of_none = [one for one in self._filled if one.join is None or one.join.of_sheet is None]
        if self.taken or of_none or any(one in self._filled for one in sheets):
            return None
        if not any(one.code == "workbook:sheet-without-headings" for one in self.findings):
            names = tuple(self._read.title(one) for one in sheets)
            others = tuple(self._read.names[one.iri] for one in self._filled)
            return (
                WorkbooksText.NO_ROWS_BUT_PARTS(sheets=names, others=others)
                if others
                else WorkbooksText.NO_ROWS(sheets=names)
            )
        return WorkbooksText.NO_HEADINGS(location=self._place, sheets=tuple(self._read.names.values()))

    @property
    def incomplete(self) -> Message | None:
        """Why not all rows were taken."""
        if not self.lost:
            return None
        sheet, row = self.lost[0]
        return WorkbooksText.ROWS_WITHOUT_RECORD(count=len(self.lost), sheet=sheet, row=row)

    def read(self) -> None:
        """Take all rows."""
        sheets = [one for one in self._shape.sheets if one.iri in self._read.rows]
        self._filled = [one for one in sheets if self._read.rows[one.iri]]
        for sheet in sheets:
            if sheet.is_of_records and sheet.row_class != DCAT.Catalog:
                self._note_codes(sheet)
        for sheet in sheets:
            if sheet.is_of_nodes:
                self.findings += self._nodes.read(self._read.rows[sheet.iri], each=self._each)
            elif not sheet.is_of_records:
                self._note_parts(sheet)
        self._take_all(sheets)

    def _take_all(self, sheets: Sequence[SheetShape]) -> None:
        for sheet in sheets:
            if sheet.is_of_records and sheet.row_class != DCAT.Catalog:
                for row in self._read.rows[sheet.iri]:
                    if row.text(sheet.code):
                        self._each()
                        self._take(row, row.text(sheet.code))
        for sheet in sheets:
            if sheet.row_class == DCAT.Catalog:
                self._take_catalogs(sheet)
        for iri, one in self._nodes.nodes().items():
            node = NamedNode(iri)
            self.places.add(iri, one.row, node)
            self._add_kept(one.row.sheet.iri, one.key, one.about)
            self._spool(node, one.about, one.row, [])

    # ------------------------------------------------------------ before anything is mapped

    def _note_codes(self, sheet: SheetShape) -> None:
        """Find out which row has which code; rows that repeat another one are left out."""
        kept: list[BookRow] = []
        code_column = sheet.code
        assert code_column is not None
        for row in self._read.rows[sheet.iri]:
            code = row.text(code_column)
            if not code:
                message = WorkbooksText.ROW_WITHOUT_CODE(heading=row.names.heading(code_column))
                self._lose(row, "row-without-code", message, row.places.get(code_column.iri))
                continue
            first = self._taken.get((sheet.iri, code))
            if first is None:
                self._taken[sheet.iri, code] = row
            elif first.content() == row.content():
                message = WorkbooksText.ROW_REPEATED(row=first.number)
                self.findings.append(cell_finding("row-repeated", message, row.document, row.number))
                continue
            else:
                message = WorkbooksText.CODE_REPEATED(code=code, row=first.number)
                self._lose(row, "code-repeated", message, row.places.get(code_column.iri))
            kept.append(row)
        self._read.rows[sheet.iri] = kept

    def _note_parts(self, sheet: SheetShape) -> None:
        """Find out which rows are parts of which record."""
        join, rows = sheet.join, self._read.rows[sheet.iri]
        name = self._read.names[sheet.iri]
        if join is None or join.of_sheet is None:
            if rows:
                message = WorkbooksText.SHEET_NOT_READ(count=len(rows), sheet=name)
                self.findings.append(cell_finding("sheet-not-read", message, rows[0].document))
                for row in rows:
                    self._note_mark(row)
            return
        holders = self._shape.sheet(join.of_sheet)
        seen: dict[tuple[object, ...], int] = {}
        for row in rows:
            code = row.text(join)
            before = seen.setdefault(row.content(), row.number)
            if before != row.number:
                message = WorkbooksText.ROW_REPEATED(row=before)
                self.findings.append(cell_finding("row-repeated", message, row.document, row.number))
            elif not code:
                message = WorkbooksText.ROW_WITHOUT_CODE(heading=row.names.heading(join))
                self._lose(row, "row-without-code", message, row.places.get(join.iri))
            elif (holders.iri, code) not in self._taken:
                message = WorkbooksText.ROW_STRAY(sheet=self._read.title(holders), code=code)
                self._lose(row, "row-stray", message, row.places.get(join.iri))
            else:
                self._parts.setdefault((holders.iri, code), []).append(row)

    def _lose(self, row: BookRow, problem: str, message: Message, column: int | None = None) -> None:
        """Note a row that is not taken; of one with a mark of secrecy only the place is told."""
        if not self._note_mark(row):
            note = None if column is None or problem != "row-without-code" else row.note_at(column, None)
            why = message if note is None or not isinstance(note.message, Message) else note.message
            self.findings.append(cell_finding(problem, why, row.document, row.number, column))
        self.lost.append((row.document.rpartition("#")[2], row.number))

    def _note_mark(self, row: BookRow) -> bool:
        """Note a row with a mark of secrecy that becomes no record; returns whether it has one."""
        if not self._is_stamped and not is_marked(row):
            return False
        self.has_stray_mark = True
        self.findings.append(replace(state_secret_finding((row.document,)), line=row.number))
        return True

    # ------------------------------------------------------------ names

    def _catalog_agency(self) -> str:
        """The code of the agency that the catalogue names."""
        for sheet in self._shape.sheets:
            if sheet.row_class == DCAT.Catalog:
                column = next((one for one in sheet.columns if one.kind == "agency"), None)
                for row in self._read.rows.get(sheet.iri, ()):
                    if row.text(column):
                        return row.text(column)
        return ""

    def _agent_names(self) -> dict[str, str]:
        """Names of agencies by code: of the list, of the book, and of its catalogue, which counts most."""
        names: dict[str, str] = {}
        for concept in load("agency"):
            names[concept.code] = concept.label("vi")
        about = self._read.about
        if about.agency and about.agency_name:
            names[about.agency] = about.agency_name
        for sheet in self._shape.sheets:
            code = next((one for one in sheet.columns if one.kind == "agency" and len(one.path) == 2), None)
            texts = (one for one in sheet.columns if code is not None and one.kind == "text")
            name = next((one for one in texts if code is not None and one.path[:-1] == code.path[:-1]), None)
            for row in self._read.rows.get(sheet.iri, ()) if code and name else ():
                if row.text(code) and row.text(name):
                    names[row.text(code)] = row.text(name)
        return names

    def _agent_iri(self, code: str) -> NamedNode:
        kept = self._read.kept.get((AGENCIES, code))
        iri = NamedNode(f"{self._space.base}agent/{quote(code, safe='')}" if kept is None else kept.iri)
        self._agents.setdefault(iri, {})
        return iri

    def _record_iri(self, sheet: str, code: str) -> NamedNode:
        """The IRI of a row, from agency and code; without an agency, as any resource that has an identifier."""
        kept = self._read.kept.get((sheet, code))
        if kept is not None:
            return NamedNode(kept.iri)
        row = self._taken.get((sheet, code))
        shape = self._shape.sheet(sheet)
        if row is None and (elsewhere := named_elsewhere(code, RECORD_CLASSES[shape.row_class], self._space.base)):
            return elsewhere
        agency = self._agency or ("" if row is None else self._publisher(row))
        if not agency:
            return NamedNode(iri_of_identifier(code, self._space))
        kind = RECORD_CLASSES[shape.row_class]
        return NamedNode(f"{self._space.base}{kind}/{quote(agency, safe='')}/{quote(code, safe='')}")

    def _publisher(self, row: BookRow) -> str:
        column = next((one for one in row.sheet.columns if one.path == (DCT.publisher, DCT.identifier)), None)
        return row.text(column)

    def _has_row(self, sheet: str, code: str) -> bool:
        """Whether a row has a code, or says itself that it is of another agency."""
        is_here = (sheet, code) in self._taken or (sheet, code) in self._read.kept
        return is_here or named_elsewhere(code, "", self._space.base) is not None

    # ------------------------------------------------------------ records

    def _take(self, row: BookRow, code: str) -> None:
        """Map a row with its parts, and keep it; of a second one with its code only what it says of secrecy counts."""
        root = self._record_iri(row.sheet.iri, code)
        is_first = self._taken[row.sheet.iri, code] is row
        about: Descriptions = {}
        self._describe(row, root, about, root)
        parts = self._parts.get((row.sheet.iri, code), []) if is_first else []
        for part in parts:
            self._join(root, part, about)
        if is_first:
            about[root] += [(ODRL.hasPolicy, one) for one in self._nodes.agreements_on(root)]
            self._add_kept(row.sheet.iri, code, about)
        if is_first and row.sheet.row_class in _MEMBER:
            self._members.append((_MEMBER[row.sheet.row_class], root))
        self._spool(root, about, row, parts)

    def _take_catalogs(self, sheet: SheetShape) -> None:
        rows = self._read.rows[sheet.iri]
        for number, row in enumerate(rows):
            if number:
                message = WorkbooksText.ROW_SECOND(sheet=self._read.names[sheet.iri], row=rows[0].number)
                self._lose(row, "code-repeated", message)
                continue
            if (sheet.iri, "") in self._read.kept:
                root = NamedNode(self._read.kept[sheet.iri, ""].iri)
            elif self._agency:
                root = NamedNode(f"{self._space.base}catalog/{quote(self._agency, safe='')}")
            else:
                root = NamedNode(iri_of_identifier(RECORD_CLASSES[DCAT.Catalog], self._space))
            about: Descriptions = {}
            self._describe(row, root, about, root)
            about[root] += self._members
            self._add_kept(sheet.iri, "", about)
            self._spool(root, about, row, [])

    def _describe(self, row: BookRow, node: Subject, about: Descriptions, root: NamedNode) -> None:
        self._mapper.describe(row, node, about)
        about.setdefault(root, []).extend((prop, Literal(text)) for prop, text in self._marks(row))
        self.places.add(root.value, row, node)

    def _marks(self, row: BookRow) -> Iterator[tuple[NamedNode, str]]:
        """The marks of a row in columns of other names, and the stamp of the book."""
        yield from _marks(row)
        if self._is_stamped:
            yield SECRECY, _STAMP

    def _add_kept(self, sheet: str, code: str, about: Descriptions) -> None:
        """Add the statements that no column holds, and what is kept of the node records that are named."""
        kept = self._read.kept.get((sheet, code))
        is_all = kept is None or kept.add_to(about)
        named: list[Term] = [*about, *(value for pairs in about.values() for _, value in pairs)]
        added: set[Term] = set()
        while named:
            node = named.pop()
            if isinstance(node, NamedNode) and node in self._kept_nodes and node not in added:
                added.add(node)
                about[node] = []
                is_all &= self._kept_nodes[node].add_to(about)
                named += [value for _, value in about[node]]
        if not is_all:
            message = WorkbooksText.KEPT_UNREAD(sheet=KEPT_SHEET)
            self.findings.append(cell_finding("kept-unread", message, f"{self._place}#{KEPT_SHEET}"))

    def _join(self, root: NamedNode, row: BookRow, about: Descriptions) -> None:
        """Add a row that is a part of a record."""
        join = row.sheet.join
        assert join is not None
        holder: Subject = root
        for prop in join.joins[:-1]:
            known = [value for given, value in about.get(holder, ()) if given == prop]
            if known:
                holder = known[0]  # type: ignore[assignment] # made below
            else:
                middle = BlankNode()
                about.setdefault(holder, []).append((prop, middle))
                if prop in MIDDLE_CLASSES:
                    about[middle] = [(RDF.type, MIDDLE_CLASSES[prop])]
                holder = middle
        node: Subject = BlankNode()
        if row.sheet.row_class == DCAT.Distribution:
            node = self._part_iri(root, row, about)
        about.setdefault(holder, []).append((join.joins[-1], node))
        self._describe(row, node, about, root)

    def _part_iri(self, root: NamedNode, row: BookRow, about: Descriptions) -> NamedNode:
        """The IRI of a distribution: of its record and its address, which stay the same where rows are sorted anew."""
        key = part_key(row.sheet, {iri: cell.text for iri, cell in row.cells.items()})
        kept = self._kept_records.get(root.value)
        if kept is not None and key in kept.parts and NamedNode(kept.parts[key]) not in about:
            return NamedNode(kept.parts[key])
        for again in range(1, len(about) + 2):
            digest = hashlib.sha256(f"{key}\n{again}".encode()).hexdigest()[:12]
            iri = NamedNode(f"{root.value}/distribution/{digest}")
            if iri not in about:
                return iri
        raise AssertionError("one of them is free")

    def _spool(self, root: NamedNode, about: Descriptions, row: BookRow, parts: list[BookRow]) -> None:
        self.taken += 1
        findings = [one for each in (row, *parts) for one in each.findings]
        agents = self._leave_out_agents(root, about)
        text = json.dumps(_as_json(row, parts), ensure_ascii=False, sort_keys=True)
        split = split_mapped(root, about, {root: findings}, text, self._place, self._space)
        self.spool.add_members(split.memberships)
        for part in split.parts:
            triples = part.record.canonical.nquads.count(b"\n")
            self.triples += triples
            if isinstance(part.root, NamedNode) and part.root in agents:
                self._agents[part.root][agents[part.root]] = triples
            if part.record.role != "record":
                self.spool.put_node(part.record, part.links, is_refused=part.is_refused)
                continue
            new = part.to_spool(row.document)
            old = self.spool.get(part.record.iri)
            if old is None:
                self.spool.put(new)
            else:
                self.spool.amend(with_marks_of(old, new), ())

    def _leave_out_agents(self, root: NamedNode, about: Descriptions) -> dict[Subject, _Pairs]:
        """Remove agencies that are described as for a record before, and return the others with what is said of them.

        Each would become the same node record again; nearly all rows name the same few.
        """
        new: dict[Subject, _Pairs] = {}
        for agent in [one for one in about if isinstance(one, NamedNode) and one in self._agents and one != root]:
            pairs = frozenset(about[agent])
            triples = self._agents[agent].get(pairs)
            if triples is not None:
                self.triples += triples
                del about[agent]
            elif not any(isinstance(value, BlankNode) for _, value in pairs):
                new[agent] = pairs
        return new


def _marks(row: BookRow) -> Iterator[tuple[NamedNode, str]]:
    """The statements of columns of other names about secrecy or access; a level is a mark in any of them."""
    for heading, text in row.others.items():
        kept = NamedNode(KEPT + quote(heading, safe=""))
        found = mark_in_text(text)
        if found == "mark" or is_mark(heading):
            yield SECRECY, text
        elif is_about_access(kept):
            yield (SECRECY if may_mark(kept, Literal(text), _no_values) else kept), text
        elif found is not None:
            yield kept, text


def _no_values(_: BlankNode | NamedNode) -> tuple[Term, ...]:
    return ()


def is_marked(row: BookRow) -> bool:
    """Whether a row is marked as a state secret."""
    cells = ((column.path[-1], row.text(column)) for column in row.sheet.columns if column.path)
    return any(
        is_secret_note(prop, Literal(text)) or (prop == SECRECY and is_secret_mark(Literal(text), _no_values))
        for prop, text in (*_marks(row), *cells)
        if text
    )


def code_lists_of(shape: WorkbookShape) -> dict[str, CodeList]:
    """The bundled code lists that columns use, by their IRIs."""
    wanted = dict.fromkeys(iri for sheet in shape.sheets for column in sheet.columns for iri in column.code_lists)
    return {iri: found for iri in wanted if (found := scheme_at(iri)) is not None}


def _as_json(row: BookRow, parts: list[BookRow]) -> dict[str, object]:
    return {
        "sheet": row.sheet.iri,
        "cells": {iri: cell.text for iri, cell in row.cells.items() if not _stays(row.sheet, iri)},
        "others": row.others,
        "parts": [_as_json(one, []) for one in parts],
    }


def _names_sender(rows: Mapping[str, Sequence[BookRow]]) -> bool:
    return any(
        row.text(column)
        for some in rows.values()
        for row in some
        for column in row.sheet.columns
        if column.stays_in_workbook
    )


def _stays(sheet: SheetShape, column: str) -> bool:
    return any(one.iri == column and one.stays_in_workbook for one in sheet.columns)
