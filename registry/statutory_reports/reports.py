"""The statutory reports by their names; a report is added here by one line."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from danhmuc.vocab.errors import UnknownNameError

from ..messages.statutory_reports import StatutoryReportsText

if TYPE_CHECKING:
    from .report_reading import ReportReading
    from .statutory_options import StatutoryOptions
    from .statutory_report import StatutoryReport


BUILT_IN: Final = {
    "danh-muc": "database_list:database_list",
    "dich-vu": "service_list:service_list",
    "du-lieu-mo": "open_data_list:open_data_list",
    "thoi-han": "clock_report:clock_report",
    "kiem-ke": "inventory_report:inventory_report",
    "ke-hoach": "plan_report:plan_report",
    "phan-hoi": "feedback_report:feedback_report",
    "tu-dien": "dictionary_report:dictionary_report",
}
STATUTORY_REPORTS: Final = tuple(BUILT_IN)
"""The names of the reports."""


_WITH_OPTIONS: Final = frozenset({"thoi-han", "kiem-ke", "ke-hoach"})


def make_report(name: str, reading: ReportReading, options: StatutoryOptions) -> StatutoryReport:
    """The report of a name, made from one reading of a registry.

    Raises:
        UnknownNameError: there is no such report.
    """
    refuse_unknown(name)
    module, _, function = BUILT_IN[name].partition(":")
    found = getattr(import_module(f".{module}", __package__), function)
    if name in _WITH_OPTIONS:
        return cast("Callable[[ReportReading, StatutoryOptions], StatutoryReport]", found)(reading, options)
    return cast("Callable[[ReportReading], StatutoryReport]", found)(reading)


def refuse_unknown(name: str) -> None:
    """See that a report of that name is there.

    Raises:
        UnknownNameError: there is none.
    """
    if name not in BUILT_IN:
        raise UnknownNameError(StatutoryReportsText.REPORT_UNKNOWN, name, BUILT_IN)
