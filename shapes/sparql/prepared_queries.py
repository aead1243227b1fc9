"""An rdflib graph that parses each query once, even if it runs on many graphs, and ends those that take too long.

The query of a SPARQL validator runs for every value, and parsing it costs far more than running it.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.query import Result

from .bounded_queries import (
    BRIEF_QUERY_SECONDS,
    QUERY_SECONDS,
    UnfinishedError,
    bound_functions,
    check_time,
    limit_time,
)

if TYPE_CHECKING:
    from rdflib.plugins.sparql.sparql import Query
    from rdflib.term import Node


_ENOUGH: Final = 3
"""Number of unfinished runs after which a query gets less time."""
_SECONDS_PER_TRIPLE: Final = 0.001
_LATE_SECONDS: Final = 200.0
"""Processor time of runs that ended, but late, that counts as one unfinished run."""
_TRIPLES: Final = 1_000
"""The number of triples after which the time is looked at."""
_ASK: Final = "AskQuery"


@dataclass(frozen=True, slots=True)
class UnfinishedQuery:
    """A run of a query, or of a pattern, that took too much time or memory.

    Attributes:
        text: the query as it was run, or the pattern.
        focus: the node on which it ran; None if it looks for nodes itself.
    """

    text: str
    focus: Node | None


class _Bound(rdflib.Literal):
    """A literal that is true for every value: pySHACL does not bind ``""``, 0 and false in queries about them."""

    __slots__ = ()

    def __bool__(self) -> bool:
        """Whether the literal is bound: always true."""
        return True


class PreparedGraph(rdflib.Graph):
    """A graph that caches parsed queries, and whose values can all be bound.

    Attributes:
        unfinished: queries that were ended; they count as without result.
        slow: how many times each was, and in parts the time of late runs; graphs that are validated one after another
            may share it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.unfinished: dict[UnfinishedQuery, None] = {}
        self.slow: defaultdict[str, float] = defaultdict(float)
        self._size = 0

    def add(self, triple: tuple[Node, Node, Node]) -> PreparedGraph:
        """Add a triple."""
        subject, predicate, value = triple
        if isinstance(value, rdflib.Literal) and not value:
            value = _Bound(value, normalize=False)
        super().add((subject, predicate, value))
        self._size += 1
        return self

    def query(  # type: ignore[override]
        self,
        query_object: str | Query,
        processor: str = "sparql",
        result: str = "sparql",
        initNs: Mapping[str, object] | None = None,  # noqa: N803 - rdflib's name
        initBindings: Mapping[str, rdflib.term.Identifier] | None = None,  # noqa: N803
        use_store_provided: bool = True,  # noqa: FBT001, FBT002
    ) -> Result:
        """Run a query like rdflib's own method."""
        text = str(query_object)
        bindings = initBindings or {}
        start = time.process_time()
        try:
            with limit_time(self._seconds(text)):
                if isinstance(query_object, str) and not initNs:
                    names = tuple(sorted((name, str(iri)) for name, iri in self.namespaces()))
                    query_object = _prepare(query_object, names)
                found = super().query(query_object, processor, result, initNs, initBindings, use_store_provided)
                if found.type == "SELECT":
                    # It is run only now.
                    assert found.bindings is not None
                self._add_late(text, time.process_time() - start)
                return found
        except (UnfinishedError, MemoryError, RecursionError):
            self.add_unfinished(text, bindings.get("this"))
            is_question = not isinstance(query_object, str) and query_object.algebra.name == _ASK
            return _no_violation("ASK" if is_question else "SELECT")

    def _seconds(self, text: str) -> float:
        return self._brief_seconds if self.slow[text] >= _ENOUGH else QUERY_SECONDS + self._size * _SECONDS_PER_TRIPLE

    @property
    def _brief_seconds(self) -> float:
        return BRIEF_QUERY_SECONDS + self._size / 1_000_000

    def _add_late(self, text: str, seconds: float) -> None:
        if seconds > self._brief_seconds:
            self.slow[text] += seconds / _LATE_SECONDS

    def triples(self, triple: Any) -> Iterator[Any]:  # type: ignore[override]
        """Triples that match, as long as there is time for the query."""
        check_time()
        found = super().triples(triple)
        while piece := list(islice(found, _TRIPLES)):
            yield from piece
            check_time()

    def add_unfinished(self, text: str, focus: Node | None) -> None:
        """Add a query or a pattern that was ended."""
        self.unfinished[UnfinishedQuery(text, focus)] = None
        self.slow[text] += 1


def _no_violation(kind: str) -> Result:
    found = Result(kind)
    found.askAnswer = True
    found.vars, found.bindings = [], []
    return found


@lru_cache(maxsize=256)
def _prepare(text: str, namespaces: tuple[tuple[str, str], ...]) -> Query:
    prepared = prepareQuery(text, initNs=dict(namespaces))
    bound_functions(prepared.algebra)
    return prepared
