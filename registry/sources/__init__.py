"""Kinds of sources that records come from: one file per kind, found by name.

A new kind is one file beside its siblings and one line in `BUILT_IN`; other packages add theirs through the entry-point
group ``danhmuc.sources``. Sources know nothing of the store or of export formats.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points

from danhmuc.vocab.errors import UnknownNameError, UsageError
from danhmuc.vocab.messages.errors import SOURCE_KIND_UNKNOWN

from ..record.contents import HarvestSource
from ..record.local_location import local_path

__all__ = ["BUILT_IN", "kinds", "source_at"]

BUILT_IN = {
    "data-json": "danhmuc.registry.sources.data_json:DataJsonSource",
    "rdf": "danhmuc.registry.sources.rdf:RdfSource",
}
"""Kind of source to ``module:class``; the class is called with the location."""


def kinds() -> tuple[str, ...]:
    """The names of all kinds available, sorted."""
    return tuple(sorted({*BUILT_IN, *(point.name for point in entry_points(group="danhmuc.sources"))}))


def source_at(location: str, kind: str | None = None) -> HarvestSource:
    """The source at a location; without a kind, a file is looked at, whether it is data.json, and nothing is read yet.

    A folder is RDF unless a kind is given.

    Raises:
        UnknownNameError: no such kind.
        UsageError: the location cannot be one of this kind.
    """
    wanted = kind or _kind_at(location)
    target = BUILT_IN.get(wanted)
    if target is not None:
        module, _, name = target.partition(":")
        made: HarvestSource = getattr(import_module(module), name)(location)
        return made
    for point in entry_points(group="danhmuc.sources", name=wanted):
        found: HarvestSource = point.load()(location)
        return found
    raise UnknownNameError(SOURCE_KIND_UNKNOWN, wanted, kinds())


def _kind_at(location: str) -> str:
    """The kind of a file by its content, of anything else the one for RDF."""
    from danhmuc.vocab.reading.data_json import is_data_json_file

    try:
        path = local_path(location)
    except UsageError:
        return "rdf"
    return "data-json" if is_data_json_file(path.expanduser()) else "rdf"
