"""Limits on the time and memory of a query of SPARQL and of the patterns in it.

rdflib matches patterns with Python's `re`, which has no limit, and joins as long as it takes. In a prepared query its
functions are therefore replaced by ours, which match as `sh:pattern` does. Solutions that need no triples, such as
those of alternatives that are joined, are counted where rdflib lets others evaluate parts of a query.
"""

from __future__ import annotations

import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from types import MethodType
from typing import TYPE_CHECKING, Any, Final

import rdflib
import regex
from pyshacl.constraints import CONSTRAINT_PARAMETERS_MAP
from pyshacl.constraints.core.string_based_constraints import PatternConstraintComponent
from rdflib.namespace import SH
from rdflib.plugins.sparql import CUSTOM_EVALS, evaluate, prepareQuery
from rdflib.plugins.sparql.operators import Builtin_CONCAT, string
from rdflib.plugins.sparql.parserutils import CompValue, Expr
from rdflib.plugins.sparql.sparql import QueryContext
from rdflib.query import Result

from danhmuc.vocab.errors import ShapesError

from ..engine.patterns import BRIEF_SECONDS, SECONDS, compile_pattern

if TYPE_CHECKING:
    from pyshacl.shape import Shape
    from rdflib.plugins.sparql.sparql import Query
    from rdflib.term import Node

# ---------------------------------------------------------------- bounded queries

QUERY_SECONDS: Final = 5.0
"""Processor time of one query, besides a thousandth for each triple of the data."""
BRIEF_QUERY_SECONDS: Final = 0.02
"""The same for a query that was unfinished several times, besides a millionth for each triple."""
_LONGEST: Final = 16_000_000
"""Characters of a text that a query makes."""
_LEAST: Final = 0.001
_SOLUTIONS: Final = 64
"""The number of solutions after which the time is looked at."""
_GROUP: Final = re.compile(r"\\(.)|\$(\d)", re.DOTALL)

_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


class UnfinishedError(Exception):
    """A query that takes too much time or memory; not even an unknown value for rdflib, which would go on."""


@contextmanager
def limit_time(seconds: float) -> Iterator[None]:
    """Let the query that is run here end after some time, with UnfinishedError."""
    token = _deadline.set(time.process_time() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


def check_time() -> None:
    """Raise UnfinishedError if the time is over."""
    _remaining_seconds()


def _remaining_seconds() -> float:
    """Seconds for one match."""
    deadline = _deadline.get()
    if deadline is None:
        return SECONDS
    left = deadline - time.process_time()
    if left <= 0:
        raise UnfinishedError
    return max(_LEAST, min(SECONDS, left))


def _evaluate_in_time(context: QueryContext, part: CompValue) -> Iterator[object]:
    """Evaluate a part of a query as rdflib does, as long as there is time.

    Raises:
        NotImplementedError: the part is left to rdflib, or nobody limits the time.
    """
    evaluate_part = _PARTS.get(part.name)
    if evaluate_part is None or _deadline.get() is None:
        raise NotImplementedError
    return _in_time(evaluate_part(context, part))


def _in_time(solutions: Iterable[object]) -> Iterator[object]:
    for number, solution in enumerate(solutions):
        if not number % _SOLUTIONS:
            check_time()
        yield solution


_PARTS: Final[dict[str, Callable[[QueryContext, CompValue], Iterable[object]]]] = {
    "Join": evaluate.evalJoin,
    "LeftJoin": evaluate.evalLeftJoin,
    "Union": evaluate.evalUnion,
    "Minus": evaluate.evalMinus,
    "Extend": evaluate.evalExtend,
    "Filter": evaluate.evalFilter,
    "ToMultiSet": evaluate.evalMultiset,
}
CUSTOM_EVALS["danhmuc-time"] = _evaluate_in_time


def bound_functions(query: CompValue) -> None:
    """Replace the functions of a prepared query that have no limit."""
    todo: list[object] = [query]
    while todo:
        one = todo.pop()
        if isinstance(one, CompValue):
            function = _FUNCTIONS.get(one.name)
            if function is not None and isinstance(one, Expr):
                one._evalfn = MethodType(function, one)
            todo += [dict.__getitem__(one, key) for key in one]
        elif isinstance(one, list | tuple | set):
            todo += one


def _regex(expression: Expr, _: object) -> rdflib.Literal:
    text, pattern = string(expression.text), _pattern_of(expression)
    try:
        found = pattern.search(text, timeout=_remaining_seconds())
    except TimeoutError as error:
        raise UnfinishedError from error
    return rdflib.Literal(found is not None)


def _replace(expression: Expr, _: object) -> rdflib.Literal:
    text, pattern = string(expression.arg), _pattern_of(expression)
    replacement = str(string(expression.replacement))
    length = 0

    def replace(match: regex.Match[str]) -> str:
        nonlocal length
        made = _GROUP.sub(lambda one: one[1] or match[int(one[2])] or "", replacement)
        length += len(made)
        if length > _LONGEST:
            raise UnfinishedError
        return made

    try:
        made = pattern.sub(replace, text, timeout=_remaining_seconds())
    except TimeoutError as error:
        raise UnfinishedError from error
    except IndexError as error:
        raise re.error(str(error)) from error
    return rdflib.Literal(made, datatype=text.datatype, lang=text.language)


def _concat(expression: Expr, context: object) -> rdflib.Literal:
    if sum(len(one) for one in expression.arg if isinstance(one, str)) > _LONGEST:
        raise UnfinishedError
    made: rdflib.Literal = Builtin_CONCAT(expression, context)
    return made


_FUNCTIONS: Final[dict[str, Callable[[Expr, object], rdflib.Literal]]] = {
    "Builtin_REGEX": _regex,
    "Builtin_REPLACE": _replace,
    "Builtin_CONCAT": _concat,
}


def _pattern_of(expression: Expr) -> regex.Pattern[str]:
    """The compiled pattern of a function.

    Raises:
        re.error: it is not valid, as rdflib would have it; if it is data, the query cannot be finished.
    """
    pattern, flags = string(expression.pattern), expression.flags
    try:
        return _compile(str(pattern), str(flags or ""))
    except ShapesError as error:
        if isinstance(dict.__getitem__(expression, "pattern"), rdflib.Literal):
            raise re.error(str(error)) from error
        raise UnfinishedError from error


@lru_cache(maxsize=256)
def _compile(pattern: str, flags: str) -> regex.Pattern[str]:
    return compile_pattern(pattern, flags, "SPARQL")


# ---------------------------------------------------------------- bounded patterns
# A time limit for the patterns that pySHACL matches itself, with Python's `re`.

_ENOUGH: Final = 3
"""Number of timeouts after which a pattern gets less time."""


@contextmanager
def bounded_patterns(data: PreparedGraph) -> Iterator[None]:
    """Have pySHACL match patterns with a time limit; a match without end is added to the graph's unfinished queries."""

    class BoundedPatterns(PatternConstraintComponent):
        """The component with other matchers."""

        def __init__(self, shape: Shape) -> None:
            super().__init__(shape)
            for key, pattern in list(self.compiled_cache.items()):
                self.compiled_cache[key] = _Matcher(pattern, data)  # type: ignore[assignment]

    theirs = CONSTRAINT_PARAMETERS_MAP[SH.pattern]
    CONSTRAINT_PARAMETERS_MAP[SH.pattern] = BoundedPatterns
    try:
        yield
    finally:
        CONSTRAINT_PARAMETERS_MAP[SH.pattern] = theirs


class _Matcher:
    """A compiled pattern as pySHACL uses it."""

    def __init__(self, pattern: re.Pattern[str], data: PreparedGraph) -> None:
        self._pattern = pattern.pattern
        self._search = regex.compile(pattern.pattern, pattern.flags | regex.V0).search
        self._data = data

    def match(self, text: str) -> bool:
        """Whether it has a match; if that takes too long, it counts as one, and is not known."""
        is_slow = self._data.slow[self._pattern] >= _ENOUGH
        try:
            return self._search(text, timeout=BRIEF_SECONDS if is_slow else SECONDS) is not None
        except (TimeoutError, MemoryError):
            self._data.add_unfinished(self._pattern, None)
            return True

    search = match


# ---------------------------------------------------------------- prepared queries
# An rdflib graph that parses each query once, even if it runs on many graphs, and ends those that take too long.
#
# The query of a SPARQL validator runs for every value, and parsing it costs far more than running it.

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
