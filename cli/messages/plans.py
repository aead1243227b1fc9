"""``danhmuc harvest --plan`` and ``danhmuc apply``."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "CHANGE",
    "CHANGE_UNTITLED",
    "CLAIM",
    "CLAIMS",
    "ENDING",
    "FORMAT",
    "HELP",
    "JSON_OR_FORMAT",
    "NOTHING_PLANNED",
    "ONLY_WITH_SHOW",
    "OUTPUT",
    "PLAN",
    "PLANNED",
    "PLANNED_AND_REASON",
    "SHOW",
    "WITHDRAWALS",
    "WRITTEN",
]

HELP: Final = message(
    "help-apply",
    "Apply the plans in FILE that harvest --plan wrote, without reading the sources.\n\n"
    "A plan is refused as a whole if a record that it changes has changed since; the plans of other sources are "
    "applied. --show shows what would change, and changes nothing. Exit code 1: a plan was refused, or something needs "
    "attention.",
)
SHOW: Final = message("help-apply-show", "Show what would change, property by property; no registry is needed.")
FORMAT: Final = message(
    "help-apply-format", "Format to show it in: text, json or html (one page); with -o that of the ending of OUTPUT."
)
OUTPUT: Final = message("help-apply-output", "With --show: write to OUTPUT (.txt, .json or .html) instead of stdout.")
PLAN: Final = message(
    "help-harvest-plan",
    "Change nothing: write what would change to FILE, for danhmuc apply. Only you can read the file.",
)

PLANNED: Final = message("plan-shown", "{source}  plan, profile {profile}: {state}")
PLANNED_AND_REASON: Final = message("plan-shown-and-reason", "{source}  plan, profile {profile}: {state} ({reason})")
WITHDRAWALS: Final = plural(
    "plan-withdrawals",
    "would be withdrawn: {count} record that the source no longer has",
    "would be withdrawn: {count} records that the source no longer has",
)
CLAIMS: Final = plural(
    "plan-claims",
    "in other sources, too: {count} record",
    "in other sources, too: {count} records",
)
CLAIM: Final = message("plan-claim", "{iri} ({sources})")
CHANGE: Final = message("plan-change", "{state}: {title}  {iri}")
CHANGE_UNTITLED: Final = message("plan-change-untitled", "{state}: {iri}")
WRITTEN: Final = message(
    "plan-written", "nothing was changed; look: danhmuc apply {file} --show; apply: danhmuc apply {file}"
)
NOTHING_PLANNED: Final = message("plan-nothing-planned", "no source could be planned; {file} was not written")
ONLY_WITH_SHOW: Final = message("plan-only-with-show", "{option} goes with --show alone")
ENDING: Final = message(
    "plan-output-ending", "the ending of {file} gives no format; known: {known}; or name one with --format"
)
JSON_OR_FORMAT: Final = message("plan-json-or-format", "--json is --format json, but --format {format} was given, too")
