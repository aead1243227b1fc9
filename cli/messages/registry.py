"""``danhmuc registry``."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "BY",
    "CHECKED",
    "CHECK_BRIEF",
    "CHECK_HELP",
    "HELP",
    "IRI_RELEASED",
    "IRI_WITHHELD",
    "NOT_WHOLE",
    "OF_SOURCE",
    "REASON",
    "RELEASE_BRIEF",
    "RELEASE_HELP",
    "SOURCES",
    "STATE_CHANGED",
    "VERSIONS",
    "WHOLE",
    "WITHDRAW_BRIEF",
    "WITHDRAW_HELP",
    "WITHHOLD_BRIEF",
    "WITHHOLD_HELP",
]

HELP: Final = message("help-registry", "The registry itself.")
CHECK_HELP: Final = message("help-registry-check", "Check that the registry is whole; exit code 1 if it is not.")
CHECK_BRIEF: Final = message("brief-registry-check", "Check that the registry is whole")
WHOLE: Final = message("registry-whole", "whole")
NOT_WHOLE: Final = message("registry-not-whole", "not whole")
CHECKED: Final = message(
    "registry-checked", "{registry}: {verdict}; {sources}, {records} (node records included), {versions}"
)
SOURCES: Final = plural("sources-counted", "{count} source", "{count} sources")
VERSIONS: Final = plural("versions-counted", "{count} version", "{count} versions")
WITHDRAW_HELP: Final = message(
    "help-registry-withdraw",
    "Withdraw the record with this IRI: it keeps its history, and is no longer exported although its source lists it.",
)
WITHDRAW_BRIEF: Final = message("brief-registry-withdraw", "Withdraw a record from what is exported")
WITHHOLD_HELP: Final = message(
    "help-registry-withhold",
    "Withhold what any source describes under this IRI: it is not exported until it is released.",
)
WITHHOLD_BRIEF: Final = message("brief-registry-withhold", "Keep a record from being exported for now")
RELEASE_HELP: Final = message(
    "help-registry-release",
    "Release what was withdrawn or withheld under this IRI: it is exported again like any other record. Not"
    " possible while a source marks it as a state secret.",
)
RELEASE_BRIEF: Final = message("brief-registry-release", "Export again what was withdrawn or withheld")
REASON: Final = message("option-change-reason", "Reason, kept with the change.")
OF_SOURCE: Final = message("option-of-source", "Only the record of this source.")
BY: Final = message("option-by", "Name of who decides, by default that of the account.")
STATE_CHANGED: Final = {
    "withdrawn": message("record-withdrawn-by", "withdrawn by {by}: {title}, {iri} of {source}; not exported any more"),
    "withheld": message(
        "record-withheld-by", "withheld by {by}: {title}, {iri} of {source}; not exported until released"
    ),
    "released": message("record-released-by", "released by {by}: {title}, {iri} of {source}; exported like any other"),
}
IRI_WITHHELD: Final = message("iri-withheld", "withheld: {iri}; no record of it is exported until it is released")
IRI_RELEASED: Final = message("iri-released", "released: {iri}; the registry has no record of it")
