"""The pages of the rules are those of the profiles, and the records that they show meet and break the rules."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from danhmuc.shapes import Context, Validator, load_profile, profile_tokens
from danhmuc.vocab.canonical import CanonicalGraph, canonicalize
from danhmuc.vocab.findings import Finding

DAY = date(2026, 8, 15)
"""The day that the pages name."""
SECTION = re.compile(r'^<a id="([^"]+)"></a>\n\n## (\S+)\n(.*?)(?=^<a id=|\Z)', re.DOTALL | re.MULTILINE)
TURTLE = re.compile(r"^```turtle\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)#]*)(?:#([^)]+))?\)")


@dataclass(frozen=True, slots=True)
class Shown:
    """A rule as a page shows it."""

    anchor: str
    code: str
    turtle: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Described:
    """A record with nothing around it."""

    iri: str
    canonical: CanonicalGraph


def pages_of(root: Path, lang: str, token: str) -> list[Path]:
    """The pages of a profile, one for each class."""
    return sorted((root / "docs" / lang / "profiles" / token).glob("*.md"))


def rules_on(page: Path) -> Iterator[Shown]:
    """Each rule of a page, with the prefixes of the page before its examples."""
    text = page.read_text(encoding="utf-8")
    prefixes = TURTLE.findall(text)[0]
    for anchor, code, section in SECTION.findall(text):
        yield Shown(anchor, code, tuple(prefixes + one for one in TURTLE.findall(section)))


def findings_in(validator: Validator, turtle: str) -> Sequence[Finding]:
    graph = canonicalize(parse(turtle.encode(), format=RdfFormat.TURTLE))
    return validator.validate(Described("https://example.vn/", graph), Context(knows_links=True)).findings


def test_pages__are_those_of_the_profiles(root: Path) -> None:
    command = [sys.executable, str(root / ".ci" / "profile_pages.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("token", profile_tokens())
def test_examples__first_meets_its_rule_and_second_breaks_it(root: Path, token: str) -> None:
    validator = Validator(token, today=DAY)
    wrong = []
    for page in pages_of(root, "en", token):
        for shown in rules_on(page):
            met, broken = (
                [one.reported_severity for one in findings_in(validator, turtle) if one.code == shown.code]
                for turtle in shown.turtle
            )
            if met or not set(broken) - {"cannot-verify"}:
                wrong.append((shown.code, met, broken))
    assert wrong == []


@pytest.mark.parametrize("token", profile_tokens())
def test_pages__show_each_rule_of_the_profile_once_and_alike_in_both_languages(root: Path, token: str) -> None:
    english = [shown for page in pages_of(root, "en", token) for shown in rules_on(page)]
    own = [rule.code for rule in load_profile(token).rules.values() if rule.code.startswith(f"{token}:")]
    assert sorted(shown.code for shown in english) == sorted(own)
    assert [shown.code for shown in english] == [f"{token}:{shown.anchor}" for shown in english]
    assert [shown for page in pages_of(root, "vi", token) for shown in rules_on(page)] == english


def test_pages__name_nothing_as_the_generators_do(root: Path) -> None:
    texts = (page.read_text(encoding="utf-8") for page in root.glob("docs/*/profiles/**/*.md"))
    assert [found for text in texts for found in re.findall(r"https://e\.vn/\S*|\btag-\d\S*", text)] == []


def test_pages__link_to_what_is_there(root: Path) -> None:
    dead = []
    for page in root.glob("docs/*/profiles/**/*.md"):
        for target, anchor in LINK.findall(page.read_text(encoding="utf-8")):
            there = (page.parent / target).resolve()
            if not there.exists() or (anchor and f'<a id="{anchor}"></a>' not in there.read_text(encoding="utf-8")):
                dead.append((page.name, target, anchor))
    assert dead == []
