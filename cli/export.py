"""``danhmuc export``: write what may leave."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from .group import Command
from .language import both, say
from .options import json_option, lang_option, open_registry, option, registry_option
from .output import count, print_json, progress

if TYPE_CHECKING:
    from danhmuc.registry import ExportReport

__all__ = ["command"]


def _reasons() -> dict[str, str]:
    return {
        "never-accepted": say("chưa có phiên bản nào được chấp nhận", "never had an accepted version"),
        "narrowed": say("phiên bản mới thu hẹp phạm vi công khai", "newest version makes less public"),
        "other-source": say("nguồn lâu hơn đã mô tả cùng IRI", "an older source describes the same IRI"),
        "withdrawn": say("đã rút", "withdrawn"),
        "withheld": say("không công bố", "withheld"),
        "held": say("tạm giữ", "held"),
    }


@click.command(
    "export",
    cls=Command,
    help=both(
        "Xuất danh mục ra TARGET (tệp, hoặc - là stdout) ở dạng FORMAT: nt, nq, trig, turtle.\n\n"
        "Chỉ xuất phiên bản được chấp nhận mới nhất của mỗi bản ghi; cùng sổ đăng ký thì cùng nội dung.",
        "Export the inventory to TARGET (a file, or - for stdout) as FORMAT: nt, nq, trig, turtle.\n\n"
        "Each record leaves in its newest accepted version; the same registry gives the same bytes.",
    ),
)
@click.argument("format_name", metavar="FORMAT")
@click.argument("target", metavar="TARGET", type=click.Path(dir_okay=False, allow_dash=True))
@option("--source", metavar="SOURCE", help=both("Chỉ một nguồn.", "Only this source."))
@registry_option
@json_option
@lang_option
def command(
    format_name: str,
    target: str,
    source: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
    lang: str | None,  # noqa: ARG001 - read by language()
) -> int:
    """Write, then tell what left and what stayed; to stderr when the records go to stdout."""
    with open_registry(registry_url) as registry, progress(say("xuất", "export")) as told:
        out = sys.stdout.buffer if target == "-" else target
        report = registry.export(format_name, out, source=source, progress=told)
    if as_json:
        if target != "-":
            print_json(report.as_dict())
        return 0
    for line in _lines(report):
        click.echo(line, err=target == "-")
    return 0


def _lines(report: ExportReport) -> list[str]:
    lines = [
        say(
            f"{report.target}: {count(report.records)} bản ghi, {count(report.nodes)} bản ghi phụ trợ, "
            f"{count(report.triples)} bộ ba",
            f"{report.target}: {count(report.records)} records, {count(report.nodes)} node records, "
            f"{count(report.triples)} triples",
        )
    ]
    reasons = _reasons()
    lines += [
        say(f"  không xuất {count(number)} bản ghi: ", f"  left out {count(number)} records: ") + reasons.get(why, why)
        for why, number in report.left_out.items()
    ]
    if report.nodes_left_out:
        number = count(report.nodes_left_out)
        lines.append(
            say(
                f"  không xuất {number} bản ghi phụ trợ mà không bản ghi nào dẫn tới",
                f"  left out {number} node records that no exported record reaches",
            )
        )
    if report.missing:
        number = count(report.missing)
        lines.append(
            say(
                f"  trong đó {number} bản ghi đang vắng mặt ở nguồn",
                f"  of the records, {number} are missing from their source",
            )
        )
    return lines
