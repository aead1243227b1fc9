"""Make JSON-LD safe to parse: not too large, not too deep, no other JSON, no context from the network."""

from __future__ import annotations

import codecs
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from ..messages.reading import ReadingText
from ..terms import DCAT
from .contexts import ContextDocument, mentions_namespace, substitute_contexts
from .decoding import GZIP_MAGIC, gunzip_head, is_html
from .notes import MAX_DEPTH, MAX_JSON_BYTES, Notes

# ---------------------------------------------------------------- ckan answers
# Recognise the pages of a CKAN portal and the answers of its action API, which are not RDF.

_HTML_HEAD: Final = 1 << 16
_SUCCESS: Final = b'"success"'
_GENERATOR: Final = re.compile(rb"""<meta\s+name=["']?generator["']?\s+content=["']ckan\b""", re.IGNORECASE)


def refuse_ckan_answer(data: bytes, notes: Notes) -> None:
    """Raise DocumentError for a JSON object that says whether an action succeeded, and its result or error or help.

    Broken JSON is left to the parser, which reports the place.
    """
    if _SUCCESS not in data:
        return
    try:
        document = json.loads(data)
    except ValueError:
        return
    is_answer = isinstance(document, dict) and isinstance(document.get("success"), bool) and "@context" not in document
    if is_answer and not {"result", "error", "help"}.isdisjoint(document):
        raise notes.refusal("read:ckan", ReadingText.DOCUMENT_IS_CKAN())


def refuse_ckan_page(data: bytes, notes: Notes) -> None:
    """Raise DocumentError for a web page that says that CKAN made it."""
    head = data[:_HTML_HEAD]
    if _GENERATOR.search(head) and is_html(head.decode(errors="replace")):
        raise notes.refusal("read:ckan", ReadingText.DOCUMENT_IS_CKAN_PAGE())


# ---------------------------------------------------------------- data json
# Recognise data.json, the US catalogue format that looks like JSON-LD and is not RDF.

_MEMBERS: Final = ("dataset", "datasetSeries", "service")
_HEAD: Final = 1 << 18
_PIECE: Final = 1 << 20
_KEY: Final = b'"@context"'
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]', re.DOTALL)
_COLON: Final = re.compile(r"\s*:\s*")
_UTF16: Final = (
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"{\0", "utf-16-le"),
    (b"\0{", "utf-16-be"),
)
_CONTEXTS: Final = ("project-open-data.cio.gov", "resources.data.gov/schemas/dcat-us/v1.1")
"""Addresses of data.json's own @context, which turns a catalogue into RDF without any IRI of a thing."""


def refuse_data_json(data: bytes, notes: Notes) -> None:
    """Raise DocumentError for JSON with a top-level ``dataset`` whose @context does not name DCAT.

    Any @context named by its IRI counts as one of RDF, whether it is available or refused later, except data.json's
    own, even beside others. Broken JSON is left to the parser, which reports the place.
    """
    # A whole JSON document as Python objects is costly: first exclude others by their bytes.
    if not any(f'"{member}"'.encode() in data for member in _MEMBERS):
        return
    names_dcat = mentions_namespace(data, DCAT.iri)
    if names_dcat and not any(context.encode() in data for context in _CONTEXTS):
        return
    try:
        document = json.loads(data)
    except ValueError:
        return
    if not isinstance(document, dict) or not any(member in document for member in _MEMBERS):
        return
    context = document.get("@context")
    if _is_its_own(context) or not (names_dcat or _names_a_context(context)):
        raise notes.refusal("read:data-json", ReadingText.DOCUMENT_IS_DATA_JSON())


def is_data_json_file(path: Path) -> bool:
    """Whether a file is data.json by what stands at its top level; its name does not matter.

    Usually the first bytes tell. What cannot be opened, or is no regular file, is not looked at.
    """
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return is_data_json(file)
    except OSError:
        return False


def is_data_json(file: BinaryIO) -> bool:
    """Whether an open document is data.json; see `is_data_json_file`.

    Raises:
        OSError: it cannot be read.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = gunzip_head(file.read(_HEAD), _HEAD)
    found = _top_level(_text_of(head))
    if found is None or (found.context is None and not found.has_member):
        return False
    if found.context is None and not found.is_whole and size <= MAX_JSON_BYTES and _names_context(file):
        # The @context may come after the entries. JSON-LD is never larger.
        file.seek(0)
        found = _top_level(_text_of(gunzip_head(file.read(), MAX_JSON_BYTES))) or found
    if found.context is None:
        return found.has_member and not mentions_namespace(head, DCAT.iri)
    if not (found.has_member or not found.is_whole):
        return False
    if any(own in found.context for own in _CONTEXTS):
        return True
    is_named = found.context.startswith('"') or (found.context.startswith("[") and "//" in found.context)
    return found.has_member and not is_named and DCAT.iri not in found.context


def _names_context(file: BinaryIO) -> bool:
    """Whether an @context may stand somewhere in a file; of what is packed or in UTF-16 that is not asked."""
    file.seek(0)
    head = b""
    while piece := file.read(_PIECE):
        if _KEY in head + piece or (not head and (piece.startswith(GZIP_MAGIC) or b"\0" in piece)):
            return True
        head = piece[-len(_KEY) :]
    return False


@dataclass(frozen=True, slots=True)
class _TopLevel:
    """The top level of a text of JSON, as far as it goes.

    Attributes:
        context: the value of its @context as written; None if there is none so far.
    """

    has_member: bool
    context: str | None
    is_whole: bool


def _top_level(text: str) -> _TopLevel | None:
    """The top level of a text; None if it is no JSON object."""
    if not text.lstrip("\ufeff \t\r\n").startswith("{"):
        return None
    depth = 0
    has_member = False
    context: str | None = None
    context_from: int | None = None
    for token in _TOKEN.finditer(text):
        letters = token[0]
        if letters[0] != '"':
            depth += 1 if letters in "{[" else -1
            if depth == 0:
                return _TopLevel(has_member, _context_text(text, context, context_from, token.start()), is_whole=True)
            continue
        if depth != 1:
            continue
        colon = _COLON.match(text, token.end())
        if colon is None:
            continue
        if context is None:
            context = _context_text(text, context, context_from, token.start())
        if letters == '"@context"':
            context_from = colon.end()
        elif letters[1:-1] in _MEMBERS:
            has_member = True
    return _TopLevel(has_member, context, is_whole=False)


def _context_text(text: str, context: str | None, start: int | None, end: int) -> str | None:
    """The text of a @context that ends before the next key."""
    return context if context is not None or start is None else text[start:end].rstrip(", \t\r\n")


def _text_of(data: bytes) -> str:
    for start, encoding in _UTF16:
        if data.startswith(start):
            return data.decode(encoding, errors="replace")
    return data.decode(errors="replace")


def _is_its_own(context: object) -> bool:
    return any(own in json.dumps(context) for own in _CONTEXTS)


def _names_a_context(context: object) -> bool:
    members = context if isinstance(context, list) else [context]
    return any(isinstance(member, str) for member in members)


# ---------------------------------------------------------------- json guard

_STRUCTURE: Final = b'"[]{}'
_ALL_ELSE: Final = bytes(set(range(256)) - set(_STRUCTURE))
_ONE_KIND: Final = bytes.maketrans(b"{}", b"[]")
_ESCAPED_KEY: Final = re.compile(rb'"(?:[@contex]|\\u00[0-9A-Fa-f]{2}){8}"')
_STRING: Final = re.compile(rb'"[^"]*"')


def guard_json(data: bytes, notes: Notes, *, base: str, contexts: Mapping[str, ContextDocument]) -> bytes:
    """Guard a document, and insert available contexts; the same object if none is named, and no key of one is escaped.

    Raises:
        DocumentError: too large, too deep, data.json, an answer of CKAN, or a context that is not available.
    """
    if len(data) > MAX_JSON_BYTES:
        raise notes.refusal("read:too-large", ReadingText.JSON_TOO_LARGE(size=len(data), limit=MAX_JSON_BYTES))
    if is_deeper(data, MAX_DEPTH):
        raise notes.refusal("read:too-deep", ReadingText.JSON_TOO_DEEP(limit=MAX_DEPTH))
    if b"\\u00" in data:
        data = _ESCAPED_KEY.sub(_plain_key, data)
    refuse_data_json(data, notes)
    refuse_ckan_answer(data, notes)
    return substitute_contexts(data, notes, base=base, contexts=contexts)


def _plain_key(found: re.Match[bytes]) -> bytes:
    return _KEY if json.loads(found[0]) == "@context" else found[0]


def is_deeper(data: bytes, limit: int) -> bool:
    """Whether objects and arrays nest deeper, without parsing and in a few passes over the bytes."""
    if b"\\" in data:
        data = data.replace(b"\\\\", b"").replace(b'\\"', b"")
    marks = data.translate(_ONE_KIND, _ALL_ELSE)
    # Removing two adjacent quotes does not change what is inside or outside of strings.
    marks = _STRING.sub(b"", marks.replace(b'""', b""))
    for _ in range(limit):
        inner = marks.replace(b"[]", b"")
        if len(inner) == len(marks):
            # Nothing left, or broken JSON: the parser's stack grows by one for each bracket left open.
            return marks.count(b"[") > limit
        marks = inner
    return b"[" in marks
