"""A manifest is read as it was written, or not at all."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danhmuc.registry.feeds.feed_files import FeedDraft, seconds_of, time_of
from danhmuc.registry.feeds.manifest import (
    MANIFEST,
    RECORDS,
    FeedEntry,
    FeedPage,
    FileLoss,
    Manifest,
    ManifestRecord,
    Tombstone,
    read_manifest,
    read_record,
    sorted_lines,
    write_manifest,
    write_record,
)
from danhmuc.registry.harvest.plan_reading import LineFieldError
from danhmuc.registry.record import spools as sorted_runs
from danhmuc.vocab.errors import ManifestError
from danhmuc.vocab.writing.unwritten import RefusalCount, RefusedRecord

BASE = "https://data.example.vn/feed/"
AT = "2026-06-01T00:00:00Z"
ENTRY = FeedEntry(
    local="nguồn".encode().hex() + "/0123456789abcdef",
    iri="https://e.vn/dữ-liệu/1",
    digest="sha256:" + "0" * 64,
    page="",
    agency="H57",
    changed_at=AT,
)
GONE = Tombstone(local="a/1", iri="https://e.vn/2", reason="deleted", since=AT)
MOVED = Tombstone(local="a/2", iri="https://e.vn/3", reason="redirected", since=AT, target="https://e.vn/4")


def write(folder: Path, *records: ManifestRecord, pages: tuple[FeedPage, ...] | None = None) -> Manifest:
    folder.mkdir(exist_ok=True)
    draft = FeedDraft(folder, feed=folder, previous=None)
    count = sum(isinstance(record, FeedEntry) for record in records)
    return write_manifest(
        draft,
        base=BASE,
        run=7,
        built_at=AT,
        settings="sha256:abc",
        pages=(FeedPage(lower="", records=count),) if pages is None else pages,
        records=records,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "feed", ENTRY, MOVED, GONE)
    return tmp_path / "feed"


def test_read_manifest__gives_what_was_written(tmp_path: Path) -> None:
    written = write(tmp_path / "feed", ENTRY, MOVED, GONE)
    found = read_manifest(tmp_path / "feed", base=BASE)
    assert found == written
    assert (found.entries, found.tombstones, found.bounds) == (1, 2, ("",))
    assert list(found.records()) == sorted([ENTRY, GONE, MOVED], key=lambda one: one.local)


def test_read_manifest__gives_the_losses_of_files(tmp_path: Path) -> None:
    draft = FeedDraft(tmp_path, feed=tmp_path, previous=None)
    refused = RefusedRecord(iri="https://e.vn/1", why="missing", fields=("keyword",), triples=3)
    losses = [
        FileLoss(
            path=path,
            format="xml",
            triples=2,
            records=1,
            contacts_given=4,
            why=(RefusalCount(why="missing", field="keyword", records=1),),
            refused=(refused,),
        )
        for path in ("b.rdf", "a.rdf")
    ]
    for loss in losses:
        with draft.write(loss.path, modified_at=AT):
            pass
    pages = (FeedPage(lower="", records=0),)
    written = write_manifest(
        draft, base=BASE, run=7, built_at=AT, settings="sha256:abc", pages=pages, records=(), losses=losses
    )
    found = read_manifest(tmp_path)
    assert found == written
    assert list(found.losses.values()) == losses[::-1]


def test_write_manifest__refuses_losses_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    draft = FeedDraft(tmp_path, feed=tmp_path, previous=None)
    pages = (FeedPage(lower="", records=0),)
    losses = [FileLoss(path="a.rdf", format="xml", triples=2)]
    with pytest.raises(LineFieldError, match="losses"):
        write_manifest(draft, base=BASE, run=7, built_at=AT, settings="s", pages=pages, records=(), losses=losses)


def test_read_manifest__is_none_where_there_is_none(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) is None
    assert read_manifest(tmp_path / "absent") is None


def test_read_manifest__refuses_that_of_another_base(folder: Path) -> None:
    with pytest.raises(ManifestError) as caught:
        read_manifest(folder, base="https://other.example/")
    assert not caught.value.is_damaged
    assert str(caught.value) == (
        f"{folder / MANIFEST} is that of a feed at {BASE}, not at https://other.example/; correct the base, or name "
        "another folder"
    )


def test_read_manifest__refuses_that_of_a_newer_version(folder: Path) -> None:
    path = folder / MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"format": 2}), encoding="utf-8")
    with pytest.raises(ManifestError, match="format 2; this one reads 1") as caught:
        read_manifest(folder, base=BASE)
    assert not caught.value.is_damaged


def damage_text(text: bytes) -> Callable[[Path], None]:
    return lambda path: (path / MANIFEST).write_bytes(text) and None


def edit(path: Path) -> None:
    text = (path / MANIFEST).read_text(encoding="utf-8")
    (path / MANIFEST).write_text(text.replace('"run": 7', '"run": 8'), encoding="utf-8")


def cut_records(path: Path) -> None:
    text = (path / RECORDS).read_bytes()
    (path / RECORDS).write_bytes(text[: text.index(b"\n") + 1])


DAMAGES = {
    "empty": (damage_text(b""), "it is not JSON"),
    "truncated": (damage_text(b'{"format": 1, "base"'), "it is not JSON"),
    "a list": (damage_text(b"[]"), "it is not JSON"),
    "nested": (damage_text(b"[" * 100_000), "it is not JSON"),
    "no text": (damage_text(b"\xff\xfe"), "it is not JSON"),
    "another object": (damage_text(b"{}"), "it is not as it was written"),
    "edited": (edit, "it is not as it was written"),
    "records cut": (cut_records, f"{RECORDS} is not as it was written"),
    "records gone": (lambda path: (path / RECORDS).unlink(), f"{RECORDS} is not as it was written"),
}


@pytest.mark.parametrize(("damage", "reason"), DAMAGES.values(), ids=DAMAGES)
def test_read_manifest__refuses_a_damaged_one_in_one_line(
    folder: Path, damage: Callable[[Path], None], reason: str
) -> None:
    damage(folder)
    with pytest.raises(ManifestError) as caught:
        read_manifest(folder, base=BASE)
    assert caught.value.is_damaged
    assert str(caught.value) == (
        f"{folder / MANIFEST} is damaged ({reason}); begin the feed anew, or restore that file"
    )


def test_read_manifest__never_believes_a_changed_byte(folder: Path) -> None:
    chance = random.Random(5)
    original = {name: (folder / name).read_bytes() for name in (MANIFEST, RECORDS)}
    told = read_manifest(folder, base=BASE)
    for name, text in original.items():
        for _ in range(60):
            position = chance.randrange(len(text))
            byte = bytes([text[position] ^ chance.randrange(1, 256)])
            (folder / name).write_bytes(text[:position] + byte + text[position + 1 :])
            with suppress(ManifestError):
                assert read_manifest(folder) == told, "a blank for another blank"
        (folder / name).write_bytes(text)


def test_records__are_refused_where_they_change_after_the_manifest_was_read(folder: Path) -> None:
    manifest = read_manifest(folder)
    assert manifest is not None
    cut_records(folder)
    with pytest.raises(ManifestError, match=r"manifest-records\.jsonl is damaged \(it is not as it was written\)"):
        list(manifest.records())


@pytest.mark.parametrize(
    ("records", "pages"),
    [
        ((ENTRY, ENTRY), (FeedPage(lower="", records=2),)),
        ((ENTRY,), (FeedPage(lower="", records=2),)),
        ((ENTRY,), (FeedPage(lower="b", records=1),)),
        ((ENTRY,), (FeedPage(lower="", records=0), FeedPage(lower="c", records=1), FeedPage(lower="b", records=0))),
        ((Tombstone(local="a b", iri="x", reason="deleted", since=AT),), None),
        ((Tombstone(local="a/1", iri="x", reason="deleted", since="2026-06-01T00:00:00"),), None),
        ((Tombstone(local="a/1", iri="x", reason="redirected", since=AT),), None),
        ((Tombstone(local="a/1", iri="x", reason="withdrawn", since=AT, target="y"),), None),
    ],
)
def test_write_manifest__writes_nothing_that_it_would_not_read(
    tmp_path: Path, records: tuple[ManifestRecord, ...], pages: tuple[FeedPage, ...] | None
) -> None:
    with pytest.raises(ValueError, match=r".+"):
        write(tmp_path / "feed", *records, pages=pages)
    assert read_manifest(tmp_path / "feed") is None


def test_records__of_a_page_that_is_not_there_are_refused(tmp_path: Path) -> None:
    entry = FeedEntry(local="a/9", iri="x", digest=ENTRY.digest, page="other", agency=None, changed_at=AT)
    manifest = write(tmp_path / "feed", entry)
    with pytest.raises(ManifestError, match="page"):
        list(manifest.records())


LOCALS = st.text("aZ09._~%-", min_size=1, max_size=6).map("{}/0123456789abcdef".format)


@settings(deadline=None, max_examples=40)
@given(st.lists(LOCALS, unique=True, max_size=40), st.text(max_size=9))
def test_sorted_records__are_in_the_order_of_local_iris_whatever_their_number(locals_: list[str], iri: str) -> None:
    iri = iri.encode("utf-8", "ignore").decode()
    records = [Tombstone(local=local, iri=iri, reason="withdrawn", since=AT) for local in locals_]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorted_runs, "_RUN", 7)
        found = list(map(read_record, sorted_lines(records)))
    assert found == sorted(records, key=lambda one: one.local)


@pytest.mark.parametrize("line", [b"[]", b"{}", b'{"local":"a/1","iri":"x"}', b"null", b"{", b'{"local":1,"iri":"x"}'])
def test_read_record__refuses_what_is_no_record(line: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_record(line)


def test_read_record__refuses_what_it_does_not_know() -> None:
    line = json.loads(write_record(GONE)) | {"hidden": True}
    with pytest.raises(ValueError, match="hidden"):
        read_record(json.dumps(line).encode())


@pytest.mark.parametrize("time", ["2026-06-01", "2026-06-01T00:00:00", "soon", ""])
def test_seconds_of__refuses_what_is_no_moment(time: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        seconds_of(time)


def test_time_of__is_what_seconds_of_reads() -> None:
    assert time_of(seconds_of(AT)) == AT
