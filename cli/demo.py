"""``danhmuc demo``: the whole corridor on sample catalogues, by the commands a user would type."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from .group import Command
from .language import both, language, say
from .options import json_option, lang_option
from .output import print_json

__all__ = ["command"]

_RIVER = "https://dulieu.example.vn/id/dataset/H57.01/muc-nuoc-song-huong"


@click.command(
    "demo",
    cls=Command,
    help=both(
        "Chạy thử trên dữ liệu mẫu của Huế trong thư mục DIR (mặc định: demo).",
        "Try danhmuc on sample catalogues of Huế in the folder DIR (demo unless named).",
    ),
)
@click.argument("folder", metavar="[DIR]", default="demo", type=click.Path(file_okay=False, path_type=Path))
@json_option
@lang_option
def command(
    folder: Path,
    as_json: bool,  # noqa: FBT001 - click's own
    lang: str | None,  # noqa: ARG001 - read by language()
) -> int:
    """Harvest, look, change, harvest again, export."""
    from danhmuc.registry.sampling import change_samples, write_samples  # noqa: PLC0415
    from danhmuc.vocab.errors import UsageError  # noqa: PLC0415

    database = folder / "danhmuc.db"
    if database.exists():
        raise UsageError(f"{database} is there already; name another folder: danhmuc demo DIR, or remove {folder}")
    samples = write_samples(folder / "samples")
    registry = f"sqlite:///{database}"
    feed = folder / "inventory.ttl"
    if as_json:
        return _as_json(folder, [str(path) for path in samples], registry, feed)
    _tell("1. Thu thập bốn danh mục mẫu.", "1. Harvest four sample catalogues.")
    _type("harvest", *map(str, samples), "--profile", "vn", "--registry", registry)
    _tell("2. Tệp cuối có sai sót cài sẵn: xem từng bản ghi.", "2. The last file has planted faults: see each record.")
    _type("validate", str(samples[-1]), "--profile", "vn")
    _tell("3. Tìm kiếm, có dấu hay không dấu đều được.", "3. Search, with or without diacritics.")
    _type("list", "song huong", "--registry", registry)
    _tell("4. Một nguồn thay đổi; thu thập lại.", "4. One source changes; harvest again.")
    changed = change_samples(folder / "samples")
    _type("harvest", str(changed), "--registry", registry)
    _type("show", _RIVER, "--history", "--registry", registry)
    _tell("5. Xuất danh mục.", "5. Export the inventory.")
    _type("export", "turtle", str(feed), "--registry", registry)
    _tell("6. Nhìn lại các nguồn, và kiểm tra sổ đăng ký.", "6. Look at the sources, and check the registry.")
    _type("source", "list", "--registry", registry)
    _type("registry", "check", "--registry", registry)
    _tell("Xem tiếp:", "What to look at next:")
    click.echo(f"  {feed}")
    click.echo(f"  danhmuc list --state missing --registry {registry}")
    click.echo(f"  danhmuc show {_RIVER} --registry {registry}")
    return 0


def _tell(vi: str, en: str) -> None:
    click.echo()
    click.echo(click.style(say(vi, en), bold=True))


def _type(*arguments: str) -> None:
    """Show a command and run it, as if it were typed."""
    from .main import run  # noqa: PLC0415 - the program imports its commands

    click.echo(click.style(f"$ danhmuc {shlex.join(arguments)}", fg="cyan"))
    run(["--lang", language(), *arguments])


def _as_json(folder: Path, samples: list[str], registry: str, feed: Path) -> int:
    """The same work, told in one JSON document."""
    from danhmuc.registry import Registry, source_at  # noqa: PLC0415
    from danhmuc.registry.sampling import change_samples  # noqa: PLC0415

    with Registry.open(registry) as opened:
        harvests = [opened.plan(source_at(path), profile="vn").apply(by="demo").as_dict() for path in samples]
        changed = change_samples(folder / "samples")
        harvests.append(opened.plan(source_at(str(changed))).apply(by="demo").as_dict())
        exported = opened.export("turtle", feed)
    print_json({"registry": registry, "harvests": harvests, "export": exported.as_dict()})
    return 0
