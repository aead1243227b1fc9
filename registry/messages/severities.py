"""The words of severities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.findings import ReportedSeverity
from danhmuc.vocab.messages import Messages, MessageTemplate, message, plural


class SeveritiesText(Messages):
    WORDS: Final[Mapping[ReportedSeverity, MessageTemplate]] = {
        "violation": message("severity-violation", "violation"),
        "warning": message("severity-warning", "warning"),
        "info": message("severity-info", "info"),
        "cannot-verify": message("severity-cannot-verify", "cannot be verified"),
    }
    """The word for one finding."""
    COUNTED: Final[Mapping[ReportedSeverity, MessageTemplate]] = {
        "violation": plural("violations-counted", "{count} violation", "{count} violations"),
        "warning": plural("warnings-counted", "{count} warning", "{count} warnings"),
        "info": plural("infos-counted", "{count} info", "{count} info"),
        "cannot-verify": plural(
            "unverified-counted", "{count} that cannot be verified", "{count} that cannot be verified"
        ),
    }
    """The words for a number of findings."""
    NO_FINDINGS = message("no findings")
