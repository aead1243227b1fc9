"""The data dictionary for printing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import MessageTemplate, message, plural

__all__ = [
    "CODES_MORE",
    "COLUMNS",
    "DATASETS_WITHOUT_TABLE",
    "DATASETS_WITH_TABLE",
    "DICTIONARY_TITLE",
    "IN_RECORD",
    "NOTE_DEFINITIONS",
    "NOTE_WHICH_TABLES",
    "OF_DATASET",
    "OF_SCHEMA",
    "PRIMARY_KEY",
    "REFERS_TO",
    "REQUIRED",
    "SHEET_TABLES",
    "TABLES",
    "TABLES_TITLE",
    "TABLE_HEAD",
    "TABLE_HEAD_UNNAMED",
    "TABLE_NAME",
    "TABLE_SHEET",
    "TOTAL_COLUMNS",
    "UNIQUE",
]

DICTIONARY_TITLE: Final = message("dictionary-report-title", "Data dictionary")
SHEET_TABLES: Final = message("dictionary-report-sheet-tables", "Tables")
TABLES_TITLE: Final = message("dictionary-report-title-tables", "Tables of the datasets")
TABLE_SHEET: Final = message("dictionary-report-sheet-table", "Table {number:d}")
TABLE_HEAD: Final = message("dictionary-report-table-head", "{number:d}. {dataset}: {table}")
TABLE_HEAD_UNNAMED: Final = message("dictionary-report-table-head-unnamed", "{number:d}. {dataset}")
OF_DATASET: Final = message("dictionary-report-of-dataset", "Dataset: {iri}")
OF_SCHEMA: Final = message("dictionary-report-of-schema", "Table schema: {iri}")
TABLE_NAME: Final = message("dictionary-report-table-name", "Technical name of the table: {name}")
IN_RECORD: Final = message("dictionary-report-in-record", "(in the record of the dataset)")
REQUIRED: Final = message("dictionary-report-required", "required")
PRIMARY_KEY: Final = message("dictionary-report-primary-key", "primary key")
UNIQUE: Final = message("dictionary-report-unique", "unique")
REFERS_TO: Final = message("dictionary-report-refers-to", "refers to {target}")
CODES_MORE: Final = plural("dictionary-report-codes-more", "and {count} more code", "and {count} more codes")
DATASETS_WITH_TABLE: Final = message("dictionary-report-with-table", "of those listed, with a table")
DATASETS_WITHOUT_TABLE: Final = message("dictionary-report-without-table", "of those listed, without a table")
TABLES: Final = message("dictionary-report-tables", "Tables")
TOTAL_COLUMNS: Final = message("dictionary-report-columns", "Columns")
NOTE_WHICH_TABLES: Final = message(
    "dictionary-report-which-tables",
    "A dataset, series or database has the tables that stand in its own record, as the dictionary sheet of a workbook"
    " gives them, and those that it, one of its distributions, the table schema or a person names by an IRI. A table"
    " schema that several of them have is printed for each.",
)
NOTE_DEFINITIONS: Final = message(
    "dictionary-report-definitions",
    "The definition of a column that has none of its own is that of its data element. A cell is empty where the table"
    " schema says nothing.",
)
COLUMNS: Final[Mapping[str, MessageTemplate]] = {
    "code": message("dictionary-report-code", "Code of the dataset"),
    "dataset": message("dictionary-report-dataset", "Dataset"),
    "publisher": message("dictionary-report-publisher", "Publisher"),
    "table": message("dictionary-report-table", "Table"),
    "table-name": message("dictionary-report-column-table-name", "Technical name"),
    "columns": message("dictionary-report-column-columns", "Columns"),
    "dataset-iri": message("dictionary-report-dataset-iri", "IRI of the dataset"),
    "schema-iri": message("dictionary-report-schema-iri", "IRI of the table schema"),
    "column": message("dictionary-report-column", "Column"),
    "title": message("dictionary-report-column-title", "Title"),
    "definition": message("dictionary-report-definition", "Definition"),
    "datatype": message("dictionary-report-datatype", "Data type"),
    "format": message("dictionary-report-format", "Length, format, range"),
    "unit": message("dictionary-report-unit", "Unit"),
    "code-list": message("dictionary-report-code-list", "Code list"),
    "required": message("dictionary-report-required-key", "Required, key"),
    "element": message("dictionary-report-element", "Data element"),
}
"""The headings of the columns, by their names in JSON."""
