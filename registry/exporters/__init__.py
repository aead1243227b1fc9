"""Export formats: one file per format, found by name.

A new format is one file beside its siblings and one line in `BUILT_IN`; other packages add theirs through the
entry-point group ``danhmuc.exporters``. Exporters know nothing of sources or of the store.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points
from typing import BinaryIO, Protocol

from danhmuc.vocab.errors import UnknownNameError
from danhmuc.vocab.messages.errors import FORMAT_UNKNOWN
from danhmuc.vocab.writing import Unwritten

__all__ = ["BUILT_IN", "ExportedGraph", "Exporter", "exporter_named", "formats"]

BUILT_IN = {
    "dcat-us": "danhmuc.registry.exporters.dcat_us:DcatUsExporter",
    "dcat-us-1.1": "danhmuc.registry.exporters.dcat_us:DcatUs11Exporter",
    "json-ld": "danhmuc.registry.exporters.jsonld:JsonLdExporter",
    "nq": "danhmuc.registry.exporters.nquads:NQuadsExporter",
    "nt": "danhmuc.registry.exporters.ntriples:NTriplesExporter",
    "trig": "danhmuc.registry.exporters.trig:TrigExporter",
    "turtle": "danhmuc.registry.exporters.turtle:TurtleExporter",
    "xml": "danhmuc.registry.exporters.rdfxml:RdfXmlExporter",
}
"""Format to ``module:class``."""


@dataclass(frozen=True, slots=True)
class ExportedGraph:
    """The graph of one record on its way out.

    Attributes:
        nquads: sorted N-Quads lines of the default graph; blank nodes are named uniquely within the whole export.
    """

    iri: str
    nquads: bytes


class Exporter(Protocol):
    """Writes graphs in one format."""

    @property
    def media_type(self) -> str: ...

    def write(self, graphs: Iterable[ExportedGraph], out: BinaryIO) -> Unwritten | None:
        """Write all graphs in their order; returns what the format could not hold, None if it holds everything.

        The same graphs give the same bytes.
        """
        ...


def formats() -> tuple[str, ...]:
    """The names of all formats available, sorted."""
    return tuple(sorted({*BUILT_IN, *(point.name for point in entry_points(group="danhmuc.exporters"))}))


def exporter_named(name: str) -> Exporter:
    """The exporter of that format.

    Raises:
        UnknownNameError: no such format.
    """
    target = BUILT_IN.get(name)
    if target is not None:
        module, _, attribute = target.partition(":")
        made: Exporter = getattr(import_module(module), attribute)()
        return made
    for point in entry_points(group="danhmuc.exporters", name=name):
        found: Exporter = point.load()()
        return found
    raise UnknownNameError(FORMAT_UNKNOWN, name, formats())
