"""Find the code of a list that a misspelt code was meant to be.

A wrong suggestion is worse than none, so only one typing error is allowed: a letter missing, doubled or wrong, or two
neighbours exchanged. Codes that differ in a digit, and short codes, are never matched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

_APART: Final = re.compile(r"[\W_]+")
_DIGIT: Final = re.compile(r"\d")
_SHORTEST: Final = 4
"""Minimum length; a typing error in a shorter code may yield another valid code: EN, FR, CVS."""


def near_code(code: str, codes: Iterable[str], *, is_open: bool = False) -> str | None:
    """The code that is one typing error away, ignoring case and separators; None if there is none or more than one.

    Args:
        code: as written, and in no list.
        codes: of the list.
        is_open: whether there are valid codes outside the list, such as XLSM and JSONL for file formats; then only
            codes of the same letters count, with two neighbours exchanged.

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
    """Whether a single letter is wrong, extra or missing; never a digit."""
    if _DIGIT.search(other) or abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    here, there = one[start:], other[start:]
    if len(here) == len(there):
        return here[1:] == there[1:]
    longer, shorter = (here, there) if len(here) > len(there) else (there, here)
    return longer[1:] == shorter
