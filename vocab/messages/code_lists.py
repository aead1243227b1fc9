"""Reasons why an external code list cannot be used: its name, its CSV file, its SKOS document, its codes."""

from __future__ import annotations

from .values import Messages, message


class VocabCodeListsText(Messages):
    LIST_TOKEN_UNUSABLE = message(
        "{token!r} cannot name a code list: 1 to {limit} lower-case letters, digits and hyphens; choose another token",
    )

    # A CSV file as a whole.
    CSV_IS_WORKBOOK = message("an Excel workbook, not CSV; save the sheet as CSV UTF-8 and add that")
    CSV_TOO_LARGE = message("{size} bytes; a code list may have {limit}")
    CSV_IS_BINARY = message("a binary file (it has NUL bytes), not CSV; save the sheet as CSV UTF-8")
    COLUMNS_MISSING = message(
        "no columns mã and tên (or code and name) found, the first line is {line!r}; add a header",
    )
    CODES_BELOW_HEADER_MISSING = message("no codes below the header; a code list needs at least one")
    COLUMNS_ALIKE = message("columns {first!r} and {second!r} mean the same; keep one")
    CELLS_BEYOND_COLUMNS = message(
        "{cells} cells in a table of {columns} columns; put texts that contain the separator in quotation marks",
    )
    CSV_UNREADABLE = message("cannot be read as CSV ({reason}); save it again")
    CSV_QUOTE_NOT_CLOSED = message("a closing quotation mark is missing")
    CSV_CELL_TOO_LONG = message("a cell has more than {limit} characters")
    CSV_DELIMITER_MISSING = message("{delimiter!r} expected after a quotation mark")

    # Its rows.
    CODE_MISSING = message("a row without a code; fill in column mã")
    CODE_NAMELESS = message("code {code!r} has no name; fill in column tên")
    CODE_DUPLICATE = message("code {code!r} is on line {line:d} already; keep one of them")
    CODE_IRI_NOT_ABSOLUTE = message("{iri!r} is not an absolute IRI; correct it")
    CODE_IRI_DUPLICATE = message("{iri} stands for {code!r} already; give each code its own IRI")
    CODE_ORDER_NOT_A_NUMBER = message("order {order!r} is not a whole number; correct it")
    DATE_UNREADABLE = message("{text!r} is not a date; write 2025-07-01 or 01/07/2025")
    CODE_STATUS_UNKNOWN = message("status {status!r} is not known; write HIEU_LUC or DONG_MA")
    CODE_PARENT_UNKNOWN = message(
        "parent {parent!r} of {code!r} is not in this list; add its row, or say which list it is in with parents",
    )
    CODE_PARENT_UNKNOWN_IN = message("parent {parent!r} of {code!r} is not in this list and not in {token}; correct it")
    CODE_SUCCESSOR_UNKNOWN = message(
        "successor {successor!r} of {code!r} is not in this list; add its row, or write its IRI",
    )

    # Codes of either kind of file.
    CODE_SHARED = message("code {code!r} stands for both {first} and {second}; give each its own")
    CODE_ENDS_BEFORE_IT_BEGINS = message(
        "code {code!r} ends on {ends} before it begins on {begins}; correct one of the two dates",
    )
    CODE_PARENTS_CIRCULAR = message("the parents of {code!r} go in a circle ({circle}); take one of these links out")

    # SKOS.
    CONCEPTS_MISSING = message("no skos:Concept in it; a code list is SKOS, or a CSV file with the columns mã and tên")
    CONCEPT_WITHOUT_IRI = message("a concept has no IRI ({name!r}); give each concept one")
    CONCEPT_WITHOUT_IRI_OR_NAME = message("a concept has no IRI, no code and no label; give each concept an IRI")
    CONCEPT_WITHOUT_SCHEME = message("{iri} is in no scheme; say which with skos:inScheme")
    CONCEPT_DATE_UNREADABLE = message("{iri} has the date {text!r}, which is not one; write YYYY-MM-DD")
