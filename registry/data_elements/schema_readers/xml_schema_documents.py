"""The documents of an XML Schema, made safe, and the size of its content models.

The documents of an XML Schema, made safe: guarded, with what they include from the same folder, and nothing else.

What a library gets to read are copies in a temporary folder, in which each include leads to a copy or is taken out, and
each pattern stands in an attribute that the library passes over: no regular expression of a document is run.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.messages import FOREIGN_WORDS
from danhmuc.vocab.reading.decoding import decode, refuse_binary, refuse_empty, refuse_html
from danhmuc.vocab.reading.notes import MAX_DEPTH
from danhmuc.vocab.reading.xml_guard import guard_xml

from ...messages.elements import SchemaReadingText
from .schema_reading import MAX_SCHEMA_BYTES, ColumnBudget, SchemaDocument, SchemaNotes

# ---------------------------------------------------------------- xml schema documents

XSD_NAMESPACE: Final = "http://www.w3.org/2001/XMLSchema"
_XML_NAMESPACE: Final = "http://www.w3.org/XML/1998/namespace"
_VERSIONING: Final = "http://www.w3.org/2007/XMLSchema-versioning"
_MAX_DOCUMENTS: Final = 500
_OURS: Final = "https://w3id.org/danhmuc/def#"
WRITTEN_PATTERN: Final = f"{{{_OURS}}}pattern"
"""Attribute of a copy that has a pattern as it is written."""
_ANY_TEXT: Final = rb'value="[\s\S]*"'
_ATTRIBUTE: Final = re.compile(rb"([^\s=/>]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_NAMING: Final = frozenset({"include", "import", "redefine", "override"})
_XSD_1_1: Final = frozenset({"assert", "assertion", "alternative", "openContent", "defaultOpenContent", "override"})


@dataclass(slots=True)
class XmlSchemaCopies:
    """Copies of a document and of those that it includes.

    Attributes:
        files: bytes by the name of the file; the first is that of the document itself.
        names: of the documents, as findings have them, by the name of the file.
        is_1_1: whether one of them needs XML Schema 1.1.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    is_1_1: bool = False


@dataclass(slots=True)
class _Naming:
    """An element that names another document, with its extent in the bytes."""

    start: int
    end: int
    start_tag_end: int
    tag: str
    attributes: Mapping[str, str]
    line: int
    is_empty: bool = False


def is_xml_schema(data: bytes) -> bool:
    """Whether the root of a document is that of an XML Schema; anything unreadable is none."""
    found: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def on_start(name: str, _: object) -> None:
        if not found:
            found.append(name)

    parser.StartElementHandler = on_start
    with suppress(expat.ExpatError, ValueError, LookupError):
        parser.Parse(data[: 1 << 16], False)  # noqa: FBT003 - expat's own
    return found == [f"{XSD_NAMESPACE} schema"]


def copy_documents(document: SchemaDocument, notes: SchemaNotes, budget: ColumnBudget) -> XmlSchemaCopies:
    """Copy a document and what it includes; documents that are not held are noted, and their includes taken out.

    Raises:
        DocumentError: one of them is no XML Schema, too large or not safe to read.
    """
    copies = XmlSchemaCopies()
    _Copier(document, notes, budget, copies).copy(document.data, document.inner, notes)
    return copies


class _Copier:
    def __init__(
        self, document: SchemaDocument, notes: SchemaNotes, budget: ColumnBudget, copies: XmlSchemaCopies
    ) -> None:
        self._folder = document.folder
        self._notes, self._budget, self._copies = notes, budget, copies
        self._numbers: dict[str, str] = {}

    def copy(self, data: bytes, inner: str, notes: SchemaNotes) -> str:
        """Copy one document with all that it includes; the name of its copy."""
        waiting = [(data, inner, notes)]
        first = self._reserve(inner, notes)
        while waiting:
            data, inner, notes = waiting.pop()
            plain = _guard(data, notes)
            naming = _find_naming(plain, notes, self._copies)
            pieces: list[bytes] = []
            end = len(plain)
            for one in reversed(naming):
                if one.tag == "pattern":
                    replacement, held = _with_written_pattern(plain[one.start : one.end]), None
                else:
                    replacement, held = self._replace(one, plain, inner, notes)
                pieces += [plain[one.end : end], replacement]
                end = one.start
                if held is not None:
                    waiting.append(held)
            self._copies.files[self._numbers[inner]] = b"".join([plain[:end], *reversed(pieces)])
        return first

    def _reserve(self, inner: str, notes: SchemaNotes) -> str:
        if len(self._numbers) >= _MAX_DOCUMENTS:
            raise self._notes.refuse("too-many-files", SchemaReadingText.SCHEMA_FILES_MANY(limit=_MAX_DOCUMENTS))
        name = f"{len(self._numbers)}.xsd"
        self._numbers[inner] = name
        # The document itself comes first, whatever it includes.
        self._copies.files.setdefault(name, b"")
        self._copies.names[name] = notes.document
        return name

    def _replace(
        self, one: _Naming, plain: bytes, inner: str, notes: SchemaNotes
    ) -> tuple[bytes, tuple[bytes, str, SchemaNotes] | None]:
        """The bytes in place of an element that names a document, and that document, if it is a new one."""
        address = one.attributes.get("schemaLocation")
        blank = b"\n" * plain.count(b"\n", one.start, one.end)
        if one.tag == "import" and one.attributes.get("namespace") == _XML_NAMESPACE:
            return plain[one.start : one.end] if address is None else _import_of(_XML_NAMESPACE) + blank, None
        folder, space = self._folder, one.attributes.get("namespace")
        path = None if folder is None or address is None else folder.path(address, inner)
        is_named = path is not None
        if path is None and folder is not None and one.tag == "import" and space is not None:
            # A copy of another name, or of no name at all.
            path = folder.find_by_address(space, ".xsd", _own_namespace)
        if path is None and address is None:
            if one.tag == "import" and space is not None:
                self._notes.miss(space, f"{notes.document}:{one.line}")
            return plain[one.start : one.end], None
        data = None if folder is None or path is None else folder.read(path)
        if folder is None or path is None or data is None:
            self._notes.miss(address or space or "", f"{notes.document}:{one.line}")
            return (_import_of(space) + blank if one.tag == "import" and space else blank), None
        target = folder.inner(path)
        held = None
        if target not in self._numbers:
            own = SchemaNotes(folder.name(path))
            self._reserve(target, own)
            self._budget.add(len(data))
            held = (data, target, own)
        if not is_named:
            return _import_of(space or "", self._numbers[target]) + blank, held
        tag = plain[one.start : one.start_tag_end]
        return _with_location(tag, self._numbers[target]) + plain[one.start_tag_end : one.end], held


def _import_of(namespace: str, location: str | None = None) -> bytes:
    where = "" if location is None else f" schemaLocation={quoteattr(location)}"
    return f"<xs:import xmlns:xs={quoteattr(XSD_NAMESPACE)} namespace={quoteattr(namespace)}{where}/>".encode()


def _own_namespace(data: bytes, _: str) -> str | None:
    """The namespace that a document describes; None if it is no XML Schema, or of none."""
    found: list[str] = []
    is_first = True

    def on_start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal is_first
        if is_first and name == f"{XSD_NAMESPACE} schema" and attributes.get("targetNamespace"):
            found.append(attributes["targetNamespace"])
        is_first = False

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = on_start
    with suppress(expat.ExpatError, ValueError, LookupError):
        parser.Parse(data[: 1 << 16], False)  # noqa: FBT003 - expat's own
    return next(iter(found), None)


def _guard(data: bytes, notes: SchemaNotes) -> bytes:
    if len(data) > MAX_SCHEMA_BYTES:
        raise notes.refuse("too-large", SchemaReadingText.SCHEMA_TOO_LARGE(size=len(data), limit=MAX_SCHEMA_BYTES))
    refuse_empty(data, notes)
    refuse_binary(data, notes)
    refuse_html(data, notes)
    plain = guard_xml(decode(data, notes), notes)
    if not is_xml_schema(plain):
        wanted = SchemaReadingText.SCHEMA_MISPLACED(name="schema", wanted=XSD_NAMESPACE)
        raise notes.refuse("not-xml-schema", SchemaReadingText.SCHEMA_KIND_MISSED(kind="xml-schema", reason=wanted))
    return plain


def _find_naming(plain: bytes, notes: SchemaNotes, copies: XmlSchemaCopies) -> list[_Naming]:
    """The elements below the root that name other documents, and the start tags of patterns."""
    found: list[_Naming] = []
    depth = 0
    open_one: _Naming | None = None
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")

    def on_start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, open_one
        depth += 1
        space, _, local = name.rpartition(" ")
        if attributes.get(f"{_VERSIONING} minVersion") == "1.1" or (space == XSD_NAMESPACE and local in _XSD_1_1):
            copies.is_1_1 = True
        if space == XSD_NAMESPACE and local == "pattern":
            start = parser.CurrentByteIndex
            end = _end_of_tag(plain, start)
            found.append(_Naming(start, end, end, local, attributes, parser.CurrentLineNumber))
        if depth == 2 and space == XSD_NAMESPACE and local in _NAMING:
            start = parser.CurrentByteIndex
            end = _end_of_tag(plain, start)
            open_one = _Naming(start, end, end, local, attributes, parser.CurrentLineNumber)
            open_one.is_empty = plain[end - 2 : end - 1] == b"/"

    def on_end(_: str) -> None:
        nonlocal depth, open_one
        if depth == 2 and open_one is not None:
            if not open_one.is_empty:
                open_one.end = plain.index(b">", parser.CurrentByteIndex) + 1
            # What stands in a redefinition goes with it.
            found[:] = [one for one in found if one.start < open_one.start]
            found.append(open_one)
            open_one = None
        depth -= 1

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    try:
        parser.Parse(plain, True)  # noqa: FBT003 - expat's own
    except expat.ExpatError as error:
        reason = SchemaReadingText.SCHEMA_XML_REFUSED(reason=FOREIGN_WORDS(words=expat.ErrorString(error.code)))
        raise DocumentError("schema:xml", notes.document, reason, line=error.lineno) from None
    return found


def _end_of_tag(plain: bytes, start: int) -> int:
    """The end of a start tag: its ``>`` that is in no attribute."""
    quote = 0
    for at in range(start, len(plain)):
        byte = plain[at]
        if quote:
            quote = 0 if byte == quote else quote
        elif byte in b"\"'":
            quote = byte
        elif byte == ord(">"):
            return at + 1
    return len(plain)


def _with_written_pattern(tag: bytes) -> bytes:
    """The start tag of a pattern that allows any text, with the one that is written in an attribute of ours."""

    def move(found: re.Match[bytes]) -> bytes:
        if found[1] != b"value":
            return found[0]
        return _ANY_TEXT + b' xmlns:danhmuc="' + _OURS.encode() + b'" danhmuc:pattern=' + found[2]

    return _ATTRIBUTE.sub(move, tag)


def _with_location(tag: bytes, name: str) -> bytes:
    """The start tag with another location."""
    at = tag.index(b"schemaLocation")
    opening = min(place for mark in (b'"', b"'") if (place := tag.find(mark, at)) >= 0)
    closing = tag.index(tag[opening : opening + 1], opening + 1)
    return tag[: opening + 1] + name.encode() + tag[closing:]


# ---------------------------------------------------------------- xml schema models
# The size of content models of XML Schema, before a library compares each of their elements with each other one.

_FREE_PAIRS: Final = 4_000_000
_PAIRS_PER_BYTE: Final = 50
"""Pairs of elements of one type: the library takes a microsecond for each."""


@dataclass(slots=True)
class _Model:
    """The elements of a complex type or group: its own, and those of groups and types that it names."""

    own: int = 0
    named: list[str] = field(default_factory=list)


def refuse_large_models(copies: XmlSchemaCopies, notes: SchemaNotes) -> None:
    """Refuse documents whose types have too many elements for their size.

    Raises:
        DocumentError: they have.
    """
    counter = _Counter()
    for data in copies.files.values():
        counter.read(data)
    limit = _FREE_PAIRS + _PAIRS_PER_BYTE * sum(map(len, copies.files.values()))
    pairs = 0
    for name, model in counter.types:
        try:
            size = counter.size(model)
        except RecursionError:
            raise notes.refuse("too-deep", SchemaReadingText.SCHEMA_TOO_DEEP(limit=MAX_DEPTH)) from None
        pairs += size * size
        if pairs > limit:
            raise notes.refuse("too-many-elements", SchemaReadingText.SCHEMA_MODEL_LARGE(name=name, count=size))


class _Counter:
    """Counts elements, type by type.

    Attributes:
        types: all complex types, with their names or that of the element that they are in.
    """

    def __init__(self) -> None:
        self.types: list[tuple[str, _Model]] = []
        self._named: defaultdict[str, list[_Model]] = defaultdict(list)
        self._sizes: dict[int, int] = {}

    def read(self, data: bytes) -> None:
        """Count the elements of a document, which is well-formed."""
        open_ones: list[_Model | None] = []
        names: list[str] = [""]

        def on_start(name: str, attributes: Mapping[str, str]) -> None:
            space, _, local = name.rpartition(" ")
            current = next((one for one in reversed(open_ones) if one is not None), None)
            opened: _Model | None = None
            if space == XSD_NAMESPACE:
                own = attributes.get("name", "")
                names.append(own or names[-1])
                if local == "complexType" or (local == "group" and own):
                    opened = _Model()
                    if local == "complexType":
                        self.types.append((names[-1], opened))
                    if own:
                        self._named[f"{local} {own}"].append(opened)
                elif current is not None and local in ("element", "any"):
                    current.own += 1
                elif current is not None and local == "group":
                    current.named.append(f"group {_local(attributes.get('ref', ''))}")
                elif current is not None and local in ("extension", "restriction"):
                    current.named.append(f"complexType {_local(attributes.get('base', ''))}")
            else:
                names.append(names[-1])
            open_ones.append(opened)

        def on_end(_: str) -> None:
            open_ones.pop()
            names.pop()

        parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        parser.StartElementHandler = on_start
        parser.EndElementHandler = on_end
        parser.Parse(data, True)  # noqa: FBT003 - expat's own

    def size(self, model: _Model, above: frozenset[int] = frozenset()) -> int:
        """The elements of a model with those that it names; what contains itself counts once."""
        known = self._sizes.get(id(model))
        if known is not None:
            return known
        if id(model) in above:
            return 0
        within = above | {id(model)}
        size = model.own + sum(self.size(one, within) for name in model.named for one in self._named.get(name, ()))
        self._sizes[id(model)] = size
        return size


def _local(name: str) -> str:
    return name.rpartition(":")[2]
