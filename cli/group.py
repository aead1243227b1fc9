"""Commands that are imported when called, and help in the language of the call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from .language import pick

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
        return _first_clause(self.help)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help in the language of the call."""
        whole = self.help
        try:
            self.help = pick(whole or "")
            super().format_help_text(ctx, formatter)
        finally:
            self.help = whole


class LazyGroup(click.Group):
    """A group that knows its commands by name and module, and imports one when it is asked for."""

    def __init__(self, *args: Any, modules: Mapping[str, str], **kwargs: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(*args, **kwargs)
        self._modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names, in the order of the work."""
        return [*self._modules, *self.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command."""
        module = self._modules.get(cmd_name)
        if module is None:
            return self.commands.get(cmd_name)
        command: click.Command = import_module(f".{module}", __package__).command
        return command

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help in the language of the call."""
        whole = self.help
        try:
            self.help = pick(whole or "")
            super().format_help_text(ctx, formatter)
        finally:
            self.help = whole

    def get_short_help_str(self, limit: int = 60) -> str:  # noqa: ARG002 - click's signature
        """The first clause in the language of the call."""
        return _first_clause(self.help)


def _first_clause(text: str | None) -> str:
    first = pick(text or "").strip().partition("\n")[0]
    return re.split(r"[;:.(]", first, maxsplit=1)[0].strip()
