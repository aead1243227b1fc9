"""``danhmuc show``."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class ShowText(Messages, prefix="show"):
    HELP = message(
        "help-show",
        "Show the record with this IRI: its content and findings, with --history its versions, or with --diff what a"
        " version changed, property by property.",
    )
    HISTORY = message("help-show-history", "All versions and what changed, newest first.")
    ORIGINAL = message(
        "help-show-original", "Also what the source says of a record that corrections or defaults have changed."
    )
    CORRECTED = message("corrected: what the source says is not what is published; --original shows both")
    NOT_CORRECTED = message("not corrected: what the source says is what is published")
    SOURCE_GRAPH = message("what the source says:")
    PUBLISHED_GRAPH = message("what is published:")
    DIFF = message(
        "help-show-diff",
        "What changed, property by property: in the newest version, from VERSION to the newest, or from one VERSION to"
        " another. A DAY or time stands for the version that was the newest then.",
    )
    DIFF_NOT_WITH = message("--diff and --history exclude each other; keep one")
    VERSIONS_NEED_DIFF = message("versions ({versions}) say nothing without --diff; add it")
    VERSIONS_SEVERAL = message("--diff compares two versions, but {number} were given; leave some out")
    DIFFERENCE = message("from version {before:d} ({began}) to version {after:d} ({ended})")
    DIFFERENCE_FIRST = message("version {after:d} ({ended}), the first one")
    NO_DIFFERENCE = message("both versions have the same content")
    SOURCE = message("help-show-source", "As this source describes it.")
    RECORD_CLASS = message("show-class", "class: {word}")
    PUBLISHER = message("publisher: {name}")
    RECORD_SOURCE = message("show-source", "source: {name}")
    STATE = message("state: {word}")
    HELD = message(
        "held: as an undone run left it; danhmuc undo --release {iri} lets the next harvest apply what its source says",
    )
    VERDICT = message("verdict: {word}")
    VERSION = message("version: {number:d}  {digest}")
    RUN = message("run {number:d}")
    LEAVES = message("export: exported")
    LEAVES_OLDER = message("export: exported in an older version, the newest accepted one")
    LEAVES_WITH_OTHERS = message("export: exported together with exported records that lead to it")
    LEFT_OUT = message("export: not exported ({reason})")
    INSTEAD_OTHER = message("export: not exported (source {source}, which goes first, describes the same IRI)")
    INSTEAD_OF = message("export: not exported (it is the same as {iri} of {source}, which goes first)")
    RENAMED = message("renamed: {old} is {new} since {at}, by {by}: {reason}")
    SAME_AS = message("same as: {iri}, by {by}: {reason}")
    KEPT_BACK_BY = message("export: not exported (source {source} keeps it back)")
    PRUNED_VERSION = message("history-version-pruned", "(pruned: what it said is not known any more)")
