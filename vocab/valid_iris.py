"""The syntax of IRIs, as the strictest of the common readers sees it, and the repair of those that break it.

Readers of RDF differ: one takes ``http://e.vn/a[1]``, another refuses the whole file because of it.
Source: RFC 3987, sections 2.2 and 3.1.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from itertools import product
from typing import Final
from urllib.parse import unquote

from pyoxigraph import NamedNode

_PARTS: Final = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*:)(?P<host>//[^/?#]*)?(?P<path>[^?#]*)(?P<query>\?[^#]*)?(?P<fragment>#.*)?",
    re.DOTALL,
)
_PLAIN: Final = r"A-Za-z0-9\-._~!$&'()*+,;=:@/?%"
_LETTERS: Final = "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef" + "".join(
    f"{chr(plane << 16 if plane < 14 else 0xE1000)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 15)
)
_PRIVATE: Final = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_BARE_PERCENT: Final = "%(?![0-9A-Fa-f]{2})"
_INVALID: Final = re.compile(rf"{_BARE_PERCENT}|[^{_PLAIN}{_LETTERS}]")
_INVALID_IN_QUERY: Final = re.compile(rf"{_BARE_PERCENT}|[^{_PLAIN}{_LETTERS}{_PRIVATE}]")
_INVALID_IN_HOST: Final = re.compile(rf"{_BARE_PERCENT}|[^{_PLAIN}{_LETTERS}]|[:@/?]")
_NEVER: Final = re.compile("(?!)")
_INVALID_ANYWHERE: Final = re.compile("[^A-Za-z0-9._~-]")
_ESCAPES: Final = re.compile("((?:%[0-9A-Fa-f]{2})+)")
_PLAIN_REPAIR: Final = re.compile(r"(%(?:[01][0-9A-F]|2[023]|3[CE]|5[BCDE]|60|7[BCDF]))")
"""What a repair writes for one character that no IRI has, but for ``%``."""
_REPAIRED_HOST: Final = re.compile("[^:]*:(//[^/?#]*%|[^/:]*$)")
"""What a repair of the host may have written, or one that no other rule foresees."""
_MOST_ESCAPES: Final = 6


def is_valid_iri(iri: str) -> bool:
    """Whether it is an absolute IRI to strict readers."""
    return are_valid_iris((iri,))


def are_valid_iris(iris: Iterable[str]) -> bool:
    """Whether all are absolute IRIs to strict readers; a fifth of a microsecond for each."""
    try:
        deque(map(NamedNode, iris), maxlen=0)
    except ValueError:
        return False
    return True


def escape_iri(iri: str) -> str:
    """Percent-encode what makes an IRI invalid; unchanged if it is valid.

    >>> escape_iri("http://e.vn/a[1]?b=100%#c#d")
    'http://e.vn/a%5B1%5D?b=100%25#c%23d'
    >>> escape_iri("http://e.vn:port/x")
    'http://e.vn%3Aport/x'

    Args:
        iri: with a scheme.

    Raises:
        ValueError: it has no scheme.
    """
    if is_valid_iri(iri):
        return iri
    parts = _PARTS.fullmatch(iri)
    if parts is None:
        raise ValueError(iri)
    scheme, host, path, query, fragment = (part or "" for part in parts.groups())
    escaped = (
        scheme
        + _escape_host(host)
        + _INVALID.sub(_encode, path)
        + _INVALID_IN_QUERY.sub(_encode, query)
        + fragment[:1]
        + _INVALID.sub(_encode, fragment[1:])
    )
    # What no rule above foresees: nothing of the IRI but its scheme keeps its meaning, and it is valid.
    return escaped if is_valid_iri(escaped) else scheme + _INVALID_ANYWHERE.sub(_encode, iri[len(scheme) :])


def valid_or_same(iri: str) -> str:
    """The valid form of an IRI; the same text if it has no scheme, so that nothing can be made of it."""
    try:
        return escape_iri(iri)
    except ValueError:
        return iri


def spellings_of(iri: str) -> frozenset[str] | None:
    """All texts whose valid form is that of an IRI; None if these may be any.

    Only what `escape_iri` writes can have been another character before.

    >>> sorted(spellings_of("http://e.vn/a%20b"))
    ['http://e.vn/a b', 'http://e.vn/a%20b']
    """
    valid = valid_or_same(iri)
    runs = _ESCAPES.findall(valid)
    if not runs:
        return frozenset({iri, valid})
    if _REPAIRED_HOST.match(valid) or not all(map(_may_be_plain, runs)):
        return None
    parts = _PLAIN_REPAIR.split(valid)
    if len(parts) > 2 * _MOST_ESCAPES + 1:
        return None
    either = [(part, unquote(part)) if number % 2 else (part,) for number, part in enumerate(parts)]
    found = map("".join, product(*either))
    return frozenset({iri, *(one for one in found if valid_or_same(one) == valid)})


def _may_be_plain(run: str) -> bool:
    """Whether escapes stand for letters, which a repair leaves as they are, and for single signs that it writes."""
    text = unquote(_PLAIN_REPAIR.sub("", run))
    return "%" not in text and _INVALID.search(text) is None


def _escape_host(host: str) -> str:
    """The host and what belongs to it, with slashes: a port that is none becomes part of the name."""
    for pattern in (_NEVER, _INVALID, _INVALID_IN_HOST):
        escaped = host[:2] + pattern.sub(_encode, host[2:])
        if is_valid_iri(f"http:{escaped}/"):
            break
    return escaped


def _encode(character: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in character[0].encode("utf-8", "surrogatepass"))
