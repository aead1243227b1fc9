"""Lines of text on stdout and stderr.

What comes from a catalogue passes `one_line` before a terminal sees it. Libraries are imported where they are used:
``--help`` needs none of them.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, redirect_stdout
from typing import IO, BinaryIO

import click

from danhmuc.vocab.text import escape_controls, one_line, shorten

# ---------------------------------------------------------------- text


def print_line(text: str = "", *, err: bool = False, bold: bool = False, colour: str | None = None) -> None:
    """One line; work goes on where nobody reads it any more."""
    styled = click.style(text, bold=bold or None, fg=colour) if bold or colour else text
    with writing_to(sys.stderr if err else sys.stdout):
        click.echo(styled, err=err)


def print_bytes(data: bytes) -> None:
    """Bytes on stdout, as they are."""
    with writing_to(sys.stdout):
        click.echo(data, nl=False)


@contextmanager
def writing_to(stream: IO[str]) -> Iterator[None]:
    """Write to a stream; where its reader has enough of it, the rest goes nowhere.

    Raises:
        AnswerError: it cannot be written for another reason, such as a full disk.
    """
    try:
        yield
    except BrokenPipeError:
        silence(stream)
    except OSError as error:
        silence(stream)
        from danhmuc.vocab.messages import system_reason

        from ..errors import AnswerError

        raise AnswerError(stream.name.strip("<>"), system_reason(error)) from error


@contextmanager
def instead_of_stdout(out: BinaryIO) -> Iterator[None]:
    """Write all that is printed to a file, in UTF-8."""
    stream = io.TextIOWrapper(out, encoding="utf-8", newline="\n", write_through=True)
    try:
        with redirect_stdout(stream):
            yield
    finally:
        stream.detach()


def silence(stream: IO[str]) -> None:
    """Send what a stream still holds nowhere; it would fail once more at exit, and without us."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def is_utf(stream: IO[str]) -> bool:
    """Whether a stream takes all letters as they are."""
    return (getattr(stream, "encoding", None) or "utf-8").lower().startswith("utf")


def wrap_lines(text: str, indent: int) -> list[str]:
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


def short_line(text: str, limit: int = 100) -> str:
    """The beginning of a text, on one line."""
    return shorten(one_line(text), limit)


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether people watch; a stream that was closed is no terminal."""
    return stream is not None and not stream.closed and stream.isatty()


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


# ---------------------------------------------------------------- json
# JSON on stdout piece by piece, so that an answer of any length is held nowhere; always closed, whatever happens.


def print_json(answer: object, *, err: bool = False) -> None:
    """One JSON document; ASCII only where the stream is not UTF-8."""
    print_line(json_text(answer, err=err), err=err)


def json_text(answer: object, *, indent: int = 0, err: bool = False) -> str:
    """JSON over several lines, so many blanks before each; ASCII only where the stream is not UTF-8."""
    import json  # --help needs none of it

    stream = sys.stderr if err else sys.stdout
    text = escape_controls(json.dumps(answer, ensure_ascii=not is_utf(stream), indent=2))
    return text if not indent else "\n".join(" " * indent + line for line in text.split("\n"))


def print_json_part(text: str) -> None:
    """A piece of JSON, as it is."""
    with writing_to(sys.stdout):
        click.echo(text, nl=False)


def list_if(as_json: bool) -> AbstractContextManager[Callable[[], None]]:  # noqa: FBT001 - the whole question
    """A `json_list`, or for text a list with nothing between its items."""
    return json_list() if as_json else nullcontext(_begin_text)


def _begin_text() -> None:
    """Begin a text: there is nothing between two."""


@contextmanager
def json_list() -> Iterator[Callable[[], None]]:
    """A JSON array; call what it yields just before writing each item."""
    number = 0

    def begin() -> None:
        nonlocal number
        number += 1
        print_json_part("[\n" if number == 1 else ",\n")

    try:
        yield begin
    finally:
        print_json_part("\n]\n" if number else "[]\n")
