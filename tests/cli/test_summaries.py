"""What ``danhmuc --help`` says of each command is what the command says of itself."""

from __future__ import annotations

from importlib import import_module

import pytest

from danhmuc.cli.language import pick, speaking
from danhmuc.cli.main import COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_summary__is_the_first_clause_of_the_commands_help(name: str, lang: str) -> None:
    command = import_module(f"danhmuc.cli.{name}").command
    with speaking(["--lang", lang]):
        assert pick(COMMANDS[name]) == command.get_short_help_str()
