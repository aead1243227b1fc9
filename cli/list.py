"""``danhmuc list``: find records."""

from __future__ import annotations

from itertools import islice

import click

from .group import Command
from .language import both, say
from .options import check_source_name, json_option, lang_option, open_registry, option, registry_option
from .output import print_json, print_table, records_word, state, tell

__all__ = ["command"]


@click.command(
    "list",
    cls=Command,
    help=both(
        "Liệt kê bản ghi; TEXT tìm trong tiêu đề, mô tả, từ khóa, mã định danh, có dấu hay không dấu đều được.",
        "List records; TEXT is searched in titles, descriptions, keywords and identifiers, diacritics or not.",
    ),
)
@click.argument("text", nargs=-1, metavar="[TEXT]...")
@option("--source", metavar="SOURCE", help=both("Chỉ nguồn này.", "Only this source."))
@option("--theme", metavar="CODE", help=both("Chỉ lĩnh vực này, ví dụ ENVI.", "Only this theme, such as ENVI."))
@option(
    "--state",
    "state_name",
    metavar="STATE",
    type=click.Choice(["present", "missing", "withdrawn", "withheld"]),
    help=both(
        "Chỉ trạng thái này: present (hiện có), missing (vắng mặt), withdrawn (đã rút), withheld (không công bố).",
        "Only this state: present, missing, withdrawn or withheld.",
    ),
)
@option(
    "--verdict",
    metavar="VERDICT",
    type=click.Choice(["accepted", "submitted"]),
    help=both(
        "Chỉ kết luận này: accepted (được chấp nhận), submitted (đã tiếp nhận, còn vi phạm).",
        "Only this verdict: accepted, or submitted (violations to mend).",
    ),
)
@option("--nodes", is_flag=True, help=both("Liệt kê bản ghi phụ trợ.", "List node records instead."))
@option("--limit", type=click.IntRange(1), metavar="N", help=both("Nhiều nhất N dòng.", "At most N rows."))
@registry_option
@json_option
@lang_option
def command(
    text: tuple[str, ...],
    source: str | None,
    theme: str | None,
    state_name: str | None,
    verdict: str | None,
    nodes: bool,  # noqa: FBT001 - click's own
    limit: int | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Search and show."""
    with open_registry(registry_url) as registry:
        check_source_name(registry, source)
        found = registry.records(
            text=" ".join(text) or None,
            source=source,
            theme=theme,
            state=state_name,
            role="node" if nodes else "record",
            limit=limit if verdict is None else None,
        )
        rows = list(islice((row for row in found if verdict in (None, row.verdict)), limit))
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
            (row.title or "–", row.publisher or "–", row.source, state(row.state), state(row.verdict), row.iri)
            for row in rows
        ],
    )
    tell(records_word(len(rows)), err=True)
    return 0
