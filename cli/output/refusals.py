"""Errors as a caller gets them: one line on stderr, in the language of the call, and an exit code.

Exit codes: 1 something needs attention; 2 wrong usage; 3 source or registry out of reach.
"""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from typing import Final

import click

from danhmuc.vocab.errors import (
    DanhmucError,
    DocumentError,
    RecordError,
    RegistryError,
    RegistryUnavailableError,
    SourceFailedError,
    SourceUnavailableError,
)
from danhmuc.vocab.messages import FOREIGN_WORDS, Message, as_message, system_reason
from danhmuc.vocab.messages.errors import ErrorsText
from danhmuc.vocab.text import one_line, shorten

from ..errors import AnswerError, ArgumentsError
from ..given_words import without_passwords
from ..interrupts import CAME
from ..language import render
from ..messages.program import RefusalsText
from .text import print_line

_LONGEST: Final = 1000
"""Letters of a line; an IRI has no limit of its own."""


def report_error(error: BaseException) -> int:
    """Report whatever ended a command before its time, and give its exit code."""
    if isinstance(error, click.ClickException):
        return refuse_usage(error)
    if isinstance(error, DanhmucError):
        return refuse(error)
    # SQLAlchemy makes other errors of Ctrl-C, such as an AssertionError that does not name it.
    if CAME or isinstance(error, click.Abort) or _comes_of_interrupt(error):
        return print_refusal(RefusalsText.INTERRUPTED(), 130)
    logging.getLogger(__name__).info("unexpected", exc_info=error)
    if isinstance(error, OSError) and error.filename is not None:
        # Such as a name that is too long, which each way to look at a file refuses.
        return print_refusal(
            ErrorsText.CANNOT_OPEN(location=os.fsdecode(error.filename), reason=system_reason(error)), 3
        )
    return print_refusal(RefusalsText.UNEXPECTED(kind=type(error).__name__, error=FOREIGN_WORDS(words=str(error))), 1)


def refuse(error: DanhmucError) -> int:
    """Report an error of the library."""
    return print_refusal(error.message, _code(error))


def refuse_source(name: str, error: DanhmucError) -> int:
    """Report why one source of several was left as it is."""
    # The other names its source itself.
    reason = error.reason if isinstance(error, SourceFailedError) else error.message
    return print_refusal(RefusalsText.SOURCE_REFUSED(source=name, reason=reason), _code(error))


def refuse_usage(error: click.ClickException) -> int:
    """Report an error of the arguments, and where help is."""
    if isinstance(error, click.FileError):
        reason = error.reason if isinstance(error, AnswerError) else FOREIGN_WORDS(words=error.message)
        return print_refusal(RefusalsText.ANSWER_UNWRITTEN(name=error.filename, reason=reason), 1)
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context is not None else "danhmuc"
    return print_refusal(RefusalsText.HELP_AT(reason=_reason(error), command=f"{command} --help"), 2)


def refuse_unopened(why: Message | str) -> int:
    """Report a source that could not be opened."""
    return print_refusal(as_message(why), 3)


def print_refusal(message: Message, code: int) -> int:
    """Write the line and give back the code."""
    line = one_line(without_passwords(render(message)))
    with suppress(click.FileError):  # nobody reads it
        print_line(f"danhmuc: {shorten(line, _LONGEST)}", err=True)
    return code


def _comes_of_interrupt(error: BaseException) -> bool:
    """Whether it is Ctrl-C or what that became, as Python 3.11 turns what ends a ``__set_name__`` to a RuntimeError."""
    chain: list[BaseException] = []
    while error not in chain:
        if isinstance(error, KeyboardInterrupt):
            return True
        chain.append(error)
        error = error.__cause__ or error.__context__ or error
    return False


def _code(error: DanhmucError) -> int:
    if isinstance(error, SourceUnavailableError | RegistryUnavailableError):
        return 3
    return 1 if isinstance(error, DocumentError | RecordError | RegistryError | SourceFailedError) else 2


def _reason(error: click.ClickException) -> Message:
    """The fault of the arguments, by what click knows of it and not by what it says."""
    if isinstance(error, ArgumentsError):
        return error.sentence
    if isinstance(error, click.MissingParameter) and error.param is not None:
        if isinstance(error.param, click.Option):
            return RefusalsText.OPTION_MISSING(name=error.param.opts[-1])
        return RefusalsText.ARGUMENT_MISSING(name=error.param.human_readable_name)
    if isinstance(error, click.NoSuchOption):
        if error.possibilities:
            return RefusalsText.OPTION_UNKNOWN_NEAR(name=error.option_name, near=tuple(error.possibilities))
        return RefusalsText.OPTION_UNKNOWN(name=error.option_name)
    if isinstance(error, click.BadOptionUsage):
        is_flag = error.option_name in _flags(error.ctx)
        return (RefusalsText.OPTION_TAKES_NO_VALUE if is_flag else RefusalsText.OPTION_NEEDS_VALUE)(
            name=error.option_name
        )
    return FOREIGN_WORDS(words=error.format_message())


def _flags(context: click.Context | None) -> set[str]:
    """The options of a command that take no value, by every name."""
    params = [] if context is None else context.command.get_params(context)
    return {name for param in params if isinstance(param, click.Option) and param.is_flag for name in param.opts}
