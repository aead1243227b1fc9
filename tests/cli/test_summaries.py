"""What ``danhmuc --help`` says of each command is what the command says of itself."""

from __future__ import annotations

from importlib import import_module

import pytest

from danhmuc.cli.language import render, speaking
from danhmuc.cli.main import COMMANDS
from danhmuc.vocab.messages import languages


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("lang", languages())
def test_summary__is_the_beginning_of_the_commands_help(name: str, lang: str) -> None:
    command = import_module(f"danhmuc.cli.commands.{name}").command
    with speaking(["--lang", lang]):
        assert render(COMMANDS[name]) == command.get_short_help_str()
        assert render(command.message).startswith(command.get_short_help_str())
