"""Remove from a run everything that would reveal the state secrets that its source lists.

A record so marked is refused by the pipeline. Other parts of the reading may still mention it: the catalogue that
lists it, its catalog record, findings of the reader, the raw documents. Links from other records belong to those
records and stay.
Source: Decree 47/2020/NĐ-CP, Art. 1.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.lines import iri_subjects, iri_values

from .contents import ReadDocument
from .mentions import mention_keys, mentions_any
from .record import Membership, Rest, SourceRecord, quads_of


@dataclass(slots=True)
class Secrets:
    """The records refused in one reading; held only while it lasts.

    Attributes:
        iris: of the records and of the catalog records about them.
        places: the documents that mention them, or what another source marks as one.
        elsewhere: IRIs of what another source marks; records of them are stored, and only their raw bytes are not.
    """

    iris: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    elsewhere: set[str] = field(default_factory=set)
    _texts: list[bytes] = field(default_factory=list)

    def add(self, record: SourceRecord) -> None:
        """Add a record that is refused."""
        self.iris.add(record.iri)
        self.places.update(record.places)
        self._texts.append(record.canonical.nquads)

    def add_text(self, iri: str, nquads: bytes, places: Iterable[str]) -> None:
        """Add a record that is refused because of another one."""
        self.iris.add(iri)
        self.places.update(places)
        self._texts.append(nquads)

    def add_elsewhere(self, iris: Iterable[str], places: Iterable[str]) -> None:
        """Add what another source marks, described in a record that is not refused."""
        self.elsewhere.update(iris)
        self.places.update(places)

    def names(self) -> set[str]:
        """The IRIs that they name as values."""
        return {name for text in self._texts for name in iri_values(text)}

    def add_rest(self, rest: Rest) -> None:
        """Add a rest that is refused, although it is no record."""
        self.places.add(rest.place)
        self._texts.append(rest.canonical.nquads)

    def without_listing(
        self, memberships: Iterable[Membership], places_of: Mapping[str, tuple[str, ...]]
    ) -> Iterator[Membership]:
        """The memberships that name none of them; a catalogue that does is one of the documents that mention them."""
        for member in memberships:
            if member.catalog in self.iris or member.target in self.iris:
                self.places.update(places_of.get(member.catalog, ()))
            else:
                if member.target in self.elsewhere:
                    self.places.update(places_of.get(member.catalog, ()))
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
        """The documents, without the bytes of those that mention a secret, and without the digest of these.

        By that, a guess of what they say could be confirmed.
        """
        described = {iri for text in self._texts for iri in iri_subjects(text)}
        keys = mention_keys(self.iris | described | self.elsewhere)
        for document in documents:
            # Pages of a stream may have older descriptions of them, which no record was read from.
            is_named = document.place in self.places or (
                document.mentions is not None and mentions_any(document.mentions, keys)
            )
            yield replace(document, body=None, file=None, digest="", size=None, mentions=None) if is_named else document

    def _says(self, part: str) -> bool:
        return any(part.encode() in text for text in self._texts)
