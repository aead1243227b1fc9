"""``danhmuc feedback``: what people say of datasets."""

from __future__ import annotations

import click

from ..answer import CommandAnswer, ShownColumn, Table
from ..group import Choice, Command, FileName, LazyGroup
from ..messages.program import AnswersText, ProgramText
from ..messages.template import FeedbackCommandText
from ..options import Actor, RegistryAt, acting, bare_iri, on_registry, option
from ..output.text import print_json
from ..output.words import FeedbackWords


@click.group("feedback", cls=LazyGroup, help=FeedbackCommandText.HELP, short_help=ProgramText.FEEDBACK_BRIEF)
def command() -> None:
    """Group the commands about feedback."""


@command.command(
    "import", cls=Command, help=FeedbackCommandText.IMPORT_HELP, short_help=FeedbackCommandText.IMPORT_BRIEF
)
@click.argument("file", metavar="FILE", type=FileName())
@option("--name", metavar="SOURCE", help=FeedbackCommandText.NAME)
@acting()
@on_registry
def import_feedback(at: RegistryAt, actor: Actor, file: str, name: str | None) -> int:
    """Harvest the feedback of a file."""
    from ..output.refusals import refuse_unopened
    from .harvest import print_report, report_as_dict

    registry = at.write()
    report = registry.harvests.import_feedback(file, name=name, by=actor.name)
    if at.as_json:
        print_json(report_as_dict(registry, file, report))
    else:
        print_report(registry, report)
    if report.unopened and report.why is not None:
        return refuse_unopened(report.why)
    return 1 if report.needs_attention else 0


@command.command("list", cls=Command, help=FeedbackCommandText.LIST_HELP, short_help=FeedbackCommandText.LIST_BRIEF)
@option("--dataset", metavar="IRI", help=FeedbackCommandText.ONLY_DATASET)
@option("--only", type=Choice(("open",)), help=FeedbackCommandText.ONLY_OPEN)
@on_registry
def list_feedback(at: RegistryAt, dataset: str | None, only: str | None) -> CommandAnswer:
    """Show what is stored."""
    iri = None if dataset is None else bare_iri(dataset)
    registry = at.read()
    rows = [row for row in registry.annotations.feedback(dataset=iri) if row.is_open or only is None]
    words = FeedbackWords(registry)
    columns = (
        ShownColumn(FeedbackCommandText.DAY, lambda row: words.day(row.day)),
        ShownColumn(FeedbackCommandText.DATASET, lambda row: row.title or row.dataset or "–"),
        ShownColumn(FeedbackCommandText.KIND, words.kind),
        ShownColumn(AnswersText.STATE, words.state),
        ShownColumn(FeedbackCommandText.SAID, lambda row: row.body or "–"),
        ShownColumn(AnswersText.SOURCE, lambda row: row.source),
        ShownColumn("IRI", lambda row: row.iri),
    )
    counted = FeedbackCommandText.COUNTED(count=len(rows))
    return CommandAnswer(data=rows, parts=[Table(columns, rows)], notes=[counted])
