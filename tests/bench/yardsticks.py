"""What danhmuc is compared with on a file, or on a folder of TriG pages: rdflib's parse, and the floor below it."""

from __future__ import annotations

from pathlib import Path

from environments import peer_python
from processes import Usage, python, run

__all__ = ["parse_with_rdflib", "read_with_pyoxigraph"]

FLOOR = """
import sys
from pathlib import Path
from pyoxigraph import RdfFormat, parse
place = Path(sys.argv[1])
for path in sorted(place.glob("*.trig")) if place.is_dir() else [place]:
    for _ in parse(path=path, format=RdfFormat.from_extension(path.suffix[1:]), lenient=True, base_iri="http://e.vn/"):
        pass
"""
"""Read every triple, do nothing with it."""
PARSE = """
import sys, rdflib
from pathlib import Path
place = Path(sys.argv[1])
if place.is_dir():
    for path in place.glob("*.trig"):
        text = path.read_text(encoding="utf-8").replace("\\xa0", "\\\\u00A0")
        rdflib.Dataset().parse(data=text, format="trig", publicID="http://pages.invalid/")
else:
    rdflib.Graph().parse(place)
"""
"""rdflib refuses a raw U+00A0 in an IRI, of which one page has one; written out it takes it."""


def read_with_pyoxigraph(place: Path) -> Usage:
    """The floor: a process that reads every triple and does nothing with it."""
    return python("-c", FLOOR, place)


def parse_with_rdflib(place: Path) -> Usage:
    """A process that parses everything with the rdflib that is pinned."""
    return run(peer_python("pyshacl"), "-c", PARSE, place)
