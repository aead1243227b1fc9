"""The data dictionary for printing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message, plural


class DictionaryReportText(Messages, prefix="dictionary-report"):
    DICTIONARY_TITLE = message("dictionary-report-title", "Data dictionary")
    SHEET_TABLES = message("Tables")
    TABLES_TITLE = message("dictionary-report-title-tables", "Tables of the datasets")
    TABLE_SHEET = message("dictionary-report-sheet-table", "Table {number:d}")
    TABLE_HEAD = message("{number:d}. {dataset}: {table}")
    TABLE_HEAD_UNNAMED = message("{number:d}. {dataset}")
    OF_DATASET = message("Dataset: {iri}")
    OF_SCHEMA = message("Table schema: {iri}")
    TABLE_NAME = message("Technical name of the table: {name}")
    IN_RECORD = message("(in the record of the dataset)")
    REQUIRED = message("required")
    PRIMARY_KEY = message("primary key")
    UNIQUE = message("unique")
    REFERS_TO = message("refers to {target}")
    CODES_MORE = plural("and {count} more code", "and {count} more codes")
    DATASETS_WITH_TABLE = message("dictionary-report-with-table", "of those listed, with a table")
    DATASETS_WITHOUT_TABLE = message("dictionary-report-without-table", "of those listed, without a table")
    TABLES = message("Tables")
    TOTAL_COLUMNS = message("dictionary-report-columns", "Columns")
    NOTE_WHICH_TABLES = message(
        "dictionary-report-which-tables",
        "A dataset, series or database has the tables that stand in its own record, as the dictionary sheet of a "
        "workbook gives them, and those that it, one of its distributions, the table schema or a person names by an "
        "IRI. A table schema that several of them have is printed for each.",
    )
    NOTE_DEFINITIONS = message(
        "dictionary-report-definitions",
        "The definition of a column that has none of its own is that of its data element. A cell is empty where the "
        "table schema says nothing.",
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
