"""Read one RDF document: decode, guard, parse, check, and tell all that was noticed.

The order is the point: nothing reaches a parser before the guards have seen it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from ..errors import UnknownNameError
from ..findings import Finding
from ..messages.errors import FORMAT_UNKNOWN
from ..messages.reading import DOCUMENT_FORMAT_UNKNOWN
from .contexts import BUNDLED, ContextDocument
from .decoding import decode
from .descriptions import Descriptions
from .gunzipping import gunzip
from .iris import check_iris
from .json_guard import guard_json
from .language_tags import mend_literals
from .limits import MAX_BYTES
from .notes import Notes
from .parsing import describe, paused_collection
from .refusing import refuse_binary, refuse_empty, refuse_html
from .sniffing import RDF_ENDINGS, RDF_FORMATS, sniff
from .turtle_guard import guard_turtle
from .xml_guard import guard_xml

__all__ = ["Document", "read_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What one document says.

    Attributes:
        place: how its source names it, such as ``page-1.trig``.
        format: one of RDF_FORMATS.
        descriptions: what it says of each subject, in its own order.
        triples: how many stand in `descriptions`, repetitions included.
        findings: repairs and notices; those with a line first, then those about IRIs.
        raw_digest: ``sha256:`` and the digest of the bytes as given, before any unpacking.
    """

    place: str
    format: str
    descriptions: Descriptions
    triples: int
    findings: tuple[Finding, ...]
    raw_digest: str


def read_document(
    data: bytes,
    *,
    place: str,
    base: str,
    format: str | None = None,  # noqa: A002
    max_bytes: int = MAX_BYTES,
    contexts: Mapping[str, ContextDocument] = BUNDLED,
    canonical: bool = False,
) -> Document:
    """Everything that a document says.

    Blank nodes get names of their own: those of two documents never meet. A document without triples is no
    fault here; whether it says anything of use, the caller decides.

    Args:
        data: the bytes as they came, any of our formats and encodings, gzipped or not.
        place: how to call the document; its ending may tell the format.
        base: absolute IRI against which relative ones are resolved, unless the document declares its own.
        format: one of RDF_FORMATS; None finds out.
        max_bytes: the largest size after unpacking.
        contexts: JSON-LD contexts at hand, by IRI; nothing is fetched.
        canonical: set IRIs of well-known vocabularies right, and tell.

    Raises:
        DocumentError: it cannot be read, with one of DOCUMENT_CODES; nothing of it may be used.
        UsageError: `base` is not an absolute IRI, or `format` not known.
    """
    if format is not None and format not in RDF_FORMATS:
        raise UnknownNameError(FORMAT_UNKNOWN, format, RDF_FORMATS)
    notes = Notes(place)
    digest = "sha256:" + hashlib.sha256(data).hexdigest()
    text = _plain_text(data, notes, max_bytes)
    found = format or _format(text, notes)
    if found == "json-ld":
        text = guard_json(text, notes, base=base, contexts=contexts)
    elif found == "xml":
        text = guard_xml(text, notes)
    else:
        text = guard_turtle(text, notes)
    with paused_collection():
        descriptions = describe(text, found, base, notes)
        _mend_tags(descriptions, found, text, notes)
        del text
        descriptions = check_iris(
            descriptions, base=base, notes=notes, json_keys=found == "json-ld", canonical=canonical
        )
    return Document(
        place=place,
        format=found,
        descriptions=descriptions,
        triples=sum(map(len, descriptions.values())),
        findings=tuple(notes.findings),
        raw_digest=digest,
    )


def _plain_text(data: bytes, notes: Notes, max_bytes: int) -> bytes:
    """The document as plain UTF-8, known to be text."""
    unpacked = gunzip(data, notes, max_bytes=max_bytes)
    refuse_binary(unpacked, notes)
    text = decode(unpacked, notes)
    refuse_empty(text, notes)
    refuse_html(text, notes)
    return text


def _format(text: bytes, notes: Notes) -> str:
    found = sniff(text, notes.document)
    if found is None:
        endings = tuple(sorted(ending for ending in RDF_ENDINGS if not ending.endswith(".gz")))
        raise notes.refusal("read:unknown-format", DOCUMENT_FORMAT_UNKNOWN(known=RDF_FORMATS, endings=endings))
    return found


def _mend_tags(descriptions: Descriptions, found: str, text: bytes, notes: Notes) -> None:
    """Mend language tags that the parser let through; Turtle's were mended before, XML's told before."""
    if found not in ("xml", "json-ld"):
        return
    for tag, fix in mend_literals(descriptions).items():
        if found == "json-ld":
            at = text.find(f'"{tag}"'.encode())
            line = None if at < 0 else text.count(b"\n", 0, at) + 1
            notes.add("read:language-tag", value=tag, fix=fix or None, line=line)
