"""Messages of several answers: numbers of things, verdicts, stages of work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import MessageTemplate, message, plural

__all__ = [
    "CODES",
    "FAIL",
    "FIX",
    "FULL_TITLE",
    "NAME",
    "NODE_RECORDS",
    "NO_TITLE",
    "PASS",
    "PROFILE",
    "PUBLISHER",
    "RECORDS",
    "SECRET_TITLE",
    "SOURCE",
    "STAGES",
    "STATE",
    "TITLED",
    "TRIPLES",
    "VALUE",
    "VERDICT",
    "VERDICT_HEADING",
    "VERSION",
]

RECORDS: Final = plural("records-counted", "{count} record", "{count} records")
NODE_RECORDS: Final = plural("node-records-counted", "{count} node record", "{count} node records")
TRIPLES: Final = plural("triples-counted", "{count} triple", "{count} triples")
CODES: Final = plural("codes-counted", "{count} code", "{count} codes")
PASS: Final = message("verdict-pass", "pass")
FAIL: Final = message("verdict-fail", "fail")
VERDICT: Final = message("verdict-and-findings", "{verdict}: {findings}")
NO_TITLE: Final = message("no-title", "(no title)")
SECRET_TITLE: Final = message("secret-title", "(marked as a state secret)")
VALUE: Final = message("finding-value", "value: {value}")
FIX: Final = message("finding-fix", "now: {value}")
TITLED: Final = message("row-title", "title")
PUBLISHER: Final = message("row-publisher", "publisher")
SOURCE: Final = message("row-source", "source")
STATE: Final = message("row-state", "state")
VERDICT_HEADING: Final = message("row-verdict", "verdict")
VERSION: Final = message("row-version", "version")
PROFILE: Final = message("row-profile", "profile")
NAME: Final = message("row-name", "name")
FULL_TITLE: Final = message("row-full-title", "title")

STAGES: Final[Mapping[str, MessageTemplate]] = {
    "read": message("stage-read", "reading"),
    "split": message("stage-split", "splitting"),
    "judge": message("stage-validate", "validating"),
    "compare": message("stage-compare", "comparing"),
    "export": message("stage-export", "exporting"),
    "write": message("stage-write", "writing"),
    "copy": message("stage-copy", "copying rows"),
    "compare-rows": message("stage-compare-rows", "comparing rows"),
    "prune": message("stage-prune", "pruning"),
}
"""What is being done, by the name that long work reports."""
