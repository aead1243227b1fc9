"""``danhmuc vocab add``: load lists from a file."""

from __future__ import annotations

import click

from ..group import Command
from ..language import both
from ..options import day_given, json_option, lang_option, open_registry, option, registry_option
from ..output import print_json, tell
from .telling import change_lines

__all__ = ["command"]


@click.command(
    "add",
    cls=Command,
    help=both(
        "Nạp bảng mã từ FILE (SKOS, hoặc CSV có cột mã và tên) vào sổ đăng ký.\n\n"
        "Bảng mã đã nạp thay bảng cùng tên đi kèm danhmuc, chỉ trong sổ đăng ký này.",
        "Load the code list in FILE (SKOS, or CSV with columns code and name) into the registry.\n\n"
        "A loaded list stands in for the one of its name that comes with danhmuc, in this registry only.",
    ),
)
@click.argument("file", metavar="FILE")
@option(
    "--token",
    metavar="TOKEN",
    help=both(
        "Tên ngắn của bảng mã; mặc định lấy trong tệp, hoặc từ tên tệp.",
        "The list's short name; by default what the file says, or made of its name.",
    ),
)
@option("--title", metavar="TITLE", help=both("Tên đầy đủ của bảng mã.", "What the list is called."))
@option(
    "--complete",
    is_flag=True,
    help=both(
        "Bảng này đầy đủ: mã không có trong bảng là mã sai.",
        "It holds every code: one that is not there is wrong.",
    ),
)
@option(
    "--date",
    "snapshot",
    metavar="DATE",
    help=both("Ngày của bản chụp, ví dụ 2026-11-25.", "Day of the snapshot, such as 2026-11-25."),
)
@option(
    "--parents",
    metavar="TOKEN",
    help=both(
        "Bảng mã để tra cột mã cha, nếu mã cha không ở trong tệp.",
        "List in which a CSV file's parents stand, where they are not in the file.",
    ),
)
@registry_option
@json_option
@lang_option
def command(
    file: str,
    token: str | None,
    title: str | None,
    complete: bool,  # noqa: FBT001 - click's own
    snapshot: str | None,
    parents: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Load, then tell what that changed."""
    day = day_given("--date", snapshot)
    with open_registry(registry_url) as registry:
        changes = registry.add_vocabulary(
            file, by="vocab add", token=token, title=title, snapshot=day, complete=complete, parents=parents
        )
    if as_json:
        print_json([change.as_dict() for change in changes])
        return 0
    for change in changes:
        for line in change_lines(change):
            tell(line)
    return 0
