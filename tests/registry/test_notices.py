"""What the pipeline says, in both languages."""

from __future__ import annotations

import unicodedata

import pytest

from danhmuc.registry import notices
from danhmuc.registry.source_records import Quarantined
from danhmuc.vocab.findings import Finding

BROKEN = Quarantined(place="a.ttl", code="read:syntax", reason="hỏng", line=3, column=7)
ALL = [
    notices.unread(BROKEN),
    notices.record_aside("https://e.vn/1", "no"),
    notices.held_back("https://e.vn/1", ("a.ttl",)),
    notices.ordered_digest("https://e.vn/1"),
    notices.state_secret(("a.ttl",)),
    notices.secrecy_unclear("https://e.vn/1", "C", ("a.ttl",)),
]


@pytest.mark.parametrize("finding", ALL, ids=lambda finding: finding.code)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_notice__is_one_short_sentence(finding: Finding, lang: str) -> None:
    text = finding.message[lang]
    assert (text.endswith("."), len(text) <= 120, unicodedata.is_normalized("NFC", text)) == (True, True, True)


@pytest.mark.parametrize("finding", ALL, ids=lambda finding: finding.code)
def test_notice__is_in_two_languages(finding: Finding) -> None:
    assert finding.message["vi"] != finding.message["en"]


@pytest.mark.parametrize(
    ("line", "column", "place"), [(3, 7, "a.ttl:3:7"), (3, None, "a.ttl:3"), (None, None, "a.ttl")]
)
def test_unread__tells_the_position_that_is_known(line: int | None, column: int | None, place: str) -> None:
    broken = Quarantined(place="a.ttl", code="read:syntax", reason="", line=line, column=column)
    assert notices.unread(broken).place == place


@pytest.mark.parametrize("notice", [notices.held_back("x", ()), notices.state_secret(())])
def test_notice__a_place_may_be_unknown(notice: Finding) -> None:
    assert notice.place is None
