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
    **{f"elements match codes {verb}": f"elements match {verb}" for verb in ("accept", "reject", "revoke")},
    "elements match codes list": "elements list codes",
    "elements match codes": "elements list codes",
    "elements match decide": "elements match",
    "elements match decisions": "elements list decisions",
    "elements match list codes": "elements list codes",
    "elements match list decisions": "elements list decisions",
    "elements match list": "elements list matches",
    "registry authority": "registry setting authority",
    "registry naming": "registry setting naming",
    "registry prune-bodies": "registry prune bodies",
}
"""Commands, without the name of the program."""

OLD_OPTIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "apply": {"--show": "--dry-run"},
    "demo": {"--samples-only": "--only samples"},
    "elements list": {
        "--schemas": "schemas",
        "--unbound": "unbound",
        "--differing": "differing",
        "--names": "names",
        "--convention": "names {}",
        "--touched-by": "touched {} {}",
        "--decided": "--all",
        "--ended": "--all",
        "--domain": "{}",
        "--element": "{}",
        "--schema": "{}",
    },
    "export": {
        "--accept-drop": "--accept drop",
        "--other-registry": "--accept other-registry",
        "--without-policy": "--policy none",
    },
    "feedback list": {"--open": "--only open"},
    "registry prune": {"--before": "--older-than {}"},
    "registry register": {
        "--note": "--detail note={}",
        "--administrative-note": "--detail administrative-note={}",
        "--change-description": "--detail change-description={}",
        "--submitter": "--detail submitter={}",
        "--steward": "--detail steward={}",
        "--registrar": "--detail registrar={}",
    },
    "registry rename": {"--undo": "--end"},
    "registry same-as": {"--not": "--end"},
    "registry setting": {"--none": "none"},
    "report changes": {"--from": "--since {}", "--to": "--until {}"},
    "source load": {"--remove keep-records": "--records keep", "--remove withdraw": "--records withdraw"},
    "source remove": {"--keep-records": "--records keep", "--withdraw": "--records withdraw"},
    "status": {"--letter": "--format letter"},
    "template": {"--agency": "--publisher {}", "--whole": "--complete"},
    "validate": {"--allow-unread-shapes": "--accept unread-shapes", "--date": "--on {}"},
    "vocab add": {"--token": "--name {}", "--date": "--on {}"},
}
"""Options of a command, some with a value, and the words that stand for each, with ``{}`` for each of its other values.

Words that begin with no ``--`` become the last arguments of the command.
"""


def renew_command(group: str, words: Sequence[str]) -> list[str] | None:
    """The words of a group's command with its new name, if they begin with an old one.

    Args:
        group: such as ``danhmuc elements match``.
    """
    within = group.split()[1:]
    for number in (4, 3, 2, 1):
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
        if (valued := f"{name} {value if equals else ''.join(rest[:1])}") in old_options:
            name, rest = valued, rest if equals else rest[1:]
            equals = value = ""
        new = old_options.get(name)
        if new is None:
            number = 0 if equals else lengths.get(name, 0)
            renewed += [word, *rest[:number]]
        else:
            number = new.count("{}") - bool(equals)
            values = [*([value] if equals else []), *rest[:number]]
            said = list[str]()
            for part in new.split():
                if "{}" not in part:
                    said.append(part)
                elif values:
                    said.append(part.replace("{}", values.pop(0)))
            (renewed if new.startswith("--") else last).extend(said[said[0] in last :])
            _print_new(name, " ".join(said))
        del rest[: max(number, 0)]
    return [*renewed, *last, *rest]


def _print_new(old: str, new: str) -> None:
    click.echo(one_line(render(OptionsText.OLD_SPELLING(old=old, new=new))), err=True)
