"""Correct IRIs of well-known vocabularies and lists to the form of their owners.

The same term under ``https`` for ``http``, with a slash too many or too few, or a code of an EU list in other letters,
is another IRI, which no search finds. Such IRIs are corrected here and reported.
Sources: the namespaces' own documents; DCAT-AP 3.0, section on controlled vocabularies.
"""

from __future__ import annotations

import re
from typing import Final

from ..prefixes import PREFIXES

_AUTHORITY: Final = "http://publications.europa.eu/resource/authority/"
_MEDIA_TYPES: Final = "http://www.iana.org/assignments/media-types/"
_LICENCES: Final = "http://creativecommons.org/"
_BOTH_IN_USE: Final = frozenset({"schema"})
"""Prefixes of namespaces whose owners use both ``http`` and ``https``."""
_NAMESPACES: Final = sorted(
    (iri for prefix, iri in PREFIXES.items() if iri.startswith("http:") and prefix not in _BOTH_IN_USE),
    key=len,
    reverse=True,
)
_SECURE: Final = {"https" + iri[4:]: iri for iri in (*_NAMESPACES, _AUTHORITY, _MEDIA_TYPES, _LICENCES)}
_CODE: Final = re.compile(re.escape(_AUTHORITY) + r"([a-z-]+)/([A-Za-z0-9_]+)/?")
_MEDIA_TYPE: Final = re.compile(re.escape(_MEDIA_TYPES) + r"[a-z]+/[^/\s]+/")
_LICENCE: Final = re.compile(re.escape(_LICENCES) + r"(?:licenses|publicdomain)/[a-z-]+/[0-9.]+(?:/[a-z]{2})?")
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")

ANY_OTHER: Final = re.compile(
    r"\n(?:"
    + "|".join(map(re.escape, _SECURE))
    + "|"
    + re.escape(_AUTHORITY)
    + r"[a-z-]+/(?:[A-Z0-9_]*[a-z]|[^\n/]+/(?:\n|$))|"
    + re.escape(_MEDIA_TYPES)
    + r"[^\n]+/(?:\n|$)|"
    + re.escape(_LICENCES)
    + r"(?:licenses|publicdomain)/[^\n]*[^/\n](?:\n|$))"
)
"""Finds an IRI that may not be canonical among many, each after a line feed."""


def canonical_iri(iri: str) -> str:
    """The IRI in the form of its owner; unchanged if it is not of a known namespace.

    >>> canonical_iri("https://publications.europa.eu/resource/authority/frequency/asNeeded/")
    'http://publications.europa.eu/resource/authority/frequency/AS_NEEDED'
    >>> canonical_iri("https://spdx.org/rdf/terms#checksum")
    'http://spdx.org/rdf/terms#checksum'
    >>> canonical_iri("https://creativecommons.org/licenses/by/4.0")
    'http://creativecommons.org/licenses/by/4.0/'
    """
    for secure, plain in _SECURE.items():
        if iri.startswith(secure):
            iri = plain + iri[len(secure) :]
            break
    code = _CODE.fullmatch(iri)
    if code is not None:
        return _with_code(code[1], code[2])
    if _MEDIA_TYPE.fullmatch(iri):
        return iri.rstrip("/")
    return iri + "/" if _LICENCE.fullmatch(iri) else iri


def _with_code(table: str, code: str) -> str:
    """The IRI of a code of an EU table in the table's own letters, if the table has it."""
    written = f"{_AUTHORITY}{table}/{code}"
    if code == code.upper():
        return written
    from .. import concepts  # imports this package

    for other in (_HUMP.sub("_", code).upper(), code.upper()):
        if concepts.concept_at(f"{_AUTHORITY}{table}/{other}") is not None:
            return f"{_AUTHORITY}{table}/{other}"
    return written
