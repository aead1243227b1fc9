"""What the pipeline says, in both languages."""

from __future__ import annotations

import unicodedata

import pytest

from danhmuc.registry import notices
from danhmuc.registry.messages.harvest import DOCUMENT_UNOPENED, IRI_TAKEN
from danhmuc.registry.source_records import Quarantined
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import FOREIGN_WORDS

NO = FOREIGN_WORDS(words="no")
BROKEN = Quarantined(document="a.ttl", code="read:syntax", reason=NO, line=3, column=7)
ALL = [
    notices.unread(BROKEN),
    notices.record_aside("https://e.vn/1", NO),
    notices.held_back("https://e.vn/1", ("a.ttl",)),
    notices.ordered_digest("https://e.vn/1"),
    notices.state_secret(("a.ttl",)),
    notices.secrecy_unclear("https://e.vn/1", "C", ("a.ttl",)),
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
    assert notices.unread(broken).place == place


@pytest.mark.parametrize("notice", [notices.held_back("x", ()), notices.state_secret(())])
def test_notice__a_place_may_be_unknown(notice: Finding) -> None:
    assert notice.place is None


def test_unread__words_of_others_are_quoted_in_vietnamese() -> None:
    assert notices.unread(BROKEN).text("vi") == "Không đọc được tài liệu (“no”) nên đã bỏ qua; cần sửa tại nguồn."
    assert (
        notices.unread(BROKEN).text("en")
        == "The document could not be read and was skipped (no); fix it at the source."
    )


def test_unread__words_of_others_are_its_value() -> None:
    told = Quarantined(document="a.ttl", code="read:unopened", reason=DOCUMENT_UNOPENED(reason=NO))
    assert (notices.unread(BROKEN).value, notices.unread(told).value) == ("no", None)


def test_record_aside__its_reason_is_in_the_language_of_the_reader() -> None:
    notice = notices.record_aside("https://e.vn/1", IRI_TAKEN())
    assert (notice.value, notice.text("vi")) == (
        None,
        "Không tiếp nhận được bản ghi này (IRI này đã thuộc một mô tả khác của cùng nguồn) nên đã bỏ qua.",
    )
