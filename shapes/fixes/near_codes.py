"""Which code of a list a misspelt one was meant to be.

A wrong suggestion is worse than none, so it takes one slip of a finger: a letter missing, doubled or wrong, or two that
changed places. Another number is another thing, and so is a short code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

__all__ = ["near_code"]

_APART: Final = re.compile(r"[\W_]+")
_DIGIT: Final = re.compile(r"\d")
_SHORTEST: Final = 4
"""Below it every slip makes a code that may mean something else: EN, FR, CVS."""


def near_code(code: str, codes: Iterable[str], *, is_open: bool = False) -> str | None:
    """The code that is one slip away, capitals and what parts its words aside; None where none or two are.

    Args:
        code: as it is written, and in no list.
        codes: of the list.
        is_open: whether what the list does not name is real as well, as XLSM and JSONL are of file formats; then only
            the same letters count, two neighbours exchanged.

    >>> near_code("MONTLY", ["MONTHLY", "WEEKLY"]), near_code("MONTHLY_1", ["MONTHLY_2"])
    ('MONTHLY', None)
    """
    given = _bare(code)
    if len(given) < _SHORTEST:
        return None
    written = [(known, _bare(known)) for known in codes]
    same = [known for known, bare in written if bare == given]
    if same or _DIGIT.search(given):
        return same[0] if len(same) == 1 else None
    exchanged = set(_exchange_neighbours(given))
    found = [known for known, bare in written if bare in exchanged]
    if not found and not is_open:
        found = [known for known, bare in written if len(bare) >= _SHORTEST and _is_one_letter_off(given, bare)]
    return found[0] if len(found) == 1 else None


def _bare(code: str) -> str:
    return _APART.sub("", code.upper())


def _exchange_neighbours(text: str) -> Iterator[str]:
    for at in range(len(text) - 1):
        yield text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _is_one_letter_off(one: str, other: str) -> bool:
    """Whether a single letter is wrong, too many or missing; never a digit."""
    if _DIGIT.search(other) or abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    here, there = one[start:], other[start:]
    if len(here) == len(there):
        return here[1:] == there[1:]
    longer, shorter = (here, there) if len(here) > len(there) else (there, here)
    return longer[1:] == shorter
