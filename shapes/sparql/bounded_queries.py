"""Limits on the time and memory of a query of SPARQL and of the patterns in it.

rdflib matches patterns with Python's `re`, which has no limit, and joins as long as it takes. In a prepared query its
functions are therefore replaced by ours, which match as `sh:pattern` does. Solutions that need no triples, such as
those of alternatives that are joined, are counted where rdflib lets others evaluate parts of a query.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from types import MethodType
from typing import TYPE_CHECKING, Final

import rdflib
from rdflib.plugins.sparql import CUSTOM_EVALS, evaluate
from rdflib.plugins.sparql.operators import Builtin_CONCAT, string
from rdflib.plugins.sparql.parserutils import CompValue, Expr
from rdflib.plugins.sparql.sparql import QueryContext

from danhmuc.vocab.errors import ShapesError

from ..engine.patterns import SECONDS, compile_pattern

if TYPE_CHECKING:
    import regex


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
