"""``danhmuc demo``: the whole corridor on sample catalogues, by the commands a user would type."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import Final

import click

from .group import Command
from .language import both, language, say
from .options import json_option, lang_option
from .output import print_json, tell

__all__ = ["command"]

_RIVER: Final = "https://dulieu.example.vn/id/dataset/H57.01/muc-nuoc-song-huong"


@click.command(
    "demo",
    cls=Command,
    help=both(
        "Chạy thử trên dữ liệu mẫu của Huế trong thư mục DIR (mặc định: demo).",
        "Try danhmuc on sample catalogues of Huế in the folder DIR (demo unless named).",
    ),
)
@click.argument("folder", metavar="[DIR]", default="demo", type=click.Path(path_type=Path))
@json_option
@lang_option
def command(
    folder: Path,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Harvest, look, change, harvest again, export."""
    from danhmuc.registry.sampling import change_samples, write_samples
    from danhmuc.vocab.errors import UsageError

    database = folder / "danhmuc.db"
    if database.exists():
        raise UsageError(
            say(
                f"đã có {database}; hãy chọn thư mục khác (danhmuc demo DIR) hoặc xóa {folder}",
                f"{database} is there already; name another folder (danhmuc demo DIR) or remove {folder}",
            )
        )
    samples = write_samples(folder / "samples")
    registry = f"sqlite:///{database}"
    feed = folder / "inventory.ttl"
    if as_json:
        return _as_json(folder, [str(path) for path in samples], registry, feed)
    _tell("1. Thu thập bốn danh mục mẫu.", "1. Harvest four sample catalogues.")
    _type("harvest", *map(str, samples), "--profile", "vn", "--registry", registry)
    _tell(
        "2. Tệp cuối có sai sót cài sẵn: kiểm tra riêng, mã thoát là 1.",
        "2. The last file has planted faults: check it alone; the exit code is 1.",
    )
    _type("validate", str(samples[-1]), "--profile", "vn", ends=1)
    _tell("3. Tìm kiếm, có dấu hay không dấu đều được.", "3. Search, with or without diacritics.")
    _type("list", "song huong", "--registry", registry)
    _tell(
        "4. Một nguồn thay đổi; thu thập lại, rồi xem lịch sử một bản ghi.",
        "4. One source changes; harvest again, then see the history of a record.",
    )
    changed = change_samples(folder / "samples")
    _type("harvest", str(changed), "--registry", registry)
    _type("show", _RIVER, "--history", "--registry", registry)
    _tell("5. Xuất danh mục.", "5. Export the inventory.")
    _type("export", "turtle", str(feed), "--registry", registry)
    _tell("6. Nhìn lại các nguồn và kiểm tra sổ đăng ký.", "6. Look at the sources and check the registry.")
    _type("source", "list", "--registry", registry)
    _type("registry", "check", "--registry", registry)
    _tell("Xem tiếp", "What to look at next")
    tell(
        say(f"  tệp đã xuất: {feed}; trong thư mục {folder}:", f"  the exported file: {feed}; in the folder {folder}:")
    )
    tell(f"  cd {shlex.quote(str(folder))}")
    # There the registry is found without being named, unless another one is.
    named = ["--registry", "sqlite:///danhmuc.db"] if os.environ.get("DANHMUC_REGISTRY") else []
    for arguments in (("list", "--verdict", "submitted"), ("list", "--state", "missing"), ("show", _RIVER)):
        tell(f"  danhmuc {shlex.join([*arguments, *named])}")
    return 0


def _tell(vi: str, en: str) -> None:
    tell()
    tell(say(vi, en), bold=True)


def _type(*arguments: str, ends: int = 0) -> None:
    """Show a command and run it, as if it were typed; one that does not end as it should ends the demo."""
    from .main import run  # the program imports its commands

    tell(f"$ danhmuc {shlex.join(arguments)}", colour="cyan")
    code = run(["--lang", language(), *arguments])
    if code != ends:
        raise click.exceptions.Exit(code or 1)


def _as_json(folder: Path, samples: list[str], registry: str, feed: Path) -> int:
    """The same work, told in one JSON document."""
    from danhmuc.registry import Registry, source_at
    from danhmuc.registry.sampling import change_samples

    with Registry.open(registry) as opened:
        harvests = [opened.plan(source_at(path), profile="vn").apply(by="demo").as_dict() for path in samples]
        changed = change_samples(folder / "samples")
        harvests.append(opened.plan(source_at(str(changed))).apply(by="demo").as_dict())
        exported = opened.export("turtle", feed)
    print_json({"registry": registry, "harvests": harvests, "export": exported.as_dict()})
    return 0
