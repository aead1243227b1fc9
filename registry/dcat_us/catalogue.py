"""Walk the catalogue of a data.json from its first byte to its last, entry by entry, catalogues within it included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from danhmuc.vocab.messages.reading import ReadingText
from danhmuc.vocab.reading.limits import MAX_DEPTH
from danhmuc.vocab.reading.notes import Notes

from ..json_records.json_values import Json, JsonObject, child_pointer, json_text
from ..json_records.stream import JsonText
from ..messages.dcat_us import DcatUsText
from .field_table import ARRAYS, Version

_VERSION_11: Final = "project-open-data.cio.gov/v1.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item of an array of a catalogue.

    Attributes:
        array: the key of the array.
        catalog: the number of the catalogue.
        text: as it is written.
    """

    array: str
    catalog: int
    pointer: str
    line: int
    value: Json
    text: str
    has_lost_letters: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEnd:
    """A catalogue of which all entries have been walked.

    Attributes:
        number: of this catalogue, the outermost has 0.
        parent: number of the catalogue that it stands in; None for the outermost.
        value: its fields but for the entries that were walked.
    """

    number: int
    parent: int | None
    pointer: str
    line: int
    value: JsonObject
    has_lost_letters: bool


@dataclass(slots=True)
class _Walk:
    text: JsonText
    notes: Notes
    number: int = -1
    arrays: set[str] = field(default_factory=set)

    def catalogue(self, pointer: str, parent: int | None, depth: int) -> Iterator[Entry | CatalogueEnd]:
        if depth > MAX_DEPTH // 2:
            raise self.notes.refusal("read:too-deep", ReadingText.JSON_TOO_DEEP(limit=MAX_DEPTH), line=self.text.line)
        self.number += 1
        number = self.number
        self.text.peek()
        line = self.text.line
        members: list[tuple[str, Json]] = []
        has_lost_letters = False
        for key in self.text.members():
            place = child_pointer(pointer, key)
            if key in ARRAYS and self.text.peek() == "[":
                if depth == 0:
                    self.arrays.add(key)
                yield from self._entries(key, place, number, depth)
                continue
            found = self.text.value()
            has_lost_letters = has_lost_letters or found.has_lost_letters
            members.append((key, found.value))
        yield CatalogueEnd(
            number=number,
            parent=parent,
            pointer=pointer,
            line=line,
            value=JsonObject(members),
            has_lost_letters=has_lost_letters,
        )

    def _entries(self, key: str, place: str, number: int, depth: int) -> Iterator[Entry | CatalogueEnd]:
        for item in self.text.items():
            pointer = child_pointer(place, item)
            if key == "catalog" and self.text.peek() == "{":
                yield from self.catalogue(pointer, number, depth + 1)
                continue
            found = self.text.value()
            yield Entry(
                array=key,
                catalog=number,
                pointer=pointer,
                line=found.line,
                value=found.value,
                text=found.text,
                has_lost_letters=found.has_lost_letters,
            )


def walk(text: JsonText, notes: Notes) -> Iterator[Entry | CatalogueEnd]:
    """The entries of a document in order, and each catalogue after its entries.

    Raises:
        DocumentError: it is not JSON, or no data.json; what came before may not be used.
        OSError: it cannot be read.
    """
    if text.peek() != "{":
        _refuse_other(text, notes)
    walking = _Walk(text, notes)
    yield from walking.catalogue("", None, 0)
    text.expect_end()
    if not walking.arrays:
        raise notes.refusal("read:no-data-json", DcatUsText.NO_DATA_JSON())


def _refuse_other(text: JsonText, notes: Notes) -> None:
    text.value()
    text.expect_end()
    raise notes.refusal("read:no-data-json", DcatUsText.NO_DATA_JSON())


def find_version(text: JsonText) -> Version | None:
    """The version that a document names at its top level; None if it names none.

    Fields that only 3.0 has count only if conformsTo and @context say nothing.
    """
    later = False
    if text.peek() != "{":
        return None
    for key in text.members():
        if key in ARRAYS and text.peek() == "[":
            later = later or key != "dataset"
            for _ in text.items():
                text.value()
            continue
        found = text.value().value
        if key in ("conformsTo", "@context", "describedBy"):
            named = _named_version(json_text(found))
            if named is not None:
                return named
    return "3.0" if later else None


def _named_version(words: str) -> Version | None:
    if _VERSION_11 in words or "dcat-us/v1.1" in words or "dcat-us/1.1" in words:
        return "1.1"
    folded = words.lower()
    if "dcat-us" in folded and ("3.0" in folded or "dcat-us/3" in folded or "dcat-us/v3" in folded):
        return "3.0"
    return None
