"""The report of a workbook on a terminal: pass or not, what to fix first and in which cell, on one screen.

Lines are values, as in `terminal`; no line is longer than what the screen has room for.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.findings import REPORTED_SEVERITIES
from danhmuc.vocab.messages import Message
from danhmuc.vocab.place import cell_name, is_sheet
from danhmuc.vocab.text import one_line, shorten

from ..messages.reports import ReportsText
from ..messages.workbook_screen import WorkbookScreenText
from .severity_words import Lang, severity_word
from .tally import FailOn, RuleCount, Tally
from .terminal import TerminalLine, fix_text, verdict_line

if TYPE_CHECKING:
    from .reported_records import ReportedFinding


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
_LONGEST: Final = 132
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
    message = shorten(one_line(finding.text(lang)), _LONGEST)
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
