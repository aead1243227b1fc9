"""Reports on validated sources: for terminals, programs, spreadsheets, continuous integration, browsers, and as RDF.

Modules are imported when a name of theirs is asked for: who shows a single finding needs none of the reports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from danhmuc.vocab.renamed import getattr_of_late_imports, getattr_of_renamed

if TYPE_CHECKING:
    from .report_formats import REPORTS, write_report
    from .reported_records import ReportedFinding, ReportedRecord
    from .reported_source import ReportedSource
    from .tally import Tally, reasons_text
    from .terminal import TerminalLine, terminal_lines

__all__ = [
    "REPORTS",
    "ReportedFinding",
    "ReportedRecord",
    "ReportedSource",
    "Tally",
    "TerminalLine",
    "reasons_text",
    "terminal_lines",
    "write_report",
]

_HOMES: Final = {
    "REPORTS": "report_formats",
    "ReportedFinding": "reported_records",
    "ReportedRecord": "reported_records",
    "ReportedSource": "reported_source",
    "Tally": "tally",
    "TerminalLine": "terminal",
    "reasons_text": "tally",
    "terminal_lines": "terminal",
    "write_report": "report_formats",
}

__getattr__ = getattr_of_renamed(
    __name__, {"Line": "TerminalLine", "why": "reasons_text"}, otherwise=getattr_of_late_imports(__name__, _HOMES)
)
