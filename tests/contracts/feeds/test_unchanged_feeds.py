"""Whatever sources and people do: what a feed is known by to be unchanged changes whenever the feed would."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import Engine, event

from danhmuc.registry import FeedReport, Registry, source_at
from danhmuc.registry.store.feed_state import FOLLOWING, NOTED
from danhmuc.registry.store.tables import PAST, metadata
from danhmuc.vocab.errors import DanhmucError

from ...conftest import seeds
from ...registry.feeds.public_words import BASE, POLICY, SETTINGS, bytes_by_path
from ..test_any_history import History

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
        known, read = twins.build(day, policy)
        if isinstance(known, str) or isinstance(read, str):
            assert known == read
            continue
        assert not read.is_unchanged
        unchanged += known.is_unchanged
        one, other = (bytes_by_path(folder / "current") for folder in twins.folders)
        assert one.keys() == other.keys()
        assert [path for path in one if one[path] != other[path]] == [], act
        for name in ("records", "nodes", "pages", "agencies", "run", "files", "files_changed", "bytes_changed"):
            assert getattr(known, name) == getattr(read, name), name
    assert unchanged >= 5
    assert twins.tables <= KNOWN, "a table that a feed is made of and that its state does not say anything about"
    assert twins.tables >= {"causes", "links", "memberships", "records", "registrations", "verdicts", "versions"}
