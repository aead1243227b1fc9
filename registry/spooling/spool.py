"""A temporary database: the triples of documents, then their records."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from typing import Final
from weakref import finalize

from danhmuc.vocab.canonical import canonicalize_lines
from danhmuc.vocab.reading import Descriptions, Subject

from ..record.contents import Announced, Naming, PendingRecord, Progress
from ..record.ordered_work import OrderedWork
from ..record.record import IriSpace, Membership, Rest
from ..splitting import Assembly, Split
from ..splitting.announced import find_announced
from . import spooled_records
from .split_batch import SEVERAL, Batch, SplitBatch, split_batch
from .split_workers import split_batches
from .spooled_records import SpooledRecords
from .spooled_rest import SpooledRest
from .triples import ConnectedLines, SpooledTriples, part_batches

_CACHE_KIB: Final = 32 * 1024
_TABLES: Final = f"""
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA cache_size = -{_CACHE_KIB};
{spooled_records.TABLES}
"""


class Spool:
    """The triples of documents, then their records; on disk.

    Of several documents, `begin` is called for each, and what is repeated in them is left out as `assemble` does it.

    Args:
        is_whole: whether all rest is wanted, and what the document announces, as a harvest needs them; else only a rest
            that has a mark of secrecy.
        workers: that split the triples of many records, with the same result; None to do it here.

    Attributes:
        rest: once the triples are split.
        places: of the documents, in order of reading.
        announced: number of entries that the document announces, if it does, and that is wanted.
    """

    def __init__(self, *, is_whole: bool = False, workers: OrderedWork | None = None) -> None:
        self._database = sqlite3.connect("", isolation_level=None, cached_statements=64)
        self._database.executescript(_TABLES)
        self._database.execute("BEGIN")
        self._triples = SpooledTriples()
        self._records = SpooledRecords(self._database)
        # Tied to the records: a pending record refers to them, and may outlive the spool.
        self._closed = finalize(self._records, self._database.close)
        self._rest = SpooledRest()
        self._parts_with_rest: dict[int, int] = {}
        self._rest_has_mark = False
        self._announces = False
        self._workers = workers
        if workers is not None:
            workers.prepare()
        self.is_whole = is_whole
        self.rest: list[Rest] = []
        self.announced: Announced | None = None
        self._names: Collection[str] = ()
        self.holders: dict[str, str] = {}
        self.places: list[str] = []

    def close(self) -> None:
        """Remove the database, the triples that are not split yet, and the rest that is not read yet."""
        self._closed()
        self._triples.drop()
        self._rest.close()

    def begin(self, place: str) -> None:
        """Begin a document; the triples added from now on are of it."""
        self.places.append(place)

    def give_up(self) -> None:
        """Delete what was added of the document that was begun last; it cannot be read."""
        self._triples.drop_document(len(self.places) - 1)
        self.places.pop()

    def add(self, piece: Descriptions) -> None:
        """Add more triples."""
        self._triples.add(piece, len(self.places) - 1)

    def split(self, space: IriSpace, progress: Progress | None = None, *, names: Collection[str] = ()) -> bool:
        """Make records of the triples; returns whether any subject has a class of DCAT.

        Args:
            names: of nodes, as findings have them, of which the records that hold them are wanted.

        Raises:
            SourceFailedError: the workers ended twice.
        """
        self._names = names
        self._records.places = tuple(self.places)
        self._triples.tie()
        speaks_dcat = False
        done = 0
        batches = (self._batch(several, space) for several in part_batches(self._triples.parts()))
        for size, found in split_batches(batches, self._workers):
            self._keep(found)
            speaks_dcat |= found.speaks_dcat
            done += size
            if progress is not None:
                progress("split", done, self._triples.count)
        made = self._split_again(space)
        self._triples.drop()
        self._records.settle()
        if self.is_whole:
            # The triples are gone, and records are read in their order.
            self._database.execute(f"PRAGMA cache_size = -{_CACHE_KIB // 4}")
            self._database.execute("PRAGMA shrink_memory")
        if self.is_whole and made is not None:
            self.announced = find_announced(_WholeListing(made, self._records))
        return speaks_dcat

    def records(self) -> Iterator[PendingRecord]:
        """Node records, then catalog records, then records, each in order of reading."""
        return self._records.records()

    @property
    def pending(self) -> Iterable[PendingRecord]:
        """The same, which can be walked any number of times."""
        return _Pending(self)

    def naming(self) -> Naming:
        """The links of all records; readable as long as the spool is open."""
        return self._records.naming()

    def memberships(self) -> Iterator[Membership]:
        """The memberships of catalogues; readable as long as the spool is open."""
        return self._records.memberships()

    def _split_again(self, space: IriSpace) -> Split | None:
        """Split again, together, the parts that depend on one another although they are not connected.

        These are resources with the same key, of which only one has the plain IRI, and a rest that is marked secret.
        """
        again = set(self._records.alike())
        self._records.forget(again)
        kept = again.copy()
        wants_rest = self.is_whole or self._rest_has_mark
        if wants_rest and not self._rest_has_mark and not self._announces:
            self.rest = self._split_rest(kept, space) if again else self._rest.rests(self.places)
            return None
        if wants_rest:
            again.update(self._parts_with_rest)
        if not again:
            return None
        made = self._split([self._triples.part(number) for number in sorted(again)], space, kept)
        self.rest = list(made.rest()) if wants_rest else []
        return made

    def _split_rest(self, kept: set[int], space: IriSpace) -> list[Rest]:
        """The rest, document by document, where no part of it tells anything about others, split once more.

        Args:
            kept: parts of which the records are stored, too, as they depend on one another.
        """
        of_documents: dict[int, list[int]] = {}
        for number, document in self._parts_with_rest.items():
            if number not in kept:
                of_documents.setdefault(document, []).append(number)
        together = sorted(kept.union(of_documents.pop(SEVERAL, ())))
        lines: dict[str, list[str]] = {}
        of_records: dict[str, bool] = {}

        def split_again(parts: list[ConnectedLines]) -> None:
            made = self._split(parts, space, kept)
            for place, line, is_paged in made.rest_lines():
                lines.setdefault(place, []).append(line)
                of_records[place] = is_paged and of_records.get(place, True)

        if together:
            split_again([self._triples.part(number) for number in together])
        found: dict[str, Rest] = {}
        alike = Counter(self.places)
        for document in sorted(of_documents):
            for parts in part_batches(map(self._triples.part, sorted(of_documents[document]))):
                split_again(parts)
            place = self.places[document]
            if alike[place] == 1:
                # No other document has any of it.
                found[place] = Rest(place, canonicalize_lines(lines.pop(place, ())))
        found.update((place, Rest(place, canonicalize_lines(written))) for place, written in lines.items())
        numbers = {place: number for number, place in reversed([*enumerate(self.places)])}
        return [found[place] for place in sorted(found, key=lambda place: (of_records[place], numbers[place]))]

    def _batch(self, parts: list[ConnectedLines], space: IriSpace, kept: Container[int] | None = None) -> Batch:
        return Batch(
            parts=parts,
            places=self._records.places,
            space=space,
            is_whole=self.is_whole,
            names=self._names,
            end=self._triples.count + 1,
            kept=kept,
        )

    def _split(self, parts: list[ConnectedLines], space: IriSpace, kept: Container[int]) -> Split:
        """Split some parts once more, and store the records of those in `kept`."""
        made, found = split_batch(self._batch(parts, space, kept))
        self._keep(found)
        return made

    def _keep(self, found: SplitBatch) -> None:
        """Store what some parts consist of."""
        self._rest.add(found.rest)
        self._records.keep(found)
        self._parts_with_rest |= found.parts_with_rest
        self._announces |= found.announces
        self.holders |= found.holders
        self._rest_has_mark |= found.rest_has_mark


class _Pending:
    """The records of a spool."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool

    def __iter__(self) -> Iterator[PendingRecord]:
        return self._spool.records()


class _WholeListing:
    """The rest, split together, beside the records and memberships of the whole document."""

    def __init__(self, made: Split, records: SpooledRecords) -> None:
        self._made = made
        self._records = records

    @property
    def assembly(self) -> Assembly:
        return self._made.assembly

    @property
    def rest_subjects(self) -> Sequence[Subject]:
        return self._made.rest_subjects

    @property
    def paged_subjects(self) -> Collection[Subject]:
        return self._made.paged_subjects

    def memberships(self) -> Iterator[Membership]:
        return self._records.memberships()

    def records(self) -> Iterator[PendingRecord]:
        return self._records.records()

    def name(self, subject: Subject) -> str:
        return self._made.name(subject)
