"""``danhmuc validate``."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


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
    ALLOW_UNREAD_SHAPES = message(
        "With --shapes: pass although a part of the shapes was not read, such as an import or an unknown parameter.",
    )
    UNREAD_SHAPES_OF_SHAPES = message(
        "allow-unread-shapes-needs-shapes", "--allow-unread-shapes goes with --shapes alone; leave it out"
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
