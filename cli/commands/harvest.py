"""``danhmuc harvest``: take catalogues into the registry."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from danhmuc.vocab.messages import Fact, Message
from danhmuc.vocab.text import one_line, shown_location

from ..group import Command, LocationName, TargetName, WholeNumber, Words
from ..language import language, render
from ..messages.harvest import HarvestCommandText, HarvestMarkText, PlansCommandText
from ..messages.program import ProgramText
from ..options import (
    day_given,
    json_option,
    kind_option,
    open_registry,
    option,
    profile_option,
    readable_option,
    registry_option,
    sources_at,
)
from ..output.changes import print_left_nodes, print_network, print_pages, print_renames
from ..output.findings import finding_dicts, findings_text, print_finding
from ..output.text import print_json, print_line
from ..output.words import count_message, state_text
from .harvest_all import Harvest, error_text, exit_code, harvest_all
from .harvest_report import lost_sources, write_report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from danhmuc.registry import HarvestedSource, HarvestReport, NamedSource, Registry
    from danhmuc.registry.record.change import RoleCounts
    from danhmuc.registry.reporting.harvests.reported_runs import NotHarvested
    from danhmuc.registry.reporting.outbox import Outbox, ReturnedBook
    from danhmuc.registry.sources.workbook_file import WorkbookSource
    from danhmuc.registry.store.searching import RecordRow
    from danhmuc.vocab.findings import Finding

# ---------------------------------------------------------------- harvest mark
# ``danhmuc harvest --mark``: each workbook goes back to the outbox, marked with what its harvest found.


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedReturns:
    """The options of marking, as they were given."""

    folder: str | None
    deadline: str | None
    contact: str | None
    readable: bool

    def check(self, *, is_plan: bool) -> None:
        """See that they go together.

        Raises:
            UsageError: they do not.
        """
        from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

        if self.folder is None and self.deadline is not None:
            raise UsageError(HarvestMarkText.MARK_ONLY(option="--deadline"))
        if self.folder is not None and is_plan:
            raise UsageError(HarvestMarkText.MARK_OF_HARVEST())
        day_given("--deadline", self.deadline)


@dataclass(slots=True)
class Returns:
    """The workbooks of one command that go back; none if that was not asked for.

    Attributes:
        code: 1 if a person has to look at one of them.
    """

    outbox: Outbox | None = None
    sources: dict[tuple[str, str | None], WorkbookSource] = field(default_factory=dict)
    code: int = 0

    def add(self, outcome: HarvestedSource, answers: list[dict[str, object]], *, quiet: bool, as_json: bool) -> None:
        """Return the workbooks of a source, and say so.

        Args:
            answers: the last of them gets what JSON says of them, if it is about the source.
        """
        from danhmuc.vocab.errors import DanhmucError

        source = self.sources.get((outcome.location, outcome.file))
        if self.outbox is None or source is None or outcome.report is None:
            return
        try:
            books = self.outbox.return_books(source, outcome.report)
        except DanhmucError as error:
            self.code = 1
            print_line(render(HarvestMarkText.NOT_RETURNED(reason=error.message)), err=True)
            return
        for book in books:
            if book.refused is not None:
                self.code = 1
                print_line(render(HarvestMarkText.NOT_RETURNED(reason=book.refused)), err=True)
            if not as_json and (not quiet or outcome.report.needs_attention):
                _print(book)
        last = answers[-1] if answers else {}
        if as_json and (last.get("location"), last.get("file")) == (outcome.location, outcome.file):
            last["returned"] = [book.as_dict() for book in books]


def open_returns(registry: Registry, named: Sequence[NamedSource], asked: AskedReturns) -> Returns:
    """The outbox of a command; none is opened where no source can be read at all, which the harvest reports.

    Raises:
        UsageError: it cannot be used, or no source is a workbook.
    """
    if asked.folder is None or all(one.source is None for one in named):
        return Returns()
    deadline = day_given("--deadline", asked.deadline)
    outbox = registry.harvests.open_outbox(
        asked.folder, named, deadline=deadline, contact=asked.contact, lang=language(), readable=asked.readable
    )
    return Returns(outbox, outbox.sources)


def _print(book: ReturnedBook) -> None:
    if book.path is not None:
        if book.copied_because is None:
            line = HarvestMarkText.RETURNED(path=str(book.path), count=book.coloured)
        else:
            line = HarvestMarkText.RETURNED_COPY(path=str(book.path), reason=book.copied_because)
        print_line(f"  {render(line)}")
        if book.has_macros:
            print_line(f"  {render(HarvestMarkText.HAS_MACROS(path=str(book.path)))}")
    if book.corrected is not None:
        print_line(f"  {render(HarvestMarkText.RETURNED_CORRECTED(path=str(book.corrected), count=book.corrections))}")


# ---------------------------------------------------------------- harvest


@click.command(
    "harvest",
    cls=Command,
    help=HarvestCommandText.HELP,
    short_help=ProgramText.HARVEST_BRIEF,
)
@click.argument("words", nargs=-1, metavar="[NAME|LOCATION]...", type=LocationName())
@option("--all", "everything", is_flag=True, help=HarvestCommandText.EVERYTHING)
@option("--due", "only_due", is_flag=True, help=HarvestCommandText.DUE)
@profile_option(None, HarvestCommandText.PROFILE)
@option(
    "--name",
    metavar="SOURCE",
    help=HarvestCommandText.NAME,
)
@option(
    "--partial",
    is_flag=True,
    help=HarvestCommandText.PARTIAL,
)
@kind_option
@option("--internal", is_flag=True, help=HarvestCommandText.INTERNAL)
@option("--time-limit", "minutes", type=WholeNumber(1), metavar="MINUTES", help=HarvestCommandText.TIME_LIMIT)
@option(
    "--workers",
    type=WholeNumber(1),
    default=1,
    metavar="N",
    help=HarvestCommandText.WORKERS,
)
@option("--plan", "plan_file", metavar="FILE", type=TargetName(), help=PlansCommandText.PLAN)
@option(
    "--base",
    metavar="IRI",
    envvar="DANHMUC_BASE",
    help=HarvestCommandText.BASE,
)
@option("--report", "report_file", metavar="FILE", type=TargetName(), help=HarvestCommandText.REPORT)
@option("--mark", metavar="OUTBOX", type=TargetName(), help=HarvestMarkText.MARK)
@option("--deadline", metavar="DATE", help=HarvestMarkText.DEADLINE)
@option("--contact", metavar="TEXT", envvar="DANHMUC_CONTACT", type=Words(), help=HarvestMarkText.CONTACT)
@option(
    "-q",
    "--quiet",
    is_flag=True,
    help=HarvestCommandText.QUIET,
)
@readable_option("--report", "--mark")
@registry_option
@json_option
def command(
    words: tuple[str, ...],
    everything: bool,  # noqa: FBT001 - click's own
    only_due: bool,  # noqa: FBT001
    profile: str | None,
    name: str | None,
    partial: bool,  # noqa: FBT001
    kind: str | None,
    internal: bool,  # noqa: FBT001
    minutes: int | None,
    workers: int,
    plan_file: str | None,
    base: str | None,
    report_file: str | None,
    mark: str | None,
    deadline: str | None,
    contact: str | None,
    quiet: bool,  # noqa: FBT001
    readable: bool,  # noqa: FBT001 - click's own
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Harvest each source; what is wrong with one does not stop the next, and the worst is the exit code."""
    from danhmuc.vocab.errors import UsageError

    from ..output.findings import print_profile_warnings
    from .harvest_plan import plan_all

    of_registry = everything or only_due
    if internal and of_registry:
        raise UsageError(HarvestCommandText.INTERNAL_OF_NONE())
    if kind is not None and of_registry:
        raise UsageError(HarvestCommandText.KIND_OF_NONE())
    end = None if minutes is None else time.monotonic() + 60 * minutes
    marks = AskedReturns(folder=mark, deadline=deadline, contact=contact, readable=readable)
    marks.check(is_plan=plan_file is not None)
    _check_request(words, of_registry=of_registry, both=everything and only_due, profile=profile, name=name, kind=kind)
    worst = 0
    answers: list[dict[str, object]] = []
    warnings: dict[str, tuple[Message, ...]] = {}
    lost: list[NotHarvested] = []
    try:
        with open_registry(registry_url, writes=plan_file is None, create=not of_registry, base=base) as registry:
            if report_file is not None:
                registry.reports.check_harvest(report_file)
            named = _named_sources(
                registry, None if of_registry else words, only_due=only_due, internal=internal, kind=kind, quiet=quiet
            )
            _refuse_one_name(name, named)
            if not named:
                if not quiet and not as_json and of_registry:
                    print_line(render(HarvestCommandText.NOTHING_DUE))
                write_report(registry, report_file, registry.harvests.new_batch(), readable=readable)
                return 0
            if plan_file is not None:
                wanted = Harvest(
                    name=name, profile=profile, partial=partial, batch=None, deadline=end, internal=internal
                )
                return plan_all(
                    registry, named, wanted, plan_file, answers, workers=workers, quiet=quiet, as_json=as_json
                )
            returns = open_returns(registry, named, marks)
            batch = registry.harvests.new_batch()
            asked = Harvest(name=name, profile=profile, partial=partial, batch=batch, deadline=end, internal=internal)
            with closing(harvest_all(registry, named, asked, workers=workers)) as outcomes:
                for outcome in outcomes:
                    worst = max(worst, exit_code(outcome))
                    warnings.update(outcome.profile_warnings)
                    answers += answer_outcome(registry, outcome, batch, quiet=quiet, as_json=as_json)
                    returns.add(outcome, answers, quiet=quiet, as_json=as_json)
                    lost += lost_sources(outcome)
            worst = max(worst, returns.code)
            write_report(registry, report_file, batch, lost, readable=readable)
            for name_of_profile, unsupported in warnings.items():
                print_profile_warnings(name_of_profile, unsupported)
    finally:
        # Report what was done even where the rest could not be.
        if as_json and (answers or not quiet):
            print_json(answers)
    return worst


def _check_request(
    words: Sequence[str], *, of_registry: bool, both: bool, profile: str | None, name: str | None, kind: str | None
) -> None:
    """Refuse a request that is wrong as a whole before anything is opened.

    Raises:
        UsageError: nothing to harvest is named, or things that do not go together.
        UnknownNameError, ShapesError: the profile cannot be used, or there is no such kind.
    """
    from danhmuc.shapes import NO_PROFILE, load_profile  # heavy
    from danhmuc.vocab.errors import UsageError

    if both or (of_registry and (words or name is not None)):
        raise UsageError(HarvestCommandText.ALL_OR_SOME())
    if not of_registry and not words:
        raise UsageError(HarvestCommandText.NOTHING_NAMED())
    _refuse_one_name(name, words)
    if profile is not None and profile != NO_PROFILE:
        load_profile(profile)
    sources_at(words, kind)


def _named_sources(
    registry: Registry,
    words: Sequence[str] | None,
    *,
    only_due: bool,
    internal: bool,
    kind: str | None,
    quiet: bool,
) -> list[NamedSource]:
    """The sources to harvest; none if none is due, or a folder of workbooks is empty. What is said of it is printed.

    Raises:
        UsageError: the registry has none.
    """
    from danhmuc.vocab.errors import UsageError

    notices: list[Message] = []
    named = registry.harvests.named_sources(words, private_network=internal, kind=kind, notices=notices)
    if not named and words is None and not notices:
        raise UsageError(HarvestCommandText.NO_SOURCE())
    if only_due:
        notices.clear()
        named = registry.harvests.due_sources(notices=notices)
    for notice in () if quiet else notices:
        print_line(render(notice), err=True)
    return named


def _refuse_one_name(name: str | None, named: Sequence[object]) -> None:
    """See that one name is not given to several sources, such as those of a folder of workbooks.

    Raises:
        UsageError: it is.
    """
    from danhmuc.vocab.errors import UsageError

    if name is not None and len(named) > 1:
        raise UsageError(HarvestCommandText.NAME_OF_SEVERAL(name=name, number=len(named)))


def answer_outcome(
    registry: Registry, outcome: HarvestedSource, batch: int, *, quiet: bool, as_json: bool
) -> list[dict[str, object]]:
    """Print the outcome of one source as text, or give it for JSON."""
    report = outcome.report
    if report is None:
        return [{"location": shown_location(outcome.location), "file": outcome.file, "error": error_text(outcome)}]
    if quiet and not report.needs_attention:
        return []
    if as_json:
        described = report_as_dict(registry, outcome.location, report)
        location = shown_location(outcome.location)
        return [{"location": location, "file": outcome.file, **described, "batch": batch}]
    if not report.unopened:
        print_report(registry, report)
    elif report.traffic or report.letter is not None:
        print_line(click.style(one_line(report.source), bold=True))
        print_network(report.traffic, report.letter)
    return []


def report_as_dict(registry: Registry, location: str, report: HarvestReport) -> dict[str, object]:
    """The outcome of a run as JSON has it."""
    from danhmuc.registry.reporting.explained_findings import load_rule_texts  # heavy
    from danhmuc.vocab.concepts import LEGAL_ACTS

    findings = registry.harvests.run_findings(report.run) if report.run is not None else []
    texts = load_rule_texts(report.profile, registry.vocab.get(LEGAL_ACTS)) if findings else {}
    rows = _records_of(registry, report, findings)
    members = zip(finding_dicts(findings, texts), findings, strict=True)
    return {
        "location": location,
        **report.as_dict(),
        "unopened": report.unopened,
        "needs_a_person": report.needs_attention,
        "renames": [one.as_dict() for one in report.renames],
        "left_nodes": [one.as_dict() for one in report.left_nodes],
        "pages": [one.as_dict() for one in report.pages],
        "run_findings": [one | _record_dict(rows.get(finding.focus or "")) for one, finding in members],
    }


def _records_of(registry: Registry, report: HarvestReport, findings: Sequence[Finding]) -> Mapping[str, RecordRow]:
    """The records that findings of a run are about, by IRI."""
    return registry.reports.records_among(
        {one.focus for one in findings if one.focus is not None}, source=report.source
    )


def _record_dict(row: RecordRow | None) -> dict[str, object]:
    if row is None:
        return {"record": None, "title": None, "publisher": None}
    return {"record": row.iri, "title": row.title, "publisher": row.publisher}


def print_report(registry: Registry, report: HarvestReport) -> None:
    """Print the outcome of a run."""
    facts = {
        "source": click.style(one_line(report.source), bold=True),
        "run": str(report.run),
        "profile": report.profile,
        "state": click.style(state_text(report.state), fg="green" if report.state == "complete" else "red"),
    }
    reason = report.why_in_brief
    if reason is None:
        print_line(render(HarvestCommandText.RUN(**facts)))
    else:
        print_line(render(HarvestCommandText.RUN_AND_REASON(**facts, reason=one_line(render(reason)))))
    for line in report_lines(report):
        print_line(f"  {render(line)}")
    print_pages(report.pages)
    print_network(report.traffic, report.letter)
    print_renames(report.renames)
    if report.left_nodes:
        print_line(f"  {render(HarvestCommandText.NODES_LEFT(count=len(report.left_nodes)))}")
        print_left_nodes(report.left_nodes, indent="    ")
    if report.run is not None:
        _print_run_findings(registry, report, report.run)


def report_lines(report: HarvestReport) -> Iterator[Message]:
    """The numbers of a run."""
    rows = (
        (HarvestCommandText.RECORDS_BECAME, report.records),
        (HarvestCommandText.NODES_BECAME, report.nodes),
        (HarvestCommandText.ELEMENTS_BECAME, report.elements),
        (HarvestCommandText.CATALOG_RECORDS_BECAME, report.catalog_records),
    )
    for template, counts in rows:
        if counts.seen or counts.missing:
            yield template(changes=_changes(counts))
    yield from _deletion_lines(report)
    has_records = report.records.seen or not report.elements.seen
    if report.accepted is not None and report.submitted is not None and report.state != "failed" and has_records:
        verdicts = (count_message(report.accepted, "accepted"), count_message(report.submitted, "submitted"))
        yield HarvestCommandText.VERDICTS(verdicts=verdicts)
    if any(report.findings.values()):
        yield HarvestCommandText.FINDINGS(findings=findings_text(report.findings))
    if report.withdrawn:
        yield HarvestCommandText.WITHDRAWN(count=report.withdrawn)
    if report.waiting:
        yield HarvestCommandText.WAITING(count=report.waiting, source=report.source)
    if report.losses:
        yield HarvestCommandText.LOSSES(count=report.losses)
    if report.losses_waiting:
        yield HarvestCommandText.LOSSES_WAITING(count=report.losses_waiting, source=report.source)
    if report.awaiting_release:
        yield HarvestCommandText.AWAITING_RELEASE(count=report.awaiting_release, source=report.source)
    if report.rest_triples:
        yield HarvestCommandText.REST(count=report.rest_triples)
    if report.passed_over:
        yield HarvestCommandText.SKIPPED(count=report.passed_over)


def _deletion_lines(report: HarvestReport) -> Iterator[Message]:
    """The numbers of what the source itself says it has deleted."""
    if report.deleted:
        yield HarvestCommandText.DELETED(count=report.deleted)
    if report.deletions_unknown:
        yield HarvestCommandText.DELETIONS_UNKNOWN(count=report.deletions_unknown)


def _print_run_findings(registry: Registry, report: HarvestReport, run: int) -> None:
    """Findings about documents and the run, by rule, with the first of each as the example."""
    by_code: dict[str, list[Finding]] = {}
    for finding in registry.harvests.run_findings(run):
        by_code.setdefault(finding.code, []).append(finding)
    rows = _records_of(registry, report, [findings[0] for findings in by_code.values()])
    for findings in by_code.values():
        row = rows.get(findings[0].focus or "")
        names = () if row is None else (row.title, row.publisher)
        print_finding(findings[0], times=len(findings), names=[name for name in names if name is not None])


def _changes(counts: RoleCounts) -> Fact:
    return (
        tuple(count_message(number, kind) for kind, number in counts.as_dict().items() if kind != "seen" and number)
        or 0
    )
