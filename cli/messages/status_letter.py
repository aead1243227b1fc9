"""``danhmuc status SOURCE --letter``: a letter to the agency whose source fails."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message, plural


class StatusLetterText(Messages, prefix="letter"):
    NEEDS_SOURCE = message("--letter needs the name of a source; known: {known}")
    NOT_FAILING = message(
        "source {name!r} needs nothing of its agency; there is nothing to write",
    )
    SUBJECT: Final[Mapping[str, MessageTemplate]] = {
        "failing": message("letter-subject-failing", "Subject: catalogue {source} could not be read since {since}"),
        "incomplete": message(
            "letter-subject-incomplete", "Subject: catalogue {source} could not be read completely since {since}"
        ),
        "unusual": message(
            "letter-subject-unusual", "Subject: catalogue {source}: please look at what has changed in it"
        ),
        "unmet": message(
            "letter-subject-unmet", "Subject: catalogue {source} has fewer or older records than expected"
        ),
        "undecided": message(
            "letter-subject-undecided", "Subject: catalogue {source}: please tell us whether these changes are meant"
        ),
    }
    TO = message("To: {contact}")
    GREETING = message("Dear colleagues,")
    LAST_GOOD = message("Your catalogue at {location} was last read completely on {at} (run {run:d}).")
    NEVER_GOOD = message("Your catalogue at {location} has never been read completely.")
    SINCE = plural(
        "Since {since} we have tried {count} time without reading all of it.",
        "Since {since} we have tried {count} times without reading all of it.",
    )
    NEWEST = message("The newest attempt, on {at} (run {run:d}): {reason}.")
    DOCUMENTS = message("What we found in it:")
    MORE_FINDINGS = plural("… and {count} more", "… and {count} more")
    NOTHING_DELETED = plural(
        "Nothing was deleted because of this: {count} record of yours is in the inventory, as it was read last.",
        "Nothing was deleted because of this: {count} records of yours are in the inventory, as they were read last.",
    )
    PLEASE: Final[Mapping[str, MessageTemplate]] = {
        "failing": message(
            "letter-please-failing",
            "Please check that the catalogue is there, that we may read it, and that it is a whole RDF document; "
            "then tell us, and we read it again.",
        ),
        "incomplete": message(
            "letter-please-incomplete",
            "Please correct what is named above and provide the whole catalogue again; then tell us, and we read it "
            "again.",
        ),
        "unusual": message(
            "letter-please-unusual",
            "Please correct what is wrong and provide the whole catalogue again, or tell us that it is right so.",
        ),
        "unmet": message(
            "letter-please-unmet",
            "Please check that the catalogue is whole and up to date; then tell us, and we read it again. If it is "
            "right so, tell us, too.",
        ),
        "undecided": message(
            "letter-please-undecided",
            "Please tell us whether this is meant, so that we can decide; if not, please correct the catalogue.",
        ),
    }
    CLOSING = message("Kind regards")
