"""Commands that are imported when called, and help in the language of the call."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

from danhmuc.vocab.messages import Message, MessageTemplate

from .errors import HelpAskedError
from .language import render
from .messages.frame import FrameText


class Option(click.Option):
    """An option whose help is a message.

    Attributes:
        message: the help, in no language yet.
    """

    def __init__(self, *args: Any, help: Message | MessageTemplate, **kwargs: Any) -> None:  # noqa: A002 - click's own
        self.message = help
        super().__init__(*args, **kwargs)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The names and the help in the language of the call."""
        self.help = render(self.message)
        return super().get_help_record(ctx)


class _Explained(click.Command):
    """A command or group whose help is a message, and another one where it is listed.

    Attributes:
        message: the help, in no language yet.
    """

    def __init__(
        self,
        *args: Any,
        help: MessageTemplate,  # noqa: A002 - click's own
        short_help: MessageTemplate,
        **kwargs: Any,
    ) -> None:
        self.message = help
        self._in_brief = short_help
        super().__init__(*args, **kwargs)

    def get_short_help_str(self, limit: int = 60) -> str:  # noqa: ARG002 - click's signature
        """The short help of a command, for a list of commands."""
        return render(self._in_brief)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse; what is wrong with the arguments is known to be wrong with those of this command."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``, which is written as every answer is: a full disk is nothing unexpected."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.callback = _print_help
        return found

    def get_help(self, ctx: click.Context) -> str:
        """The help, as wide as click makes it."""
        ctx.terminal_width = max(min(_terminal_columns(), ctx.max_content_width or 80) - 2, 50)
        return super().get_help(ctx)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{render(FrameText.USAGE)} ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help in the language of the call."""
        self.help = render(self.message)
        super().format_help_text(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Every option, ``--help`` last."""
        rows = [record for param in self.params if (record := param.get_help_record(ctx)) is not None and record[1]]
        names = ", ".join(self.get_help_option_names(ctx))
        rows.append((names, render(FrameText.SHOW_HELP)))
        with formatter.section(render(FrameText.OPTIONS)):
            formatter.write_dl(rows)


def _terminal_columns() -> int:
    """The width of the terminal as shutil tells it, whose import costs a tenth of ``--help``."""
    with suppress(KeyError, ValueError):
        if (columns := int(os.environ["COLUMNS"])) > 0:
            return columns
    with suppress(AttributeError, ValueError, OSError):  # no stdout, a closed one, or no terminal
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80  # type: ignore[union-attr]
    return 80


def _print_help(context: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's own
    if wanted and not context.resilient_parsing:
        raise HelpAskedError(context.get_help())


class Command(_Explained):
    """A command whose help is a message."""

    allow_extra_args = True
    """They are refused here, in the language of the call, and not by click."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, and refuse what is left over."""
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            from .errors import ArgumentsError
            from .messages.refusals import RefusalsText  # --help needs none of it

            raise ArgumentsError(RefusalsText.ARGUMENTS_UNEXPECTED(count=len(rest), arguments=tuple(rest)), ctx)
        return rest

    def invoke(self, ctx: click.Context) -> Any:
        """Run it, unless it would write what it reads, or two things into one file."""
        named, targets = list[str](), list[str]()
        for param in self.params:
            if isinstance(param.type, LocationName):
                value = ctx.params.get(param.name or "") or ()
                chosen = targets if isinstance(param.type, TargetName) else named
                chosen.extend(one for one in ([value] if isinstance(value, str) else value) if one != "-")
        if targets:
            from danhmuc.registry.store.target import refuse_named  # --help needs none of it

            for target in targets:
                refuse_named(target, named)
                named.append(target)
        return super().invoke(ctx)


class LazyGroup(_Explained, click.Group):
    """A group that knows what its commands do, and imports one from the module of its name when it is called."""

    def __init__(self, *args: Any, summaries: Mapping[str, MessageTemplate], **kwargs: Any) -> None:  # click's own
        super().__init__(
            *args,
            # A missing command is refused here, in the language of the call, and not by click.
            invoke_without_command=True,
            no_args_is_help=True,
            subcommand_metavar="COMMAND [ARGS]...",
            **kwargs,
        )
        self._summaries = summaries

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names, in the order of the work."""
        return [*self._summaries, *self.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command."""
        if cmd_name not in self._summaries:
            return self.commands.get(cmd_name)
        command: click.Command = import_module(f".commands.{cmd_name}", __package__).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name, or a refusal that lists those there are."""
        if args[0] not in self.list_commands(ctx):
            from .errors import ArgumentsError
            from .messages.refusals import RefusalsText  # --help needs none of it

            raise ArgumentsError(RefusalsText.COMMAND_UNKNOWN(name=args[0], known=tuple(self.list_commands(ctx))), ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Call the command that the arguments name."""
        answer = super().invoke(ctx)
        if ctx.invoked_subcommand is None:
            from .errors import ArgumentsError
            from .messages.refusals import RefusalsText  # --help needs none of it

            raise ArgumentsError(RefusalsText.COMMAND_MISSING(known=tuple(self.list_commands(ctx))), ctx)
        return answer

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, then the options."""
        with formatter.section(render(FrameText.COMMANDS)):
            formatter.write_dl(
                [
                    *((name, render(summary)) for name, summary in self._summaries.items()),
                    *((name, command.get_short_help_str()) for name, command in self.commands.items()),
                ]
            )
        super().format_options(ctx, formatter)


class Choice(click.Choice[str]):
    """One of several words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word as it is.

        Raises:
            ArgumentsError: it is none of them.
        """
        if value not in self.choices:
            from .errors import ArgumentsError
            from .messages.refusals import RefusalsText  # --help needs none of it

            raise ArgumentsError(
                RefusalsText.CHOICE_REFUSED(name=_name(param), value=str(value), choices=self.choices), ctx
            )
        return str(value)


class Words(click.types.StringParamType):
    """A text that says something, such as a reason."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text as it is.

        Raises:
            ArgumentsError: it is empty.
        """
        if not str(value).strip():
            from .errors import ArgumentsError
            from .messages.refusals import RefusalsText  # --help needs none of it

            raise ArgumentsError(RefusalsText.OPTION_BLANK(name=_name(param)), ctx)
        return str(value)


class LocationName(click.types.StringParamType):
    """A file or folder to read, an address, or the name of a source."""


class FileName(LocationName):
    """The name of a file or folder, in every command in which ``-`` is neither stdin nor stdout."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name as it is.

        Raises:
            ArgumentsError: it is ``-``, by which nobody means a file, or empty, as of a variable that nobody set.
        """
        name = str(value)
        if name in ("", "-"):
            from .errors import ArgumentsError
            from .messages.options import OptionsText
            from .messages.refusals import RefusalsText  # --help needs none of it

            raise ArgumentsError(
                (RefusalsText.NAME_IS_DASH if name else OptionsText.NAME_EMPTY)(name=_name(param)), ctx
            )
        return name


class TargetName(FileName):
    """The name of a file or folder that a command writes; see `registry.store.target`."""


class TargetOrStdout(TargetName):
    """A target that ``-`` is not, but stdout."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name as it is."""
        return str(value) if value == "-" else super().convert(value, param, ctx)


class WholeNumber(click.IntRange):
    """A whole number of at least `min`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number.

        Raises:
            ArgumentsError: it is none, or less.
        """
        least = int(self.min or 0)
        try:
            number = int(value)
        except ValueError:
            number = least - 1
        if number < least:
            from .errors import ArgumentsError
            from .messages.refusals import RefusalsText  # --help needs none of it

            raise ArgumentsError(RefusalsText.NUMBER_REFUSED(name=_name(param), value=str(value), least=least), ctx)
        return number


def _name(param: click.Parameter | None) -> str:
    """The name of an option or argument as the help has it."""
    if isinstance(param, click.Argument):
        return param.human_readable_name.strip("[].")
    return "" if param is None else param.opts[-1]
