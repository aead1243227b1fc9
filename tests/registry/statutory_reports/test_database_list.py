"""``report form danh-muc``: each dataset in one class, numbers that add up, annexes."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danhmuc.registry import Registry, source_at
from danhmuc.registry.record.source_settings import DeclaredSource, SourceSettings
from danhmuc.vocab.errors import UnknownNameError
from danhmuc.vocab.terms import DCAT

from ...conftest import examples
from .conftest import AGENCIES, DATABASE, PREFIXES, by_key, codes, dataset, registry_of, sheet, totals

UNCLEAR: Final = {
    "khong-neu": "no sharing nature is stated",
    "chu-la": "the sharing nature is not understood: Công khai",
    "la": "the sharing nature is not understood: https://a.example/nature/MO",
    "hai": "several sharing natures are stated: Internal-use data, Open data",
    "mau-thuan": "the sharing nature is Open data, which does not go with access rights: non-public",
    "ca-nhan": "the sharing nature is Open data, which does not go with personal data: Sensitive personal data",
}


def test_database_list__what_is_not_understood_is_in_no_annex_and_says_why(made: Registry) -> None:
    with made.reports.statutory("danh-muc", lang="en") as report:
        rows = {row["code"]: row for row in by_key(sheet(report, "no-annex"))}
        assert set(rows) == {*UNCLEAR, "rieng"}
        assert {code: rows[code]["reason"] for code in UNCLEAR} == UNCLEAR
        assert (rows["rieng"]["class"], rows["rieng"]["reason"]) == ("Internal-use data", "")


def test_database_list__annexes_by_layer_and_sharing(made: Registry) -> None:
    with made.reports.statutory("danh-muc", publisher="H57") as report:
        assert codes(report, "annex-1") == ["chu", "goc-mo", "goc-rieng"]
        assert codes(report, "annex-2") == ["chung", "chu", "dac-thu"]
        assert codes(report, "annex-3") == ["co-dieu-kien", "cong-thuc", "goc-mo", "mo"]


def test_database_list__numbers_add_up(made: Registry) -> None:
    with made.reports.statutory("danh-muc", lang="en") as report:
        rows = by_key(sheet(report, "summary"))
        for row in rows:
            parts = [row[key] for key in ("all", "annex-1", "annex-2", "annex-3", "two-annexes", "no-annex")]
            every, first, second, third, both, none = (part for part in parts if isinstance(part, int))
            assert every == first + second + third - both + none
        *classes, last = rows
        assert [row["all"] for row in classes] == [4, 1, 3, 2, 6]
        assert last["all"] == totals(report, "summary")["all"] == 16
        for key in ("annex-1", "annex-2", "annex-3", "no-annex"):
            assert last[key] == len(sheet(report, key).rows) == totals(report, key)["listed"]


def test_database_list__a_database_has_its_items_by_how_they_are_shared(made: Registry) -> None:
    with made.reports.statutory("danh-muc") as report:
        (row,) = by_key(sheet(report, "databases"))
    assert (row["code"], row["database"], row["owner"]) == ("DB1", "CSDL nước", "UBND thành phố (H57)")
    assert (row["purpose"], row["scope"], row["content"]) == ("Quản lý nước", "Thành phố Huế", "Sông, hồ")
    assert (row["collection"], row["source"]) == ("Cập nhật mỗi giờ", "Trạm đo")
    assert str(row["open-items"]).startswith("Dữ liệu co-dieu-kien (")
    assert str(row["open-items"]).endswith("; Dữ liệu mo")
    assert (row["default-items"], row["special-items"]) == ("Dữ liệu chung", "Dữ liệu dac-thu")
    assert row["other-items"] == "Dữ liệu chu"  # shared in a form that is not stated


def test_database_list__an_agency_counts_with_those_below_it(made: Registry) -> None:
    with made.reports.statutory("danh-muc", publisher="h57", lang="en") as report:
        assert report.agency is not None
        assert (report.agency.code, report.agency.name) == ("H57", "People's Committee")
        assert report.agency.below == ("H57.01",)
        assert totals(report, "summary")["all"] == 15
    with made.reports.statutory("danh-muc", publisher="https://e.vn/ubnd") as report:
        assert codes(report, "annex-2") == ["chung"]
        assert totals(report, "summary")["all"] == 1
    with made.reports.statutory("danh-muc", publisher="G99") as report:
        assert codes(report, "annex-3") == ["khac-1"]


def test_database_list__a_dataset_with_a_service_is_had_by_api(made: Registry) -> None:
    with made.reports.statutory("danh-muc") as report:
        formats = {row["code"]: row["formats"] for row in by_key(sheet(report, "annex-3"))}
        assert (formats["mo"], formats["goc-mo"]) == ("API", "")


def test_database_list__an_address_that_nobody_can_follow_is_not_listed(tmp_path: Path, sqlite_url: str) -> None:
    turtle = AGENCIES + dataset("mo", more="dcat:landingPage <trang>")
    (tmp_path / "a.ttl").write_text(
        PREFIXES.partition("\n")[2] + turtle.replace("<so>", "<https://e.vn/so>"), encoding="utf-8"
    )
    with Registry.open(sqlite_url) as registry:
        registry.harvest(source_at(str(tmp_path / "a.ttl")), profile="none")
        with registry.reports.statutory("danh-muc") as report:
            (row,) = by_key(sheet(report, "annex-3"))
    assert row["address"] == ""


@pytest.mark.parametrize("publisher", ["H5", "H57.", "", "https://e.vn/absent"])
def test_database_list__an_unknown_publisher_is_refused(made: Registry, publisher: str) -> None:
    with pytest.raises(UnknownNameError) as caught, made.reports.statutory("danh-muc", publisher=publisher):
        pass
    with pytest.raises(UnknownNameError) as by_all_others:
        made.find_publisher(publisher)
    assert caught.value.known == by_all_others.value.known != ()


def test_database_list__an_agency_is_found_as_by_all_others(tmp_path: Path, database_url: str) -> None:
    """Under all IRIs that have its code, and by the last part of one of them."""
    agents = '<so> a foaf:Agent ; dct:identifier "H57" . <chi-cuc> a foaf:Agent ; dct:identifier "h57" .\n'
    documents = {"a": agents + dataset("mo"), "b": dataset("goc", publisher="chi-cuc") + dataset("x", publisher="hoi")}
    with registry_of(database_url, tmp_path, **documents) as registry:
        for publisher, code, listed in (("H57", "H57", 2), ("chi-cuc", "H57", 1), ("HOI", None, 1)):
            with registry.reports.statutory("danh-muc", publisher=publisher) as report:
                assert report.agency is not None
                assert (report.agency.code, totals(report, "summary")["all"]) == (code, listed)


@pytest.mark.soak
def test_database_list__what_does_not_leave_is_counted_and_not_named(tmp_path: Path, database_url: str) -> None:
    turtle = AGENCIES + DATABASE
    turtle += dataset("mo") + dataset("giu") + dataset("xoa") + dataset("rut") + dataset("mat") + dataset("mo-ho")
    with registry_of(database_url, tmp_path, first=turtle) as registry:
        with registry.reports.statutory("danh-muc", publisher="H57") as report:
            assert totals(report, "summary") == {"all": 6, "listed": 6}
        registry.withhold("https://e.vn/giu", by="Lan", reason="đang kiểm tra")
        registry.withdraw("https://e.vn/rut", by="Lan", source="first")
        registry.purge("https://e.vn/xoa", by="Lan", reason="nhầm")
        registry.withhold("https://e.vn/db", by="Lan", reason="đang kiểm tra")
        second = AGENCIES + dataset("mat", more='dmv:secrecy "MAT"') + dataset("mo-ho", more='dmv:secrecy "?"')
        with registry_of(database_url, tmp_path, second=second):
            pass
        with registry.reports.statutory("danh-muc", publisher="H57") as report:
            listed = [str(cell) for one in report.sheets for row in one.cells() for cell in row]
            assert codes(report, "annex-3") == ["mo"]
            assert totals(report, "summary") == {
                "all": 5,
                "listed": 1,
                "unlisted-barred": 2,
                "unlisted-unclear-secrecy": 1,
                "unlisted-withheld": 1,
            }
            assert totals(report, "databases") == {"all": 1, "listed": 0, "unlisted-withheld": 1}
        with registry.reports.statutory("du-lieu-mo", publisher="H57") as report:
            assert codes(report, "open-data") == ["mo"]
            assert totals(report, "not-public")["unlisted-barred"] == 2
    assert not [one for one in listed if any(name in one for name in ("giu", "xoa", "rut", "mat", "mo-ho", "CSDL"))]


def test_database_list__an_internal_source_is_counted_and_not_listed(tmp_path: Path, sqlite_url: str) -> None:
    documents = {"open": AGENCIES + dataset("mo"), "inside": AGENCIES + dataset("trong") + DATABASE}
    with registry_of(sqlite_url, tmp_path, **documents) as registry:
        declared = [
            DeclaredSource(
                name=one.name,
                location=str(one.location),
                profile=one.profile,
                settings=SourceSettings(internal=one.name == "inside"),
            )
            for one in registry.sources()
        ]
        registry.source_list.plan(declared).apply(by="Lan")
        with registry.reports.statutory("danh-muc", publisher="H57") as report:
            assert codes(report, "annex-3") == ["mo"]
            assert totals(report, "summary") == {"all": 2, "listed": 1, "unlisted-internal": 1}
            assert totals(report, "databases") == {"all": 1, "listed": 0, "unlisted-internal": 1}


def test_database_list__what_was_never_accepted_is_counted(tmp_path: Path, sqlite_url: str) -> None:
    with (
        registry_of(sqlite_url, tmp_path, profile="vn", first=AGENCIES + dataset("mo")) as registry,
        registry.reports.statutory("danh-muc") as report,
    ):
        assert totals(report, "summary") == {"all": 1, "listed": 0, "unlisted-never-accepted": 1}


def test_database_list__what_nobody_validated_is_counted(tmp_path: Path, sqlite_url: str) -> None:
    with (
        registry_of(sqlite_url, tmp_path, profile="none", first=AGENCIES + dataset("mo")) as registry,
        registry.reports.statutory("danh-muc") as report,
    ):
        assert totals(report, "summary") == {"all": 1, "listed": 1, "listed-unvalidated": 1}


def test_database_list__an_earlier_version_is_listed_and_counted(tmp_path: Path, sqlite_url: str) -> None:
    with registry_of(sqlite_url, tmp_path, first=AGENCIES + dataset("mo")):
        pass
    untitled = AGENCIES + dataset("mo").replace("dct:title", "dct:alternative")
    with (
        registry_of(sqlite_url, tmp_path, first=untitled) as registry,
        registry.reports.statutory("danh-muc") as report,
    ):
        (row,) = by_key(sheet(report, "annex-3"))
        assert row["dataset"] == "Dữ liệu mo"
        assert totals(report, "summary") == {"all": 1, "listed": 1, "listed-earlier": 1}


Described = tuple[str | None, str, str]
NATURES: Final = st.sampled_from(
    [None, "nature:MO", "nature:MO_CO_DIEU_KIEN", "nature:DUNG_CHUNG", "nature:DUNG_RIENG", '"MO"', "nature:KHAC"]
)
MORE: Final = st.sampled_from(["", "dct:type layer:CHU", "dct:accessRights access:NON_PUBLIC", 'dmv:secrecy "?"'])
HOW: Final = st.tuples(NATURES, MORE, st.sampled_from(["ubnd", "so", "khac"]))
MADE: Final = st.lists(HOW, min_size=1, max_size=8)
AGAIN: Final = st.lists(st.none() | HOW, max_size=4)
"""What a second source says of the first datasets, if anything."""


@pytest.mark.soak
@settings(max_examples=examples(20))
@given(MADE, AGAIN)
def test_database_list__each_dataset_is_in_exactly_one_class(
    tmp_path_factory: pytest.TempPathFactory, made: list[Described], again: list[Described | None]
) -> None:
    folder = tmp_path_factory.mktemp("one-class")
    names = [f"d-{number}" for number in range(len(made))]
    first = AGENCIES + "".join(dataset(name, *how) for name, how in zip(names, made, strict=True))
    second = AGENCIES + "".join(dataset(name, *how) for name, how in zip(names, again, strict=False) if how)
    with registry_of(f"sqlite:///{folder / 'r.db'}", folder, a=first, b=second) as registry:
        stored = [row for row in registry.records() if row.main_class == DCAT.Dataset.value]
        with registry.reports.statutory("danh-muc") as report, registry.reports.statutory("du-lieu-mo") as open_list:
            found = totals(report, "summary")
            *classes, last = by_key(sheet(report, "summary"))
            listed = {code for one in report.sheets if one.key != "summary" for code in codes(report, one.key)}
            in_open_list = [*codes(open_list, "open-data"), *codes(open_list, "not-public")]
            assert found["all"] == len(stored)
            assert sum(int(str(row["all"])) for row in classes) == last["all"] == found["listed"] == len(listed)
            unlisted = sum(count for key, count in found.items() if key.startswith("unlisted"))
            assert unlisted == len(stored) - len(listed)
            assert sorted(map(str, in_open_list)) == sorted(map(str, listed))
            natures: dict[str, set[str | None]] = {}
            for name, how in [*zip(names, made, strict=True), *zip(names, again, strict=False)]:
                natures.setdefault(name, set()).update([] if how is None else [how[0]])
            for code in codes(open_list, "open-data"):
                assert natures[str(code)] & {"nature:MO", "nature:MO_CO_DIEU_KIEN"}
