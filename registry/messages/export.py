"""Reasons why an export cannot be written."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "EXPORT_ONTO_ITSELF",
    "EXPORT_ONTO_REGISTRY",
    "EXPORT_ONTO_SOURCE",
    "EXPORT_ONTO_SQLITE",
    "EXPORT_UNWRITABLE",
]

EXPORT_ONTO_REGISTRY: Final = message(
    "export-onto-registry", "cannot write {target}: that is a file of the registry itself; name another file"
)
EXPORT_ONTO_SQLITE: Final = message(
    "export-onto-sqlite", "cannot write {target}: that is a file of a SQLite database; name another file"
)
EXPORT_ONTO_SOURCE: Final = message(
    "export-onto-source", "cannot write {target}: the source {name!r} is read from it; name another file"
)
EXPORT_ONTO_ITSELF: Final = message(
    "export-onto-itself", "cannot write {target}: the export itself is written there; name another file"
)
EXPORT_UNWRITABLE: Final = message("export-unwritable", "cannot write {target}: {reason}")
