"""Statutory reports: the lists and forms that an agency signs, made of what the registry holds.

A report is a value: sheets with columns and rows, the acts that it rests on, the state of the registry and a day. The
writers give it a form. Where a report is added: one file beside its siblings, and one line in `reports.BUILT_IN`.

Source of the rules: docs/decisions/0066-statutory-reports.md.
"""

from __future__ import annotations

from .holidays import read_holidays
from .reports import STATUTORY_FORMATS, STATUTORY_REPORTS, write_statutory_report
from .statutory_report import (
    CellValue,
    ReportAgency,
    ReportBasis,
    ReportColumn,
    ReportRows,
    ReportSheet,
    ReportState,
    ReportTotal,
    Row,
    StatutoryOptions,
    StatutoryReport,
)

__all__ = [
    "STATUTORY_FORMATS",
    "STATUTORY_REPORTS",
    "CellValue",
    "ReportAgency",
    "ReportBasis",
    "ReportColumn",
    "ReportRows",
    "ReportSheet",
    "ReportState",
    "ReportTotal",
    "Row",
    "StatutoryOptions",
    "StatutoryReport",
    "read_holidays",
    "write_statutory_report",
]
