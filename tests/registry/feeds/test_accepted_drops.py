"""What an accepted drop leaves behind, and whether a feed may come from another registry."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import create_engine, delete

from danhmuc.registry import FeedReport, Registry
from danhmuc.registry.feeds.last_feed import describes_barred
from danhmuc.registry.feeds.manifest import MANIFEST, REGISTRY, read_manifest
from danhmuc.registry.record.bars import Bar, Bars
from danhmuc.registry.store.settings import IDENTITY
from danhmuc.registry.store.tables import settings
from danhmuc.vocab.errors import RegistryError

from .little_feed import tree
from .public_words import BASE, POLICY, all_bytes, dataset, export_feed, harvest, word
from .test_public_feed import set_internal

REASON: Final = "They publish on their own"
OTHER: Final = "the feed in .* was built from another registry; the last feed is served unchanged"
AGENT: Final = '<agent> a foaf:Agent ; foaf:name "{}"@vi .\n'.format(word("agent"))


def records(count: int) -> str:
    """Datasets with a creator that all of them share, and one of its own each."""
    return AGENT + "".join(
        dataset(f"d{number}", f"dct:creator <agent>, <agent-{number}>")
        + f'<agent-{number}> a foaf:Agent ; foaf:name "{word(f"agent-{number}")}"@vi .\n'
        for number in range(count)
    )


@pytest.fixture
def registry(sqlite_url: str) -> Iterator[Registry]:
    with Registry.open(sqlite_url, create=True) as opened:
        yield opened


def builds(folder: Path) -> list[str]:
    """The names of builds that are there."""
    return sorted(one.name for one in (folder / "feed" / ".builds").iterdir() if one.is_dir())


def lose_most(registry: Registry, folder: Path) -> None:
    """Let a source lose most of its records."""
    harvest(registry, folder, "a", records(2))
    registry.harvests.accept_missing("a", by="test", reason="Gone")


@pytest.mark.parametrize("policy", [None, POLICY], ids=["all", "policy"])
def test_export_feed__an_accepted_drop_keeps_the_last_good_copy(
    registry: Registry, tmp_path: Path, policy: str | None
) -> None:
    harvest(registry, tmp_path, "a", records(10))
    export_feed(registry, tmp_path, policy)
    before = tree(tmp_path / "feed" / "current")
    lose_most(registry, tmp_path)
    with pytest.raises(RegistryError, match="would lose 8 of 10 records"):
        export_feed(registry, tmp_path, policy)
    assert export_feed(registry, tmp_path, policy, accept_drop=REASON).gone == 8
    assert builds(tmp_path) == ["00000001", "00000002"]
    assert tree(tmp_path / "feed" / ".builds" / "00000001") == before


def test_export_feed__an_accepted_drop_keeps_no_copy_of_what_is_withheld(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, "a", records(10))
    export_feed(registry, tmp_path)
    lose_most(registry, tmp_path)
    registry.withhold("https://e.vn/agent", by="officer", reason="No")
    export_feed(registry, tmp_path, accept_drop=REASON)
    assert builds(tmp_path) == ["00000002-alone"]
    assert word("agent").encode() not in all_bytes(tmp_path / "feed")


@pytest.mark.parametrize("why", ["internal", "part"])
def test_export_feed__an_accepted_drop_keeps_no_copy_of_what_is_not_public_any_more(
    registry: Registry, tmp_path: Path, why: str
) -> None:
    lonely = f'<lonely> a foaf:Agent ; foaf:name "{word("lonely")}"@vi .\n'
    part = f'<part> a dcat:Distribution ; dcat:accessURL <data> ; dct:title "{word("part")}" '
    said = dataset("user", "dct:creator <lonely>", "dcat:distribution <part>") + part
    harvest(registry, tmp_path, "a", records(10))
    harvest(registry, tmp_path, "user", said + ".\n")
    harvest(registry, tmp_path, "nodes", dataset("holder", "dct:accessRights access:NON_PUBLIC") + lonely)
    export_feed(registry, tmp_path)
    lose_most(registry, tmp_path)
    if why == "internal":
        set_internal(registry, "nodes")
    else:
        harvest(registry, tmp_path, "user", said + "; dct:accessRights access:NON_PUBLIC .\n")
    assert export_feed(registry, tmp_path, accept_drop=REASON).gone == 8
    assert builds(tmp_path) == ["00000002-alone"]
    assert word("lonely" if why == "internal" else "part").encode() not in all_bytes(tmp_path / "feed")


def test_export_feed__a_build_without_a_drop_suspects_the_last_copy_as_ever(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, "a", records(10))
    export_feed(registry, tmp_path)
    registry.withhold("https://e.vn/of-nobody", by="officer", reason="No")
    harvest(registry, tmp_path, "a", records(10) + dataset("new"))
    export_feed(registry, tmp_path, accept_drop="There is none")
    assert builds(tmp_path) == ["00000002-alone"]


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Registry]:
    """Another registry, with fewer records of the same names."""
    (tmp_path / "other").mkdir()
    with Registry.open(f"sqlite:///{tmp_path / 'other' / 'registry.db'}", create=True) as opened:
        harvest(opened, tmp_path / "other", "a", records(2))
        yield opened


def export(registry: Registry, folder: Path, *, other_registry: bool = True, drop: str | None = None) -> FeedReport:
    """Export from another registry than before."""
    return registry.export_feed(
        folder / "feed", base=BASE, settings=folder / "settings.toml", other_registry=other_registry, accept_drop=drop
    )


@pytest.mark.parametrize("lost", [(), (MANIFEST,)], ids=["whole", "lost"])
def test_export_feed__another_registry_is_refused_unless_the_feed_moves(
    registry: Registry, other: Registry, tmp_path: Path, lost: tuple[str, ...]
) -> None:
    harvest(registry, tmp_path, "a", records(10))
    export_feed(registry, tmp_path, None)
    for path in lost:
        (tmp_path / "feed" / "current" / path).unlink()
    before = tree(tmp_path / "feed" / "current")
    for drop in (None, REASON):
        with pytest.raises(RegistryError, match=OTHER):
            export(other, tmp_path, other_registry=False, drop=drop)
    with pytest.raises(RegistryError, match="would lose 8 of 10 records"):
        export(other, tmp_path)
    assert tree(tmp_path / "feed" / "current") == before
    assert export(other, tmp_path, drop=REASON).gone == 8
    assert builds(tmp_path) == ["00000001", "00000002"], "the copy is the way back"
    export(other, tmp_path, other_registry=False)
    with pytest.raises(RegistryError, match=OTHER):
        export(registry, tmp_path, other_registry=False)


def test_export_feed__a_move_without_a_drop_keeps_the_last_good_copy_too(
    registry: Registry, other: Registry, tmp_path: Path
) -> None:
    harvest(registry, tmp_path, "a", records(2))
    registry.withhold("https://e.vn/of-nobody", by="officer", reason="No")
    export_feed(registry, tmp_path, None)
    harvest(other, tmp_path / "other", "a", records(2) + dataset("new"))
    report = export(other, tmp_path)
    assert (report.created, report.gone) == (1, 0)
    assert builds(tmp_path) == ["00000001", "00000002"]


def test_export_feed__a_copy_of_the_registry_is_the_same(registry: Registry, sqlite_url: str, tmp_path: Path) -> None:
    harvest(registry, tmp_path, "a", records(1))
    export_feed(registry, tmp_path, None)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as database:
        database.execute("VACUUM INTO ?", (str(tmp_path / "moved.db"),))
    with Registry.open(f"sqlite:///{tmp_path / 'moved.db'}") as moved:
        assert export(moved, tmp_path, other_registry=False).files_changed == 0


def test_export_feed__a_registry_of_an_older_version_is_known_by_its_first_source(
    registry: Registry, sqlite_url: str, tmp_path: Path
) -> None:
    engine = create_engine(sqlite_url)
    with engine.begin() as connection:
        connection.execute(delete(settings).where(settings.c.name == IDENTITY))
    engine.dispose()
    export_feed(registry, tmp_path, None)
    manifest = read_manifest(tmp_path / "feed" / "current")
    assert manifest is not None
    assert REGISTRY not in manifest.contents, "it has no source yet"
    harvest(registry, tmp_path, "a", records(1))
    for _ in range(2):
        export_feed(registry, tmp_path, None)
    manifest = read_manifest(tmp_path / "feed" / "current")
    assert manifest is not None
    assert manifest.contents[REGISTRY].startswith("sha256:")


IRI: Final = "https://e.vn/d"
PLAIN: Final = f'<{IRI}> <http://purl.org/dc/terms/title> "t" .\n'
CLOSED: Final = (
    PLAIN
    + f"<{IRI}> <http://purl.org/dc/terms/accessRights>"
    + " <http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC> .\n"
)


@pytest.mark.parametrize(
    ("text", "bars", "is_barred"),
    [
        (PLAIN, Bars(), False),
        (PLAIN, Bars(states={IRI: (Bar("a", "withheld"),)}), True),
        (PLAIN, Bars(states={"https://e.vn/other": (Bar("a", "withheld"),)}), False),
        (PLAIN, Bars(publicity={IRI: {"a": "2000"}}), True),
        (CLOSED, Bars(publicity={IRI: {"a": "2000"}}), False),
        (CLOSED, Bars(publicity={IRI: {"a": "2900:0"}}), True),
        (
            PLAIN,
            Bars(states={"https://e.vn/x": (Bar("a", "purged"),)}, alike={IRI: frozenset({IRI, "https://e.vn/x"})}),
            True,
        ),
    ],
)
def test_describes_barred__looks_at_all_that_a_copy_describes(
    tmp_path: Path, text: str, bars: Bars, *, is_barred: bool
) -> None:
    other = '<https://e.vn/first> <http://purl.org/dc/terms/title> "t" .\n_:b <https://e.vn/p> "t" .\n'
    (tmp_path / "all.nt.gz").write_bytes(gzip.compress((other + text).encode()))
    assert describes_barred(tmp_path, bars) == is_barred


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"no"), None])
def test_describes_barred__believes_no_copy_that_cannot_be_read(
    tmp_path: Path, damage: Callable[[Path], None] | None
) -> None:
    path = tmp_path / "all.nt.gz"
    path.write_bytes(gzip.compress(PLAIN.encode() * 100)[: -9 if damage is None else None])
    if damage is not None:
        damage(path)
    assert describes_barred(tmp_path, Bars())
