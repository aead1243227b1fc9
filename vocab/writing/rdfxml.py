"""Write RDF/XML: nested typed elements, properties in DCAT's order.

The syntax cannot express everything: a predicate must end in an XML name, and no text may contain U+0001. Other triples
are left out and counted; the document is always well-formed. Known prefixes are declared at the start, any other
namespace where it is used.

Source: https://www.w3.org/TR/rdf-syntax-grammar/ and https://www.w3.org/TR/xml/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple
from xml.parsers import expat

from ..prefixes import PREFIXES
from .describing import (
    DEEPEST,
    TYPE,
    About,
    Descriptions,
    PropertyOrder,
    bytes_of_octets,
    class_rank,
    describe,
    label,
    octets_of_bytes,
    octets_of_text,
    text_of_octets,
)
from .unwritten import Unwritten

_PREFIX_OF: Final = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_RDF: Final = PREFIXES["rdf"]
_TAKEN: Final = frozenset(
    _RDF + name
    for name in (
        *("RDF", "Description", "ID", "about", "aboutEach", "aboutEachPrefix"),
        *("bagID", "datatype", "li", "nodeID", "parseType", "resource"),
    )
)
"""Names with another meaning as an element."""
_UNDECLARABLE: Final = ("http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/")
_PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_ENDING: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")
_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_ATTRIBUTES: Final = re.compile('[\\0-\\x1f&<>"]')
_ESCAPED: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPES: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_STEP: Final = "  "
_MOST_CACHED: Final = 1 << 16


class RdfXmlWriter:
    """Writes one graph after another; blank nodes of two graphs must not share names.

    Attributes:
        unwritten: triples that RDF/XML could not express.
    """

    def __init__(self) -> None:
        self.unwritten = Unwritten()
        self._resources = _Resources()
        self._attributes = _Attributes()
        self._names = _Names()
        self._order = PropertyOrder()
        self._plans: dict[tuple[str, ...], list[_Step]] = {}
        self._elements: dict[str, str] = {}

    def head(self, *, used: bool) -> bytes:
        """The declaration and the root with its namespaces: all known ones, or those used so far."""
        declared = "".join(
            f'\n    xmlns:{prefix}="{namespace}"'
            for prefix, namespace in sorted(PREFIXES.items())
            if not used or prefix in self._names.used or prefix == "rdf"
        )
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{declared}>\n'.encode()

    def graph(self, nquads: bytes) -> bytes:
        """An element for each subject that is not nested, each after a blank line."""
        text = octets_of_bytes(nquads)
        try:
            return bytes_of_octets(self._write_elements(text))
        except _UnwritableError:
            return bytes_of_octets(self._write_elements("".join(self._filter_writable(text))))

    def tail(self) -> bytes:
        """The end of the root."""
        return b"\n</rdf:RDF>\n"

    def _write_elements(self, text: str) -> str:
        # Characters of literals that must be escaped in XML, except "<"; searched for in the whole text at once.
        is_plain = "&" not in text and "\\" not in text and "]]>" not in text
        return "".join(_Graph(self, describe(text, of_resources_only=True), is_plain=is_plain).elements())

    def _filter_writable(self, text: str) -> Iterator[str]:
        """The lines that RDF/XML can express; the others are counted."""
        seen: set[str] = set()
        for line in text.split(" .\n"):
            if not line or line in seen:
                continue
            seen.add(line)
            subject, predicate, value = line.split(" ", 2)
            try:
                self._names[predicate]
                _attribute_value(subject)
                if value[0] == '"':
                    end = value.rindex('"')
                    self._attributes[value[end + 1 :]]
                    _text(value[1:end])
                else:
                    _attribute_value(value)
            except _UnwritableError:
                self.unwritten.add(text_of_octets(line))
            else:
                yield line + " .\n"

    def _plan(self, about: About, indent: str) -> list[_Step]:
        """The predicates except the class in the order in which they are written, cached by the set of predicates."""
        key = (indent, *about)
        found = self._plans.get(key)
        if found is None:
            if len(self._plans) > _MOST_CACHED:
                self._plans.clear()
            found = []
            for predicate in sorted(about, key=self._order.__getitem__):
                if predicate != TYPE:
                    name, declared = self._names[predicate]
                    begin = f"{indent}<{name}{declared}"
                    found.append(_Step(predicate, begin, f'{begin} rdf:resource="', f"</{name}>\n"))
            self._plans[key] = found
        return found

    def _element(self, types: list[str]) -> _Element:
        """The element for a resource of these classes."""
        for listed in sorted(types, key=lambda name: class_rank([name])):
            if listed[0] == "<" and listed[1:-1] not in _TAKEN:
                prefix, local = _split_iri(listed[1:-1])
                if prefix is not None:
                    self._names.used.add(prefix)
                    name = f"{prefix}:{local}"
                    if len(self._elements) > _MOST_CACHED:
                        self._elements.clear()
                    self._elements[listed] = name
                    return _Element(name, [other for other in types if other != listed])
        return _Element("rdf:Description", types)


class _UnwritableError(Exception):
    """RDF/XML cannot express a triple; caught in this module, which then leaves it out."""


class _Step(NamedTuple):
    """The parts of a property's element: its beginning, its beginning for a resource, and its end."""

    predicate: str
    begin: str
    resource: str
    end: str


class _Element(NamedTuple):
    """The name of an element, and the classes that it does not express."""

    name: str
    types: list[str]


class _Name(NamedTuple):
    """A qualified name, and the declaration of its namespace if the root has none."""

    name: str
    declared: str


_NONE: Final[list[str]] = []


def _split_iri(iri: str) -> tuple[str | None, str]:
    """Split an IRI into a known prefix, None if it has none, and its local name."""
    end = (iri.rfind("#") + 1) or (iri.rfind("/") + 1)
    local = iri[end:]
    return (_PREFIX_OF.get(iri[:end]) if _PLAIN.fullmatch(local) else None), local


class _Names(dict[str, _Name]):
    """Predicates as in N-Quads to element names; made when first used.

    Attributes:
        used: known prefixes in any of them.
    """

    def __init__(self) -> None:
        self.used: set[str] = set()

    def __missing__(self, predicate: str) -> _Name:
        """Raise _UnwritableError if no part of the IRI is a name."""
        if len(self) > _MOST_CACHED:
            self.clear()
        iri = predicate[1:-1]
        if iri in _TAKEN:
            raise _UnwritableError
        prefix, local = _split_iri(iri)
        if prefix is not None:
            self.used.add(prefix)
            name = _Name(f"{prefix}:{local}", "")
        else:
            local = _local_name(iri)
            name = _Name(f"ns:{local}", f' xmlns:ns="{_attribute_value(iri[: -len(local)])}"')
        self[predicate] = name
        return name


def _local_name(iri: str) -> str:
    """The longest name at the end of an IRI before which a namespace remains that may be declared."""
    found = _ENDING.search(iri)
    if found is not None:
        candidates = [iri[at:] for at in range(found.start(), len(iri))]
        names = (local for local in candidates if _PLAIN.fullmatch(local))
    else:
        # Beyond ASCII, expat decides: the tables of XML are long, and differ between its editions.
        text = text_of_octets(iri)
        names = (octets_of_text(text[at:]) for at in range(len(text)) if _is_name(text[at:]))
    for local in names:
        space = iri[: -len(local)]
        if space and space not in _UNDECLARABLE:
            return local
    raise _UnwritableError


def _is_name(local: str) -> bool:
    """Whether it may follow the colon of an element's name."""
    if _FORBIDDEN.search(local) or any(letter in local for letter in " \t\r\n/<>&\"'=:"):
        return False
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        parser.Parse(f'<x:{local} xmlns:x="u:"/>', True)  # noqa: FBT003 - the end of the document
    except expat.ExpatError:
        return False
    return True


class _Resources(dict[str, str]):
    """The end of an empty element with an IRI as its last attribute, by the IRI as in N-Quads."""

    def __missing__(self, term: str) -> str:
        """Raise _UnwritableError if it contains characters that XML does not allow."""
        if len(self) > _MOST_CACHED:
            self.clear()
        written = self[term] = _attribute_value(term[1:-1]) + '"/>\n'
        return written


class _Attributes(dict[str, str]):
    """The end of a start tag, with language or datatype, by the end of the literal in N-Quads."""

    def __missing__(self, rest: str) -> str:
        """Raise _UnwritableError if it contains characters that XML does not allow."""
        if len(self) > _MOST_CACHED:
            self.clear()
        if not rest:
            written = ">"
        elif rest[0] == "@":
            written = f' xml:lang="{_attribute_value(rest[1:])}">'
        else:
            written = f' rdf:datatype="{_attribute_value(rest[3:-1])}">'
        self[rest] = written
        return written


def _attribute_value(text: str) -> str:
    """Escape a value between quotation marks."""
    if _NOT_IN_ATTRIBUTES.search(text) is None and text.isascii():
        return text
    if _FORBIDDEN.search(text_of_octets(text)) is not None:
        raise _UnwritableError
    return _NOT_IN_ATTRIBUTES.sub(_reference, text)


def _reference(found: re.Match[str]) -> str:
    letter = found.group()
    return "&amp;" if letter == "&" else f"&#{ord(letter)};"


def _text(body: str) -> str:
    """The text of a literal in XML, from its form in N-Quads."""
    if "\\" in body:
        text = _ESCAPED.sub(_unescape, text_of_octets(body))
        if _FORBIDDEN.search(text) is not None:
            raise _UnwritableError
        body = octets_of_text(text)
    # XML reads a carriage return as a line feed, unless it is written as a reference.
    return body.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _unescape(found: re.Match[str]) -> str:
    short, long, letter = found.groups()
    return _ESCAPES.get(letter, letter) if letter is not None else chr(int(short or long, 16))


class _Graph:
    """The writer of one graph.

    Attributes:
        is_plain: whether literals need no escape except for "<".
    """

    def __init__(self, writer: RdfXmlWriter, found: Descriptions, *, is_plain: bool) -> None:
        self._plan = writer._plan
        self._element = writer._element
        self._elements = writer._elements
        self._resources = writer._resources
        self._attributes = writer._attributes
        self._found = found
        self._about = found.about
        self._once = found.once
        self._is_plain = is_plain

    def elements(self) -> list[str]:
        """All subjects that are not nested."""
        written: list[str] = []
        for root in self._found.roots:
            written.append("\n")
            self._describe(root, _STEP, 1, written)
        while (left := self._found.pop_remaining()) is not None:
            written.append("\n")
            self._describe(left, _STEP, 1, written)
        return written

    def _describe(self, subject: str, indent: str, depth: int, written: list[str]) -> None:
        """Write the element of a subject."""
        about = self._about[subject]
        types = about.get(TYPE, _NONE)
        name = self._elements.get(types[0]) if len(types) == 1 else None
        if name is None:
            name, types = self._element(types)
        else:
            types = _NONE
        if subject[0] != "_":
            begin = f'{indent}<{name} rdf:about="{_attribute_value(subject[1:-1])}"'
        elif depth == 1 and subject in self._found.mentioned:
            begin = f'{indent}<{name} rdf:nodeID="{label(subject)}"'
        else:
            begin = f"{indent}<{name}"
        deeper = indent + _STEP
        plan = self._plan(about, deeper)
        if not types and not plan:
            written.append(f"{begin}/>\n")
            return
        written.append(f"{begin}>\n")
        if types:
            opening = f"{deeper}<rdf:type"
            step = _Step(TYPE, opening, f'{opening} rdf:resource="', "</rdf:type>\n")
            self._values(types, deeper, depth, step, written)
        resources, attributes, once, is_plain = self._resources, self._attributes, self._once, self._is_plain
        for step in plan:
            predicate, opening, resource, closing = step
            values = about[predicate]
            if values[-1][0] == "_" and len(values) > 1:  # blank nodes sort after all else
                self._values(values, deeper, depth, step, written)
                continue
            for value in values:
                if value[0] == '"':
                    end = value.rfind('"')
                    body = value[1:end]
                    if "<" in body or not is_plain:
                        body = _text(body)
                    written.append(f"{opening}{attributes[value[end + 1 :]]}{body}{closing}")
                elif value in once or value[0] == "_":
                    self._node(value, deeper, depth, step, written)
                else:
                    written.append(resource + resources[value])
        written.append(f"{indent}</{name}>\n")

    def _values(self, values: list[str], indent: str, depth: int, step: _Step, written: list[str]) -> None:
        """Write a property with several values, some of which may be blank nodes."""
        blank: list[str] = []
        for value in values:
            if value[0] == '"':
                end = value.rfind('"')
                written.append(f"{step.begin}{self._attributes[value[end + 1 :]]}{_text(value[1:end])}{step.end}")
            else:
                lines: list[str] = []
                self._node(value, indent, depth, step, lines)
                (blank if value[0] == "_" else written).append("".join(lines))
        # Sorted by content: the names of blank nodes must not matter.
        written += sorted(blank)

    def _node(self, node: str, indent: str, depth: int, step: _Step, written: list[str]) -> None:
        """Write a property whose value may be nested here."""
        found = self._found
        _, opening, resource, closing = step
        if node in found.once and depth < DEEPEST:
            found.once.discard(node)
            items = found.lists.get(node)
            if items is None:
                written.append(f"{opening}>\n")
                self._describe(node, indent + _STEP, depth + 1, written)
            else:
                written.append(f'{opening} rdf:parseType="Collection">\n')
                for item in items:
                    self._item(item, indent + _STEP, depth + 1, written)
            written.append(indent + closing)
        elif node[0] != "_":
            written.append(resource + self._resources[node])
        elif found.is_anonymous(node):
            written.append(f"{opening}><rdf:Description/>{closing}")
        else:
            written.append(f'{opening} rdf:nodeID="{label(node)}"/>\n')

    def _item(self, item: str, indent: str, depth: int, written: list[str]) -> None:
        """Write a member of a collection."""
        found = self._found
        if item in found.once and depth < DEEPEST:
            found.once.discard(item)
            found.open(item)  # a collection has no element of its own
            self._describe(item, indent, depth + 1, written)
        elif item[0] != "_":
            written.append(f'{indent}<rdf:Description rdf:about="{self._resources[item]}')
        elif found.is_anonymous(item):
            written.append(f"{indent}<rdf:Description/>\n")
        else:
            written.append(f'{indent}<rdf:Description rdf:nodeID="{label(item)}"/>\n')
