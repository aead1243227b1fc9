"""Reasons why an export cannot be written."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "DICTIONARY_TOO_LARGE",
    "EXPORT_CATALOG_IS_OF_ALL",
    "EXPORT_CATALOG_NEEDS_BASE",
    "EXPORT_ONTO_FEED",
    "EXPORT_ONTO_LOCK",
    "EXPORT_ONTO_NAMED",
    "EXPORT_ONTO_REGISTRY",
    "EXPORT_ONTO_SOURCE",
    "EXPORT_ONTO_SQLITE",
    "EXPORT_STATE_UNKNOWN",
    "EXPORT_UNASKED",
    "EXPORT_UNWRITABLE",
]

DICTIONARY_TOO_LARGE: Final = message(
    "dictionary-too-large",
    "the tables have more columns than a sheet has rows ({limit}); choose some with --publisher, --theme or --source",
)
EXPORT_ONTO_REGISTRY: Final = message(
    "export-onto-registry", "cannot write {target}: that is a file of the registry itself; name another file"
)
EXPORT_ONTO_SQLITE: Final = message(
    "export-onto-sqlite", "cannot write {target}: that is a file of a SQLite database; name another file"
)
EXPORT_ONTO_SOURCE: Final = message(
    "export-onto-source", "cannot write {target}: the source {name!r} is read from it; name another file"
)
EXPORT_ONTO_FEED: Final = message(
    "export-onto-feed", "cannot write {target}: that is in a build of a feed, which is served; name another file"
)
EXPORT_ONTO_LOCK: Final = message(
    "export-onto-lock", "cannot write {target}: by a file of that name a program holds another one; name another file"
)
EXPORT_ONTO_NAMED: Final = message(
    "export-onto-named", "cannot write {target}: it was given for something else, too; name another file"
)
EXPORT_UNWRITABLE: Final = message("export-unwritable", "cannot write {target}: {reason}")
EXPORT_UNASKED: Final = message(
    "export-unasked",
    "{reason}; so it is not known whether a source is read from {target}, which would be replaced: name a new file, or "
    "another registry by DANHMUC_REGISTRY",
)
EXPORT_CATALOG_NEEDS_BASE: Final = message(
    "export-catalog-needs-base",
    "--catalog and --base are given together: the catalogue, and the address below which its own records are",
)
EXPORT_CATALOG_IS_OF_ALL: Final = message(
    "export-catalog-is-of-all",
    "--catalog takes all that leaves; leave out --source, --publisher and --theme",
)
EXPORT_STATE_UNKNOWN: Final = message("export-state-unknown", "unknown state {name!r}; known: {known}")
