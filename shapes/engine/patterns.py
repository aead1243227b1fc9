"""Regular expressions as SHACL has them, with a bound on the time that one match may take.

SPARQL's ``regex`` is that of XPath. `regex` knows most of it, Unicode categories included; names of XML characters and
the subtraction of classes are written out here. Source: XPath and XQuery Functions and Operators, section 5.6.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import regex

from danhmuc.vocab.errors import ShapesError

from .outcomes import Outcome

__all__ = ["SECONDS", "matcher"]

SECONDS: Final = 1.0
"""What one match may take."""
_FLAGS: Final = {"i": regex.IGNORECASE, "m": regex.MULTILINE, "s": regex.DOTALL, "x": regex.VERBOSE}
_SUBTRACTED: Final = re.compile(r"-\[")
_NAME_START: Final = r":A-Z_a-z\xC0-\xD6\xD8-\xF6\xF8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F"
_NAMES: Final = {r"\i": f"[{_NAME_START}]", r"\c": f"[-.0-9\xb7{_NAME_START}]"}
_ESCAPE: Final = re.compile(r"\\.", re.DOTALL)


def matcher(pattern: str, flags: str, where: str) -> Callable[[str], Outcome]:
    """Whether a text has a match somewhere; None where finding out takes longer than `SECONDS`.

    Raises:
        ShapesError: the pattern or a flag is not one.
    """
    unknown = set(flags) - {*_FLAGS, "q"}
    if unknown:
        raise ShapesError(f"{where}: sh:flags has {''.join(sorted(unknown))!r}; known: imsxq")
    options = regex.V1
    for flag in flags:
        options |= _FLAGS.get(flag, 0)
    written = (
        regex.escape(pattern) if "q" in flags else _ESCAPE.sub(lambda found: _NAMES.get(found[0], found[0]), pattern)
    )
    try:
        search = regex.compile(_SUBTRACTED.sub("--[", written) if "q" not in flags else written, options).search
    except (regex.error, OverflowError) as error:
        raise ShapesError(f"{where}: sh:pattern {pattern!r} is no regular expression: {error}") from error

    def matches(text: str) -> Outcome:
        try:
            return search(text, timeout=SECONDS) is not None
        except TimeoutError:
            return None

    return matches
