"""Moments as people write them, the horizon, and what rows are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, text, update

from danhmuc.registry import FindingFilter, KnownThen, Registry, source_at
from danhmuc.registry.store.moments import horizon, move_horizon
from danhmuc.registry.store.opening import open_database
from danhmuc.registry.store.tables import PAST, findings, moments, runs, verdicts
from danhmuc.vocab.errors import UnknownNameError, UsageError

from ...conftest import Fill, RegistryCopy, create_registry

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
"""
TIMES = ("2026-01-10T16:59:59+00:00", "2026-01-10T17:00:00+00:00", "2026-01-12T03:00:00+00:00")
"""The last second of 10 January in Viet Nam, the first of 11 January, and 10 o'clock on 12 January."""


def dataset(number: int, title: str = "t") -> str:
    return f'<{number}> a dcat:Dataset ; dct:title "{title}"@vi ; dct:description "d"@vi .\n'


def harvest(registry: Registry, folder: Path, content: str, profile: str = "none") -> None:
    path = folder / "a.ttl"
    path.write_text(PREFIXES + content, encoding="utf-8")
    registry.harvest(source_at(str(path)), profile=profile)


@pytest.fixture
def copied(request: pytest.FixtureRequest, copy_registry: Callable[[Fill], RegistryCopy]) -> RegistryCopy:
    """Three runs, whose moments are at the times, for a test that asks for these; else a new registry."""
    return copy_registry(make_dated if "dated" in request.fixturenames else create_registry)


@pytest.fixture
def database_url(copied: RegistryCopy) -> str:
    return copied.url


@pytest.fixture
def folder(copied: RegistryCopy) -> Path:
    """The folder of the source of the three runs."""
    return copied.folder


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    with Registry.open(database_url, create=True) as opened:
        yield opened


@pytest.fixture
def dated(registry: Registry) -> Registry:
    return registry


def make_dated(url: str, folder: Path) -> None:
    with Registry.open(url, create=True) as registry:
        for title in "tuv":
            harvest(registry, folder, dataset(1, title))
    with open_database(url) as database, database.writing() as connection:
        ends = connection.execute(select(runs.c.moment).order_by(runs.c.id)).scalars().all()
        before = 0
        for end, at in zip(ends, TIMES, strict=True):
            within = update(moments).where(moments.c.id > before, moments.c.id <= end)
            connection.execute(within.values(at=at))
            before = end


def title_of(registry: Registry, when: str) -> str | None:
    with registry.as_of(when) as past:
        return past.get("https://e.vn/1").row.title


@pytest.mark.parametrize(
    ("when", "title"),
    [
        ("2026-01-10", "t"),
        ("10/01/2026", "t"),
        ("2026-01-11", "u"),
        ("2026-01-12", "v"),
        ("2026-01-11T00:00", "u"),
        ("2026-01-10T23:59:59", "t"),
        ("2026-01-10T17:00:00Z", "u"),
        ("2026-01-12T09:59:59", "u"),
        ("2026-01-12T10:00:00", "v"),
        ("2026-01-10T23:59:59.999999", "t"),
        ("1", "t"),
        ("run:2", "u"),
    ],
)
def test_as_of__a_day_is_its_end_in_viet_nam(dated: Registry, when: str, title: str) -> None:
    assert title_of(dated, when) == title


@pytest.mark.parametrize(
    ("when", "message"),
    [
        ("2026-01-09", r"cannot be shown as of 2026-01-09; the earliest moment known is 2026-01-10 23:59:59$"),
        ("2026-01-10T23:59:58", "the earliest moment known is"),
        ("2999-01-01", "^2999-01-01 is in the future"),
        ("gì", "^'gì' is no moment to show the registry as of"),
        ("last", "is no moment"),
        ("2026-01-10T25:00", "is no moment"),
        ("2026-02-30", "is no moment"),
        ("2026-01-12T10", "is no moment"),
        ("2026-01-12+14:00", "is no moment"),
        ("2026-01", "is no moment"),
        ("0001-01-01", "is no moment"),
        ("9999-12-31T23:59-10:00", "is no moment"),
        ("row:1", "is no moment"),
        ("4", "^unknown run 4; the newest run is 3$"),
        ("999999999999999999", "unknown run"),
    ],
)
def test_as_of__other_moments_are_refused_in_one_line(dated: Registry, when: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        title_of(dated, when)
    assert "\n" not in str(caught.value)


def test_as_of__a_run_that_has_not_ended(dated: Registry, database_url: str) -> None:
    with open_database(database_url) as database, database.writing() as connection:
        connection.execute(update(runs).where(runs.c.id == 3).values(ended_at=None, moment=None))
    with pytest.raises(UsageError, match=r"^run 3 has not ended; the registry is shown as of its end$"):
        title_of(dated, "3")


def test_as_of__in_memory(tmp_path: Path) -> None:
    with Registry.open("sqlite://", create=True) as registry:
        harvest(registry, tmp_path, dataset(1, "t"))
        harvest(registry, tmp_path, dataset(1, "u"))
        known = KnownThen(reason="r", by="b")
        with registry.as_of("1", known_then=known) as past:
            assert past.get("https://e.vn/1").row.title == "t"
        assert registry.get("https://e.vn/1").row.title == "u"
        harvest(registry, tmp_path, dataset(1, "v"))
        assert title_of(registry, "2") == "u"


def test_as_of__an_empty_registry_has_no_past(registry: Registry) -> None:
    with pytest.raises(UsageError, match="nothing has been stored in it yet"):
        title_of(registry, "2026-01-10")


def test_as_of__words_and_other_sources_are_refused(dated: Registry) -> None:
    with dated.as_of("1") as past, pytest.raises(UsageError, match="words are searched in today's records only"):
        past.records(text="t")
    with dated.as_of("1", source="a") as past, pytest.raises(UsageError, match="only source 'a' is shown"):
        past.records(source="b")


def test_export__arguments_that_do_not_go_together_are_refused(dated: Registry, folder: Path, tmp_path: Path) -> None:
    with dated.as_of("1") as past:
        with pytest.raises(UsageError):
            past.export("nt", tmp_path / "o.nt", base="https://e.vn/feed/")
        with pytest.raises(UsageError):
            past.export("nt", tmp_path / "o.nt", catalog=tmp_path / "c.toml")
        with pytest.raises(UnknownNameError):
            past.export("nt", tmp_path / "o.nt", state="missing")  # type: ignore[arg-type]
        with pytest.raises(UsageError):
            past.export("nt", folder / "a.ttl")
    with dated.as_of("1", source="a") as past, pytest.raises(UsageError):
        past.export("nt", tmp_path / "o.nt", catalog=tmp_path / "c.toml", base="https://e.vn/feed/")
    assert not (tmp_path / "o.nt").exists()


def test_as_of__writes_nothing_and_leaves_no_trace(dated: Registry, database_url: str) -> None:
    with dated.as_of("1") as past:
        assert past.get("https://e.vn/1").row.title == "t"
        with pytest.raises(Exception, match="read"):
            past._view._connection.execute(text("DELETE FROM settings"))
    assert dated.get("https://e.vn/1").row.title == "v"
    with open_database(database_url) as database, database.reading() as connection:
        assert connection.scalar(text("SELECT title FROM records")) == "v"


def test_as_of__sees_one_state_while_others_write(dated: Registry, folder: Path) -> None:
    with dated.as_of("3") as past:
        before = [row.as_dict() for row in past.records()]
        harvest(dated, folder, dataset(1, "w") + dataset(2))
        assert [row.as_dict() for row in past.records()] == before
        assert past.get("https://e.vn/1").row.title == "v"
    assert title_of(dated, "3") == "v"


def test_diff__of_two_days(dated: Registry) -> None:
    found = dated.ledger.diff("https://e.vn/1", "2026-01-10", "2026-01-11")
    assert (found.before and found.before.number, found.after.number) == (1, 2)
    assert not dated.ledger.diff("https://e.vn/1", "2026-01-11", 2).changes
    with pytest.raises(UsageError, match="earliest moment"):
        dated.ledger.diff("https://e.vn/1", "2026-01-01")


def test_diff__of_a_day_before_the_record(dated: Registry, folder: Path) -> None:
    harvest(dated, folder, dataset(1, "v") + dataset(2))
    with pytest.raises(UsageError, match=r"^as of 2026-01-10, no source described https://e.vn/2$"):
        dated.ledger.diff("https://e.vn/2", "2026-01-10")


# ---------------------------------------------------------------- the horizon


def test_horizon__moves_and_earlier_moments_are_refused(dated: Registry, database_url: str) -> None:
    with open_database(database_url) as database:
        with database.writing() as connection:
            assert horizon(connection) == TIMES[0]
            assert move_horizon(connection, TIMES[0]) == 0
            assert move_horizon(connection, TIMES[1]) > 0
        with database.writing() as connection:
            assert move_horizon(connection, TIMES[0]) == 0, "it never moves back"
            assert horizon(connection) == TIMES[1]
    assert title_of(dated, "2026-01-11") == "u"
    assert title_of(dated, "3") == "v"
    for when in ("2026-01-10", "1"):
        with pytest.raises(UsageError, match=r"the earliest moment known is 2026-01-11 00:00:00$"):
            title_of(dated, when)
    assert not dated.upkeep.check().problems


def test_check__finds_moments_that_cannot_be(dated: Registry, database_url: str) -> None:
    assert not dated.upkeep.check().problems
    with open_database(database_url) as database, database.writing() as connection:
        first = connection.scalar(select(func.min(moments.c.id)))
        connection.execute(update(moments).where(moments.c.id == first).values(at="2027-01-01T00:00:00+00:00"))
        connection.execute(update(PAST["records"]).values(moment=PAST["records"].c.moment + 99_999))
    problems = [str(one) for one in dated.upkeep.check().problems]
    assert any("its time 2026-01-10T16:59:59+00:00 is before 2027-01-01" in one for one in problems)
    assert any(one.startswith("table past_records: it has former rows of moment 10") for one in problems)


# ---------------------------------------------------------------- rows


def test_findings__of_a_verdict_that_is_over_stay_and_are_not_counted(
    registry: Registry, database_url: str, tmp_path: Path
) -> None:
    bad = "<1> a dcat:Dataset .\n"
    harvest(registry, tmp_path, bad, "dcat-ap")
    count = registry.reports.count_findings("source")
    harvest(registry, tmp_path, bad, "vn")
    harvest(registry, tmp_path, bad, "dcat-ap")
    assert registry.reports.count_findings("source") == count
    with open_database(database_url) as database, database.writing() as connection:
        # As if another outcome took the place of the one in force.
        connection.execute(update(verdicts).where(verdicts.c.profile == "dcat-ap").values(until_at=TIMES[0]))
        kept = connection.scalar(select(func.count()).select_from(findings))
    assert registry.reports.count_findings("source", FindingFilter())[0].violations == 0
    registry.revalidate(everything=True)
    assert registry.reports.count_findings("source") == count
    with open_database(database_url) as database, database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(findings)) > kept
    with registry.as_of("1") as past:
        assert past.reports.count_findings("source") == count
        assert len(past.get("https://e.vn/1").findings) == len(registry.get("https://e.vn/1").findings)


def test_moments__none_where_nothing_changes(registry: Registry, database_url: str, tmp_path: Path) -> None:
    harvest(registry, tmp_path, dataset(1))
    with open_database(database_url) as database:
        with database.writing() as connection:
            before = connection.scalar(select(func.count()).select_from(moments))
            connection.execute(update(runs).where(runs.c.id == 1).values(heartbeat_at=TIMES[0]))
        with database.reading() as connection:
            assert connection.scalar(select(func.count()).select_from(moments)) == before
            rows = {name: connection.scalar(select(func.count()).select_from(past)) for name, past in PAST.items()}
    assert not any(rows.values()), "what is new overwrites nothing"


def test_known_then__is_recorded_before_anything_is_shown(dated: Registry) -> None:
    with dated.as_of("2026-01-11", known_then=KnownThen(reason="Kiểm toán", by="auditor")):
        ((when, who),) = [(one.moment, one.by) for one in dated.ledger.disclosures()]
    assert (when, who) == (TIMES[1], "auditor")
