"""Records that lose every distribution, one by one."""

from __future__ import annotations

import pytest

from danhmuc.registry.harvest.absences import LostDistributions
from danhmuc.registry.record.record import SourceRecord, quads_of
from danhmuc.registry.record.source_settings import DeletionGuard
from danhmuc.registry.record.stored import StoredSource, StoredVersion

D = "<https://e.vn/1> <http://www.w3.org/ns/dcat#distribution> "
NAMED = D + "<https://e.vn/f> .\n"
DESCRIBED = NAMED + "<https://e.vn/f> <http://purl.org/dc/terms/title> 'f' .\n".replace("'", '"')
BLANK = D + '_:a .\n_:a <http://purl.org/dc/terms/title> "f" .\n'
BARE = '<https://e.vn/1> <http://purl.org/dc/terms/title> "t" .\n'


def record(nquads: str) -> SourceRecord:
    return SourceRecord.of("https://e.vn/1", tuple(quads_of(nquads.encode())))


@pytest.mark.parametrize(
    ("before", "after", "is_loss"),
    [
        (DESCRIBED, BARE, True),
        (NAMED, BARE, True),
        (BLANK, BARE, True),
        (DESCRIBED, NAMED, True),
        (NAMED, NAMED + BARE, False),
        (DESCRIBED, BLANK, False),
        (BLANK, DESCRIBED, False),
        (BARE, BARE + BARE.replace('"t"', '"u"'), False),
        (BARE, NAMED, False),
    ],
)
def test_take(before: str, after: str, is_loss: bool) -> None:
    assert taken(before, after) is is_loss


def test_take__what_an_undone_run_holds_loses_nothing() -> None:
    assert taken(DESCRIBED, BARE, said=record(BARE).digest, causes=" held ") is False


def taken(before: str, after: str, *, said: str | None = None, causes: str = "") -> bool:
    old, new = record(before), record(after)
    version = StoredVersion(
        id=1,
        role="record",
        causes=causes,
        version_id=1,
        digest=old.digest,
        source_digest=said or old.digest,
        verdict_key="",
        accepted=None,
    )
    stored = StoredSource({old.iri: version}, graphs=lambda _: {1: old.canonical.nquads})
    return LostDistributions(stored, DeletionGuard()).take(new, version, seen=())
