"""Read one RDF document: decode, guard, parse, repair, and report findings.

The order matters: the guards come before any parser.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..errors import UnknownNameError
from ..findings import Finding
from ..messages.errors import ErrorsText
from ..messages.reading import ReadingText
from .ckan_answers import refuse_ckan_page
from .contexts import BUNDLED, ContextDocument
from .decoding import decode
from .descriptions import Descriptions
from .gunzipping import gunzip
from .iris import check_iris
from .json_guard import guard_json
from .language_tags import repair_literals
from .limits import MAX_BYTES
from .notes import Notes
from .parsing import describe, paused_collection
from .refusing import refuse_binary, refuse_empty, refuse_html
from .sniffing import RDF_ENDINGS, RDF_FORMATS, sniff
from .turtle_guard import guard_turtle
from .xml_guard import guard_xml


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The content of one document.

    Attributes:
        place: its name in its source, such as ``page-1.trig``.
        format: one of RDF_FORMATS.
        descriptions: predicates and values by subject, in its own order.
        triples: the number of triples in `descriptions`, including repetitions.
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
    """Read a whole document.

    Blank nodes get new names, so that those of two documents never clash. A document without triples is accepted; the
    caller decides whether it is useful.

    Args:
        data: the bytes of the document, in any of our formats and encodings, gzipped or not.
        place: name of the document; its ending may determine the format.
        base: absolute IRI against which relative ones are resolved, unless the document declares its own.
        format: one of RDF_FORMATS; None detects it.
        max_bytes: the largest size after unpacking.
        contexts: available JSON-LD contexts, by IRI; nothing is fetched.
        canonical: whether to correct IRIs of well-known vocabularies, with findings.

    Raises:
        DocumentError: it cannot be read, with one of DOCUMENT_CODES; nothing of it may be used.
        UsageError: `base` is not an absolute IRI, or `format` is unknown.
    """
    if format is not None and format not in RDF_FORMATS:
        raise UnknownNameError(ErrorsText.FORMAT_UNKNOWN, format, RDF_FORMATS)
    notes = Notes(place)
    digest = "sha256:" + hashlib.sha256(data).hexdigest()
    found, text = guarded_text(data, notes, base=base, format=format, max_bytes=max_bytes, contexts=contexts)
    with paused_collection():
        descriptions = describe(text, found, base, notes)
        repair_tags((descriptions,), found, text, notes)
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


def guarded_text(
    data: bytes,
    notes: Notes,
    *,
    base: str,
    format: str | None = None,  # noqa: A002
    max_bytes: int = MAX_BYTES,
    contexts: Mapping[str, ContextDocument] = BUNDLED,
) -> tuple[str, bytes]:
    """The format of a document, and its text as it may be given to a parser; see `read_document`.

    Raises:
        DocumentError: it cannot be read.
    """
    text = _plain_text(data, notes, max_bytes)
    found = format or _format(text, notes)
    if found == "json-ld":
        text = guard_json(text, notes, base=base, contexts=contexts)
    elif found == "xml":
        text = guard_xml(text, notes)
    else:
        text = guard_turtle(text, notes)
    return found, text


def _plain_text(data: bytes, notes: Notes, max_bytes: int) -> bytes:
    """The document as plain UTF-8; anything that is not text is refused."""
    unpacked = gunzip(data, notes, max_bytes=max_bytes)
    refuse_binary(unpacked, notes)
    text = decode(unpacked, notes)
    refuse_empty(text, notes)
    refuse_ckan_page(text, notes)
    refuse_html(text, notes)
    return text


def _format(text: bytes, notes: Notes) -> str:
    found = sniff(text, notes.document)
    if found is None:
        endings = tuple(sorted(ending for ending in RDF_ENDINGS if not ending.endswith(".gz")))
        raise notes.refusal(
            "read:unknown-format", ReadingText.DOCUMENT_FORMAT_UNKNOWN(known=RDF_FORMATS, endings=endings)
        )
    return found


def repair_tags(graphs: Iterable[Descriptions], found: str, text: bytes, notes: Notes) -> None:
    """Repair language tags that the parser accepts; Turtle's are repaired before, XML's are reported before."""
    if found not in ("xml", "json-ld"):
        return
    repairs: dict[str, str] = {}
    for descriptions in graphs:
        repairs.update(repair_literals(descriptions))
    for tag, fix in repairs.items():
        if found == "json-ld":
            at = text.find(f'"{tag}"'.encode())
            line = None if at < 0 else text.count(b"\n", 0, at) + 1
            notes.add("read:language-tag", value=tag, fix=fix or None, line=line)
