"""What the splitter says, it says in both languages, in one short sentence each."""

from __future__ import annotations

import unicodedata

import pytest

from danhmuc.registry.splitting.parts import collision_finding, distribution_apart_finding, minted_iri_finding
from danhmuc.vocab.findings import Finding

SOURCES = ("identifier", "topic", "landing page", "download", "title", "content")
NOTICES = [
    *(minted_iri_finding("https://e.vn/1", source, "feed.ttl", shared=False) for source in SOURCES),
    *(collision_finding("https://e.vn/1", source, "feed.ttl") for source in SOURCES),
    minted_iri_finding("https://e.vn/1", "content", "feed.ttl", shared=True),
    distribution_apart_finding("https://e.vn/1", "feed.ttl"),
]


@pytest.mark.parametrize("finding", NOTICES, ids=lambda finding: f"{finding.code} {finding.value}")
def test_notices__are_one_short_sentence_in_both_languages(finding: Finding) -> None:
    texts = finding.message.by_language()
    assert sorted(texts) == ["en", "vi"]
    for text in texts.values():
        assert text.endswith(".")
        assert text.count(".") == 1
        assert len(text) <= 120
        assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("finding", NOTICES, ids=lambda finding: f"{finding.code} {finding.value}")
def test_notices__tell_whose_record_and_where(finding: Finding) -> None:
    assert (finding.focus, finding.place) == ("https://e.vn/1", "feed.ttl")


def test_notices__no_two_codes_say_the_same() -> None:
    assert len({finding.text("vi") for finding in NOTICES}) == len(NOTICES)
