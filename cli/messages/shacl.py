"""``danhmuc validate --shapes``."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class ShaclText(Messages, prefix="shacl"):
    HEADING = message("{location}  shapes {shapes}")
    LARGE = message("{location}: {megabytes} MB; to validate it against these shapes, all of it is held in memory")
    WARNING = message("cli-shacl-warning", "warning: {warning}")
    MORE_WARNINGS = message("warning: {number} more; --json has all")
    MORE_RULES = plural(
        "cli-shacl-more-rules",
        "{count} more rule; --json has all findings",
        "{count} more rules; --json has all findings",
    )
    UNREAD_SHAPES = plural(
        "cli-shacl-unread-shapes",
        "{count} part of the shapes was not read, see the warnings; --allow-unread-shapes passes all the same",
        "{count} parts of the shapes were not read, see the warnings; --allow-unread-shapes passes all the same",
    )
    BECAUSE = message("because: {reason}")
