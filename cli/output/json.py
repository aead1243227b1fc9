"""JSON on stdout piece by piece, so that an answer of any length is held nowhere; always closed, whatever happens."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import click

from danhmuc.vocab.text import escape_controls

from .text import is_utf, print_line, writing_to


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
