"""The statutory reports by their names; a report is added here by one line."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from danhmuc.vocab.errors import UnknownNameError

from ..messages.statutory_reports import REPORT_UNKNOWN

if TYPE_CHECKING:
    from .reading import ReportReading
    from .report import StatutoryReport

__all__ = ["STATUTORY_REPORTS", "make_report"]

BUILT_IN: Final = {
    "danh-muc": "database_list:database_list",
    "dich-vu": "service_list:service_list",
    "du-lieu-mo": "open_data_list:open_data_list",
}
STATUTORY_REPORTS: Final = tuple(BUILT_IN)
"""The names of the reports."""


def make_report(name: str, reading: ReportReading) -> StatutoryReport:
    """The report of a name, made from one reading of a registry.

    Raises:
        UnknownNameError: there is no such report.
    """
    refuse_unknown(name)
    module, _, function = BUILT_IN[name].partition(":")
    make = cast(
        "Callable[[ReportReading], StatutoryReport]", getattr(import_module(f".{module}", __package__), function)
    )
    return make(reading)


def refuse_unknown(name: str) -> None:
    """See that a report of that name is there.

    Raises:
        UnknownNameError: there is none.
    """
    if name not in BUILT_IN:
        raise UnknownNameError(REPORT_UNKNOWN, name, BUILT_IN)
