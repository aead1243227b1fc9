"""Values of data.json without what is lost on purpose when a record is read and written again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

# The losses of a record that is read from data.json and written as data.json again.
LOSSES = {
    "null": "null and an empty array state nothing",
    "@type": "it says what the field says already, and @context is the document's",
    "order": "the order of an array means nothing, and neither does an item that occurs twice",
    "@id": "an IRI that is the identifier, or that was made from it, is written or not",
    "accessURL": "a download address stands for a missing access address",
    "array": "one value where a value may stand without an array, too",
}


def without_losses(value: object) -> object:
    """A value of data.json in the form in which nothing of `LOSSES` counts."""
    if isinstance(value, dict):
        kept = {key: _alone(key, without_losses(one)) for key, one in _members(value)}
        return {key: one for key, one in sorted(kept.items()) if one is not None and one != []}
    if isinstance(value, list):
        items = [without_losses(one) for one in value]
        unique = {json.dumps(one, sort_keys=True): one for one in items}
        return [unique[text] for text in sorted(unique)]
    return value


def _members(value: dict[str, object]) -> Iterator[tuple[str, object]]:
    identifier = value.get("identifier")
    names = [*identifier.values()] if isinstance(identifier, dict) else [identifier]
    for key, one in value.items():
        is_name = key == "@id" and (one in names or str(one).startswith("https://w3id.org/danhmuc/id/"))
        is_copy = key == "accessURL" and one == value.get("downloadURL")
        if key not in ("@type", "@context") and not is_name and not is_copy:
            yield key, one


def _alone(key: str, value: object) -> object:
    may_stand_alone = key in ("language", "contactPoint", "spatial")
    return value[0] if may_stand_alone and isinstance(value, list) and len(value) == 1 else value


def entries(catalog: dict[str, Any], key: str) -> Iterator[dict[str, Any]]:
    """All entries of that array, those of the catalogues within it, too."""
    yield from catalog.get(key, ())
    for inner in catalog.get("catalog", ()):
        yield from entries(inner, key)
