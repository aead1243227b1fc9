"""``danhmuc export``: write what may leave."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

import click

from .group import Command
from .language import both, say
from .options import json_option, lang_option, open_registry, option, registry_option
from .output import answering, clean, count, print_json, progress, records_word, tell

if TYPE_CHECKING:
    from danhmuc.registry import ExportReport

__all__ = ["command"]


def _reasons() -> dict[str, str]:
    return {
        "never-accepted": say("chưa có phiên bản nào được chấp nhận", "never had an accepted version"),
        "narrowed": say("phiên bản mới thu hẹp phạm vi công khai", "newest version makes less public"),
        "other-source": say("nguồn có trước đã mô tả cùng IRI", "an older source describes the same IRI"),
        "withdrawn": say("đã rút", "withdrawn"),
        "withheld": say("không công bố", "withheld"),
        "held": say("tạm giữ", "held"),
    }


@click.command(
    "export",
    cls=Command,
    help=both(
        "Xuất danh mục ra TARGET (tệp, hoặc - là stdout) ở dạng FORMAT: "
        "turtle, xml (RDF/XML), json-ld, nt, nq, trig.\n\n"
        "Chỉ xuất phiên bản được chấp nhận mới nhất của mỗi bản ghi; cùng sổ đăng ký thì cùng nội dung.",
        "Export the inventory to TARGET (a file, or - for stdout) as FORMAT: "
        "turtle, xml (RDF/XML), json-ld, nt, nq, trig.\n\n"
        "Each record leaves in its newest accepted version; the same registry gives the same bytes.",
    ),
)
@click.argument("format_name", metavar="FORMAT")
@click.argument("target", metavar="TARGET")
@option("--source", metavar="SOURCE", help=both("Chỉ nguồn này.", "Only this source."))
@option(
    "--publisher",
    metavar="IRI",
    multiple=True,
    help=both(
        "Chỉ bản ghi của đơn vị có IRI này; dùng được nhiều lần.",
        "Only records of the publisher with this IRI; may be given several times.",
    ),
)
@option(
    "--theme",
    metavar="CODE",
    multiple=True,
    help=both(
        "Chỉ lĩnh vực này, ví dụ ENVI; dùng được nhiều lần.",
        "Only this theme, such as ENVI; may be given several times.",
    ),
)
@registry_option
@json_option
@lang_option
def command(
    format_name: str,
    target: str,
    source: str | None,
    publisher: tuple[str, ...],
    theme: tuple[str, ...],
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Write, then tell what left and what stayed; to stderr when the records go to stdout."""
    reports: list[ExportReport] = []
    with open_registry(registry_url) as registry, progress(say("xuất", "export")) as told, _opened(target) as out:
        report = registry.export(
            format_name, out, source=source, publisher=publisher or None, theme=theme or None, progress=told
        )
        reports.append(replace(report, target=target))
    for report in reports:  # none, where whoever read stdout had enough of it
        if as_json:
            print_json(report.as_dict(), err=target == "-")
            continue
        for line in _lines(report):
            tell(line, err=target == "-")
    return 0


@contextmanager
def _opened(target: str) -> Iterator[str | BinaryIO]:
    """What to export to: a path, or stdout."""
    if target != "-":
        yield target
        return
    if sys.stdout is None:
        raise click.FileError("stdout", os.strerror(errno.EBADF))
    with answering(sys.stdout):
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()


def _lines(report: ExportReport) -> Iterator[str]:
    target = "stdout" if report.target == "-" else clean(report.target)
    nodes, triples = count(report.nodes), count(report.triples)
    yield f"{target}: {records_word(report.records)}" + say(
        f", {nodes} bản ghi phụ trợ, {triples} bộ ba",
        f", {nodes} {_plural('node record', report.nodes)}, {triples} {_plural('triple', report.triples)}",
    )
    reasons = _reasons()
    for why, number in report.left_out.items():
        left = records_word(number)
        yield say(f"  không xuất {left}: ", f"  left out {left}: ") + reasons.get(why, why)
    if report.nodes_left_out:
        nodes = count(report.nodes_left_out)
        yield say(
            f"  không xuất {nodes} bản ghi phụ trợ mà không bản ghi nào dẫn tới",
            f"  left out {nodes} {_plural('node record', report.nodes_left_out)} that no exported record reaches",
        )
    if report.unwritten:
        triples, example = count(report.unwritten), clean(report.unwritten_examples[0])
        yield say(
            f"  dạng {report.format} không chứa được {triples} bộ ba, ví dụ: {example}",
            f"  {report.format} cannot hold {triples} {_plural('triple', report.unwritten)}, for example: {example}",
        )
    if report.missing:
        missing = count(report.missing)
        yield say(
            f"  trong số đã xuất, {missing} bản ghi đang vắng mặt ở nguồn",
            f"  of the records written, {missing} {'is' if report.missing == 1 else 'are'} missing from their source",
        )


def _plural(noun: str, number: int) -> str:
    return noun if number == 1 else f"{noun}s"
