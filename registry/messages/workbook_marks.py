"""Messages of marks in workbooks, and of their report on a terminal.

Messages of marks in workbooks: reasons why a book or a cell stays as it is, and words on danhmuc's own sheets.
"""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural

# ---------------------------------------------------------------- workbook marks


class WorkbookMarksText(Messages, prefix="marked-book"):
    # Reasons why a workbook is not changed. They complete the sentence of a refusal, and stand alone on a sheet.
    PACKAGE_NOT_ZIP = message(
        "marked-book-not-zip", "The file is not an Excel workbook, or is damaged; open it in Excel and save it again."
    )
    PACKAGE_ENCRYPTED = message(
        "marked-book-encrypted",
        "The workbook has a password for opening, or is an old .xls with another ending; save it as .xlsx without one.",
    )
    PACKAGE_TOO_LARGE = message("marked-book-too-large", "The workbook is larger than {limit} MiB; divide it.")
    PACKAGE_DAMAGED = message(
        "marked-book-damaged", "The workbook is damaged; open it in Excel, have it repaired and save it again."
    )
    PART_MISSING = message(
        "The workbook is damaged, its part {part!r} is missing; open it in Excel and save it again.",
    )
    PART_DAMAGED = message(
        "The workbook is damaged, its part {part!r} cannot be read; open it in Excel and save it again.",
    )
    PART_TOO_LARGE = message(
        "Part {part!r} of the workbook is too large when it is unpacked; delete empty formatted rows, or divide it.",
    )
    PART_ELSEWHERE = message(
        "The workbook has part {part!r}, whose name leads out of it; find out who added it, and make the workbook "
        "anew.",
    )
    PART_TWICE = message("The workbook has part {part!r} twice; open it in Excel and save it again.")
    PART_NOT_XML = message(
        "The workbook is damaged, its part {part!r} is not well-formed XML ({reason}); open it in Excel and save it "
        "again.",
    )
    PART_HAS_DTD = message(
        "Part {part!r} of the workbook declares entities, which no spreadsheet program does; save it again in Excel.",
    )
    PART_ENCODING_UNKNOWN = message(
        "marked-book-part-encoding",
        "Part {part!r} of the workbook cannot be read in its encoding {encoding!r}; open it in Excel and save it "
        "again.",
    )
    BOOK_IS_STRICT = message(
        "marked-book-strict", "The workbook is a Strict Open XML Spreadsheet; save it as Excel Workbook (.xlsx)."
    )
    BOOK_IS_SIGNED = message(
        "marked-book-signed",
        "The workbook has a digital signature, which any change would break; it is left as it is.",
    )
    BOOK_IS_BINARY = message("marked-book-binary", "The workbook is in Excel's binary format; save it as .xlsx.")
    BOOK_NOT_SPREADSHEET = message(
        "marked-book-not-spreadsheet", "The file is an Office document, but not a workbook; save the table as .xlsx."
    )
    BOOK_IS_SHARED = message(
        "marked-book-shared",
        "The workbook is shared and records every change (an old way of Excel); end its sharing and save it again.",
    )
    BOOK_WITHOUT_STYLES = message(
        "marked-book-without-styles", "The workbook has no part for styles; open it in Excel and save it again."
    )
    BOOK_WITHOUT_SHEETS = message(
        "marked-book-without-sheets", "The workbook lists no sheets; open it in Excel and save it again."
    )
    FORMAT_COPIED = message(
        "Files {ending} cannot be marked themselves: this is a new workbook with their values; mend the original.",
    )
    FORMAT_NOT_CORRECTED = message(
        "Files {ending} cannot be corrected; save the workbook as .xlsx and correct that.",
    )
    FINDINGS_ALONE = message("The original was left as it is; this new workbook only lists what was found in it.")
    FORMAT_NOT_MARKED = message(
        "marked-book-format-unknown",
        "{ending} is no format of spreadsheets that is read; known: .xlsx, .xlsm, .ods, .xls, .csv.",
    )
    FORMAT_UNREADABLE = message("The values of the file cannot be read ({reason}); open it and save it again.")
    FILE_TOO_LARGE = message("The file is larger than {limit} MiB; divide it.")
    TABLE_TOO_LARGE = message(
        "A table has {rows} rows and {columns} columns up to its last cell; delete what lies far outside.",
    )
    CSV_NOT_UTF8 = message("The file is not in UTF-8; save it as CSV UTF-8.")
    TEXTS_CUT = plural(
        "{count} text is longer than a cell of Excel holds, and is cut here.",
        "{count} texts are longer than a cell of Excel holds, and are cut here.",
    )

    BOOK_HAS_SECRET = message(
        "marked-book-has-secret",
        "The workbook has rows marked as a state secret, so that no copy of it is made; take them out of it.",
    )
    BOOK_CHANGED = message("marked-book-changed", "{location} has changed while it was validated; validate it again")
    MARK_NOT_WHOLE = message(
        "mark-not-whole", "the report was not read to its end, so {target} was not written; run it again"
    )
    MARK_TARGET_EXISTS = message(
        "mark-target-exists", "{target} exists; name another file, or replace it with --overwrite"
    )

    # Reasons why a cell stays as it is.
    SHEET_UNKNOWN = message("marked-sheet-unknown", "The workbook has no sheet {sheet!r}.")
    SHEET_WITHOUT_CELLS = message("marked-sheet-without-cells", "Sheet {sheet!r} is a chart and has no cells.")
    CELL_OUTSIDE = message("marked-cell-outside", "No sheet has row {row:d}, column {column:d}.")
    CELL_HAS_THREAD = message(
        "marked-cell-has-thread", "The cell has a conversation in comments, to which no note is added."
    )
    NOTE_TOO_LONG = message("marked-note-too-long", "The note of the cell has no room for more.")
    NOTES_UNCHANGEABLE = message(
        "marked-notes-unchangeable", "The notes of the sheet are stored in a form to which none can be added."
    )
    CELL_HAS_FORMULA = message("corrected-cell-formula", "The cell has a formula; correct what it refers to.")
    CELL_IN_ARRAY = message("corrected-cell-array", "The cell belongs to an array formula; correct the formula.")
    CELL_IN_PIVOT = message("corrected-cell-pivot", "The cell belongs to a pivot table; correct its data.")
    CELL_IN_TABLE_HEAD = message(
        "corrected-cell-table-head", "The cell is in the head or the totals of a table; correct it in Excel."
    )
    CELL_MERGED = message("corrected-cell-merged", "The cell is merged with others and shows no value of its own.")
    CELL_TWICE = message("corrected-cell-twice", "The cell has another correction already.")
    VALUE_TOO_LONG = message("corrected-value-too-long", "A cell holds at most {limit} characters.")
    VALUE_NOT_A_NUMBER = message("corrected-value-not-a-number", "The value is infinite or not a number.")

    # The target.
    MARKED_ONTO_SOURCE = message(
        "marked-onto-source", "{target} is the workbook itself; give the marked copy another name"
    )
    WORKBOOK_UNWRITABLE = message("marked-workbook-unwritable", "cannot write {target}: {reason}")

    # Notes.
    NOTE_LINE = message("marked-note-line", "{severity}: {message}")
    NOTE_FIX = message("marked-note-fix", "→ Fix: {fix}")

    # The sheet of results.
    RESULTS_SHEET = message("results-sheet", "Validation results")
    RESULTS_COUNTS = message("results-counts", "Found: {counts}.")
    RESULTS_NONE = message("results-none", "Nothing was found.")
    RESULTS_DEADLINE = message("results-deadline", "Please send the corrected workbook by {deadline}.")
    RESULTS_CONTACT = message("results-contact", "Whom to ask: {contact}.")
    RESULTS_MADE_ANEW = message(
        "results-made-anew",
        "This sheet, the colours and the notes headed “danhmuc” are made anew with each validation; do not write here.",
    )
    MARKS_ONLY_LISTED = plural(
        "marks-only-listed",
        "{count} finding is not fully shown at its cell: {reasons}",
        "{count} findings are not fully shown at their cells: {reasons}",
    )
    NOTES_LEFT = plural(
        "marked-notes-left",
        "{count} note of an earlier validation was changed by hand, and is kept: {cells}.",
        "{count} notes of an earlier validation were changed by hand, and are kept: {cells}.",
    )
    LINES_LEFT_OUT = message("results-lines-left-out", "Listed are the first {shown} of {all} findings.")
    ROW_OF_SHEET = message("results-row", "row {row:d}")
    PAGE_OF = message("results-page", "Page {page} of {pages}")
    COLUMN_SEVERITY = message("results-column-severity", "Severity")
    COLUMN_SHEET = message("results-column-sheet", "Sheet")
    COLUMN_CELL = message("results-column-cell", "Cell")
    COLUMN_HEADING = message("results-column-heading", "Column")
    COLUMN_MESSAGE = message("results-column-message", "Finding")
    COLUMN_FIX = message("results-column-fix", "How to fix it")

    # The sheet of changes.
    CHANGES_SHEET = message("corrections-sheet", "Corrections")
    CHANGES_COUNTED = plural("corrections-counted", "{count} cell was corrected.", "{count} cells were corrected.")
    CHANGES_ONLY_LISTED = plural(
        "corrections-only-listed",
        "{count} cell was not corrected; its line says why.",
        "{count} cells were not corrected; their lines say why.",
    )
    CHANGE_NOT_MADE = message("correction-not-made", "Not changed to {value!r}: {reason}")
    COLUMN_BEFORE = message("corrections-column-before", "Before")
    COLUMN_AFTER = message("corrections-column-after", "After")
    COLUMN_REASON = message("corrections-column-reason", "Reason")


# ---------------------------------------------------------------- workbook screen
# Messages of the one screen that the validation of a workbook prints.


class WorkbookScreenText(Messages, prefix="workbook-screen"):
    MEND_FIRST = message("Fix first:")
    MISTAKE = message("{place}: {severity}, {places}")
    MISTAKE_OF_HEADING = message("workbook-screen-mistake-heading", "{place}  {heading}: {severity}, {places}")
    PLACES = plural("{count} place", "{count} places")
    ROW = message("{sheet}, row {row:d}")
    WHOLE_BOOK = message("workbook-screen-whole", "the whole workbook")
    MORE_KINDS = plural(
        "workbook-screen-more",
        "{count} more kind of finding. To see everything:",
        "{count} more kinds of findings. To see everything:",
    )
    SEE_ALL = message("workbook-screen-all", "To see every place:")
    SEE_MARKED = message("workbook-screen-marked", "in the workbook: {command}")
    SEE_PAGE = message("workbook-screen-page", "as a web page: {command}")
