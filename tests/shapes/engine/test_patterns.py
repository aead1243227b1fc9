"""Regular expressions: those of XPath, and an end to all of them."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.shapes.engine import Data, Overruns, Plan, patterns
from danhmuc.shapes.engine.outcomes import UNCOMPUTED
from danhmuc.shapes.engine.patterns import BRIEF_SECONDS, SECONDS, Matches, brief_seconds, matcher
from danhmuc.vocab.errors import ShapesError

WHERE = "the shape"
LONG = "tap du lieu quan trac moi truong nuoc mat tinh dong nai nam 2024 " * 40
EXPLOSIVE = [
    ("(a|a)+$", "a" * 40 + "!"),
    ("(a|aa)+$", "a" * 60 + "!"),
    ("(a+)+$", "a" * 5_000 + "!"),
    (r"^(\w+\s?)*$", LONG + "!"),
    (r"^((\w|[a-z])+\s?)*$", LONG + "!"),
    ("(.*?,){25}P", "1,2,3,4,5,6,7,8,9,10,11,12,13" * 20),
    (r"^(([a-z])+.)+[A-Z]([a-z])+$", "a" * 5_000 + "!"),
]
"""Patterns that go back and forth longer than anybody waits, or would but for what `regex` sees beforehand."""


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> float:
    """The bound, made so short that tests of it are quick."""
    monkeypatch.setattr(patterns, "SECONDS", 0.05)
    return 0.05


@pytest.mark.parametrize(("pattern", "text"), EXPLOSIVE)
def test_matcher__explosive_pattern_ends_within_its_bound(short: float, pattern: str, text: str) -> None:
    matches = matcher(pattern, "", WHERE)
    start = time.process_time()
    assert matches(text) in {UNCOMPUTED, False}
    assert time.process_time() - start < 10 * short


@pytest.mark.soak
def test_matcher__bound_is_that_of_the_module() -> None:
    start = time.process_time()
    assert matcher("(a|a)+$", "", WHERE)("a" * 60 + "!") is UNCOMPUTED
    assert 0.5 * SECONDS < time.process_time() - start < 3 * SECONDS


@pytest.mark.parametrize(("pattern", "text"), [("(.*)*b", "a" * 5_000), (r"^(\w+\s?)*$", LONG)])
def test_matcher__pattern_that_only_looks_explosive_is_answered(pattern: str, text: str) -> None:
    assert matcher(pattern, "", WHERE)(text) is (pattern[0] == "^")


def test_matcher__value_too_hard_is_not_computed_the_next_one_is(short: float) -> None:
    matches = matcher("^(a|a)+$", "", WHERE)
    assert [matches(text) for text in ("aaa", "a" * 60 + "!", "b")] == [True, UNCOMPUTED, False]


@pytest.mark.usefixtures("short")
def test_pattern__that_overruns_thrice_is_given_less_time(
    plan_of: Callable[[str], Plan], data_of: Callable[..., Data], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float | None] = []

    def watched(pattern: str, flags: str, where: str) -> Matches:
        matches = matcher(pattern, flags, where)
        return lambda text, seconds=None: (asked.append(seconds), matches(text, seconds))[1]

    monkeypatch.setattr("danhmuc.shapes.engine.components.matcher", watched)
    plan = plan_of(':S sh:targetSubjectsOf :p ; sh:path :p ; sh:pattern "^(a|a)+$" .')
    turtle = "\n".join(f':n{number} :p "{"a" * 60}!{number}" .' for number in range(8))
    data = data_of(turtle)
    assert [outcome for *_, outcome in plan.run(data)] == [UNCOMPUTED] * 8
    assert asked == [BRIEF_SECONDS, None] * 3 + [BRIEF_SECONDS] * 5
    assert data.overruns == {"^(a|a)+$": 8}


@pytest.mark.usefixtures("short")
def test_pattern__that_overran_elsewhere_is_not_given_its_time_again(
    plan_of: Callable[[str], Plan], data_of: Callable[..., Data]
) -> None:
    plan = plan_of(':S sh:targetSubjectsOf :p ; sh:path :p ; sh:pattern "^(a|a)+$" .')
    overruns = Overruns()
    overruns["^(a|a)+$"] = 3
    data = Data(data_of(f':n :p "{"a" * 60}!" , "aaa" , "b" .').index, overruns=overruns)
    start = time.process_time()
    assert [outcome for *_, outcome in plan.run(data)] == [UNCOMPUTED, False]
    assert time.process_time() - start < 10 * BRIEF_SECONDS
    assert overruns == {"^(a|a)+$": 4}


def test_pattern__late_each_time_is_given_less_time_too(
    plan_of: Callable[[str], Plan], data_of: Callable[..., Data], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float | None] = []

    def late(pattern: str, flags: str, where: str) -> Matches:
        return lambda text, seconds=None: (asked.append(seconds), True if seconds is None else UNCOMPUTED)[1]

    monkeypatch.setattr("danhmuc.shapes.engine.components.matcher", late)
    plan = plan_of(':S sh:targetSubjectsOf :p ; sh:path :p ; sh:pattern "late" .')
    data = data_of("\n".join(f":n{number} :p {number} ." for number in range(50)))
    assert [outcome for *_, outcome in plan.run(data)] == [UNCOMPUTED] * 20
    assert asked.count(None) == 30


def test_brief_seconds__a_long_text_is_given_time_for_its_length() -> None:
    assert brief_seconds("a") == pytest.approx(BRIEF_SECONDS, rel=0.01)
    assert brief_seconds("a" * 100_000) > 10 * BRIEF_SECONDS
    assert brief_seconds("a" * 10_000_000) == SECONDS


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("[ab", "not closed"),
        ("(a", "is no regular expression"),
        ("a**", "repeat"),
        ("*a", "repeat"),
        ("a{,2}", "braces"),
        ("a{e}", "braces"),
        ("a{2", "braces"),
        (r"\q", r"\\q has no meaning"),
        (r"\p{Nonsense}", "unknown property"),
        (r"\p{L", "category"),
        ("a\\", "not closed"),
        ("[[:alpha:]]", "opening bracket"),
        ("[a-z-[b]c]", "goes on"),
        ("[a-z-" * 60 + "[b]" + "]" * 60, "too deep"),
        ("(" * 5_000 + "a" + ")" * 5_000, "too deep"),
        ("(?R)", "has no meaning"),
        ("(?(1)a|b)", "has no meaning"),
        ("(?V1)a", "has no meaning"),
        ("(?#words)a", "has no meaning"),
        ("(*FAIL)", "has no meaning"),
        ("a{99999999999999999999}", "more than"),
        ("((a{1000}){1000}){1000}", "more than"),
        ("(?:ab|cd{50}){2000}", "more than"),
        ("a" * 60_000, "more than"),
        ("[z-a]", "bad character range"),
    ],
)
def test_matcher__no_pattern_is_told_in_one_line(pattern: str, reason: str) -> None:
    with pytest.raises(ShapesError, match=reason) as caught:
        matcher(pattern, "", WHERE)
    assert str(caught.value).startswith("the shape: sh:pattern '")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_matcher__unknown_flag_is_told() -> None:
    with pytest.raises(ShapesError, match="sh:flags has 'gu'; known: imsxq"):
        matcher("a", "igu", WHERE)


@pytest.mark.parametrize(
    ("pattern", "flags", "yes", "no"),
    [
        ("^.{0,4000}$", "", "a" * 4_000, "a" * 4_001),
        ("^([A-Z]{3}){2}$", "", "ABCDEF", "ABC"),
        ("^(ab){2,3}$", "", "abab", "ab"),
        (r"^\d{4}-\d\d$", "", "٢٠٢٤-01", "2024-1"),
        (r"^\w+$", "", "đồng", "a_b"),
        (r"^\p{Lu}", "", "Đồng", "đồng"),
        (r"^\p{IsThai}+$", "", "ไทย", "Thai"),
        ("^[a-z-[aeiou]]+$", "", "xyz", "xya"),
        ("^a$", "", "a", "a\n"),
        ("^b$", "m", "a\nb", "a\nbc"),
        ("^Đ$", "i", "đ", "d"),
        ("a.b", "s", "a\nb", "ab"),
        ("^a b c$", "x", "abc", "a b c"),
        ("(?i)^a+$", "", "aA", "b"),
        ("^(?!http:)", "", "https:", "http:"),
        ("(?<=a)b", "", "ab", "bb"),
        ("^(?P<one>a|b)(?P=one)$", "", "aa", "ab"),
        (r"^(a|b)\1$", "", "bb", "ba"),
        (r"^(a)\10$", "", "aa0", "a0"),
        ("^[^]]+$", "", "a", "]"),
        ("a+b(", "q", "xa+b(", "aab("),
        ("#", "x", "a#", "a"),
        # The flag i touches characters and ranges, and no category, block or other class.
        (r"^\p{Lu}$", "i", "A", "a"),
        (r"^\P{Lu}$", "i", "a", "A"),
        (r"^[\p{Lu}b]$", "i", "B", "c"),
        (r"^[^\p{Lu}b]$", "i", "c", "b"),
        (r"^[^\P{Lu}]$", "i", "A", "a"),
        (r"^[a-z-[\p{Lu}]]$", "i", "a", "A"),
        (r"^[\w-[\p{Ll}]]$", "i", "A", "a"),
        ("^[a-z-[aeiou]]$", "i", "B", "E"),
        ("^[^q]$", "i", "a", "Q"),
        (r"^\p{IsBasicLatin}$", "i", "k", "\u212a"),
        (r"^[\i-[b]]$", "i", "k", "B"),
        (r"^(?i:\p{Lu}b)$", "", "AB", "aB"),
        (r"^[\S]$", "i", "a", " "),
        # The flag x takes blanks out before anything else is read, but in classes.
        (r"^\ d \p{ L u } {2} $", "x", "1AB", "1a"),
        ("^( ?: a )[ ]$", "x", "a ", "a"),
        (r"^[ \] ] + []x ] $", "x", "] x", "a"),
        # With the flag q, s, m and x have no effect.
        ("a .b^", "qsmx", "a .b^", "a\n.b"),
        ("a.b", "iq", "A.B", "AxB"),
    ],
)
def test_matcher__reads_patterns_as_xpath(pattern: str, flags: str, yes: str, no: str) -> None:
    matches = matcher(pattern, flags, WHERE)
    assert (matches(yes), matches(no)) == (True, False)


@pytest.mark.parametrize("pattern", ["( ? R)", "( ?#words)", "a{ 1 , }{", "[ a"])
def test_matcher__blanks_hide_nothing(pattern: str) -> None:
    with pytest.raises(ShapesError):
        matcher(pattern, "x", WHERE)


@pytest.mark.parametrize("pattern", ["\\P{\n}", "(?\n)", "\\p{a\u2028}"])
def test_matcher__what_is_wrong_is_told_in_one_line(pattern: str) -> None:
    with pytest.raises(ShapesError) as caught:
        matcher(pattern, "", WHERE)
    assert len(str(caught.value).splitlines()) == 1


@given(st.text("ab|()[]{}*+?.^$\\-,12dwpiP<>=!:&~#RV \n", max_size=30), st.text("imsxq", max_size=2), st.text("ab1-\n"))
def test_matcher__any_text_is_a_pattern_or_told(pattern: str, flags: str, text: str) -> None:
    try:
        matches = matcher(pattern, flags, WHERE)
    except ShapesError as error:
        matches, told = None, str(error)
    if matches is None:
        assert told.count("\n") == 0
    else:
        assert matches(text) in {True, False, UNCOMPUTED}
