"""``danhmuc report``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message, plural


class ReportText(Messages, prefix="help-report"):
    HELP = message("help-report", "Reports on what the registry has stored; nothing is read or validated again.")
    FINDINGS_HELP = message(
        "help-report-findings",
        "Report the stored findings by source, publisher and rule.\n\nThey are those of the verdicts in force: what the"
        " profiles of the sources say of the newest versions of what is present. Nothing is read or validated again.",
    )
    FINDINGS_BRIEF = message("brief-report-findings", "Report the stored findings by source, publisher and rule")
    FORMAT = message("Format of the report; text by default.")
    BY = message("Counts by source, publisher or rule alone, all of them.")
    PUBLISHER = message("Only records of the publisher with this IRI or code.")
    RULE = message("Only findings of this rule, such as dcat-ap:Dataset-title.")
    SEVERITY = message("Only findings of this severity.")
    JSON_OR_FORMAT = message("json-or-format", "--json and --format {format} exclude each other; keep one")
    BY_NOT_WITH_FORMAT = message(
        "by-not-with-format", "--by counts in text and JSON, and not in --format {format}; leave one out"
    )
    BY_HEADINGS: Final[Mapping[str, MessageTemplate]] = {
        "source": message("findings-by-source", "By source"),
        "publisher": message("findings-by-publisher", "By publisher"),
        "rule": message("findings-by-rule", "By rule"),
    }
    RULE_HEADING = message("findings-rule", "rule")
    AFFECTED = message("findings-affected", "with findings")
    FINDINGS = message("findings-heading", "findings")
    NO_PUBLISHER = message("findings-no-publisher", "(no publisher: node records, whole sources)")
    MORE = plural("findings-more", "… and {count} more; --by {by} shows all", "… and {count} more; --by {by} shows all")
    TOTAL = message("findings-total", "{records}, {accepted}; {findings}")
