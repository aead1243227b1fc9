"""Messages about what many records of one source have in common."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class SourceFindingsText(Messages, prefix="harvest"):
    ONE_FOR_SOURCE = plural(
        "source-finding-once",
        "{sentence} {count} record: {iris}; value: {values}.",
        "{sentence} {count} records, such as {iris}; values: {values}.",
    )
    """In place of a finding for each record; ``sentence`` is that of a record."""
    SAME_NAME = message(
        "{count:d} records have the name {title!r} and the same publisher: {iris}; see whether they are one.",
    )
    MORE_SAME_NAMES = plural(
        "{count} more name stands in several records of one publisher.",
        "{count} more names stand in several records of one publisher each.",
    )
