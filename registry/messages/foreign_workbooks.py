"""Messages about workbooks that are no workbook of danhmuc: what went where in the new one."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class ForeignWorkbooksText(Messages, prefix="foreign"):
    # Books that are not read.
    BOOK_IS_OURS = message(
        "foreign-book-ours", "{name} is an agency workbook of danhmuc already; fill it in and validate it as it is"
    )
    BOOK_BEARS_MARK = message(
        "foreign-book-mark",
        "the sheet {sheet!r} bears a mark of secrecy at {cell}; state secrets are not registered, and nothing was read",
    )
    BOOK_NAMED_MARK = message(
        "foreign-book-name-mark",
        "the name of the file {name!r} bears a mark of secrecy; state secrets are not registered, and nothing was read",
    )
    BOOK_HAS_NO_TEXT = message("foreign-book-blank", "{name} has no cell that is filled in")
    BOOK_TOO_MANY_CELLS = message(
        "foreign-book-cells", "the workbook has more than {limit} cells that are filled in; split it and take each part"
    )
    BOOK_TOO_MANY_COLUMNS = message(
        "foreign-book-columns",
        "the workbook has {count} different headings that cannot be placed, and a sheet holds {limit}; split it",
    )
    BOOK_TOO_MANY_TABLES = message(
        "foreign-book-tables", "the sheet {sheet!r} has more than {limit} tables; split the workbook and take each part"
    )
    NUMBER_PREFIX_REFUSED = message(
        "foreign-number-prefix",
        "{prefix!r} cannot begin codes; a prefix has at most 40 letters without diacritics, digits, '.', '-' or '_'",
    )

    # What went where.
    MOVED_TITLE = message("What went where from {name}")
    CELLS_COUNTED = message(
        "foreign-cells",
        "{cells} cells: {placed} are in columns, {beside} on the sheet {sheet!r}; {headings} headings, and {listed} "
        "titles, notes and the like, are on the sheet {told!r}; {refused} are in refused rows.",
    )
    TABLES_NONE = message("No table was found whose headings are known; all texts are listed on the sheet {sheet!r}.")
    COLUMNS_UNPLACED = plural(
        "{count} column could not be placed; its values are on the sheet {sheet!r}.",
        "{count} columns could not be placed; their values are on the sheet {sheet!r}.",
    )
    CODES_MISSING = plural(
        "{count} row has no code; its cell is coloured. Enter a code that stays, or run the command again with"
        " --number PREFIX.",
        "{count} rows have no code; their cells are coloured. Enter codes that stay, or run the command again with"
        " --number PREFIX.",
    )
    CODES_MADE = plural(
        "{count} row had no code and got one that begins with {prefix}; its cell is coloured. Keep it from now on.",
        "{count} rows had no code and got one that begins with {prefix}; their cells are coloured. Keep them from "
        "now on.",
    )
    PROPOSALS_OPEN = plural(
        "A title proposes a value for {count} cell; check it, then enter it or use --fill-proposals.",
        "Titles propose a value for {count} cells; check them, then enter them or use --fill-proposals.",
    )
    PROPOSALS_FILLED = plural(
        "{count} cell is filled in as a title proposes, and coloured; check it.",
        "{count} cells are filled in as titles propose, and coloured; check them.",
    )
    ROWS_REFUSED = plural(
        "{count} row is, or may be, marked as a state secret; nothing of it was taken. If it is none, say so in its "
        "mark (không) and take the workbook again.",
        "{count} rows are, or may be, marked as state secrets; nothing of them was taken. If they are none, say so in"
        " their marks (không) and take the workbook again.",
    )
    ROWS_HIDDEN_MOVED = plural(
        "foreign-rows-hidden",
        "{count} hidden or filtered row of the sheet {sheet!r} was taken as the others were.",
        "{count} hidden or filtered rows of the sheet {sheet!r} were taken as the others were.",
    )
    SHEET_HIDDEN_MOVED = message(
        "foreign-sheet-hidden", "The sheet {sheet!r} is hidden; it was taken as the others were."
    )
    MERGED_UNSEEN = message(
        "In a file of this kind merged cells cannot be seen: their value is in the first of their rows alone. Save the"
        " workbook as .xlsx to have it in all of them.",
    )
    FORMULAS_EMPTY = plural(
        "foreign-formulas",
        "{count} cell has an error, or a formula without a stored result; it has no value here. Open the old "
        "workbook in Excel, mend and save it.",
        "{count} cells have an error, or a formula without a stored result; they have no value here. Open the old "
        "workbook in Excel, mend and save it.",
    )
    UNPLACED_NOTE = message(
        "Values that no column takes, beside their rows. Copy what is needed into the sheets; then delete this sheet."
        " danhmuc does not read it.",
    )
    SHEET_UNPLACED = message("The sheet {sheet!r} has values of an old workbook that no column takes; it is not read.")
    VALUES_CHANGED = plural(
        "{count} written as its code list or the calendar does",
        "{count} written as code lists or the calendar do",
    )
    VALUES_FILLED = message("{count} more from merged cells")

    # Ways in which a column was found.
    HOW_NAME = message("same heading")
    HOW_OTHER_NAME = message("other name")
    HOW_WORDS = message("by its words; check it")
    HOW_SEVERAL = message("not placed: ambiguous")
    HOW_NONE = message("not placed: unknown")
    HOW_NUMBER = message("row numbers")
    HOW_REPEATED = message("not placed: repeated")

    # Kinds of texts.
    KIND_ABOVE = message("title or note above a table")
    KIND_BELOW = message("note or signature below a table")
    KIND_GROUP = message("name of a group of rows")
    KIND_TOTAL = message("total")
    KIND_UNITS = message("numbers of columns")
    KIND_HEAD = message("repeated headings")
    KIND_FORMULA = message("error, or formula without a stored result")

    # Headings of danhmuc's own sheets.
    SECTION_COLUMNS = message("Columns")
    SECTION_PROPOSALS = message("Proposals")
    SECTION_REFUSED = message("Rows that were refused")
    SECTION_TEXTS = message("Texts that are no values")
    HEAD_OLD_SHEET = message("Old sheet")
    HEAD_OLD_ROW = message("Old row")
    HEAD_CELL = message("Cell")
    HEAD_HEADING = message("Old heading")
    HEAD_SHEET = message("New sheet")
    HEAD_COLUMN = message("New column")
    HEAD_VALUES = message("Values")
    HEAD_HOW = message("How")
    HEAD_VALUE = message("Value")
    HEAD_BASIS = message("As it says")
    HEAD_KIND = message("Kind")
    HEAD_TEXT = message("Text")
    HEAD_NUMBER = message("No.")
    HEAD_GROUP = message("Group")
    HEAD_CODE = message("Code")
    HEAD_NAME = message("Name")
    HEAD_NEW_ROWS = message("New rows")
