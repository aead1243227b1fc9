"""Messages of marks in workbooks: reasons why a book or a cell stays as it is, and words on danhmuc's own sheets."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "BOOK_CHANGED",
    "BOOK_HAS_SECRET",
    "BOOK_IS_BINARY",
    "BOOK_IS_SHARED",
    "BOOK_IS_SIGNED",
    "BOOK_IS_STRICT",
    "BOOK_NOT_SPREADSHEET",
    "BOOK_WITHOUT_SHEETS",
    "BOOK_WITHOUT_STYLES",
    "CELL_HAS_FORMULA",
    "CELL_HAS_THREAD",
    "CELL_IN_ARRAY",
    "CELL_IN_PIVOT",
    "CELL_IN_TABLE_HEAD",
    "CELL_MERGED",
    "CELL_OUTSIDE",
    "CELL_TWICE",
    "CHANGES_COUNTED",
    "CHANGES_ONLY_LISTED",
    "CHANGES_SHEET",
    "CHANGE_NOT_MADE",
    "COLUMN_AFTER",
    "COLUMN_BEFORE",
    "COLUMN_CELL",
    "COLUMN_FIX",
    "COLUMN_HEADING",
    "COLUMN_MESSAGE",
    "COLUMN_REASON",
    "COLUMN_SEVERITY",
    "COLUMN_SHEET",
    "CSV_NOT_UTF8",
    "FILE_TOO_LARGE",
    "FINDINGS_ALONE",
    "FORMAT_COPIED",
    "FORMAT_NOT_CORRECTED",
    "FORMAT_NOT_MARKED",
    "FORMAT_UNREADABLE",
    "LINES_LEFT_OUT",
    "MARKED_ONTO_SOURCE",
    "MARKS_ONLY_LISTED",
    "MARK_NOT_WHOLE",
    "MARK_TARGET_EXISTS",
    "NOTES_LEFT",
    "NOTES_UNCHANGEABLE",
    "NOTE_FIX",
    "NOTE_LINE",
    "NOTE_TOO_LONG",
    "PACKAGE_DAMAGED",
    "PACKAGE_ENCRYPTED",
    "PACKAGE_NOT_ZIP",
    "PACKAGE_TOO_LARGE",
    "PAGE_OF",
    "PART_DAMAGED",
    "PART_ELSEWHERE",
    "PART_ENCODING_UNKNOWN",
    "PART_HAS_DTD",
    "PART_MISSING",
    "PART_NOT_XML",
    "PART_TOO_LARGE",
    "PART_TWICE",
    "RESULTS_CONTACT",
    "RESULTS_COUNTS",
    "RESULTS_DEADLINE",
    "RESULTS_MADE_ANEW",
    "RESULTS_NONE",
    "RESULTS_SHEET",
    "ROW_OF_SHEET",
    "SHEET_UNKNOWN",
    "SHEET_WITHOUT_CELLS",
    "TABLE_TOO_LARGE",
    "TEXTS_CUT",
    "VALUE_NOT_A_NUMBER",
    "VALUE_TOO_LONG",
    "WORKBOOK_UNWRITABLE",
]

# Reasons why a workbook is not changed. They complete the sentence of a refusal, and stand alone on a sheet.
PACKAGE_NOT_ZIP: Final = message(
    "marked-book-not-zip", "The file is not an Excel workbook, or is damaged; open it in Excel and save it again."
)
PACKAGE_ENCRYPTED: Final = message(
    "marked-book-encrypted",
    "The workbook has a password for opening, or is an old .xls with another ending; save it as .xlsx without one.",
)
PACKAGE_TOO_LARGE: Final = message("marked-book-too-large", "The workbook is larger than {limit} MiB; divide it.")
PACKAGE_DAMAGED: Final = message(
    "marked-book-damaged", "The workbook is damaged; open it in Excel, have it repaired and save it again."
)
PART_MISSING: Final = message(
    "marked-book-part-missing",
    "The workbook is damaged, its part {part!r} is missing; open it in Excel and save it again.",
)
PART_DAMAGED: Final = message(
    "marked-book-part-damaged",
    "The workbook is damaged, its part {part!r} cannot be read; open it in Excel and save it again.",
)
PART_TOO_LARGE: Final = message(
    "marked-book-part-too-large",
    "Part {part!r} of the workbook is too large when it is unpacked; delete empty formatted rows, or divide it.",
)
PART_ELSEWHERE: Final = message(
    "marked-book-part-elsewhere",
    "The workbook has part {part!r}, whose name leads out of it; find out who added it, and make the workbook anew.",
)
PART_TWICE: Final = message(
    "marked-book-part-twice", "The workbook has part {part!r} twice; open it in Excel and save it again."
)
PART_NOT_XML: Final = message(
    "marked-book-part-not-xml",
    "The workbook is damaged, its part {part!r} is not well-formed XML ({reason}); open it in Excel and save it again.",
)
PART_HAS_DTD: Final = message(
    "marked-book-part-has-dtd",
    "Part {part!r} of the workbook declares entities, which no spreadsheet program does; save it again in Excel.",
)
PART_ENCODING_UNKNOWN: Final = message(
    "marked-book-part-encoding",
    "Part {part!r} of the workbook cannot be read in its encoding {encoding!r}; open it in Excel and save it again.",
)
BOOK_IS_STRICT: Final = message(
    "marked-book-strict", "The workbook is a Strict Open XML Spreadsheet; save it as Excel Workbook (.xlsx)."
)
BOOK_IS_SIGNED: Final = message(
    "marked-book-signed",
    "The workbook has a digital signature, which any change would break; it is left as it is.",
)
BOOK_IS_BINARY: Final = message("marked-book-binary", "The workbook is in Excel's binary format; save it as .xlsx.")
BOOK_NOT_SPREADSHEET: Final = message(
    "marked-book-not-spreadsheet", "The file is an Office document, but not a workbook; save the table as .xlsx."
)
BOOK_IS_SHARED: Final = message(
    "marked-book-shared",
    "The workbook is shared and records every change (an old way of Excel); end its sharing and save it again.",
)
BOOK_WITHOUT_STYLES: Final = message(
    "marked-book-without-styles", "The workbook has no part for styles; open it in Excel and save it again."
)
BOOK_WITHOUT_SHEETS: Final = message(
    "marked-book-without-sheets", "The workbook lists no sheets; open it in Excel and save it again."
)
FORMAT_COPIED: Final = message(
    "marked-book-format-copied",
    "Files {ending} cannot be marked themselves: this is a new workbook with their values; mend the original.",
)
FORMAT_NOT_CORRECTED: Final = message(
    "marked-book-format-not-corrected",
    "Files {ending} cannot be corrected; save the workbook as .xlsx and correct that.",
)
FINDINGS_ALONE: Final = message(
    "marked-book-findings-alone", "The original was left as it is; this new workbook only lists what was found in it."
)
FORMAT_NOT_MARKED: Final = message(
    "marked-book-format-unknown",
    "{ending} is no format of spreadsheets that is read; known: .xlsx, .xlsm, .ods, .xls, .csv.",
)
FORMAT_UNREADABLE: Final = message(
    "marked-book-format-unreadable", "The values of the file cannot be read ({reason}); open it and save it again."
)
FILE_TOO_LARGE: Final = message("marked-book-file-too-large", "The file is larger than {limit} MiB; divide it.")
TABLE_TOO_LARGE: Final = message(
    "marked-book-table-too-large",
    "A table has {rows} rows and {columns} columns up to its last cell; delete what lies far outside.",
)
CSV_NOT_UTF8: Final = message("marked-book-csv-not-utf8", "The file is not in UTF-8; save it as CSV UTF-8.")
TEXTS_CUT: Final = plural(
    "marked-book-texts-cut",
    "{count} text is longer than a cell of Excel holds, and is cut here.",
    "{count} texts are longer than a cell of Excel holds, and are cut here.",
)

BOOK_HAS_SECRET: Final = message(
    "marked-book-has-secret",
    "The workbook has rows marked as a state secret, so that no copy of it is made; take them out of it.",
)
BOOK_CHANGED: Final = message("marked-book-changed", "{location} has changed while it was validated; validate it again")
MARK_NOT_WHOLE: Final = message(
    "mark-not-whole", "the report was not read to its end, so {target} was not written; run it again"
)
MARK_TARGET_EXISTS: Final = message(
    "mark-target-exists", "{target} exists; name another file, or replace it with --overwrite"
)

# Reasons why a cell stays as it is.
SHEET_UNKNOWN: Final = message("marked-sheet-unknown", "The workbook has no sheet {sheet!r}.")
SHEET_WITHOUT_CELLS: Final = message("marked-sheet-without-cells", "Sheet {sheet!r} is a chart and has no cells.")
CELL_OUTSIDE: Final = message("marked-cell-outside", "No sheet has row {row:d}, column {column:d}.")
CELL_HAS_THREAD: Final = message(
    "marked-cell-has-thread", "The cell has a conversation in comments, to which no note is added."
)
NOTE_TOO_LONG: Final = message("marked-note-too-long", "The note of the cell has no room for more.")
NOTES_UNCHANGEABLE: Final = message(
    "marked-notes-unchangeable", "The notes of the sheet are stored in a form to which none can be added."
)
CELL_HAS_FORMULA: Final = message("corrected-cell-formula", "The cell has a formula; correct what it refers to.")
CELL_IN_ARRAY: Final = message("corrected-cell-array", "The cell belongs to an array formula; correct the formula.")
CELL_IN_PIVOT: Final = message("corrected-cell-pivot", "The cell belongs to a pivot table; correct its data.")
CELL_IN_TABLE_HEAD: Final = message(
    "corrected-cell-table-head", "The cell is in the head or the totals of a table; correct it in Excel."
)
CELL_MERGED: Final = message("corrected-cell-merged", "The cell is merged with others and shows no value of its own.")
CELL_TWICE: Final = message("corrected-cell-twice", "The cell has another correction already.")
VALUE_TOO_LONG: Final = message("corrected-value-too-long", "A cell holds at most {limit} characters.")
VALUE_NOT_A_NUMBER: Final = message("corrected-value-not-a-number", "The value is infinite or not a number.")

# The target.
MARKED_ONTO_SOURCE: Final = message(
    "marked-onto-source", "{target} is the workbook itself; give the marked copy another name"
)
WORKBOOK_UNWRITABLE: Final = message("marked-workbook-unwritable", "cannot write {target}: {reason}")

# Notes.
NOTE_LINE: Final = message("marked-note-line", "{severity}: {message}")
NOTE_FIX: Final = message("marked-note-fix", "→ Fix: {fix}")

# The sheet of results.
RESULTS_SHEET: Final = message("results-sheet", "Validation results")
RESULTS_COUNTS: Final = message("results-counts", "Found: {counts}.")
RESULTS_NONE: Final = message("results-none", "Nothing was found.")
RESULTS_DEADLINE: Final = message("results-deadline", "Please send the corrected workbook by {deadline}.")
RESULTS_CONTACT: Final = message("results-contact", "Whom to ask: {contact}.")
RESULTS_MADE_ANEW: Final = message(
    "results-made-anew",
    "This sheet, the colours and the notes headed “danhmuc” are made anew with each validation; do not write here.",
)
MARKS_ONLY_LISTED: Final = plural(
    "marks-only-listed",
    "{count} finding is not fully shown at its cell: {reasons}",
    "{count} findings are not fully shown at their cells: {reasons}",
)
NOTES_LEFT: Final = plural(
    "marked-notes-left",
    "{count} note of an earlier validation was changed by hand, and is kept: {cells}.",
    "{count} notes of an earlier validation were changed by hand, and are kept: {cells}.",
)
LINES_LEFT_OUT: Final = message("results-lines-left-out", "Listed are the first {shown} of {all} findings.")
ROW_OF_SHEET: Final = message("results-row", "row {row:d}")
PAGE_OF: Final = message("results-page", "Page {page} of {pages}")
COLUMN_SEVERITY: Final = message("results-column-severity", "Severity")
COLUMN_SHEET: Final = message("results-column-sheet", "Sheet")
COLUMN_CELL: Final = message("results-column-cell", "Cell")
COLUMN_HEADING: Final = message("results-column-heading", "Column")
COLUMN_MESSAGE: Final = message("results-column-message", "Finding")
COLUMN_FIX: Final = message("results-column-fix", "How to fix it")

# The sheet of changes.
CHANGES_SHEET: Final = message("corrections-sheet", "Corrections")
CHANGES_COUNTED: Final = plural("corrections-counted", "{count} cell was corrected.", "{count} cells were corrected.")
CHANGES_ONLY_LISTED: Final = plural(
    "corrections-only-listed",
    "{count} cell was not corrected; its line says why.",
    "{count} cells were not corrected; their lines say why.",
)
CHANGE_NOT_MADE: Final = message("correction-not-made", "Not changed to {value!r}: {reason}")
COLUMN_BEFORE: Final = message("corrections-column-before", "Before")
COLUMN_AFTER: Final = message("corrections-column-after", "After")
COLUMN_REASON: Final = message("corrections-column-reason", "Reason")
