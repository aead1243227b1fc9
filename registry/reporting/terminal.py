"""What a terminal shows of a source: lines grouped by rule and by publisher, then the verdict.

Lines are values; whoever prints them chooses colours and breaks them where the terminal ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from ..reasons import quoted
from ..standing_words import number, standings_told
from .plain_text import plain
from .tally import FAILING, FailOn, PublisherCount, RuleCount, Tally
from .verdict import passed_word, totals, why
from .words import GROUPS, Lang, say

if TYPE_CHECKING:
    from danhmuc.vocab.findings import Standing

    from .reported import ReportedFinding

__all__ = ["Line", "terminal_lines"]

PUBLISHERS_SHOWN: Final = 10
_LONGEST: Final = 100
_EMPTY: Final = '""'


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line.

    Attributes:
        kind: what it is; ``pass`` and ``fail`` are verdicts.
        indent: number of blanks before it.
        lead: the first word or words, which a colour may mark.
        standing: what the lead tells of, where it does.
        text: what follows the lead.
    """

    kind: Literal["source", "heading", "rule", "publisher", "detail", "pass", "fail"]
    text: str
    lead: str = ""
    indent: int = 0
    standing: Standing | None = None

    def __str__(self) -> str:
        """The line as it reads without colours."""
        return " " * self.indent + self.lead + self.text


def terminal_lines(tally: Tally, *, lang: Lang = "vi", fail_on: FailOn = "violation") -> Iterator[Line]:
    """All lines on a source whose records have been told; as many as there are rules, and some publishers."""
    named = say(("hồ sơ", "profile"), lang)
    yield Line(kind="source", text=f"{plain(tally.location)}  {named} {plain(tally.profile)}")
    if tally.count:
        yield Line(kind="heading", indent=2, text=say(("Theo quy tắc", "By rule"), lang))
        for rule in tally.rules:
            yield from _rule(rule, lang)
        yield Line(kind="heading", indent=2, text=say(("Theo đơn vị chủ trì cung cấp", "By publisher"), lang))
        shown = tally.publishers[:PUBLISHERS_SHOWN]
        for publisher in shown:
            yield from _publisher(publisher, tally, lang)
        left = len(tally.publishers) - len(shown)
        if left:
            told = number(left, lang)
            text = say(
                (f"… và {told} dòng nữa; xem đủ bằng báo cáo html, csv", f"… and {told} more; html and csv tell all"),
                lang,
            )
            yield Line(kind="detail", indent=4, text=text)
    yield _verdict(tally, fail_on, lang)


def _verdict(tally: Tally, fail_on: FailOn, lang: Lang) -> Line:
    is_passed = tally.passes(fail_on)
    joined = ", " if is_passed else say((" vì ", " because of "), lang)
    if tally.failed is not None or tally.incomplete is not None:
        joined = ": "
    told = "" if tally.failed is not None else f": {totals(tally, lang, without=FAILING[fail_on])}"
    return Line(
        kind="pass" if is_passed else "fail",
        indent=2,
        lead=passed_word(tally, fail_on, lang),
        text=f"{joined}{why(tally, fail_on, lang)}{told}",
    )


def _rule(rule: RuleCount, lang: Lang) -> Iterator[Line]:
    example = rule.example
    yield Line(
        kind="rule",
        indent=4,
        lead=standings_told({rule.standing: rule.count}, lang),
        standing=rule.standing,
        text=f"  {plain(example.text(lang))}  [{plain(rule.code)}]",
    )
    yield Line(kind="detail", indent=8, text=f"{say(('ví dụ', 'example'), lang)}: {_example(example, lang)}")
    if example.fix is not None:
        yield Line(kind="detail", indent=8, text=f"{fix_word(example, lang)}: {_short(example.fix)}")
    basis = example.basis.get(lang)
    if basis:
        yield Line(kind="detail", indent=8, text=f"{say(('căn cứ', 'basis'), lang)}: {plain(basis)}")


def _publisher(publisher: PublisherCount, tally: Tally, lang: Lang) -> Iterator[Line]:
    told = standings_told(publisher.counts, lang)
    name = publisher_name(publisher, tally, lang)
    iri = f"  {plain(publisher.iri)}" if publisher.iri is not None and plain(publisher.iri) != name else ""
    yield Line(kind="publisher", indent=4, text=f"{name}{iri}: {told}")
    example = publisher.example
    text = f"{say(('ví dụ', 'example'), lang)}: {_example(example, lang)}  [{plain(example.code)}]"
    yield Line(kind="detail", indent=8, text=text)


def publisher_name(publisher: PublisherCount, tally: Tally, lang: Lang) -> str:
    """The name of a publisher, or its IRI; of what is no publisher the words for it."""
    if publisher.group != "publisher":
        return say(GROUPS[publisher.group], lang)
    iri = publisher.iri or ""
    return plain(publisher.name or tally.names.get(iri) or iri)


def fix_word(finding: ReportedFinding, lang: Lang) -> str:
    """Whether the value stands there now, or should."""
    return say(("đã thay bằng", "now") if finding.layer == "repaired" else ("nên ghi", "write"), lang)


def _example(finding: ReportedFinding, lang: Lang) -> str:
    parts = [
        part for part in (finding.title, finding.record, finding.inner_focus, finding.own_place) if part is not None
    ]
    told = "  ".join(map(_short, parts))
    value = finding.shown_value
    # Where somebody else's words are the value, the message has them, and quotes them in Vietnamese.
    if value is not None and value not in parts and quoted(value) not in finding.text("vi"):
        told += f"; {say(('giá trị', 'value'), lang)}: {_short(value) or _EMPTY}"
    return told or "–"


def _short(text: str) -> str:
    line = plain(text)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
