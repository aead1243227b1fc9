"""Messages of several answers: numbers of things, verdicts, stages of work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message, plural


class AnswersText(Messages, prefix="row"):
    RECORDS = plural("records-counted", "{count} record", "{count} records")
    NODE_RECORDS = plural("node-records-counted", "{count} node record", "{count} node records")
    TRIPLES = plural("triples-counted", "{count} triple", "{count} triples")
    CODES = plural("codes-counted", "{count} code", "{count} codes")
    PASS = message("verdict-pass", "pass")
    FAIL = message("verdict-fail", "fail")
    VERDICT = message("verdict-and-findings", "{verdict}: {findings}")
    NO_TITLE = message("no-title", "(no title)")
    SECRET_TITLE = message("secret-title", "(marked as a state secret)")
    VALUE = message("finding-value", "value: {value}")
    FIX = message("finding-fix", "now: {value}")
    TITLED = message("row-title", "title")
    PUBLISHER = message("publisher")
    SOURCE = message("source")
    STATE = message("state")
    VERDICT_HEADING = message("row-verdict", "verdict")
    VERSION = message("version")
    PROFILE = message("profile")
    NAME = message("name")
    FULL_TITLE = message("title")

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
