"""Plain exports look at verdicts as feeds do: what has none of today is validated in memory, and nothing is written."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from danhmuc.registry import Registry
from danhmuc.registry.store.selecting import mark_due
from danhmuc.registry.store.tables import metadata
from danhmuc.registry.verdicts import current_verdicts

from ..feeds.public_words import dataset, harvest
from ..feeds.test_feed_verdicts import (
    BY_AGENT,
    IDENTIFIER,
    NAMED_AGENT,
    NAMELESS_AGENT,
    PUBLISHER_NAME,
    WriteProfile,
    rows_of,
    write_profile,
)

__all__ = ["write_profile"]  # a fixture


def names_in(out: BytesIO) -> set[str]:
    """The names of the datasets that were written."""
    lines = out.getvalue().decode().splitlines()
    return {line.partition("> ")[0].rpartition("/")[2] for line in lines if line.endswith("/dcat#Dataset> .")}


def test_export__what_is_missing_does_not_leave_by_a_verdict_that_its_agent_made_false(
    database_url: str, tmp_path: Path, write_profile: WriteProfile
) -> None:
    profile = write_profile(PUBLISHER_NAME)
    other = dataset("3", "dct:publisher [ foaf:name 'n' ]")
    with Registry.open(database_url, create=True) as registry:
        harvest(registry, tmp_path, "a", NAMED_AGENT + dataset("1", BY_AGENT) + dataset("2", BY_AGENT), profile=profile)
        harvest(registry, tmp_path, "a", NAMELESS_AGENT + dataset("1", BY_AGENT), profile=profile)
        harvest(registry, tmp_path, "b", other, profile=profile)
        before = rows_of(registry._database)
        out = BytesIO()
        report = registry.export("nt", out)
        assert (names_in(out), report.left_out, report.validated) == ({"3"}, {"never-accepted": 2}, 1)
        assert rows_of(registry._database) == before
        assert registry.export("nt", BytesIO(), source="b").validated == 0, "only what is asked for is looked at"
        registry.revalidate()
        assert registry.export("nt", BytesIO()).left_out == report.left_out


def test_export__has_what_waits_for_its_verdict(sqlite_url: str, tmp_path: Path, write_profile: WriteProfile) -> None:
    profile = write_profile(PUBLISHER_NAME)
    with Registry.open(sqlite_url, create=True) as registry:
        harvest(registry, tmp_path, "a", NAMED_AGENT + dataset("1", BY_AGENT), profile=profile)
        with registry._database.writing() as connection:
            records = metadata.tables["records"]
            mark_due(connection, list(connection.scalars(records.select().with_only_columns(records.c.id))))
        assert registry.export("nt", BytesIO()).records == 1


def test_export__follows_the_rules_of_today_and_says_what_it_cannot_validate(
    sqlite_url: str, tmp_path: Path, write_profile: WriteProfile
) -> None:
    profile = write_profile("dct:title")
    with Registry.open(sqlite_url, create=True) as registry:
        harvest(registry, tmp_path, "a", dataset("1") + dataset("2", IDENTIFIER), profile=profile)
        harvest(registry, tmp_path, "b", dataset("3"))
    write_profile("dct:identifier")
    with Registry.open(sqlite_url) as registry:
        out = BytesIO()
        report = registry.export("nt", out)
        assert (names_in(out), report.validated) == ({"2", "3"}, 2)
    Path(profile).unlink()
    with Registry.open(sqlite_url) as registry:
        out = BytesIO()
        report = registry.export("nt", out)
    assert (names_in(out), report.left_out, list(report.not_validated)) == ({"3"}, {"not-validated": 2}, ["a"])


def test_export__validates_nothing_where_every_verdict_is_of_today(
    sqlite_url: str, tmp_path: Path, write_profile: WriteProfile, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Registry.open(sqlite_url, create=True) as registry:
        harvest(registry, tmp_path, "a", dataset("1"), profile=write_profile())
        monkeypatch.setattr(current_verdicts, "validate_page", None)
        assert registry.export("nt", BytesIO()).records == 1
