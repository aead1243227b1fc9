"""Make RDF/XML safe to parse: well-formed, not too deep, only plain entities, no silent gaps.

pyoxigraph reads a truncated file as a shorter one, crashes on entities within entities, recurses, and leaves out a
property with an unknown rdf:parseType. So expat parses the same bytes first.
"""

from __future__ import annotations

import re
from typing import Final
from xml.parsers import expat

from ..messages import FOREIGN_WORDS, Message
from ..messages.reading import ReadingText
from ..text import shown_location
from .language_tags import is_tag, repair_tag
from .limits import MAX_DEPTH, MAX_ENTITY_BYTES, MAX_EXPANSION, MAX_XML_NAMES
from .notes import Notes
from .xml_flattening import flatten

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
