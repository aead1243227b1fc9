"""``danhmuc registry``: the registry itself."""

from __future__ import annotations

import click

from .group import Command, LazyGroup
from .language import both, say
from .options import json_option, lang_option, open_registry, registry_option
from .output import clean, count, print_json, records_word, tell

__all__ = ["command"]


@click.group("registry", cls=LazyGroup, summaries={}, help=both("Bản thân sổ đăng ký.", "The registry itself."))
def command() -> None:
    """Group the commands about the registry."""


@command.command(
    "check",
    cls=Command,
    help=both(
        "Kiểm tra sổ đăng ký còn nguyên vẹn; mã thoát 1 nếu không.",
        "Check that the registry is whole; exit code 1 when it is not.",
    ),
)
@registry_option
@json_option
@lang_option
def check(
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Hash every graph again and follow every link."""
    with open_registry(registry_url) as registry:
        report = registry.check()
        url = registry.url
    if as_json:
        names = ("sources", "records", "versions", "graphs", "runs")
        print_json(
            {"registry": url, **{name: getattr(report, name) for name in names}, "problems": list(report.problems)}
        )
        return 1 if report.problems else 0
    for problem in report.problems:
        tell(clean(problem))
    counted = say(
        f"{count(report.sources)} nguồn, {count(report.records)} bản ghi (kể cả bản ghi phụ trợ), "
        f"{count(report.versions)} phiên bản",
        f"{count(report.sources)} sources, {records_word(report.records)} (node records included), "
        f"{count(report.versions)} versions",
    )
    verdict = say("nguyên vẹn", "whole") if not report.problems else say("không nguyên vẹn", "not whole")
    tell(f"{clean(url)}: " + click.style(verdict, fg="red" if report.problems else "green") + f"; {counted}")
    return 1 if report.problems else 0
