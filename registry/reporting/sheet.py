"""A report as a table: columns and rows, the CSV file that Excel opens, and the formats of a kind of report.

Excel takes the separator from the settings of Windows. With a decimal comma, as in Viet Nam, a comma cannot separate
cells, and Excel writes and expects semicolons; elsewhere commas. Hence a semicolon in a Vietnamese table and a comma
in an English one. A line ``sep=;`` would decide it everywhere, but makes Excel ignore the mark of UTF-8.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import BinaryIO, Final, cast

from danhmuc.vocab.errors import UnknownNameError, UsageError
from danhmuc.vocab.messages import MessageTemplate
from danhmuc.vocab.messages.errors import ErrorsText
from danhmuc.vocab.text import escape_controls, guard_formulas, mask_passwords, one_line, shorten

_MARK: Final = b"\xef\xbb\xbf"
_LONGEST: Final = 32_767
"""The most characters that a cell of Excel holds."""


@dataclass(frozen=True, slots=True)
class TableSheet:
    """Columns and rows.

    Attributes:
        columns: headings by the names of the columns.
        rows: cells by the names of their columns, in any order; what is absent or None is empty. They are read once.
        show: what becomes of a text before it is shown; by default passwords are masked.
    """

    columns: Mapping[str, MessageTemplate]
    rows: Iterable[Mapping[str, object]]
    show: Callable[[str], str] = mask_passwords

    def write_csv(self, out: BinaryIO, lang: str) -> None:
        """Write a table that Excel opens with a double click, row by row: Vietnamese intact, no cell a formula."""
        text = io.StringIO()
        table = csv.writer(text, delimiter=";" if lang == "vi" else ",", lineterminator="\r\n")
        out.write(_MARK)
        table.writerow([heading().render(lang) for heading in self.columns.values()])
        for row in self.rows:
            table.writerow([self._cell(row.get(name)) for name in self.columns])
            if text.tell() > io.DEFAULT_BUFFER_SIZE:
                _flush(text, out)
        _flush(text, out)

    def _cell(self, value: object) -> str:
        return "" if value is None else shorten(guard_formulas(self.show(one_line(str(value)))), _LONGEST)


def _flush(text: io.StringIO, out: BinaryIO) -> None:
    out.write(text.getvalue().encode("utf-8", "backslashreplace"))
    text.seek(0)
    text.truncate()


def json_text(value: object) -> str:
    """A value as JSON on one line, without control characters."""
    return escape_controls(json.dumps(value, ensure_ascii=False))


def json_with_list(head: Mapping[str, object], name: str, items: Iterable[object]) -> Iterator[str]:
    """An object as JSON in parts: its members, and last a list with a line for each item."""
    yield f'{json_text(head).removesuffix("}")}, "{name}": ['
    for number, item in enumerate(items):
        yield f"{',' if number else ''}\n{json_text(item)}"
    yield "]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFormats:
    """The formats of one kind of report, found by name or by the ending of a file.

    Attributes:
        package: the package that the names of modules are relative to.
        writers: ``.module:function`` by the name of the format; a module is imported when its format is asked for.
        endings: the format by the ending of a file.
        no_ending: the sentence that a file has none of these.
        unknown: the sentence that there is no format of that name.
    """

    package: str | None
    writers: Mapping[str, str]
    endings: Mapping[str, str]
    no_ending: MessageTemplate
    unknown: MessageTemplate = ErrorsText.FORMAT_UNKNOWN

    def of_file(self, name: object) -> str:
        """The format that the ending of a file gives.

        Raises:
            UsageError: it gives none.
        """
        ending = PurePath(str(name)).suffix.casefold()
        if ending not in self.endings:
            raise UsageError(self.no_ending(name=str(name), known=tuple(self.endings)))
        return self.endings[ending]

    def write(self, name: str, *given: object) -> object:
        """Write a report in the format of a name; the same report gives the same bytes.

        Args:
            given: what the writers of this kind of report take; returned is what they return.

        Raises:
            UnknownNameError: no such format.
        """
        if name not in self.writers:
            raise UnknownNameError(self.unknown, name, tuple(self.writers))
        module, _, function = self.writers[name].partition(":")
        return cast("Callable[..., object]", getattr(import_module(module, self.package), function))(*given)


TABLE_ENDINGS: Final = {".json": "json", ".csv": "csv", ".html": "html", ".htm": "html"}
"""The formats that most reports have, by the endings of files."""
