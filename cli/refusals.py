"""Errors as a caller gets them: one line on stderr, in the language of the call, and an exit code.

Exit codes: 1 something needs a person; 2 wrong usage; 3 source or registry out of reach.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import Final

import click

from danhmuc.vocab.errors import (
    DanhmucError,
    DocumentError,
    RecordError,
    RegistryError,
    RegistryUnavailableError,
    SourceUnavailableError,
)

from .language import language, say
from .output import clean, tell
from .vietnamese import vietnamese

__all__ = ["answer", "refuse", "refuse_source", "refuse_usage", "told", "unopened"]

_LONGEST: Final = 1000
"""Letters of a line; an IRI has no limit of its own."""


def answer(error: BaseException) -> int:
    """Tell whatever ended a command before its time, and give its exit code."""
    if isinstance(error, click.ClickException):
        return refuse_usage(error)
    if isinstance(error, DanhmucError):
        return refuse(error)
    if isinstance(error, click.Abort | KeyboardInterrupt):
        return told(say("đã ngắt", "interrupted"), 130)
    logging.getLogger(__name__).info("unexpected", exc_info=error)
    kind = type(error).__name__
    return told(
        say(
            f"lỗi ngoài dự kiến, {kind}: {error}; chạy danhmuc --verbose … để xem chi tiết",
            f"unexpected {kind}: {error}; run danhmuc --verbose … for the details",
        ),
        1,
    )


def refuse(error: DanhmucError) -> int:
    """Tell an error of the library."""
    return told(_in_language(str(error)), _code(error))


def refuse_source(name: str, error: DanhmucError) -> int:
    """Tell why one source of several was left as it is."""
    return told(f"{name}: {_in_language(str(error))}", _code(error))


def refuse_usage(error: click.ClickException) -> int:
    """Tell an error of the arguments, and where help is."""
    if isinstance(error, click.FileError):
        reason = _in_language(error.message)
        return told(say(f"không ghi được {error.filename}: {reason}", f"cannot write {error.filename}: {reason}"), 1)
    context = error.ctx if isinstance(error, click.UsageError) else None
    help_at = f"{context.command_path if context is not None else 'danhmuc'} --help"
    return told(say(f"{_usage_vi(error)} (xem {help_at})", f"{_usage_en(error)} (see {help_at})"), 2)


def unopened(why: str) -> int:
    """Tell of a source that could not be opened."""
    return told(_in_language(why), 3)


def told(text: str, code: int) -> int:
    """Write the line and give back the code."""
    line = clean(text)
    with suppress(click.FileError):  # nobody is left to tell that nobody can be told
        tell(f"danhmuc: {line if len(line) <= _LONGEST else line[: _LONGEST - 1] + '…'}", err=True)
    return code


def _code(error: DanhmucError) -> int:
    if isinstance(error, SourceUnavailableError | RegistryUnavailableError):
        return 3
    return 1 if isinstance(error, DocumentError | RecordError | RegistryError) else 2


def _in_language(text: str) -> str:
    return vietnamese(text) if language() == "vi" else text


def _usage_en(error: click.ClickException) -> str:
    text = error.format_message()
    return (text[:1].lower() + text[1:]).rstrip(".")


def _usage_vi(error: click.ClickException) -> str:
    if isinstance(error, click.MissingParameter):
        return f"thiếu {_named(error)}"
    if isinstance(error, click.NoSuchOption):
        near = f"; có phải {', '.join(error.possibilities)}?" if error.possibilities else ""
        return f"không có tùy chọn {error.option_name}{near}"
    if isinstance(error, click.BadParameter):
        kind = error.param.type if error.param is not None else None
        if isinstance(kind, click.Choice):
            return f"{_named(error)} phải là một trong: {', '.join(map(str, kind.choices))}"
        if isinstance(kind, click.types.IntParamType):
            return f"{_named(error)} phải là số nguyên" + (
                f" từ {kind.min}" if isinstance(kind, click.IntRange) else ""
            )
    return vietnamese(error.format_message())


def _named(error: click.BadParameter) -> str:
    if error.param is None:
        return "đối số"
    return error.param.opts[-1] if isinstance(error.param, click.Option) else error.param.human_readable_name
