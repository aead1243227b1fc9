"""Patterns of days and times: those of Unicode, as CSVW has them, and how Table Schema and people write the same.

Source: Unicode Technical Standard 35, part 4; the directives of strptime, which Table Schema takes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.folding import fold

_DIRECTIVES: Final[Mapping[str, str]] = {
    "%Y": "yyyy",
    "%m": "MM",
    "%d": "dd",
    "%H": "HH",
    "%M": "mm",
    "%S": "ss",
}
_FIELDS: Final = {pattern: directive for directive, pattern in _DIRECTIVES.items()}
_BETWEEN: Final = re.compile(r"[-/.: T]*")
_DIRECTIVE: Final = re.compile(r"(%.)")
_FIELD: Final = re.compile(r"([A-Za-z])\1*")
_WORD: Final = re.compile(r"[a-z]+(?:24)?|[^a-z]+")
_OF_WORDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("dd", "ngay"), "dd"),
    "thang": "MM",
    **dict.fromkeys(("yyyy", "nam"), "yyyy"),
    **dict.fromkeys(("hh", "hh24", "gio"), "HH"),
    **dict.fromkeys(("mi", "phut"), "mm"),
    **dict.fromkeys(("ss", "giay"), "ss"),
    "t": "T",
}


def pattern_of_directives(text: str) -> str | None:
    """The pattern of directives; None if one of them has none.

    >>> pattern_of_directives("%d/%m/%Y"), pattern_of_directives("%d %b %Y")
    ('dd/MM/yyyy', None)
    """
    parts = _DIRECTIVE.split(text)
    if not all(_BETWEEN.fullmatch(one) for one in parts[::2]) or not all(one in _DIRECTIVES for one in parts[1::2]):
        return None
    return "".join(_DIRECTIVES.get(one, one) for one in parts) if len(parts) > 1 else None


def directives_of_pattern(text: str) -> str | None:
    """The directives of a pattern; None if a field of it has none.

    >>> directives_of_pattern("dd/MM/yyyy"), directives_of_pattern("d MMM yyyy")
    ('%d/%m/%Y', None)
    """
    written = _FIELD.sub(lambda found: found[0] if found[0] == "T" else _FIELDS.get(found[0], "?"), text)
    return written if "%" in written and pattern_of_directives(written) == text else None


def pattern_of_words(text: str) -> str | None:
    """The pattern of a day or time as people write it; None if it is not plain.

    >>> pattern_of_words("DD/MM/YYYY"), pattern_of_words("ngày/tháng/năm"), pattern_of_words("dd-mm-yyyy hh:mm")
    ('dd/MM/yyyy', 'dd/MM/yyyy', 'dd-MM-yyyy HH:mm')
    """
    found: list[str] = []
    for word in _WORD.findall(fold(text)):
        if word == "mm":
            # Minutes stand behind hours, months before.
            found.append("mm" if "HH" in found else "MM")
        elif word in _OF_WORDS:
            found.append(_OF_WORDS[word])
        elif _BETWEEN.fullmatch(word):
            found.append(word)
        else:
            return None
    fields = [one for one in found if one in _FIELDS]
    return "".join(found) if len(fields) > 1 and len(set(fields)) == len(fields) else None
