"""``danhmuc registry``: the registry itself."""

from __future__ import annotations

import click

from danhmuc.vocab.text import one_line

from ..group import Command, LazyGroup
from ..language import render
from ..messages import registry as messages
from ..messages.answers import RECORDS
from ..messages.program import REGISTRY_BRIEF
from ..options import json_option, lang_option, open_registry, registry_option
from ..output.json import print_json
from ..output.text import print_line

__all__ = ["command"]


@click.group("registry", cls=LazyGroup, summaries={}, help=messages.HELP, short_help=REGISTRY_BRIEF)
def command() -> None:
    """Group the commands about the registry."""


@command.command(
    "check",
    cls=Command,
    help=messages.CHECK_HELP,
    short_help=messages.CHECK_BRIEF,
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
            {
                "registry": url,
                **{name: getattr(report, name) for name in names},
                "problems": list(map(str, report.problems)),
            }
        )
        return 1 if report.problems else 0
    for problem in report.problems:
        print_line(one_line(render(problem)))
    verdict = render(messages.NOT_WHOLE if report.problems else messages.WHOLE)
    checked = messages.CHECKED(
        registry=one_line(url),
        verdict=click.style(verdict, fg="red" if report.problems else "green"),
        sources=messages.SOURCES(count=report.sources),
        records=RECORDS(count=report.records),
        versions=messages.VERSIONS(count=report.versions),
    )
    print_line(render(checked))
    return 1 if report.problems else 0
