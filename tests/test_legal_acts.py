"""No page, message or comment says of a legal act that it is in force, unless the list of legal acts says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from danhmuc.registry.reporting.explained_findings import act_status
from danhmuc.vocab import concepts
from danhmuc.vocab.concepts import LEGAL_ACTS

NUMBER = re.compile(r"(?<![\d/])(\d{1,4}/\d{4})(?:/[A-ZĐ][\w-]*)?|\b(\d{1,4}/QĐ-[A-ZĐ]\w*)")
NOT_A_CLAIM = re.compile(
    r"in force or not|not (?:known )?(?:whether|to be) in force|(?:if|whether|when) [^.;]*?\bin force"
    r"|chưa rõ [^.;]*?hiệu lực(?: hay không)?|(?:dù|xem) [^.;]*?hiệu lực hay không|hết hiệu lực|chấm dứt hiệu lực"
    r"|(?:version|list|bảng|quy tắc|rule)[^.;|\d]{0,40}(?:in force|hiệu lực)",
    re.IGNORECASE,
)
CLAIM = re.compile(r"\b(?:in|into) force\b|\bstill valid\b|hiệu lực", re.IGNORECASE)
UNIT = re.compile(r"(?<=[.;!?])(?<!\bArt\.)\s+|\s*\|\s*|\n")
IN_FORCE = {
    re.sub(r"(/\d{4})/.*", r"\1", concept.code)
    for concept in concepts.load(LEGAL_ACTS)
    if concept.act is not None and concept.act.status == "in-force"
}


def claims(text: str) -> Iterator[str]:
    """The sentences and cells that say so of an act whose status in the list is another, or that the list lacks."""
    for unit in UNIT.split(text):
        acts = {year or plain for year, plain in NUMBER.findall(unit)} - IN_FORCE
        if acts and CLAIM.search(NOT_A_CLAIM.sub("", unit)):
            yield unit


def files(root: Path) -> list[Path]:
    found = [*root.glob("*.md")]
    for folder, pattern in (
        ("docs", "*.md"), ("vocab", "*.ttl"), ("vocab", "*.po"), ("shapes", "*.ttl"),
        ("vocab", "*.py"), ("shapes", "*.py"), ("registry", "*.py"), ("cli", "*.py"), (".ci", "*.py"),
    ):  # fmt: skip
        found += (root / folder).rglob(pattern)
    return sorted(found)


@pytest.mark.soak
def test_texts__claim_force_of_no_act_whose_status_is_another(root: Path) -> None:
    found = {str(path.relative_to(root)): [*claims(path.read_text("utf-8"))] for path in files(root)}
    assert len(found) > 500
    assert {name: units for name, units in found.items() if units} == {}


@pytest.mark.parametrize(
    "text",
    [
        "Decree 47/2020/NĐ-CP is in force.",
        "Decree 47/2020, in force since 25/05/2020, asks for it.",
        "| title | Decree 47/2020, Art. 11(4), still in force |",
        "Nghị định 47/2020/NĐ-CP còn hiệu lực.",
        "theo Nghị định 47/2020/NĐ-CP đang có hiệu lực",
        "Circular 24/2011/TT-BTTTT entered into force on 15/11/2011.",
        "An act that no list has, 999/2030/NĐ-CP, is in force.",
        "Decision 2439/QĐ-TTg is in force",
    ],
)
def test_claims__are_found(text: str) -> None:
    assert list(claims(text))


@pytest.mark.parametrize(
    "text",
    [
        "Law 60/2024/QH15 is in force from 2025-07-01.",
        "Decree 47/2020/NĐ-CP is reported ended from 2025-10-22, not verified.",
        "(47/2020/NĐ-CP), Article 11(4): not known whether in force",
        "Nghị định 47/2020/NĐ-CP được cho là đã hết hiệu lực, chưa kiểm chứng",
        "Decree 47/2020/NĐ-CP, whether it is in force or has ended",
        "The list is in force. Decree 47/2020/NĐ-CP names it.",
    ],
)
def test_claims__are_not_found_where_there_is_none(text: str) -> None:
    assert list(claims(text)) == []


def test_list__grades_its_statuses() -> None:
    for concept in concepts.load(LEGAL_ACTS):
        act = concept.act
        assert act is not None
        assert (concept.source, act.seen_on, bool(act.issuers)) != (None, None, False)
        assert act.grade in {"in-force": "PT", "ended": "PT", "reported-ended": "2", "unknown": "PT20"}[act.status]
        assert concept.valid_from is not None or act.status != "in-force", concept.code
        assert (concept.valid_until is None) == (act.status in ("in-force", "unknown")), concept.code
        assert set(act.issuers) == {"vi", "en"}


def test_decision__has_the_statuses_of_the_list(root: Path) -> None:
    text = (root / "docs/decisions/0014-the-vietnamese-profile.md").read_text("utf-8")
    rows = re.findall(r"^\| (?:Law|Data Law|Decree|Decision|Circular) (\S+) \| ([^|]+) \| (\w) \|", text, re.MULTILINE)
    words = {"in-force": "in force", "ended": "ended", "reported-ended": "reported ended", "unknown": "unknown"}
    assert len(rows) == 7
    for code, status, grade in rows:
        act = concepts.load(LEGAL_ACTS)[code].act
        assert act is not None
        assert status.startswith(words[act.status])
        assert grade == act.grade


@pytest.mark.parametrize(
    ("page", "lang"),
    [
        ("README.md", "en"),
        ("docs/vi/README.md", "vi"),
        ("docs/en/profiles/vn.md", "en"),
        ("docs/vi/profiles/vn.md", "vi"),
    ],
)
def test_page__names_the_decree_with_the_status_of_the_list(root: Path, page: str, lang: str) -> None:
    text = (root / page).read_text("utf-8")
    status = act_status(concepts.load(LEGAL_ACTS)["47/2020/NĐ-CP"]).render(lang)
    ended, _, doubt = status.rpartition(", ")
    named = re.search(r"47/2020/NĐ-CP, (?:which is|văn bản) ([^;:]+)[;:.]", text)
    assert named is not None
    assert named[1].startswith(f"{ended} ({doubt})")
    assert re.search({"en": "choices of th", "vi": "lựa chọn của hồ sơ"}[lang], text)
