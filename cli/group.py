"""Commands that are imported when called, and help in the language of the call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from .language import pick, say

__all__ = ["Command", "LazyGroup", "Option"]


class Option(click.Option):
    """An option whose help is in two languages."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The help in the language of the call."""
        record = super().get_help_record(ctx)
        return None if record is None else (record[0], pick(record[1]) if self.help else record[1])


class Command(click.Command):
    """A command whose help is in two languages."""

    def get_short_help_str(self, limit: int = 60) -> str:  # noqa: ARG002 - click's signature
        """The first clause in the language of the call."""
        first = pick(self.help or "").strip().partition("\n")[0]
        return re.split(r"[;:.(]", first, maxsplit=1)[0].strip()

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """How it is called."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=say("Cách dùng: ", "Usage: "))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help in the language of the call."""
        whole = self.help
        try:
            self.help = pick(whole or "")
            super().format_help_text(ctx, formatter)
        finally:
            self.help = whole

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Every option, ``--help`` last."""
        rows = [record for param in self.params if (record := param.get_help_record(ctx)) is not None and record[1]]
        names = ", ".join(self.get_help_option_names(ctx))
        rows.append((names, say("Hiện trợ giúp này.", "Show this help.")))
        with formatter.section(say("Tùy chọn", "Options")):
            formatter.write_dl(rows)


class LazyGroup(Command, click.Group):
    """A group that knows what its commands do, and imports one from the module of its name when it is called."""

    def __init__(self, *args: Any, summaries: Mapping[str, str], **kwargs: Any) -> None:  # click's own
        super().__init__(*args, **kwargs)
        self._summaries = summaries

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names, in the order of the work."""
        return [*self._summaries, *self.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command."""
        if cmd_name not in self._summaries:
            return self.commands.get(cmd_name)
        command: click.Command = import_module(f".{cmd_name}", __package__).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name, or a refusal that lists those there are."""
        if not args[0].startswith("-") and args[0] not in self.list_commands(ctx):
            known = ", ".join(self.list_commands(ctx))
            raise click.UsageError(
                say(f"không có lệnh {args[0]!r}; các lệnh: {known}", f"no command {args[0]!r}; there are: {known}"), ctx
            )
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, then the options."""
        with formatter.section(say("Lệnh", "Commands")):
            formatter.write_dl(
                [
                    *((name, pick(summary)) for name, summary in self._summaries.items()),
                    *((name, command.get_short_help_str()) for name, command in self.commands.items()),
                ]
            )
        super().format_options(ctx, formatter)
