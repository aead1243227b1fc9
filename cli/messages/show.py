"""``danhmuc show``."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "CORRECTED",
    "HELD",
    "HELP",
    "HISTORY",
    "KEPT_BACK_BY",
    "LEAVES",
    "LEAVES_OLDER",
    "LEAVES_WITH_OTHERS",
    "LEFT_OUT",
    "NOT_CORRECTED",
    "ORIGINAL",
    "PUBLISHED_GRAPH",
    "PUBLISHER",
    "RECORD_CLASS",
    "RECORD_SOURCE",
    "RUN",
    "SOURCE",
    "SOURCE_GRAPH",
    "STATE",
    "VERDICT",
    "VERSION",
]

HELP: Final = message(
    "help-show", "Show the record with this IRI: its content and findings, or with --history its versions."
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
KEPT_BACK_BY: Final = message("show-kept-back-by", "export: not exported (source {source} keeps it back)")
