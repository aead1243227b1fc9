"""The lines that a terminal shows."""

from __future__ import annotations

import pytest

from danhmuc.registry.messages.harvest import HarvestText
from danhmuc.registry.record.findings import skipped_record_finding
from danhmuc.registry.reporting import terminal_lines
from danhmuc.registry.reporting.tally import Lang
from danhmuc.shapes import Profile
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import FOREIGN_WORDS

from .conftest import Checked, finding, record, source

WARNING = finding(
    "read:language-tag",
    severity="warning",
    layer="repaired",
    value="en_US",
    fix="en-us",
    message={"vi": "Thẻ ngôn ngữ đã được sửa.", "en": "The language tag was repaired."},
)


def test_terminal_lines__by_rule_by_publisher_and_the_verdict(profile: Profile) -> None:
    records = [
        record(9, title="Sở Y tế", role="node"),
        record(1, finding(), WARNING, title="Nhà thuốc", publisher="https://e.vn/9"),
        record(2, WARNING, publisher="https://e.vn/9"),
    ]
    tally = source(profile, records).count_all()
    assert [str(line) for line in terminal_lines(tally, lang="vi")] == [
        "catalog.ttl  hồ sơ dcat-ap",
        "  Theo quy tắc",
        "    1 vi phạm  Phải có tiêu đề (dct:title).  [dcat-ap:Dataset-title]",
        "        ví dụ: Nhà thuốc  https://e.vn/1",
        "    2 cảnh báo  Thẻ ngôn ngữ đã được sửa.  [read:language-tag]",
        "        ví dụ: Nhà thuốc  https://e.vn/1; giá trị: en_US",
        "        đã thay bằng: en-us",
        "  Theo đơn vị chủ trì cung cấp",
        "    Sở Y tế  https://e.vn/9: 1 vi phạm, 2 cảnh báo",
        "        ví dụ: Nhà thuốc  https://e.vn/1  [dcat-ap:Dataset-title]",
        "  không đạt vì 1 vi phạm: 2 bản ghi, 1 được chấp nhận; 2 cảnh báo",
    ]
    *_, verdict = terminal_lines(tally, lang="en", fail_on="warning")
    assert (verdict.kind, str(verdict)) == (
        "fail",
        "  fail because of 1 violation; 2 warnings: 2 records, 1 accepted",
    )


def test_terminal_lines__count_catalogues_apart(profile: Profile) -> None:
    records = [record(1, finding(), is_catalog=True), record(2), record(3)]
    tally = source(profile, records).count_all()
    (*_, vietnamese), (*_, english) = (terminal_lines(tally, lang=lang) for lang in ("vi", "en"))
    assert str(vietnamese).endswith(": 2 bản ghi, 2 được chấp nhận; 1 danh mục, 0 được chấp nhận")
    assert str(english).endswith(": 2 records, 2 accepted; 1 catalogue, 0 accepted")


def test_terminal_lines__of_good_records_are_two(checked: Checked) -> None:
    tally = checked('<1> a dcat:Dataset ; dct:title "Một"@vi ; dct:description "Một"@vi .').count_all()
    (first, *_, last) = terminal_lines(tally, lang="en")
    assert (first.kind, last.kind) == ("source", "pass")
    assert str(last).startswith("  pass, no violations: 1 record, 1 accepted")


def test_terminal_lines__of_a_failed_source_say_why(profile: Profile) -> None:
    tally = source(profile, failed="no DCAT resource found in catalog.ttl").count_all()
    assert [str(line) for line in terminal_lines(tally, lang="en")] == [
        "catalog.ttl  profile dcat-ap",
        "  fail: no DCAT resource found in catalog.ttl",
    ]


def test_terminal_lines__of_an_incomplete_source_say_why(profile: Profile) -> None:
    *_, last = terminal_lines(
        source(
            profile,
            incomplete=HarvestText.DOCUMENTS_UNREAD_FIRST(
                count=1, total=2, place="b.ttl:1", reason=FOREIGN_WORDS(words="no")
            ),
        ).count_all(),
        lang="en",
    )
    assert str(last) == (
        "  fail: the source is incomplete (1 of 2 documents unread): 0 records, 0 accepted; no findings"
    )


def test_terminal_lines__name_ten_publishers_and_count_the_rest(profile: Profile) -> None:
    records = [record(number, finding(), publisher=f"https://e.vn/org/{number}") for number in range(14)]
    lines = list(terminal_lines(source(profile, records).count_all(), lang="en"))
    assert sum(line.kind == "publisher" for line in lines) == 10
    assert "    … and 4 more; the html and csv reports have all" in map(str, lines)


def examples(profile: Profile, *findings: Finding, lang: Lang = "vi") -> list[str]:
    """What is told of the first finding of each rule, after the title and the IRI of its record."""
    lines = map(str, terminal_lines(source(profile, [record(1, *findings, title="Mục 1")]).count_all(), lang=lang))
    told = [line.partition("ví dụ: " if lang == "vi" else "example: ")[2] for line in lines if "[" not in line]
    return [line.removeprefix("Mục 1  https://e.vn/1") for line in told if line]


@pytest.mark.parametrize("value", ["1", "e.vn", "https://e.vn", "Mục", "tiêu đề", "dct:title"])
def test_terminal_lines__tell_a_value_though_it_is_part_of_other_words(value: str, profile: Profile) -> None:
    assert examples(profile, finding(value=value)) == [f"; giá trị: {value}"]


def test_terminal_lines__tell_the_place_of_a_finding_and_not_that_of_its_record(profile: Profile) -> None:
    records = [record(1, finding(), finding("split:x", document="a.ttl", line=3), place="a.ttl")]
    lines = map(str, terminal_lines(source(profile, records).count_all(), lang="en"))
    assert [line.strip() for line in lines if "example" in line][:2] == [
        "example: https://e.vn/1",
        "example: https://e.vn/1  a.ttl:3",
    ]


def test_terminal_lines__show_that_a_value_is_empty(profile: Profile) -> None:
    assert examples(profile, finding(value="")) == ['; giá trị: ""']


@pytest.mark.parametrize("value", ["https://e.vn/1", "Mục 1"])
def test_terminal_lines__do_not_repeat_a_value_that_is_told_already(value: str, profile: Profile) -> None:
    assert examples(profile, finding(value=value)) == [""]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_terminal_lines__do_not_repeat_the_words_of_others_in_a_message(lang: Lang, profile: Profile) -> None:
    assert examples(
        profile, skipped_record_finding("https://e.vn/1", FOREIGN_WORDS(words="odd things happened")), lang=lang
    ) == [""]


def test_terminal_lines__spell_out_what_a_terminal_would_obey(profile: Profile) -> None:
    odd = record(1, finding(value="x\x1b[2J\u202e\n\ny"), title="a\x07\nb")
    shown = "".join(str(line) for line in terminal_lines(source(profile, [odd]).count_all()))
    assert "a\\u0007 b" in shown
    assert "x\\u001b[2J\\u202e y" in shown
    assert shown.isprintable()
