"""Numbers: whole, decimal and floating.

Source: XML Schema 1.1 part 2, sections 3.3.3 to 3.3.5 and 3.4.13 to 3.4.25.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, TypeAlias

from .grammar import pattern_of
from .names import XSD

Range: TypeAlias = tuple[int | None, int | None]
RANGES: Final[Mapping[str, Range]] = {
    XSD.nonNegativeInteger: (0, None),
    XSD.positiveInteger: (1, None),
    XSD.nonPositiveInteger: (None, 0),
    XSD.negativeInteger: (None, -1),
    XSD.long: (-(2**63), 2**63 - 1),
    XSD.int: (-(2**31), 2**31 - 1),
    XSD.short: (-(2**15), 2**15 - 1),
    XSD.byte: (-(2**7), 2**7 - 1),
    XSD.unsignedLong: (0, 2**64 - 1),
    XSD.unsignedInt: (0, 2**32 - 1),
    XSD.unsignedShort: (0, 2**16 - 1),
    XSD.unsignedByte: (0, 2**8 - 1),
}
"""The least and the greatest number of each datatype with the form of xsd:integer; None if there is none."""
INTEGERS: Final = frozenset({XSD.integer, *RANGES})
FLOATS: Final = frozenset({XSD.double, XSD.float})
NUMERIC: Final = INTEGERS | FLOATS | {XSD.decimal}
"""The datatypes of numbers."""
_EXPONENT_DIGITS: Final = 4


def read_integer(lexical: str, *, digits: int) -> int | None:
    """Read a whole number of at most that many digits.

    >>> read_integer("+007", digits=3), read_integer("1000", digits=3), read_integer("1.0", digits=3)
    (7, None, None)
    """
    if len(lexical) > digits + 1 or pattern_of(XSD.integer).fullmatch(lexical) is None:
        return None
    return int(lexical) if len(lexical.lstrip("+-")) <= digits else None


def read_decimal(lexical: str, datatype: str, *, digits: int) -> Decimal | None:
    """Read the exact number of a text of the datatype; None for infinities, and for texts that are not numbers.

    For a subtype of xsd:integer any integer is read, even outside its range.

    Args:
        digits: the most before and after the point; an exponent may have four.
    """
    if datatype in INTEGERS:
        datatype = XSD.integer
    elif datatype not in NUMERIC:
        return None
    if pattern_of(datatype).fullmatch(lexical) is None:
        return None
    if (datatype in FLOATS or len(lexical) > digits) and not _is_within(lexical, digits):
        return None
    value = Decimal(lexical)
    return value if value.is_finite() else None


def read_float(lexical: str) -> float | None:
    """Read the number of a text of xsd:double, including infinities and NaN."""
    # Python reads INF and NaN, in any case, and underscores, which the pattern refuses.
    return float(lexical) if pattern_of(XSD.double).fullmatch(lexical) is not None else None


def write_float(value: float) -> str:
    """Write a number as a text of xsd:double, exact.

    >>> write_float(0.1), write_float(float("-inf"))
    ('0.1', '-INF')
    """
    return {"inf": "INF", "-inf": "-INF", "nan": "NaN"}.get(written := repr(value), written)


def _is_within(lexical: str, digits: int) -> bool:
    mantissa, _, exponent = lexical.lower().partition("e")
    whole, _, fraction = mantissa.partition(".")
    return (
        len(whole.lstrip("+-")) <= digits and len(fraction) <= digits and len(exponent.lstrip("+-")) <= _EXPONENT_DIGITS
    )
