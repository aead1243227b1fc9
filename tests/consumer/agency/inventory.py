"""The agency's inventory: what it keeps, what it changes, what it publishes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from danhmuc.registry import CatalogedResource, Dataset, Difference, Registry, Resource, records
from danhmuc.vocab.errors import DanhmucError, DocumentError

__all__ = ["checked", "keep", "publish", "renamed", "summary"]


def keep(registry: Registry, things: Iterable[Resource]) -> dict[str, str]:
    """Put them all; what became of each, by IRI."""
    changes = [registry.put(thing, by="agency", profile="none") for thing in things]
    return {change.iri: change.kind for change in changes}


def renamed(dataset: Dataset, title: str) -> tuple[Dataset, Difference]:
    """The dataset under another Vietnamese title, and what differs."""
    other = dataset.replace(title={**dataset.title, "vi": title})
    return other, dataset.diff(other)


def summary(registry: Registry) -> list[str]:
    """A line for each record."""
    return [f"{row.title or '–'} ({row.publisher or '–'})" for row in registry.records(theme="ENVI")]


def publish(registry: Registry, folder: Path) -> list[CatalogedResource]:
    """Write the feed, and read it back as anybody else would."""
    target = folder / "feed.ttl"
    report = registry.export("turtle", target)
    found = records(target)
    assert report.records == len(found)
    return found


def checked(text: str) -> str:
    """The IRI of the one dataset in a text, or why there is none; as JSON."""
    try:
        dataset = Dataset.parse(text)
        found = {"iri": dataset.iri, "digest": dataset.digest}
    except DanhmucError as error:
        found = {"error": str(error), "code": error.code if isinstance(error, DocumentError) else None}
    return json.dumps(found, ensure_ascii=False)
