"""Texts that match a pattern, the same on each run; and lexical forms of datatypes."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache

from hypothesis import HealthCheck, Phase, find, settings
from hypothesis.strategies import from_regex

__all__ = ["FORMS", "MALFORMED", "matches", "texts_like"]

FORMS = {
    "string": "chữ",
    "boolean": "true",
    "integer": "7",
    "decimal": "7.5",
    "double": "7.5E0",
    "float": "7.5",
    "nonNegativeInteger": "7",
    "positiveInteger": "7",
    "date": "2026-08-15",
    "dateTime": "2026-08-15T08:30:00",
    "gYear": "2026",
    "gYearMonth": "2026-08",
    "duration": "P1M",
    "hexBinary": "0fb7",
    "anyURI": "https://e.vn/a",
    "language": "vi",
}
"""A lexical form of each datatype, by its local name."""
MALFORMED = "?"
"""No form of any of them but a text."""
_SETTINGS = settings(
    database=None,
    deadline=None,
    max_examples=50,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)


def matches(pattern: str, flags: str, text: str) -> bool:
    """Whether a text has a match, by Python's own expressions."""
    return _compiled(pattern, flags).search(text) is not None


def texts_like(pattern: str, flags: str, tag: str) -> Iterator[str]:
    """Texts of which some match: the simplest that does, marked with a tag first, and near misses of it."""
    text = _simplest(pattern, flags)
    yield text + tag
    yield text[:-1] + tag + text[-1:]
    yield text
    yield text + "0"
    yield text[:-1] + "1"
    yield text[1:]
    yield text + "/"
    yield "?" + text


@cache
def _compiled(pattern: str, flags: str) -> re.Pattern[str]:
    return re.compile(f"(?{flags}){pattern}" if flags else pattern)


@cache
def _simplest(pattern: str, flags: str) -> str:
    return find(
        from_regex(_compiled(pattern, flags)),
        lambda text: text.isprintable(),
        settings=_SETTINGS,
        random=random.Random(5),
    )
