"""Words of `danhmuc template` and `danhmuc feedback`.

``danhmuc template``.
"""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural

# ---------------------------------------------------------------- template


class TemplateText(Messages, prefix="template"):
    HELP = message(
        "help-template",
        "Write the workbook that an agency fills in to FILE, an .xlsx.\n\nIts sheets, headings, help texts and "
        "drop-downs come from the profile and the code lists. Then: danhmuc validate FILE, danhmuc harvest FILE.",
    )
    AGENCY_NAME = message("help-template-agency-name", "Name of the agency.")
    PROFILE = message(
        "help-template-profile", "Token or file of the profile that describes the sheets; {default} by default."
    )
    COMPLETE = message(
        "help-template-whole", "The workbook will have all records of the agency: what it lacks is missing."
    )
    OVERWRITE = message("help-template-overwrite", "Replace FILE if it is there.")
    FROM = message(
        "help-template-from-any",
        "Fill it in: with what a registry has of the agency given by --publisher, or with a workbook or table of any "
        "form (.xlsx, .xlsm, .ods, .xls, .csv), of which it is told what went where.",
    )
    NUMBER = message(
        "help-template-number", "With an old workbook: give rows without a code PREFIX-001, PREFIX-002 and so on."
    )
    FILL_PROPOSALS = message(
        "help-template-fill-proposals",
        "With an old workbook: fill in what titles of tables propose, such as that an annex has open data.",
    )
    ONLY_OLD_BOOK = message("--number and --fill-proposals go with --from and a workbook; found --from {given}")
    MOVED = message("{path}: filled in from {source}")
    MOVED_OLD = message("old sheet")
    MOVED_HEADING = message("heading")
    MOVED_SHEET = message("new sheet")
    MOVED_COLUMN = message("column")
    MOVED_VALUES = message("values")
    MOVED_HOW = message("how")
    MOVED_MORE = plural(
        "{count} column more is on the sheet {sheet!r}",
        "{count} columns more are on the sheet {sheet!r}",
    )
    PROPOSED = message("{old}: {column} = {value}, as {basis!r} says")
    REFUSED_ROW = message("{sheet}, row {row}")
    PUBLISHER = message(
        "help-template-publisher",
        "Code of the agency, such as H57: it begins the IRIs of its records, which --from a registry fills in.",
    )
    PUBLISHER_NEEDED = message(
        "template-publisher-needed", "--from a registry needs --publisher: the code of the agency"
    )
    WRITTEN = message("{path}: the sheets {sheets}")
    WRITTEN_ROWS = plural("{count} row is filled in", "{count} rows are filled in")
    NOT_HELD = plural(
        "{count} record has more than the sheets can hold; that is kept on a hidden sheet and stays as it is",
        "{count} records have more than the sheets can hold; that is kept on a hidden sheet and stays as it is",
    )
    LEFT_OUT = plural(
        "{count} record is left out, since it has no code or one that another record has",
        "{count} records are left out, since they have no code or one that another record has",
    )
    NEXT = message("Next: fill it in, then danhmuc validate {path}")


# ---------------------------------------------------------------- feedback
# ``danhmuc feedback``, and what ``danhmuc show`` says of feedback, requests and agreements.


class FeedbackCommandText(Messages, prefix="feedback"):
    HELP = message("help-feedback", "Feedback of people and businesses on datasets.")
    IMPORT_HELP = message(
        "help-feedback-import",
        "Read the feedback in FILE into the registry, as a source of its own: a CSV with the headings of the sheet of"
        " feedback, a workbook with that sheet, or RDF. All else in the file is ignored. Who sent it is not read from a"
        " table, and is published from nothing. Exit code 1: something needs attention.",
    )
    IMPORT_BRIEF = message("brief-feedback-import", "Read the feedback in FILE into the registry")
    NAME = message("help-feedback-name", "Name of the source; else that of the file.")
    LIST_HELP = message(
        "help-feedback-list",
        "List the feedback that is stored, by day, without who sent it. Only what is approved for publication is "
        "exported.",
    )
    LIST_BRIEF = message("brief-feedback-list", "List the feedback that is stored")
    ONLY_DATASET = message("help-feedback-dataset", "Only feedback on the dataset with this IRI.")
    ONLY_OPEN = message("help-feedback-open", "Only feedback that nobody has answered, approved or rejected.")

    DAY = message("day")
    DATASET = message("dataset")
    KIND = message("kind")
    SAID = message("content")
    NOT_APPROVED = message("{state}, but another source does not approve it")
    UNCLEAR = message("unclear")
    COUNTED = plural("{count} piece of feedback", "{count} pieces of feedback")

    FEEDBACK = message("show-feedback", "feedback of {day}, {kind}: {state}; {iri}")
    REQUEST = message("show-request", "data request: {state}; {iri}")
    AGREEMENT = message("show-agreement", "sharing agreement {number} of {day}: {state}; {iri}")
    MORE = message("show-feedback-more", "and {number} more; --json has all")
