"""Rows that are things about datasets: feedback, requests and agreements, read and written.

Rows that are things about datasets: feedback, requests and agreements, each with an IRI that stays the same.

Source of the rules: docs/decisions/0064-feedback-and-agreements.md.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import Message
from danhmuc.vocab.reading import Descriptions, Subject, Term
from danhmuc.vocab.terms import ADMS, DCAT, DCT, DMV, DQV, OA, ODRL, RDF

from ..json_records.value_terms import read_iri
from ..messages.workbooks import WorkbooksText
from ..record.record import IriSpace
from ..record.summary import REQUEST_AGREED
from .cell_values import AGENCY_CODE, KeptStatements
from .row_mapping import BookRow, RowMapper, cell_finding
from .sheet_shapes import RECORD_CLASSES, ColumnShape, SheetShape

# ---------------------------------------------------------------- node rows

_PARTS: Final = {DMV.DataRequest: "request", DQV.UserQualityFeedback: "feedback", ODRL.Agreement: "agreement"}
_KEYS: Final[dict[NamedNode, tuple[tuple[NamedNode, ...], ...]]] = {
    DMV.DataRequest: (
        (ODRL.target,),
        (ODRL.assignee,),
        (DMV.application,),
        (DMV.purpose,),
        (DMV.requestedItems,),
    ),
    DQV.UserQualityFeedback: ((OA.hasTarget,), (DCT.issued,), (OA.hasBody, RDF.value)),
    ODRL.Agreement: ((ODRL.target,), (DCT.identifier,), (DCT.issued,)),
}
"""What tells one from another: what an officer writes once, not the state and not the answer."""
_SAYING: Final = frozenset({OA.hasTarget, OA.hasBody, ODRL.target, ODRL.assignee, DMV.purpose, DMV.requestedItems})
_DIGITS: Final = 16


def is_agreement(about: Descriptions, node: Subject) -> bool:
    """Whether a row of requests and agreements is an agreement: it has both a number and a date."""
    props = {prop for prop, _ in about.get(node, ())}
    return {DCT.identifier, DCT.issued} <= props


def node_class(row_class: NamedNode, about: Descriptions, node: Subject) -> NamedNode:
    """The class of a row: of a row without number and date of an agreement, that of a request."""
    return DMV.DataRequest if row_class == ODRL.Agreement and not is_agreement(about, node) else row_class


def says_too_little(about: Descriptions, node: Subject) -> bool:
    """Whether a row names no dataset, and says nothing by which it could be told from another."""
    return _SAYING.isdisjoint(prop for prop, _ in about.get(node, ()))


def is_in_force(about: Descriptions, node: Subject) -> bool:
    """Whether an agreement stands: its state is *agreed*, or none is stated."""
    states = [value for prop, value in about.get(node, ()) if prop == ADMS.status]
    return all(value == REQUEST_AGREED for value in states)


def node_key(of_class: NamedNode, about: Descriptions, node: Subject) -> str:
    """The digest of what tells a thing from others of its class."""
    texts = [_PARTS[of_class]]
    for path in _KEYS[of_class]:
        values: list[Term] = [node]
        for prop in path:
            values = [value for one in values for value in _values(about, one, prop)]
        texts.append("\t".join(sorted(_text(one, about) for one in values)))
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:_DIGITS]


def node_iri(of_class: NamedNode, key: str, agency: str, base: str) -> str:
    """The IRI of a thing, from agency and key: it says neither what was said nor the number of an agreement.

    Args:
        base: of the registry, or of the source if no agency is known.
    """
    parts = (_PARTS[of_class], agency, key) if agency else (_PARTS[of_class], key)
    return base + "/".join(quote(one, safe="") for one in parts)


def _values(about: Descriptions, node: Term, prop: NamedNode) -> Sequence[Term]:
    if not isinstance(node, NamedNode | BlankNode):
        return ()
    return [value for given, value in about.get(node, ()) if given == prop]


def _text(value: Term, about: Descriptions) -> str:
    """A value as text; of a blank node, such as a party without a code, its values."""
    if isinstance(value, BlankNode):
        return ", ".join(sorted(f"{prop} {_text(one, about)}" for prop, one in about.get(value, ())))
    return str(value)


# ---------------------------------------------------------------- node reading
# Read rows that are things about datasets: feedback, requests and agreements.
#
# Source of the rules: docs/decisions/0064-feedback-and-agreements.md.

TARGETS: Final = frozenset({OA.hasTarget, ODRL.target})
"""The properties that lead to the dataset that a thing is about."""
_IRI: Final = re.compile(r"https?://\S+", re.IGNORECASE)


class _Lose(Protocol):
    def __call__(self, row: BookRow, problem: str, message: Message, column: int | None = None) -> None:
        """Note a row that is not taken."""


@dataclass(slots=True)
class FoundNode:
    """A thing about a dataset, with its row.

    Attributes:
        key: tells it from others of its class.
    """

    row: BookRow
    about: Descriptions
    key: str


@dataclass(slots=True)
class NodeReading:
    """Reads rows that are things about datasets.

    Attributes:
        taken: the rows of records by sheet and code.
        kept: IRIs and statements that no column holds, by sheet and key.
        agency: code of the agency of the book; empty if it is not known.
        lose: notes a row that is not taken.
        refuse: notes a row that is marked as a state secret; returns whether it is.
        marks: returns what columns of other names say of secrecy, understood or not.
    """

    mapper: RowMapper
    taken: Mapping[tuple[str, str], BookRow]
    kept: Mapping[tuple[str, str], KeptStatements]
    agency: str = field(kw_only=True)
    space: IriSpace = field(kw_only=True)
    lose: _Lose = field(kw_only=True)
    refuse: Callable[[BookRow], bool] = field(kw_only=True)
    marks: Callable[[BookRow], Iterable[tuple[NamedNode, str]]] = field(kw_only=True)
    _found: dict[str, FoundNode] = field(default_factory=dict)
    _agreements: dict[NamedNode, list[NamedNode]] = field(default_factory=dict)

    def read(self, rows: Iterable[BookRow], *, each: Callable[[], object]) -> list[Finding]:
        """Map rows; returns findings about rows that repeat others.

        The codes of datasets must be known.

        Args:
            each: called before each row.
        """
        findings: list[Finding] = []
        for row in rows:
            each()
            is_secret = self.refuse(row)
            column = _target(row.sheet)
            if self._is_of_nobody(row, column):
                if not is_secret:
                    self.lose(row, "row-stray", WorkbooksText.TARGET_UNCLEAR(code=row.text(column)))
                continue
            about: Descriptions = {}
            made = BlankNode()
            self.mapper.describe(row, made, about)
            if says_too_little(about, made):
                if not is_secret:
                    self.lose(row, "row-empty", WorkbooksText.ROW_SAYS_NOTHING(sheet=row.names.title))
                continue
            key, node = self._name(row, made, about)
            before = self._found.setdefault(node.value, FoundNode(row, about, key))
            # What is not understood bars it as it bars a record, whichever of its rows has the mark.
            before.about[node] += [(prop, Literal(text)) for prop, text in self.marks(row)]
            if is_secret:
                continue  # the mark bars it in all rows and sources; nothing of it is stored
            if before.row is row:
                self._note_agreement(node, row, about, column)
            elif before.row.content() == row.content():
                message = WorkbooksText.ROW_REPEATED(row=before.row.number)
                findings.append(cell_finding("row-repeated", message, row.document, row.number))
            else:
                # Two states are none that is known, so that nothing of it leaves.
                before.about[node] += [pair for pair in about[node] if pair[0] == ADMS.status]
                self.lose(row, "code-repeated", WorkbooksText.ROW_ABOUT_SAME(row=before.row.number))
        return findings

    def nodes(self) -> Mapping[str, FoundNode]:
        """All things by their IRIs, in order of reading."""
        return self._found

    def agreements_on(self, dataset: NamedNode) -> list[NamedNode]:
        """The agreements in force on a dataset of the book."""
        return self._agreements.get(dataset, [])

    def _name(self, row: BookRow, made: BlankNode, about: Descriptions) -> tuple[str, NamedNode]:
        """Give a thing its class, IRI, and the agency that received it; returns key and IRI."""
        of_class = node_class(row.sheet.row_class, about, made)
        about[made] = [(RDF.type, of_class), *(pair for pair in about[made] if pair[0] != RDF.type)]
        key = node_key(of_class, about, made)
        kept = self.kept.get((row.sheet.iri, key))
        base = self.space.base if self.agency else self.space.minted_iri("")
        node = NamedNode(node_iri(of_class, key, self.agency, base) if kept is None else kept.iri)
        about[node] = about.pop(made)
        if kept is None and self.agency:
            about[node].append((DMV.receivedBy, self.mapper.add_agent(self.agency, about)))
        return key, node

    def _is_of_nobody(self, row: BookRow, column: ColumnShape | None) -> bool:
        """Whether nothing says of which agency the code of a dataset is."""
        code = row.text(column)
        if column is None or not code or self.agency or (column.of_sheet or "", code) in self.taken:
            return False
        return named_elsewhere(code, RECORD_CLASSES[DCAT.Dataset], self.space.base) is None

    def _note_agreement(self, node: NamedNode, row: BookRow, about: Descriptions, column: ColumnShape | None) -> None:
        """Add what is odd about a thing, and note an agreement in force with the dataset that it is about."""
        pairs = about[node]
        if (RDF.type, DMV.DataRequest) in pairs and any(prop in (DCT.identifier, DCT.issued) for prop, _ in pairs):
            row.findings.append(
                cell_finding("agreement-part", WorkbooksText.AGREEMENT_PART(), row.document, row.number)
            )
        targets = [value for prop, value in pairs if prop in TARGETS]
        if column is None or not targets:
            return
        is_here = (column.of_sheet, row.text(column)) in self.taken
        if is_here and (RDF.type, ODRL.Agreement) in pairs and is_agreement(about, node) and is_in_force(about, node):
            for target in targets:
                if isinstance(target, NamedNode):
                    self._agreements.setdefault(target, []).append(node)


def named_elsewhere(code: str, kind: str, base: str) -> NamedNode | None:
    """The record that no row of the book has, of an IRI, or of ``agency/code``; None for a code of the own agency."""
    if _IRI.fullmatch(code):
        found = read_iri(code, "http://source.invalid/")
        return found.term if found is not None and isinstance(found.term, NamedNode) else None
    agency, _, own = code.partition("/")
    if own and AGENCY_CODE.fullmatch(agency):
        return NamedNode(f"{base}{kind}/{quote(agency, safe='')}/{quote(own, safe='')}")
    return None


def _target(sheet: SheetShape) -> ColumnShape | None:
    """The column with the dataset that a thing is about."""
    return next((one for one in sheet.columns if one.path[0] in TARGETS), None)
