"""Messages about workbooks: files that cannot be read, sheets and columns, rows and cells, and the template."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "AGENCY_CODE_REFUSED",
    "AGENCY_UNLISTED",
    "AGREEMENT_PART",
    "BLANKS_REMOVED",
    "BOOK_CONTENT_OTHER",
    "BOOK_DAMAGED",
    "BOOK_DENSE",
    "BOOK_EMPTY",
    "BOOK_LARGE",
    "BOOK_LOCKED",
    "BOOK_NEWER",
    "BOOK_NOT_ONE",
    "BOOK_PART",
    "CELL_ADVISED",
    "CELL_ERROR",
    "CELL_LONG",
    "CELL_MISSING",
    "CELL_NO_VALUE",
    "CODE_ABSENT",
    "CODE_ELSEWHERE",
    "CODE_REPEATED",
    "CODE_UNCERTAIN",
    "CODE_UNLISTED",
    "COLUMN_REPEATED",
    "COLUMN_UNKNOWN",
    "COLUMN_UNREADABLE",
    "DATE_UNREAD",
    "FORMATS_UNSEEN",
    "KEPT_UNREAD",
    "LEGACY_TEXT",
    "LINK_ENTERED",
    "LISTS_DIFFER",
    "MACROS_IGNORED",
    "MAIL_FORM",
    "MERGED_FILLED",
    "NEED_MANDATORY",
    "NEED_OPTIONAL",
    "NEED_RECOMMENDED",
    "NOTES_UNREAD",
    "NOT_TEXT_CODE",
    "NO_BOOK",
    "NO_HEADINGS",
    "NO_ROWS",
    "NO_ROWS_BUT_PARTS",
    "NUMBER_AS_DATE",
    "NUMBER_FORM",
    "PHONE_FORM",
    "PROFILE_NOT_HERE",
    "PROFILE_WITHOUT_SHEETS",
    "PUBLISHER_WITHOUT_CODE",
    "ROWS_HIDDEN",
    "ROWS_WITHOUT_RECORD",
    "ROW_ABOUT_SAME",
    "ROW_REPEATED",
    "ROW_SAYS_NOTHING",
    "ROW_SECOND",
    "ROW_STRAY",
    "ROW_WITHOUT_CODE",
    "SEVERAL_VALUES",
    "SHEET_HIDDEN",
    "SHEET_LARGE",
    "SHEET_NOT_READ",
    "SHEET_TWICE",
    "SHEET_UNKNOWN",
    "SHEET_WITHOUT_HEADINGS",
    "TARGET_UNCLEAR",
    "TEMPLATE_AGENCY",
    "TEMPLATE_COMMANDS",
    "TEMPLATE_EXISTS",
    "TEMPLATE_EXTENT",
    "TEMPLATE_LANGUAGE",
    "TEMPLATE_NOT_XLSX",
    "TEMPLATE_RETIRED",
    "TEMPLATE_ROWS",
    "TEMPLATE_TITLE",
    "TEMPLATE_VALUES",
    "YES_NO_FORM",
]

# Files.
NO_BOOK: Final = message(
    "workbook-no-book",
    "{location} has no sheet of the agency workbook; its sheets are {sheets}. To take over its rows:"
    " danhmuc template NEW.xlsx --from {location}",
)
NO_HEADINGS: Final = message(
    "workbook-no-headings",
    "{location} has none of the headings of the agency workbook on {sheets}. To take over its rows:"
    " danhmuc template NEW.xlsx --from {location}",
)
NO_ROWS: Final = message("workbook-no-rows", "no row is filled in on the sheets {sheets}")
NO_ROWS_BUT_PARTS: Final = message(
    "workbook-no-rows-but-parts",
    "no row is filled in on the sheets {sheets}; the rows on {others} belong to rows of those",
)
BOOK_EMPTY: Final = message("workbook-empty", "the file has no sheet")
BOOK_DAMAGED: Final = message("workbook-damaged", "the file is damaged, or is no workbook: {reason}")
BOOK_LOCKED: Final = message(
    "workbook-locked", "the workbook is protected by a password; save it without one and try again"
)
BOOK_LARGE: Final = message(
    "workbook-large", "the file unpacks to more than {limit} bytes, or to more than {parts} parts"
)
BOOK_DENSE: Final = message("workbook-dense", "a part of the file is more than {limit} times as large as it is packed")
SHEET_LARGE: Final = message(
    "workbook-sheet-large",
    "the sheet {sheet!r} covers more than {limit} cells; delete what stands far below or to the right of the table",
)
BOOK_CONTENT_OTHER: Final = message(
    "workbook-content-other", "this is no workbook, although its name ends in {ending}; save it again as .xlsx"
)
BOOK_NOT_ONE: Final = message("workbook-not-one", "a workbook ends in {endings}; found {name}")
PROFILE_WITHOUT_SHEETS: Final = message(
    "workbook-profile-without-sheets", "the profile {profile} describes no sheets of a workbook; vn does"
)
COLUMN_UNREADABLE: Final = message(
    "workbook-column-unreadable",
    "{profile}: the column {column} has no heading, or a path or kind of value that a workbook cannot have",
)

# The book as a whole.
BOOK_NEWER: Final = message(
    "workbook-newer", "The workbook is of version {found}, newer than {known}; what is new in it is not read."
)
PROFILE_NOT_HERE: Final = message(
    "workbook-profile-absent",
    "The workbook was made for the profile {found}, which does not come with danhmuc; it is read by {used}.",
)
MACROS_IGNORED: Final = message("workbook-macros", "The workbook has macros; they are ignored and never run.")
NOTES_UNREAD: Final = plural(
    "workbook-notes-unread",
    "{count} cell of the sheet {sheet!r} has a note, which is not read; write into a cell what belongs to the record.",
    "{count} cells of the sheet {sheet!r} have notes, which are not read; write into a cell what belongs to a record.",
)
FORMATS_UNSEEN: Final = message(
    "workbook-formats-unseen",
    "In a file of this kind hidden rows, formulas, notes and formats of cells cannot be seen; they were not looked at.",
)
BOOK_PART: Final = message(
    "workbook-part",
    "The workbook counts as additional (bổ sung): records that it lacks are not missing.",
)

# Sheets and columns.
SHEET_UNKNOWN: Final = message(
    "workbook-sheet-unknown", "The sheet {sheet!r} is none of the workbook's; it is not read."
)
SHEET_HIDDEN: Final = message("workbook-sheet-hidden", "The sheet {sheet!r} is hidden; it is read as the others are.")
SHEET_TWICE: Final = message("workbook-sheet-twice", "The sheet {sheet!r} is the second of its kind; it is not read.")
SHEET_NOT_READ: Final = plural(
    "workbook-sheet-not-read",
    "{count} row of the sheet {sheet!r} is kept with the workbook and not read into records yet.",
    "{count} rows of the sheet {sheet!r} are kept with the workbook and not read into records yet.",
)
SHEET_WITHOUT_HEADINGS: Final = message(
    "workbook-sheet-without-headings",
    "The sheet {sheet!r} has no row of headings that is understood; no row of it is read.",
)
COLUMN_UNKNOWN: Final = message(
    "workbook-column-unknown",
    "The column {heading!r} is none of the sheet {sheet!r}; its cells are kept with the row and not published.",
)
COLUMN_REPEATED: Final = message(
    "workbook-column-repeated", "The column {heading!r} occurs again; only the first one is read."
)
ROWS_HIDDEN: Final = plural(
    "workbook-rows-hidden",
    "{count} hidden or filtered row of the sheet {sheet!r} is read as the others are.",
    "{count} hidden or filtered rows of the sheet {sheet!r} are read as the others are.",
)
BLANKS_REMOVED: Final = plural(
    "workbook-blanks-removed",
    "In {count} cell of the sheet {sheet!r} blanks at the ends or non-breaking spaces were removed.",
    "In {count} cells of the sheet {sheet!r} blanks at the ends or non-breaking spaces were removed.",
)

# Rows.
ROW_WITHOUT_CODE: Final = message(
    "workbook-row-without-code", "The row has no code in {heading!r}; without one it cannot be taken."
)
ROW_REPEATED: Final = message("workbook-row-repeated", "The row is the same as row {row:d}; it counts once.")
CODE_REPEATED: Final = message(
    "workbook-code-repeated",
    "The code {code!r} occurs in row {row:d} already; that row counts, and this one is not taken.",
)
ROW_SECOND: Final = message(
    "workbook-row-second", "The sheet {sheet!r} takes one row; row {row:d} counts, and this one is not taken."
)
ROW_STRAY: Final = message(
    "workbook-row-stray", "No row of the sheet {sheet!r} has the code {code!r}; this row is not taken."
)
ROWS_WITHOUT_RECORD: Final = plural(
    "workbook-rows-without-record",
    "{count} row of the workbook could not be taken; the first is row {row:d} of the sheet {sheet!r}",
    "{count} rows of the workbook could not be taken; the first is row {row:d} of the sheet {sheet!r}",
)

# Cells.
CELL_NO_VALUE: Final = message(
    "workbook-cell-no-value",
    "{heading!r} has a formula whose result is not stored; open the file, save it, and try again.",
)
CELL_ERROR: Final = message(
    "workbook-cell-error", "{heading!r} has an error of a formula, such as #REF!, for its value."
)
CELL_LONG: Final = message(
    "workbook-cell-long",
    "The text of {heading!r} has {length} characters; a cell holds {limit}, the rest is lost in Excel.",
)
MERGED_FILLED: Final = message(
    "workbook-merged", "{heading!r} is merged with the row above; its value counts for this row, too."
)
NOT_TEXT_CODE: Final = message(
    "workbook-code-number",
    "{heading!r} has the number {found}; codes are text, and zeros at the beginning may be lost.",
)
CODE_UNLISTED: Final = message(
    "workbook-code-unlisted",
    "{heading!r} has a value that the list {lists} does not have; to see the list: danhmuc vocab show {list}",
)
CODE_UNCERTAIN: Final = message(
    "workbook-code-uncertain",
    "{heading!r} has a value that may mean {codes} of the list {list}; write one of these codes.",
)
CODE_ABSENT: Final = message(
    "workbook-code-absent", "{heading!r} has the code {code!r}, which no row of this workbook has."
)
CODE_ELSEWHERE: Final = message(
    "workbook-code-elsewhere",
    "{heading!r} has the code {code!r}, which no row of this workbook has; the registry must have it already.",
)
AGENCY_UNLISTED: Final = message(
    "workbook-agency-unlisted",
    "{heading!r} has the agency code {code!r}, which no loaded code list has; it cannot be verified.",
)
CELL_MISSING: Final = message("workbook-cell-missing", "{heading!r} must be filled in.")
CELL_ADVISED: Final = message("workbook-cell-advised", "{heading!r} should be filled in.")
DATE_UNREAD: Final = message(
    "workbook-date-unread", "{heading!r} is no date as day/month/year; write one such as 31/03/2026."
)
NUMBER_AS_DATE: Final = message(
    "workbook-date-number", "{heading!r} has a number that Excel uses for a day; it was read as {day}."
)
MAIL_FORM: Final = message(
    "workbook-mail-form",
    "{heading!r} is no e-mail address; write one such as name@agency.gov.vn, several separated by semicolons.",
)
PHONE_FORM: Final = message(
    "workbook-phone-form",
    "{heading!r} is no telephone number; write digits such as 0234 123 4567, several separated by semicolons.",
)
NUMBER_FORM: Final = message(
    "workbook-number-form", "{heading!r} is no whole number; write digits alone, such as 2048."
)
YES_NO_FORM: Final = message("workbook-yes-no-form", "{heading!r} is neither yes (có) nor no (không).")
SEVERAL_VALUES: Final = message("workbook-several-values", "{heading!r} takes one value and has {count}; leave one.")
LISTS_DIFFER: Final = message(
    "workbook-lists-differ",
    "{heading!r} has {found} values where other columns of its group have {expected}; write as many, in that order.",
)
LEGACY_TEXT: Final = message(
    "workbook-legacy-text",
    "{heading!r} seems to be written in VNI or TCVN3 and not in Unicode; it is kept as it is; convert it to Unicode.",
)
LINK_ENTERED: Final = message(
    "workbook-link-unread", "{heading!r} is no address that begins with http:// or https://; write the whole address."
)

ROW_SAYS_NOTHING: Final = message(
    "workbook-row-says-nothing",
    "This row of {sheet!r} names no dataset and says nothing by which it could be told from another; it is left out.",
)
ROW_ABOUT_SAME: Final = message(
    "workbook-row-about-same",
    "This row is about the same thing as row {row}, with other values; it is left out, and the state counts as unknown"
    " unless both say the same.",
)
AGREEMENT_PART: Final = message(
    "workbook-agreement-part",
    "An agreement has a number and a date; with one of them alone this row is a request.",
)
TARGET_UNCLEAR: Final = message(
    "workbook-target-unclear",
    "Nothing says of which agency the dataset code {code!r} is; write agency code/dataset code, or the IRI.",
)

KEPT_UNREAD: Final = message(
    "workbook-kept-unread",
    "The hidden sheet {sheet!r} was changed; what it has of records cannot be used as it is. Fill in a new workbook.",
)

# The template.
AGENCY_CODE_REFUSED: Final = message(
    "workbook-agency-code", "{code!r} is no agency code; one looks like G03, H57.01 or 000.00.18.G12"
)
TEMPLATE_TITLE: Final = message("template-title", "Data inventory of an agency: the workbook")
TEMPLATE_AGENCY: Final = message("template-agency", "Agency")
TEMPLATE_EXTENT: Final = message(
    "template-extent",
    "{whole}: the workbook has every record of the agency, and a record that it lacks counts as missing. {part}: the"
    " workbook has a part, and records that it lacks stay as they are.",
)
TEMPLATE_ROWS: Final = message(
    "template-rows", "One row for one thing; do not merge cells, and do not rename sheets and headings."
)
TEMPLATE_VALUES: Final = message(
    "template-values",
    "Codes are text (01, not 1); dates are day/month/year; several values of a cell are separated by semicolons.",
)
TEMPLATE_RETIRED: Final = message(
    "template-retired",
    "A row is retired by its status, not by deleting it. Write no state secrets into this workbook.",
)
TEMPLATE_COMMANDS: Final = message(
    "template-commands", "To validate it: danhmuc validate FILE. To send it: danhmuc harvest FILE."
)
NEED_MANDATORY: Final = message("template-mandatory", "mandatory (*)")
NEED_RECOMMENDED: Final = message("template-recommended", "recommended")
NEED_OPTIONAL: Final = message("template-optional", "optional")
PUBLISHER_WITHOUT_CODE: Final = message(
    "template-publisher-without-code",
    "no source states one code (dct:identifier) of the publisher {publisher!r}, with which the workbook names records",
)
TEMPLATE_NOT_XLSX: Final = message(
    "template-not-xlsx", "{target} does not end in .xlsx; a template is an Excel workbook"
)
TEMPLATE_EXISTS: Final = message(
    "template-exists", "{target} is there already; name another file, or replace it with --overwrite"
)
TEMPLATE_LANGUAGE: Final = message("template-language", "no language {language!r} for a template; known: {known}")
