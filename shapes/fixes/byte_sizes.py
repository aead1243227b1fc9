"""Sizes that people write with a unit, such as ``2,5 MB``, as numbers of bytes.

A comma or a dot before three digits may separate thousands, and MB is a million bytes to some and 2^20 to others: of
such a size there is no certain number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

_SIZE: Final = re.compile(r"(\d[\d.,\s]*?)\s*([A-Za-z]*)", re.ASCII)
_UNITS: Final[Mapping[str, tuple[int, ...]]] = {
    **dict.fromkeys(("b", "byte", "bytes"), (1,)),
    **{f"{letter}ib": (1024**power,) for power, letter in enumerate("kmgt", 1)},
    **{f"{letter}b": (1000**power, 1024**power) for power, letter in enumerate("kmgt", 1)},
}
"""What each unit may stand for."""
_GROUPED: Final = re.compile(r"\d{1,3}(?:([.,\s])\d{3})(?:\1\d{3})*")
_DECIMAL: Final = re.compile(r"(\d+)[.,](\d+)")
_BOTH: Final = (
    (re.compile(r"\d{1,3}(?:\.\d{3})+,\d+"), ".", ","),
    (re.compile(r"\d{1,3}(?:,\d{3})+\.\d+"), ",", "."),
)


def byte_sizes(text: str) -> tuple[int, ...]:
    """The numbers of bytes that a size with a unit may mean, least first; one if it is certain, none if it is unread.

    >>> byte_sizes("2,5 MiB"), byte_sizes("2,5 MB"), byte_sizes("một ít")
    ((2621440,), (2500000, 2621440), ())
    """
    found = _SIZE.fullmatch(text.replace("\N{NO-BREAK SPACE}", " ").strip())
    units = () if found is None else _UNITS.get(found[2].lower(), ())
    if found is None or not units:
        return ()
    sizes = {number * unit for number in _numbers(found[1].strip()) for unit in units}
    return tuple(sorted(int(size) for size in sizes)) if all(size.denominator == 1 for size in sizes) else ()


def _numbers(text: str) -> tuple[Fraction, ...]:
    """The numbers that a text may mean."""
    if text.isdigit():
        return (Fraction(text),)
    for pattern, thousands, decimal in _BOTH:
        if pattern.fullmatch(text):
            return (Fraction(text.replace(thousands, "").replace(decimal, ".")),)
    grouped = _GROUPED.fullmatch(text)
    numbers = [] if grouped is None else [Fraction(re.sub(r"\D", "", text))]
    decimal_number = _DECIMAL.fullmatch(text)
    if decimal_number is not None:
        numbers.append(Fraction(f"{decimal_number[1]}.{decimal_number[2]}"))
    return tuple(numbers)
