"""A source whose readings a test gives, one after the other: whole ones and deltas, with deletions and activities."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from pyoxigraph import RdfFormat, parse

from danhmuc.registry import OFFLINE, IriSpace, PendingRecord, Progress, SourceContents, SourceRecord, Visit
from danhmuc.registry.record.change import links_of
from danhmuc.registry.record.contents import Deletion, Naming, ReadDocument
from danhmuc.registry.record.record import Membership
from danhmuc.registry.splitting.parse import parse_record
from danhmuc.vocab.messages import FOREIGN_WORDS
from danhmuc.vocab.terms import DCAT

PREFIXES = """
    @base <https://e.vn/> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> .
"""


def moment(number: int) -> str:
    """A time of an activity; later ones have greater numbers."""
    return f"2026-01-01T{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}.000000Z"


def dataset(name: str, title: str, at: int | None = None, more: str = "") -> SourceRecord:
    """A dataset as an activity describes it."""
    turtle = f'{PREFIXES} <{name}> a dcat:Dataset ; dct:title "{title}"@vi {more} .'
    return _described(parse_record(turtle), at)


def agent(name: str, title: str | None, at: int | None = None) -> SourceRecord:
    """A node record, without a name if it has none."""
    said = "" if title is None else f'; foaf:name "{title}"@vi'
    turtle = f"{PREFIXES} <{name}> a foaf:Agent {said} ."
    quads = list(parse(turtle, format=RdfFormat.TURTLE))
    return _described(SourceRecord.of(f"https://e.vn/{name}", quads, role="node"), at)


def _described(record: SourceRecord, at: int | None) -> SourceRecord:
    return replace(record, places=(), activity_at=None if at is None else moment(at))


def deletion(name: str, at: int | None = None) -> Deletion:
    """The source deleted a record."""
    return Deletion(iri=f"https://e.vn/{name}", at=None if at is None else moment(at), place="page")


def page(name: str, text: str, *, immutable: bool = False) -> ReadDocument:
    """A page that was read."""
    data = text.encode()
    digest = "sha256:" + hashlib.sha256(data).hexdigest()
    return ReadDocument(
        place=name, digest=digest, triples=0, size=len(data), body=zlib.compress(data), etag=text, immutable=immutable
    )


class Feed:
    """A source that gives the reading that it is told to give."""

    kind = "feed"
    location = "https://feed.e.vn/"
    name = "feed"

    def __init__(self) -> None:
        self.next = SourceContents(records=())
        self.visit = OFFLINE

    def gives(
        self,
        *records: SourceRecord,
        deletions: Sequence[Deletion] = (),
        delta: bool = True,
        pages: Sequence[ReadDocument] = (),
        incomplete: str | None = None,
        members: Collection[Membership] = (),
    ) -> Feed:
        """The next reading."""
        ordered = sorted(records, key=lambda one: one.role != "node")
        self.next = SourceContents(
            records=[PendingRecord(one.iri, one.role, partial(_same, one), _class_of(one)) for one in ordered],
            naming=partial(_naming, ordered, members),
            memberships=iter(members),
            deletions=tuple(deletions),
            delta=delta,
            documents=tuple(pages),
            incomplete=None if incomplete is None else FOREIGN_WORDS(words=incomplete),
        )
        return self

    def gives_nothing_new(self) -> Feed:
        """The next reading finds that nothing moved."""
        self.next = SourceContents(records=(), unmoved=True)
        return self

    def contents(self, space: IriSpace, *, progress: Progress | None = None, visit: Visit = OFFLINE) -> SourceContents:
        """The reading; what the visit knew is kept for the test."""
        self.visit = visit
        return self.next

    def records(self) -> Iterator[SourceRecord]:
        """Those of the reading."""
        return (one.make() for one in self.next.records)

    def known(self) -> Mapping[str, str]:
        """Digests of the documents that the last visit knew."""
        return {place: one.digest for place, one in self.visit.known.items()}


def _same(record: SourceRecord) -> SourceRecord:
    return record


def _class_of(record: SourceRecord) -> str | None:
    return DCAT.Dataset.value if record.role == "record" else None


def _naming(records: Sequence[SourceRecord], members: Collection[Membership]) -> Naming:
    links = [link for one in records for link in links_of(one.iri, one.canonical.nquads)]
    return Naming(links=[*links, *members], refused=())
