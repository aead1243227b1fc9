"""The words of the command line, so that a refusal which quotes one shows it as a location may be shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from danhmuc.vocab.text import mask_passwords, one_line, shown_location

_GIVEN: Final[ContextVar[Sequence[str]]] = ContextVar("given", default=())


@contextmanager
def giving(words: Sequence[str]) -> Iterator[None]:
    """Run with the words of a command line."""
    token = _GIVEN.set(words)
    try:
        yield
    finally:
        _GIVEN.reset(token)


def without_passwords(line: str) -> str:
    """A line without the passwords of addresses, also of words that were meant as such and may stand anywhere."""
    for given in _GIVEN.get():
        for word in (given, given.partition("=")[2]):
            if (shown := shown_location(word)) != word:
                for spelling in _spellings(word):
                    line = line.replace(spelling, shown)
    return mask_passwords(line)


def _spellings(word: str) -> Iterator[str]:
    """A word as lines have it: as a name, quoted, as a path."""
    from pathlib import Path  # --help needs none of it

    path = str(Path(word))
    for text in dict.fromkeys((word, path, path.lstrip("/"), word.strip())):
        yield from dict.fromkeys((text, one_line(text), repr(text)[1:-1], one_line(repr(text)[1:-1])))
