"""Entries marked as state secrets are known by their mark, however it is written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import RdfFormat, parse

from danhmuc.registry.record.findings import ordered_digest_finding
from danhmuc.registry.record.record import SourceRecord
from danhmuc.registry.record.secrecy import is_state_secret, with_unclear_marks

PREFIXES = """
    @base <https://e.vn/> .
    @prefix dcat: <http://www.w3.org/ns/dcat#> .
    @prefix dct: <http://purl.org/dc/terms/> .
    @prefix dmv: <https://w3id.org/danhmuc/def#> .
    @prefix secrecy: <https://w3id.org/danhmuc/concept/secrecy/> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def record(turtle: str) -> SourceRecord:
    return SourceRecord.of("https://e.vn/d", list(parse(PREFIXES + turtle, format=RdfFormat.TURTLE, lenient=True)))


@pytest.mark.parametrize(
    "mark",
    [
        *("secrecy:MAT", "secrecy:TOI_MAT", "secrecy:TUYET_MAT"),
        *('"MAT"', '"toi_mat"', '"TUYET_MAT"@vi', '" Mật "', '"Tối mật"@vi', '"TUYỆT MẬT"', '"tuyệt-mật"'),
        *("<https://e.vn/do-mat/MAT/>", "<https://e.vn/do-mat#TOI_MAT>", "<urn:x/toi-mat>"),
        *('[ skos:notation "MAT" ]', '[ skos:prefLabel "Tối mật"@vi ]', "[ skos:exactMatch secrecy:TUYET_MAT ]"),
        *('"độ mật: Mật"', '"ĐỘ MẬT TỐI MẬT"', '"Độ mật cao"', '"bi mat nha nuoc"', '"TÀI LIỆU TUYỆT MẬT (A)"@vi'),
        *('"Mật/Hỏa tốc"', '"Không mật, trừ phụ lục mật"', '"MAT_MA"', '"TuyetMat"', "<https://e.vn/do-mat/do-mat-a>"),
        *(
            '"Secret"',
            '"Top secret"@en',
            '"CONFIDENTIAL"@en',
            '"classified (state)"',
            '"Not secret, but the annex is secret"',
        ),
        *('"State secrets"', '"secrets"', '"TOI%5FMAT"', "<https://e.vn/do-mat/T%E1%BB%91i%20m%E1%BA%ADt>"),
        *("<https://e.vn/do-mat/TOI%5fMAT>", '"https://e.vn/do-mat/M%E1%BA%ADt"'),
        *('[ skos:prefLabel "Độ Mật A"@vi ]', '[ skos:notation "KHONG" ; skos:prefLabel "Mật" ]'),
    ],
)
def test_is_state_secret__a_level_of_secrecy_is_a_secret(mark: str) -> None:
    assert is_state_secret(record(f"<d> a dcat:Dataset ; dmv:secrecy {mark} ."))


@pytest.mark.parametrize(
    "mark",
    [
        *(
            "secrecy:KHONG",
            '"Không mật"@vi',
            '"KHONG_MAT"',
            '"không"',
            '"Độ mật: Không"',
            "<https://e.vn/do-mat/KHONG>",
        ),
        *('"Không thuộc bí mật nhà nước"', '"Không phải là tài liệu mật."', '"none"', '"Not secret"', '"Công khai"'),
        *('[ skos:notation "KHONG" ]', '[ skos:notation "KHONG" ; skos:definition "Không thuộc danh mục bí mật nào" ]'),
        *('"https://e.vn/do-mat/KHONG"', '"Unclassified"@en', '"Non-secret"@en', '"Not a state secret"@en'),
    ],
)
def test_is_state_secret__what_is_plainly_none_is_none(mark: str) -> None:
    marked = record(f"<d> a dcat:Dataset ; dmv:secrecy {mark} .")
    assert not is_state_secret(marked)
    assert with_unclear_marks(marked) is marked


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        *(('""', ""), ('"C"', "C"), ('"Restricted"@en', "Restricted"), ('"Nhạy cảm"@vi', "Nhạy cảm")),
        *(('"Matter"', "Matter"), ("<https://e.vn/do-mat/3>", "https://e.vn/do-mat/3")),
        *(("[]", None), ('[ skos:prefLabel "Mức 3" ; skos:inScheme <do-mat> ]', "Mức 3")),
    ],
)
def test_with_unclear_marks__what_is_not_understood_is_kept_and_told(mark: str, told: str | None) -> None:
    marked = record(f"<d> a dcat:Dataset ; dmv:secrecy {mark} .")
    assert not is_state_secret(marked)
    (finding,) = with_unclear_marks(marked).findings
    assert (finding.code, finding.severity, finding.focus) == ("harvest:secrecy-unclear", "warning", "https://e.vn/d")
    assert (finding.path, finding.value) == ("https://w3id.org/danhmuc/def#secrecy", told)


@pytest.mark.parametrize("mark", ['"true"', "true", '"có"@vi', '"1"', "1", '"TS"', "<https://e.vn/do-mat#MAT#it>"])
def test_with_unclear_marks__what_names_no_level_is_not_understood(mark: str) -> None:
    marked = record(f"<d> a dcat:Dataset ; dmv:secrecy {mark} .")
    assert not is_state_secret(marked)
    assert [finding.code for finding in with_unclear_marks(marked).findings] == ["harvest:secrecy-unclear"]


@pytest.mark.parametrize(
    ("near", "value"),
    [
        ("dmv:Secrecy 'MAT'", "MAT"),
        ("dmv:Secrecy 'x'", "x"),
        ("<http://w3id.org/danhmuc/def#secrecy> secrecy:MAT", "https://w3id.org/danhmuc/concept/secrecy/MAT"),
        ("<https://w3id.org/danhmuc/def/secrecy> 'TOI_MAT'", "TOI_MAT"),
        ("<https://e.vn/def#doMat> 'TUYET_MAT'", "TUYET_MAT"),
        ("<https://e.vn/def/muc-do-mat> 'A'", "A"),
        ("<https://e.vn/def#Đ%E1%BB%99M%E1%BA%ADt> 'Tối mật'", "Tối mật"),
        ("dmv:secrey 'MAT'", "MAT"),
        ("dct:accessRights 'Tối mật'@vi", "Tối mật"),
        ("dct:accessRights 'TỐI MẬT'", "TỐI MẬT"),
        ("dct:accessRights <https://e.vn/do-mat/TUYET_MAT>", "https://e.vn/do-mat/TUYET_MAT"),
        ("dct:accessRights [ skos:prefLabel 'Bí mật nhà nước'@vi ]", "Bí mật nhà nước"),
        ("dct:rights 'State secret'@en", "State secret"),
        ("dct:provenance [ dmv:Secrecy 'MAT' ]", "MAT"),
    ],
)
def test_with_unclear_marks__what_looks_like_a_mark_is_one_that_is_not_understood(near: str, value: str) -> None:
    marked = record(f"<d> a dcat:Dataset ; {near} .")
    assert not is_state_secret(marked)
    (finding,) = with_unclear_marks(marked).findings
    assert (finding.code, finding.value) == ("harvest:secrecy-unclear", value)
    assert (finding.path or "") in near.replace("dmv:", "https://w3id.org/danhmuc/def#").replace(
        "dct:", "http://purl.org/dc/terms/"
    )


@pytest.mark.parametrize(
    "other",
    [
        "dct:title 'Mật độ dân số'@vi",
        "dcat:keyword 'MAT' , 'secrecy' , 'bảo mật' , 'mật ong'",
        "dct:identifier 'MAT'",
        "dct:description 'Độ mật: Không'@vi",
        "dct:accessRights <http://publications.europa.eu/resource/authority/access-right/CONFIDENTIAL>",
        "dct:accessRights <http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC>",
        "dct:accessRights 'format'",
        "dct:rights 'Dữ liệu không thuộc bí mật nhà nước, dùng tự do'@vi",
        "<https://e.vn/def#doMat> 'Không'",
        "dmv:Secrecy secrecy:KHONG",
        "<https://e.vn/def#secretary> 'Bà Mật'",
        "<https://e.vn/secrecy/title> 'MAT'",
    ],
)
def test_with_unclear_marks__what_is_no_mark_is_none(other: str) -> None:
    marked = record(f"<d> a dcat:Dataset ; {other} .")
    assert with_unclear_marks(marked) is marked


def test_with_unclear_marks__each_is_told_once_in_the_order_of_the_alphabet() -> None:
    marked = record('<d> dmv:secrecy "B" , "A" , secrecy:KHONG ; dct:provenance [ dmv:secrecy "A" ] .')
    assert [finding.value for finding in with_unclear_marks(marked).findings] == ["A", "B"]


def test_with_unclear_marks__other_findings_stay() -> None:
    marked = replace(record('<d> dmv:secrecy "A" .'), findings=(ordered_digest_finding("https://e.vn/d"),))
    assert [one.code for one in with_unclear_marks(marked).findings] == ["digest:ordered", "harvest:secrecy-unclear"]


@pytest.mark.parametrize(
    "turtle",
    [
        "<d> dcat:distribution <x> . <x> dmv:secrecy secrecy:MAT .",
        "<d> dct:provenance [ dmv:secrecy secrecy:MAT ] .",
        "<d> dmv:secrecy secrecy:KHONG , secrecy:MAT .",
        "<d> dct:provenance [ dct:source [ dmv:secrecy secrecy:MAT ] ] .",
        "<d> dmv:secrecy [ skos:exactMatch [ skos:notation 'TOI_MAT' ] ] .",
        "<d> dct:provenance [ dct:source [ skos:note 'Mật' ] ] .",
    ],
)
def test_is_state_secret__any_node_of_its_graph_may_be_marked(turtle: str) -> None:
    assert is_state_secret(record(turtle))


@pytest.mark.parametrize(
    "turtle",
    [
        "",
        "<d> a dcat:Dataset ; dct:title 'MAT' .",
        "<d> dct:subject secrecy:MAT .",
        "<d> dct:description '<d> <https://w3id.org/danhmuc/def#secrecy> <MAT> .' .",
        "<d> dmv:secrecy secrecy:KHONG . secrecy:KHONG skos:related secrecy:MAT .",
    ],
)
def test_is_state_secret__what_is_not_marked_is_none(turtle: str) -> None:
    assert not is_state_secret(record(turtle))
