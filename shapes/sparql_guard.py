"""Look at the SPARQL queries of a shapes graph before anybody runs them.

A query could reach the network (``SERVICE``, ``FROM``), which no validator here does, and one that is no SPARQL would
end the run with an error that names no shape.
Source: SHACL 1.0, sections 5.2 and 5.3.1, which forbid ``SERVICE``, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import rdflib
from pyoxigraph import Literal, NamedNode

# Where rdflib itself has it from; pyparsing is its dependency, not ours.
from rdflib.plugins.sparql.evaluate import ParseException  # type: ignore[attr-defined]
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from danhmuc.vocab.errors import ShapesError

from .engine.names import RDF_TYPE, sh

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Subject, Term

    from .engine import Index

__all__ = ["check_queries"]

_QUERIES: Final = (sh("select"), sh("ask"), sh("construct"))
_PREFIXES: Final = sh("prefixes")
_DECLARE: Final = sh("declare")
_PREFIX: Final = sh("prefix")
_ONTOLOGY: Final = NamedNode("http://www.w3.org/2002/07/owl#Ontology")


def check_queries(index: Index) -> None:
    """See that every query can be parsed, knows its prefixes and stays here.

    Raises:
        ShapesError: one does not; the message says which.
    """
    common = {prefix for prefix, _ in rdflib.Graph().namespaces()}
    for node, said in index.items():
        for predicate in _QUERIES:
            for query in said.get(predicate, ()):
                if isinstance(query, Literal):
                    known = common.union(*(_declared(one, index) for one in said.get(_PREFIXES, ())))
                    _check(query.value, _holder(node, index), known)


def _holder(node: Subject, index: Index) -> str:
    """Who has the query: the node itself where it has an IRI, else whoever names it first."""
    if isinstance(node, NamedNode):
        return str(node)
    return next((str(holder) for holder, said in index.items() if any(node in values for values in said.values())), "")


def _declared(node: Term, index: Index) -> set[str]:
    """The prefixes that a node declares; where it is no ontology, those of all ontologies, too."""
    own = {} if isinstance(node, Literal) else index.get(node, {})
    declares = list(own.get(_DECLARE, ()))
    if not declares or _ONTOLOGY not in own.get(RDF_TYPE, ()):
        for said in index.values():
            if _ONTOLOGY in said.get(RDF_TYPE, ()):
                declares += said.get(_DECLARE, ())
    found = (index.get(one, {}) for one in declares if not isinstance(one, Literal))
    return {value.value for said in found for value in said.get(_PREFIX, ()) if isinstance(value, Literal)}


def _check(query: str, shape: str, known: set[str]) -> None:
    # pySHACL puts a path here before it parses; a property of the same length has the same place in the query.
    text = query.replace("$PATH", "<p:p>").replace("?PATH", "<p:p>")
    try:
        parsed = parseQuery(text)
    except ParseException as error:
        raise ShapesError(f"{shape} has a query that is no SPARQL: {' '.join(str(error).split())}") from error
    prefixes = set(known)
    for part in _parts(parsed):
        if part.name == "PrefixDecl":
            prefixes.add(str(part.get("prefix") or ""))
        elif part.name == "ServiceGraphPattern":
            raise ShapesError(f"{shape} has a query with SERVICE; nothing is fetched, take it out")
        elif part.name == "DatasetClause":
            raise ShapesError(f"{shape} has a query with FROM; nothing is fetched, take it out")
        elif part.name == "pname" and str(part.get("prefix") or "") not in prefixes:
            raise ShapesError(
                f"{shape} has a query with the prefix {part.get('prefix') or ''}: that nothing declares; "
                "declare it with sh:prefixes"
            )


def _parts(tree: object) -> Iterator[CompValue]:
    """All named parts of a parsed query, in their order."""
    todo = [tree]
    while todo:
        one = todo.pop()
        if isinstance(one, CompValue):
            yield one
            todo += reversed([dict.__getitem__(one, key) for key in one])
        elif not isinstance(one, str) and hasattr(one, "__iter__"):
            todo += reversed(list(one))
