"""Likeness of two descriptions with different IRIs, read from canonical N-Quads."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from pyoxigraph import Literal

from danhmuc.vocab.canonical import canonicalize_lines
from danhmuc.vocab.terms import DCAT, DCT

from .record import quads_of

_TITLE: Final = f" {DCT.title} ".encode()
_IDENTIFIER: Final = f" {DCT.identifier} ".encode()
_ADDRESS: Final = re.compile(
    rb" (?:%b|%b) (<[^<>\s]*>) \.$" % (str(DCAT.downloadURL).encode(), str(DCAT.accessURL).encode()), re.MULTILINE
)
_DOWNLOAD: Final = f" {DCAT.downloadURL} <".encode()
_END: Final = b"> .\n"
_ANY: Final = b"<http://source.invalid/#any"


def content_key(iri: str, nquads: bytes) -> str:
    """A digest of all that a description says, whatever its IRI is.

    IRIs that begin with its own, such as those of its distributions, and texts that are its IRI, count as its own.
    """
    name = re.escape(iri.encode())
    # An IRI is not the beginning of another one in the middle of a word.
    end = b"" if iri.endswith(("/", "#")) else b"(?=[>#/?])"
    lines = re.sub(rb"<" + name + end, _ANY, nquads)
    lines = lines.replace(b'"' + iri.encode() + b'"', b'"' + _ANY + b'"')
    return canonicalize_lines(lines.decode().split("\n")[:-1]).digest


def downloads_key(iri: str, nquads: bytes) -> str | None:
    """A digest of its titles with their languages and all its downloads; None if it lacks one of the two."""
    start = f"<{iri}>".encode() + _TITLE
    titles = sorted(line for line in nquads.split(b"\n") if line.startswith(start))
    addresses = sorted(set(_ADDRESS.findall(nquads)))
    if not titles or not addresses:
        return None
    said = b"\n".join([*(line[len(start) :] for line in titles), b"", *addresses])
    return hashlib.sha256(said).hexdigest()


def downloads_of(nquads: bytes) -> set[str]:
    """The values of ``dcat:downloadURL`` that it has, those of its distributions among them."""
    # A literal that quotes such a triple has its quotation mark before the end of the line.
    values = (piece[: piece.index(b"\n")] for piece in nquads.split(_DOWNLOAD)[1:])
    return {value[:-3].decode() for value in values if value.endswith(_END[:-1]) and b'"' not in value}


def identifiers_of(iri: str, nquads: bytes) -> set[str]:
    """Its own values of ``dct:identifier``, without blanks at their ends."""
    start = b"\n" + f"<{iri}>".encode() + _IDENTIFIER + b'"'
    texts = (piece.partition(b"\n")[0] for piece in (b"\n" + nquads).split(start)[1:])
    found = {_text_of(text[: text.rindex(b'"')]).strip() for text in texts}
    return found - {""}


def _text_of(escaped: bytes) -> str:
    """The text of a literal as canonical N-Quads have it between its quotation marks."""
    if b"\\" not in escaped:
        return escaped.decode()
    quads = quads_of(b'<http://source.invalid/> <http://source.invalid/> "' + escaped + b'" .\n')
    value = next(quads).object
    assert isinstance(value, Literal), "it stands between quotation marks"
    return value.value
