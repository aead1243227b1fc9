"""Kinds of sources that records come from: one file per kind, found by name.

A new kind is one file beside its siblings and one line in `BUILT_IN`; other packages add theirs through the entry-point
group ``danhmuc.sources``. Sources know nothing of the store or of export formats.
"""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, Final

from danhmuc.vocab.errors import UnknownNameError, UsageError
from danhmuc.vocab.messages.errors import ErrorsText

from ..messages.harvest import SourceContractText
from ..record.locations import is_book_name, is_folder_book, local_path
from ..record.record import IriSpace

if TYPE_CHECKING:
    from ..record.contents import HarvestSource, SourceClass
    from ..record.source_settings import SourceSettings

__all__ = ["BUILT_IN", "ON_WEB", "is_on_web", "kinds", "source_at"]

BUILT_IN = {
    "ckan": "danhmuc.registry.sources.ckan_portal:CkanSource",
    "data-json": "danhmuc.registry.sources.data_json:DataJsonSource",
    "elements": "danhmuc.registry.sources.element_file:ElementsSource",
    "feedback": "danhmuc.registry.sources.feedback_file:FeedbackSource",
    "ldes": "danhmuc.registry.sources.ldes:LdesSource",
    "rdf": "danhmuc.registry.sources.rdf:RdfSource",
    "workbook": "danhmuc.registry.sources.workbook_file:WorkbookSource",
}
"""Kind of source to ``module:class``; the class is called with location and settings, as `SourceClass`."""
ON_WEB: Final = {
    "data-json": "danhmuc.registry.sources.data_json_on_web:DataJsonOnWebSource",
    "ldes": "danhmuc.registry.sources.ldes_on_web:LdesOnWebSource",
    "rdf": "danhmuc.registry.sources.rdf_on_web:RdfOnWebSource",
}
"""Classes for addresses of http and https, of kinds for which that is another class."""
_WEB: Final = re.compile(r"\s*https?://", re.IGNORECASE)

_CALL: Final = "(location, settings)"
_CONTENTS_CALL: Final = "(space, progress=…, visit=…)"


def kinds() -> tuple[str, ...]:
    """The names of all kinds available, sorted."""
    return tuple(sorted({*BUILT_IN, *(point.name for point in entry_points(group="danhmuc.sources"))}))


def is_on_web(location: str) -> bool:
    """Whether a location is an address of http or https."""
    return _WEB.match(location) is not None


def source_at(location: str, kind: str | None = None, settings: SourceSettings | None = None) -> HarvestSource:
    """The source at a location; without a kind, a file is looked at, whether it is data.json, and nothing is read yet.

    A folder is RDF unless a kind is given, or it has workbooks and no RDF. At an address of http or https nothing can
    be looked at before it is fetched: without a kind the source is RDF until its first reading finds that it is
    data.json or an event stream.

    Args:
        settings: of the source; None for the default.

    Raises:
        UnknownNameError: no such kind.
        UsageError: the location cannot be one of this kind, or the kind is of another package and does not keep the
            contract of sources.
    """
    from ..record.door import OFFLINE
    from ..record.source_settings import SourceSettings

    chosen = SourceSettings() if settings is None else settings
    if kind in (None, "workbook") and is_folder_book(location):
        from .workbook_file import FolderBook

        return FolderBook(location, chosen)
    if kind is None and is_on_web(location):
        from .found_on_web import FoundOnWebSource

        return FoundOnWebSource(location, chosen, make=source_at)
    wanted = kind or _kind_at(location)
    target = ON_WEB.get(wanted, BUILT_IN.get(wanted)) if is_on_web(location) else BUILT_IN.get(wanted)
    if target is not None:
        module, _, name = target.partition(":")
        built_in: SourceClass = getattr(import_module(module), name)
        return built_in(location, chosen)
    for point in entry_points(group="danhmuc.sources", name=wanted):
        found: SourceClass = point.load()
        _require_call(wanted, point.value, found, _CALL, location, chosen)
        source = found(location, chosen)
        # Of the instance, so that a class that makes another one is seen, too.
        called = f"{point.value}.contents"
        space = IriSpace(source=source.name)
        _require_call(wanted, called, source.contents, _CONTENTS_CALL, space, progress=None, visit=OFFLINE)
        return source
    raise UnknownNameError(ErrorsText.SOURCE_KIND_UNKNOWN, wanted, kinds())


def _kind_at(location: str) -> str:
    """The kind of a file by its name or content, of anything else the one for RDF."""
    from danhmuc.vocab.reading.json_guard import is_data_json_file

    try:
        path = local_path(location)
    except UsageError:
        return "rdf"
    if path.expanduser().is_dir():
        from .workbook_file import is_folder_of_books

        return "workbook" if is_folder_of_books(path.expanduser()) else "rdf"
    if is_book_name(path.name):
        return "workbook"
    return "data-json" if is_data_json_file(path.expanduser()) else "rdf"


def _require_call(kind: str, name: str, function: Any, call: str, *values: object, **named: object) -> None:
    """Refuse a kind of source that cannot be called as it will be.

    Raises:
        UsageError: it cannot.
    """
    try:
        signature = inspect.signature(function)
    except ValueError:
        return  # nothing tells, as of what is written in C
    try:
        signature.bind(*values, **named)
    except TypeError:
        raise UsageError(SourceContractText.KIND_OUTDATED(kind=kind, name=name, call=call)) from None
