"""``danhmuc harvest``."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class HarvestCommandText(Messages, prefix="harvest"):
    HELP = message(
        "help-harvest",
        "Harvest the catalogues at LOCATION (RDF files, folders, or an address of http or https), or those of the "
        "source NAME, into the registry.\n\nEach location is a source; ./x is a location, also if a source is named "
        "x. What did not change is not written again. What is missing is exported until two complete runs, 20 hours "
        "apart, have missed it; if that is too much at once, until a person decides (registry accept-missing). Exit "
        "code 1: something needs attention; 3: a source could not be opened.",
    )
    PROFILE = message(
        "help-harvest-profile",
        "Profile to validate by: dcat-ap, vn, none (no validation) or a Turtle file; by default the "
        "source's own, for a new one dcat-ap, and vn for a workbook.",
    )
    NAME = message("help-harvest-name", "Name of a new source, by default that of its file.")
    PARTIAL = message("help-harvest-partial", "Only a part of the source: nothing counts as missing.")
    BASE = message("help-harvest-base", "Beginning of the IRIs minted in a new registry (or DANHMUC_BASE).")
    INTERNAL = message(
        "help-harvest-internal",
        "This time, the sources named may be at private addresses. For every time: private_network in the list of "
        "sources.",
    )
    INTERNAL_OF_NONE = message(
        "--internal is for sources that are named; for --all and --due, set private_network in the list of sources",
    )
    KIND_OF_NONE = message("--kind is for locations; --all and --due harvest each source by the kind that it has")
    TIME_LIMIT = message(
        "help-harvest-time-limit",
        "Read for so many minutes, all sources together. What is not read by then is not missing: its source is "
        "incomplete, or failed if nothing of it was read.",
    )
    DUE = message(
        "help-harvest-due",
        "Harvest every source whose interval has passed since its last good run; a source without one is always due.",
    )
    EVERYTHING = message("help-harvest-all", "Harvest every source of the registry.")
    WORKERS = message(
        "help-harvest-workers",
        "Number of processes that share several sources, or the records of a large one; 1 by default. Sources on the "
        "web are waited for at the same time in any case, and so many of them are read at once.",
    )
    REPORT = message(
        "help-harvest-report",
        "Also write the report of this harvest to FILE, in the format of its ending: .txt, .json, .csv, .html or "
        ".eml (a mail). What of it the registry has stored, danhmuc report harvest gives again.",
    )
    QUIET = message("help-harvest-quiet", "Report only on sources that need attention.")
    ALL_OR_SOME = message(
        "--all and --due choose sources under their own names; use one of them alone, or name what to harvest",
    )
    NOTHING_DUE = message("no source is due")
    NOTHING_NAMED = message("name a source or a LOCATION to harvest, or use --all or --due")
    NO_SOURCE = message("the registry has no source to harvest yet; harvest a LOCATION")
    NAME_OF_SEVERAL = message(
        "--name {name} names one source, but {number} locations were given; harvest them one by one",
    )
    RUN = message("{source}  run {run}, profile {profile}: {state}")
    RUN_AND_REASON = message("{source}  run {run}, profile {profile}: {state} ({reason})")
    RECORDS_BECAME = message("harvest-records", "records: {changes}")
    ELEMENTS_BECAME = message("harvest-elements", "data elements and table schemas: {changes}")
    NODES_BECAME = message("harvest-nodes", "node records: {changes}")
    CATALOG_RECORDS_BECAME = message("harvest-catalog-records", "catalogue records: {changes}")
    DELETED = plural(
        "deleted: {count} of the missing records, as the source itself says",
        "deleted: {count} of the missing records, as the source itself says",
    )
    DELETIONS_UNKNOWN = plural(
        "deleted by the source, but never stored: {count} record",
        "deleted by the source, but never stored: {count} records",
    )
    VERDICTS = message("verdicts: {verdicts}")
    FINDINGS = message("findings of this run: {findings}")
    REST = plural(
        "rest: {count} triple belongs to no record; kept, not exported",
        "rest: {count} triples belong to no record; kept, not exported",
    )
    WITHDRAWN = plural(
        "withdrawn: {count} record that the source no longer has",
        "withdrawn: {count} records that the source no longer has",
    )
    WAITING = plural(
        "waiting: {count} missing record is still exported, because withdrawing it leaves too little of the source; "
        "if it is gone: danhmuc registry accept-missing {source} --reason TEXT",
        "waiting: {count} missing records are still exported, because they are too many to be usual; if they are gone: "
        "danhmuc registry accept-missing {source} --reason TEXT",
    )
    LOSSES = plural(
        "lost: {count} record has no distribution any more",
        "lost: {count} records have no distribution any more",
    )
    LOSSES_WAITING = plural(
        "waiting: {count} record has lost every distribution and stays as it is stored, because that leaves too "
        "little of the source; if it is right: danhmuc registry accept-missing {source} --reason TEXT",
        "waiting: {count} records have lost every distribution and stay as they are stored, because they are too "
        "many to be usual; if it is right: danhmuc registry accept-missing {source} --reason TEXT",
    )
    NODES_LEFT = plural(
        "{count} node record stays stored that only records named which are marked as a state secret by now",
        "{count} node records stay stored that only records named which are marked as a state secret by now",
    )
    AWAITING_RELEASE = plural(
        "waiting: {count} record is withheld, although no source marks it as a state secret any more; danhmuc status "
        "{source} names it",
        "waiting: {count} records are withheld, although no source marks them as state secrets any more; danhmuc "
        "status {source} names them",
    )
    SKIPPED = plural("skipped: {count} file that is not RDF", "skipped: {count} files that are not RDF")
