"""JSON on stdout piece by piece, so that an answer of any length is held nowhere; always closed, whatever happens."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from danhmuc.vocab.text import escape_controls

from .text import is_utf, print_line, writing_to

__all__ = ["json_list", "json_text", "print_json", "print_json_part"]


def print_json(answer: object, *, err: bool = False) -> None:
    """One JSON document; ASCII only where the stream is not UTF-8."""
    import json

    stream = sys.stderr if err else sys.stdout
    print_line(escape_controls(json.dumps(answer, ensure_ascii=not is_utf(stream), indent=2)), err=err)


def json_text(answer: object, *, indent: int = 0) -> str:
    """JSON over several lines, so many blanks before each; ASCII only where the stream is not UTF-8."""
    import json  # --help needs none of it

    text = escape_controls(json.dumps(answer, ensure_ascii=not is_utf(sys.stdout), indent=2))
    return text if not indent else "\n".join(" " * indent + line for line in text.split("\n"))


def print_json_part(text: str) -> None:
    """A piece of JSON, as it is."""
    with writing_to(sys.stdout):
        click.echo(text, nl=False)


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
