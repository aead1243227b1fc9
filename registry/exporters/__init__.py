"""Export formats, found by name.

The formats of RDF are one table, `rdf_formats.MEDIA_TYPES`. Any other is one file beside it and one line in `BUILT_IN`;
other packages add theirs through the entry-point group ``danhmuc.exporters``. Exporters know nothing of sources or of
the store.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from importlib.metadata import entry_points
from typing import BinaryIO, Final, Protocol

from danhmuc.vocab.errors import UnknownNameError
from danhmuc.vocab.messages.errors import ErrorsText
from danhmuc.vocab.writing import Unwritten

from ..record.exported import ExportedRecord
from .rdf_formats import MEDIA_TYPES, RdfExporter

__all__ = ["BUILT_IN", "Exporter", "exporter_named", "formats"]

BUILT_IN: Final = {
    "csvw": "danhmuc.registry.exporters.table_formats:CsvwExporter",
    "dcat-us": "danhmuc.registry.exporters.dcat_us_formats:DcatUsExporter",
    "dcat-us-1.1": "danhmuc.registry.exporters.dcat_us_formats:DcatUs11Exporter",
    "dictionary": "danhmuc.registry.exporters.table_formats:DictionaryExporter",
    "skos": "danhmuc.registry.exporters.table_formats:SkosExporter",
    "table-schema": "danhmuc.registry.exporters.table_formats:TableSchemaExporter",
}
"""Format to ``module:class``, of those that are no RDF."""


class Exporter(Protocol):
    """Writes records in one format.

    One that uses `ExportedRecord.nquads` alone says so by an attribute `writes_graphs_only` that is True: neither facts
    nor graphs that are reached are read for it then.
    """

    @property
    def media_type(self) -> str: ...

    def write(self, records: Iterable[ExportedRecord], out: BinaryIO) -> Unwritten | None:
        """Write all records in their order; returns what the format could not hold, None if it holds everything.

        The same records give the same bytes. Of each record, `nquads` are its own; what it `reached` leaves as records
        of their own, too, so that a format that writes graphs has no need of it.
        """
        ...


def formats() -> tuple[str, ...]:
    """The names of all formats available, sorted."""
    others = (point.name for point in entry_points(group="danhmuc.exporters"))
    return tuple(sorted({*MEDIA_TYPES, *BUILT_IN, *others}))


def exporter_named(name: str) -> Exporter:
    """The exporter of that format.

    Raises:
        UnknownNameError: no such format.
    """
    if name in MEDIA_TYPES:
        return RdfExporter(name, MEDIA_TYPES[name])
    if name in BUILT_IN:
        module, _, attribute = BUILT_IN[name].partition(":")
        made: Exporter = getattr(import_module(module), attribute)()
        return made
    for point in entry_points(group="danhmuc.exporters", name=name):
        found: Exporter = point.load()()
        return found
    raise UnknownNameError(ErrorsText.FORMAT_UNKNOWN, name, formats())
