"""``danhmuc harvest --plan`` and ``danhmuc apply``."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class PlansCommandText(Messages, prefix="plan"):
    HELP = message(
        "help-apply",
        "Apply the plans in FILE that harvest --plan wrote, without reading the sources.\n\nA plan is refused as a "
        "whole if a record that it changes has changed since; the plans of other sources are applied. --show shows "
        "what would change, and changes nothing. Exit code 1: a plan was refused, or something needs attention.",
    )
    SHOW = message("help-apply-show", "Show what would change, property by property; no registry is needed.")
    FORMAT = message(
        "help-apply-format",
        "Format to show it in: text, json or html (one page); with -o that of the ending of OUTPUT.",
    )
    OUTPUT = message("help-apply-output", "With --show: write to OUTPUT (.txt, .json or .html) instead of stdout.")
    PLAN = message(
        "help-harvest-plan",
        "Change nothing: write what would change to FILE, for danhmuc apply. Only you can read the file.",
    )

    PLANNED = message("plan-shown", "{source}  plan, profile {profile}: {state}")
    PLANNED_AND_REASON = message("plan-shown-and-reason", "{source}  plan, profile {profile}: {state} ({reason})")
    WITHDRAWALS = plural(
        "would be withdrawn: {count} record that the source no longer has",
        "would be withdrawn: {count} records that the source no longer has",
    )
    CLAIMS = plural(
        "in other sources, too: {count} record",
        "in other sources, too: {count} records",
    )
    CLAIM = message("{iri} ({sources})")
    CHANGE = message("{state}: {title}  {iri}")
    CHANGE_UNTITLED = message("{state}: {iri}")
    WRITTEN = message("nothing was changed; look: danhmuc apply {file} --show; apply: danhmuc apply {file}")
    NOTHING_PLANNED = message("no source could be planned; {file} was not written")
    ONLY_WITH_SHOW = message("{option} goes with --show alone")
    ENDING = message(
        "plan-output-ending", "the ending of {file} gives no format; known: {known}; or name one with --format"
    )
    JSON_OR_FORMAT = message("--json is --format json, but --format {format} was given, too")
