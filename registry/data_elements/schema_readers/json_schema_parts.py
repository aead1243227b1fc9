"""The parts of JSON Schema that together say what a value may be: a schema, what it refers to, and what it combines.

References are resolved by `referencing`; a document that is not held is listed and never fetched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urldefrag, urljoin

from danhmuc.vocab.errors import DocumentError

from ...messages.elements import SchemaReadingText
from .schema_json import ValuePlaces, child, read_json
from .schema_reading import ColumnBudget, SchemaDocument, SchemaNotes, is_skipped

if TYPE_CHECKING:
    from referencing import Resource, Specification
    from referencing._core import Resolver


DIALECTS: Final = (
    "https://json-schema.org/draft/2020-12/schema",
    "https://json-schema.org/draft/2019-09/schema",
    "http://json-schema.org/draft-07/schema",
    "http://json-schema.org/draft-06/schema",
    "http://json-schema.org/draft-04/schema",
)
"""Dialects that are read; a schema that names none is of the first."""
DEFINITIONS: Final = ("$defs", "definitions")
_UNNAMED: Final = "http://schema.invalid/"
"""Base of a document without an address of its own; nothing of it is shown."""
_OBJECTS: Final = ("properties", *DEFINITIONS)
_REFERENCES: Final = ("$ref", "$dynamicRef", "$recursiveRef")


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaPart:
    """One schema with what is needed to follow its references.

    Attributes:
        keywords: of the schema.
        place: its document and pointer.
    """

    keywords: Mapping[str, Any]
    place: str
    resolver: Resolver[Any] = field(compare=False, repr=False)


class SchemaParts:
    """The root of a document, and the parts of any schema in it."""

    def __init__(
        self, value: Mapping[str, Any], document: SchemaDocument, notes: SchemaNotes, budget: ColumnBudget
    ) -> None:
        """Look at the root.

        Raises:
            DocumentError: its dialect is unknown, or the library that resolves references is not installed.
        """
        try:
            import referencing
        except ImportError:
            raise notes.refuse("library", SchemaReadingText.SCHEMA_LIBRARY_MISSING(extra="json-schema")) from None
        self._document, self._notes, self._budget = document, notes, budget
        self._unheld: set[str] = set()
        self._retrieved: dict[str, Resource[Any]] = {}
        self._tables: dict[int, str] = {}
        self._places = ValuePlaces(document.name, value)
        self._broken: dict[str, str] = {}
        self._specification = self._find_specification(value)
        resource = self._specification.create_resource(value)
        own = self._specification.id_of(value)
        self._base = own.rstrip("#") if isinstance(own, str) and not own.startswith("#") else ""
        address = urljoin(_UNNAMED, self._base or document.inner.rpartition("/")[2])
        registry: referencing.Registry[Any] = referencing.Registry(retrieve=self._retrieve)  # type: ignore[call-arg]
        resolver = registry.with_resource(address, resource).resolver(base_uri=address)
        self._address = address
        self.root = SchemaPart(keywords=value, place=f"{document.name}#", resolver=resolver)

    @property
    def iri(self) -> str | None:
        """The IRI of the document, if it says it."""
        return self._base if "://" in self._base or self._base.startswith("urn:") else None

    def _find_specification(self, value: Mapping[str, Any]) -> Specification[Any]:
        from referencing.jsonschema import specification_with

        named = value.get("$schema", DIALECTS[0])
        bare = named.rstrip("#") if isinstance(named, str) else ""
        if bare not in DIALECTS:
            message = SchemaReadingText.SCHEMA_DIALECT_UNKNOWN(name=str(named), known=DIALECTS)
            raise self._notes.refuse("dialect", message)
        return specification_with(bare)

    def _retrieve(self, address: str) -> Resource[Any]:
        """A document beside the root, if it is held.

        Raises:
            NoSuchResource: it is not held, which is noted by whoever asked.
        """
        from referencing.exceptions import NoSuchResource

        found = self._retrieved.get(address)
        if found is not None:
            return found
        folder, inner = self._document.folder, self._relative(address)
        path = None if folder is None or inner is None else folder.path(inner, self._document.inner)
        if folder is not None and path is None:
            path = folder.find_by_address(address, ".json", _own_address)
        data = None if folder is None or path is None else folder.read(path)
        if folder is None or path is None or data is None:
            raise NoSuchResource(address)
        notes = SchemaNotes(folder.name(path))
        value = read_json(data, notes)
        self._notes.mark(notes.marks)
        if not isinstance(value, Mapping):
            raise NoSuchResource(address)
        self._budget.add(len(data))
        named = isinstance(value.get("$schema"), str)
        specification = self._find_specification(value) if named else self._specification
        self._places.add(folder.name(path), value)
        self._retrieved[address] = resource = specification.create_resource(value)
        is_read = path.name.endswith(".json") and not any(map(is_skipped, folder.inner(path).split("/")))
        if folder.is_whole and is_read and is_json_schema(value):
            own = specification.id_of(value)
            self._tables[id(value)] = table_name(own if isinstance(own, str) and "://" in own else path.name)
        return resource

    def table_of(self, parts: Sequence[SchemaPart]) -> str | None:
        """The name of the table that a value by its parts is a row of; None if it adds properties of its own.

        Each document of a folder that is read as a whole is a table.
        """
        for one in parts:
            if id(one.keywords) in self._tables:
                return self._tables[id(one.keywords)]
            if one.keywords.get("properties"):
                return None
        return None

    def _relative(self, address: str) -> str | None:
        """The address as seen from the root; None if it is somewhere else."""
        folder = self._address.rpartition("/")[0] + "/"
        return address.removeprefix(folder) if address.startswith(folder) else None

    def parts(self, part: SchemaPart) -> list[SchemaPart]:
        """The part itself, what it refers to, and what it combines by allOf; each once."""
        found: list[SchemaPart] = []
        seen: set[int] = set()
        waiting = [part]
        while waiting:
            one = waiting.pop(0)
            if id(one.keywords) in seen:
                continue
            seen.add(id(one.keywords))
            found.append(one)
            waiting += self._follow(one)
        return found

    def _follow(self, part: SchemaPart) -> Iterator[SchemaPart]:
        for keyword in _REFERENCES:
            address = part.keywords.get(keyword)
            if isinstance(address, str) and (target := self._lookup(part, address, keyword)) is not None:
                yield target
        for number, one in enumerate(_list(part.keywords.get("allOf"))):
            if isinstance(one, Mapping):
                yield self.within(part, one, "allOf", number)

    def within(self, part: SchemaPart, keywords: Mapping[str, Any], *steps: str | int) -> SchemaPart:
        """A schema within a part."""
        resolver = part.resolver
        own = self._specification.id_of(keywords)
        # A mere fragment is an anchor, or a pointer that some programs write here, and no new base.
        if isinstance(own, str) and not own.startswith("#"):
            resolver = resolver.in_subresource(self._specification.create_resource(keywords))
        document, _, pointer = part.place.partition("#")
        return SchemaPart(keywords=keywords, place=f"{document}{child('#' + pointer, *steps)}", resolver=resolver)

    def _lookup(self, part: SchemaPart, address: str, keyword: str) -> SchemaPart | None:
        """The schema that a reference leads to; None if it leads to nothing that is held, which is noted."""
        from referencing.exceptions import CannotDetermineSpecification, NoSuchResource, Unresolvable

        place = f"{part.place}/{keyword}"
        try:
            found = part.resolver.lookup(address)
        except Unresolvable as error:
            cause: BaseException | None = error
            while cause is not None and not isinstance(cause, NoSuchResource | DocumentError):
                cause = cause.__cause__
            if isinstance(cause, DocumentError):
                raise cause from None
            bare = urldefrag(address)[0]
            if bare and self._is_elsewhere(part, bare):
                self._notes.miss(bare, place)
            else:
                self._notes.note(
                    "reference-lost", SchemaReadingText.SCHEMA_REFERENCE_LOST(address=address), place, value=address
                )
            return None
        except (CannotDetermineSpecification, ValueError, TypeError, AttributeError, LookupError):
            # What a pointer leads through is no schema.
            self._notes.note(
                "reference-lost", SchemaReadingText.SCHEMA_REFERENCE_LOST(address=address), place, value=address
            )
            return None
        if not isinstance(found.contents, Mapping):
            if not isinstance(found.contents, bool):
                self._notes.note(
                    "reference-lost", SchemaReadingText.SCHEMA_REFERENCE_LOST(address=address), place, value=address
                )
            return None
        return SchemaPart(keywords=found.contents, place=self._places.place(found.contents), resolver=found.resolver)

    def _is_elsewhere(self, part: SchemaPart, address: str) -> bool:
        """Whether a document is neither the root nor one that was read."""
        from referencing.exceptions import NoSuchResource, Unresolvable

        try:
            part.resolver.lookup(address)
        except (NoSuchResource, Unresolvable):
            return True
        return False


def table_name(address: str) -> str:
    """The name of the table of a document, by its address."""
    stem = address.rstrip("/#").rpartition("/")[2]
    return stem.removesuffix(".json").removesuffix(".schema") or stem


def is_json_schema(value: object) -> bool:
    """Whether the value of a document is a JSON Schema: it names a dialect, or has keywords that nothing else has."""
    if not isinstance(value, Mapping):
        return False
    named = value.get("$schema")
    if isinstance(named, str):
        return "json-schema.org" in named or named.rstrip("#") in DIALECTS
    return any(isinstance(value.get(one), dict | list) for one in _OBJECTS) and isinstance(
        value.get("type", "object"), str | list
    )


def _own_address(data: bytes, name: str) -> str | None:
    """The address that a document gives itself; None if it gives none, or cannot be read."""
    if b'"$id"' not in data and b'"id"' not in data:
        return None
    try:
        value = read_json(data, SchemaNotes(name))
    except DocumentError:
        return None
    given = (value.get("$id") or value.get("id")) if isinstance(value, Mapping) else None
    return given.rstrip("#") if isinstance(given, str) and "://" in given else None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
