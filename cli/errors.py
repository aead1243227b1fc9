"""Errors of the command line itself, which click passes on to `refusals`."""

from __future__ import annotations

import click

from danhmuc.vocab.messages import Message


class ArgumentsError(click.UsageError):
    """The arguments are wrong.

    Attributes:
        sentence: what is wrong with them.
    """

    def __init__(self, sentence: Message, ctx: click.Context | None = None) -> None:
        super().__init__(str(sentence), ctx)
        self.sentence = sentence


class AnswerError(click.FileError):
    """The answer cannot be written.

    Attributes:
        filename: where to.
        reason: why.
    """

    def __init__(self, filename: str, reason: Message) -> None:
        super().__init__(filename, str(reason))
        self.reason = reason


class HelpAskedError(Exception):
    """The arguments ask for help.

    Attributes:
        text: the help.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
