"""``danhmuc list``: find records."""

from __future__ import annotations

import click

from .group import Command
from .language import both, say
from .options import json_option, lang_option, open_registry, option, registry_option
from .output import count, print_json, print_table, state

__all__ = ["command"]


@click.command(
    "list",
    cls=Command,
    help=both(
        "Liệt kê bản ghi; TEXT tìm trong tiêu đề, mô tả, từ khóa, mã định danh, có dấu hay không dấu đều được.",
        "List records; TEXT is searched in titles, descriptions, keywords and identifiers, diacritics or not.",
    ),
)
@click.argument("text", nargs=-1, metavar="[TEXT]")
@option("--source", metavar="SOURCE", help=both("Chỉ một nguồn.", "Only this source."))
@option("--theme", metavar="CODE", help=both("Chỉ một lĩnh vực, ví dụ ENVI.", "Only this theme, such as ENVI."))
@option(
    "--state",
    "state_name",
    type=click.Choice(["present", "missing", "withdrawn", "withheld"]),
    help=both("Chỉ một trạng thái.", "Only this state."),
)
@option("--nodes", is_flag=True, help=both("Liệt kê bản ghi phụ trợ.", "List node records instead."))
@option(
    "--limit", type=click.IntRange(1), metavar="N", help=both("Nhiều nhất N dòng.", "At most N rows.")
)
@registry_option
@json_option
@lang_option
def command(
    text: tuple[str, ...],
    source: str | None,
    theme: str | None,
    state_name: str | None,
    nodes: bool,  # noqa: FBT001 - click's own
    limit: int | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001
    lang: str | None,  # noqa: ARG001 - read by language()
) -> int:
    """Search and show."""
    with open_registry(registry_url) as registry:
        rows = list(
            registry.records(
                text=" ".join(text) or None,
                source=source,
                theme=theme,
                state=state_name,
                role="node" if nodes else "record",
                limit=limit,
            )
        )
    if as_json:
        print_json([row.as_dict() for row in rows])
        return 0
    headings = (
        say("tiêu đề", "title"),
        say("đơn vị chủ trì cung cấp", "publisher"),
        say("nguồn", "source"),
        say("trạng thái", "state"),
        say("kết luận", "verdict"),
        "IRI",
    )
    print_table(
        headings,
        [
            (
                row.title or "–",
                row.publisher or "–",
                row.source,
                state(row.state),
                state(row.verdict),
                row.iri,
            )
            for row in rows
        ],
    )
    click.echo(say(f"{count(len(rows))} bản ghi", f"{count(len(rows))} records"), err=True)
    return 0
