"""The report of a harvest as plain text: for terminals, and short enough for a mail.

The mail begins with its subject, which says what is worst, has lines of less than 78 characters and about 60 of them
at most: only sources and records that need attention are named, and not all of those.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import BinaryIO, Final, cast

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import Fact, Message
from danhmuc.vocab.messages.rendering import list_text, number_text
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.text import first_of, mask_passwords, one_line, shorten
from danhmuc.vocab.vietnam_time import time_in_vietnam

from ...messages.reports import HarvestReportsText
from ...messages.sources import WebSourcesText
from ...messages.store import StatesText
from ...record.change import CHANGE_KINDS, RoleCounts
from ...record.door import HostTraffic
from ..tally import Lang, severities_text, severity_word
from .reported_runs import ROLES, ChangeSample, NotHarvested, ReportedChange, ReportedRun, RunsReport

# ---------------------------------------------------------------- words
# The sentences of the report of a harvest that every format shares, each on one line.

_LONGEST: Final = 300
_NAMED: Final = 3
_PROPERTIES: Final = 8


def headline(report: RunsReport, lang: Lang) -> str:
    """The worst state of the sources, and the number of changes."""
    runs = report.newest_runs
    failed = [one.row.source for one in runs if one.row.state == "failed"]
    failed += [one.short_name for one in report.not_harvested]
    incomplete = [one.row.source for one in runs if one.row.state not in ("failed", "complete", "undone")]
    others = [one.row.source for one in runs if one.row.state == "complete" and one.needs_attention]
    for kind, names in (("failed", failed), ("incomplete", incomplete), ("attention", others)):
        if names and report.sources == 1:
            worst = HarvestReportsText.WORST_ONE[kind](name=one_line(names[0]))
            break
        if names:
            some = tuple(map(one_line, names[:_NAMED])) + (("…",) if len(names) > _NAMED else ())
            worst = HarvestReportsText.WORST[kind](count=len(names), total=report.sources, names=some)
            break
    else:
        worst = (
            HarvestReportsText.WORST["complete"](count=report.sources)
            if report.sources
            else HarvestReportsText.NO_SOURCE()
        )
    total = report.total("record")
    events = sum(number for one in report.runs for number in one.events.values())
    changed = total.created + total.updated + total.reappeared + _listed_of(report, "missing", "held") + events
    elements = report.total("element")
    described = elements.created + elements.updated + elements.reappeared + elements.missing
    said = HarvestReportsText.CHANGED_RECORDS(count=changed) if changed else HarvestReportsText.NOTHING_CHANGED()
    if described and not changed:
        said = HarvestReportsText.CHANGED_ELEMENTS(count=described)
    submitted = sum(one.turned.get("submitted", 0) for one in report.runs)
    if submitted:
        newly = HarvestReportsText.NEWLY_SUBMITTED(count=submitted)
        return HarvestReportsText.SUMMARY_SUBMITTED(worst=worst, changed=said, submitted=newly).render(lang)
    return HarvestReportsText.SUMMARY(worst=worst, changed=said).render(lang)


def _listed_of(report: RunsReport, *kinds: str) -> int:
    """The number of changes with some outcomes, of which records have some without a change, too."""
    return sum(one.sample(kind, 0).more for one in report.runs for kind in kinds)


def span_text(report: RunsReport, lang: Lang) -> str:
    """The times at which the runs began and ended, on the clock of Viet Nam; empty if there are none."""
    if not report.runs:
        return ""
    began = min(one.row.started_at for one in report.runs)
    ended = max(one.row.ended_at or one.row.started_at for one in report.runs)
    facts = {"began": time_in_vietnam(began), "ended": time_in_vietnam(ended)}
    if report.batch is None:
        return HarvestReportsText.SPAN(**facts).render(lang)
    return HarvestReportsText.SPAN_AND_BATCH(**facts, batch=report.batch).render(lang)


def state_word(name: str, lang: Lang) -> str:
    """The word for a state, an outcome or a verdict."""
    return _state(name).render(lang)


def _state(name: str) -> Message:
    return StatesText.STATES[name]()


def counts_text(counts: RoleCounts, lang: Lang) -> str:
    """The number of records seen, by outcome, and of those missing; together they are all records of the source."""
    kinds = tuple(
        StatesText.COUNTED(number=getattr(counts, kind), state=_state(kind))
        for kind in CHANGE_KINDS
        if kind != "missing" and getattr(counts, kind)
    )
    seen = HarvestReportsText.SEEN(seen=counts.seen, kinds=kinds) if kinds else HarvestReportsText.NOTHING_SEEN()
    missing = StatesText.COUNTED(number=counts.missing, state=_state("missing"))
    return list_text([seen.render(lang), *([missing.render(lang)] if counts.missing else [])], lang)


def seconds_text(seconds: Mapping[str, float], lang: Lang) -> str:
    """The seconds of each stage."""
    stages = tuple(
        HarvestReportsText.STAGES[stage](seconds=decimal_text(value, lang)) for stage, value in seconds.items()
    )
    return HarvestReportsText.SECONDS(stages=stages).render(lang)


def traffic_message(host: HostTraffic, lang: Lang) -> Message:
    """The counts of one host as a sentence."""
    return WebSourcesText.TRAFFIC(
        host=one_line(host.host),
        count=host.requests,
        size=host.bytes,
        unmodified=host.not_modified,
        retries=host.retries,
        waits=host.waits,
        waited=decimal_text(host.wait_seconds, lang, 1),
        seconds=decimal_text(host.seconds, lang),
    )


def decimal_text(value: float, lang: Lang, digits: int = 2) -> str:
    """A number with so many decimals, with the mark of the language."""
    whole, _, rest = f"{value:.{digits}f}".partition(".")
    # The mark that does not separate thousands separates decimals.
    mark = "," if "." in number_text(1_000, lang) else "."
    return f"{number_text(int(whole), lang)}{mark}{rest}"


def run_title(run: ReportedRun, lang: Lang) -> str:
    """Source, run, profile and state, with the reason of a run that is not complete."""
    row = run.row
    facts: dict[str, Fact] = {
        "source": one_line(row.source),
        "run": row.id,
        "profile": one_line(row.profile),
        "state": _state(row.state),
    }
    if row.undoes is not None:
        return HarvestReportsText.RUN_AND_REASON(**facts, reason=HarvestReportsText.UNDOES(run=row.undoes)).render(lang)
    if run.report.why is None:
        return HarvestReportsText.RUN(**facts).render(lang)
    reason = _line(run.report.why.render(lang))
    return HarvestReportsText.RUN_AND_REASON(**facts, reason=reason).render(lang)


def lost_text(lost: NotHarvested, lang: Lang, *, in_brief: bool = False) -> str:
    """The source that has no run, and why.

    Args:
        in_brief: by its name, or the last part of its location, which a line of a mail has room for.
    """
    name = lost.short_name if in_brief else lost.name or lost.location
    return HarvestReportsText.NOT_HARVESTED(source=_line(name), reason=_line(lost.reason.render(lang))).render(lang)


def run_details(run: ReportedRun, lang: Lang) -> Iterator[str]:
    """The numbers of a run, one sentence each."""
    report = run.report
    for role in ROLES:
        counts = run.counts(role)
        if counts.seen or counts.missing:
            yield HarvestReportsText.RECORDS[role](counts=counts_text(counts, lang)).render(lang)
    if report.deleted:
        yield HarvestReportsText.DELETED(count=report.deleted).render(lang)
    if report.deletions_unknown:
        yield HarvestReportsText.DELETIONS_UNKNOWN(count=report.deletions_unknown).render(lang)
    yield from verdict_texts([run], lang)
    yield from waiting_texts(run, lang)
    if run.unnamed_findings:
        yield HarvestReportsText.UNNAMED_FINDINGS(count=run.unnamed_findings).render(lang)
    yield from (traffic_message(host, lang).render(lang) for host in report.traffic)
    if report.seconds:
        yield seconds_text(cast("Mapping[str, float]", report.seconds), lang)


def waiting_texts(run: ReportedRun, lang: Lang) -> Iterator[str]:
    """The numbers of what a person has to decide on: missing records, lost distributions, renames, releases."""
    report, source = run.report, one_line(run.report.source)
    if report.waiting:
        yield HarvestReportsText.WAITING(count=report.waiting, source=source).render(lang)
    if report.losses_waiting:
        yield HarvestReportsText.LOSSES_WAITING(count=report.losses_waiting, source=source).render(lang)
    if report.rename_count:
        yield HarvestReportsText.RENAMES(count=report.rename_count, source=source).render(lang)
    if report.awaiting_release:
        yield HarvestReportsText.AWAITING_RELEASE(count=report.awaiting_release, source=source).render(lang)


def verdict_texts(runs: Sequence[ReportedRun], lang: Lang) -> Iterator[str]:
    """The numbers of verdicts and findings of some runs, of those that were validated."""
    reports = [run.report for run in runs]
    validated = [
        one
        for one in reports
        if one.accepted is not None and one.submitted is not None and (one.records.seen or not one.elements.seen)
    ]
    if validated:
        verdicts = (
            StatesText.COUNTED(number=sum(one.accepted or 0 for one in validated), state=_state("accepted")),
            StatesText.COUNTED(number=sum(one.submitted or 0 for one in validated), state=_state("submitted")),
        )
        yield HarvestReportsText.VERDICTS(verdicts=verdicts).render(lang)
    turned: Counter[str] = Counter()
    for run in runs:
        turned.update(run.turned)
    if turned:
        newly = tuple(
            StatesText.COUNTED(number=turned[verdict], state=HarvestReportsText.BECAME[verdict]())
            for verdict in sorted(turned)
        )
        yield HarvestReportsText.TURNED(turned=newly).render(lang)
    findings: Counter[str] = Counter()
    for one in reports:
        findings.update(one.findings)
    if any(findings.values()):
        yield HarvestReportsText.FINDINGS(findings=severities_text(findings, lang)).render(lang)


def name_text(change: ReportedChange, lang: Lang) -> str:
    """Title and IRI of a record, or that it is not named."""
    if change.is_secret or change.iri is None:
        return HarvestReportsText.SECRET().render(lang)
    iri = f"<{_line(change.iri)}>"
    return iri if change.title is None else f"{_line(change.title)} {iri}"


def why_texts(change: ReportedChange, lang: Lang) -> list[str]:
    """The reasons for which a record is in the report; none for one that is new or changed and was not validated."""
    if change.is_secret:
        return [HarvestReportsText.SECRET().render(lang)]
    if change.reason is not None:
        return [_line(change.reason.render(lang))]
    found: list[str] = []
    if change.kind == "missing" and change.iri is not None:
        found.append(HarvestReportsText.MISSING_WAITS().render(lang))
    if change.kind == "withdrawn" and change.missing_since is not None:
        found.append(HarvestReportsText.WITHDRAWN_SINCE(run=change.missing_since).render(lang))
    if change.properties:
        names = first_of(map(abbreviate, change.properties), _PROPERTIES)
        found.append(HarvestReportsText.CHANGED_PROPERTIES(properties=tuple(map(one_line, names))).render(lang))
    if change.hold is not None:
        found.append(_hold_text(change, lang))
    if change.verdict is not None and change.kind not in ("missing", "withdrawn", "deleted"):
        verdict = state_word(change.verdict, lang)
        if change.became is not None and change.kind != "created":
            verdict = HarvestReportsText.BECAME[change.became]().render(lang)
        found.append(verdict if change.example is None else f"{verdict}: {_violation_text(change, lang)}")
    return found


def _hold_text(change: ReportedChange, lang: Lang) -> str:
    state = _state(change.hold or "")
    if change.hold_reason:
        return HarvestReportsText.HELD_BECAUSE(state=state, reason=_line(change.hold_reason)).render(lang)
    return HarvestReportsText.HELD_BY(state=state, by=_line(change.hold_by or "–")).render(lang)


def _violation_text(change: ReportedChange, lang: Lang) -> str:
    example = change.example
    assert example is not None, "only a change with a violation has a text of it"
    text = f"{_line(example.text(lang))} [{one_line(example.code)}]"
    more = change.violations - 1
    return f"{text} {HarvestReportsText.MORE_VIOLATIONS(count=more).render(lang)}" if more else text


def more_texts(sample: ChangeSample, lang: Lang) -> Iterator[str]:
    """The number of records of a kind that are not shown."""
    if sample.more:
        yield HarvestReportsText.AND_MORE(count=sample.more).render(lang)
    if sample.unlisted and sample.kind == "missing":
        yield HarvestReportsText.MISSING_BEFORE(count=sample.unlisted).render(lang)
    elif sample.unlisted and sample.kind == "held":
        yield HarvestReportsText.HELD_AS_UNDONE(count=sample.unlisted).render(lang)
    elif sample.unlisted and sample.kind == "quarantined":
        yield HarvestReportsText.NAMELESS(count=sample.unlisted).render(lang)
    elif sample.unlisted:
        yield HarvestReportsText.AND_MORE(count=sample.unlisted).render(lang)


def _line(text: str) -> str:
    return shorten(mask_passwords(one_line(text)), _LONGEST)


# ---------------------------------------------------------------- plain text

KINDS: Final = (
    "quarantined",
    "withheld",
    "held",
    "purged",
    "withdrawn",
    "deleted",
    "missing",
    "verdict",
    "released",
    "reappeared",
    "updated",
    "created",
)
"""Outcomes and events whose records a report lists, most urgent first."""
_SHOWN: Final = 10
"""Records of each kind, and findings, that the text shows of each run."""

_WIDTH: Final = 77
_MAIL_KINDS: Final = ("quarantined", "withheld", "withdrawn", "deleted", "missing", "submitted")
_MAIL_RECORDS: Final = 2
_MAIL_SOURCES: Final = 6
_MAIL_FINDINGS: Final = 1
_MAIL_LINES: Final = 2
"""Lines of one sentence; what is longer is cut."""


def write_text(report: RunsReport, out: BinaryIO, lang: Lang) -> None:
    """Write all runs, with the first records of each kind."""
    for line in _text_lines(report, lang):
        out.write(f"{line}\n".encode("utf-8", "backslashreplace"))


def _text_lines(report: RunsReport, lang: Lang) -> Iterator[str]:
    yield headline(report, lang)
    yield from _summary(report, lang)
    for lost in report.not_harvested:
        yield ""
        yield lost_text(lost, lang)
    for run in report.runs:
        yield ""
        yield run_title(run, lang)
        for line in run_details(run, lang):
            yield f"  {line}"
        if run.report.letter is not None:
            yield f"  {WebSourcesText.LETTER().render(lang)}"
            yield from (f"    {line}".rstrip() for line in run.report.letter.render(lang).split("\n"))
        yield from (f"  {line}" for line in _findings(run.findings, lang, _SHOWN))
        for kind in KINDS:
            sample = run.sample(kind, _SHOWN)
            if sample.total:
                yield from (f"  {line}" for line in _sample(sample, lang))


def _summary(report: RunsReport, lang: Lang, *, is_whole: bool = False) -> Iterator[str]:
    """The totals; a text that has each run as well leaves out what would stand there twice."""
    span = span_text(report, lang)
    if span:
        yield span
    records, elements = report.total("record"), report.total("element")
    if records.seen or records.missing or not elements.seen:
        yield HarvestReportsText.RECORDS["record"](counts=counts_text(records, lang)).render(lang)
    if elements.seen or elements.missing:
        yield HarvestReportsText.RECORDS["element"](counts=counts_text(elements, lang)).render(lang)
    if is_whole or len(report.runs) > 1:
        yield from verdict_texts(report.runs, lang)
    seconds = report.seconds()
    if seconds and (is_whole or len(report.runs) > 1):
        yield seconds_text(seconds, lang)


def _findings(findings: Iterable[Finding], lang: Lang, most: int) -> Iterator[str]:
    """Findings, one line for each rule with its first finding and their number."""
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    for code, some in list(by_code.items())[:most]:
        first = some[0]
        place = "" if first.place is None else f" ({one_line(first.place)})"
        again = f" ×{len(some)}" if len(some) > 1 else ""
        text = f"{severity_word(first.reported_severity, lang)}: {one_line(first.text(lang))}{place} [{code}]{again}"
        yield shorten(mask_passwords(text), _LONGEST)
    if len(by_code) > most:
        yield HarvestReportsText.AND_MORE(count=len(by_code) - most).render(lang)


def _sample(sample: ChangeSample, lang: Lang) -> Iterator[str]:
    yield HarvestReportsText.LISTED(kind=state_word(sample.kind, lang), number=sample.total).render(lang)
    for change in sample.shown:
        yield f"  {name_text(change, lang)}"
        yield from (f"    {line}" for line in why_texts(change, lang) if not change.is_secret)
    yield from (f"  {line}" for line in more_texts(sample, lang))


# ---------------------------------------------------------------- mail


def write_mail(report: RunsReport, out: BinaryIO, lang: Lang) -> None:
    """Write a short text whose first line is the subject of the mail."""
    for line in _mail_lines(report, lang):
        out.write(f"{line}\n".encode("utf-8", "backslashreplace"))


def _mail_lines(report: RunsReport, lang: Lang) -> Iterator[str]:
    # The name of the field is that of the standard for mail (RFC 5322), in every language.
    yield _fit(f"Subject: danhmuc: {headline(report, lang)}")
    yield ""
    for line in _summary(report, lang, is_whole=True):
        yield from _wrap(line)
    needing = [one for one in report.newest_runs if one.needs_attention]
    shown = 0
    for lost in report.not_harvested[:_MAIL_SOURCES]:
        yield from _with_blank_line(shown, _wrap(lost_text(lost, lang, in_brief=True)))
        shown += 1
    for run in needing[: _MAIL_SOURCES - shown]:
        yield from _with_blank_line(shown, _wrap(run_title(run, lang)))
        noticed = [*waiting_texts(run, lang), *_findings(run.findings, lang, 1)]
        yield from (part for line in noticed[:_MAIL_FINDINGS] for part in _wrap(line, "  "))
        shown += 1
    left = len(report.not_harvested) + len(needing) - shown
    if left:
        yield HarvestReportsText.MORE_SOURCES(count=left).render(lang)
    for kind in _MAIL_KINDS:
        yield from _mail_sample(report, kind, lang)
    yield ""
    yield from _wrap(HarvestReportsText.FULL_REPORT(command=_command(report)).render(lang))


def _with_blank_line(shown: int, lines: Iterable[str]) -> Iterator[str]:
    if not shown:
        yield ""
    yield from lines


def _mail_sample(report: RunsReport, kind: str, lang: Lang) -> Iterator[str]:
    """The first records of one kind of all runs, and the number of the others."""
    counted = [(run, _sample_of(run, kind, 0)) for run in report.runs]
    new = sum(one.total - (one.unlisted if kind == "missing" else 0) for _, one in counted)
    if not new:
        return
    yield ""
    word = (
        HarvestReportsText.BECAME[kind]().render(lang) if kind in HarvestReportsText.BECAME else state_word(kind, lang)
    )
    yield HarvestReportsText.LISTED(kind=word, number=new).render(lang)
    some = (change for run, one in counted if one.more for change in _sample_of(run, kind, _MAIL_RECORDS).shown)
    shown = list(islice(some, _MAIL_RECORDS))
    for change in shown:
        yield from _wrap(name_text(change, lang), "  ")
        yield from (
            part for line in why_texts(change, lang)[:1] if not change.is_secret for part in _wrap(line, "    ")
        )
    if new > len(shown):
        yield f"  {HarvestReportsText.AND_MORE(count=new - len(shown)).render(lang)}"


def _sample_of(run: ReportedRun, kind: str, most: int) -> ChangeSample:
    return run.newly_submitted(most) if kind == "submitted" else run.sample(kind, most)


def _command(report: RunsReport) -> str:
    """The command that makes the whole report."""
    if report.batch is not None:
        return f"danhmuc report harvest --batch {report.batch} --format html"
    numbers = [str(one.row.id) for one in report.runs]
    return " ".join(["danhmuc report harvest", *numbers[:5], "--format html"])


def _wrap(text: str, indent: str = "") -> list[str]:
    """The text in lines for a mail, an address of more than a line cut."""
    filled = textwrap.wrap(
        unicodedata.normalize("NFC", text),
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    if len(filled) > _MAIL_LINES:
        filled = [*filled[: _MAIL_LINES - 1], f"{filled[_MAIL_LINES - 1]} …"]
    return [_fit(line) for line in filled]


def _fit(line: str) -> str:
    return shorten(line, _WIDTH)
