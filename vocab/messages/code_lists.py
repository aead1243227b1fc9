"""Reasons why an external code list cannot be used: its name, its CSV file, its SKOS document, its codes."""

from __future__ import annotations

from typing import Final

from .values import message

__all__ = [
    "CELLS_BEYOND_COLUMNS",
    "CODES_BELOW_HEADER_MISSING",
    "CODE_DUPLICATE",
    "CODE_ENDS_BEFORE_IT_BEGINS",
    "CODE_IRI_DUPLICATE",
    "CODE_IRI_NOT_ABSOLUTE",
    "CODE_MISSING",
    "CODE_NAMELESS",
    "CODE_ORDER_NOT_A_NUMBER",
    "CODE_PARENTS_CIRCULAR",
    "CODE_PARENT_UNKNOWN",
    "CODE_PARENT_UNKNOWN_IN",
    "CODE_SHARED",
    "CODE_STATUS_UNKNOWN",
    "CODE_SUCCESSOR_UNKNOWN",
    "COLUMNS_ALIKE",
    "COLUMNS_MISSING",
    "CONCEPTS_MISSING",
    "CONCEPT_DATE_UNREADABLE",
    "CONCEPT_WITHOUT_IRI",
    "CONCEPT_WITHOUT_IRI_OR_NAME",
    "CONCEPT_WITHOUT_SCHEME",
    "CSV_CELL_TOO_LONG",
    "CSV_DELIMITER_MISSING",
    "CSV_IS_BINARY",
    "CSV_IS_WORKBOOK",
    "CSV_QUOTE_NOT_CLOSED",
    "CSV_TOO_LARGE",
    "CSV_UNREADABLE",
    "DATE_UNREADABLE",
    "LIST_TOKEN_UNUSABLE",
]

LIST_TOKEN_UNUSABLE: Final = message(
    "list-token-unusable",
    "{token!r} cannot name a code list: 1 to {limit} lower-case letters, digits and hyphens; choose another token",
)

# A CSV file as a whole.
CSV_IS_WORKBOOK: Final = message(
    "csv-is-workbook", "an Excel workbook, not CSV; save the sheet as CSV UTF-8 and add that"
)
CSV_TOO_LARGE: Final = message("csv-too-large", "{size} bytes; a code list may have {limit}")
CSV_IS_BINARY: Final = message(
    "csv-is-binary", "a binary file (it has NUL bytes), not CSV; save the sheet as CSV UTF-8"
)
COLUMNS_MISSING: Final = message(
    "columns-missing",
    "no columns mã and tên (or code and name) found, the first line is {line!r}; add a header",
)
CODES_BELOW_HEADER_MISSING: Final = message(
    "codes-below-header-missing", "no codes below the header; a code list needs at least one"
)
COLUMNS_ALIKE: Final = message("columns-alike", "columns {first!r} and {second!r} mean the same; keep one")
CELLS_BEYOND_COLUMNS: Final = message(
    "cells-beyond-columns",
    "{cells} cells in a table of {columns} columns; put texts that contain the separator in quotation marks",
)
CSV_UNREADABLE: Final = message("csv-unreadable", "cannot be read as CSV ({reason}); save it again")
CSV_QUOTE_NOT_CLOSED: Final = message("csv-quote-not-closed", "a closing quotation mark is missing")
CSV_CELL_TOO_LONG: Final = message("csv-cell-too-long", "a cell has more than {limit} characters")
CSV_DELIMITER_MISSING: Final = message("csv-delimiter-missing", "{delimiter!r} expected after a quotation mark")

# Its rows.
CODE_MISSING: Final = message("code-missing", "a row without a code; fill in column mã")
CODE_NAMELESS: Final = message("code-nameless", "code {code!r} has no name; fill in column tên")
CODE_DUPLICATE: Final = message("code-duplicate", "code {code!r} is on line {line:d} already; keep one of them")
CODE_IRI_NOT_ABSOLUTE: Final = message("code-iri-not-absolute", "{iri!r} is not an absolute IRI; correct it")
CODE_IRI_DUPLICATE: Final = message(
    "code-iri-duplicate", "{iri} stands for {code!r} already; give each code its own IRI"
)
CODE_ORDER_NOT_A_NUMBER: Final = message("code-order-not-a-number", "order {order!r} is not a whole number; correct it")
DATE_UNREADABLE: Final = message("date-unreadable", "{text!r} is not a date; write 2025-07-01 or 01/07/2025")
CODE_STATUS_UNKNOWN: Final = message("code-status-unknown", "status {status!r} is not known; write HIEU_LUC or DONG_MA")
CODE_PARENT_UNKNOWN: Final = message(
    "code-parent-unknown",
    "parent {parent!r} of {code!r} is not in this list; add its row, or say which list it is in with parents",
)
CODE_PARENT_UNKNOWN_IN: Final = message(
    "code-parent-unknown-in", "parent {parent!r} of {code!r} is not in this list and not in {token}; correct it"
)
CODE_SUCCESSOR_UNKNOWN: Final = message(
    "code-successor-unknown",
    "successor {successor!r} of {code!r} is not in this list; add its row, or write its IRI",
)

# Codes of either kind of file.
CODE_SHARED: Final = message("code-shared", "code {code!r} stands for both {first} and {second}; give each its own")
CODE_ENDS_BEFORE_IT_BEGINS: Final = message(
    "code-ends-before-it-begins",
    "code {code!r} ends on {ends} before it begins on {begins}; correct one of the two dates",
)
CODE_PARENTS_CIRCULAR: Final = message(
    "code-parents-circular", "the parents of {code!r} go in a circle ({circle}); take one of these links out"
)

# SKOS.
CONCEPTS_MISSING: Final = message(
    "concepts-missing", "no skos:Concept in it; a code list is SKOS, or a CSV file with the columns mã and tên"
)
CONCEPT_WITHOUT_IRI: Final = message("concept-without-iri", "a concept has no IRI ({name!r}); give each concept one")
CONCEPT_WITHOUT_IRI_OR_NAME: Final = message(
    "concept-without-iri-or-name", "a concept has no IRI, no code and no label; give each concept an IRI"
)
CONCEPT_WITHOUT_SCHEME: Final = message("concept-without-scheme", "{iri} is in no scheme; say which with skos:inScheme")
CONCEPT_DATE_UNREADABLE: Final = message(
    "concept-date-unreadable", "{iri} has the date {text!r}, which is not one; write YYYY-MM-DD"
)
