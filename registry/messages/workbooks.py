"""Messages of workbooks that agencies fill in, and of foreign ones.

Messages about workbooks: files that cannot be read, sheets and columns, rows and cells, and the template.
"""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural

# ---------------------------------------------------------------- workbooks


class WorkbooksText(Messages, prefix="workbook"):
    # Files.
    NO_BOOK = message(
        "{location} has no sheet of the agency workbook; its sheets are {sheets}. To take over its rows:"
        " danhmuc template NEW.xlsx --from {location}",
    )
    NO_HEADINGS = message(
        "{location} has none of the headings of the agency workbook on {sheets}. To take over its rows:"
        " danhmuc template NEW.xlsx --from {location}",
    )
    NO_ROWS = message("no row is filled in on the sheets {sheets}")
    NO_ROWS_BUT_PARTS = message(
        "no row is filled in on the sheets {sheets}; the rows on {others} belong to rows of those",
    )
    BOOK_EMPTY = message("workbook-empty", "the file has no sheet")
    BOOK_DAMAGED = message("workbook-damaged", "the file is damaged, or is no workbook: {reason}")
    BOOK_LOCKED = message(
        "workbook-locked", "the workbook is protected by a password; save it without one and try again"
    )
    BOOK_LARGE = message("workbook-large", "the file unpacks to more than {limit} bytes, or to more than {parts} parts")
    BOOK_DENSE = message("workbook-dense", "a part of the file is more than {limit} times as large as it is packed")
    SHEET_LARGE = message(
        "the sheet {sheet!r} covers more than {limit} cells; delete what stands far below or to the right of the table",
    )
    BOOK_CONTENT_OTHER = message(
        "workbook-content-other", "this is no workbook, although its name ends in {ending}; save it again as .xlsx"
    )
    BOOK_NOT_ONE = message("workbook-not-one", "a workbook ends in {endings}; found {name}")
    PROFILE_WITHOUT_SHEETS = message("the profile {profile} describes no sheets of a workbook; vn does")
    COLUMN_UNREADABLE = message(
        "{profile}: the column {column} has no heading, or a path or kind of value that a workbook cannot have",
    )

    # The book as a whole.
    BOOK_NEWER = message(
        "workbook-newer", "The workbook is of version {found}, newer than {known}; what is new in it is not read."
    )
    PROFILE_NOT_HERE = message(
        "workbook-profile-absent",
        "The workbook was made for the profile {found}, which does not come with danhmuc; it is read by {used}.",
    )
    MACROS_IGNORED = message("workbook-macros", "The workbook has macros; they are ignored and never run.")
    NOTES_UNREAD = plural(
        "{count} cell of the sheet {sheet!r} has a note, which is not read; write into a cell what belongs to the "
        "record.",
        "{count} cells of the sheet {sheet!r} have notes, which are not read; write into a cell what belongs to a "
        "record.",
    )
    FORMATS_UNSEEN = message(
        "In a file of this kind hidden rows, formulas, notes and formats of cells cannot be seen; they were not "
        "looked at.",
    )
    BOOK_PART = message(
        "workbook-part",
        "The workbook counts as additional (bổ sung): records that it lacks are not missing.",
    )

    # Sheets and columns.
    SHEET_UNKNOWN = message("The sheet {sheet!r} is none of the workbook's; it is not read.")
    SHEET_HIDDEN = message("The sheet {sheet!r} is hidden; it is read as the others are.")
    SHEET_TWICE = message("The sheet {sheet!r} is the second of its kind; it is not read.")
    SHEET_NOT_READ = plural(
        "{count} row of the sheet {sheet!r} is kept with the workbook and not read into records yet.",
        "{count} rows of the sheet {sheet!r} are kept with the workbook and not read into records yet.",
    )
    SHEET_WITHOUT_HEADINGS = message(
        "The sheet {sheet!r} has no row of headings that is understood; no row of it is read.",
    )
    COLUMN_UNKNOWN = message(
        "The column {heading!r} is none of the sheet {sheet!r}; its cells are kept with the row and not published.",
    )
    COLUMN_REPEATED = message("The column {heading!r} occurs again; only the first one is read.")
    ROWS_HIDDEN = plural(
        "{count} hidden or filtered row of the sheet {sheet!r} is read as the others are.",
        "{count} hidden or filtered rows of the sheet {sheet!r} are read as the others are.",
    )
    BLANKS_REMOVED = plural(
        "In {count} cell of the sheet {sheet!r} blanks at the ends or non-breaking spaces were removed.",
        "In {count} cells of the sheet {sheet!r} blanks at the ends or non-breaking spaces were removed.",
    )

    # Rows.
    ROW_WITHOUT_CODE = message("The row has no code in {heading!r}; without one it cannot be taken.")
    ROW_REPEATED = message("The row is the same as row {row:d}; it counts once.")
    CODE_REPEATED = message(
        "The code {code!r} occurs in row {row:d} already; that row counts, and this one is not taken.",
    )
    ROW_SECOND = message("The sheet {sheet!r} takes one row; row {row:d} counts, and this one is not taken.")
    ROW_STRAY = message("No row of the sheet {sheet!r} has the code {code!r}; this row is not taken.")
    ROWS_WITHOUT_RECORD = plural(
        "{count} row of the workbook could not be taken; the first is row {row:d} of the sheet {sheet!r}",
        "{count} rows of the workbook could not be taken; the first is row {row:d} of the sheet {sheet!r}",
    )

    # Cells.
    CELL_NO_VALUE = message(
        "{heading!r} has a formula whose result is not stored; open the file, save it, and try again.",
    )
    CELL_ERROR = message("{heading!r} has an error of a formula, such as #REF!, for its value.")
    CELL_LONG = message(
        "The text of {heading!r} has {length} characters; a cell holds {limit}, the rest is lost in Excel.",
    )
    MERGED_FILLED = message(
        "workbook-merged", "{heading!r} is merged with the row above; its value counts for this row, too."
    )
    NOT_TEXT_CODE = message(
        "workbook-code-number",
        "{heading!r} has the number {found}; codes are text, and zeros at the beginning may be lost.",
    )
    CODE_UNLISTED = message(
        "{heading!r} has a value that the list {lists} does not have; to see the list: danhmuc vocab show {list}",
    )
    CODE_UNCERTAIN = message(
        "{heading!r} has a value that may mean {codes} of the list {list}; write one of these codes.",
    )
    CODE_ABSENT = message("{heading!r} has the code {code!r}, which no row of this workbook has.")
    CODE_ELSEWHERE = message(
        "{heading!r} has the code {code!r}, which no row of this workbook has; the registry must have it already.",
    )
    AGENCY_UNLISTED = message(
        "{heading!r} has the agency code {code!r}, which no loaded code list has; it cannot be verified.",
    )
    CELL_MISSING = message("{heading!r} must be filled in.")
    CELL_ADVISED = message("{heading!r} should be filled in.")
    DATE_UNREAD = message("{heading!r} is no date as day/month/year; write one such as 31/03/2026.")
    NUMBER_AS_DATE = message(
        "workbook-date-number", "{heading!r} has a number that Excel uses for a day; it was read as {day}."
    )
    MAIL_FORM = message(
        "{heading!r} is no e-mail address; write one such as name@agency.gov.vn, several separated by semicolons.",
    )
    PHONE_FORM = message(
        "{heading!r} is no telephone number; write digits such as 0234 123 4567, several separated by semicolons.",
    )
    NUMBER_FORM = message("{heading!r} is no whole number; write digits alone, such as 2048.")
    YES_NO_FORM = message("{heading!r} is neither yes (có) nor no (không).")
    SEVERAL_VALUES = message("{heading!r} takes one value and has {count}; leave one.")
    LISTS_DIFFER = message(
        "{heading!r} has {found} values where other columns of its group have {expected}; write as many, in that "
        "order.",
    )
    LEGACY_TEXT = message(
        "{heading!r} seems to be written in VNI or TCVN3 and not in Unicode; it is kept as it is; convert it to "
        "Unicode.",
    )
    LINK_ENTERED = message(
        "workbook-link-unread",
        "{heading!r} is no address that begins with http:// or https://; write the whole address.",
    )

    ROW_SAYS_NOTHING = message(
        "This row of {sheet!r} names no dataset and says nothing by which it could be told from another; it is left "
        "out.",
    )
    ROW_ABOUT_SAME = message(
        "This row is about the same thing as row {row}, with other values; it is left out, and the state counts as "
        "unknown unless both say the same.",
    )
    AGREEMENT_PART = message(
        "An agreement has a number and a date; with one of them alone this row is a request.",
    )
    TARGET_UNCLEAR = message(
        "Nothing says of which agency the dataset code {code!r} is; write agency code/dataset code, or the IRI.",
    )

    KEPT_UNREAD = message(
        "The hidden sheet {sheet!r} was changed; what it has of records cannot be used as it is. Fill in a new "
        "workbook.",
    )

    # The template.
    AGENCY_CODE_REFUSED = message(
        "workbook-agency-code", "{code!r} is no agency code; one looks like G03, H57.01 or 000.00.18.G12"
    )
    TEMPLATE_TITLE = message("template-title", "Data inventory of an agency: the workbook")
    TEMPLATE_AGENCY = message("template-agency", "Agency")
    TEMPLATE_EXTENT = message(
        "template-extent",
        "{whole}: the workbook has every record of the agency, and a record that it lacks counts as missing. {part}: "
        "the workbook has a part, and records that it lacks stay as they are.",
    )
    TEMPLATE_ROWS = message(
        "template-rows", "One row for one thing; do not merge cells, and do not rename sheets and headings."
    )
    TEMPLATE_VALUES = message(
        "template-values",
        "Codes are text (01, not 1); dates are day/month/year; several values of a cell are separated by semicolons.",
    )
    TEMPLATE_RETIRED = message(
        "template-retired",
        "A row is retired by its status, not by deleting it. Write no state secrets into this workbook.",
    )
    TEMPLATE_COMMANDS = message(
        "template-commands", "To validate it: danhmuc validate FILE. To send it: danhmuc harvest FILE."
    )
    NEED_MANDATORY = message("template-mandatory", "mandatory (*)")
    NEED_RECOMMENDED = message("template-recommended", "recommended")
    NEED_OPTIONAL = message("template-optional", "optional")
    PUBLISHER_WITHOUT_CODE = message(
        "template-publisher-without-code",
        "no source states one code (dct:identifier) of the publisher {publisher!r}, with which the workbook names "
        "records",
    )
    TEMPLATE_NOT_XLSX = message("template-not-xlsx", "{target} does not end in .xlsx; a template is an Excel workbook")
    TEMPLATE_EXISTS = message(
        "template-exists", "{target} is there already; name another file, or replace it with --overwrite"
    )
    TEMPLATE_LANGUAGE = message("template-language", "no language {language!r} for a template; known: {known}")


# ---------------------------------------------------------------- foreign workbooks
# Messages about workbooks that are no workbook of danhmuc: what went where in the new one.


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


# ---------------------------------------------------------------- workbook folders
# Messages about folders of workbooks: which source each book is, and what is returned to an outbox.


class WorkbookFoldersText(Messages):
    BOOK_FOLDER = message(
        "workbook-folder",
        "{location} is a folder of workbooks, each of which is a source of its own; harvest the folder, or name "
        "one file of it",
    )
    BOOK_GONE = message("workbook-gone", "{folder} has no workbook with the id {id!r} any more")
    BOOK_OTHER = message("workbook-other", "{location} does not have the id {id!r} any more; harvest the folder again")
    BOOKS_SHARE_ID = message(
        "workbooks-share-id",
        "the workbooks {files} have the same id {id!r}, so that none of them is read: leave one of them in the folder",
    )
    BOOK_SHARES_ID = message(
        "workbook-shares-id",
        "it has the same id {id!r} as {others}, so that none of them is read: leave one of them in the folder",
    )
    BOOK_ELSEWHERE = message(
        "workbook-elsewhere",
        "{location} has the id of the source {name}, which is at {known}; take it out, or move the source here: "
        "danhmuc source move {name} {moved!r} --reason TEXT",
    )
    FOLDER_MIXED = message(
        "workbook-folder-mixed",
        "{location} has workbooks ({books}) and RDF files ({others}); harvest them in turn, with "
        "--kind workbook and with --kind rdf",
    )
    FOLDER_UNOPENED = message("workbook-folder-unopened", "cannot open the folder {location}: {reason}")
    FOLDER_EMPTY = message("workbook-folder-empty", "{location}: no workbook in it, nothing to harvest")
    FOLDER_SKIPPED = plural(
        "workbook-folder-skipped",
        "{location}: {count} file that is no workbook was skipped, such as {first}",
        "{location}: {count} files that are no workbooks were skipped, such as {first}",
    )
    SOURCES_WITHOUT_BOOK = plural(
        "workbook-sources-without-book",
        "{location}: {count} source has no workbook in it any more, and was not harvested: {names}",
        "{location}: {count} sources have no workbook in it any more, and were not harvested: {names}",
    )
    BOOK_UNREAD = message(
        "returned-book-unread", "The workbook was not read, so that no copy of it is made; this new one says why."
    )
    CORRECTED_NAME = message("returned-book-corrected-name", "{name} corrected")
    OUTBOX_CHANGED = message(
        "{target} was changed after danhmuc had written it, and is kept: move it into the inbox, or delete it",
    )
    OUTBOX_FOREIGN = message("{target} was not written by danhmuc, and is kept: move it away, or name another outbox")
    OUTBOX_INSIDE = message(
        "the outbox {outbox} is the folder of the workbooks {inbox}, or within it, so that they would be harvested "
        "again: name another folder",
    )
    OUTBOX_NO_FOLDER = message("cannot use {outbox} as the outbox: {reason}")
    OUTBOX_IS_FILE = message("it is a file; name a folder")
    OUTBOX_OF_WORKBOOKS = message("nothing to write to {outbox}: none of the sources is a workbook")
    OUTBOX_SECRET = message(
        "{book} has rows marked as a state secret: nothing of it is in the outbox; take them out of the workbook",
    )
    OUTBOX_SECRET_LEFT = message(
        "{book} has rows marked as a state secret, and {target}, which danhmuc did not write or somebody has changed, "
        "may have them, too: look at it, and delete it",
    )
    OUTBOX_TWICE = message(
        "{target} is already that of another workbook of this command; give one of them another name"
    )
    OUTBOX_MOVED_ON = message("{book} changed while it was harvested; the next harvest marks it")
