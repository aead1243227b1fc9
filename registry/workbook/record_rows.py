"""From graphs of records to rows of a workbook; what no column holds is kept beside the rows, statement by statement.

Each cell is mapped back before it is taken: only what a reading makes of it again counts as held.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.concepts import CodeList
from danhmuc.vocab.reading import Descriptions, Subject, Term
from danhmuc.vocab.terms import DCAT, DCT, DMV, DQV, ODRL, RDF

from ..record.record import quads_of
from ..workbook_marks.cell_marks import MAX_TEXT
from .cell_values import AGENCIES, NODES, KeptStatements, clean_text, part_key, term_text
from .node_rows import TARGETS, is_in_force, named_elsewhere, node_class, node_key
from .row_mapping import BookRow, CellText, RowMapper
from .sheet_shapes import MIDDLE_CLASSES, ColumnShape, SheetShape, WorkbookShape

_Cells = dict[str, str]
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
"""Letters that XML does not allow, and texts that Excel reads as a letter."""


@dataclass(slots=True)
class FilledRows:
    """The rows of records.

    Attributes:
        cells: text by IRI of the column, for each row of each sheet.
        kept: IRIs and statements that no column holds, of each record.
        partly: IRIs of the records of which some statements are held by no column.
        left_out: IRIs of the records that cannot be rows: they have no code, or one that another has.
    """

    cells: dict[str, list[_Cells]] = field(default_factory=dict)
    kept: list[KeptStatements] = field(default_factory=list)
    partly: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def fill_rows(
    shape: WorkbookShape,
    lists: Mapping[str, CodeList],
    graphs: Mapping[str, bytes],
    agents: Callable[[str], tuple[str, bytes] | None],
    nodes: Mapping[str, bytes] = MappingProxyType({}),
    annotations: Mapping[str, bytes] = MappingProxyType({}),
) -> FilledRows:
    """The rows of some records.

    Args:
        lists: the code lists in force by their IRIs.
        graphs: canonical N-Quads of the records by their IRIs.
        agents: returns code and graph of the agency of an IRI; None if it has no code.
        nodes: canonical N-Quads of the other node records that the records name, by their IRIs; kept beside the rows.
        annotations: the same of feedback, requests and agreements about the records; these are rows, too.
    """
    filled = _Filler(shape, lists, graphs, agents, annotations).fill()
    known = {one.iri for one in filled.kept}
    filled.kept += [
        KeptStatements(sheet=NODES, code=iri, iri=iri, statements=nquads.decode())
        for iri, nquads in sorted(nodes.items())
        if iri not in known
    ]
    return filled


class _Filler:
    def __init__(
        self,
        shape: WorkbookShape,
        lists: Mapping[str, CodeList],
        graphs: Mapping[str, bytes],
        agents: Callable[[str], tuple[str, bytes] | None],
        annotations: Mapping[str, bytes],
    ) -> None:
        self._shape, self._lists, self._graphs, self._agents = shape, lists, graphs, agents
        self._annotations = {iri: _descriptions_of(nquads) for iri, nquads in annotations.items()}
        self._stated: set[tuple[Subject, NamedNode, Term]] = set()
        self._filled = FilledRows()
        self._keys: set[tuple[str, str]] = set()
        self._shows_unread = False
        self._sheets = {column.iri: sheet for sheet in reversed(shape.sheets) for column in sheet.columns}
        self._codes: dict[str, tuple[str, str]] = {}
        self._iris: dict[tuple[str, str], str] = {}
        self._agent_codes: dict[str, str] = {}
        self._agent_iris: dict[str, str] = {}
        self._mapper = RowMapper(
            lists=lists,
            agent_iri=lambda code: NamedNode(self._agent_iris.get(code, f"urn:x:{len(code)}")),
            record_iri=self._record_iri,
            agent_names={},
        )

    def fill(self) -> FilledRows:
        """Fill in all records."""
        described = {iri: _descriptions_of(nquads) for iri, nquads in self._graphs.items()}
        chosen: dict[str, SheetShape] = {}
        for iri, about in sorted(described.items()):
            sheet = self._sheet_of(about.get(NamedNode(iri), ()))
            code = None if sheet is None else _code_of(sheet, about.get(NamedNode(iri), ()))
            if sheet is None or code is None or (sheet.iri, code) in self._iris:
                self._filled.left_out.append(iri)
                continue
            chosen[iri] = sheet
            self._codes[iri] = (sheet.iri, code)
            self._iris[sheet.iri, code] = iri
        for iri, about in sorted(self._annotations.items()):
            self._fill_annotation(iri, about)
        for iri, sheet in chosen.items():
            self._fill_record(sheet, iri, described[iri])
        for iri, code in sorted(self._agent_codes.items()):
            found = self._agents(iri)
            if found is not None:
                kept = KeptStatements(sheet=AGENCIES, code=code, iri=iri, statements=found[1].decode())
                self._filled.kept.append(kept)
        return self._filled

    def _record_iri(self, sheet: str, code: str) -> NamedNode:
        """The IRI of a row by its code; of what is in no row, the one that stands in the cell."""
        iri = self._iris.get((sheet, code))
        return NamedNode(iri) if iri is not None else named_elsewhere(code, "", "urn:x:") or NamedNode("urn:x:absent")

    def _fill_annotation(self, iri: str, about: Descriptions) -> None:
        """Add the row of feedback, of a request or an agreement, if that is what is read again."""
        node = NamedNode(iri)
        types = {value for prop, value in about.get(node, ()) if prop == RDF.type}
        sheet = next((one for one in self._shape.sheets if one.is_of_nodes and _is_on(one, types)), None)
        if sheet is None:
            self._filled.left_out.append(iri)
            return
        # A state that is no code stays in its cell, where an officer sees it.
        self._shows_unread = True
        cells, held = self._cells(sheet, node, about)
        self._shows_unread = False
        again: Descriptions = {}
        self._mapper.describe(_row(sheet, cells), node, again)
        of_class = node_class(sheet.row_class, again, node)
        key = node_key(of_class, again, node)
        if of_class not in types or (sheet.iri, key) in self._keys:
            self._filled.left_out.append(iri)
            return
        self._keys.add((sheet.iri, key))
        left = {(subject, prop, value) for subject, pairs in about.items() for prop, value in pairs} - held
        left -= {(node, RDF.type, of_class)}
        if any(prop != DMV.receivedBy for _, prop, _ in left):
            self._filled.partly.append(iri)
        if of_class == DQV.UserQualityFeedback:
            # Who sent it, under whatever name, goes into no workbook.
            left = {one for one in left if one[1] == DMV.receivedBy}
        for _, prop, value in left:
            if prop == DMV.receivedBy and isinstance(value, NamedNode):
                self._agent_code(value)
        self._filled.cells.setdefault(sheet.iri, []).append(cells)
        self._filled.kept.append(KeptStatements(sheet=sheet.iri, code=key, iri=iri, statements=_lines(left)))
        if of_class == ODRL.Agreement and is_in_force(about, node):
            self._stated |= {(value, ODRL.hasPolicy, node) for prop, value in about[node] if prop == ODRL.target}  # type: ignore[misc]

    def _sheet_of(self, pairs: Iterable[tuple[NamedNode, Term]]) -> SheetShape | None:
        types = {value for prop, value in pairs if prop == RDF.type}
        return next((one for one in self._shape.sheets if one.is_of_records and one.row_class in types), None)

    def _fill_record(self, sheet: SheetShape, iri: str, about: Descriptions) -> None:
        """Add the rows of a record, or its code alone if what is read again would be another graph."""
        root = NamedNode(iri)
        code = self._codes[iri][1]
        rows: list[tuple[SheetShape, _Cells, NamedNode | None]] = []
        # The rows of agreements say it.
        stated = {(root, prop, value) for prop, value in about[root] if (root, prop, value) in self._stated}
        about = {**about, root: [pair for pair in about[root] if (root, *pair) not in stated]}
        left = {(subject, prop, value) for subject, pairs in about.items() for prop, value in pairs}
        cells, held = self._cells(sheet, root, about)
        rows.append((sheet, cells, None))
        left -= held
        for part, node, part_cells, part_held in self._parts(sheet, root, about, code):
            rows.append((part, part_cells, node))
            left -= part_held
        if not self._is_same(root, about, rows, left):
            own = {} if sheet.code is None else {sheet.code.iri: code}
            rows = [(sheet, own, None)]
            left = {(subject, prop, value) for subject, pairs in about.items() for prop, value in pairs}
            left -= {(root, RDF.type, sheet.row_class)} | ({(root, DCT.identifier, Literal(code))} if own else set())
        for one, filled, _ in rows:
            self._filled.cells.setdefault(one.iri, []).append(filled)
        if left:
            self._filled.partly.append(iri)
        named = {part_key(one, filled): node.value for one, filled, node in rows if node is not None}
        kept = KeptStatements(sheet=sheet.iri, code=code, iri=iri, statements=_lines(left), parts=named)
        self._filled.kept.append(kept)

    def _is_same(
        self,
        root: NamedNode,
        about: Descriptions,
        rows: Sequence[tuple[SheetShape, _Cells, NamedNode | None]],
        left: set[tuple[Subject, NamedNode, Term]],
    ) -> bool:
        """Whether rows and what is left come to the graph again."""
        again: Descriptions = {}
        for sheet, cells, node in rows:
            subject: Subject = root
            join = sheet.join
            if join is not None:
                subject = BlankNode() if node is None else node
                holder: Subject = root
                for prop in join.joins[:-1]:
                    known = [value for given, value in again.get(holder, ()) if given == prop]
                    middle = known[0] if known and isinstance(known[0], BlankNode) else BlankNode()
                    if not known:
                        again.setdefault(holder, []).append((prop, middle))
                        again.setdefault(middle, []).extend(_type_of(prop))
                    holder = middle
                again.setdefault(holder, []).append((join.joins[-1], subject))
            self._mapper.describe(_row(sheet, cells), subject, again)
        for agent in [one for one in again if isinstance(one, NamedNode) and one.value in self._agent_codes]:
            del again[agent]
        for subject, prop, value in left:
            again.setdefault(subject, []).append((prop, value))
        return canonicalize(_quads(again)).digest == canonicalize(_quads(about)).digest

    # ------------------------------------------------------------ cells of one node

    def _cells(
        self, sheet: SheetShape, node: Subject, about: Descriptions
    ) -> tuple[_Cells, set[tuple[Subject, NamedNode, Term]]]:
        """The cells of a node, and the statements that they hold."""
        cells: _Cells = {}
        held: set[tuple[Subject, NamedNode, Term]] = {(node, RDF.type, sheet.row_class)}
        groups: dict[NamedNode, list[ColumnShape]] = {}
        for column in sheet.columns:
            if column.joins or column.stays_in_workbook:
                continue
            if len(column.path) > 1:
                groups.setdefault(column.path[0], []).append(column)
                continue
            texts = self._texts(column, about.get(node, ()))
            if texts:
                cells[column.iri] = "; ".join(texts)
                held |= {(node, column.path[0], term) for term in texts.values()}
        for prop, columns in groups.items():
            values = [value for given, value in about.get(node, ()) if given == prop]
            for texts_of, statements in self._groups(columns, values, about):
                fits = all(one.is_list or one.iri not in cells for one in columns)
                if not fits:
                    break
                for iri, text in texts_of.items():
                    cells[iri] = f"{cells[iri]}; {text}" if iri in cells else text
                held |= {(node, prop, statements[0])} | statements[1]
        return cells, held

    def _texts(self, column: ColumnShape, pairs: Iterable[tuple[NamedNode, Term]]) -> dict[str, Term]:
        """The texts of a column and the terms that they are read as, but for those that would be read otherwise."""
        found: dict[str, Term] = {}
        for prop, value in pairs:
            if prop == column.path[0]:
                text = self._text(column, value)
                if text is not None and self._is_read_as(column, text, value):
                    found[text] = value
        if not column.is_list and len(found) > 1:
            return {}
        return dict(sorted(found.items())) if len("; ".join(found)) <= MAX_TEXT else {}

    def _groups(
        self, columns: Sequence[ColumnShape], values: Sequence[Term], about: Descriptions
    ) -> Iterator[tuple[_Cells, tuple[Term, set[tuple[Subject, NamedNode, Term]]]]]:
        """The cells of nodes that a property leads to: of all, or of the first, where cells could not be told apart."""
        found = [one for value in values if (one := self._group(columns, value, about)) is not None]
        found.sort(key=lambda one: sorted(one[0].items()))
        shown = {tuple(sorted(cells)) for cells, _ in found}
        repeats = any(
            count > 1 for iri in {iri for cells, _ in found for iri in cells} for count in _counts(found, iri)
        )
        yield from found if len(shown) == 1 and not repeats else found[:1]

    def _group(
        self, columns: Sequence[ColumnShape], value: Term, about: Descriptions
    ) -> tuple[_Cells, tuple[Term, set[tuple[Subject, NamedNode, Term]]]] | None:
        """The cells of one node, with the statements that they hold; None if it has more than they do."""
        first = columns[0]
        if isinstance(value, NamedNode):
            code = self._code_of_node(first, value)
            return None if code is None else ({first.iri: code}, (value, set()))
        if not isinstance(value, BlankNode):
            return None
        cells: _Cells = {}
        held: set[tuple[Subject, NamedNode, Term]] = set()
        for column in columns:
            node: Term = value
            steps: list[tuple[Subject, NamedNode, Term]] = []
            for prop in column.path[1:-1]:
                further = [one for given, one in about.get(node, ()) if given == prop]  # type: ignore[arg-type]
                if len(further) != 1:
                    break
                steps.append((node, prop, further[0]))  # type: ignore[arg-type]
                node = further[0]
            else:
                ends = [one for given, one in about.get(node, ()) if given == column.path[-1]]  # type: ignore[arg-type]
                if len(ends) == 1:
                    text = self._end_text(column, ends[0])
                    if text is not None:
                        cells[column.iri] = text
                        held |= {*steps, (node, column.path[-1], ends[0])}  # type: ignore[arg-type]
                elif column.path[-1] == DCT.identifier and isinstance(node, NamedNode):
                    code = self._code_of_node(column, node)
                    if code is not None:
                        cells[column.iri] = code
                        held |= set(steps)
        tree = set(_tree(value, about))
        held |= {(subject, prop, one) for subject, prop, one in tree if prop == RDF.type}
        return (cells, (value, tree)) if cells and tree == held else None

    def _end_text(self, column: ColumnShape, value: Term) -> str | None:
        if column.kind in ("agency", "record"):
            return None  # of a blank node, which is no agency that others name
        text = self._text(column, value)
        return text if text is not None and self._is_read_as(column, text, value) else None

    def _code_of_node(self, column: ColumnShape, value: NamedNode) -> str | None:
        """The code by which a cell names a record of the book, or an agency."""
        if column.kind == "record":
            sheet, code = self._codes.get(value.value, ("", ""))
            if sheet != column.of_sheet and column.path[0] in TARGETS:
                return value.value if named_elsewhere(value.value, "", "") == value else None
            return code if sheet == column.of_sheet else None
        return self._agent_code(value) if column.kind == "agency" else None

    def _agent_code(self, value: NamedNode) -> str | None:
        """The code by which a cell names an agency, which is kept beside the rows."""
        if value.value in self._agent_codes:
            return self._agent_codes[value.value]
        found = self._agents(value.value)
        if found is None or found[0] in self._agent_iris or clean_text(found[0]) != found[0] or ";" in found[0]:
            return None
        self._agent_codes[value.value] = found[0]
        self._agent_iris[found[0]] = value.value
        return found[0]

    # ------------------------------------------------------------ parts

    def _parts(
        self, holder: SheetShape, root: NamedNode, about: Descriptions, code: str
    ) -> Iterator[tuple[SheetShape, NamedNode | None, _Cells, set[tuple[Subject, NamedNode, Term]]]]:
        """The rows of the parts of a record, with the statements that they hold."""
        for sheet in self._shape.sheets:
            join = sheet.join
            if join is None or join.of_sheet != holder.iri:
                continue
            keys: Counter[str] = Counter()
            for node, way in _ways(root, join.joins, about):
                cells, held = self._cells(sheet, node, about)
                cells[join.iri] = code
                if isinstance(node, BlankNode):
                    if set(_tree(node, about)) - held:
                        continue  # it has more than the columns hold, and nothing but its graph names it
                    yield sheet, None, cells, held | way
                    continue
                key = part_key(sheet, cells)
                keys[key] += 1
                if sheet.row_class == DCAT.Distribution and key and keys[key] == 1:
                    yield sheet, node, cells, held | way

    # ------------------------------------------------------------ texts

    def _text(self, column: ColumnShape, value: Term) -> str | None:
        return term_text(column, self._lists, value)

    def _is_read_as(self, column: ColumnShape, text: str, value: Term) -> bool:
        """Whether a cell with that text is read as the value, and as nothing else."""
        if clean_text(text) != text or len(text) > MAX_TEXT or not text or _UNWRITABLE.search(text):
            return False
        row = _row(self._sheets[column.iri], {column.iri: text})
        terms = self._mapper.terms(row, column, row.cells[column.iri])
        return terms == [value] and (self._shows_unread or not row.findings)


def _row(sheet: SheetShape, cells: Mapping[str, str]) -> BookRow:
    return BookRow(sheet, "", 0, {iri: CellText(text, text, 0) for iri, text in cells.items()})


def _descriptions_of(nquads: bytes) -> Descriptions:
    about: Descriptions = {}
    for quad in quads_of(nquads):
        about.setdefault(quad.subject, []).append((quad.predicate, quad.object))  # type: ignore[arg-type]
    return about


def _quads(about: Descriptions) -> list[Quad]:
    return list(dict.fromkeys(Quad(subject, prop, value) for subject, pairs in about.items() for prop, value in pairs))


def _lines(statements: Iterable[tuple[Subject, NamedNode, Term]]) -> str:
    """The statements as N-Quads, in a fixed order."""
    quads = [Quad(*one) for one in statements]
    return "" if not quads else canonicalize(quads).nquads.decode()


def _tree(node: Term, about: Descriptions) -> Iterator[tuple[Subject, NamedNode, Term]]:
    """The statements about a blank node and all blank nodes below it."""
    todo, seen = [node], set()
    while todo:
        one = todo.pop()
        if not isinstance(one, BlankNode) or one in seen:
            continue
        seen.add(one)
        for prop, value in about.get(one, ()):
            yield one, prop, value
            todo.append(value)


def _ways(
    root: NamedNode, joins: Sequence[NamedNode], about: Descriptions
) -> Iterator[tuple[Subject, set[tuple[Subject, NamedNode, Term]]]]:
    """The nodes that some properties lead to one after the other, with the statements on the way."""
    ways: list[tuple[Subject, set[tuple[Subject, NamedNode, Term]]]] = [(root, set())]
    for number, prop in enumerate(joins):
        further: list[tuple[Subject, set[tuple[Subject, NamedNode, Term]]]] = []
        for node, passed in ways:
            values = [value for given, value in about.get(node, ()) if given == prop]
            if number < len(joins) - 1 and len(values) > 1:
                continue
            for value in sorted(values, key=str):
                if isinstance(value, BlankNode) or (isinstance(value, NamedNode) and number == len(joins) - 1):
                    types = {(value, RDF.type, one) for _, one in _type_of(prop)} if number < len(joins) - 1 else set()
                    further.append((value, passed | {(node, prop, value)} | types))
        ways = further
    yield from ways


def _type_of(prop: NamedNode) -> list[tuple[NamedNode, Term]]:
    return [(RDF.type, MIDDLE_CLASSES[prop])] if prop in MIDDLE_CLASSES else []


def _is_on(sheet: SheetShape, types: set[Term]) -> bool:
    """Whether a sheet has rows of one of some classes: requests are on that of agreements."""
    return sheet.row_class in types or (sheet.row_class == ODRL.Agreement and DMV.DataRequest in types)


def _code_of(sheet: SheetShape, pairs: Iterable[tuple[NamedNode, Term]]) -> str | None:
    """The code of a record: its one identifier, or nothing on the sheet that has no codes."""
    if sheet.code is None:
        return ""
    values = [value for prop, value in pairs if prop == DCT.identifier]
    if len(values) != 1 or not isinstance(values[0], Literal) or values[0] != Literal(values[0].value):
        return None
    text = values[0].value
    return text if clean_text(text) == text and text and ";" not in text and "\n" not in text else None


def _counts(found: Sequence[tuple[_Cells, object]], iri: str) -> Iterable[int]:
    """The number of times that each text of a column occurs: a list drops what is repeated."""
    return Counter(cells[iri] for cells, _ in found if iri in cells).values()
