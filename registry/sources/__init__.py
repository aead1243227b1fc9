"""Kinds of sources that records come from: one file per kind, found by name.

A new kind is one file beside its siblings and one line in `BUILT_IN`; other packages add theirs through the entry-point
group ``danhmuc.sources``. Sources know nothing of the store or of export formats.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points

from danhmuc.vocab.errors import UnknownNameError
from danhmuc.vocab.messages.errors import SOURCE_KIND_UNKNOWN

from ..record.contents import HarvestSource

__all__ = ["BUILT_IN", "kinds", "source_at"]

BUILT_IN = {
    "rdf": "danhmuc.registry.sources.rdf:RdfSource",
}
"""Kind of source to ``module:class``; the class is called with the location."""


def kinds() -> tuple[str, ...]:
    """The names of all kinds available, sorted."""
    return tuple(sorted({*BUILT_IN, *(point.name for point in entry_points(group="danhmuc.sources"))}))


def source_at(location: str, kind: str | None = None) -> HarvestSource:
    """The source at a location; nothing is opened yet.

    Raises:
        UnknownNameError: no such kind.
        UsageError: the location cannot be one of this kind.
    """
    wanted = kind or "rdf"
    target = BUILT_IN.get(wanted)
    if target is not None:
        module, _, name = target.partition(":")
        made: HarvestSource = getattr(import_module(module), name)(location)
        return made
    for point in entry_points(group="danhmuc.sources", name=wanted):
        found: HarvestSource = point.load()(location)
        return found
    raise UnknownNameError(SOURCE_KIND_UNKNOWN, wanted, kinds())
