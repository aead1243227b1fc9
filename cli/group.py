"""Commands that are imported when called, and help in the language of the call."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn, Protocol, runtime_checkable

import click

from danhmuc.vocab.messages import Message, MessageTemplate, languages

from .errors import HelpAskedError
from .language import render
from .messages.program import FrameText, OptionsText

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class HelpTopic(NamedTuple):
    """A first argument that has a help of its own, such as ``feed`` of ``danhmuc export feed --help``.

    Attributes:
        brief: listed in the help of the command, unless it is None.
    """

    help: MessageTemplate
    brief: MessageTemplate | None = None


@runtime_checkable
class Printable(Protocol):
    """The answer of a command."""

    def show(self, *, as_json: bool) -> int:
        """Print it, and return the exit code."""


class Option(click.Option):
    """An option whose help is a message.

    Attributes:
        message: the help, in no language yet.
        topics: where it is listed; if empty, in every help of its command.
    """

    def __init__(
        self,
        *args: Any,
        help: Message | MessageTemplate,  # noqa: A002 - click's own
        topics: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        self.message = help
        self.topics = topics
        super().__init__(*args, **kwargs)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The names and the help in the language of the call; None where another topic is asked about."""
        if self.topics and ctx.meta.get(_TOPIC) not in self.topics:
            return None
        self.help = render(self.message)
        return super().get_help_record(ctx)


_TOPIC = "danhmuc.topic"
"""Under this name click's context has the topic that the arguments name."""


class _Explained(click.Command):
    """A command or group whose help is a message, and another one where it is listed.

    Attributes:
        message: the help, in no language yet.
        topics: first arguments with a help of their own.
    """

    def __init__(
        self,
        *args: Any,
        help: MessageTemplate,  # noqa: A002 - click's own
        short_help: MessageTemplate,
        topics: Mapping[str, HelpTopic] | None = None,
        **kwargs: Any,
    ) -> None:
        self.message = help
        self.topics = topics or {}
        self._in_brief = short_help
        super().__init__(*args, **kwargs)

    def get_short_help_str(self, limit: int = 60) -> str:  # noqa: ARG002 - click's signature
        """The short help of a command, for a list of commands."""
        return render(self._in_brief)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """All options and arguments, and ``--lang``, because people write it behind the command, too."""
        found = super().get_params(ctx)
        return found if any("--lang" in one.opts for one in found) else [*found, _LANG]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse; what is wrong with the arguments is known to be wrong with those of this command."""
        ctx.meta[_TOPIC] = next((one for one in args if one in self.topics), None)
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
        """The help in the language of the call, that of the topic if one is asked about."""
        topic = self.topics.get(ctx.meta.get(_TOPIC) or "")
        self.help = render(self.message if topic is None else topic.help)
        super().format_help_text(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Every option, ``--help`` last."""
        topics = [(name, render(one.brief)) for name, one in self.topics.items() if one.brief is not None]
        if topics and ctx.meta.get(_TOPIC) is None:
            with formatter.section(render(FrameText.NAMES)):
                formatter.write_dl(topics)
        rows = [record for param in self.params if (record := param.get_help_record(ctx)) is not None and record[1]]
        names = ", ".join(self.get_help_option_names(ctx))
        rows.append((names, render(FrameText.SHOW_HELP)))
        with formatter.section(render(FrameText.OPTIONS)):
            formatter.write_dl(rows)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Names of options and commands that complete what was typed, with their help."""
        for one in self.params:
            if isinstance(one, Option):
                one.help = render(one.message)
        return super().shell_complete(ctx, incomplete)


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
        if not ctx.resilient_parsing and any(one.startswith("--") for one in args):
            from .old_spellings import renew_options

            args = renew_options(ctx.command_path, args, self.get_params(ctx))
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            from .errors import ArgumentsError
            from .messages.program import RefusalsText  # --help needs none of it

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
            from danhmuc.registry.store.target import refuse_named

            for target in targets:
                refuse_named(target, named)
                named.append(target)
        answer = super().invoke(ctx)
        return answer.show(as_json=ctx.params.get("as_json", False)) if isinstance(answer, Printable) else answer


class LazyGroup(_Explained, click.Group):
    """A group that knows what its commands do, and imports one from the module of its name when it is called.

    Args:
        summaries: the commands that are imported when called, and what each does.
        sections: headings of the help, and the names of the commands below each; by default one for all.
    """

    def __init__(
        self,
        *args: Any,
        summaries: Mapping[str, MessageTemplate] | None = None,
        sections: Mapping[MessageTemplate, Iterable[str]] | None = None,
        **kwargs: Any,  # click's own
    ) -> None:
        super().__init__(
            *args,
            # A missing command is refused here, in the language of the call, and not by click.
            invoke_without_command=True,
            no_args_is_help=True,
            subcommand_metavar="COMMAND [ARGS]...",
            **kwargs,
        )
        self._summaries = summaries or {}
        self._sections = sections

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
        """The command that the arguments name, or a refusal that names the near one, or lists those there are."""
        from .old_spellings import renew_command

        args = renew_command(ctx.command_path, args) or args
        if args[0] not in self.list_commands(ctx):
            self._refuse_unknown(ctx, args[0])
        return super().resolve_command(ctx, args)

    def _refuse_unknown(self, ctx: click.Context, name: str) -> NoReturn:
        """Refuse a name that is no command's."""
        from difflib import get_close_matches

        from .errors import ArgumentsError
        from .messages.program import RefusalsText  # --help needs none of it

        known = tuple(one for one, _ in self._find_listed(ctx))
        if near := get_close_matches(name, known, 1):
            raise ArgumentsError(RefusalsText.COMMAND_UNKNOWN_NEAR(name=name, near=near[0], known=known), ctx)
        raise ArgumentsError(RefusalsText.COMMAND_UNKNOWN(name=name, known=known), ctx)

    def invoke(self, ctx: click.Context) -> Any:
        """Call the command that the arguments name."""
        answer = super().invoke(ctx)
        if ctx.invoked_subcommand is None:
            from .errors import ArgumentsError
            from .messages.program import RefusalsText  # --help needs none of it

            raise ArgumentsError(
                RefusalsText.COMMAND_MISSING(known=tuple(one for one, _ in self._find_listed(ctx))), ctx
            )
        return answer

    def _find_listed(self, ctx: click.Context) -> Iterator[tuple[str, str]]:
        """The names of the commands that the help lists, each with what it does, in the language of the call."""
        for name in self.list_commands(ctx):
            summary = self._summaries.get(name)
            if summary is not None:
                yield name, render(summary)
            elif not self.commands[name].hidden:
                yield name, self.commands[name].get_short_help_str()

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, then the options."""
        listed = dict(self._find_listed(ctx))
        for heading, names in (self._sections or {FrameText.COMMANDS: tuple(listed)}).items():
            with formatter.section(render(heading)):
                formatter.write_dl([(name, listed[name]) for name in names])
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
            from .messages.program import RefusalsText  # --help needs none of it

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
            from .messages.program import RefusalsText  # --help needs none of it

            raise ArgumentsError(RefusalsText.OPTION_BLANK(name=_name(param)), ctx)
        return str(value)


class LocationName(click.types.StringParamType):
    """A file or folder to read, an address, or the name of a source."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002
        """Let the shell complete names of files."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type="file")]


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
            from .messages.program import (
                OptionsText,
                RefusalsText,  # --help needs none of it
            )

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
            from .messages.program import RefusalsText  # --help needs none of it

            raise ArgumentsError(RefusalsText.NUMBER_REFUSED(name=_name(param), value=str(value), least=least), ctx)
        return number


def _name(param: click.Parameter | None) -> str:
    """The name of an option or argument as the help has it."""
    if isinstance(param, click.Argument):
        return param.human_readable_name.strip("[].")
    return "" if param is None else param.opts[-1]


LANG: Final[Mapping[str, Any]] = {
    "type": Choice(languages()),
    "is_eager": True,
    "expose_value": False,
    "help": OptionsText.LANG,
}
"""The option ``--lang``."""
_LANG: Final = Option(["--lang"], hidden=True, **LANG)
"""That of every command; the help of the program lists it, and `language.speaking` reads it."""
