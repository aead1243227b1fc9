"""Messages about event streams."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class EventStreamsText(Messages, prefix="stream"):
    NO_STREAM = message(
        "stream-none",
        "{location} is no event stream: it has neither members (tree:member) nor relations (tree:relation) nor a view"
        " (tree:view)",
    )
    NOT_OVERWRITTEN = plural(
        "{count} description has no time that is understood, and a newer one of the same thing may be stored: {iri}",
        "{count} descriptions have no time that is understood, and newer ones of the same things may be stored: "
        "{iri}, …",
    )

    # Findings.
    NO_TIME = plural(
        "{count} activity of this page has no time that is understood; it deletes nothing and replaces nothing with a"
        " time.",
        "{count} activities of this page have no time that is understood; they delete nothing and replace nothing "
        "with a time.",
    )
    UNCLEAR = plural(
        "Of {count} activity of this page it is not clear what it does, or to which one thing; it was ignored.",
        "Of {count} activities of this page it is not clear what they do, or to which one thing; they were ignored.",
    )
    NOT_DESCRIBED = plural(
        "{count} activity of this page says that something was created or updated, but does not describe it; it was"
        " ignored.",
        "{count} activities of this page say that something was created or updated, but do not describe it; they were"
        " ignored.",
    )
    SAME_TIME = plural(
        "Of {count} thing on this page there are several activities with the same time; one that deletes nothing "
        "counts.",
        "Of {count} things on this page there are several activities with the same time; one that deletes nothing "
        "counts.",
    )
