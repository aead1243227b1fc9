"""``danhmuc vocab list``: which lists there are."""

from __future__ import annotations

import click

from ..group import Command
from ..language import both, language, say
from ..options import json_option, lang_option, option, registry_option
from ..output import count, print_json, print_table
from .at_hand import registry_if_any, rows_at_hand
from .telling import origin

__all__ = ["command"]


@click.command(
    "list",
    cls=Command,
    help=both(
        "Liệt kê bảng mã, mỗi bảng với phiên bản đang dùng; không cần sổ đăng ký.",
        "List the code lists, each with the version in force; needs no registry.",
    ),
)
@option("--all", "every", is_flag=True, help=both("Cả phiên bản không dùng nữa.", "Versions not in force, too."))
@registry_option
@json_option
@lang_option
@click.pass_context
def command(
    context: click.Context,
    every: bool,  # noqa: FBT001 - click's own
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Show each list, in the version that is in force."""
    with registry_if_any(context, registry_url) as registry:
        rows = [row for row in rows_at_hand(registry) if every or row.in_force]
    if as_json:
        print_json([row.as_dict() for row in rows])
        return 0
    headings = (
        say("bảng mã", "list"),
        say("tên", "title"),
        say("số mã", "codes"),
        say("mức độ", "kind"),
        say("phiên bản", "version"),
        say("từ đâu", "from"),
        "IRI",
    )
    print_table(
        headings,
        [
            (
                row.token,
                row.title(language()),
                count(row.concepts),
                say("đầy đủ", "complete") if row.is_complete else say("bản chụp", "snapshot"),
                row.version,
                origin(row) if row.in_force else f"{origin(row)}, " + say("không dùng", "not in force"),
                row.iri,
            )
            for row in rows
        ],
        numbers=frozenset({2}),
    )
    return 0
