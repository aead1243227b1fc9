"""Open a report of a registry, and the files that one may be written to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from danhmuc.shapes.validation.code_lists import CodeListIndex
from danhmuc.shapes.validation.reference_date import today_in_vietnam

from ..code_lists.code_lists import LoadedList
from ..store.target import replacing
from .licence_names import with_matched_licences
from .report_reading import ReportReading
from .report_writers import format_of_file, write_statutory_report
from .reports import make_report, refuse_unknown
from .statutory_options import StatutoryOptions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from danhmuc.vocab.concepts import CodeList

    from ..store.database import Connection
    from ..verdicts.current_verdicts import ValidatorOf
    from .statutory_report import StatutoryReport


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
            write_statutory_report(report, format_of_file(target), out)
