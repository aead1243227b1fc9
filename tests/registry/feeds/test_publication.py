"""A feed is swapped in whole, keeps what did not change, and stays as it was where a build fails."""

from __future__ import annotations

import errno
import gzip
import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from danhmuc.registry.feeds import feed_files, publication
from danhmuc.registry.feeds.feed_files import FeedDraft, seconds_of
from danhmuc.registry.feeds.manifest import MANIFEST, RECORDS, Manifest, read_manifest
from danhmuc.registry.feeds.publication import publish, served_build
from danhmuc.vocab.errors import ManifestError, RegistryError, UsageError

from .little_feed import BASE, LittleFeed, texts_of, time_at, tree


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "feed"


def builds(folder: Path) -> list[str]:
    return sorted(one.name for one in (folder / ".builds").iterdir() if one.is_dir())


def served(folder: Path) -> Manifest:
    """The manifest of what is served, which is whole."""
    manifest = read_manifest(folder / "current", base=BASE)
    assert manifest is not None
    assert list(manifest.damage()) == []
    return manifest


def test_publish__serves_a_whole_feed(folder: Path) -> None:
    published = publish(folder, LittleFeed(1))
    manifest = served(folder)
    assert (manifest.run, manifest.built_at, manifest.entries) == (1, time_at(1), len(texts_of(1)))
    assert {"catalog.ttl", "catalog.ttl.gz", "all.nt.gz", RECORDS} <= set(manifest.files)
    assert published.files == len(published.fresh) == len(manifest.files) + 1
    assert published.path == served_build(folder) == folder / ".builds" / "00000001"
    assert (folder / "current").readlink() == Path(".builds/00000001")


def test_publish__packs_each_text_beside_it(folder: Path) -> None:
    publish(folder, LittleFeed(1))
    for path in served(folder).files:
        text = folder / "current" / path
        if path.endswith(".ttl"):
            packed = text.with_name(text.name + ".gz")
            assert gzip.decompress(packed.read_bytes()) == text.read_bytes()
            assert packed.read_bytes()[4:8] == bytes(4), "no time of the build"
    assert not (folder / "current" / "all.nt.gz.gz").exists()


def test_publish__same_edition_twice_keeps_bytes_times_and_files(folder: Path, tmp_path: Path) -> None:
    publish(folder, LittleFeed(1))
    before = tree(folder / "current")
    inodes = {path: (folder / "current" / path).stat().st_ino for path in before}
    published = publish(folder, LittleFeed(1))
    assert tree(folder / "current") == before
    assert {path: (folder / "current" / path).stat().st_ino for path in inodes} == inodes
    assert (published.fresh, published.gone) == ((), ())
    publish(tmp_path / "other", LittleFeed(1))
    assert tree(tmp_path / "other" / "current") == before


def test_publish__another_record_changes_its_page_and_no_other(folder: Path) -> None:
    publish(folder, LittleFeed(1))
    before = tree(folder / "current")
    texts = texts_of(1)
    local = sorted(texts)[70]
    published = publish(folder, LittleFeed(2, texts | {local: "other words"}))
    now = tree(folder / "current")
    changed = {path for path in before if now[path] != before[path]}
    pages = {path for path in changed if path.endswith(".ttl")}
    assert len(pages) == 1
    assert changed == {*pages, *(f"{path}.gz" for path in pages), "all.nt.gz", MANIFEST, RECORDS}
    assert {file.path for file in published.fresh} == changed
    assert {file.modified_at for file in published.fresh} == {time_at(2)}


def test_publish__a_changed_file_is_never_older_than_before(folder: Path) -> None:
    publish(folder, LittleFeed(5))
    before = served(folder).files["all.nt.gz"].modified_at
    publish(folder, LittleFeed(4))
    assert seconds_of(served(folder).files["all.nt.gz"].modified_at) == seconds_of(before) + 1


def test_publish__keeps_the_last_good_copy_and_no_older_one(folder: Path) -> None:
    for edition in range(4):
        publish(folder, LittleFeed(edition))
    assert builds(folder) == ["00000003", "00000004"]
    last = read_manifest(folder / ".builds" / "00000003", base=BASE)
    assert last is not None
    assert (last.run, list(last.damage())) == (2, [])


def test_publish__names_what_is_gone(folder: Path) -> None:
    publish(folder, LittleFeed(1))
    before = set(served(folder).files)
    published = publish(folder, LittleFeed(2, dict(list(texts_of(1).items())[:20])))
    assert published.gone
    assert set(published.gone) == before - set(served(folder).files)


def test_publish__nothing_older_remains_where_it_must_not_be_public(folder: Path) -> None:
    publish(folder, LittleFeed(1))
    publish(folder, LittleFeed(2, {"nguon/0": "public"}, keeps_last_build=False))
    assert builds(folder) == ["00000002-alone"]
    publish(folder, LittleFeed(3))
    assert builds(folder) == ["00000002-alone", "00000003"]
    served(folder)


def test_publish__killed_before_it_removed_what_must_not_be_public_the_next_does(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(folder, LittleFeed(1))
    with monkeypatch.context() as patch:
        patch.setattr(publication, "_remove_after", lambda folder, name: None)
        publish(folder, LittleFeed(2, keeps_last_build=False))
    assert builds(folder) == ["00000001", "00000002-alone"]
    with pytest.raises(ZeroDivisionError):
        publish(folder, lambda draft: 1 // 0)  # type: ignore[arg-type,return-value]
    assert builds(folder) == ["00000002-alone"]


def test_publish__says_so_where_what_must_not_be_public_cannot_be_removed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(folder, LittleFeed(1))

    def refuse(builds: Path, *, keep: set[str]) -> None:
        if "00000001" not in keep:
            raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(publication, "_remove_builds", refuse)
    with pytest.raises(UsageError, match="must not be public any more"):
        publish(folder, LittleFeed(2, keeps_last_build=False))
    assert served(folder).run == 2


def test_publish__leftovers_of_killed_builds_are_removed(folder: Path) -> None:
    publish(folder, LittleFeed(1))
    for name in ("00000002", "00000003-alone"):
        (folder / ".builds" / name / "page").mkdir(parents=True)
        (folder / ".builds" / name / "page" / "x.ttl").write_text("half", encoding="utf-8")
    publish(folder, LittleFeed(2))
    assert builds(folder) == ["00000001", "00000002"]
    assert served(folder).run == 2


def test_publish__a_second_build_says_who_is_building(folder: Path) -> None:
    def build(draft: FeedDraft) -> None:
        with pytest.raises(RegistryError, match=rf"being built by .*:{os.getpid()}; wait") as caught:
            publish(folder, LittleFeed(9))
        assert str(folder) in str(caught.value)
        LittleFeed(2)(draft)

    publish(folder, LittleFeed(1))
    publish(folder, build)
    assert served(folder).run == 2


def test_publish__a_build_that_is_refused_at_last_leaves_what_was_served(folder: Path) -> None:
    publish(folder, LittleFeed(1))
    before = tree(folder / "current")
    seen = []

    def refuse(draft: FeedDraft) -> None:
        LittleFeed(2)(draft)
        seen.append((draft.path / MANIFEST).exists())
        raise RegistryError("a page cannot be parsed")

    with pytest.raises(RegistryError, match="cannot be parsed"):
        publish(folder, refuse)
    assert seen == [True]
    assert tree(folder / "current") == before
    assert builds(folder) == ["00000001"]


def write_beside(draft: FeedDraft) -> None:
    LittleFeed(1)(draft)
    (draft.path / "stray.txt").write_text("x", encoding="utf-8")


def write_after(draft: FeedDraft) -> None:
    LittleFeed(1)(draft)
    with draft.write("late.ttl", modified_at=time_at(1)) as out:
        out.write(b"x")


@pytest.mark.parametrize("build", [lambda draft: None, write_beside, write_after])
def test_publish__a_build_without_a_true_manifest_is_a_mistake(
    folder: Path, build: Callable[[FeedDraft], None]
) -> None:
    with pytest.raises(ValueError, match="manifest"):
        publish(folder, build)
    assert not (folder / "current").exists()
    assert builds(folder) == []


@pytest.mark.parametrize("path", ["../x", "/x", ".htaccess", "a//b", "a b", "", "catalog.ttl", "a/../b"])
def test_write__refuses_paths_that_leave_the_feed_or_are_taken(folder: Path, path: str) -> None:
    def build(draft: FeedDraft) -> None:
        LittleFeed(1)(draft)
        with pytest.raises(ValueError, match="path"), draft.write(path, modified_at=time_at(1)):
            pass  # never reached

    publish(folder, build)


# ---------------------------------------------------------------- what stands in the folder


def test_publish__a_folder_that_is_no_feed_is_left_alone(folder: Path) -> None:
    (folder / "current").mkdir(parents=True)
    (folder / "current" / "index.html").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="not a link to one of its builds"):
        publish(folder, LittleFeed(1))
    assert (folder / "current" / "index.html").read_text(encoding="utf-8") == "mine"


def test_publish__a_link_to_elsewhere_is_left_alone(folder: Path, tmp_path: Path) -> None:
    folder.mkdir()
    (folder / "current").symlink_to(tmp_path)
    with pytest.raises(UsageError, match="not a link to one of its builds"):
        publish(folder, LittleFeed(1))
    assert (folder / "current").readlink() == tmp_path


def test_publish__a_damaged_file_is_not_taken_over(folder: Path) -> None:
    publish(folder, LittleFeed(1))
    for path in ("catalog.ttl", "catalog.ttl.gz", "all.nt.gz"):
        damaged = folder / "current" / path
        damaged.write_bytes(damaged.read_bytes()[:-3] + b"abc")
    assert sorted(read_manifest(folder / "current").damage()) == [  # type: ignore[union-attr]
        "all.nt.gz",
        "catalog.ttl",
        "catalog.ttl.gz",
    ]
    publish(folder, LittleFeed(1))
    served(folder)


def test_publish__on_a_damaged_manifest_writes_all_files_anew(folder: Path) -> None:
    publish(folder, LittleFeed(1))
    (folder / "current" / MANIFEST).write_text("{}", encoding="utf-8")

    def build(draft: FeedDraft) -> None:
        assert not draft.keep("catalog.ttl")
        draft.previous = None
        LittleFeed(2)(draft)

    published = publish(folder, build)
    assert len(published.fresh) == published.files
    served(folder)


def test_publish__leaves_the_feed_of_a_newer_version(folder: Path) -> None:
    publish(folder, LittleFeed(1))
    manifest = folder / "current" / MANIFEST
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"format": 1', '"format": 2'), encoding="utf-8")
    with pytest.raises(ManifestError, match="newer version"):
        publish(folder, LittleFeed(2))
    assert builds(folder) == ["00000001"]


def test_publish__continues_where_the_build_that_was_served_is_gone(folder: Path) -> None:
    for edition in (1, 2):
        publish(folder, LittleFeed(edition))
    (folder / ".builds" / "00000002").rename(folder / "elsewhere")
    publish(folder, LittleFeed(3))
    assert builds(folder) == ["00000001", "00000003"]
    served(folder)


def test_keep__takes_files_over_unread(folder: Path) -> None:
    publish(folder, LittleFeed(1))
    first = served(folder)

    def build(draft: FeedDraft) -> None:
        assert draft.keep("all.nt.gz")
        assert draft.keep("catalog.ttl")
        assert not draft.keep("absent.ttl")
        assert [file.path for file in draft.files] == ["all.nt.gz", "catalog.ttl", "catalog.ttl.gz"]
        assert draft.files == tuple(first.files[file.path] for file in draft.files)
        assert draft.fresh == ()
        with pytest.raises(ValueError, match="twice"):
            draft.keep("catalog.ttl")
        raise RegistryError("enough")

    with pytest.raises(RegistryError, match="enough"):
        publish(folder, build)


@pytest.mark.parametrize("path", ["catalog.ttl", "catalog.ttl.gz"])
def test_keep__takes_no_damaged_file(folder: Path, path: str) -> None:
    publish(folder, LittleFeed(1))
    (folder / "current" / path).write_bytes(b"damaged")

    def build(draft: FeedDraft) -> None:
        assert not draft.keep("catalog.ttl")
        LittleFeed(1)(draft)

    publish(folder, build)
    served(folder)


# ---------------------------------------------------------------- what the system refuses


@contextmanager
def files_limited(byte_size: int) -> Iterator[None]:
    """No file of this process grows further, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (byte_size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_publish__a_file_that_cannot_grow_leaves_what_was_served(folder: Path) -> None:
    publish(folder, LittleFeed(1))
    before = tree(folder / "current")
    with files_limited(3_000), pytest.raises(UsageError) as caught:
        publish(folder, LittleFeed(2))
    assert str(caught.value) == (
        f"cannot build the feed in {folder}: File too large; what was served before is unchanged"
    )
    assert tree(folder / "current") == before
    assert builds(folder) == ["00000001"]
    publish(folder, LittleFeed(2))
    served(folder)


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        ("mkdir", errno.EACCES),
        ("open", errno.EROFS),
        ("hardlink_to", errno.ENOSPC),
        ("sync", errno.ENOSPC),
        ("symlink_to", errno.EACCES),
        ("replace", errno.EACCES),
    ],
)
def test_publish__refused_at_any_step_leaves_what_was_served(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str, reason: int
) -> None:
    publish(folder, LittleFeed(1))
    before = tree(folder / "current")
    original = feed_files.sync if step == "sync" else getattr(Path, step)

    def refuse(path: Path, *args: object, **named: object) -> object:
        is_written = step != "open" or args[:1] == ("xb",)
        if ".builds" in path.parts and is_written and path.name != ".builds":
            raise OSError(reason, os.strerror(reason))
        return original(path, *args, **named)

    with monkeypatch.context() as patch:
        patch.setattr(*((feed_files, "sync") if step == "sync" else (Path, step)), refuse)
        with pytest.raises(UsageError) as caught:
            publish(folder, LittleFeed(1))
    assert str(caught.value) == (
        f"cannot build the feed in {folder}: {os.strerror(reason)}; what was served before is unchanged"
    )
    assert tree(folder / "current") == before
    assert builds(folder) == ["00000001"]


@pytest.mark.parametrize("reason", [errno.EPERM, errno.EXDEV, errno.EMLINK])
def test_publish__copies_where_there_are_no_links(folder: Path, monkeypatch: pytest.MonkeyPatch, reason: int) -> None:
    publish(folder, LittleFeed(1))
    before = tree(folder / "current")

    def refuse(path: Path, target: Path) -> None:
        raise OSError(reason, os.strerror(reason))

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    assert publish(folder, LittleFeed(1)).fresh == ()
    assert tree(folder / "current") == before


def test_publish__a_file_in_place_of_the_folder_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "feed").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"cannot build the feed in .*/feed: "):
        publish(tmp_path / "feed", LittleFeed(1))


def test_publish__interrupted_leaves_nothing(folder: Path) -> None:
    def build(draft: FeedDraft) -> None:
        LittleFeed(1)(draft)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(folder, build)
    assert builds(folder) == []
