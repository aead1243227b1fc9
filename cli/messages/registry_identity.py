"""``danhmuc registry rename`` and ``danhmuc registry same-as``."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class RegistryIdentityText(Messages, prefix="help-registry-rename"):
    RENAME_HELP = message(
        "help-registry-rename",
        "Make the missing record OLD and the record NEW of the same source one record, with one history, under the "
        "IRI NEW.\n\nOLD then leads to it. That cannot be taken apart again; --undo only lets a new record have the "
        "IRI OLD. Proposed renames: danhmuc status SOURCE.",
    )
    RENAME_BRIEF = message("brief-registry-rename", "Make a missing record and a new one one record")
    UNDO = message("Let OLD lead nowhere any more; NEW is not given.")
    DECLINE = message("Answer that a proposed rename is none.")
    SOURCE = message("Source of both records, if several sources describe them.")
    NEW_MISSING = message("rename-new-missing", "name the new IRI, too: danhmuc registry rename OLD NEW")
    NEW_UNWANTED = message("rename-new-unwanted", "--undo takes the old IRI alone; leave out {new}")
    ONE_OF_THE_TWO = message("rename-undo-or-decline", "--undo and --decline exclude each other; keep one")
    RENAMED = message("record-renamed-by", "renamed by {by}: {old} is {new} of {source} from now on")
    DECLINED = message("rename-declined-by", "declined by {by}: {new} is not {old} of {source}")
    REDIRECT_ENDED = message(
        "redirect-ended-by", "ended by {by}: {old} no longer leads to {new} of {source}; a new record may have it"
    )
    PROPOSALS = plural(
        "renames-proposed",
        "{count} proposed rename; accept it with danhmuc registry rename OLD NEW --reason TEXT, or add --decline:",
        "{count} proposed renames; accept each with danhmuc registry rename OLD NEW --reason TEXT, or add --decline:",
    )
    PROPOSAL = message("rename-proposed-pair", "{old} → {new}: {evidence}")
    ALL_PROPOSALS = plural(
        "renames-proposed-more",
        "… and {count} more; danhmuc status {source} --json has all",
        "… and {count} more; danhmuc status {source} --json has all",
    )
    SAME_AS_HELP = message(
        "help-registry-same-as",
        "Say that two IRIs, of one source or of two, name one thing, so that one description of it is exported.\n\n"
        "That of the source with the smaller priority goes first, then the older source, then the older record. What "
        "keeps one of the two from being exported keeps both.",
    )
    SAME_AS_BRIEF = message("brief-registry-same-as", "Say that two IRIs name one thing")
    SAME_AS_NOT = message("help-registry-same-as-not", "They are two things; ends what was said before.")
    SAID_SAME = message("same-as-said-by", "one thing, by {by}: {first} and {second}; one description is exported")
    SAME_ENDED = message("same-as-ended-by", "two things, by {by}: {first} and {second}; each is exported by itself")
