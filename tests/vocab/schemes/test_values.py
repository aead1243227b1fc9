"""The lists hold what the law and the standards say, written out here a second time, and nothing unconfirmed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from danhmuc.vocab import concepts

if TYPE_CHECKING:
    from .conftest import BundledList

OURS = "https://w3id.org/danhmuc/concept/"
EU = "http://publications.europa.eu/resource/authority/"

VALUES = {
    "sharing-nature": [
        ("DUNG_CHUNG", "Dữ liệu dùng chung", "Shared data"),
        ("DUNG_RIENG", "Dữ liệu dùng riêng", "Internal-use data"),
        ("MO", "Dữ liệu mở", "Open data"),
        ("MO_CO_DIEU_KIEN", "Dữ liệu mở có điều kiện", "Conditionally open data"),
    ],
    "assessment-criterion": [
        ("KIEM_DEM", "Kiểm đếm mục dữ liệu", "Census of items"),
        ("TUAN_THU", "Tuân thủ tiêu chuẩn", "Compliance with standards"),
        ("CHINH_XAC", "Tính chính xác", "Accuracy"),
        ("TOAN_VEN", "Tính toàn vẹn", "Integrity"),
        ("BAT_THUONG", "Dữ liệu bất thường", "Anomalies"),
        ("DUY_TRI", "Duy trì, cập nhật", "Upkeep"),
        ("NHAT_KY", "Nhật ký", "Logs"),
        ("CHIA_SE", "Chia sẻ dữ liệu", "Data sharing"),
    ],
    "digitisation-state": [
        ("CHUA_SO_HOA", "Chưa số hóa", "Not digitised"),
        ("DANG_SO_HOA", "Đang số hóa", "Being digitised"),
        ("DA_SO_HOA", "Đã số hóa", "Digitised"),
        ("TAO_LAP_SO", "Tạo lập ở dạng số", "Born digital"),
        ("CHUA_RO", "Chưa rõ", "Unknown"),
    ],
    "importance": [
        ("COT_LOI", "Dữ liệu cốt lõi", "Core data"),
        ("QUAN_TRONG", "Dữ liệu quan trọng", "Important data"),
        ("KHAC", "Dữ liệu khác", "Other data"),
    ],
    "sharing-form": [
        ("MAC_DINH", "Chia sẻ mặc định", "Default sharing"),
        ("DAC_THU", "Theo yêu cầu đặc thù", "Special-request sharing"),
    ],
    "sharing-method": [
        ("TRUC_TUYEN", "Kết nối trực tuyến", "Online connection"),
        ("DONG_BO", "Đồng bộ", "Synchronisation"),
        ("DONG_GOI", "Đóng gói", "Packaged copy"),
    ],
    "data-layer": [
        ("SIEU_DU_LIEU", "Siêu dữ liệu", "Metadata"),
        ("DANH_MUC", "Dữ liệu danh mục dùng chung", "Reference data"),
        ("CHU", "Dữ liệu chủ", "Master data"),
        ("GIAO_DICH", "Dữ liệu giao dịch", "Transaction data"),
        ("LON", "Dữ liệu lớn", "Big data"),
        ("TONG_HOP", "Dữ liệu tổng hợp", "Aggregate data"),
        ("PHAN_TICH", "Dữ liệu phân tích, suy diễn", "Analytical data"),
        ("GOC", "Dữ liệu gốc", "Original data"),
    ],
    "database-class": [
        ("QUOC_GIA", "Cơ sở dữ liệu quốc gia", "National database"),
        ("BO", "Cơ sở dữ liệu dùng chung của bộ", "Ministry database"),
        ("NGANH", "Cơ sở dữ liệu dùng chung của ngành", "Sector database"),
        ("DIA_PHUONG", "Cơ sở dữ liệu dùng chung của địa phương", "Local database"),
        ("NOI_BO", "Cơ sở dữ liệu khác, nội bộ", "Internal database"),
    ],
    "inventory-annex": [
        ("PL1", "Dữ liệu chủ chuyên ngành", "Specialised master data"),
        ("PL2", "Dữ liệu dùng chung", "Shared data"),
        ("PL3", "Dữ liệu mở", "Open data"),
    ],
    "update-frequency": [
        ("LIEN_TUC", "Liên tục, thời gian thực", "Continuous, real time"),
        ("HANG_NGAY", "Hàng ngày", "Daily"),
        ("HANG_TUAN", "Hàng tuần", "Weekly"),
        ("HANG_THANG", "Hàng tháng", "Monthly"),
        ("HANG_QUY", "Hàng quý", "Quarterly"),
        ("6_THANG", "6 tháng", "Every six months"),
        ("HANG_NAM", "Hàng năm", "Annual"),
        ("5_NAM", "5 năm", "Every five years"),
        ("KHI_CO_THAY_DOI", "Khi có thay đổi, phát sinh", "When something changes"),
        ("CHUA_RO", "Chưa rõ", "Unknown"),
    ],
    "data-format": [
        ("CSV", "CSV", "CSV"),
        ("JSON", "JSON", "JSON"),
        ("JSON_LD", "JSON-LD", "JSON-LD"),
        ("XML", "XML", "XML"),
        ("RDF_XML", "RDF/XML", "RDF/XML"),
        ("RDF_TURTLE", "Turtle", "Turtle"),
        ("GEOJSON", "GeoJSON", "GeoJSON"),
        ("ODS", "ODS", "ODS"),
        ("XLSX", "XLSX", "XLSX"),
        ("XLS", "XLS", "XLS"),
        ("DOCX", "DOCX", "DOCX"),
        ("PDF", "PDF", "PDF"),
    ],
    "theme": [
        ("NONG_NGHIEP", "Nông nghiệp", "Agriculture"),
        ("KINH_TE_THUONG_MAI", "Kinh tế, thương mại", "Economy and trade"),
        ("GIAO_DUC", "Giáo dục", "Education"),
        ("Y_TE", "Y tế", "Health"),
        ("LAO_DONG", "Lao động", "Labour"),
        ("MOI_TRUONG", "Môi trường", "Environment"),
        ("TAI_CHINH", "Tài chính", "Finance"),
        ("NANG_LUONG", "Năng lượng", "Energy"),
        ("HA_TANG", "Cơ sở hạ tầng", "Infrastructure"),
        ("XA_HOI", "Xã hội", "Society"),
        ("CONG_NGHE", "Công nghệ", "Technology"),
        ("DIA_PHUONG", "Địa phương", "Local affairs"),
    ],
    "agency-letter": [
        ("G", "Cơ quan trung ương", "Central agency"),
        ("H", "Ủy ban nhân dân cấp tỉnh", "Provincial People's Committee"),
        ("K", "Hội đồng nhân dân cấp tỉnh", "Provincial People's Council"),
        ("Z", "Cơ quan, tổ chức dùng hệ mã khác", "Body with a code of another scheme"),
    ],
    "code-status": [("HIEU_LUC", "Đang hiệu lực", "Active"), ("DONG_MA", "Đóng mã", "Closed")],
    "personal-data": [
        ("KHONG", "Không có dữ liệu cá nhân", "No personal data"),
        ("CO_BAN", "Dữ liệu cá nhân cơ bản", "Basic personal data"),
        ("NHAY_CAM", "Dữ liệu cá nhân nhạy cảm", "Sensitive personal data"),
    ],
}
"""Codes, Vietnamese and English labels, in the order of the list."""

PAIRS = {
    "sharing-nature": {
        "DUNG_CHUNG": "access-right/RESTRICTED",
        "DUNG_RIENG": "access-right/NON_PUBLIC",
        "MO": "access-right/PUBLIC",
        "MO_CO_DIEU_KIEN": "access-right/RESTRICTED",
    },
    "update-frequency": {
        "LIEN_TUC": "frequency/CONT",
        "HANG_NGAY": "frequency/DAILY",
        "HANG_TUAN": "frequency/WEEKLY",
        "HANG_THANG": "frequency/MONTHLY",
        "HANG_QUY": "frequency/QUARTERLY",
        "6_THANG": "frequency/ANNUAL_2",
        "HANG_NAM": "frequency/ANNUAL",
        "5_NAM": "frequency/QUINQUENNIAL",
        "KHI_CO_THAY_DOI": "frequency/IRREG",
        "CHUA_RO": "frequency/UNKNOWN",
    },
    "theme": {
        "NONG_NGHIEP": "data-theme/AGRI",
        "KINH_TE_THUONG_MAI": "data-theme/ECON",
        "GIAO_DUC": "data-theme/EDUC",
        "Y_TE": "data-theme/HEAL",
        "LAO_DONG": "data-theme/SOCI",
        "MOI_TRUONG": "data-theme/ENVI",
        "TAI_CHINH": "data-theme/ECON",
        "NANG_LUONG": "data-theme/ENER",
        "HA_TANG": "data-theme/TRAN",
        "XA_HOI": "data-theme/SOCI",
        "CONG_NGHE": "data-theme/TECH",
        "DIA_PHUONG": "data-theme/REGI",
    },
    "data-format": {code: f"file-type/{code}" for code, _, _ in VALUES["data-format"]},
    "iso-frequency": {
        "continual": "frequency/CONT",
        "daily": "frequency/DAILY",
        "weekly": "frequency/WEEKLY",
        "fortnightly": "frequency/BIWEEKLY",
        "monthly": "frequency/MONTHLY",
        "quarterly": "frequency/QUARTERLY",
        "biannually": "frequency/ANNUAL_2",
        "annually": "frequency/ANNUAL",
        "asNeeded": "frequency/AS_NEEDED",
        "irregular": "frequency/IRREG",
        "notPlanned": "frequency/NOT_PLANNED",
        "unknown": "frequency/UNKNOWN",
    },
}
"""The EU code that each code is paired with."""
ONLY_CLOSE = {
    "sharing-nature": set(PAIRS["sharing-nature"]),
    "update-frequency": {"KHI_CO_THAY_DOI"},
    "theme": set(PAIRS["theme"]) - {"Y_TE", "MOI_TRUONG", "NANG_LUONG"},
}
"""Where the EU code is the nearest one only; everywhere else both mean the same."""

CODES = {
    "data-theme": "AGRI ECON EDUC ENER ENVI GOVE HEAL INTR JUST REGI SOCI TECH TRAN OP_DATPRO",
    "frequency": (
        "ANNUAL ANNUAL_2 ANNUAL_3 BIENNIAL TRIENNIAL QUADRENNIAL QUINQUENNIAL DECENNIAL BIMONTHLY MONTHLY MONTHLY_2"
        " MONTHLY_3 QUARTERLY WEEKLY WEEKLY_2 WEEKLY_3 BIWEEKLY DAILY DAILY_2 CONT UPDATE_CONT IRREG NEVER NOT_PLANNED"
        " AS_NEEDED UNKNOWN OTHER OP_DATPRO"
    ),
    "access-right": "PUBLIC RESTRICTED NON_PUBLIC CONFIDENTIAL NORMAL SENSITIVE OP_DATPRO",
    "distribution-status": "COMPLETED DEVELOP DEPRECATED WITHDRAWN OP_DATPRO",
    "dataset-status": "COMPLETED DEVELOP DEPRECATED DISCONT WITHDRAWN OP_DATPRO",
    "planned-availability": "AVAILABLE EXPERIMENTAL STABLE TEMPORARY",
    "hvd-category": "c_164e0bf5 c_a9135398 c_ac64a52d c_b79e35eb c_dd313021 c_e1da4e07",
    "checksum-algorithm": (
        "md2 md4 md5 md6 sha1 sha224 sha256 sha384 sha512 sha3_256 sha3_384 sha3_512 blake2b256 blake2b384 blake2b512"
        " blake3 adler32"
    ),
    "province": (
        "01 04 08 11 12 14 15 19 20 22 24 25 31 33 37 38 40 42 44 46 48 51 52 56 66 68 75 79 80 82 86 91 92 96"
    ),
    "agency": (
        "G01 G02 G03 G06 G08 G09 G10 G11 G12 G15 G16 G17 G18 G19 G20 G21 G22 G27 G28 G30 G31 G32 G35 G38 G39"
        " H26 H30 H38 H41 H49 H55 H57 K57"
    ),
}
"""All codes of lists that were found code by code: one more here is one that nobody confirmed."""

CITIES = {"01", "31", "46", "48", "75", "79", "92"}
MOVED = {
    "Lào Cai": ("10", "15"),
    "Bắc Ninh": ("27", "24"),
    "Quảng Trị": ("45", "44"),
    "Gia Lai": ("64", "52"),
    "Tây Ninh": ("72", "80"),
    "Đồng Tháp": ("87", "82"),
    "An Giang": ("89", "91"),
}
"""The seven names that changed their code on 1 July 2025."""


@pytest.mark.parametrize("token", sorted(VALUES))
def test_values__are_those_of_the_law_in_their_order(lists: dict[str, BundledList], token: str) -> None:
    found = [(concept.code, concept.label("vi"), concept.label("en")) for concept in lists[token].concepts]
    assert found == VALUES[token]


@pytest.mark.parametrize("token", sorted(PAIRS))
def test_pairs__name_one_eu_code_each(lists: dict[str, BundledList], token: str) -> None:
    found = {
        concept.code: [
            iri.removeprefix(EU)
            for name in ("skos:exactMatch", "skos:closeMatch")
            for iri in concept.values(name)
            if iri.startswith(EU)
        ]
        for concept in lists[token].concepts
    }
    assert found == {code: [pair] for code, pair in PAIRS[token].items()}


@pytest.mark.parametrize("token", sorted(PAIRS))
def test_pairs__are_exact_only_where_both_mean_the_same(lists: dict[str, BundledList], token: str) -> None:
    close = {
        concept.code
        for concept in lists[token].concepts
        if any(iri.startswith(EU) for iri in concept.values("skos:closeMatch"))
    }
    assert close == ONLY_CLOSE.get(token, set())


def test_pairs__two_codes_of_ours_are_never_exactly_one_of_theirs(lists: dict[str, BundledList]) -> None:
    for token, pairs in PAIRS.items():
        shared = {pair for pair, count in Counter(pairs.values()).items() if count > 1}
        exact = {iri.removeprefix(EU) for concept in lists[token].concepts for iri in concept.values("skos:exactMatch")}
        assert exact & shared == set()


@pytest.mark.parametrize("token", sorted(CODES))
def test_codes__are_all_that_were_found_and_no_other(lists: dict[str, BundledList], token: str) -> None:
    assert sorted(lists[token].codes) == sorted(CODES[token].split())


def test_agencies__lack_the_unconfirmed_code_of_hai_phong(lists: dict[str, BundledList]) -> None:
    assert "H24" not in lists["agency"].codes
    assert "Hải Phòng" not in lists["agency"].text


def test_agencies__name_their_kind_by_their_first_letter(lists: dict[str, BundledList]) -> None:
    for concept in lists["agency"].concepts:
        assert concept.values("skos:broadMatch") == [f"{OURS}agency-letter/{concept.code[0]}"]
        assert concept.values("dct:source")


def test_agencies__only_the_merged_one_is_closed(lists: dict[str, BundledList]) -> None:
    assert [concept.code for concept in lists["agency"].concepts if concept.values("adms:status")] == ["H30"]


def test_territory__counts_are_those_of_the_decisions(lists: dict[str, BundledList]) -> None:
    assert {token: len(lists[token].concepts) for token in ("province", "commune", "province-2004")} == {
        "province": 34,
        "commune": 3321,
        "province-2004": 63,
    }


def test_communes__are_five_digits_below_one_of_the_34_provinces(lists: dict[str, BundledList]) -> None:
    below = Counter()
    for concept in lists["commune"].concepts:
        assert len(concept.code) == 5
        assert concept.code.isdecimal()
        assert concept.label("vi").startswith(("Phường ", "Xã ", "Đặc khu "))
        assert concept.values("schema:validFrom") == ["2025-07-01"]
        (province,) = concept.values("skos:broader")
        below[province] += 1
    assert set(below) == {concept.iri for concept in lists["province"].concepts}


def test_provinces__are_municipalities_where_the_resolutions_say_so(lists: dict[str, BundledList]) -> None:
    for concept in lists["province"].concepts:
        kind, english = ("Thành phố", "City") if concept.code in CITIES else ("Tỉnh", "Province")
        assert concept.label("vi").startswith(f"{kind} ")
        assert concept.label("en").endswith(f" {english}")
        assert concept.values("schema:validFrom") == ["2025-07-01"]


def test_provinces__dong_nai_tells_that_it_was_a_province(lists: dict[str, BundledList]) -> None:
    dong_nai = lists["province"]["75"]
    assert ("Tỉnh Đồng Nai", "vi") in dong_nai.texts("skos:altLabel")
    assert "30/04/2026" in {tag: text for text, tag in dong_nai.texts("skos:changeNote")}["vi"]


def test_old_provinces__ended_together_each_with_one_successor(lists: dict[str, BundledList]) -> None:
    today = {concept.iri for concept in lists["province"].concepts}
    reached = set()
    for concept in lists["province-2004"].concepts:
        assert concept.values("schema:validThrough") == ["2025-06-30"]
        assert concept.values("adms:status") == ["closed"]
        (successor,) = concept.values("dct:isReplacedBy")
        reached.add(successor)
    assert reached == today


@pytest.mark.parametrize("name", sorted(MOVED))
def test_old_provinces__a_name_that_moved_leads_to_its_new_code(lists: dict[str, BundledList], name: str) -> None:
    old, new = MOVED[name]
    concept = lists["province-2004"][old]
    assert (name, "vi") in concept.texts("skos:altLabel")
    assert concept.values("dct:isReplacedBy") == [f"{OURS}province/{new}"]
    assert (name, "vi") in lists["province"][new].texts("skos:altLabel")


def test_old_provinces__hai_duong_is_hai_phong_now(lists: dict[str, BundledList]) -> None:
    assert lists["province-2004"]["30"].values("dct:isReplacedBy") == [f"{OURS}province/31"]


def test_languages__have_the_codes_of_the_eu_and_answer_to_tags(lists: dict[str, BundledList]) -> None:
    languages = lists["language"]
    assert {code: languages[code].values("skos:hiddenLabel") for code in ("VIE", "ENG", "FRA", "ZHO", "KHM")} == {
        "VIE": ["vi"],
        "ENG": ["en"],
        "FRA": ["fr"],
        "ZHO": ["zh"],
        "KHM": ["km"],
    }
    assert sum(1 for concept in languages.concepts if concept.values("skos:hiddenLabel")) == 183  # ISO 639-1


def test_licences__out_of_use_lead_to_the_one_of_their_name(lists: dict[str, BundledList]) -> None:
    licences = lists["licence"]
    led = {concept.code: concept.values("dct:isReplacedBy") for concept in licences.concepts}
    assert {code: iris[0].removeprefix(f"{EU}licence/") for code, iris in led.items() if iris} == {
        "CC_BY": "CC_BY_4_0",
        "CC_BYNC": "CC_BYNC_4_0",
        "CC_BYNCND": "CC_BYNCND_4_0",
        "CC_BYNCSA": "CC_BYNCSA_4_0",
        "CC_BYND": "CC_BYND_4_0",
        "CC_BYSA": "CC_BYSA_4_0",
    }


def test_access_rights__note_those_that_dcat_ap_does_not_allow(lists: dict[str, BundledList]) -> None:
    note = ("DCAT-AP does not use this code as access rights.", "en")
    noted = {concept.code for concept in lists["access-right"].concepts if note in concept.texts("skos:scopeNote")}
    assert set(lists["access-right"].codes) - noted == {"PUBLIC", "RESTRICTED", "NON_PUBLIC"}


@pytest.mark.parametrize(
    ("token", "text", "code"),
    [
        ("update-frequency", "hằng tháng", "HANG_THANG"),
        ("update-frequency", "Hàng tháng", "HANG_THANG"),
        ("update-frequency", "mỗi tháng", "HANG_THANG"),
        ("update-frequency", "tháng", "HANG_THANG"),
        ("update-frequency", "hang thang", "HANG_THANG"),
        ("update-frequency", "nửa năm", "6_THANG"),
        ("update-frequency", "6 tháng", "6_THANG"),
        ("update-frequency", "hai lần một năm", "6_THANG"),
        ("frequency", "6 tháng", "ANNUAL_2"),
        ("frequency", "fortnightly", "BIWEEKLY"),
        ("data-format", "Excel", "XLSX"),
        ("data-format", "File Excel", "XLSX"),
        ("sharing-nature", "dùng chung", "DUNG_CHUNG"),
        ("sharing-nature", "Dữ liệu mở", "MO"),
        ("sharing-form", "mặc định", "MAC_DINH"),
        ("database-class", "CSDL quốc gia", "QUOC_GIA"),
        ("personal-data", "nhạy cảm", "NHAY_CAM"),
        ("province", "Huế", "46"),
        ("province", "TP. Huế", "46"),
        ("province", "tỉnh Bắc Ninh", "24"),
        ("province", "Khánh Hoà", "56"),
        ("province", "TP.HCM", "79"),
        ("province", "TP HCM", "79"),
        ("province", "TPHCM", "79"),
        ("province", "Tỉnh Đồng Nai", "75"),
        ("province-2004", "Thừa Thiên Huế", "46"),
        ("agency", "UBND thành phố Huế", "H57"),
        ("agency", "HĐND thành phố Huế", "K57"),
        ("agency", "Bộ Văn hoá, Thể thao và Du lịch", "G16"),
        ("language", "vi", "VIE"),
        ("language", "Tiếng Việt", "VIE"),
        ("language", "français", "FRA"),
        ("media-type", ".geojson", "application/geo+json"),
        ("media-type", "text/csv", "text/csv"),
        ("checksum-algorithm", "SHA-256", "sha256"),
        ("checksum-algorithm", "SHA256", "sha256"),
        ("checksum-algorithm", "checksumAlgorithm_sha256", "sha256"),
        ("licence", "CC BY 4.0", "CC_BY_4_0"),
        ("file-type", "Shapefile", "SHP"),
    ],
)
def test_look_up__finds_what_a_clerk_types(token: str, text: str, code: str) -> None:
    assert [concept.code for concept in concepts.load(token).find(text)] == [code]


@pytest.mark.parametrize("token", sorted(VALUES))
def test_look_up__every_word_of_a_short_list_means_one_code(lists: dict[str, BundledList], token: str) -> None:
    scheme = concepts.load(token)
    for concept in lists[token].concepts:
        for name in ("skos:prefLabel", "skos:altLabel"):
            for text, _ in concept.texts(name):
                assert [found.code for found in scheme.find(text)] == [concept.code], text
