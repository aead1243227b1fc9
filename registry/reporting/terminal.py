"""The report of a source on a terminal: lines grouped by rule and by publisher, then the verdict.

Lines are values; the caller chooses colours and breaks lines at the width of the terminal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from danhmuc.vocab.messages import Message
from danhmuc.vocab.text import mask_passwords, one_line, shorten

from ..messages.reports import ReportsText
from .severity_words import Lang, severities_text
from .tally import FAILING, FailOn, PublisherCount, RuleCount, Tally
from .verdict import passed_word, reasons_text, totals_text

if TYPE_CHECKING:
    from danhmuc.vocab.findings import ReportedSeverity

    from .reported_records import ReportedFinding


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
