"""Judge a file by any shapes with danhmuc's engine alone, on an index made by hand. See `validating`.

What users call is in `danhmuc_validating`; this is what is inside.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import BlankNode, RdfFormat, parse
from validating import BLANK, Engine, Said, timed

from danhmuc.shapes.engine import Data, Row, compile_plan, conforms, index_quads, read_shapes, results
from danhmuc.shapes.engine.paths import Predicate
from danhmuc.shapes.engine.report_graph import BlankNames, report_lines

FORMATS = {".nt": RdfFormat.N_TRIPLES, ".ttl": RdfFormat.TURTLE, ".trig": RdfFormat.TRIG}


class Plan(Engine[list[Row]]):
    """A plan that is compiled once."""

    def __init__(self, shapes: Path) -> None:
        quads = parse(path=shapes, format=FORMATS[shapes.suffix], lenient=True)
        self._plan = compile_plan(read_shapes(index_quads(quads)))

    def judged(self, file: Path) -> list[Row]:
        quads = parse(path=file, format=FORMATS[file.suffix], lenient=True)
        return self._plan.run(Data(index_quads(quads)))

    def judged_text(self, text: str) -> list[Row]:
        quads = parse(text, format=RdfFormat.N_TRIPLES, lenient=True)
        return self._plan.run(Data(index_quads(quads)))

    def report(self, found: list[Row]) -> str:
        return b"".join(report_lines(found, conforms=conforms(found), names=BlankNames())).decode()

    def said(self, found: list[Row]) -> Iterable[Said]:
        for one in results(found):
            path = one.path.iri.value if isinstance(one.path, Predicate) else "" if one.path is None else BLANK
            yield _text(one.focus), path, _text(one.value), one.component.rpartition("#")[2]


def _text(term: object) -> str:
    return "" if term is None else BLANK if isinstance(term, BlankNode) else str(getattr(term, "value", term))


if __name__ == "__main__":
    timed(Plan)
