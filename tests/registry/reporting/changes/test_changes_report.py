"""The report of changes: between two moments, by month, in each format."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from danhmuc.registry import Registry, source_at
from danhmuc.registry.reporting.changes_report import CHANGE_FORMATS
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.tables import changes
from danhmuc.vocab.errors import UnknownNameError, UsageError

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
"""
AGENT = '<p> a foaf:Agent ; foaf:name "Sở =Y tế"@vi .\n'


def dataset(number: int, title: str = "t", more: str = "") -> str:
    return f'<{number}> a dcat:Dataset ; dct:title "{title}{number}"@vi ; dct:publisher <p> {more} .\n'


def harvest(registry: Registry, folder: Path, content: str) -> None:
    path = folder / "a.ttl"
    path.write_text(PREFIXES + AGENT + content, encoding="utf-8")
    registry.harvest(source_at(str(path)), profile="none", by="night")


@pytest.fixture
def registry(database_url: str, tmp_path: Path) -> Iterator[Registry]:
    """A registry with changes on the last evening of January, in March, and today; UTC was a day behind."""
    with Registry.open(database_url, create=True) as opened:
        harvest(opened, tmp_path, dataset(1) + dataset(2))
        harvest(opened, tmp_path, dataset(1, "u") + dataset(2))
        with open_database(database_url) as database, database.writing() as connection:
            of_run = update(changes).where(changes.c.run_id == 1)
            connection.execute(of_run.values(at="2026-01-31T16:59:59+00:00"))
            of_run = update(changes).where(changes.c.run_id == 2)
            connection.execute(of_run.values(at="2026-02-28T17:00:00+00:00"))
        opened.withhold("https://e.vn/2", by="officer", reason="=1+1")
        yield opened


def document(registry: Registry, format_name: str, lang: str = "en", **moments: str) -> str:
    out = io.BytesIO()
    with registry.reports.changes(**moments) as report:
        CHANGE_FORMATS.write(format_name, report, out, lang)
    return out.getvalue().decode("utf-8-sig")


def test_changes_report__between_two_days_by_month_in_viet_nam(registry: Registry) -> None:
    with registry.reports.changes("2026-01-31", "2026-03-01") as report:
        assert {month: dict(kinds) for month, kinds in report.months.items()} == {
            "2026-01": {"created": 2},
            "2026-02": {},
            "2026-03": {"updated": 1},
        }
        assert report.counts.changes == 3
        assert report.counts.others == 1
        assert [(one.kind, one.title) for one in report.changes()] == [
            ("created", "u1"),
            ("created", "t2"),
            ("updated", "u1"),
        ]


@pytest.mark.parametrize(
    ("since", "until", "kinds"),
    [
        ("2026-02-01", "2026-02-28", []),
        ("2026-02-01", "2026-03-01T00:00", ["updated"]),
        ("1", "1", ["created", "created"]),
        ("row:0", "run:2", ["created", "created", "updated"]),
        ("2", None, ["updated", "withheld"]),
        ("row:4", "row:4", []),
    ],
)
def test_changes_report__between_other_moments(
    registry: Registry, since: str, until: str | None, kinds: list[str]
) -> None:
    with registry.reports.changes(since, until) as report:
        assert [one.kind for one in report.changes()] == kinds
        assert report.counts.changes == len(kinds)


@pytest.mark.parametrize("until", ["gì", "2999-01-01", "9", "row:99"])
def test_changes_report__refuses_what_is_no_moment(registry: Registry, until: str) -> None:
    with pytest.raises(UsageError), registry.reports.changes("2026-01-01", until):
        pass


def test_changes_report__refuses_a_last_moment_before_the_first(registry: Registry) -> None:
    with (
        pytest.raises(UsageError, match=r"^2026-03-01 is after 2025-12-01, so"),
        registry.reports.changes("2026-03-01", "2025-12-01"),
    ):
        pass


@pytest.mark.parametrize(
    ("since", "until", "refused"),
    [
        ("2999-01-01", None, r"^2999-01-01 is in the future"),
        ("2999-01-01", "2026-03-01", r"^2999-01-01 is after 2026-03-01"),
        ("2025-12-02", "2025-12-01", r"^2025-12-02 is after 2025-12-01"),
    ],
)
def test_changes_report__refuses_moments_between_which_nothing_can_be(
    registry: Registry, since: str, until: str | None, refused: str
) -> None:
    with pytest.raises(UsageError, match=refused), registry.reports.changes(since, until):
        pass


@pytest.mark.parametrize(
    ("since", "until", "span"),
    [
        ("2026-01-01", "31/01/2026", "Từ 2026-01-01 00:00 đến 2026-01-31 23:59"),
        ("row:1", "row:4", "Từ dòng 1 của sổ thay đổi đến dòng 4 của sổ thay đổi"),
        ("1", "run:1", r"Từ lượt 1 \(.+\) đến lượt 1 \(.+\)"),
        ("last", None, r"Từ \d{4}-\d\d-\d\d \d\d:\d\d đến \d{4}-\d\d-\d\d \d\d:\d\d"),
    ],
)
def test_changes_report__says_between_which_moments(
    registry: Registry, since: str, until: str | None, span: str
) -> None:
    with registry.reports.changes(since, until) as report:
        assert re.fullmatch(span, report.span().render("vi"))


def test_csv__has_a_row_for_each_change_and_no_formula(registry: Registry) -> None:
    rows = list(csv.reader(io.StringIO(document(registry, "csv", since="row:0"))))
    assert rows[0][:4] == ["Time (Viet Nam)", "Change", "Title", "IRI"]
    assert [row[0] for row in rows[1:4:2]] == ["2026-01-31 23:59:59", "2026-03-01 00:00:00"]
    assert [row[1] for row in rows[1:]] == ["created", "created", "updated", "withheld"]
    assert rows[-1][-2].lstrip("'") == "=1+1" != rows[-1][-2]
    assert document(registry, "csv", "vi", since="row:0").splitlines()[0].count(";") == len(rows[0]) - 1


def test_json__has_counts_months_and_each_change(registry: Registry) -> None:
    found = json.loads(document(registry, "json", since="row:0", until="2026-03-01"))
    assert found["by_month"] == [
        {"month": "2026-01", "created": 2},
        {"month": "2026-02"},
        {"month": "2026-03", "updated": 1},
    ]
    assert (found["changes"], found["until"]["asked"], len(found["list"])) == (3, "2026-03-01", 3)


def test_html__has_a_chart_by_month_and_no_script(registry: Registry) -> None:
    page = document(registry, "html", since="row:0", until="2026-03-01")
    assert [float(one) for one in re.findall(r'<rect [^>]*height="([\d.]+)"', page)] == [100.0, 0.0, 50.0]
    assert ">2026-02<" in page
    assert ">02/2026<" in document(registry, "html", "vi", since="row:0", until="2026-03-01")
    assert "Sở =Y tế" in page
    assert "night" in page
    assert "not counted here: 1 change of" in page
    assert "<script" not in page
    assert page == document(registry, "html", since="row:0", until="2026-03-01")
    assert "nothing changed" in document(registry, "html", since="2026-02-01", until="2026-02-28")


def test_html__of_many_months_is_as_wide_as_they_are(registry: Registry, database_url: str) -> None:
    with open_database(database_url) as database, database.writing() as connection:
        connection.execute(update(changes).where(changes.c.run_id == 1).values(at="2024-01-31T00:00:00+00:00"))
    assert '<svg class="months" width="1350"' in document(registry, "html", since="row:0", until="2026-03-01")


def test_report__has_no_title_of_what_is_secret_by_now(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, dataset(1, "u", '; dmv:secrecy "MAT"') + dataset(2))
    for format_name in CHANGE_FORMATS.writers:
        found = document(registry, format_name, since="row:0")
        assert "u1" not in found
        assert "t2" in found


def test_write_changes_report__to_a_file(registry: Registry, tmp_path: Path) -> None:
    registry.reports.write_changes(tmp_path / "c.html", since="row:0", lang="vi")
    assert "<svg" in (tmp_path / "c.html").read_text(encoding="utf-8")
    with pytest.raises(UsageError):
        registry.reports.write_changes(tmp_path / "c.doc", since="row:0")
    with pytest.raises(UsageError):
        registry.reports.write_changes(tmp_path / "a.ttl", "csv", since="row:0")
    with pytest.raises(UnknownNameError):
        registry.reports.write_changes(tmp_path / "c.html", "pdf", since="row:0")
