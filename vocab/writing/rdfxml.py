"""RDF/XML: typed elements one inside another, properties in DCAT's order.

The syntax cannot hold everything: a predicate must end in an XML name, and no text may hold U+0001. What it cannot
hold is left out and counted; the document is well-formed whatever comes. The prefixes that are known are declared at
the start, any other namespace where it is used.

Source: https://www.w3.org/TR/rdf-syntax-grammar/ and https://www.w3.org/TR/xml/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple
from xml.parsers import expat

from ..prefixes import PREFIXES
from .describing import DEEPEST, TYPE, About, Descriptions, describe
from .labels import label
from .octets import octets, readable, sealed, unsealed
from .ordering import PropertyOrder, class_rank
from .unwritten import Unwritten

__all__ = ["RdfXmlWriter"]

_PREFIX_OF: Final = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_RDF: Final = PREFIXES["rdf"]
_TAKEN: Final = frozenset(
    _RDF + name
    for name in (
        *("RDF", "Description", "ID", "about", "aboutEach", "aboutEachPrefix"),
        *("bagID", "datatype", "li", "nodeID", "parseType", "resource"),
    )
)
"""Names that mean something else as an element."""
_UNDECLARABLE: Final = ("http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/")
_PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_ENDING: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")
_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_ATTRIBUTES: Final = re.compile('[\\0-\\x1f&<>"]')
_ESCAPED: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPES: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_STEP: Final = "  "
_KEPT: Final = 1 << 16


class RdfXmlWriter:
    """Writes one graph after another; blank nodes of two graphs must not share names.

    Attributes:
        unwritten: what RDF/XML could not hold.
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
        """The declaration and the root with its namespaces: all that are known, or those used so far."""
        declared = "".join(
            f'\n    xmlns:{prefix}="{namespace}"'
            for prefix, namespace in sorted(PREFIXES.items())
            if not used or prefix in self._names.used or prefix == "rdf"
        )
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{declared}>\n'.encode()

    def graph(self, nquads: bytes) -> bytes:
        """An element for each subject that no other holds, each behind a blank line."""
        text = unsealed(nquads)
        try:
            return sealed(self._written(text))
        except _UnwritableError:
            return sealed(self._written("".join(self._writable(text))))

    def tail(self) -> bytes:
        """The end of the root."""
        return b"\n</rdf:RDF>\n"

    def _written(self, text: str) -> str:
        # All that a literal may hold and its text in XML does not, "<" apart; looked for in the whole at once.
        is_plain = "&" not in text and "\\" not in text and "]]>" not in text
        return "".join(_Graph(self, describe(text, of_resources_only=True), is_plain=is_plain).elements())

    def _writable(self, text: str) -> Iterator[str]:
        """The lines that RDF/XML can hold; the others are counted."""
        seen: set[str] = set()
        for line in text.split(" .\n"):
            if not line or line in seen:
                continue
            seen.add(line)
            subject, predicate, value = line.split(" ", 2)
            try:
                self._names[predicate]
                _quoted(subject)
                if value[0] == '"':
                    end = value.rindex('"')
                    self._attributes[value[end + 1 :]]
                    _text(value[1:end])
                else:
                    _quoted(value)
            except _UnwritableError:
                self.unwritten.add(readable(line))
            else:
                yield line + " .\n"

    def _plan(self, about: About, indent: str) -> list[_Step]:
        """The predicates but for the class in the order in which they are written; the like descriptions share one."""
        key = (indent, *about)
        found = self._plans.get(key)
        if found is None:
            if len(self._plans) > _KEPT:
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
                prefix, local = _known(listed[1:-1])
                if prefix is not None:
                    self._names.used.add(prefix)
                    name = f"{prefix}:{local}"
                    if len(self._elements) > _KEPT:
                        self._elements.clear()
                    self._elements[listed] = name
                    return _Element(name, [other for other in types if other != listed])
        return _Element("rdf:Description", types)


class _UnwritableError(Exception):
    """RDF/XML cannot hold it; caught here, for the triple is then left out."""


class _Step(NamedTuple):
    """How a property is written: how it begins, how where its value is a resource, and how it ends."""

    predicate: str
    begin: str
    resource: str
    end: str


class _Element(NamedTuple):
    """The name of an element, and the classes that it does not tell."""

    name: str
    types: list[str]


class _Name(NamedTuple):
    """A qualified name, and the namespace's declaration where the root has none."""

    name: str
    declared: str


_NONE: Final[list[str]] = []


def _known(iri: str) -> tuple[str | None, str]:
    """A known prefix and the plain rest of an IRI; None where it has none."""
    end = (iri.rfind("#") + 1) or (iri.rfind("/") + 1)
    local = iri[end:]
    return (_PREFIX_OF.get(iri[:end]) if _PLAIN.fullmatch(local) else None), local


class _Names(dict[str, _Name]):
    """Predicates as in N-Quads to element names; made when first asked for.

    Attributes:
        used: known prefixes that stand in any of them.
    """

    def __init__(self) -> None:
        self.used: set[str] = set()

    def __missing__(self, predicate: str) -> _Name:
        """Raises _UnwritableError where no part of the IRI is a name."""
        if len(self) > _KEPT:
            self.clear()
        iri = predicate[1:-1]
        if iri in _TAKEN:
            raise _UnwritableError
        prefix, local = _known(iri)
        if prefix is not None:
            self.used.add(prefix)
            name = _Name(f"{prefix}:{local}", "")
        else:
            local = _local_name(iri)
            name = _Name(f"ns:{local}", f' xmlns:ns="{_quoted(iri[: -len(local)])}"')
        self[predicate] = name
        return name


def _local_name(iri: str) -> str:
    """The longest name at the end of an IRI that leaves a namespace which may be declared."""
    found = _ENDING.search(iri)
    if found is not None:
        candidates = [iri[at:] for at in range(found.start(), len(iri))]
        names = (local for local in candidates if _PLAIN.fullmatch(local))
    else:
        # Beyond ASCII expat is asked what is a name: the tables of XML are long, and not the same in all its editions.
        said = readable(iri)
        names = (octets(said[at:]) for at in range(len(said)) if _is_name(said[at:]))
    for local in names:
        space = iri[: -len(local)]
        if space and space not in _UNDECLARABLE:
            return local
    raise _UnwritableError


def _is_name(local: str) -> bool:
    """Whether it may stand behind the colon of an element's name."""
    if _FORBIDDEN.search(local) or any(letter in local for letter in " \t\r\n/<>&\"'=:"):
        return False
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        parser.Parse(f'<x:{local} xmlns:x="u:"/>', True)  # noqa: FBT003 - the end of the document
    except expat.ExpatError:
        return False
    return True


class _Resources(dict[str, str]):
    """IRIs as in N-Quads to the end of an empty element that names them as its last attribute."""

    def __missing__(self, term: str) -> str:
        """Raises _UnwritableError where it holds what XML may not."""
        if len(self) > _KEPT:
            self.clear()
        written = self[term] = _quoted(term[1:-1]) + '"/>\n'
        return written


class _Attributes(dict[str, str]):
    """What stands behind the text of a literal to the end of a tag that says so."""

    def __missing__(self, rest: str) -> str:
        """Raises _UnwritableError where it holds what XML may not."""
        if len(self) > _KEPT:
            self.clear()
        if not rest:
            written = ">"
        elif rest[0] == "@":
            written = f' xml:lang="{_quoted(rest[1:])}">'
        else:
            written = f' rdf:datatype="{_quoted(rest[3:-1])}">'
        self[rest] = written
        return written


def _quoted(text: str) -> str:
    """A value between quotation marks."""
    if _NOT_IN_ATTRIBUTES.search(text) is None and text.isascii():
        return text
    if _FORBIDDEN.search(readable(text)) is not None:
        raise _UnwritableError
    return _NOT_IN_ATTRIBUTES.sub(_reference, text)


def _reference(found: re.Match[str]) -> str:
    letter = found.group()
    return "&amp;" if letter == "&" else f"&#{ord(letter)};"


def _text(body: str) -> str:
    """The text of a literal from how N-Quads has it."""
    if "\\" in body:
        said = _ESCAPED.sub(_meant, readable(body))
        if _FORBIDDEN.search(said) is not None:
            raise _UnwritableError
        body = octets(said)
    # XML reads a carriage return as a line feed, unless it is written as a reference.
    return body.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _meant(found: re.Match[str]) -> str:
    short, long, letter = found.groups()
    return _ESCAPES.get(letter, letter) if letter is not None else chr(int(short or long, 16))


class _Graph:
    """One graph on its way out.

    Attributes:
        is_plain: whether a literal needs no escape unless it holds "<".
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
        """All subjects that no other holds."""
        written: list[str] = []
        for root in self._found.roots:
            written.append("\n")
            self._describe(root, _STEP, 1, written)
        while (left := self._found.left()) is not None:
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
            begin = f'{indent}<{name} rdf:about="{_quoted(subject[1:-1])}"'
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
            if values[-1][0] == "_" and len(values) > 1:  # blank nodes sort behind all else
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
        """Write a property with several values, of which some may be blank nodes."""
        blank: list[str] = []
        for value in values:
            if value[0] == '"':
                end = value.rfind('"')
                written.append(f"{step.begin}{self._attributes[value[end + 1 :]]}{_text(value[1:end])}{step.end}")
            else:
                lines: list[str] = []
                self._node(value, indent, depth, step, lines)
                (blank if value[0] == "_" else written).append("".join(lines))
        # By what they say: the names of blank nodes must not tell.
        written += sorted(blank)

    def _node(self, node: str, indent: str, depth: int, step: _Step, written: list[str]) -> None:
        """Write a property whose value may have its description here."""
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
