"""The formats of statutory reports, by the endings of their files."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from danhmuc.vocab.errors import UnknownNameError, UsageError

from ..messages.statutory_reports import StatutoryReportsText

if TYPE_CHECKING:
    from .statutory_report import StatutoryReport


_WRITERS: Final = {
    "html": "printed_page:write_html",
    "json": "json_text:write_json",
    "xlsx": "xlsx_file:write_xlsx",
}
STATUTORY_FORMATS: Final = tuple(_WRITERS)


def format_of_file(target: str | Path) -> str:
    """The format that a file has by its ending.

    Raises:
        UsageError: no format has that ending.
    """
    ending = Path(target).suffix.lower().removeprefix(".")
    if ending not in _WRITERS:
        raise UsageError(
            StatutoryReportsText.FORMAT_UNKNOWN(name=str(target), known=tuple(f".{one}" for one in _WRITERS))
        )
    return ending


def write_statutory_report(report: StatutoryReport, format: str, out: BinaryIO) -> None:  # noqa: A002 - as users say
    """Write a report; the same report gives the same bytes.

    Raises:
        UnknownNameError: no such format.
    """
    if format not in _WRITERS:
        raise UnknownNameError(StatutoryReportsText.FORMAT_UNKNOWN, format, _WRITERS)
    module, _, name = _WRITERS[format].partition(":")
    write = cast("Callable[[StatutoryReport, BinaryIO], None]", getattr(import_module(f".{module}", __package__), name))
    write(report, out)
