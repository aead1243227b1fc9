"""``danhmuc feedback``: what people say of datasets."""

from __future__ import annotations

import click

from ..group import Choice, Command, FileName, LazyGroup
from ..language import render
from ..messages.program import AnswersText, ProgramText
from ..messages.template import FeedbackCommandText
from ..options import (
    bare_iri,
    by_option,
    json_option,
    name_of_actor,
    open_registry,
    option,
    registry_option,
)
from ..output.table import print_table
from ..output.text import print_json, print_line
from ..output.words import FeedbackWords


@click.group("feedback", cls=LazyGroup, help=FeedbackCommandText.HELP, short_help=ProgramText.FEEDBACK_BRIEF)
def command() -> None:
    """Group the commands about feedback."""


@command.command(
    "import", cls=Command, help=FeedbackCommandText.IMPORT_HELP, short_help=FeedbackCommandText.IMPORT_BRIEF
)
@click.argument("file", metavar="FILE", type=FileName())
@option("--name", metavar="SOURCE", help=FeedbackCommandText.NAME)
@by_option
@registry_option
@json_option
def import_feedback(
    file: str,
    name: str | None,
    by: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Harvest the feedback of a file."""
    from ..output.refusals import refuse_unopened
    from .harvest import print_report, report_as_dict

    with open_registry(registry_url, writes=True) as registry:
        report = registry.harvests.import_feedback(file, name=name, by=name_of_actor(by))
        if as_json:
            print_json(report_as_dict(registry, file, report))
        else:
            print_report(registry, report)
    if report.unopened and report.why is not None:
        return refuse_unopened(report.why)
    return 1 if report.needs_attention else 0


@command.command("list", cls=Command, help=FeedbackCommandText.LIST_HELP, short_help=FeedbackCommandText.LIST_BRIEF)
@option("--dataset", metavar="IRI", help=FeedbackCommandText.ONLY_DATASET)
@option("--only", type=Choice(("open",)), help=FeedbackCommandText.ONLY_OPEN)
@registry_option
@json_option
def list_feedback(
    dataset: str | None,
    only: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Show what is stored."""
    iri = None if dataset is None else bare_iri(dataset)
    with open_registry(registry_url) as registry:
        rows = [row for row in registry.annotations.feedback(dataset=iri) if row.is_open or only is None]
        words = FeedbackWords(registry)
    if as_json:
        print_json([row.as_dict() for row in rows])
        return 0
    print_table(
        [
            *map(
                render,
                (
                    FeedbackCommandText.DAY,
                    FeedbackCommandText.DATASET,
                    FeedbackCommandText.KIND,
                    AnswersText.STATE,
                    FeedbackCommandText.SAID,
                    AnswersText.SOURCE,
                ),
            ),
            "IRI",
        ],
        [
            (
                words.day(row.day),
                row.title or row.dataset or "–",
                words.kind(row),
                words.state(row),
                row.body or "–",
                row.source,
                row.iri,
            )
            for row in rows
        ],
    )
    print_line(render(FeedbackCommandText.COUNTED(count=len(rows))), err=True)
    return 0
