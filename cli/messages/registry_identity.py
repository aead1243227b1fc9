"""``danhmuc registry rename`` and ``danhmuc registry same-as``."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "ALL_PROPOSALS",
    "DECLINE",
    "DECLINED",
    "NEW_MISSING",
    "NEW_UNWANTED",
    "ONE_OF_THE_TWO",
    "PROPOSAL",
    "PROPOSALS",
    "REDIRECT_ENDED",
    "RENAMED",
    "RENAME_BRIEF",
    "RENAME_HELP",
    "SAID_SAME",
    "SAME_AS_BRIEF",
    "SAME_AS_HELP",
    "SAME_AS_NOT",
    "SAME_ENDED",
    "SOURCE",
    "UNDO",
]

RENAME_HELP: Final = message(
    "help-registry-rename",
    "Make the missing record OLD and the record NEW of the same source one record, with one history, under the IRI NEW."
    "\n\nOLD then leads to it. That cannot be taken apart again; --undo only lets a new record have the IRI OLD."
    " Proposed renames: danhmuc status SOURCE.",
)
RENAME_BRIEF: Final = message("brief-registry-rename", "Make a missing record and a new one one record")
UNDO: Final = message("help-registry-rename-undo", "Let OLD lead nowhere any more; NEW is not given.")
DECLINE: Final = message("help-registry-rename-decline", "Answer that a proposed rename is none.")
SOURCE: Final = message("help-registry-rename-source", "Source of both records, if several sources describe them.")
NEW_MISSING: Final = message("rename-new-missing", "name the new IRI, too: danhmuc registry rename OLD NEW")
NEW_UNWANTED: Final = message("rename-new-unwanted", "--undo takes the old IRI alone; leave out {new}")
ONE_OF_THE_TWO: Final = message("rename-undo-or-decline", "--undo and --decline exclude each other; keep one")
RENAMED: Final = message("record-renamed-by", "renamed by {by}: {old} is {new} of {source} from now on")
DECLINED: Final = message("rename-declined-by", "declined by {by}: {new} is not {old} of {source}")
REDIRECT_ENDED: Final = message(
    "redirect-ended-by", "ended by {by}: {old} no longer leads to {new} of {source}; a new record may have it"
)
PROPOSALS: Final = plural(
    "renames-proposed",
    "{count} proposed rename; accept it with danhmuc registry rename OLD NEW --reason TEXT, or add --decline:",
    "{count} proposed renames; accept each with danhmuc registry rename OLD NEW --reason TEXT, or add --decline:",
)
PROPOSAL: Final = message("rename-proposed-pair", "{old} → {new}: {evidence}")
ALL_PROPOSALS: Final = plural(
    "renames-proposed-more",
    "… and {count} more; danhmuc status {source} --json has all",
    "… and {count} more; danhmuc status {source} --json has all",
)
SAME_AS_HELP: Final = message(
    "help-registry-same-as",
    "Say that two IRIs, of one source or of two, name one thing, so that one description of it is exported.\n\n"
    "That of the source with the smaller priority goes first, then the older source, then the older record. What keeps"
    " one of the two from being exported keeps both.",
)
SAME_AS_BRIEF: Final = message("brief-registry-same-as", "Say that two IRIs name one thing")
SAME_AS_NOT: Final = message("help-registry-same-as-not", "They are two things; ends what was said before.")
SAID_SAME: Final = message("same-as-said-by", "one thing, by {by}: {first} and {second}; one description is exported")
SAME_ENDED: Final = message("same-as-ended-by", "two things, by {by}: {first} and {second}; each is exported by itself")
