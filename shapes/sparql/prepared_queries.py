"""An rdflib graph that parses each query once, even if it runs on many graphs.

The query of a SPARQL validator runs for every value, and parsing it costs far more than running it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

import rdflib
from rdflib.plugins.sparql import prepareQuery

if TYPE_CHECKING:
    from rdflib.plugins.sparql.sparql import Query
    from rdflib.query import Result
    from rdflib.term import Node

__all__ = ["PreparedGraph"]


class _Bound(rdflib.Literal):
    """A literal that is true for every value: pySHACL does not bind ``""``, 0 and false in queries about them."""

    __slots__ = ()

    def __bool__(self) -> bool:
        """Whether the literal is bound: always true."""
        return True


class PreparedGraph(rdflib.Graph):
    """A graph that caches parsed queries, and whose values can all be bound."""

    def add(self, triple: tuple[Node, Node, Node]) -> PreparedGraph:
        """Add a triple."""
        subject, predicate, value = triple
        if isinstance(value, rdflib.Literal) and not value:
            value = _Bound(value, normalize=False)
        super().add((subject, predicate, value))
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
        if isinstance(query_object, str) and not initNs:
            query_object = _prepare(query_object, tuple(sorted((name, str(iri)) for name, iri in self.namespaces())))
        return super().query(query_object, processor, result, initNs, initBindings, use_store_provided)


@lru_cache(maxsize=256)
def _prepare(text: str, namespaces: tuple[tuple[str, str], ...]) -> Query:
    return prepareQuery(text, initNs=dict(namespaces))
