"""What the pipeline says, in both languages."""

from __future__ import annotations

import unicodedata

import pytest

from danhmuc.registry.messages.harvest import HarvestText
from danhmuc.registry.record.findings import (
    barred_finding,
    held_back_finding,
    ordered_digest_finding,
    shrunken_finding,
    skipped_record_finding,
    slipped_finding,
    slipped_narrower_finding,
    state_secret_finding,
    unclear_secrecy_finding,
    unread_document_finding,
    unread_marks_finding,
)
from danhmuc.registry.record.record import Quarantined, SourceRecord
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import FOREIGN_WORDS

NO = FOREIGN_WORDS(words="no")
BROKEN = Quarantined(document="a.ttl", code="read:syntax", reason=NO, line=3, column=7)
ALL = [
    unread_document_finding(BROKEN),
    skipped_record_finding("https://e.vn/1", NO),
    held_back_finding("https://e.vn/1", ("a.ttl",)),
    ordered_digest_finding("https://e.vn/1"),
    state_secret_finding(("a.ttl",)),
    unclear_secrecy_finding("https://e.vn/1", "C", ("a.ttl",)),
    barred_finding("https://e.vn/1", "hue", ("a.ttl",)),
    unread_marks_finding(3, "a.ttl"),
    slipped_finding([SourceRecord.of("https://e.vn/1", [], types=("http://www.w3.org/ns/dcat#dataset",))]),
    slipped_narrower_finding("https://e.vn/1", ("a.ttl",)),
    shrunken_finding(1_200, 12_000),
]


@pytest.mark.parametrize("finding", ALL, ids=lambda finding: finding.code)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_notice__is_one_short_sentence(finding: Finding, lang: str) -> None:
    text = finding.text(lang)
    assert (text.endswith("."), len(text) <= 120, unicodedata.is_normalized("NFC", text)) == (True, True, True)


@pytest.mark.parametrize("finding", ALL, ids=lambda finding: finding.code)
def test_notice__is_in_two_languages(finding: Finding) -> None:
    assert finding.text("vi") != finding.text("en")


@pytest.mark.parametrize(
    ("line", "column", "place"), [(3, 7, "a.ttl:3:7"), (3, None, "a.ttl:3"), (None, None, "a.ttl")]
)
def test_unread__tells_the_position_that_is_known(line: int | None, column: int | None, place: str) -> None:
    broken = Quarantined(document="a.ttl", code="read:syntax", reason=NO, line=line, column=column)
    assert unread_document_finding(broken).place == place


@pytest.mark.parametrize("notice", [held_back_finding("x", ()), state_secret_finding(())])
def test_notice__a_place_may_be_unknown(notice: Finding) -> None:
    assert notice.place is None


def test_unread__words_of_others_are_quoted_in_vietnamese() -> None:
    assert (
        unread_document_finding(BROKEN).text("vi") == "Không đọc được tài liệu nên đã bỏ qua; cần sửa tại nguồn: “no”."
    )
    assert (
        unread_document_finding(BROKEN).text("en")
        == "The document could not be read and was skipped; fix it at the source: no."
    )


def test_unread__words_of_others_are_its_value() -> None:
    told = Quarantined(document="a.ttl", code="read:unopened", reason=HarvestText.DOCUMENT_UNOPENED(reason=NO))
    assert (unread_document_finding(BROKEN).value, unread_document_finding(told).value) == ("no", None)


def test_record_aside__its_reason_is_in_the_language_of_the_reader() -> None:
    notice = skipped_record_finding("https://e.vn/1", HarvestText.IRI_TAKEN())
    assert (notice.value, notice.text("vi")) == (
        None,
        "Không tiếp nhận được bản ghi này nên đã bỏ qua: IRI này đã thuộc một mô tả khác của cùng nguồn.",
    )
