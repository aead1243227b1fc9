"""Test whether a literal is well-typed: its text belongs to the lexical space of its datatype.

Source: XML Schema 1.1 part 2 and RDF 1.1 Concepts, section 5; datatypes that are not listed here are never ill-typed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from .dates import has_day
from .grammar import FORMS, pattern_of
from .names import XSD
from .numbers import RANGES, Range

_LONG: Final = 4_000
"""The most digits of an integer that Python reads by default."""


def is_well_typed(lexical: str, datatype: str) -> bool:
    """Whether the text belongs to the datatype.

    >>> is_well_typed("1e3", XSD.decimal), is_well_typed("2024-02-30", XSD.date)
    (False, False)
    """
    test = _test_of(datatype)
    return test is None or test(lexical)


# Data may have any number of datatypes, so that not all can be cached.
@lru_cache(maxsize=256)
def _test_of(datatype: str) -> Callable[[str], bool] | None:
    if datatype in RANGES:
        return _is_within(RANGES[datatype])
    if datatype not in FORMS:
        return None
    pattern = pattern_of(datatype)
    match = pattern.fullmatch
    if "day" in pattern.groupindex:
        return lambda text: (found := match(text)) is not None and has_day(found)
    return lambda text: match(text) is not None


def _is_within(within: Range) -> Callable[[str], bool]:
    least, most = within
    match = pattern_of(XSD.integer).fullmatch

    def test(text: str) -> bool:
        if match(text) is None:
            return False
        if len(text) > _LONG:
            return (most is None and not text.startswith("-")) or (least is None and text.startswith("-"))
        value = int(text)
        return (least is None or value >= least) and (most is None or value <= most)

    return test
