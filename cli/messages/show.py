"""``danhmuc show``."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "CORRECTED",
    "DIFF",
    "DIFFERENCE",
    "DIFFERENCE_FIRST",
    "DIFF_NOT_WITH",
    "HELD",
    "HELP",
    "HISTORY",
    "INSTEAD_OF",
    "INSTEAD_OTHER",
    "KEPT_BACK_BY",
    "LEAVES",
    "LEAVES_OLDER",
    "LEAVES_WITH_OTHERS",
    "LEFT_OUT",
    "NOT_CORRECTED",
    "NO_DIFFERENCE",
    "ORIGINAL",
    "PRUNED_VERSION",
    "PUBLISHED_GRAPH",
    "PUBLISHER",
    "RECORD_CLASS",
    "RECORD_SOURCE",
    "RENAMED",
    "RUN",
    "SAME_AS",
    "SOURCE",
    "SOURCE_GRAPH",
    "STATE",
    "VERDICT",
    "VERSION",
    "VERSIONS_NEED_DIFF",
    "VERSIONS_SEVERAL",
]

HELP: Final = message(
    "help-show",
    "Show the record with this IRI: its content and findings, with --history its versions, or with --diff what a"
    " version changed, property by property.",
)
HISTORY: Final = message("help-show-history", "All versions and what changed, newest first.")
ORIGINAL: Final = message(
    "help-show-original", "Also what the source says of a record that corrections or defaults have changed."
)
CORRECTED: Final = message(
    "show-corrected", "corrected: what the source says is not what is published; --original shows both"
)
NOT_CORRECTED: Final = message("show-not-corrected", "not corrected: what the source says is what is published")
SOURCE_GRAPH: Final = message("show-source-graph", "what the source says:")
PUBLISHED_GRAPH: Final = message("show-published-graph", "what is published:")
DIFF: Final = message(
    "help-show-diff",
    "What changed, property by property: in the newest version, from VERSION to the newest, or from one VERSION to"
    " another. A DAY or time stands for the version that was the newest then.",
)
DIFF_NOT_WITH: Final = message("show-diff-not-with", "--diff and --history exclude each other; keep one")
VERSIONS_NEED_DIFF: Final = message(
    "show-versions-need-diff", "versions ({versions}) say nothing without --diff; add it"
)
VERSIONS_SEVERAL: Final = message(
    "show-versions-several", "--diff compares two versions, but {number} were given; leave some out"
)
DIFFERENCE: Final = message("show-difference", "from version {before:d} ({began}) to version {after:d} ({ended})")
DIFFERENCE_FIRST: Final = message("show-difference-first", "version {after:d} ({ended}), the first one")
NO_DIFFERENCE: Final = message("show-no-difference", "both versions have the same content")
SOURCE: Final = message("help-show-source", "As this source describes it.")
RECORD_CLASS: Final = message("show-class", "class: {word}")
PUBLISHER: Final = message("show-publisher", "publisher: {name}")
RECORD_SOURCE: Final = message("show-source", "source: {name}")
STATE: Final = message("show-state", "state: {word}")
HELD: Final = message(
    "show-held",
    "held: as an undone run left it; danhmuc undo --release {iri} lets the next harvest apply what its source says",
)
VERDICT: Final = message("show-verdict", "verdict: {word}")
VERSION: Final = message("show-version", "version: {number:d}  {digest}")
RUN: Final = message("show-run", "run {number:d}")
LEAVES: Final = message("show-leaves", "export: exported")
LEAVES_OLDER: Final = message("show-leaves-older", "export: exported in an older version, the newest accepted one")
LEAVES_WITH_OTHERS: Final = message(
    "show-leaves-with-others", "export: exported together with exported records that lead to it"
)
LEFT_OUT: Final = message("show-left-out", "export: not exported ({reason})")
INSTEAD_OTHER: Final = message(
    "show-instead-other", "export: not exported (source {source}, which goes first, describes the same IRI)"
)
INSTEAD_OF: Final = message(
    "show-instead-of", "export: not exported (it is the same as {iri} of {source}, which goes first)"
)
RENAMED: Final = message("show-renamed", "renamed: {old} is {new} since {at}, by {by}: {reason}")
SAME_AS: Final = message("show-same-as", "same as: {iri}, by {by}: {reason}")
KEPT_BACK_BY: Final = message("show-kept-back-by", "export: not exported (source {source} keeps it back)")
PRUNED_VERSION: Final = message("history-version-pruned", "(pruned: what it said is not known any more)")
