"""Assets in, assets kept, assets out.

>>> from danhmuc.registry import Registry, source_at
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .contents import HarvestSource, SourceContents
    from .exporting import ExportReport
    from .inventory import Change, Registry, StoredRecord
    from .parsing import parse_record, parse_records
    from .plan import HarvestPlan, HarvestReport
    from .records import SourceRecord
    from .sources import source_at

__all__ = [
    "Change",
    "ExportReport",
    "HarvestPlan",
    "HarvestReport",
    "HarvestSource",
    "Registry",
    "SourceContents",
    "SourceRecord",
    "StoredRecord",
    "parse_record",
    "parse_records",
    "source_at",
]

_HOMES = {
    "Change": "inventory",
    "ExportReport": "exporting",
    "HarvestPlan": "plan",
    "HarvestReport": "plan",
    "HarvestSource": "contents",
    "Registry": "inventory",
    "SourceContents": "contents",
    "SourceRecord": "records",
    "StoredRecord": "inventory",
    "parse_record": "parsing",
    "parse_records": "parsing",
    "source_at": "sources",
}


def __getattr__(name: str) -> object:
    """Import what is asked for and no more: SQLAlchemy alone costs ten bare interpreters."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{home}", __name__), name)
