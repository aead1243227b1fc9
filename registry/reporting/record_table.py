"""Records as a table: rows that are iterated, or a data frame of pandas or Polars.

The columns and their types are one list, the same for both libraries, whatever rows there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final, Literal

from danhmuc.vocab.errors import UsageError

from ..messages.reports import FramesText
from ..store.searching import RecordRow

FrameLibrary = Literal["pandas", "polars"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the table of records.

    Attributes:
        type: ``text``, ``number``, ``flag`` or ``texts``; all but the last may be without a value.
    """

    name: str
    type: Literal["text", "number", "flag", "texts"]
    value: Callable[[RecordRow], object]


def _column(name: str, kind: Literal["text", "number", "flag", "texts"], attribute: str | None = None) -> Column:
    attribute = attribute or name

    def value(row: RecordRow) -> object:
        return getattr(row, attribute)

    return Column(name=name, type=kind, value=value)


COLUMNS: Final = (
    _column("iri", "text"),
    _column("source", "text"),
    _column("role", "text"),
    _column("class", "text", "main_class"),
    _column("state", "text"),
    _column("presence", "text"),
    _column("hold", "text"),
    _column("verdict", "text"),
    _column("title", "text"),
    _column("publisher", "text"),
    _column("modified", "text"),
    Column(name="themes", type="texts", value=lambda row: list(row.themes)),
    _column("version", "number"),
    _column("digest", "text"),
    _column("violations", "number"),
    _column("warnings", "number"),
    _column("retired", "flag", "is_retired"),
    _column("secret", "flag", "is_secret"),
    _column("registration", "text"),
    _column("registration_decided", "flag", "is_decided"),
    _column("registration_changed_since", "flag", "is_changed_since"),
)
"""The columns of a data frame, in their order: the members of `RecordRow.as_dict`."""

_PANDAS: Final = {"text": "string", "number": "Int64", "flag": "boolean", "texts": "object"}
_POLARS: Final = {"text": "String", "number": "Int64", "flag": "Boolean"}


class RecordTable(Iterator[RecordRow]):
    """The records that were asked for, as they were then: an iterator of rows, with their number, and as a data frame.

    To iterate uses up the rows; the number and the data frame are always of all.
    """

    def __init__(self, rows: Iterable[RecordRow]) -> None:
        self._rows = tuple(rows)
        self._left = iter(self._rows)

    def __next__(self) -> RecordRow:
        """The next row."""
        return next(self._left)

    def __len__(self) -> int:
        """The number of all rows."""
        return len(self._rows)

    def __bool__(self) -> bool:
        """Always, as of any iterator."""
        return True

    # The types of both are there only where the libraries are.
    def to_frame(self, library: FrameLibrary = "pandas") -> Any:
        """All rows as a ``DataFrame`` of pandas or Polars, in their order.

        The columns are ``iri``, ``source``, ``role``, ``class``, ``state``, ``presence``, ``hold``, ``verdict``,
        ``title``, ``publisher``, ``modified``, ``themes``, ``version``, ``digest``, ``violations``, ``warnings``,
        ``retired``, ``secret``, ``registration``, ``registration_decided`` and ``registration_changed_since``.
        Texts are ``string`` in pandas and ``String`` in Polars, also ``modified``, which is what the source wrote;
        ``version``, ``violations`` and ``warnings`` are ``Int64``; ``retired``, ``secret``, ``registration_decided``
        and ``registration_changed_since`` are ``boolean`` and ``Boolean``; ``themes`` are lists of texts (``object``
        and ``List(String)``). What a record does not have is ``<NA>`` or null.

        Raises:
            UsageError: it is no such library, or it is not installed.
        """
        if library not in ("pandas", "polars"):
            raise UsageError(FramesText.FRAME_LIBRARY_UNKNOWN(library=str(library), known=("pandas", "polars")))
        try:
            module = import_module(library)
        except ImportError as error:
            raise UsageError(FramesText.FRAME_LIBRARY_ABSENT(library=library)) from error
        values = {column.name: [column.value(row) for row in self._rows] for column in COLUMNS}
        if library == "pandas":
            series = {one.name: module.Series(values[one.name], dtype=_PANDAS[one.type]) for one in COLUMNS}
            return module.DataFrame(series, columns=[one.name for one in COLUMNS])
        texts = module.List(module.String)
        schema = {one.name: texts if one.type == "texts" else getattr(module, _POLARS[one.type]) for one in COLUMNS}
        return module.DataFrame(values, schema=schema)
