"""Inspect the SPARQL queries of a shapes graph before they are run.

A query could reach the network (``SERVICE``, ``FROM``), which no validator here may do, and one that cannot be run
would end the run with an error that names no shape.
Source: SHACL 1.0, sections 5.2 and 5.3.1, which also forbid ``SERVICE`` and everything incompatible with pre-bound
variables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import rdflib
from pyoxigraph import Literal, NamedNode

# As rdflib itself imports it; pyparsing is its dependency, not ours.
from rdflib.plugins.sparql.evaluate import ParseException  # type: ignore[attr-defined]
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from danhmuc.vocab.errors import ShapesError
from danhmuc.vocab.messages import FOREIGN_WORDS
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import OWL, RDF, SH

from ..messages.validating import QueriesText

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Message
    from danhmuc.vocab.reading import Subject, Term
    from danhmuc.vocab.reading.indexed_documents import Properties

    from ..engine import Index


_SELECT: Final = SH.select
_QUERIES: Final = {_SELECT: "SELECT", SH.ask: "ASK", SH.construct: "CONSTRUCT"}
_SPARQL: Final = SH.sparql
_TARGET: Final = SH.target
_TARGET_TYPE: Final = SH.SPARQLTargetType
_VALIDATORS: Final = (SH.validator, SH.nodeValidator, SH.propertyValidator)
_PATH: Final = SH.path
_PREFIXES: Final = SH.prefixes
_DECLARE: Final = SH.declare
_PREFIX: Final = SH.prefix
_FETCHING: Final = {"ServiceGraphPattern": "SERVICE", "DatasetClause": "FROM"}
"""Names in the parser of the parts of a query that would reach the network."""
_FORBIDDEN: Final = {"MinusGraphPattern": "MINUS", "InlineData": "VALUES", "ValuesClause": "VALUES"}
"""Name in the parser of a part in which a pre-bound variable would be unbound."""
_GRAPH: Final = "GraphGraphPattern"
"""Name in the parser of GRAPH: the data are one graph."""
_PATH_ASKED: Final = re.compile(r"[$?]PATH\b")
_SHAPES_ASKED: Final = re.compile(r"[$?](shapesGraph)\b")
_ONTOLOGY: Final = OWL.Ontology


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryFault:
    """A query that cannot be used.

    Attributes:
        node: the node that has the query.
        fault: the fault, as part of the message that names the shape.
    """

    node: Subject
    fault: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class _Defect:
    """A constraint, target or component without a query that can be run.

    Attributes:
        fault: the fault of its query; None if it has no query, or several.
    """

    node: Subject
    predicate: NamedNode
    term: Term
    fault: Message | None

    def refusal(self) -> Message:
        """The message if the shapes are refused because of the defect."""
        if self.fault is None:
            return QueriesText.SELECT_MISSING(shape=str(self.node), parameter=abbreviate(self.predicate.value))
        return QueriesText.QUERY_REFUSED(shape=str(self.node), fault=self.fault)

    def warning(self) -> Message:
        """The message if only this part is skipped."""
        parameter = abbreviate(self.predicate.value)
        if self.fault is None:
            return QueriesText.SELECT_MISSING_IN_PART(shape=str(self.node), parameter=parameter)
        return QueriesText.QUERY_REFUSED_IN_PART(shape=str(self.node), fault=self.fault, parameter=parameter)


def query_faults(index: Index) -> Iterator[QueryFault]:
    """Nodes whose own query cannot be used, each with its first fault."""
    guard = _Guard(index)
    for node in index:
        fault = guard.fault(node)
        if fault is not None:
            yield QueryFault(node=node, fault=fault)


def refuse_query_faults(index: Index) -> None:
    """Refuse shapes with a query that cannot be run, has undeclared prefixes or reaches the network.

    Raises:
        ShapesError: there is one; the message says which.
    """
    for one in query_faults(index):
        raise _refusal(one.node, one.fault, index)


def without_defects(index: Index) -> tuple[Index, tuple[Message, ...]]:
    """Remove constraints, targets and components without a query that can be run.

    Returns the remaining shapes, and a message for each skipped part.

    Raises:
        ShapesError: a query would reach the network.
    """
    made = dict(index)
    warnings = []
    for one in _defects(index):
        node, predicate, term = one.node, one.predicate, one.term
        warnings.append(one.warning())
        # A component has no other test.
        made[node] = {} if predicate in _VALIDATORS else _without(made[node], predicate, term)
        if term in made and not isinstance(term, Literal):
            made[term] = {one: values for one, values in made[term].items() if one not in _QUERIES}
    return made, tuple(warnings)


def refuse_defects(index: Index) -> None:
    """Refuse shapes with a constraint, target or component that has no query that can be run.

    Raises:
        ShapesError: there is one, or its query would reach the network; the message says which.
    """
    for one in _defects(index):
        raise ShapesError(one.refusal())
    refuse_query_faults(index)


def _defects(index: Index) -> Iterator[_Defect]:
    """Constraints, targets and components that cannot be run.

    Raises:
        ShapesError: a query would reach the network.
    """
    guard = _Guard(index)
    for node, properties in index.items():
        for predicate in (_SPARQL, _TARGET, *_VALIDATORS):
            for term in properties.get(predicate, ()):
                if guard.lacks_select(term, predicate):
                    yield _Defect(node=node, predicate=predicate, term=term, fault=None)
                    continue
                fault = None if isinstance(term, Literal) else guard.fault(term)
                if fault is None:
                    continue
                if fault.id == QueriesText.QUERY_FETCHES.id:
                    assert not isinstance(term, Literal)
                    raise _refusal(term, fault, index)
                yield _Defect(node=node, predicate=predicate, term=term, fault=fault)


def _refusal(node: Subject, fault: Message, index: Index) -> ShapesError:
    return ShapesError(QueriesText.QUERY_REFUSED(shape=_holder(node, index), fault=fault))


def _without(properties: Properties, predicate: NamedNode, term: Term) -> Properties:
    return {one: [value for value in values if one != predicate or value != term] for one, values in properties.items()}


class _Guard:
    """Inspection of the queries of one graph."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._common = {prefix for prefix, _ in rdflib.Graph().namespaces()}
        self._bound = {
            term for properties in index.values() for one in (_SPARQL, *_VALIDATORS) for term in properties.get(one, ())
        }
        self._pathless = {
            term for properties in index.values() if _PATH not in properties for term in properties.get(_SPARQL, ())
        }

    def lacks_select(self, term: Term, predicate: NamedNode) -> bool:
        """Whether a constraint or target does not have exactly one query."""
        properties = {} if isinstance(term, Literal) else self._index.get(term, {})
        selects = properties.get(_SELECT, ())
        is_typed = any(
            _TARGET_TYPE in self._index.get(one, {}).get(RDF.type, ())
            for one in properties.get(RDF.type, ())
            if not isinstance(one, Literal)
        )
        is_one = len(selects) == 1 and isinstance(selects[0], Literal)
        return not is_one and (predicate == _SPARQL or (predicate == _TARGET and not is_typed))

    def fault(self, node: Subject) -> Message | None:
        """The first fault of a node's own queries; None if they can be run."""
        properties = self._index.get(node, {})
        for predicate, form in _QUERIES.items():
            for query in properties.get(predicate, ()):
                if isinstance(query, Literal):
                    fault = self._fault(node, query.value, predicate, form)
                    if fault is not None:
                        return fault
        return None

    def _fault(self, node: Subject, query: str, predicate: NamedNode, form: str) -> Message | None:
        # pySHACL inserts a path here before it parses; a property of the same length keeps positions in the query.
        text = query.replace("$PATH", "<p:p>").replace("?PATH", "<p:p>")
        try:
            parts = _parts_of(text)
        except ParseException as error:
            return QueriesText.QUERY_NO_SPARQL(reason=FOREIGN_WORDS(words=" ".join(str(error).split())))
        except RecursionError:
            return QueriesText.QUERY_TOO_DEEP()
        for part in parts:
            if part.name in _FETCHING:
                return QueriesText.QUERY_FETCHES(word=_FETCHING[part.name])
        if not any(part.name == f"{form.title()}Query" for part in parts):
            return QueriesText.QUERY_OF_OTHER_FORM(form=form, parameter=abbreviate(predicate.value))
        known = self._common.union(
            *(_declared_prefixes(one, self._index) for one in self._index.get(node, {}).get(_PREFIXES, ()))
        )
        fault = _fault_of_prefixes(parts, known) or self._fault_of_bound(node, query, parts)
        # Rules are not run, so theirs is no fault.
        has_graph = form != "CONSTRUCT" and any(part.name == _GRAPH for part in parts)
        return fault or (QueriesText.QUERY_WITH_GRAPH() if has_graph else None)

    def _fault_of_bound(self, node: Subject, query: str, parts: Iterable[CompValue]) -> Message | None:
        """The first fault that is incompatible with pre-bound variables."""
        if node not in self._bound:
            return None
        if node in self._pathless and _PATH_ASKED.search(query):
            return QueriesText.QUERY_WITH_PATH()
        if _SHAPES_ASKED.search(query):
            return QueriesText.QUERY_WITH_SHAPES_GRAPH()
        for part in parts:
            if part.name in _FORBIDDEN and len(part):
                return QueriesText.QUERY_WITH_FORBIDDEN(word=_FORBIDDEN[part.name])
        return None


def _holder(node: Subject, index: Index) -> str:
    """The holder of the query: the node itself if it has an IRI, else the first node that names it."""
    if isinstance(node, NamedNode):
        return str(node)
    return next(
        (str(holder) for holder, properties in index.items() if any(node in values for values in properties.values())),
        "",
    )


def _declared_prefixes(node: Term, index: Index) -> set[str]:
    """Prefixes that a node declares; for a node that is no ontology, also those of all ontologies."""
    own = {} if isinstance(node, Literal) else index.get(node, {})
    declares = list(own.get(_DECLARE, ()))
    if not declares or _ONTOLOGY not in own.get(RDF.type, ()):
        for properties in index.values():
            if _ONTOLOGY in properties.get(RDF.type, ()):
                declares += properties.get(_DECLARE, ())
    found = (index.get(one, {}) for one in declares if not isinstance(one, Literal))
    return {value.value for properties in found for value in properties.get(_PREFIX, ()) if isinstance(value, Literal)}


def _fault_of_prefixes(parts: Iterable[CompValue], known: set[str]) -> Message | None:
    prefixes = set(known)
    for part in parts:
        # Not with its own `get`, which returns the name of a missing part.
        prefix = str(dict.get(part, "prefix", ""))
        if part.name == "PrefixDecl":
            prefixes.add(prefix)
        elif part.name == "pname" and prefix not in prefixes:
            return QueriesText.QUERY_PREFIX_UNDECLARED(prefix=f"{prefix}:")
    return None


@lru_cache(maxsize=64)
def _parts_of(text: str) -> tuple[CompValue, ...]:
    """All named parts of a query, in their order; to parse one takes up to a second, and a validator asks twice."""
    return tuple(_parts(parseQuery(text)))


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
