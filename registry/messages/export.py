"""Reasons why an export cannot be written."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class ExportText(Messages):
    DICTIONARY_TOO_LARGE = message(
        "the tables have more columns than a sheet has rows ({limit}); choose some with --publisher, --theme or "
        "--source",
    )
    EXPORT_ONTO_REGISTRY = message("cannot write {target}: that is a file of the registry itself; name another file")
    EXPORT_ONTO_SQLITE = message("cannot write {target}: that is a file of a SQLite database; name another file")
    EXPORT_ONTO_SOURCE = message("cannot write {target}: the source {name!r} is read from it; name another file")
    EXPORT_ONTO_FEED = message(
        "cannot write {target}: that is in a build of a feed, which is served; name another file"
    )
    EXPORT_ONTO_LOCK = message(
        "cannot write {target}: by a file of that name a program holds another one; name another file"
    )
    EXPORT_ONTO_NAMED = message("cannot write {target}: it was given for something else, too; name another file")
    EXPORT_UNWRITABLE = message("cannot write {target}: {reason}")
    EXPORT_UNASKED = message(
        "{reason}; so it is not known whether a source is read from {target}, which would be replaced: name a new "
        "file, or another registry by DANHMUC_REGISTRY",
    )
    EXPORT_CATALOG_NEEDS_BASE = message(
        "--catalog and --base are given together: the catalogue, and the address below which its own records are",
    )
    EXPORT_CATALOG_IS_OF_ALL = message(
        "--catalog takes all that leaves; leave out --source, --publisher and --theme",
    )
    EXPORT_STATE_UNKNOWN = message("unknown state {name!r}; known: {known}")
