"""One XML part of a package: parsed safely, where its elements stand, and splices that change it.

One XML part of a package: where its elements stand, and splices that change it.

A part is never written anew: what is not spliced stays byte for byte, whatever it is. Knows XML and no spreadsheets.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NoReturn
from xml.parsers import expat
from xml.sax.saxutils import escape

from danhmuc.vocab.messages import Message

from ..messages.workbook_marks import WorkbookMarksText

# ---------------------------------------------------------------- unchangeable
# The error inside this room: a workbook that cannot be changed, with the reason.


class UnchangeableError(Exception):
    """A workbook cannot be changed as it is; its marks go into a new one.

    Attributes:
        reason: the reason, for people.
    """

    def __init__(self, reason: Message) -> None:
        self.reason = reason
        super().__init__(str(reason))


# ---------------------------------------------------------------- part parsing
# The one way to parse an XML part of a stranger's file: by expat, and never with a document type.


class _DoctypeError(Exception):
    """A document type is declared."""


def new_parser(encoding: str | None = None) -> expat.XMLParserType:
    """A parser for `parse_part`, whose names have their namespaces before a blank.

    Args:
        encoding: that of the part, whatever it declares.
    """
    parser = expat.ParserCreate(encoding, " ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def parse_part(parser: expat.XMLParserType, name: str, pieces: Iterable[bytes]) -> None:
    """Parse a part to its end.

    Args:
        name: the part's, for errors.

    Raises:
        UnchangeableError: it is not well-formed, a handler refused it by a ValueError, or it declares a document type.
    """
    try:
        for piece in pieces:
            parser.Parse(piece, False)  # noqa: FBT003 - expat takes it by position
        parser.Parse(b"", True)  # noqa: FBT003
    except (expat.ExpatError, ValueError) as error:
        raise UnchangeableError(WorkbookMarksText.PART_NOT_XML(part=name, reason=str(error))) from error
    except _DoctypeError:
        raise UnchangeableError(WorkbookMarksText.PART_HAS_DTD(part=name)) from None


def _refuse_doctype(*_: object) -> NoReturn:
    raise _DoctypeError


# ---------------------------------------------------------------- xml part

_TAG: Final = re.compile(rb"""<[^"'>]*(?:(?:"[^"]*"|'[^']*')[^"'>]*)*>""")
_ATTRIBUTE: Final = re.compile(rb"""([^\s=/>"'<]+)\s*=\s*("[^"]*"|'[^']*')""")
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(slots=True)
class XmlElement:
    """An element and its offsets in the bytes of its part.

    Attributes:
        name: its local name, after its namespace and a blank unless that is the part's main one.
        attributes: by name, in the same way; those without a prefix by their names alone.
        start, end: of the whole element.
        inner, inner_end: of its content.
        text: all character data in it, of its children, too.
    """

    name: str
    attributes: Mapping[str, str]
    start: int
    inner: int = 0
    inner_end: int = 0
    end: int = 0
    text: str = ""
    children: list[XmlElement] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether it is written as one tag."""
        return self.inner_end == self.inner == self.end

    def child(self, name: str) -> XmlElement | None:
        """The first child of a name."""
        return next(self.children_named(name), None)

    def children_named(self, name: str) -> Iterator[XmlElement]:
        """All children of a name."""
        return (one for one in self.children if one.name == name)

    def below(self, name: str) -> Iterator[XmlElement]:
        """All elements of a name below it, at any depth."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.below(name)


@dataclass(frozen=True, slots=True)
class Splice:
    """Bytes to replace; an insertion if start and end are equal."""

    start: int
    end: int
    by: bytes


def tag_end(data: bytes, start: int) -> int:
    """The offset after the tag that begins there."""
    found = _TAG.match(data, start)
    if found is None:
        raise ValueError(start)  # expat has found a tag there
    return found.end()


def read_elements(name: str, data: bytes, main: str, *, skip: Collection[str] = ()) -> XmlElement:
    """Parse a part and return its root element.

    Args:
        name: the part's, for errors.
        main: its main namespace.
        skip: elements whose content is not wanted.

    Raises:
        UnchangeableError: it is not well-formed, or declares a document type.
    """
    reader = _ElementReader(data, main, frozenset(skip))
    parse_part(reader.parser, name, [data])
    if reader.root is None:
        raise UnchangeableError(WorkbookMarksText.PART_NOT_XML(part=name, reason="no element"))
    return reader.root


class _ElementReader:
    """Handlers of expat that make elements."""

    def __init__(self, data: bytes, main: str, skip: frozenset[str]) -> None:
        self.root: XmlElement | None = None
        self._data = data
        self._main = f"{main} "
        self._skip = skip
        self._open: list[XmlElement] = []
        self._texts: list[list[str]] = []
        self._skipped = ""
        self._text = False
        parser = self.parser = new_parser("utf-8")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        start = self.parser.CurrentByteIndex
        short = name.removeprefix(self._main)
        element = XmlElement(short, attributes, start, inner=tag_end(self._data, start))
        if self._open:
            self._open[-1].children.append(element)
        elif self.root is None:
            self.root = element
        self._open.append(element)
        self._texts.append([])
        if short in self._skip:
            self._skipped = name
            self.parser.StartElementHandler = None
            self.parser.CharacterDataHandler = None

    def _end(self, name: str) -> None:
        if self._skipped:
            if name != self._skipped:
                return
            self._skipped = ""
            self.parser.StartElementHandler = self._start
            self.parser.CharacterDataHandler = self._characters
        element = self._open.pop()
        text = "".join(self._texts.pop())
        element.text = text
        if self._texts:
            self._texts[-1].append(text)
        at = self.parser.CurrentByteIndex
        # The end of an element that is one tag is found where that tag begins.
        if at == element.start or self._data[element.inner - 2 : element.inner] == b"/>":
            element.inner_end = element.end = element.inner
        else:
            element.inner_end = at
            element.end = tag_end(self._data, at)

    def _characters(self, text: str) -> None:
        self._texts[-1].append(text)


class XmlPart:
    """A part that is being changed: its elements, and the splices so far.

    All offsets are those of the unchanged bytes. What is appended at one place stands there in the order of appending.
    """

    def __init__(self, name: str, data: bytes, main: str, *, skip: Collection[str] = ()) -> None:
        self.name = name
        self.data = data
        self.root = read_elements(name, data, main, skip=skip)
        tag = data[self.root.start : self.root.inner].split(None, 1)[0].strip(b"</>")
        self.prefix = tag.rpartition(b":")[0].decode() + ":" if b":" in tag else ""
        self._splices: list[Splice] = []
        self._removed: list[XmlElement] = []
        self._appended: dict[int, tuple[XmlElement, list[bytes]]] = {}
        self._attributes: dict[tuple[int, str], Splice] = {}

    def tag(self, name: str) -> str:
        """A name of the main namespace as this part writes it."""
        return self.prefix + name

    def splice(self, start: int, end: int, by: bytes = b"") -> None:
        """Replace bytes."""
        self._splices.append(Splice(start, end, by))

    def remove(self, element: XmlElement) -> None:
        """Remove an element, and with it whatever was changed in it."""
        self._removed.append(element)

    def append(self, element: XmlElement, markup: str) -> None:
        """Add markup at the end of an element's content."""
        self._appended.setdefault(element.start, (element, []))[1].append(markup.encode())

    def insert(self, parent: XmlElement, name: str, order: Sequence[str], markup: str) -> None:
        """Add a child where the order of a parent's children wants it: after all that come before it.

        Children that the order does not know count as later ones.
        """
        earlier = frozenset(order[: order.index(name)])
        before = [child for child in parent.children if child.name in earlier]
        if before:
            self.splice(before[-1].end, before[-1].end, markup.encode())
        elif parent.is_empty:
            self.append(parent, markup)
        else:
            self.splice(parent.inner, parent.inner, markup.encode())

    def set_attribute(self, element: XmlElement, name: str, value: str) -> None:
        """Set an attribute that has no prefix."""
        by = _quote(value)
        for found in self._found_attributes(element):
            if found.group(1) == name.encode():
                self._attributes[element.start, name] = Splice(found.start(2), found.end(2), by)
                return
        end = element.inner - (2 if self.data[element.inner - 2 : element.inner] == b"/>" else 1)
        self._attributes[element.start, name] = Splice(end, end, b" " + name.encode() + b"=" + by)

    def remove_attribute(self, element: XmlElement, name: str) -> None:
        """Remove an attribute that has no prefix."""
        for found in self._found_attributes(element):
            if found.group(1) == name.encode():
                start = found.start()
                while self.data[start - 1 : start].isspace():
                    start -= 1
                self._attributes[element.start, name] = Splice(start, found.end(), b"")

    def _found_attributes(self, element: XmlElement) -> Iterator[re.Match[bytes]]:
        # The name of the element is none: no equals sign follows it.
        return _ATTRIBUTE.finditer(self.data, element.start + 1, element.inner)

    def splices(self) -> list[Splice]:
        """All changes, by place."""
        every = [*self._splices, *self._attributes.values()]
        for element, markup in self._appended.values():
            added = b"".join(markup)
            if element.is_empty:
                name = self.data[element.start : element.inner].split(None, 1)[0].strip(b"</>")
                every.append(Splice(element.inner - 2, element.inner, b">" + added + b"</" + name + b">"))
            else:
                every.append(Splice(element.inner_end, element.inner_end, added))
        removed = self._outermost_removed()
        if removed:
            starts = [start for start, _ in removed]
            every = [one for one in every if not _lies_in(one, removed, starts)]
            every += [Splice(start, end, b"") for start, end in removed]
        return sorted(every, key=lambda one: (one.start, one.end))  # stable: insertions in their order

    def _outermost_removed(self) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for start, end in sorted({(one.start, one.end) for one in self._removed}, key=lambda one: (one[0], -one[1])):
            if not found or start >= found[-1][1]:
                found.append((start, end))
        return found


def _lies_in(splice: Splice, removed: Sequence[tuple[int, int]], starts: Sequence[int]) -> bool:
    """Whether a change lies inside an element that is removed; an insertion before or after it does not."""
    at = bisect_right(starts, splice.start) - 1
    return at >= 0 and removed[at][0] < splice.start < removed[at][1]


def number_of(element: XmlElement, name: str) -> int | None:
    """A whole number of at most nine digits in an attribute, None if there is none."""
    text = element.attributes.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def attribute_text(value: str) -> str:
    """A value as an attribute in double quotation marks holds it."""
    return _quote(value).decode()[1:-1]


def _quote(value: str) -> bytes:
    text = escape(_NOT_IN_XML.sub("\ufffd", value), {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})
    return b'"' + text.encode() + b'"'


def element_text(value: str) -> str:
    r"""A value as the text of a cell or note holds it: characters that XML lacks are written as Office does.

    >>> element_text("a<b \x01 _x000D_")
    'a&lt;b _x0001_ _x005F_x000D_'
    """
    if "_x" in value:
        value = _LIKE_ESCAPE.sub("_x005F_", value)
    if not value.replace("\n", "").isprintable():  # most texts, also of several lines
        value = _NOT_IN_XML.sub(lambda found: f"_x{ord(found.group()):04X}_", value.replace("\r", "_x000D_"))
    return escape(value)
