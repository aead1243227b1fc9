"""The form by which IRIs are compared where one thing must be known under every spelling of its IRI.

Two spellings have one form: percent-encoded or with letters of their own, composed or decomposed, with small letters or
capitals in scheme and host, with a default port or dot segments, with a name of a host in letters or in punycode.
``http`` and ``https`` are not the same. Nothing is stored or published under this form: the IRI of a record stays.
Source: RFC 3986, sections 6.2.2 and 6.2.3; RFC 3987, sections 5.3.2 and 5.3.3; of hosts UTS 46.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from unicodedata import normalize

from .valid_iris import valid_or_same

_SIGNS: Final = r"A-Za-z0-9._~!$&'()*+,;=:@/?-"
_USUAL: Final = re.compile(rf"(?:https?://[a-z0-9.-]+/|urn:)[{_SIGNS}]*(?:#[{_SIGNS}]*)?")
"""IRIs that are their own form, unless they have dot segments."""
_PARTS: Final = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?://(?P<authority>[^/?#]*))?(?P<path>[^?#]*)(?P<rest>.*)", re.DOTALL
)
_AUTHORITY: Final = re.compile(r"(?P<user>.*@)?(?P<host>\[[^\]]*\]|[^:]*)(?::(?P<port>[0-9]*))?", re.DOTALL)
_DEFAULT_PORTS: Final = {"http": "80", "https": "443", "ftp": "21", "ws": "80", "wss": "443"}
_ESCAPES: Final = re.compile("(?:%[0-9A-Fa-f]{2})+")
_SMALL_ESCAPE: Final = re.compile("%[0-9a-f]{2}")
_UNRESERVED: Final = re.compile("[A-Za-z0-9._~-]")
_DOTS_OF_HOSTS: Final = re.compile("[.\u3002\uff0e\uff61]")


def comparison_form(iri: str) -> str:
    """The form by which an IRI is compared; the same text if it has no scheme, so that nothing can be made of it.

    >>> comparison_form("HTTPS://Data.Gov.VN:443/x/../%C4%91%E1%BA%A5t-%c4%91ai%7e")
    'https://data.gov.vn/đất-đai~'
    >>> comparison_form("http://đất.vn")
    'http://xn--t-kia038t.vn/'
    """
    # A third of a microsecond, which does for nearly all.
    if _USUAL.fullmatch(iri) is not None and "/." not in iri:
        return iri
    return _form_of(iri)


@lru_cache(maxsize=16_384)
def _form_of(iri: str) -> str:
    parts = _PARTS.fullmatch(valid_or_same(iri))
    if parts is None:
        return iri
    scheme, path = parts["scheme"].lower(), _decode(parts["path"])
    authority = ""
    if parts["authority"] is not None:
        authority = "//" + _authority(parts["authority"], scheme)
        path = _without_dot_segments(path)
        if not path and scheme in _DEFAULT_PORTS:
            path = "/"
    # What was decoded and may not stand in an IRI is encoded again.
    return valid_or_same(f"{scheme}:{authority}{path}{_decode(parts['rest'])}")


def _decode(text: str) -> str:
    """A part of an IRI with what is unreserved or no ASCII decoded and composed, and all else as it is."""
    found = _ESCAPES.sub(_decode_run, text)
    return found if found.isascii() else normalize("NFC", found)


def _decode_run(run: re.Match[str]) -> str:
    # What is no UTF-8 stays byte by byte.
    text = bytes.fromhex(run[0].replace("%", "")).decode("utf-8", "surrogateescape")
    return "".join(one if _is_decoded(one) else _encode(one) for one in text)


def _is_decoded(character: str) -> bool:
    if character.isascii():
        return _UNRESERVED.match(character) is not None
    return not "\udc80" <= character <= "\udcff"


def _encode(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogateescape"))


def _authority(authority: str, scheme: str) -> str:
    parts = _AUTHORITY.fullmatch(authority)
    if parts is None:
        return _host(authority)
    port = (parts["port"] or "").lstrip("0")
    if not port or port == _DEFAULT_PORTS.get(scheme):
        return _decode(parts["user"] or "") + _host(parts["host"])
    return f"{_decode(parts['user'] or '')}{_host(parts['host'])}:{port}"


def _host(host: str) -> str:
    found = ".".join(map(_label, _DOTS_OF_HOSTS.split(_decode(host))))
    return _SMALL_ESCAPE.sub(lambda escape: escape[0].upper(), found)


def _label(label: str) -> str:
    """A part of the name of a host as it is looked up."""
    if label.isascii():
        return label.lower()
    # A hundredth of a second, needed only here.
    import idna

    try:
        return idna.encode(label, uts46=True).decode("ascii")
    except idna.IDNAError:
        # Such as one with an underscore, which no registry of names has, but some servers do.
        return "xn--" + normalize("NFC", label.lower()).encode("punycode").decode("ascii")


def _without_dot_segments(path: str) -> str:
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for number, segment in enumerate(segments):
        if segment not in (".", ".."):
            kept.append(segment)
            continue
        if segment == ".." and kept:
            kept.pop()
        if number == len(segments) - 1:
            kept.append("")
    return "".join(f"/{segment}" for segment in kept)
