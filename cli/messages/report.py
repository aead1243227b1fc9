"""``danhmuc report``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import MessageTemplate, message, plural

__all__ = [
    "AFFECTED",
    "BY",
    "BY_HEADINGS",
    "BY_NOT_WITH_FORMAT",
    "FINDINGS",
    "FINDINGS_BRIEF",
    "FINDINGS_HELP",
    "FORMAT",
    "HELP",
    "JSON_OR_FORMAT",
    "MORE",
    "NO_PUBLISHER",
    "PUBLISHER",
    "RULE",
    "RULE_HEADING",
    "SEVERITY",
    "TOTAL",
]

HELP: Final = message("help-report", "Reports on what the registry has stored; nothing is read or validated again.")
FINDINGS_HELP: Final = message(
    "help-report-findings",
    "Report the stored findings by source, publisher and rule.\n\nThey are those of the verdicts in force: what the"
    " profiles of the sources say of the newest versions of what is present. Nothing is read or validated again.",
)
FINDINGS_BRIEF: Final = message("brief-report-findings", "Report the stored findings by source, publisher and rule")
FORMAT: Final = message("help-report-format", "Format of the report; text by default.")
BY: Final = message("help-report-by", "Counts by source, publisher or rule alone, all of them.")
PUBLISHER: Final = message("help-report-publisher", "Only records of the publisher with this IRI or code.")
RULE: Final = message("help-report-rule", "Only findings of this rule, such as dcat-ap:Dataset-title.")
SEVERITY: Final = message("help-report-severity", "Only findings of this severity.")
JSON_OR_FORMAT: Final = message("json-or-format", "--json and --format {format} exclude each other; keep one")
BY_NOT_WITH_FORMAT: Final = message(
    "by-not-with-format", "--by counts in text and JSON, and not in --format {format}; leave one out"
)
BY_HEADINGS: Final[Mapping[str, MessageTemplate]] = {
    "source": message("findings-by-source", "By source"),
    "publisher": message("findings-by-publisher", "By publisher"),
    "rule": message("findings-by-rule", "By rule"),
}
RULE_HEADING: Final = message("findings-rule", "rule")
AFFECTED: Final = message("findings-affected", "with findings")
FINDINGS: Final = message("findings-heading", "findings")
NO_PUBLISHER: Final = message("findings-no-publisher", "(no publisher: node records, whole sources)")
MORE: Final = plural(
    "findings-more", "… and {count} more; --by {by} shows all", "… and {count} more; --by {by} shows all"
)
TOTAL: Final = message("findings-total", "{records}, {accepted}; {findings}")
