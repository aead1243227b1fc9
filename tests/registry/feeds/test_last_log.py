"""The log of a stream, made anew from its pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from danhmuc.registry.feeds.event_log import (
    LOG,
    EventLog,
    continue_log,
    event_page_path,
    highest_number,
    read_last_log,
    restore_log,
    stream_path,
    write_log,
)
from danhmuc.registry.feeds.federated_form import payload_digest
from danhmuc.registry.feeds.feed_build import arrange_event_pages, write_event_page, write_stream_start
from danhmuc.registry.feeds.feed_files import describe_file

BASE = "https://data.example.vn/feed/"
PAYLOADS = {
    f"https://e.vn/{number}": (
        f'<https://e.vn/{number}> <https://e.vn/p> _:b{number} .\n_:b{number} <https://e.vn/q> "{number}"@vi .\n'
    ).encode()
    for number in range(7)
}
LEAVING = {iri: payload_digest(payload) for iri, payload in PAYLOADS.items()}


@pytest.fixture
def log(tmp_path: Path) -> EventLog:
    """A log of three a page, with an update and a deletion, whose stream is in the folder."""
    first = continue_log(EventLog(per_page=3), LEAVING, published="2026-06-01T00:00:00Z")
    changed = {**LEAVING, "https://e.vn/2": "sha256:0"}
    del changed["https://e.vn/4"]
    found = continue_log(first, changed, published="2026-06-02T00:00:00Z")
    pages = arrange_event_pages(found)
    (tmp_path / "stream").mkdir()
    for page in pages:
        data = write_event_page(page, BASE, lambda event: PAYLOADS[event.iri])
        (tmp_path / event_page_path(page.number)).write_bytes(data)
    (tmp_path / stream_path()).write_bytes(write_stream_start(pages, BASE))
    (tmp_path / LOG).write_bytes(b"".join(write_log(found)))
    return found


def restore(folder: Path, *, per_page: int = 100) -> EventLog | None:
    return restore_log(folder, base=BASE, per_page=per_page, describe=PAYLOADS.get, leaving=LEAVING)


def test_restore_log__believes_the_log_where_the_pages_agree(tmp_path: Path, log: EventLog) -> None:
    assert restore(tmp_path) == log
    (tmp_path / event_page_path(0)).unlink()
    assert restore(tmp_path) == log


@pytest.mark.parametrize("left", [0, 40, 500])
def test_restore_log__makes_it_anew_from_the_pages(tmp_path: Path, log: EventLog, left: int) -> None:
    (tmp_path / LOG).write_bytes(b"".join(write_log(log))[:left])
    found = restore(tmp_path)
    assert found is not None
    assert (found.next_number, found.per_page) == (9, 3)
    digests = {event.iri: event.digest for event in found.events}
    assert digests["https://e.vn/4"] is None
    # What is described is as it leaves now, although the log had another digest of it.
    assert {iri: digest for iri, digest in digests.items() if iri != "https://e.vn/4"} == {
        iri: digest for iri, digest in LEAVING.items() if iri != "https://e.vn/4"
    }
    facts = [(event.number, event.kind, event.iri, event.published) for event in found.events]
    assert facts == [(event.number, event.kind, event.iri, event.published) for event in log.events]


def test_restore_log__what_is_described_otherwise_now_is_updated(tmp_path: Path, log: EventLog) -> None:
    (tmp_path / LOG).unlink()
    now = {**PAYLOADS, "https://e.vn/1": b'<https://e.vn/1> <https://e.vn/p> "other" .\n'}
    leaving = {iri: payload_digest(payload) for iri, payload in now.items() if iri != "https://e.vn/4"}
    found = restore_log(tmp_path, base=BASE, per_page=3, describe=now.get, leaving=leaving)
    assert found is not None
    after = continue_log(found, leaving, published="2026-06-03T00:00:00Z")
    assert [(event.number, event.kind, event.iri) for event in after.events if event.number >= 9] == [
        (9, "Update", "https://e.vn/1")
    ]


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / event_page_path(1)).unlink(),
        lambda folder: (folder / event_page_path(1)).write_bytes(b"<"),
        lambda folder: (folder / stream_path()).unlink(),
        lambda folder: (folder / stream_path()).write_bytes(b"<"),
        lambda folder: (folder / event_page_path(2)).write_bytes((folder / event_page_path(0)).read_bytes()),
    ],
)
def test_restore_log__is_none_where_the_pages_do_not_say_all(
    tmp_path: Path, log: EventLog, damage: Callable[[Path], None]
) -> None:
    (tmp_path / LOG).unlink()
    damage(tmp_path)
    assert restore(tmp_path) is None
    assert highest_number(tmp_path) == 2


def test_restore_log__does_not_believe_a_log_that_says_otherwise(tmp_path: Path, log: EventLog) -> None:
    text = (tmp_path / LOG).read_text(encoding="utf-8")
    (tmp_path / LOG).write_text(text.replace('"kind":"Delete"', '"kind":"Create"').replace("null", '"x:1"'), "utf-8")
    found = restore(tmp_path)
    assert found is not None
    assert {event.iri for event in found.events if event.kind == "Delete"} == {"https://e.vn/4"}


def test_read_last_log__believes_what_the_manifest_says_of_it(tmp_path: Path, log: EventLog) -> None:
    fact = describe_file(tmp_path, LOG)
    assert read_last_log(tmp_path, fact) == log
    assert read_last_log(tmp_path, None) is None
    with (tmp_path / LOG).open("ab") as out:
        out.write(b"\n")
    assert read_last_log(tmp_path, fact) is None
    (tmp_path / LOG).unlink()
    assert read_last_log(tmp_path, fact) is None


def test_highest_number__is_none_without_a_stream(tmp_path: Path) -> None:
    assert highest_number(tmp_path) is None
