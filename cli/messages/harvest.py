"""Words of `danhmuc harvest`, `apply`, `undo`, `validate` and `demo`.

``danhmuc harvest``.
"""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural

# ---------------------------------------------------------------- harvest


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


# ---------------------------------------------------------------- harvest mark
# ``danhmuc harvest --mark``: workbooks that go back to an outbox; deadline and contact on their sheets of results.


class HarvestMarkText(Messages, prefix="harvest"):
    MARK = message(
        "help-harvest-mark",
        "Return each workbook to the folder OUTBOX, marked with what this harvest finds, with a corrected copy where "
        "a fix is certain.",
    )
    DEADLINE = message(
        "help-mark-deadline",
        "With --mark: date by which workbooks are to be corrected, such as 15/12/2026, for their sheets of results.",
    )
    CONTACT = message(
        "help-mark-contact",
        "With --mark: whom to ask, for the sheets of results (or DANHMUC_CONTACT); by default the contact in the "
        "settings of the source.",
    )
    MARK_OF_HARVEST = message(
        "--mark does not go with --plan, which harvests nothing; leave one of them out",
    )
    MARK_ONLY = message("mark-only", "{option} says nothing without --mark")
    RETURNED = plural("returned: {path}, {count} cell marked", "returned: {path}, {count} cells marked")
    RETURNED_COPY = message("returned: {path}, a new workbook: {reason}")
    RETURNED_CORRECTED = plural("corrected copy: {path}, {count} cell", "corrected copy: {path}, {count} cells")
    HAS_MACROS = message(
        "mark-has-macros", "{path} has the macros of the workbook, as they were; open it without running them"
    )
    NOT_RETURNED = message("not returned: {reason}")
    NOT_CORRECTED = message("mark-not-corrected", "no corrected copy was written, because no fix is certain")
    CORRECTED = message(
        "help-validate-corrected",
        "With --mark: also write a copy to FILE in which certain fixes are made, each listed on a sheet.",
    )


# ---------------------------------------------------------------- harvest report
# ``danhmuc report harvest``.


class HarvestReportText(Messages, prefix="help-report-harvest"):
    HELP = message(
        "help-report-harvest",
        "Report what harvests did: each source with its numbers and times, each record that changed or was skipped, and"
        " why.\n\nRUN is the number of a run; without one, all runs of the newest batch, that is, of the newest command"
        " harvest. Nothing is read or validated again.",
    )
    BRIEF = message("brief-report-harvest", "Report what harvests did, and why")
    BATCH = message("All runs of this batch, as harvest --json and this report name it.")
    SOURCE = message("Only runs of this source; by default its newest batch.")
    FORMAT = message(
        "Format of the report: text by default, mail for a short one that begins with its subject; with -o that of the"
        " ending of FILE.",
    )
    OUTPUT = message("Write to FILE (.txt, .json, .csv, .html or .eml) instead of stdout.")


# ---------------------------------------------------------------- plans
# ``danhmuc harvest --plan`` and ``danhmuc apply``.


class PlansCommandText(Messages, prefix="plan"):
    HELP = message(
        "help-apply",
        "Apply the plans in FILE that harvest --plan wrote, without reading the sources.\n\nA plan is refused as a "
        "whole if a record that it changes has changed since; the plans of other sources are applied. --dry-run shows "
        "what would change, and changes nothing. Exit code 1: a plan was refused, or something needs attention.",
    )
    DRY_RUN = message("help-apply-show", "Show what would change, property by property; no registry is needed.")
    FORMAT = message(
        "help-apply-format",
        "Format to show it in: text, json or html (one page); with -o that of the ending of OUTPUT.",
    )
    OUTPUT = message("help-apply-output", "With --dry-run: write to OUTPUT (.txt, .json or .html) instead of stdout.")
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
    WRITTEN = message("nothing was changed; look: danhmuc apply {file} --dry-run; apply: danhmuc apply {file}")
    NOTHING_PLANNED = message("no source could be planned; {file} was not written")
    ONLY_OF_DRY_RUN = message("{option} goes with --dry-run alone")
    ENDING = message(
        "plan-output-ending", "the ending of {file} gives no format; known: {known}; or name one with --format"
    )
    JSON_OR_FORMAT = message("--json is --format json, but --format {format} was given, too")


# ---------------------------------------------------------------- undo
# ``danhmuc undo``.


class UndoCommandText(Messages, prefix="undo"):
    HELP = message(
        "help-undo",
        "Undo a run, or the newest change of a record: the records get their former content as new versions, and are "
        "present, missing or withdrawn as before.\n\nWhat the source says otherwise is held: it is not applied again "
        "until the source says something else, or until --release. What is held is exported as any other record, "
        "unless the source says that less may be public. An undo is a run of its own, and can be undone.\n\nExit "
        "codes: 0 done; 1 some records were left as they are, because they were changed later.",
    )
    BATCH = message("help-undo-batch", "Undo all runs of batch N, which one call of `danhmuc harvest` has made.")
    SOURCE = message("help-undo-source", "The source of the record, if several describe IRI.")
    RELEASE = message(
        "help-undo-release", "Hold nothing of RUN or IRI any more: the next harvest applies what the source says."
    )
    FORCE = message("help-undo-force", "Put back also what was changed later.")
    REASON = message("help-undo-reason", "Reason, kept with the run and with what is held.")
    NOT_ALONE = message("undo needs one of RUN, IRI and --batch N; `danhmuc status` lists runs")
    NOT_WITH_RELEASE = message("{option} cannot be given with --release")
    UNDONE = message("{source}: run {undoes:d} is undone by run {run:d}")
    UNDONE_CHANGE = message("{source}: the newest change is undone by run {run:d}")
    UNDONE_RECORDS = message(
        "undo-records",
        "records: {restored} with their former content, {withdrawn} new ones withdrawn, {presence} present or "
        "missing as before; {held} held",
    )
    NODES = message("node records and catalogue records: {number}; {held} held")
    ELEMENTS = message("data elements and table schemas: {number}; {held} held")
    MEMBERSHIPS = message("memberships of catalogues: {number}")
    PROFILE = message("profile: {profile}")
    LEFT = message("left as they are, because they were changed later or are purged: {number}")
    LEFT_NEXT = message(
        "To put back what was changed later, too: danhmuc undo {run:d}, and then undo again with --force"
    )
    LEFT_BY_RUN = message("{iri}  run {run:d}")
    LEFT_BY_EDIT = message("{iri}  by {by}")
    LEFT_PURGED = message("{iri}  purged")
    LEFT_MORE = message("and {number} more")
    NARROWED = plural(
        "{count} of them is not exported, because its source says that less may be public",
        "{count} of them are not exported, because their source says that less may be public",
    )
    KEPT_BACK = message(
        "kept back by a person, which undoing does not end (danhmuc registry release IRI does): {number}"
    )
    KEPT_BACK_ONE = message("{iri}  {cause}")
    WHAT_NEXT = message("Held until the source says something else, or: danhmuc undo --release {what}")
    RELEASED = message("{number} released; the next harvest applies what the source says")


# ---------------------------------------------------------------- validate
# ``danhmuc validate``.


class ValidateText(Messages, prefix="help-validate"):
    HELP = message(
        "help-validate",
        "Validate the catalogues at LOCATION against a profile; nothing is kept. With --shapes, validate "
        "any RDF against any SHACL shapes. Without LOCATION, validate again what is due in the registry "
        "and report what changed.\n\n"
        "Exit code 1: violations (see --fail-on) or unread documents; 3: a source could not be opened.",
    )
    PROFILE = message(
        "Profile to validate by: dcat-ap, vn or a Turtle file; {default} by default, and vn for workbooks.",
    )
    PROFILE_FOR_ALL = message(
        "validate-profile-for-all",
        "the locations are of kinds with different profiles; name the one to validate all of them by, --profile "
        "{known}",
    )
    SHAPES = message(
        "SHACL shapes to validate by instead of a profile; may be given several times, the files count as one.",
    )
    ENGINE = message(
        "Engine that validates: danhmuc (by default), or pyshacl for comparison, which is many times slower.",
    )
    W3C_CLASSES = message(
        "An IRI that nothing describes has no class, as the W3C reads it; by default this cannot be verified.",
    )
    ACCEPT = message(
        "help-validate-accept",
        "With --shapes: unread-shapes, pass although a part of the shapes was not read, such as an import or an "
        "unknown parameter.",
    )
    UNREAD_SHAPES_OF_SHAPES = message(
        "allow-unread-shapes-needs-shapes", "--accept unread-shapes goes with --shapes alone; leave it out"
    )
    MARK = message(
        "Write the workbook to FILE with its faulty cells coloured, noted and listed; for one workbook "
        "(.xlsx, .xlsm, .ods, .xls, .csv) alone.",
    )
    OVERWRITE = message("Replace the FILE of --mark if there is one.")
    MARK_ONE_WORKBOOK = message(
        "validate-mark-one-workbook", "--mark is for one workbook (.xlsx, .xlsm, .ods, .xls, .csv); name one"
    )
    MARK_OF_PROFILE = message(
        "validate-mark-of-profile", "--mark does not go with --shapes; validate the workbook by a profile"
    )
    OVERWRITE_OF_MARK = message("validate-overwrite-of-mark", "--overwrite says nothing without --mark")
    MARKED = plural("validate-marked", "{path} written: {count} cell marked", "{path} written: {count} cells marked")
    MARKED_COPY = message("validate-marked-copy", "{path} written, a new workbook: {reason}")
    DATE = message("Reference date of dated rules, such as 2026-11-25; today in Viet Nam by default.")
    REPORT = message(
        "Format of the report: text (by default), json, or the standard's report graph as turtle, xml, "
        "json-ld, nt; by a profile also csv (for Excel), html, junit.",
    )
    DOCS_URL = message(
        "Where the folder docs is published: csv and html link to the pages of rules there (or DANHMUC_DOCS_URL).",
    )
    WORKERS = message(
        "Number of processes that share several LOCATIONs, or the records of one or of the registry; 1 by default.",
    )
    EVERYTHING = message(
        "help-validate-all", "Without LOCATION: validate all of the registry again, including verdicts that still hold."
    )
    SOURCE = message("Without LOCATION: this source only.")
    NONE_VALIDATES_NOTHING = message(
        "profile-none-validates-nothing",
        "profile none validates nothing; name one to validate by, such as dcat-ap or vn",
    )
    OPTION_OF_REGISTRY = message("option-of-registry", "{option} is for the registry; leave out {option} or LOCATION")
    OPTION_OF_LOCATIONS = message(
        "option-of-locations", "{option} needs a LOCATION; name a file or a folder to validate"
    )
    DOCS_URL_UNUSED = message("docs-url-unused", "--docs-url goes with --report {reports} by a profile alone")
    DOCS_URL_REFUSED = message(
        "docs-url-refused", "--docs-url {url!r} is no address; write one like https://docs.example.vn, without ? and #"
    )
    PROFILE_OR_SHAPES = message("profile-or-shapes", "--profile and --shapes exclude one another; keep one")
    JSON_OR_REPORT = message("json-or-report", "--json and --report {report} exclude one another; keep one")
    REPORT_NOT_OF_SHAPES = message("report-not-of-shapes", "--report {report} does not go with --shapes; use {reports}")
    REPORT_NOT_OF_REGISTRY = message(
        "report-not-of-registry", "--report {report} needs a LOCATION; on the registry the report is text or json"
    )


# ---------------------------------------------------------------- revalidation
# ``danhmuc validate`` without a location: what changed in the registry.


class RevalidationText(Messages, prefix="revalidation"):
    PASSED_OVER = message("sources-not-validated", "not validated (profile none): {sources}")
    OUTCOME = message("{verdict}: {records}, {accepted}; {findings}")
    SOURCE = message("{source}  profile {profile}: {again} validated again, {valid} whose verdict still holds")
    NOTHING_CHANGED = message("nothing changed")
    CHANGED = message("changed: {changes}")
    RECORDS_NOW = message("{records} now {state}")
    NEW_AND_GONE = plural("{count} new finding, {gone} gone", "{count} new findings, {gone} gone")
    MORE_RECORDS = message("… and {number} more; --json has all")
    OLDER = message("older versions of records whose newest is not accepted: {again} validated again, {changes}")
    OLDER_NOW = message("{number} now {state}")
    NEW = message("new:")
    GONE = message("gone:")
    MORE_FINDINGS = message("… and {number} more")


# ---------------------------------------------------------------- demo
# ``danhmuc demo``.


class DemoText(Messages, prefix="demo"):
    HELP = message("help-demo", "Try danhmuc on sample catalogues of Huế in the folder DIR (demo by default).")
    SAMPLES_ONLY = message("help-demo-samples-only", "Only write the sample catalogues into DIR, a new folder.")
    FOLDER_TAKEN = message("{database} is there already; name another folder (danhmuc demo DIR) or remove {folder}")
    HARVEST = message("1. Harvest four sample catalogues.")
    VALIDATE = message("2. The last file has planted faults: validate it alone; the exit code is 1.")
    SEARCH = message("3. Search, with or without diacritics.")
    HARVEST_AGAIN = message("4. One source changes; harvest again, then see the history of a record.")
    EXPORT = message("5. Export the inventory.")
    LOOK_BACK = message("6. Look at the sources and check the registry.")
    NEXT = message("What to look at next")
    EXPORTED_FILE = message("the exported file: {file}; in the folder {folder}:")
