"""Statements of records that no column holds: a workbook keeps them on a hidden sheet, with the IRIs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse

from danhmuc.vocab.reading import Descriptions
from danhmuc.vocab.terms import DCAT, DCT

from .opened_book import CellValue
from .sheet_shapes import SheetShape

KEPT_SHEET: Final = "_phan-con-lai"
AGENCIES: Final = ""
"""What stands in place of a sheet for an agency, which has its code."""
NODES: Final = "node"
"""What stands in place of a sheet for any other node record that records name, which has its IRI as code."""
_PIECE: Final = 30_000
"""Characters of a cell, below what Excel holds."""
_PART_KEYS: Final = (DCAT.downloadURL, DCAT.accessURL, DCT.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptStatements:
    """The IRI and the statements that are kept of one record or node record.

    Attributes:
        sheet: IRI of its sheet; `AGENCIES` or `NODES` for a node record.
        code: of the record, or of the agency; the IRI of any other node record.
        iri: its IRI.
        statements: N-Quads; empty if the columns hold all.
        parts: IRIs of its distributions by what tells them apart.
    """

    sheet: str
    code: str
    iri: str
    statements: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)

    def add_to(self, about: Descriptions) -> bool:
        """Add the statements to a description; returns whether all are of this record.

        Statements about other IRIs than its own and its distributions are left out.

        Raises:
            SyntaxError: they are no N-Quads.
        """
        own = {self.iri, *self.parts.values()}
        is_all = True
        for quad in parse(self.statements.encode(), format=RdfFormat.N_QUADS, rename_blank_nodes=True, lenient=True):
            subject = quad.subject
            if isinstance(subject, BlankNode) or (isinstance(subject, NamedNode) and subject.value in own):
                about.setdefault(subject, []).append((quad.predicate, quad.object))
            else:
                is_all = False
        return is_all


def part_key(sheet: SheetShape, cells: Mapping[str, str]) -> str:
    """The text by which a part of a record is told from the others: its address, else its title."""
    columns = {one.path: one for one in sheet.columns if len(one.path) == 1}
    found = (columns.get((prop,)) for prop in _PART_KEYS)
    return next((text for column in found if column is not None and (text := cells.get(column.iri, ""))), "")


def kept_rows(kept: Iterable[KeptStatements]) -> Iterator[tuple[str, ...]]:
    """The rows of the hidden sheet; long statements go on in the next row."""
    for one in kept:
        packed = json.dumps({"iri": one.iri, "parts": dict(one.parts), "statements": one.statements})
        # Excel reads _x0041_ in a text as a letter.
        packed = packed.replace("_x", "\\u005fx")
        for start in range(0, len(packed), _PIECE):
            yield one.sheet, one.code, packed[start : start + _PIECE]


def read_kept(rows: Iterable[tuple[int, Sequence[CellValue]]]) -> Iterator[KeptStatements | int]:
    """Read the rows of the hidden sheet; a number is that of a row which cannot be read."""
    begun: dict[tuple[str, str], tuple[int, list[str]]] = {}
    for number, cells in rows:
        texts = [str(cell) for cell in [*cells, "", "", ""][:3]]
        begun.setdefault((texts[0], texts[1]), (number, []))[1].append(texts[2])
    for (sheet, code), (number, pieces) in begun.items():
        try:
            given = json.loads("".join(pieces))
            NamedNode(given["iri"])
            parts = {str(key): NamedNode(iri).value for key, iri in given["parts"].items()}
            kept = KeptStatements(
                sheet=sheet, code=code, iri=given["iri"], statements=str(given["statements"]), parts=parts
            )
            list(parse(kept.statements.encode(), format=RdfFormat.N_QUADS, lenient=True))
        except (ValueError, KeyError, TypeError, AttributeError, SyntaxError):
            yield number
        else:
            yield kept
