"""Keep out of a run whatever would tell of the state secrets that its source listed.

An entry so marked is refused by the pipeline. Other parts of the reading may still speak of it: the catalogue that
lists it, its catalog record, what the reader noticed, the raw documents. What other entries link to is their own
matter and stays.
Source: Decree 47/2020/NĐ-CP, Art. 1.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.findings import Finding

from .contents import ReadDocument
from .record import Membership, Rest, SourceRecord, quads_of

__all__ = ["Secrets"]


@dataclass(slots=True)
class Secrets:
    """The entries refused in one reading; held only while it lasts.

    Attributes:
        iris: of the entries and of the catalog records that speak of them.
        places: the documents that tell of them.
    """

    iris: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    _texts: list[bytes] = field(default_factory=list)

    def add(self, record: SourceRecord) -> None:
        """Remember an entry that is refused."""
        self.iris.add(record.iri)
        self.places.update(record.places)
        self._texts.append(record.canonical.nquads)

    def add_rest(self, rest: Rest) -> None:
        """Remember what is refused though it is no entry."""
        self.places.add(rest.place)
        self._texts.append(rest.canonical.nquads)

    def add_speaker(self, iri: str, places: Iterable[str]) -> None:
        """Remember a catalog record whose topic is one."""
        self.iris.add(iri)
        self.places.update(places)

    def without_listing(
        self, memberships: Iterable[Membership], places_of: Mapping[str, tuple[str, ...]]
    ) -> Iterator[Membership]:
        """The memberships that name none of them; a catalogue that does is one of the documents that tell."""
        for member in memberships:
            if member.catalog in self.iris or member.target in self.iris:
                self.places.update(places_of.get(member.catalog, ()))
            else:
                yield member

    def without_mention(self, rests: Iterable[Rest]) -> Iterator[Rest]:
        """The rest without the triples that name one of them."""
        if not self.iris:
            yield from rests
            return
        names = [f"<{iri}>".encode() for iri in sorted(self.iris)]
        for rest in rests:
            lines = rest.canonical.nquads.splitlines(keepends=True)
            clean = [line for line in lines if not any(name in line for name in names)]
            if len(clean) < len(lines):
                self.places.add(rest.place)
                if clean:
                    yield Rest(rest.place, canonicalize(quads_of(b"".join(clean))))
            else:
                yield rest

    def without_words(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings that quote nothing of them."""
        for finding in findings:
            quoted = [part for part in (finding.focus, finding.value, finding.fix) if part]
            if not any(part in self.iris or self._says(part) for part in quoted):
                yield finding

    def without_bodies(self, documents: Iterable[ReadDocument]) -> Iterator[ReadDocument]:
        """The documents, those that tell without their bytes."""
        for document in documents:
            yield replace(document, body=None) if document.place in self.places else document

    def _says(self, part: str) -> bool:
        return any(part.encode() in text for text in self._texts)
