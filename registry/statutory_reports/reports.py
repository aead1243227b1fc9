"""The statutory reports by their names and formats; open one of a registry, write it to files.

The statutory reports by their names; a report is added here by one line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from danhmuc.shapes.validation.code_lists import CodeListIndex
from danhmuc.shapes.validation.reference_date import today_in_vietnam
from danhmuc.vocab.errors import UnknownNameError

from ..code_lists.code_lists import LoadedList
from ..messages.statutory_reports import StatutoryReportsText
from ..reporting.sheet import ReportFormats
from ..store.target import replacing
from .report_reading import ReportReading, with_matched_licences
from .statutory_report import StatutoryOptions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from danhmuc.vocab.concepts import CodeList

    from ..store.database import Connection
    from ..verdicts.current_verdicts import ValidatorOf
    from .statutory_report import StatutoryReport

# ---------------------------------------------------------------- report writers
# The formats of statutory reports, by the endings of their files.

FORMATS: Final = ReportFormats(
    package=__package__,
    writers={name: f".formats:write_{name}" for name in ("html", "json", "xlsx")},
    endings={f".{name}": name for name in ("html", "json", "xlsx")},
    no_ending=StatutoryReportsText.FORMAT_UNKNOWN,
    unknown=StatutoryReportsText.FORMAT_UNKNOWN,
)
STATUTORY_FORMATS: Final = tuple(FORMATS.writers)


def write_statutory_report(report: StatutoryReport, format: str, out: BinaryIO) -> None:  # noqa: A002 - as users say
    """Write a report; the same report gives the same bytes.

    Raises:
        UnknownNameError: no such format.
    """
    FORMATS.write(format, report, out)


# ---------------------------------------------------------------- reports

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


# ---------------------------------------------------------------- opened report
# Open a report of a registry, and the files that one may be written to.


@contextmanager
def open_report(
    connection: Connection,
    name: str,
    *,
    publisher: str | None,
    on: date | None,
    lang: str,
    validator: ValidatorOf,
    lists: Mapping[str, LoadedList],
    acts: CodeList,
    options: StatutoryOptions | None = None,
) -> Iterator[StatutoryReport]:
    """A report, whose rows can be read as long as it is open; see `Reports.statutory`."""
    refuse_unknown(name)
    with ExitStack() as stack:
        concept_at = CodeListIndex(lists).concept_at
        reading = ReportReading(
            connection,
            stack,
            validator=validator,
            concept_at=concept_at,
            named_at=with_matched_licences(concept_at, lists),
            acts=acts,
            publisher=publisher,
            on=today_in_vietnam() if on is None else on,
            lang=lang,
        )
        yield make_report(name, reading, StatutoryOptions() if options is None else options)


def write_files(report: StatutoryReport, targets: Sequence[str | Path], *, readable: bool = False) -> None:
    """Write a report to files; each is replaced only when everything is written.

    Raises:
        UsageError: one cannot be written.
    """
    for target in targets:
        with replacing(Path(target), readable=readable) as out:
            FORMATS.write(FORMATS.of_file(target), report, out)
