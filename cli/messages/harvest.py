"""``danhmuc harvest``."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "ALL_OR_SOME",
    "AWAITING_RELEASE",
    "BASE",
    "CATALOG_RECORDS_BECAME",
    "DELETED",
    "DELETIONS_UNKNOWN",
    "DUE",
    "ELEMENTS_BECAME",
    "EVERYTHING",
    "FINDINGS",
    "HELP",
    "INTERNAL",
    "INTERNAL_OF_NONE",
    "KIND_OF_NONE",
    "LOSSES",
    "LOSSES_WAITING",
    "NAME",
    "NAME_OF_SEVERAL",
    "NODES_BECAME",
    "NODES_LEFT",
    "NOTHING_DUE",
    "NOTHING_NAMED",
    "NO_SOURCE",
    "PARTIAL",
    "PROFILE",
    "QUIET",
    "RECORDS_BECAME",
    "REPORT",
    "REST",
    "RUN",
    "RUN_AND_REASON",
    "SKIPPED",
    "TIME_LIMIT",
    "VERDICTS",
    "WAITING",
    "WITHDRAWN",
    "WORKERS",
]

HELP: Final = message(
    "help-harvest",
    "Harvest the catalogues at LOCATION (RDF files, folders, or an address of http or https), or those of the source "
    "NAME, into the registry.\n\n"
    "Each location is a source; ./x is a location, also if a source is named x. What did not change is not written "
    "again. What is missing is exported until two complete runs, 20 hours apart, have missed it; if that is too much "
    "at once, until a person decides (registry accept-missing). Exit code 1: something needs attention; 3: a source "
    "could not be opened.",
)
PROFILE: Final = message(
    "help-harvest-profile",
    "Profile to validate by: dcat-ap, vn, none (no validation) or a Turtle file; by default the "
    "source's own, for a new one dcat-ap, and vn for a workbook.",
)
NAME: Final = message("help-harvest-name", "Name of a new source, by default that of its file.")
PARTIAL: Final = message("help-harvest-partial", "Only a part of the source: nothing counts as missing.")
BASE: Final = message("help-harvest-base", "Beginning of the IRIs minted in a new registry (or DANHMUC_BASE).")
INTERNAL: Final = message(
    "help-harvest-internal",
    "This time, the sources named may be at private addresses. For every time: private_network in the list of sources.",
)
INTERNAL_OF_NONE: Final = message(
    "harvest-internal-of-none",
    "--internal is for sources that are named; for --all and --due, set private_network in the list of sources",
)
KIND_OF_NONE: Final = message(
    "harvest-kind-of-none", "--kind is for locations; --all and --due harvest each source by the kind that it has"
)
TIME_LIMIT: Final = message(
    "help-harvest-time-limit",
    "Read for so many minutes, all sources together. What is not read by then is not missing: its source is incomplete,"
    " or failed if nothing of it was read.",
)
DUE: Final = message(
    "help-harvest-due",
    "Harvest every source whose interval has passed since its last good run; a source without one is always due.",
)
EVERYTHING: Final = message("help-harvest-all", "Harvest every source of the registry.")
WORKERS: Final = message(
    "help-harvest-workers",
    "Number of processes that share several sources, or the records of a large one; 1 by default. Sources on the web "
    "are waited for at the same time in any case, and so many of them are read at once.",
)
REPORT: Final = message(
    "help-harvest-report",
    "Also write the report of this harvest to FILE, in the format of its ending: .txt, .json, .csv, .html or .eml (a "
    "mail). What of it the registry has stored, danhmuc report harvest gives again.",
)
QUIET: Final = message("help-harvest-quiet", "Report only on sources that need attention.")
ALL_OR_SOME: Final = message(
    "harvest-all-or-some",
    "--all and --due choose sources under their own names; use one of them alone, or name what to harvest",
)
NOTHING_DUE: Final = message("harvest-nothing-due", "no source is due")
NOTHING_NAMED: Final = message("harvest-nothing-named", "name a source or a LOCATION to harvest, or use --all or --due")
NO_SOURCE: Final = message("harvest-no-source", "the registry has no source to harvest yet; harvest a LOCATION")
NAME_OF_SEVERAL: Final = message(
    "harvest-name-of-several",
    "--name {name} names one source, but {number} locations were given; harvest them one by one",
)
RUN: Final = message("harvest-run", "{source}  run {run}, profile {profile}: {state}")
RUN_AND_REASON: Final = message("harvest-run-and-reason", "{source}  run {run}, profile {profile}: {state} ({reason})")
RECORDS_BECAME: Final = message("harvest-records", "records: {changes}")
ELEMENTS_BECAME: Final = message("harvest-elements", "data elements and table schemas: {changes}")
NODES_BECAME: Final = message("harvest-nodes", "node records: {changes}")
CATALOG_RECORDS_BECAME: Final = message("harvest-catalog-records", "catalogue records: {changes}")
DELETED: Final = plural(
    "harvest-deleted",
    "deleted: {count} of the missing records, as the source itself says",
    "deleted: {count} of the missing records, as the source itself says",
)
DELETIONS_UNKNOWN: Final = plural(
    "harvest-deletions-unknown",
    "deleted by the source, but never stored: {count} record",
    "deleted by the source, but never stored: {count} records",
)
VERDICTS: Final = message("harvest-verdicts", "verdicts: {verdicts}")
FINDINGS: Final = message("harvest-findings", "findings of this run: {findings}")
REST: Final = plural(
    "harvest-rest",
    "rest: {count} triple belongs to no record; kept, not exported",
    "rest: {count} triples belong to no record; kept, not exported",
)
WITHDRAWN: Final = plural(
    "harvest-withdrawn",
    "withdrawn: {count} record that the source no longer has",
    "withdrawn: {count} records that the source no longer has",
)
WAITING: Final = plural(
    "harvest-waiting",
    "waiting: {count} missing record is still exported, because withdrawing it leaves too little of the source; if it "
    "is gone: danhmuc registry accept-missing {source} --reason TEXT",
    "waiting: {count} missing records are still exported, because they are too many to be usual; if they are gone: "
    "danhmuc registry accept-missing {source} --reason TEXT",
)
LOSSES: Final = plural(
    "harvest-losses",
    "lost: {count} record has no distribution any more",
    "lost: {count} records have no distribution any more",
)
LOSSES_WAITING: Final = plural(
    "harvest-losses-waiting",
    "waiting: {count} record has lost every distribution and stays as it is stored, because that leaves too little of "
    "the source; if it is right: danhmuc registry accept-missing {source} --reason TEXT",
    "waiting: {count} records have lost every distribution and stay as they are stored, because they are too many to "
    "be usual; if it is right: danhmuc registry accept-missing {source} --reason TEXT",
)
NODES_LEFT: Final = plural(
    "harvest-nodes-left",
    "{count} node record stays stored that only records named which are marked as a state secret by now",
    "{count} node records stay stored that only records named which are marked as a state secret by now",
)
AWAITING_RELEASE: Final = plural(
    "harvest-awaiting-release",
    "waiting: {count} record is withheld, although no source marks it as a state secret any more; danhmuc status "
    "{source} names it",
    "waiting: {count} records are withheld, although no source marks them as state secrets any more; danhmuc status "
    "{source} names them",
)
SKIPPED: Final = plural(
    "harvest-skipped", "skipped: {count} file that is not RDF", "skipped: {count} files that are not RDF"
)
