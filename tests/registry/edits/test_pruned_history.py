"""As of any moment since the pruned day, the registry answers as before pruning; earlier ones are refused."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select, update

from danhmuc.registry import Registry, source_at
from danhmuc.registry.store.tables import PAST, causes, changes, moments, records, runs, verdicts, versions
from danhmuc.vocab.errors import RegistryError, UsageError

from ...conftest import seeds

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
"""
TIMES = {
    moments: ("at",),
    versions: ("created_at",),
    changes: ("at",),
    verdicts: ("judged_at", "from_at", "until_at"),
    runs: ("started_at", "heartbeat_at", "ended_at"),
    records: ("presence_at",),
    causes: ("since", "until"),
}


def dataset(number: int, title: str | None) -> str:
    """A dataset, which has a violation without a title."""
    said = f'dct:title "{title}"@vi ; ' if title is not None else ""
    return f'<{number}> a dcat:Dataset ; {said}dct:description "d"@vi .'


def let_pass(registry: Registry, days: int) -> None:
    """Let some days pass, by setting all that happened back."""
    with registry._database.writing() as connection:
        tables = [*TIMES.items(), *((PAST[one.name], names) for one, names in TIMES.items() if one.name in PAST)]
        for table, columns in tables:
            for column in columns:
                found = connection.scalars(select(table.c[column]).where(table.c[column].is_not(None)).distinct()).all()
                for moment in sorted(found):
                    earlier = (datetime.fromisoformat(moment) - timedelta(days=days)).isoformat(timespec="seconds")
                    aged = update(table).where(table.c[column] == moment).values({column: earlier})
                    connection.execute(aged.execution_options(danhmuc_unkept=True))


def exported(registry: Registry, days: int) -> bytes:
    moment = (datetime.now().astimezone() - timedelta(days=days)).isoformat(timespec="seconds")
    target = BytesIO()
    with registry.as_of(moment) as past:
        past.export("nt", target)
    return target.getvalue()


def test_prune__a_dry_run_counts_former_rows_too(sqlite_url: str, tmp_path: Path) -> None:
    with Registry.open(sqlite_url) as registry:
        for title in ("a", "b", "c"):
            (tmp_path / "a.ttl").write_text(PREFIXES + dataset(1, title), encoding="utf-8")
            registry.harvest(source_at(str(tmp_path / "a.ttl")), profile="dcat-ap")
            let_pass(registry, 10)
        before = (datetime.now().astimezone() - timedelta(days=5)).isoformat(timespec="seconds")
        expected = registry.upkeep.prune_history(before=before, dry_run=True)
        assert expected.former > 0
        assert registry.upkeep.prune_history(before=before) == expected
        assert registry.upkeep.prune_history(before=before, dry_run=True).former == 0


@pytest.mark.soak
@pytest.mark.parametrize("seed", [0, 1, *seeds(40)[2:]])
def test_prune__any_history__exports_as_of_later_moments_are_the_same(
    sqlite_url: str, tmp_path: Path, seed: int
) -> None:
    draw = random.Random(seed)
    titles = ("a", "b", "c", None)
    steps = 8
    with Registry.open(sqlite_url) as registry:
        for _ in range(steps):
            known = [one.id for one in registry.harvests.runs()]
            if draw.random() < 0.75 or not known:
                turtle = "".join(dataset(number, draw.choice(titles)) for number in range(1, 4))
                (tmp_path / "a.ttl").write_text(PREFIXES + turtle, encoding="utf-8")
                registry.harvest(source_at(str(tmp_path / "a.ttl")), profile="dcat-ap")
            else:
                with suppress(UsageError, RegistryError):
                    registry.undo(draw.choice(known), by="test", reason="x", force=True)
            let_pass(registry, 10)
        before = draw.randrange(1, steps) * 10 - 5
        days = [day for day in range(5, steps * 10, 10) if day < before] + [1]
        then = {day: exported(registry, day) for day in days}
        moment = (datetime.now().astimezone() - timedelta(days=before)).isoformat(timespec="seconds")
        pruned = registry.upkeep.prune_history(before=moment)
        assert {day: exported(registry, day) for day in days} == then
        assert registry.upkeep.check().problems == ()
        with pytest.raises(UsageError):
            exported(registry, before + 1)
    assert pruned.before
