"""Judge a file by any shapes with rdflib and pySHACL. See `validating`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import rdflib
from pyshacl import validate
from rdflib.namespace import RDF, SH
from validating import BLANK, Engine, Said, timed

FORMATS = {".nt": "nt", ".ttl": "turtle", ".trig": "trig"}


class PyShacl(Engine[rdflib.Graph]):
    """A shapes graph that is parsed once; pySHACL makes its shapes of it at every call."""

    def __init__(self, shapes: Path) -> None:
        self._shapes = rdflib.Graph().parse(shapes, format=FORMATS[shapes.suffix])

    def judged(self, file: Path) -> rdflib.Graph:
        if file.suffix != ".trig":
            return self._judged(rdflib.Graph().parse(file, format=FORMATS[file.suffix]))
        named = rdflib.Dataset()
        named.parse(file, format="trig")
        return self._judged(rdflib.Graph().__iadd__((s, p, o) for s, p, o, _ in named.quads()))

    def judged_text(self, text: str) -> rdflib.Graph:
        return self._judged(rdflib.Graph().parse(data=text, format="nt"))

    def _judged(self, data: rdflib.Graph) -> rdflib.Graph:
        # Nothing is added to the data without inference, so it need not be copied first.
        _, results, _ = validate(data, shacl_graph=self._shapes, inference="none", inplace=True)
        assert isinstance(results, rdflib.Graph), results
        return results

    def report(self, found: rdflib.Graph) -> str:
        return found.serialize(format="nt")

    def said(self, found: rdflib.Graph) -> Iterable[Said]:
        for report in found.subjects(RDF.type, SH.ValidationReport):
            for one in found.objects(report, SH.result):
                component = str(found.value(one, SH.sourceConstraintComponent)).rpartition("#")[2]
                focus, path, value = (_text(found.value(one, name)) for name in (SH.focusNode, SH.resultPath, SH.value))
                yield focus, path, value, component


def _text(term: object) -> str:
    return "" if term is None else BLANK if isinstance(term, rdflib.BNode) else str(term)


if __name__ == "__main__":
    timed(PyShacl)
