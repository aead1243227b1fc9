"""Pass or fail, and why."""

from __future__ import annotations

from collections.abc import Collection

from danhmuc.vocab.findings import Standing

from ..standing_words import standings_told
from .plain_text import plain
from .tally import FailOn, Tally
from .words import Lang, counted, say

__all__ = ["passed_word", "totals", "why"]


def passed_word(tally: Tally, fail_on: FailOn, lang: Lang) -> str:
    """Pass, or fail."""
    return say(("đạt", "pass") if tally.passes(fail_on) else ("không đạt", "fail"), lang)


def why(tally: Tally, fail_on: FailOn, lang: Lang) -> str:
    """What the verdict rests on, to follow the word.

    >>> why(Tally(location="a.ttl", profile="vn"), "violation", "en")
    'no violations'
    """
    reasons = []
    if tally.failed is not None:
        reasons.append(plain(tally.failed[lang]))
    if tally.incomplete is not None:
        incomplete = say(("nguồn chưa đầy đủ", "the source is incomplete"), lang)
        reasons.append(f"{incomplete} ({plain(tally.incomplete[lang])})")
    violations, warnings = tally.standings["violation"], tally.standings["warning"]
    if violations:
        reasons.append(standings_told({"violation": violations}, lang))
    if warnings and fail_on == "warning":
        reasons.append(standings_told({"warning": warnings}, lang))
    if reasons:
        return "; ".join(reasons)
    if fail_on == "warning":
        return say(("không có vi phạm, không có cảnh báo", "no violations and no warnings"), lang)
    return say(("không có vi phạm", "no violations"), lang)


def totals(tally: Tally, lang: Lang, *, without: Collection[Standing] = ()) -> str:
    """How much was judged and what was found.

    Args:
        without: standings that were told already.
    """
    records = counted(tally.records, lang, "bản ghi", "record")
    accepted = counted(tally.accepted, lang, "được chấp nhận", "accepted", "accepted")
    if tally.catalogs:
        catalogs = counted(tally.catalogs, lang, "danh mục", "catalogue")
        accepted_catalogs = counted(tally.accepted_catalogs, lang, "được chấp nhận", "accepted", "accepted")
        accepted = f"{accepted}; {catalogs}, {accepted_catalogs}"
    left = {standing: count for standing, count in tally.standings.items() if standing not in without and count}
    found = f"; {standings_told(left, lang)}" if left or not tally.count else ""
    return f"{records}, {accepted}{found}"
