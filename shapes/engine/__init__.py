"""A SHACL Core engine over a dict of triples.

A shapes graph becomes typed shapes (`shapes_graph`), those become a plan of tests (`plan`, `components`), the plan
runs over data (`data`) and yields compact rows (`results`). Source: https://www.w3.org/TR/shacl/
"""

from __future__ import annotations

from danhmuc.vocab.reading.indexed_documents import Index, index_descriptions

from .data import Data, Overruns, index_nquads, index_quads
from .plan import Plan, compile_plan
from .results import Result, conforms, results
from .rows import Row
from .shapes_graph import read_shapes

__all__ = [
    "Data",
    "Index",
    "Overruns",
    "Plan",
    "Result",
    "Row",
    "compile_plan",
    "conforms",
    "index_descriptions",
    "index_nquads",
    "index_quads",
    "read_shapes",
    "results",
]
