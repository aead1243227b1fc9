"""``danhmuc demo``: the whole corridor on sample catalogues, by the commands a user would type."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import Final

import click

from danhmuc.vocab.messages import MessageTemplate

from ..group import Choice, Command, TargetName
from ..language import language, render
from ..messages.harvest import DemoText
from ..messages.program import ProgramText
from ..options import json_option, option, refuse_in_use
from ..output.text import print_json, print_line

_RIVER: Final = "https://dulieu.example.vn/id/dataset/H57.01/muc-nuoc-song-huong"


@click.command(
    "demo",
    cls=Command,
    help=DemoText.HELP,
    short_help=ProgramText.DEMO_BRIEF,
)
@click.argument("name", metavar="[DIR]", default="demo", type=TargetName())
@option("--only", type=Choice(("samples",)), help=DemoText.SAMPLES_ONLY)
@json_option
def command(
    name: str,
    only: str | None,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Harvest, look, change, harvest again, export."""
    from danhmuc.registry.sampling import CATALOGUES, change_samples, write_samples
    from danhmuc.vocab.errors import UsageError

    folder = Path(name)
    database = folder / "danhmuc.db"
    taken = folder if only else database
    if taken.exists():
        raise UsageError(DemoText.FOLDER_TAKEN(database=str(taken), folder=str(folder)))
    feed = folder / "inventory.ttl"
    places = folder if only else folder / "samples"
    refuse_in_use(feed, *(places / one for one in CATALOGUES))
    samples = write_samples(places)
    if only:
        return _list_samples([str(path) for path in samples], as_json=as_json)
    registry = f"sqlite:///{database}"
    if as_json:
        return _as_json(folder, [str(path) for path in samples], registry, feed)
    _tell(DemoText.HARVEST)
    _type("harvest", *map(str, samples), "--profile", "vn", "--registry", registry)
    _tell(DemoText.VALIDATE)
    _type("validate", str(samples[-1]), "--profile", "vn", ends=1)
    _tell(DemoText.SEARCH)
    _type("list", "song huong", "--registry", registry)
    _tell(DemoText.HARVEST_AGAIN)
    changed = change_samples(folder / "samples")
    _type("harvest", str(changed), "--registry", registry)
    _type("show", _RIVER, "--history", "--registry", registry)
    _tell(DemoText.EXPORT)
    _type("export", "turtle", str(feed), "--registry", registry)
    _tell(DemoText.LOOK_BACK)
    _type("source", "list", "--registry", registry)
    _type("registry", "check", "--registry", registry)
    _tell(DemoText.NEXT)
    print_line(f"  {render(DemoText.EXPORTED_FILE(file=str(feed), folder=str(folder)))}")
    print_line(f"  cd {shlex.quote(str(folder))}")
    # There the registry is found without being named, unless another one is.
    named = ["--registry", "sqlite:///danhmuc.db"] if os.environ.get("DANHMUC_REGISTRY") else []
    for arguments in (("list", "--verdict", "submitted"), ("list", "--state", "missing"), ("show", _RIVER)):
        print_line(f"  danhmuc {shlex.join([*arguments, *named])}")
    return 0


def _list_samples(samples: list[str], *, as_json: bool) -> int:
    if as_json:
        print_json({"samples": samples})
        return 0
    for path in samples:
        print_line(path)
    return 0


def _tell(heading: MessageTemplate) -> None:
    print_line()
    print_line(render(heading), bold=True)


def _type(*arguments: str, ends: int = 0) -> None:
    """Show a command and run it, as if it were typed; one that does not end as it should ends the demo."""
    from ..main import run  # the program imports its commands

    print_line(f"$ danhmuc {shlex.join(arguments)}", colour="cyan")
    code = run(["--lang", language(), *arguments])
    if code != ends:
        raise click.exceptions.Exit(code or 1)


def _as_json(folder: Path, samples: list[str], registry: str, feed: Path) -> int:
    """The same work, reported as one JSON document."""
    from danhmuc.registry import Registry, source_at
    from danhmuc.registry.sampling import change_samples

    with Registry.open(registry) as opened:
        harvests = [opened.plan(source_at(path), profile="vn").apply(by="demo").as_dict() for path in samples]
        changed = change_samples(folder / "samples")
        harvests.append(opened.plan(source_at(str(changed))).apply(by="demo").as_dict())
        exported = opened.export("turtle", feed)
    print_json({"registry": registry, "harvests": harvests, "export": exported.as_dict()})
    return 0
