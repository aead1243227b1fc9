"""A time limit for the patterns that pySHACL matches itself, with Python's `re`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import regex
from pyshacl.constraints import CONSTRAINT_PARAMETERS_MAP
from pyshacl.constraints.core.string_based_constraints import PatternConstraintComponent
from rdflib.namespace import SH

from ..engine.patterns import BRIEF_SECONDS, SECONDS

if TYPE_CHECKING:
    import re

    from pyshacl.shape import Shape

    from .prepared_queries import PreparedGraph


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
