"""Messages about workbooks that are no workbook of danhmuc: what went where in the new one."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "BOOK_BEARS_MARK",
    "BOOK_HAS_NO_TEXT",
    "BOOK_IS_OURS",
    "BOOK_NAMED_MARK",
    "BOOK_TOO_MANY_CELLS",
    "BOOK_TOO_MANY_COLUMNS",
    "BOOK_TOO_MANY_TABLES",
    "CELLS_COUNTED",
    "CODES_MADE",
    "CODES_MISSING",
    "COLUMNS_UNPLACED",
    "FORMULAS_EMPTY",
    "HEAD_BASIS",
    "HEAD_CELL",
    "HEAD_CODE",
    "HEAD_COLUMN",
    "HEAD_GROUP",
    "HEAD_HEADING",
    "HEAD_HOW",
    "HEAD_KIND",
    "HEAD_NAME",
    "HEAD_NEW_ROWS",
    "HEAD_NUMBER",
    "HEAD_OLD_ROW",
    "HEAD_OLD_SHEET",
    "HEAD_SHEET",
    "HEAD_TEXT",
    "HEAD_VALUE",
    "HEAD_VALUES",
    "HOW_NAME",
    "HOW_NONE",
    "HOW_NUMBER",
    "HOW_OTHER_NAME",
    "HOW_REPEATED",
    "HOW_SEVERAL",
    "HOW_WORDS",
    "KIND_ABOVE",
    "KIND_BELOW",
    "KIND_FORMULA",
    "KIND_GROUP",
    "KIND_HEAD",
    "KIND_TOTAL",
    "KIND_UNITS",
    "MERGED_UNSEEN",
    "MOVED_TITLE",
    "NUMBER_PREFIX_REFUSED",
    "PROPOSALS_FILLED",
    "PROPOSALS_OPEN",
    "ROWS_HIDDEN_MOVED",
    "ROWS_REFUSED",
    "SECTION_COLUMNS",
    "SECTION_PROPOSALS",
    "SECTION_REFUSED",
    "SECTION_TEXTS",
    "SHEET_HIDDEN_MOVED",
    "SHEET_UNPLACED",
    "TABLES_NONE",
    "UNPLACED_NOTE",
    "VALUES_CHANGED",
    "VALUES_FILLED",
]

# Books that are not read.
BOOK_IS_OURS: Final = message(
    "foreign-book-ours", "{name} is an agency workbook of danhmuc already; fill it in and validate it as it is"
)
BOOK_BEARS_MARK: Final = message(
    "foreign-book-mark",
    "the sheet {sheet!r} bears a mark of secrecy at {cell}; state secrets are not registered, and nothing was read",
)
BOOK_NAMED_MARK: Final = message(
    "foreign-book-name-mark",
    "the name of the file {name!r} bears a mark of secrecy; state secrets are not registered, and nothing was read",
)
BOOK_HAS_NO_TEXT: Final = message("foreign-book-blank", "{name} has no cell that is filled in")
BOOK_TOO_MANY_CELLS: Final = message(
    "foreign-book-cells", "the workbook has more than {limit} cells that are filled in; split it and take each part"
)
BOOK_TOO_MANY_COLUMNS: Final = message(
    "foreign-book-columns",
    "the workbook has {count} different headings that cannot be placed, and a sheet holds {limit}; split it",
)
BOOK_TOO_MANY_TABLES: Final = message(
    "foreign-book-tables", "the sheet {sheet!r} has more than {limit} tables; split the workbook and take each part"
)
NUMBER_PREFIX_REFUSED: Final = message(
    "foreign-number-prefix",
    "{prefix!r} cannot begin codes; a prefix has at most 40 letters without diacritics, digits, '.', '-' or '_'",
)

# What went where.
MOVED_TITLE: Final = message("foreign-moved-title", "What went where from {name}")
CELLS_COUNTED: Final = message(
    "foreign-cells",
    "{cells} cells: {placed} are in columns, {beside} on the sheet {sheet!r}; {headings} headings, and {listed} titles,"
    " notes and the like, are on the sheet {told!r}; {refused} are in refused rows.",
)
TABLES_NONE: Final = message(
    "foreign-tables-none", "No table was found whose headings are known; all texts are listed on the sheet {sheet!r}."
)
COLUMNS_UNPLACED: Final = plural(
    "foreign-columns-unplaced",
    "{count} column could not be placed; its values are on the sheet {sheet!r}.",
    "{count} columns could not be placed; their values are on the sheet {sheet!r}.",
)
CODES_MISSING: Final = plural(
    "foreign-codes-missing",
    "{count} row has no code; its cell is coloured. Enter a code that stays, or run the command again with"
    " --number PREFIX.",
    "{count} rows have no code; their cells are coloured. Enter codes that stay, or run the command again with"
    " --number PREFIX.",
)
CODES_MADE: Final = plural(
    "foreign-codes-made",
    "{count} row had no code and got one that begins with {prefix}; its cell is coloured. Keep it from now on.",
    "{count} rows had no code and got one that begins with {prefix}; their cells are coloured. Keep them from now on.",
)
PROPOSALS_OPEN: Final = plural(
    "foreign-proposals-open",
    "A title proposes a value for {count} cell; check it, then enter it or use --fill-proposals.",
    "Titles propose a value for {count} cells; check them, then enter them or use --fill-proposals.",
)
PROPOSALS_FILLED: Final = plural(
    "foreign-proposals-filled",
    "{count} cell is filled in as a title proposes, and coloured; check it.",
    "{count} cells are filled in as titles propose, and coloured; check them.",
)
ROWS_REFUSED: Final = plural(
    "foreign-rows-refused",
    "{count} row is, or may be, marked as a state secret; nothing of it was taken. If it is none, say so in its mark"
    " (không) and take the workbook again.",
    "{count} rows are, or may be, marked as state secrets; nothing of them was taken. If they are none, say so in"
    " their marks (không) and take the workbook again.",
)
ROWS_HIDDEN_MOVED: Final = plural(
    "foreign-rows-hidden",
    "{count} hidden or filtered row of the sheet {sheet!r} was taken as the others were.",
    "{count} hidden or filtered rows of the sheet {sheet!r} were taken as the others were.",
)
SHEET_HIDDEN_MOVED: Final = message(
    "foreign-sheet-hidden", "The sheet {sheet!r} is hidden; it was taken as the others were."
)
MERGED_UNSEEN: Final = message(
    "foreign-merged-unseen",
    "In a file of this kind merged cells cannot be seen: their value is in the first of their rows alone. Save the"
    " workbook as .xlsx to have it in all of them.",
)
FORMULAS_EMPTY: Final = plural(
    "foreign-formulas",
    "{count} cell has an error, or a formula without a stored result; it has no value here. Open the old workbook in"
    " Excel, mend and save it.",
    "{count} cells have an error, or a formula without a stored result; they have no value here. Open the old workbook"
    " in Excel, mend and save it.",
)
UNPLACED_NOTE: Final = message(
    "foreign-unplaced-note",
    "Values that no column takes, beside their rows. Copy what is needed into the sheets; then delete this sheet."
    " danhmuc does not read it.",
)
SHEET_UNPLACED: Final = message(
    "foreign-sheet-unplaced", "The sheet {sheet!r} has values of an old workbook that no column takes; it is not read."
)
VALUES_CHANGED: Final = plural(
    "foreign-values-changed",
    "{count} written as its code list or the calendar does",
    "{count} written as code lists or the calendar do",
)
VALUES_FILLED: Final = message("foreign-values-filled", "{count} more from merged cells")

# Ways in which a column was found.
HOW_NAME: Final = message("foreign-how-name", "same heading")
HOW_OTHER_NAME: Final = message("foreign-how-other-name", "other name")
HOW_WORDS: Final = message("foreign-how-words", "by its words; check it")
HOW_SEVERAL: Final = message("foreign-how-several", "not placed: ambiguous")
HOW_NONE: Final = message("foreign-how-none", "not placed: unknown")
HOW_NUMBER: Final = message("foreign-how-number", "row numbers")
HOW_REPEATED: Final = message("foreign-how-repeated", "not placed: repeated")

# Kinds of texts.
KIND_ABOVE: Final = message("foreign-kind-above", "title or note above a table")
KIND_BELOW: Final = message("foreign-kind-below", "note or signature below a table")
KIND_GROUP: Final = message("foreign-kind-group", "name of a group of rows")
KIND_TOTAL: Final = message("foreign-kind-total", "total")
KIND_UNITS: Final = message("foreign-kind-units", "numbers of columns")
KIND_HEAD: Final = message("foreign-kind-head", "repeated headings")
KIND_FORMULA: Final = message("foreign-kind-formula", "error, or formula without a stored result")

# Headings of danhmuc's own sheets.
SECTION_COLUMNS: Final = message("foreign-section-columns", "Columns")
SECTION_PROPOSALS: Final = message("foreign-section-proposals", "Proposals")
SECTION_REFUSED: Final = message("foreign-section-refused", "Rows that were refused")
SECTION_TEXTS: Final = message("foreign-section-texts", "Texts that are no values")
HEAD_OLD_SHEET: Final = message("foreign-head-old-sheet", "Old sheet")
HEAD_OLD_ROW: Final = message("foreign-head-old-row", "Old row")
HEAD_CELL: Final = message("foreign-head-cell", "Cell")
HEAD_HEADING: Final = message("foreign-head-heading", "Old heading")
HEAD_SHEET: Final = message("foreign-head-sheet", "New sheet")
HEAD_COLUMN: Final = message("foreign-head-column", "New column")
HEAD_VALUES: Final = message("foreign-head-values", "Values")
HEAD_HOW: Final = message("foreign-head-how", "How")
HEAD_VALUE: Final = message("foreign-head-value", "Value")
HEAD_BASIS: Final = message("foreign-head-basis", "As it says")
HEAD_KIND: Final = message("foreign-head-kind", "Kind")
HEAD_TEXT: Final = message("foreign-head-text", "Text")
HEAD_NUMBER: Final = message("foreign-head-number", "No.")
HEAD_GROUP: Final = message("foreign-head-group", "Group")
HEAD_CODE: Final = message("foreign-head-code", "Code")
HEAD_NAME: Final = message("foreign-head-name", "Name")
HEAD_NEW_ROWS: Final = message("foreign-head-new-rows", "New rows")
