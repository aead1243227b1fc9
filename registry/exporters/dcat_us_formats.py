"""DCAT-US as JSON: one catalogue with its entries, in the versions 3.0 and 1.1 (data.json)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from danhmuc.vocab.writing import Unwritten

from ..dcat_us.data_json_writer import write_data_json
from ..record.exported import ExportedRecord


class DcatUsExporter:
    """DCAT-US 3.0; what it has no field for is reported, and so is each record that lacks a required one."""

    media_type = "application/json"

    def write(self, records: Iterable[ExportedRecord], out: BinaryIO) -> Unwritten:
        """Write all records in their order."""
        return write_data_json(records, out, "3.0")


class DcatUs11Exporter:
    """DCAT-US 1.1, the data.json of Project Open Data, which has datasets only."""

    media_type = "application/json"

    def write(self, records: Iterable[ExportedRecord], out: BinaryIO) -> Unwritten:
        """Write all records in their order."""
        return write_data_json(records, out, "1.1")
