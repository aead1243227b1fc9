"""Spellings of commands and options that work for one release, each with a line on stderr that says the new one.

The module goes with release 0.3.0, and the two calls of it in `group` with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import click

from danhmuc.vocab.text import one_line

from .language import render
from .messages.program import OptionsText

OLD_COMMANDS: Final[Mapping[str, str]] = {
    **{
        f"report {name}": f"report form {name}"
        for name in (
            *("danh-muc", "dich-vu", "du-lieu-mo", "thoi-han"),
            *("kiem-ke", "ke-hoach", "phan-hoi", "tu-dien"),
        )
    },
    **{
        f"elements match {kind}{decision}": f"elements match decide {decision}"
        for kind in ("", "codes ")
        for decision in ("accept", "reject", "revoke")
    },
    "elements match codes list": "elements match list codes",
    "elements match codes": "elements match list codes",
    "elements match decisions": "elements match list decisions",
    "registry prune-bodies": "registry prune bodies",
}
"""Commands, without the name of the program."""

OLD_OPTIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "elements list": {
        "--schemas": "schemas",
        "--unbound": "unbound",
        "--differing": "differing",
        "--names": "names",
        "--convention": "names {}",
        "--touched-by": "touched {} {}",
    },
    "elements match list": {"--decided": "--all", "--ended": "--all", "--domain": "{}"},
}
"""Options of a command, and the words that stand for each, with ``{}`` for each of its values.

Words that begin with no ``--`` become the last arguments of the command.
"""


def renew_command(group: str, words: Sequence[str]) -> list[str] | None:
    """The words of a group's command with its new name, if they begin with an old one.

    Args:
        group: such as ``danhmuc elements match``.
    """
    within = group.split()[1:]
    for number in (2, 1):
        old = " ".join([*within, *words[:number]])
        if (new := OLD_COMMANDS.get(old)) is not None:
            _print_new(f"danhmuc {old}", f"danhmuc {new}")
            return [*new.split()[len(within) :], *words[number:]]
    return None


def renew_options(command: str, words: Sequence[str], params: Sequence[click.Parameter]) -> list[str]:
    """The words of a command with the new spelling of its options.

    Args:
        command: such as ``danhmuc elements match list``.
        params: its options and arguments: a word that is the value of an option is none itself.
    """
    old_options = OLD_OPTIONS.get(" ".join(command.split()[1:]))
    if old_options is None:
        return [*words]
    options = [one for one in params if isinstance(one, click.Option)]
    lengths = {name: 0 if one.is_flag else one.nargs for one in options for name in one.opts}
    renewed, last, rest = list[str](), list[str](), [*words]
    while rest:
        word = rest.pop(0)
        if word == "--":
            rest.insert(0, word)
            break
        name, equals, value = word.partition("=")
        new = old_options.get(name)
        if new is None:
            number = 0 if equals else lengths.get(name, 0)
            renewed += [word, *rest[:number]]
        else:
            number = new.count("{}") - bool(equals)
            values = [*([value] if equals else []), *rest[:number]]
            said = [one.replace("{}", values.pop(0)) if "{}" in one else one for one in new.split()[: 1 + len(values)]]
            (renewed if new.startswith("--") else last).extend(said[said[0] in last :])
            _print_new(name, " ".join(said))
        del rest[: max(number, 0)]
    return [*renewed, *last, *rest]


def _print_new(old: str, new: str) -> None:
    click.echo(one_line(render(OptionsText.OLD_SPELLING(old=old, new=new))), err=True)
