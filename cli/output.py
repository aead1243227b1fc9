"""Answers on stdout: JSON for machines, aligned columns for people; progress on stderr.

What comes from a catalogue passes `clean` before a terminal sees it. Libraries are imported where they are used:
``--help`` needs none of them.
"""

from __future__ import annotations

import codecs
import io
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import IO, Final

import click

from danhmuc.vocab.messages import Message

from .language import language, render

__all__ = [
    "answering",
    "class_word",
    "clean",
    "count",
    "counted",
    "hush",
    "is_terminal",
    "is_utf",
    "print_json",
    "print_table",
    "progress",
    "settle_streams",
    "short",
    "state",
    "state_word",
    "tell",
    "tell_bytes",
    "when",
    "wrapped",
]

_COMFORTABLE: Final = 30
_NARROWEST: Final = 12
"""Columns are not cut further than to this many letters, to keep a row on one line or at all."""
_BLANKS: Final = "[\t\n\v\f\r\x85\u2028\u2029]+"
# Control characters, marks that turn the direction of writing, and halves of characters from names that are not UTF-8.
_HARMFUL: Final = "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"


def tell(text: str = "", *, err: bool = False, bold: bool = False, colour: str | None = None) -> None:
    """One line; work goes on where nobody reads it any more."""
    styled = click.style(text, bold=bold or None, fg=colour) if bold or colour else text
    with answering(sys.stderr if err else sys.stdout):
        click.echo(styled, err=err)


def tell_bytes(data: bytes) -> None:
    """Bytes on stdout, as they are."""
    with answering(sys.stdout):
        click.echo(data, nl=False)


@contextmanager
def answering(stream: IO[str]) -> Iterator[None]:
    """Write to a stream; where its reader has enough of it, the rest goes nowhere.

    Raises:
        AnswerError: it cannot be written for another reason, such as a full disk.
    """
    try:
        yield
    except BrokenPipeError:
        hush(stream)
    except OSError as error:
        hush(stream)
        from danhmuc.vocab.messages import system_reason

        from .refused import AnswerError

        raise AnswerError(stream.name.strip("<>"), system_reason(error)) from error


def hush(stream: IO[str]) -> None:
    """Send what a stream still holds nowhere; it would fail once more at exit, and without us."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def print_json(answer: object, *, err: bool = False) -> None:
    """One JSON document; ASCII only where the stream is not UTF-8."""
    import json

    stream = sys.stderr if err else sys.stdout
    tell(json.dumps(answer, ensure_ascii=not is_utf(stream), indent=2), err=err)


def is_utf(stream: IO[str]) -> bool:
    """Whether a stream takes all letters as they are."""
    return (getattr(stream, "encoding", None) or "utf-8").lower().startswith("utf")


def clean(text: str) -> str:
    """One line that no terminal takes for a command: blanks joined, control characters spelled out."""
    # Compiled when first used, and kept by `re`: --help needs neither.
    return re.sub(_HARMFUL, lambda found: f"\\u{ord(found.group()):04x}", re.sub(_BLANKS, " ", text)).strip()


def state(name: str | None) -> str:
    """The word for a state or verdict."""
    if name is None:
        return "–"
    return render(state_word(name))


def state_word(name: str) -> Message:
    """The word for a state or verdict, in no language yet."""
    from danhmuc.vocab.messages import FOREIGN_WORDS

    from .messages.states import STATES  # --help needs none of it

    word = STATES.get(name)
    return FOREIGN_WORDS(words=name) if word is None else word()


def counted(number: int, name: str) -> Message:
    """So many in a state or with a verdict."""
    from .messages.states import COUNTED  # --help needs none of it

    return COUNTED(number=number, state=state_word(name))


def class_word(iri: str) -> str:
    """The word for a class and its short name; the short name alone where there is no word."""
    from danhmuc.vocab.prefixes import shorten  # cheap, but --help needs none of it

    from .messages.classes import CLASSES, WORD_AND_NAME

    name = shorten(f"<{iri}>")
    word = CLASSES.get(name)
    return clean(name.strip("<>")) if word is None else render(WORD_AND_NAME(word=word(), name=name))


def count(number: int) -> str:
    """A number with the thousands separator of the language."""
    from danhmuc.vocab.messages.rendering import number_text

    return number_text(number, language())


def when(moment: str | None) -> str:
    """A time of the registry, which is UTC, on the clock of this machine."""
    return "–" if moment is None else datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")


def print_table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: frozenset[int] = frozenset()
) -> None:
    """Columns: separated by tabs where a program reads; where people do, aligned and cut to the terminal.

    The last column is never cut: where it does not fit, it stands on a line of its own.

    The columns of `numbers` are aligned on the right and never cut either.
    """
    lines = [[clean(cell) for cell in row] for row in (headings, *rows)]
    if not is_terminal(sys.stdout):
        for line in lines:
            tell("\t".join(line))
        return
    import shutil

    room = shutil.get_terminal_size().columns
    widths = [max(_width(cell) for cell in column) for column in zip(*lines, strict=True)]
    last = len(widths) - 1
    elastic = [column for column in range(last) if column not in numbers]
    narrowed = _narrowed(widths, room, elastic, _COMFORTABLE)
    below = _together(narrowed) > room
    widths = _narrowed(widths[:-1], room, elastic, _NARROWEST) + widths[-1:] if below else narrowed
    for number, line in enumerate(lines):
        cells = [
            _fitted(cell, width, right=column in numbers)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        shown = cells[:-1] if below else cells
        tell("  ".join(shown).rstrip(), bold=number == 0)
        if below:
            tell(f"    {line[-1]}", colour="bright_black")


def wrapped(text: str, indent: int) -> list[str]:
    """The text behind so many blanks: one line, or where people read it, as many as the terminal needs."""
    import shutil
    import textwrap

    blanks = " " * indent
    if not is_terminal(sys.stdout):
        return [blanks + text]
    room = max(shutil.get_terminal_size().columns, 40)
    filling = textwrap.TextWrapper(
        room,
        initial_indent=blanks,
        subsequent_indent=blanks + "    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return filling.wrap(text)


def short(text: str, limit: int = 100) -> str:
    """The beginning of a text, on one line."""
    line = clean(text)
    return line if len(line) <= limit else line[: limit - 1] + "…"


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether people watch; a stream that was closed is no terminal."""
    return stream is not None and not stream.closed and stream.isatty()


@contextmanager
def progress(title: str) -> Iterator[Callable[[str, int, int | None], None] | None]:
    """What long work reports to: a bar on a terminal, None (silence) elsewhere."""
    if not is_terminal(sys.stderr):
        yield None
        return
    from rich.console import Console  # not needed where nobody watches
    from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

    from .messages.answers import STAGES

    text = TextColumn("{task.description}", markup=False)
    columns = (SpinnerColumn(), text, BarColumn(bar_width=24), TimeElapsedColumn())
    shown = short(title, 40)
    words = {name: render(word) for name, word in STAGES.items()}
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        stages: dict[str, TaskID] = {}

        def told(stage: str, done: int, total: int | None) -> None:
            if stage not in stages:
                # A bar of its own each: rich lets no bar forget its total.
                for task in stages.values():
                    bar.update(task, visible=False)
                stages[stage] = bar.add_task("", total=total)
            word = words.get(stage, stage)
            so_far = f" {count(done)}" if done else ""
            bar.update(stages[stage], description=f"{shown}: {word}{so_far}", completed=done, total=total)

        yield told


def settle_streams() -> None:
    """Let Vietnamese out of this process whatever the encoding: letters without marks rather than a crash."""
    codecs.register_error("danhmuc", _plain_letters)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.encoding.lower().startswith("utf"):
            stream.reconfigure(errors="danhmuc")


def _plain_letters(error: UnicodeError) -> tuple[str, int]:
    import unicodedata

    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end].translate(
        {ord("đ"): "d", ord("Đ"): "D", ord("…"): "...", ord("–"): "-"}
    )
    letters = (mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    return "".join(letter if letter.isascii() else "?" for letter in letters), error.end


def _together(widths: Sequence[int]) -> int:
    return sum(widths) + 2 * (len(widths) - 1)


def _narrowed(widths: Sequence[int], room: int, elastic: Sequence[int], least: int) -> list[int]:
    """The widths, with so much taken from the widest elastic columns that all fit, if they can."""
    narrowed = list(widths)
    while _together(narrowed) > room:
        widest = max(elastic, key=lambda column: narrowed[column])
        if narrowed[widest] <= least:
            break
        narrowed[widest] -= 1
    return narrowed


def _fitted(cell: str, width: int, *, right: bool) -> str:
    """The cell, cut and filled to a width."""
    if _width(cell) > width:
        reached = 0
        for end, letter in enumerate(cell):
            reached += _width(letter)
            if reached >= width:
                cell = cell[:end].rstrip() + "…"
                break
    blanks = " " * (width - _width(cell))
    return blanks + cell if right else cell + blanks


def _width(text: str) -> int:
    """How many columns a terminal gives it: none to a mark that stands over a letter, two to a wide letter."""
    import unicodedata

    return sum(
        0
        if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf"
        else 1 + (unicodedata.east_asian_width(letter) in "WF")
        for letter in text
    )
