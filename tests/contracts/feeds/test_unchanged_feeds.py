"""Whatever sources and people do: what a feed is known by to be unchanged changes whenever the feed would."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import Engine, event

from danhmuc.registry import DeclaredSource, FeedReport, Registry, source_at
from danhmuc.registry.store.cause_rows import add_causes
from danhmuc.registry.store.settings import FOLLOWING, NOTED
from danhmuc.registry.store.tables import PAST, metadata
from danhmuc.vocab.errors import DanhmucError

from ...conftest import seeds
from ...registry.feeds.public_words import BASE, POLICY, SETTINGS, bytes_by_path, dataset, harvest
from ..test_any_history import History, because

TABLES: Final = frozenset(metadata.tables)
KNOWN: Final = NOTED | FOLLOWING.keys() | {past.name for past in PAST.values()}
CHOICES: Final = ["", '[filters]\nmin_status = "recorded"\n', '[filters]\ntheme = ["HEAL"]\nstate = "present"\n']


@contextmanager
def tables_read(found: set[str]) -> Iterator[None]:
    """Add the tables that any engine reads."""

    def note(connection: Any, cursor: Any, statement: str, *given: Any) -> None:
        if re.match(r"\s*(SELECT|WITH)\b", statement):
            # By any word of the statement: it names columns by their tables, so that at most too many are found.
            found.update(TABLES.intersection(re.findall(r"(?:FROM|JOIN|,)\s+(\w+)", statement)))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", note)


class Twins:
    """Two feeds of one registry, built alike; the second forgets after each build what it is known by."""

    def __init__(self, registry: Registry, folder: Path, options: str) -> None:
        self.registry = registry
        self.folders = folder / "known", folder / "read"
        self.settings, self.policy = folder / "feed.toml", folder / "policy.toml"
        self.settings.write_text(options + SETTINGS, encoding="utf-8")
        self.policy.write_text(POLICY, encoding="utf-8")
        self.tables: set[str] = set()

    def build(self, day: date, policy: Path | None) -> list[FeedReport | str]:
        """Build both; returns the reports, or why there are none."""
        found: list[FeedReport | str] = []
        for folder in self.folders:
            with tables_read(self.tables):
                try:
                    report: FeedReport | str = self.registry.export_feed(
                        folder,
                        base=BASE,
                        settings=self.settings,
                        policy=policy,
                        without_policy=policy is None,
                        accept_drop="it is a test",
                        today=day,
                    )
                except DanhmucError as error:
                    report = str(error).replace(str(folder), "")
            found.append(report)
        (self.folders[1] / ".builds" / "basis.json").unlink(missing_ok=True)
        return found

    def build_alike(self, day: date, policy: Path | None = None) -> FeedReport | None:
        """Build both, and see that they are the same; returns the report of the first, None if neither was built."""
        known, read = self.build(day, policy)
        if isinstance(known, str) or isinstance(read, str):
            assert known == read
            return None
        assert not read.is_unchanged
        one, other = (bytes_by_path(folder / "current") for folder in self.folders)
        assert one.keys() == other.keys()
        assert [path for path in one if one[path] != other[path]] == []
        said, known_said = read.as_dict(), known.as_dict()
        of_reading = {"folder", "is_unchanged", "validated", "partial_nodes", "bare_nodes"}
        nodes = [{one.iri for one in (*report.partial_nodes, *report.bare_nodes)} for report in (read, known)]
        assert nodes[0] == nodes[1]
        assert {name for name in known_said if name not in of_reading and said[name] != known_said[name]} == set()
        return known


@pytest.mark.parametrize(
    "seed", [0, 1, 2, *(pytest.param(number, marks=pytest.mark.soak) for number in seeds(60) if number > 2)]
)
def test_export_feed__is_the_same_whether_it_was_known_to_be_unchanged_or_read(
    registry: Registry, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    (tmp_path / "sources").mkdir()
    history = History(registry, tmp_path / "sources", seed)
    twins = Twins(registry, tmp_path, CHOICES[seed % len(CHOICES)])
    day, policy, unchanged = date(2026, 8, 1), None, 0
    for _ in range(40):
        act = chance.choice(["step", "step", "night", "day", "policy", "nothing"])
        if act == "step":
            history.step()
        elif act == "night":
            for name in "ab":
                with suppress(DanhmucError):  # it was removed
                    registry.harvest(source_at(str(history.places[name])), name=name, by="night")
        elif act == "day":
            day += timedelta(days=chance.choice([1, 1, 30]))
        elif act == "policy":
            policy = chance.choice([None, twins.policy])
        known = twins.build_alike(day, policy)
        unchanged += known is not None and known.is_unchanged
    assert unchanged >= 5
    assert twins.tables <= KNOWN, "a table that a feed is made of and that its state does not say anything about"
    assert twins.tables >= {"causes", "links", "memberships", "records", "registrations", "verdicts", "versions"}


E: Final = "https://e.vn/"
DAY: Final = date(2026, 8, 1)


def declare(registry: Registry, *, internal: bool = False, **more: Any) -> None:
    """Give the source b other settings."""
    row = registry.source_list.get("b")
    settings = replace(row.settings, internal=internal)
    said = {"location": row.location, "profile": row.profile, "settings": settings, **more}
    registry.source_list.plan([DeclaredSource(name="b", **said)]).apply(**because())


def publish(registry: Registry, folder: Path, *statements: str) -> None:
    """Publish a third dataset of the source b, with more statements."""
    harvest(registry, folder, "b", dataset("1", title="b") + dataset("2") + dataset("3", *statements))


def register(registry: Registry, **more: Any) -> None:
    registry.registrations.register(f"{E}0", "candidate", **more, **because())


def write_beside(registry: Registry, folder: Path, twins: Twins) -> None:
    """Withhold, and build a feed before that is committed: it is not known yet, and is not missed later."""
    database = registry._database
    with database.writing() as connection:
        add_causes(database, connection, [f"{E}3"], "withheld", source_id=None, **because())
        known = twins.build_alike(DAY)
        assert known is not None
        assert known.is_unchanged


ACTS: Final[dict[str, Callable[[Registry, Path, Twins], object]]] = {
    "a source is internal": lambda registry, *_: declare(registry, internal=True),
    "and is not": lambda registry, *_: declare(registry),
    "it goes before another": lambda registry, *_: declare(registry, priority=1),
    "it has a profile": lambda registry, *_: declare(registry, profile="dcat-ap"),
    "nobody may see a secret": lambda registry, folder, _: publish(registry, folder, 'dmv:secrecy "MAT"'),
    "it is none": lambda registry, folder, _: publish(registry, folder),
    "nobody understands a mark": lambda registry, folder, _: publish(registry, folder, 'dmv:secrecy "? mat"'),
    "it is mended": lambda registry, folder, _: publish(registry, folder),
    "less is public": lambda registry, folder, _: publish(registry, folder, "dct:accessRights access:RESTRICTED"),
    "all is public": lambda registry, folder, _: publish(registry, folder),
    "one is withheld beside a build": write_beside,
    "and released": lambda registry, *_: registry.release(f"{E}3", **because()),
    "a note leaves": lambda registry, *_: register(registry, note="n", is_note_public=True),
    "and does not": lambda registry, *_: register(registry, note="n"),
    "one is purged": lambda registry, *_: registry.purge(f"{E}2", **because()),
    "history is pruned": lambda registry, *_: registry.upkeep.prune_history(
        before=str(registry.harvests.runs()[-1].started_at)
    ),
    "a source is removed": lambda registry, *_: registry.source_list.remove("b", "withdraw", **because()),
    "a state is of tomorrow": lambda registry, *_: register(registry, effective_from=DAY + timedelta(days=1)),
}
"""Acts that are in no history, in the order in which they are done."""


def test_export_feed__notices_each_act_that_a_feed_depends_on(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, "a", dataset("0") + dataset("1"))
    publish(registry, tmp_path)
    registry.registrations.set_authority(f"{E}authority", by="admin")
    twins = Twins(registry, tmp_path, "")
    twins.build_alike(DAY)
    for name, act in ACTS.items():
        act(registry, tmp_path, twins)
        known = twins.build_alike(DAY)
        assert known is not None
        assert not known.is_unchanged, name
    later = [twins.build_alike(DAY + timedelta(days=days)) for days in (1, 2)]
    assert [known is not None and known.is_unchanged for known in later] == [False, True]
