"""Data dictionaries: the tables of datasets that leave, and the data elements that leave with them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Final

from danhmuc.vocab.terms import CSVW
from danhmuc.vocab.writing import Unwritten

from ..data_elements.dictionary_writer import write_dictionary_book
from ..data_elements.exported_tables import csvw_tables, exported_tables, package_resources, skos_lines
from ..record.exported import ExportedRecord

_CSVW: Final = CSVW.iri.removesuffix("#")


class CsvwExporter:
    """Metadata of CSV on the Web: one group with a table for each dataset and schema; all else is reported as lost."""

    media_type = "application/csvm+json"

    def write(self, records: Iterable[ExportedRecord], out: BinaryIO) -> Unwritten:
        """Write the tables of all records in their order."""
        lost = Unwritten()
        _write_list(out, {"@context": _CSVW}, "tables", csvw_tables(exported_tables(records, lost)))
        return lost


class TableSchemaExporter:
    """A Data Package with a resource for each dataset and schema; all else is reported as lost."""

    media_type = "application/vnd.datapackage+json"

    def write(self, records: Iterable[ExportedRecord], out: BinaryIO) -> Unwritten:
        """Write the tables of all records in their order."""
        lost = Unwritten()
        head = {"profile": "data-package"}
        _write_list(out, head, "resources", package_resources(exported_tables(records, lost)))
        return lost


class DictionaryExporter:
    """A workbook with the sheet of columns, which is read again without loss; all else is reported as lost."""

    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def write(self, records: Iterable[ExportedRecord], out: BinaryIO) -> Unwritten:
        """Write the tables of all records in their order, each schema once."""
        lost = Unwritten()
        write_dictionary_book(exported_tables(records, lost), out)
        return lost


class SkosExporter:
    """Data elements and what they are made of as concepts of SKOS, in N-Triples; all else is reported as lost."""

    media_type = "application/n-triples"

    def write(self, records: Iterable[ExportedRecord], out: BinaryIO) -> Unwritten:
        """Write the concepts of all records in their order."""
        lost = Unwritten()
        for line in skos_lines(records, lost):
            out.write(line.encode())
        return lost


def _write_list(out: BinaryIO, head: dict[str, Any], name: str, values: Iterator[dict[str, Any]]) -> None:
    """Write an object whose last member is a list, one value at a time."""
    out.write(b"{\n")
    for key, value in head.items():
        out.write(f"  {_json(key)}: {_json(value)},\n".encode())
    out.write(f"  {_json(name)}: [".encode())
    separator = "\n"
    for value in values:
        written = json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n    ")
        out.write(f"{separator}    {written}".encode())
        separator = ",\n"
    out.write(b"\n  ]\n}\n" if separator != "\n" else b"]\n}\n")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
