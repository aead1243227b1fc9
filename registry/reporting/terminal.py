"""The report of a source on a terminal: by rule and publisher, or, of a workbook, by cell.

The report of a source on a terminal: lines grouped by rule and by publisher, then the verdict.

Lines are values; the caller chooses colours and breaks lines at the width of the terminal.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, Literal

from danhmuc.vocab.findings import REPORTED_SEVERITIES
from danhmuc.vocab.messages import Message
from danhmuc.vocab.place import cell_name, is_sheet
from danhmuc.vocab.text import mask_passwords, one_line, shorten

from ..messages.reports import ReportsText
from ..messages.workbook_marks import WorkbookScreenText
from .tally import (
    FAILING,
    FailOn,
    Lang,
    PublisherCount,
    RuleCount,
    Tally,
    passed_word,
    reasons_text,
    severities_text,
    severity_word,
    totals_text,
)

if TYPE_CHECKING:
    from danhmuc.vocab.findings import ReportedSeverity

    from .reported_records import ReportedFinding

# ---------------------------------------------------------------- terminal

PUBLISHERS_SHOWN: Final = 10
_LONGEST: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminalLine:
    """One line.

    Attributes:
        kind: of line; ``pass`` and ``fail`` are verdicts.
        text: the text after the lead.
        lead: the first word or words, which may be coloured.
        indent: number of blanks before it.
        reported_severity: the severity that the lead names, if any.
    """

    kind: Literal["source", "heading", "rule", "publisher", "detail", "pass", "fail"]
    text: str
    lead: str = ""
    indent: int = 0
    reported_severity: ReportedSeverity | None = None

    def __str__(self) -> str:
        """The line without colours."""
        return " " * self.indent + self.lead + self.text


def terminal_lines(tally: Tally, *, lang: Lang = "vi", fail_on: FailOn = "violation") -> Iterator[TerminalLine]:
    """All lines on a source whose records have been counted: all rules, and some publishers."""
    source = ReportsText.SOURCE_AND_PROFILE(source=one_line(tally.location), profile=one_line(tally.profile))
    yield TerminalLine(kind="source", text=source.render(lang))
    if tally.count:
        yield TerminalLine(kind="heading", indent=2, text=ReportsText.BY_RULE().render(lang))
        for rule in tally.rules:
            yield from _rule(rule, lang)
        yield TerminalLine(kind="heading", indent=2, text=ReportsText.BY_PUBLISHER().render(lang))
        shown = tally.publishers[:PUBLISHERS_SHOWN]
        for publisher in shown:
            yield from _publisher(publisher, tally, lang)
        left = len(tally.publishers) - len(shown)
        if left:
            more = ReportsText.MORE_PUBLISHERS_ELSEWHERE(count=left)
            yield TerminalLine(kind="detail", indent=4, text=more.render(lang))
    yield verdict_line(tally, fail_on, lang)


def verdict_line(tally: Tally, fail_on: FailOn, lang: Lang) -> TerminalLine:
    """The line with the verdict and its reasons."""
    is_passed = tally.passes(fail_on)
    reasons = reasons_text(tally, fail_on, lang)
    if tally.failed is not None:
        rest = ReportsText.VERDICT_BARE(reasons=reasons)
    else:
        counts = totals_text(tally, lang, without=FAILING[fail_on])
        template = ReportsText.VERDICT_PASSED if is_passed else ReportsText.VERDICT_FAILED
        rest = (template if tally.incomplete is None else ReportsText.VERDICT_AND_COUNTS)(
            reasons=reasons, counts=counts
        )
    return TerminalLine(
        kind="pass" if is_passed else "fail",
        indent=2,
        lead=passed_word(tally, fail_on, lang),
        text=rest.render(lang),
    )


def _rule(rule: RuleCount, lang: Lang) -> Iterator[TerminalLine]:
    example = rule.example
    yield TerminalLine(
        kind="rule",
        indent=4,
        lead=severities_text({rule.reported_severity: rule.count}, lang),
        reported_severity=rule.reported_severity,
        text=f"  {mask_passwords(one_line(example.text(lang)))}  [{one_line(rule.code)}]",
    )
    yield TerminalLine(kind="detail", indent=8, text=ReportsText.EXAMPLE(example=_example(example, lang)).render(lang))
    if example.fix is not None:
        yield TerminalLine(kind="detail", indent=8, text=fix_text(example, _short(example.fix), lang))
    basis = example.basis.get(lang)
    if basis:
        yield TerminalLine(kind="detail", indent=8, text=ReportsText.BASIS(basis=one_line(basis)).render(lang))


def _publisher(publisher: PublisherCount, tally: Tally, lang: Lang) -> Iterator[TerminalLine]:
    counts = severities_text(publisher.counts, lang)
    name = publisher_name(publisher, tally, lang)
    iri = f"  {one_line(publisher.iri)}" if publisher.iri is not None and one_line(publisher.iri) != name else ""
    yield TerminalLine(kind="publisher", indent=4, text=f"{mask_passwords(name + iri)}: {counts}")
    example = publisher.example
    text = ReportsText.EXAMPLE(example=f"{_example(example, lang)}  [{one_line(example.code)}]").render(lang)
    yield TerminalLine(kind="detail", indent=8, text=text)


def publisher_name(publisher: PublisherCount, tally: Tally, lang: Lang) -> str:
    """The name of a publisher, or its IRI; for another group, its name in the language."""
    if publisher.group != "publisher":
        return ReportsText.GROUPS[publisher.group]().render(lang)
    iri = publisher.iri or ""
    return one_line(publisher.name or tally.names.get(iri) or iri)


def fix_text(finding: ReportedFinding, value: str, lang: Lang) -> str:
    """The corrected value, or the value to use instead."""
    template = ReportsText.FIX_DONE if finding.layer == "repaired" else ReportsText.FIX_WANTED
    return template(value=value).render(lang)


def _example(finding: ReportedFinding, lang: Lang) -> str:
    about = finding.about(lang)
    nested = None if about is None else f"› {about}"
    all_parts = (finding.title, finding.record, nested, finding.inner_focus, finding.own_place)
    parts = [part for part in all_parts if part is not None]
    text = "  ".join(map(_short, parts))
    value = finding.shown_value(lang)
    if value is not None and value not in parts and not _message_has(finding, finding.value):
        text += f"; {ReportsText.VALUE(value=_short(value)).render(lang)}"
    return text or "–"


def _message_has(finding: ReportedFinding, value: str | None) -> bool:
    """Whether the message of the finding already quotes the value."""
    message = finding.finding.message
    return isinstance(message, Message) and any(
        isinstance(fact, Message) and fact.facts.get("words") == value for fact in message.facts.values()
    )


def _short(text: str) -> str:
    return shorten(mask_passwords(one_line(text)), _LONGEST)


# ---------------------------------------------------------------- workbook screen
# The report of a workbook on a terminal: pass or not, what to fix first and in which cell, on one screen.
#
# Lines are values, as in `terminal`; no line is longer than what the screen has room for.

SHOWN: Final = 3
_SEVERE: Final = ("violation", "warning")
_FIRST: Final = (
    "harvest:state-secret",
    "workbook:sheet-without-headings",
    "workbook:sheet-twice",
    "workbook:kept-unread",
    "workbook:row-without-code",
    "workbook:code-repeated",
    "workbook:row-stray",
)
"""Findings by which rows are lost, in the order in which they cause one another."""
_LONGEST_CELL: Final = 132
"""Letters of a message: two lines of the narrowest screen behind its indent."""
_LONGEST_VALUE: Final = 24
_LONGEST_COMMANDS: Final = 280
_LITERAL: Final = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@[\w-]+|\^\^\S+)?')


def workbook_lines(
    tally: Tally, location: str, *, lang: Lang = "vi", fail_on: FailOn = "violation", is_marked: bool = False
) -> Iterator[TerminalLine]:
    """At most 24 lines of 80 letters on a workbook whose records have been counted.

    Args:
        location: the workbook as the user named it, for the commands that show the rest.
        is_marked: whether the findings are written into a workbook anyway.
    """
    source = ReportsText.SOURCE_AND_PROFILE(source=shorten(one_line(location), 60), profile=shorten(tally.profile, 15))
    yield TerminalLine(kind="source", text=source.render(lang))
    # Why rows were lost says nothing new of a workbook that has no record at all.
    verdict = verdict_line(tally if tally.failed is None else replace(tally, incomplete=None), fail_on, lang)
    yield TerminalLine(kind=verdict.kind, indent=2, lead=verdict.lead, text=shorten(verdict.text, 210))
    kinds = sorted(tally.rules, key=_rank)
    shown = [one for one in kinds if one.reported_severity in _SEVERE][:SHOWN]
    if shown:
        yield TerminalLine(kind="heading", indent=2, text=WorkbookScreenText.MEND_FIRST().render(lang))
    for number, one in enumerate(shown, 1):
        yield from _mistake(number, one, lang)
    if shown or (kinds and tally.failed is None):
        left = len(kinds) - len(shown)
        more = WorkbookScreenText.MORE_KINDS(count=left) if left else WorkbookScreenText.SEE_ALL()
        yield TerminalLine(kind="heading", indent=2, text=more.render(lang))
        yield from _commands(location, lang, is_marked=is_marked)


def _rank(rule: RuleCount) -> tuple[int, int, bool, bool, int]:
    """The order of fixing: the graver first, what loses rows, what has a cell, what is more frequent."""
    lost = _FIRST.index(rule.code) if rule.code in _FIRST else len(_FIRST)
    finding = rule.example.finding
    return (
        REPORTED_SEVERITIES.index(rule.reported_severity),
        lost,
        finding.column is None,
        finding.line is None,
        -rule.count,
    )


def _mistake(number: int, rule: RuleCount, lang: Lang) -> Iterator[TerminalLine]:
    finding = rule.example
    heading = _heading(finding, lang)
    template = WorkbookScreenText.MISTAKE if heading is None else WorkbookScreenText.MISTAKE_OF_HEADING
    facts = {} if heading is None else {"heading": shorten(one_line(heading), 40)}
    severity = severity_word(rule.reported_severity, lang)
    places = WorkbookScreenText.PLACES(count=rule.count).render(lang)
    text = template(place=_place(finding, lang), severity=severity, places=places, **facts).render(lang)
    yield TerminalLine(
        kind="rule", indent=4, lead=f"{number}. ", text=shorten(text, 72), reported_severity=rule.reported_severity
    )
    message = shorten(one_line(finding.text(lang)), _LONGEST_CELL)
    yield TerminalLine(kind="detail", indent=7, text=message)
    value = finding.shown_value(lang)
    parts = []
    if value is not None and one_line(value) not in message:
        parts.append(ReportsText.VALUE(value=shorten(one_line(value), _LONGEST_VALUE)).render(lang))
    if finding.fix is not None:
        parts.append(fix_text(finding, shorten(_cell_text(finding.fix), _LONGEST_VALUE), lang))
    if parts:
        yield TerminalLine(kind="detail", indent=7, text="; ".join(parts))


def _place(finding: ReportedFinding, lang: Lang) -> str:
    """The sheet and the cell or row of a finding."""
    document, line = finding.finding.document, finding.finding.line
    if document is None or (line is None and not is_sheet(document)):
        return WorkbookScreenText.WHOLE_BOOK().render(lang)
    # A table has no name but that of its file.
    sheet = shorten(document.partition("#")[2] if is_sheet(document) else document, 31)
    if line is None:
        return sheet
    if finding.finding.column is None:
        return WorkbookScreenText.ROW(sheet=sheet, row=line).render(lang)
    return f"{sheet}!{cell_name(line, finding.finding.column)}"


def _heading(finding: ReportedFinding, lang: Lang) -> str | None:
    """The heading that the message does not name itself."""
    message = finding.finding.message
    if isinstance(message, Message) and "heading" in message.facts:
        return None
    return finding.label.get(lang) or finding.label.get("en")


def _cell_text(fix: str) -> str:
    """The text to type into a cell: literals without their datatype and language.

    >>> _cell_text('"16384"^^xsd:nonNegativeInteger'), _cell_text('"bụi"@vi , "khói"@vi'), _cell_text("H57.06")
    ('16384', 'bụi; khói', 'H57.06')
    """
    rest = _LITERAL.sub("", fix)
    if rest.strip(" ,") or not _LITERAL.search(fix):
        return one_line(fix)
    return one_line("; ".join(found[1].replace('\\"', '"').replace("\\\\", "\\") for found in _LITERAL.finditer(fix)))


def _commands(location: str, lang: Lang, *, is_marked: bool) -> Iterator[TerminalLine]:
    name = PurePath(location).stem
    command = f"danhmuc validate {shlex.quote(location)}"
    lines = [WorkbookScreenText.SEE_PAGE(command=f"{command} --report html > {shlex.quote(f'{name}.html')}")]
    if not is_marked:
        marked = {"vi": f"{name}-ket-qua.xlsx"}.get(lang, f"{name}-marked.xlsx")
        lines.insert(0, WorkbookScreenText.SEE_MARKED(command=f"{command} --mark {shlex.quote(marked)}"))
    texts = [one_line(line.render(lang)) for line in lines]
    # A command cannot be cut; of a book with a very long name one of them has room.
    shown = texts if sum(map(len, texts)) <= _LONGEST_COMMANDS else texts[:1]
    for text in shown:
        yield TerminalLine(kind="detail", indent=4, text=text)
