"""Make RDF/XML safe to parse: well-formed, not too deep, only plain entities, no silent gaps.

pyoxigraph reads a truncated file as a shorter one, crashes on entities within entities, recurses, and leaves out a
property with an unknown rdf:parseType. So expat parses the same bytes first.
"""

from __future__ import annotations

import io
import re
from collections import deque
from collections.abc import Mapping
from typing import IO, Final, NamedTuple, cast
from xml.parsers import expat

from pyoxigraph import RdfFormat, parse

from ..messages import FOREIGN_WORDS, Message
from ..messages.reading import ReadingText
from ..text import shorten, shown_location
from .iris import is_tag, repair_tag
from .notes import MAX_DEPTH, MAX_ENTITY_BYTES, MAX_EXPANSION, MAX_XML_NAMES, Notes

# ---------------------------------------------------------------- xml fault
# Find the place of a fault in RDF/XML, which the parser does not tell.
#
# The parser asks for more bytes only when it has used up those it has, so bytes given one by one show where it stopped.

_LONGEST: Final = 100


class XmlFault(NamedTuple):
    """The last tag that was read before a fault.

    Attributes:
        tag: as it is written, shortened.
        line, column: its 1-based position.
    """

    tag: str
    line: int
    column: int


def find_fault(data: bytes, base: str) -> XmlFault | None:
    """The last tag before the fault of a document, which is parsed twice again; None if it has none."""
    end = _fault_end(data, base, len(data))
    if end is None:
        return None
    # The "<" of the next tag is read together with the text before it.
    start = data.rfind(b"<", 0, (_fault_end(data, base, max(end - _Reader.piece, 0)) or end) - 1)
    if start < 0:
        return None
    stop = data.find(b">", start) + 1
    line_start = data.rfind(b"\n", 0, start) + 1
    return XmlFault(
        tag=shorten(" ".join(data[start:stop].decode(errors="replace").split()), _LONGEST),
        line=data.count(b"\n", 0, start) + 1,
        column=len(data[line_start:start].decode(errors="replace")) + 1,
    )


def _fault_end(data: bytes, base: str, slow_from: int) -> int | None:
    """Number of bytes that the parser has taken when it stops; None if it reads them all without a fault."""
    reader = _Reader(data, slow_from)
    try:
        deque(parse(cast("IO[bytes]", reader), RdfFormat.RDF_XML, base_iri=base, lenient=True), maxlen=0)
    except SyntaxError:
        return reader.tell()
    return None


class _Reader(io.BytesIO):
    """Bytes in small pieces, and from some place on one by one."""

    piece: Final = 1 << 11

    def __init__(self, data: bytes, slow_from: int) -> None:
        super().__init__(data)
        self._slow_from = slow_from

    def read(self, size: int | None = -1) -> bytes:
        """The next bytes, at most `size`."""
        before = self._slow_from - self.tell()
        most = 1 if before <= 0 else min(self.piece, before)
        return super().read(most if size is None or size < 0 else min(size, most))


# ---------------------------------------------------------------- xml flattening
# Rewrite well-formed XML so that pyoxigraph reads it as XML defines it.
#
# pyoxigraph refuses text beside a comment or CDATA section, drops white space around one, refuses entities in single
# quotes, and keeps carriage returns that XML 1.0 §2.11 turns into line feeds. The document stays the same.

# In a well-formed document, text and attributes have no bare "<", so each match is one of these.
_ASIDE: Final = re.compile(rb"<!--.*?-->|<!\[CDATA\[(.*?)\]\]>|<\?.*?\?>", re.DOTALL)
_DECLARATION: Final = b"<?xml"


def flatten(data: bytes, doctype: tuple[int, int] | None, entities: Mapping[str, str]) -> bytes:
    """Rewrite a document without comments, CDATA and carriage returns, with the simplest DOCTYPE.

    Args:
        data: well-formed XML in UTF-8.
        doctype: its start and end, None if there is none.
        entities: plain ones, by name.
    """
    if doctype is not None:
        start, end = doctype
        data = data[:start] + _doctype(entities) + data[end:]
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if b"<!--" in data or b"<![CDATA[" in data or data.find(b"<?", len(_DECLARATION)) >= 0:
        data = _ASIDE.sub(_as_text, data)
    return data


def _doctype(entities: Mapping[str, str]) -> bytes:
    if not entities:
        return b""
    declared = "".join(
        f'<!ENTITY {name} "{text.replace(">", "&#62;").replace(chr(34), "&#34;")}">' for name, text in entities.items()
    )
    return f"<!DOCTYPE rdf [{declared}]>".encode()


def _as_text(aside: re.Match[bytes]) -> bytes:
    section = aside[1]
    # Not xml.sax.saxutils.escape: that module loads urllib.request, and with it the network.
    return b"" if section is None else section.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")


# ---------------------------------------------------------------- xml guard

_ODD_TAG: Final = re.compile(rb"xml:lang\s*=\s*[\"'](?![A-Za-z]++(?:-[A-Za-z0-9]++)*+[\"'])")
_PARSE_TYPES: Final = ("Collection", "Literal", "Resource")
_FREE_EXPANSION: Final = 1 << 20
_FEW: Final = 20
"""Attributes that are not counted: with so many on each level, no element can be too costly."""


def guard_xml(data: bytes, notes: Notes) -> bytes:
    """Guard a document, and rewrite it for pyoxigraph; the same object if that is not necessary.

    Raises:
        DocumentError: not well-formed, entities that are not plain, too deep, or a triple term.
    """
    check = _Check(data, notes)
    check.run()
    flat = flatten(data, check.doctype, check.entities)
    notes.keeps_lines = flat is data or flat.count(b"\n") == data.count(b"\n")
    return flat


class _Check:
    """One pass of expat, which raises on everything dangerous."""

    def __init__(self, data: bytes, notes: Notes) -> None:
        self.doctype: tuple[int, int] | None = None
        self.entities: dict[str, str] = {}
        self._data = data
        self._notes = notes
        self._depth = 0
        self._declared = 0
        self._namespaces: list[tuple[int, int]] = []
        self._parser = expat.ParserCreate("utf-8")

    def run(self) -> None:
        parser = self._parser
        parser.ordered_attributes = True
        parser.StartDoctypeDeclHandler = self._on_doctype
        parser.EndDoctypeDeclHandler = self._on_doctype_end
        parser.EntityDeclHandler = self._on_entity
        parser.AttlistDeclHandler = self._on_attribute_default
        # Checking attributes costs a third more, so only if the bytes require it.
        look = b"parseType" in self._data or _ODD_TAG.search(self._data) is not None
        parser.StartElementHandler = self._on_start_looking if look else self._on_start
        parser.EndElementHandler = self._on_end
        try:
            parser.Parse(self._data, True)  # noqa: FBT003
        except expat.ExpatError as error:
            reason = ReadingText.XML_MALFORMED(reason=FOREIGN_WORDS(words=expat.ErrorString(error.code)))
            raise self._notes.refusal(
                "read:xml-malformed", reason, line=error.lineno, column=error.offset + 1
            ) from error

    def _on_doctype(self, _name: str, system: str | None, public: str | None, _internal: int) -> None:
        if system is not None or public is not None:
            self._refuse_entities(ReadingText.DOCTYPE_ELSEWHERE(target=shown_location(system or public or "")))
        start = self._data.rfind(b"<!DOCTYPE", 0, self._parser.CurrentByteIndex)
        self.doctype = (start, start)

    def _on_doctype_end(self) -> None:
        if self.doctype is not None:
            self.doctype = (self.doctype[0], self._parser.CurrentByteIndex + 1)
        size = len(self._data)
        grown = sum(
            self._data.count(b"&" + name.encode() + b";") * len(text.encode()) for name, text in self.entities.items()
        )
        if grown > _FREE_EXPANSION + MAX_EXPANSION * size:
            self._refuse_entities(ReadingText.ENTITIES_EXPANDING(expanded=grown, size=size))

    def _on_entity(
        self,
        name: str,
        is_parameter: int,
        text: str | None,
        _base: str | None,
        _system: str | None,
        _public: str | None,
        _notation: str | None,
    ) -> None:
        if is_parameter:
            self._refuse_entities(ReadingText.ENTITY_PARAMETER(name=name))
        if text is None:
            self._refuse_entities(ReadingText.ENTITY_EXTERNAL(name=name))
        elif "&" in text or "<" in text:
            self._refuse_entities(ReadingText.ENTITY_NESTED(name=name))
        else:
            self._declared += len(name.encode()) + len(text.encode())
            if self._declared > MAX_ENTITY_BYTES:
                self._refuse_entities(ReadingText.ENTITIES_LONG(limit=MAX_ENTITY_BYTES))
            # Expat reports only the first declaration, which is the valid one.
            self.entities[name] = text

    def _on_attribute_default(
        self, element: str, attribute: str, _kind: str, default: str | None, _required: int
    ) -> None:
        if default is not None:
            self._refuse_entities(ReadingText.ATTRIBUTE_DEFAULT(attribute=attribute, element=element))

    def _on_start(self, _name: str, attributes: list[str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            line = self._parser.CurrentLineNumber
            raise self._notes.refusal("read:too-deep", ReadingText.XML_TOO_DEEP(limit=MAX_DEPTH), line=line)
        if len(attributes) > 2 * _FEW:
            self._count_names(attributes[::2])

    def _count_names(self, names: list[str]) -> None:
        self._namespaces.append((self._depth, sum(name.startswith("xmlns") for name in names)))
        if max(len(names), sum(number for _, number in self._namespaces)) > MAX_XML_NAMES:
            reason = ReadingText.XML_TOO_MANY_NAMES(limit=MAX_XML_NAMES)
            raise self._notes.refusal("read:too-large", reason, line=self._parser.CurrentLineNumber)

    def _on_end(self, _name: str) -> None:
        if self._namespaces and self._namespaces[-1][0] == self._depth:
            self._namespaces.pop()
        self._depth -= 1

    def _on_start_looking(self, name: str, attributes: list[str]) -> None:
        self._on_start(name, attributes)
        line = self._parser.CurrentLineNumber
        for attribute, value in zip(attributes[::2], attributes[1::2], strict=True):
            # An empty xml:lang is valid: no language here.
            if attribute == "xml:lang" and value and not is_tag(value):
                self._notes.add("read:language-tag", value=value, fix=repair_tag(value), line=line)
            elif attribute.endswith(":parseType") and value not in _PARSE_TYPES:
                if value == "Triple":
                    raise self._notes.refusal("read:triple-term", ReadingText.TRIPLE_TERM(), line=line)
                reason = ReadingText.PARSE_TYPE_UNKNOWN(name=value, known=_PARSE_TYPES)
                raise self._notes.refusal("read:syntax", reason, line=line)

    def _refuse_entities(self, reason: Message) -> None:
        raise self._notes.refusal("read:xml-entities", reason, line=self._parser.CurrentLineNumber)
