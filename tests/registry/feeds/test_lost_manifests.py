"""A feed whose manifest is lost or damaged goes on as if nothing had happened, or is not built."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from danhmuc.registry import FeedReport, Registry
from danhmuc.registry.feeds.manifest import MANIFEST, RECORDS, Manifest, Tombstone, read_manifest
from danhmuc.vocab.errors import ManifestError, RegistryError, UsageError

from .little_feed import tree
from .public_words import BASE, POLICY, dataset, export_feed, harvest

LOG: Final = "stream-log.jsonl"
PLACES: Final = ("server/apache-places.txt", "server/nginx-http.conf")
CONTACT: Final = 'dcat:contactPoint [ a vcard:Organization ; vcard:fn "Đường dây nóng"@vi ]'


def records(count: int, *, agency: str = "a") -> str:
    """Datasets of an agency with contacts and distributions, one of them in two datasets."""
    said = "".join(
        dataset(
            f"{agency}-{number}",
            f"dct:publisher <agency-{agency}>",
            CONTACT,
            f"dcat:distribution <{agency}-{number}.csv>" + (f", <{agency}.zip>" if number < 2 else ""),
        )
        + f'<{agency}-{number}.csv> a dcat:Distribution ; dct:title "Tệp {number}"@vi .\n'
        for number in range(count)
    )
    return (
        said
        + f'<agency-{agency}> a foaf:Organization ; foaf:name "{agency}"@vi ; dct:identifier "H{ord(agency)}" .\n'
        + f'<{agency}.zip> a dcat:Distribution ; dct:title "Cả hai"@vi .\n'
        + f'<catalog-{agency}> a dcat:Catalog ; dct:title "c"@vi ; dcat:dataset <{agency}-0>, <{agency}-1> .\n'
    )


@dataclass(frozen=True, slots=True)
class LostFeed:
    """A feed in a folder of its own, and the registry that it is built of.

    Attributes:
        sources: the folder of the files that the registry harvests.
    """

    folder: Path
    sources: Path

    @property
    def current(self) -> Path:
        """The folder that is served."""
        return self.folder / "feed" / "current"

    @property
    def manifest(self) -> Manifest:
        """Its manifest."""
        found = read_manifest(self.current, base=BASE)
        assert found is not None
        return found

    @contextmanager
    def registry(self) -> Iterator[Registry]:
        """The registry."""
        with Registry.open(f"sqlite:///{self.folder / 'registry.db'}") as opened:
            yield opened

    def harvest(self, name: str, turtle: str) -> None:
        """Harvest a source; what it does not have any more is gone."""
        with self.registry() as registry:
            harvest(registry, self.sources, name, turtle)
            if list(registry.records(source=name, state="missing")):
                registry.harvests.accept_missing(name, by="test", reason="Gone")

    def build(self, policy: str | None = None, **more: str) -> FeedReport:
        """Build the feed."""
        with self.registry() as registry:
            return export_feed(registry, self.folder, policy, per_page=10, accept_drop=more.get("accept_drop"))

    def lose(self, *paths: str) -> None:
        """Delete files; those that end in a star, all that begin so."""
        for path in paths:
            for one in self.current.glob(path):
                one.unlink()


@pytest.fixture(scope="module")
def first_feed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A feed with records that are gone, withdrawn, renamed and merged, in several builds."""
    folder = tmp_path_factory.mktemp("first")
    feed = LostFeed(folder, folder)
    with Registry.open(f"sqlite:///{feed.folder / 'registry.db'}", create=True) as registry:
        harvest(registry, feed.folder, "a", records(16))
        harvest(registry, feed.folder, "b", records(12, agency="b") + dataset("old-name") + dataset("doomed"))
    feed.build()
    feed.harvest("b", records(12, agency="b") + dataset("new-name"))
    feed.build(accept_drop="Test")
    with feed.registry() as registry:
        registry.withhold("https://e.vn/b-3", by="test", reason="No")
        registry.identities.rename("https://e.vn/old-name", "https://e.vn/new-name", by="test", reason="Another name")
    feed.build()
    manifest = feed.manifest
    reasons = {one.reason for one in manifest.records() if isinstance(one, Tombstone)}
    assert reasons == {"deleted", "withdrawn", "redirected"}
    assert (manifest.entries, len(manifest.pages)) == (30, 4)
    return feed.folder


@pytest.fixture
def feed(first_feed: Path, tmp_path: Path) -> LostFeed:
    """A copy of that."""
    shutil.copytree(first_feed, tmp_path / "copy", symlinks=True)
    return LostFeed(tmp_path / "copy", first_feed)


def truncate(path: Path, part: float = 0.5) -> None:
    """Cut a file off; it is one of its own from then on."""
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data[: int(len(data) * part)])


def without_manifest(folder: Path) -> dict[str, tuple[bytes, float]]:
    """The bytes and times of all files but the first part of the manifest."""
    return {path: found for path, found in tree(folder).items() if path != MANIFEST}


LOSSES: Final[dict[str, Callable[[LostFeed], None]]] = {
    "manifest": lambda feed: feed.lose(MANIFEST),
    "manifest cut off": lambda feed: truncate(feed.current / MANIFEST),
    "records cut off": lambda feed: truncate(feed.current / RECORDS),
    "both": lambda feed: feed.lose(MANIFEST, RECORDS),
    "log cut off": lambda feed: truncate(feed.current / LOG),
    "manifest, records and log": lambda feed: feed.lose(MANIFEST, RECORDS, LOG),
    "manifest and server files": lambda feed: feed.lose(MANIFEST, "server/*"),
    "manifest and Turtle": lambda feed: feed.lose(MANIFEST, "*.ttl*", "page/*.ttl*", "agency/**/*.ttl*"),
    "manifest and stream": lambda feed: feed.lose(MANIFEST, "stream/*", "stream.trig*"),
}


@pytest.mark.parametrize("lose", LOSSES.values(), ids=LOSSES)
def test_export_feed__of_nothing_new_touches_nothing_whatever_is_lost(
    feed: LostFeed, lose: Callable[[LostFeed], None]
) -> None:
    before, manifest = without_manifest(feed.current), feed.manifest
    lose(feed)
    report = feed.build()
    assert (report.created, report.changed, report.gone, report.begins_anew) == (0, 0, 0, False)
    now = without_manifest(feed.current)
    lost = {path for path in now if path not in before or not same_but_lost(path, before, now)}
    assert not [path for path in lost if path not in SAID_ANEW]
    assert {one.local: one for one in feed.manifest.records()}.keys() == {one.local for one in manifest.records()}, (
        "no tombstone is lost, either"
    )
    assert list(feed.manifest.damage()) == []


SAID_ANEW: Final = (RECORDS, "index.html", "index.html.gz")
"""Files that have times and reasons, which may be known no more."""


def same_but_lost(path: str, before: dict[str, tuple[bytes, float]], now: dict[str, tuple[bytes, float]]) -> bool:
    """Whether a file has the same bytes."""
    return now[path][0] == before[path][0]


@pytest.mark.parametrize("name", ["manifest", "manifest cut off", "log cut off"])
def test_export_feed__whose_manifest_alone_is_lost_is_the_same_to_the_byte(feed: LostFeed, name: str) -> None:
    before = without_manifest(feed.current)
    LOSSES[name](feed)
    report = feed.build()
    assert report.is_rebuilt == (name != "log cut off")
    now = without_manifest(feed.current)
    assert {path for path in now if now[path] != before.get(path)} == ({LOG} if name == "log cut off" else set())
    assert now[LOG][0] == before[LOG][0]


@pytest.mark.parametrize("name", ["manifest", "both", "manifest, records and log", "manifest and server files"])
def test_export_feed__without_its_manifest_notices_a_drop(feed: LostFeed, name: str) -> None:
    LOSSES[name](feed)
    before = tree(feed.current)
    feed.harvest("b", records(6, agency="b") + dataset("new-name"))
    with pytest.raises(RegistryError, match="would lose 6 of 30 records; the last feed is served unchanged"):
        feed.build()
    assert tree(feed.current) == before
    report = feed.build(accept_drop="They moved")
    found = [(one.agency, one.before, one.gone) for one in report.drops]
    assert found == [(None, 30, 6), ("H98", 11, 6)]


def test_export_feed__without_its_manifest_says_what_is_new_and_what_is_gone(feed: LostFeed) -> None:
    LOSSES["manifest, records and log"](feed)
    feed.harvest("a", records(15).replace("Tệp 3", "Tệp ba") + dataset("a-new"))
    report = feed.build()
    assert (report.created, report.changed, report.gone, report.begins_anew) == (1, 1, 1, False)
    kinds = {}
    for line in (feed.current / LOG).read_text(encoding="utf-8").splitlines()[1:]:
        event = json.loads(line)
        kinds[event["iri"]] = event["kind"]
    assert kinds["https://e.vn/a-new"] == "Create"
    assert kinds["https://e.vn/a-3"] == "Update"
    assert kinds["https://e.vn/a-15"] == "Delete"


def pages(feed: LostFeed) -> list[Path]:
    """The pages behind the first, in Turtle."""
    return sorted((feed.current / "page").glob("*.ttl"))


def test_export_feed__a_page_deleted_by_hand_hides_no_loss(feed: LostFeed) -> None:
    gone = pages(feed)[0].stem
    LOSSES["both"](feed)
    feed.lose(f"page/{gone}.*")
    assert feed.build().gone == 0
    assert (feed.current / "page" / f"{gone}.ttl").exists()
    LOSSES["both"](feed)
    feed.lose(f"page/{gone}.*")
    feed.harvest("a", records(1))
    feed.harvest("b", dataset("nothing"))
    with pytest.raises(RegistryError, match="of 30 records"):
        feed.build()


ALTERATIONS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "other words": lambda data: data.replace("Tệp".encode(), "Hồ sơ".encode()),
    "no records": lambda data: data[: data.index(b"\n<https://e.vn/")],
    "cut off": lambda data: data[: len(data) // 2],
    "another page": lambda data: data.replace(b"/page/", b"/page/0"),
}


@pytest.mark.parametrize("alter", ALTERATIONS.values(), ids=ALTERATIONS)
def test_export_feed__a_page_altered_by_hand_is_put_right(feed: LostFeed, alter: Callable[[bytes], bytes]) -> None:
    page = pages(feed)[0]
    whole = page.read_bytes()
    LOSSES["both"](feed)
    page.unlink()
    page.write_bytes(alter(whole))
    assert page.read_bytes() != whole
    report = feed.build()
    assert (report.created, report.gone) == (0, 0)
    assert page.read_bytes() == whole


def test_export_feed__whose_pages_cannot_be_read_is_not_built(feed: LostFeed) -> None:
    before = feed.manifest
    LOSSES["both"](feed)
    for page in (feed.current / "page").glob("*.*"):
        page.unlink()
        page.write_bytes(b"\x00")
    feed.lose(*PLACES)
    with pytest.raises(RegistryError, match=r"page/\S+\.ttl cannot be read, so nobody can say how many records"):
        feed.build()
    report = feed.build(accept_drop="The disk was damaged")
    assert report.records == before.entries
    assert feed.manifest.drop_reason == "The disk was damaged"
    assert list(feed.manifest.damage()) == []


def test_export_feed__without_manifest_and_first_page_relies_on_the_server_files(feed: LostFeed) -> None:
    LOSSES["both"](feed)
    feed.lose("catalog.*")
    feed.harvest("b", dataset("nothing"))
    with pytest.raises(RegistryError, match="would lose 13 of 30 records"):
        feed.build()
    truncate(feed.current / PLACES[0])
    with pytest.raises(RegistryError, match=r"catalog\.ttl cannot be read"):
        feed.build()


def test_export_feed__of_another_base_or_a_newer_version_is_left_alone_without_its_manifest(feed: LostFeed) -> None:
    LOSSES["both"](feed)
    before = tree(feed.current)
    for _ in range(2):
        with feed.registry() as registry, pytest.raises(ManifestError, match="is that of a feed at https://data"):
            export_feed(registry, feed.folder, None, base="https://other.example/")
        feed.lose("origin.json")  # then its pages say it
    assert without_manifest(feed.current) == {path: one for path, one in before.items() if path != "origin.json"}


def test_export_feed__of_a_newer_version_is_left_alone_without_its_manifest(feed: LostFeed) -> None:
    LOSSES["both"](feed)
    origin = feed.current / "origin.json"
    members = json.loads(origin.read_bytes())
    del members["sha256"]
    members["format"] = 2
    from danhmuc.registry.feeds.manifest import digest_of_members

    origin.unlink()
    origin.write_text(json.dumps(members | {"sha256": digest_of_members(members)}), encoding="utf-8")
    with pytest.raises(ManifestError, match="newer version"):
        feed.build()


def test_export_feed__whose_folder_is_empty_begins_anew(feed: LostFeed) -> None:
    build = feed.current.resolve()
    shutil.rmtree(build)
    build.mkdir()
    with pytest.raises(UsageError, match="nothing says whether it was built with a policy"):
        feed.build()
    report = feed.build(POLICY)
    assert (report.begins_anew, report.is_rebuilt, report.records) == (True, False, 30)


def test_export_feed__whose_build_is_gone_follows_the_last_good_copy(feed: LostFeed) -> None:
    feed.harvest("a", records(16) + dataset("new"))
    feed.build()
    shutil.rmtree(feed.current.resolve())
    feed.harvest("b", dataset("nothing"))
    with pytest.raises(RegistryError, match="would lose 13 of 30 records"):
        feed.build()
    report = feed.build(accept_drop="Test")
    assert (report.begins_anew, report.is_rebuilt) == (False, False)


@pytest.mark.soak
def test_export_feed__does_not_forget_its_policy_with_its_manifest(feed: LostFeed) -> None:
    assert feed.build(POLICY).records == 30
    for lost in ((MANIFEST,), (MANIFEST, "origin.json")):
        feed.lose(*lost)
        words = "was built with a policy" if len(lost) == 1 else "nothing says whether it was built with a policy"
        with pytest.raises(UsageError, match=words):
            feed.build()
        assert feed.build(POLICY).is_rebuilt


def test_export_feed__without_manifest_and_stream_begins_the_stream_above_all_numbers(feed: LostFeed) -> None:
    numbers = [json.loads(one)["number"] for one in (feed.current / LOG).read_text("utf-8").splitlines()[1:]]
    LOSSES["manifest"](feed)
    feed.lose(LOG, "stream.trig*")
    report = feed.build()
    assert (report.begins_anew, report.changed, report.gone) == (True, 0, 0)
    fresh = [json.loads(one)["number"] for one in (feed.current / LOG).read_text("utf-8").splitlines()[1:]]
    assert min(fresh) > max(numbers)
