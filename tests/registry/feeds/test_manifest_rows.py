"""Values in a temporary file are a sequence like any other."""

from __future__ import annotations

from danhmuc.registry.feeds.manifest import FeedEntry, ManifestRecord, ManifestRows, Tombstone

AT = "2026-06-01T00:00:00Z"


def entry(number: int, agency: str | None = None) -> FeedEntry:
    local = f"nguon/{number:016x}"
    return FeedEntry(
        local=local, iri=f"https://e.vn/Huế/{number}", digest="sha256:00", page="", agency=agency, changed_at=AT
    )


RECORDS: list[ManifestRecord] = [
    entry(1),
    Tombstone(local="nguon/02", iri="https://e.vn/2", reason="deleted", since=AT),
    entry(3, "H57"),
    Tombstone(local="nguon/04", iri="https://e.vn/4", reason="redirected", since=AT, target="https://e.vn/3"),
]


def test_sequence__has_what_was_added() -> None:
    found = ManifestRows(RECORDS)
    assert (list(found), found[0], found[-1], len(found)) == (RECORDS, RECORDS[0], RECORDS[-1], 4)
    assert found == RECORDS
    assert found != RECORDS[:3]
    assert found.append(entry(5)) == 4
    assert found[4] == entry(5)


def test_slice__is_a_sequence_too() -> None:
    found = ManifestRows(RECORDS)
    assert found[1:3] == RECORDS[1:3]
    assert (found[1:][1:][0], list(found[::-1]), len(found[2:])) == (RECORDS[2], RECORDS[::-1], 2)
    assert found[1:3] != RECORDS[1:4]
