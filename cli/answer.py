"""The answer of a command, and the one place where it becomes a table, lines of text or JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from danhmuc.vocab.messages import Message, MessageTemplate, Sentence
from danhmuc.vocab.text import one_line

from .language import render
from .output.table import print_table
from .output.text import print_json, print_line


class ShownColumn(NamedTuple):
    """A column of a table.

    Attributes:
        heading: a message, or a word that is the same in all languages.
        cell: the text of a row's cell.
        is_number: aligned on the right, and never cut.
    """

    heading: Message | MessageTemplate | str
    cell: Callable[[Any], str]
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows, and what is shown of each."""

    columns: Sequence[ShownColumn]
    rows: Iterable[Any]

    def show(self) -> int:
        """Print it, and return the number of rows."""
        return print_table(
            [one.heading if isinstance(one.heading, str) else render(one.heading) for one in self.columns],
            (tuple(one.cell(row) for one in self.columns) for row in self.rows),
            numbers=frozenset(number for number, one in enumerate(self.columns) if one.is_number),
        )


class Line(NamedTuple):
    """A line of text: a message, or a text that is printed as it is."""

    text: Sentence | MessageTemplate | str
    bold: bool = False
    colour: str | None = None
    indent: int = 0

    def show(self) -> None:
        """Print it."""
        text = self.text if isinstance(self.text, str) else one_line(render(self.text))
        print_line(" " * self.indent + text, bold=self.bold, colour=self.colour)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandAnswer:
    """The answer of a command: all that it found or did.

    Attributes:
        data: as JSON shows it: a value with `as_dict`, a list of such, or what JSON has itself; a function makes it
            for JSON alone.
        parts: as text shows it on stdout; a sentence is a line.
        notes: lines for people on stderr, below the text.
        code: the exit code.
    """

    data: object
    parts: Iterable[Table | Line | Sentence] = ()
    notes: Iterable[Sentence | MessageTemplate] = ()
    code: int = 0

    def show(self, *, as_json: bool) -> int:
        """Print it, and return the exit code."""
        if as_json:
            print_json(to_json(self.data() if callable(self.data) else self.data))
            return self.code
        for part in self.parts:
            (part if isinstance(part, Table | Line) else Line(part)).show()
        for note in self.notes:
            print_line(one_line(render(note)), err=True)
        return self.code


def to_json(data: object) -> object:
    """A value as JSON shows it: its `as_dict` if it has one, and so of each item of a list."""
    if isinstance(data, list | tuple):
        return [to_json(one) for one in data]
    as_dict = getattr(data, "as_dict", None)
    return data if as_dict is None else as_dict()
