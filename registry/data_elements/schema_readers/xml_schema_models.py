"""The size of content models of XML Schema, before a library compares each of their elements with each other one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from danhmuc.vocab.reading.limits import MAX_DEPTH

from ...messages.schema_reading import SchemaReadingText
from .schema_notes import SchemaNotes
from .xml_schema_documents import XSD_NAMESPACE, XmlSchemaCopies

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
