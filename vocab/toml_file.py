"""Read a file of settings in TOML, as far as it says what it is: bytes of a bounded number, UTF-8, tables and keys."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .errors import SourceUnavailableError, UsageError
from .messages import FOREIGN_WORDS, MessageTemplate, system_reason
from .regular_file import open_file


@dataclass(frozen=True, slots=True, kw_only=True)
class TomlFile:
    """A file of settings.

    Attributes:
        shown: its name in errors.
        content: its keys; a table is a dictionary.
        text: all of it, as it was written.
    """

    shown: str
    content: Mapping[str, object]
    text: str = field(default="", compare=False, repr=False)

    def line_of(self, written: str) -> int | None:
        """The number of the first line that has these words outside a comment; None if none has."""
        for number, line in enumerate(self.text.splitlines(), start=1):
            if written in line.partition("#")[0]:
                return number
        return None


def read_toml(
    document: str | Path | bytes,
    *,
    name: str | None = None,
    limit: int,
    too_large: MessageTemplate,
    no_toml: MessageTemplate,
) -> TomlFile:
    """The keys of a file.

    Args:
        document: a path, or the bytes themselves.
        name: name of the bytes in errors.
        limit: the most bytes that it may have; a device never ends.
        too_large: the message that it has more, with the facts ``file`` and ``limit``.
        no_toml: the message that it is no TOML, with the facts ``file`` and ``reason``.

    Raises:
        SourceUnavailableError: the file cannot be opened.
        UsageError: it is too large, or no TOML.
    """
    shown = (name or "–") if isinstance(document, bytes) else str(document)
    data = document if isinstance(document, bytes) else _read(document, shown, limit)
    if len(data) > limit:
        raise UsageError(too_large(file=shown, limit=limit))
    try:
        text = data.decode("utf-8-sig")
        return TomlFile(shown=shown, content=tomllib.loads(text), text=text)
    except (ValueError, RecursionError) as error:
        words = " ".join(str(error).split()) or type(error).__name__
        raise UsageError(no_toml(file=shown, reason=FOREIGN_WORDS(words=words))) from error


def _read(path: str | Path, shown: str, limit: int) -> bytes:
    try:
        with open_file(path) as file:
            return file.read(limit + 1)
    except (OSError, ValueError) as error:  # no path has a null character
        reason = system_reason(error) if isinstance(error, OSError) else FOREIGN_WORDS(words=str(error))
        raise SourceUnavailableError(shown, reason) from error
