"""A door to pages in memory, and visits that know of earlier readings what a registry would."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from danhmuc.registry import IriSpace, SourceContents, Visit
from danhmuc.registry.event_streams import PageSource, ServedPages, read_stream
from danhmuc.registry.record.bars import mention_keys, mentions_any
from danhmuc.registry.record.contents import ReadDocument
from danhmuc.registry.record.door import Conditions, KnownDocument
from danhmuc.registry.record.record import SourceRecord
from danhmuc.vocab.errors import AddressGoneError
from danhmuc.vocab.messages import FOREIGN_WORDS

from .stream_web import START

SPACE = IriSpace(source="stream")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAnswer:
    """A page as a server sends it, or that it has not moved."""

    url: str
    body: bytes
    status: int
    immutable: bool
    media_type: str | None = "application/trig"
    charset: str | None = None
    path: Path | None = None
    has_length: bool = True
    last_modified: str | None = None

    @property
    def digest(self) -> str:
        """Of the bytes."""
        return "sha256:" + hashlib.sha256(self.body).hexdigest() if self.body else ""

    @property
    def etag(self) -> str | None:
        """The digest."""
        return self.digest or None

    def read(self) -> bytes:
        """All bytes."""
        return self.body

    def close(self) -> None:
        """Nothing."""


@dataclass(slots=True)
class PageDoor:
    """A door to pages by address.

    Attributes:
        asked: the addresses asked for.
    """

    pages: Mapping[str, str]
    immutable: Collection[str] = ()
    asked: list[str] = field(default_factory=list)

    def fetch(self, url: str, *, conditions: Conditions | None = None, **_: object) -> PageAnswer:
        """The page at an address; other arguments make no difference."""
        self.asked.append(url)
        text = self.pages.get(url)
        if text is None:
            raise AddressGoneError(url, FOREIGN_WORDS(words="404"))
        answer = PageAnswer(url=url, body=text.encode(), status=200, immutable=url in self.immutable)
        if conditions is not None and conditions.etag == answer.etag:
            return replace(answer, body=b"", status=304)
        return answer


@dataclass(slots=True)
class Reader:
    """Reads a stream again and again, and remembers what a registry would remember.

    Attributes:
        documents: those of the last readings, by place.
        records: those that are described, by IRI.
        without_bodies: the places of documents whose bytes are not stored.
        looked_at: the places of known documents that a visit has read.
    """

    documents: dict[str, ReadDocument] = field(default_factory=dict)
    records: dict[str, SourceRecord] = field(default_factory=dict)
    applied: dict[str, str] = field(default_factory=dict)
    without_bodies: set[str] = field(default_factory=set)
    looked_at: set[str] = field(default_factory=set)

    def read(self, door: PageDoor, *, anew: bool = False, otherwise: bool = False) -> SourceContents:
        """One visit; `anew` knows nothing of earlier ones, `otherwise` would read the same bytes otherwise."""
        self.looked_at.clear()
        documents = {} if anew else {place: self._known(one) for place, one in self.documents.items()}
        source = PageSource(start=START, address=lambda text: text, internal=False)
        visit = Visit(
            door=door,  # type: ignore[arg-type]
            known={} if otherwise else documents,
            stored={place: one for place, one in documents.items() if one.has_body} if otherwise else {},
            last_activities=lambda iris: {iri: self.applied[iri] for iri in iris if iri in self.applied},
            documents_with=self._documents_with,
        )
        contents = read_stream(ServedPages(source, visit, door), SPACE, visit)  # type: ignore[arg-type]
        made = [] if contents.failed is not None else [one.make() for one in contents.records]
        contents.rest = iter(list(contents.rest))
        if contents.failed is None and contents.incomplete is None and not contents.unmoved:
            self._apply(contents, {one.iri: one for one in made})
        contents.close()
        return contents

    def _apply(self, contents: SourceContents, made: dict[str, SourceRecord]) -> None:
        if not contents.delta:
            self.documents.clear()
            self.records.clear()
        for document in contents.documents:
            before = self.documents.get(document.place)
            if document.body is None and before is not None:
                document = replace(document, body=before.body, mentions=document.mentions or before.mentions)
            self.documents[document.place] = document
        self.records.update(made)
        self.applied.update((iri, one.activity_at) for iri, one in made.items() if one.activity_at is not None)
        for deletion in contents.deletions:
            self.records.pop(deletion.iri, None)

    def _known(self, document: ReadDocument) -> KnownDocument:
        def body() -> bytes | None:
            self.looked_at.add(document.place)
            stored = None if document.place in self.without_bodies else document.body
            return None if stored is None else zlib.decompress(stored)

        return KnownDocument(
            place=document.place,
            digest=document.digest,
            size=document.size or 0,
            url=document.url,
            status=document.status,
            etag=document.etag,
            run=1,
            fetched_at="",
            has_body=document.place not in self.without_bodies,
            body=body,
            immutable=document.immutable,
        )

    def _documents_with(self, iris: Collection[str]) -> set[str]:
        keys = mention_keys(iris)
        return {place for place, one in self.documents.items() if mentions_any(one.mentions, keys)}
