"""Candidates of an export, in little memory, and their graphs, read page by page.

Candidates by IRI, in a tenth of the memory of a dictionary: IRIs in one text, the rest in columns.

Each has a number, in the order in which it was added; numbers are kept when others are removed.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import islice, pairwise
from operator import attrgetter
from typing import Final, NamedTuple, TypeVar, cast

from ..record.record import Role
from ..store.database import Connection
from ..store.held_statements import HeldStatement
from ..store.reading import graph_bodies
from ..store.selecting import Candidate

# ---------------------------------------------------------------- graph cache
# Graphs of versions, read page by page; those of the first pages are held, so that they are not read again.

PAGE: Final = 500
"""Number of graphs that are read at once."""
_HELD_BYTES: Final = 1 << 25
"""Bytes of graphs held in memory between a first and a second reading."""
_OVERHEAD: Final = 200
"""Bytes that a graph takes beside its own."""
_T = TypeVar("_T")


class GraphCache:
    """Reads graphs that are needed twice."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._held: dict[int, bytes] = {}
        self._byte_size = 0

    def read(self, version_ids: Sequence[int]) -> dict[int, bytes]:
        """The graphs of some versions, whatever is held.

        Raises:
            RegistryError: one is damaged.
        """
        found = {key: self._held[key] for key in version_ids if key in self._held}
        return found | graph_bodies(self._connection, [key for key in version_ids if key not in found])

    def hold(self, graphs: Mapping[int, bytes], at_most: int = _HELD_BYTES) -> None:
        """Hold some graphs, as far as there is room: all that are held have at most so many bytes."""
        for key, nquads in graphs.items():
            if key not in self._held and self._byte_size + len(nquads) + _OVERHEAD <= at_most:
                self._held[key] = nquads
                self._byte_size += len(nquads) + _OVERHEAD

    def release(self, version_ids: Iterable[int]) -> None:
        """Hold some graphs no longer, which are not needed again."""
        for key in version_ids:
            if (nquads := self._held.pop(key, None)) is not None:
                self._byte_size -= len(nquads) + _OVERHEAD


def pages_of(some: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """Any things, so many at a time."""
    rest = iter(some)
    while page := list(islice(rest, size)):
        yield page


# ---------------------------------------------------------------- packed candidates

NONE: Final = -1
"""The number of what is not there."""
_GROWTH: Final = 4
_MOST_REMEMBERED: Final = 1 << 14
_NEITHER: Final = frozenset({NONE, None})


class CandidateKind(NamedTuple):
    """Values that many candidates have in common."""

    source_id: int
    source: str
    priority: int
    role: Role
    state: str
    main_class: str | None
    publicity: str
    newest_publicity: str


_KIND_OF: Final = attrgetter(*CandidateKind._fields)


class _Rare(NamedTuple):
    """Values that few candidates have."""

    topic: str | None
    held: HeldStatement | None


class PackedCandidates:
    """Candidates, one for each IRI; quickest if they are added by IRI."""

    def __init__(self) -> None:
        self._text = bytearray()
        self._ends = array("Q", [0])
        self._versions = array("q")
        self._newest = array("q")
        self._records = array("q")
        self._kind_of = array("i")
        self._kinds: list[CandidateKind] = []
        self._kind_numbers: dict[CandidateKind, int] = {}
        self._rare: dict[int, _Rare] = {}
        self._is_removed = bytearray()
        self._count = 0
        self._runs = [0]
        self._last = b""
        # An open hash table of numbers, at most half full.
        self._slots = array("i", [NONE]) * 64
        self._remembered: dict[bytes, int] = {}

    def __len__(self) -> int:
        return self._count

    def __contains__(self, iri: object) -> bool:
        return isinstance(iri, str) and self.number(iri) != NONE

    def __iter__(self) -> Iterator[str]:
        """The IRIs in their order."""
        return map(self.iri, self.numbers())

    def __getitem__(self, iri: str) -> Candidate:
        return self.candidate(self._require(iri))

    def __setitem__(self, iri: str, candidate: Candidate) -> None:
        text = iri.encode()
        place = self._place(text)
        number = self._slots[place]
        if number != NONE and not self._is_removed[number]:
            self._write(number, candidate)
            return
        self._slots[place] = len(self._is_removed)
        self._remembered.clear()
        self._append(text, candidate)
        if len(self._is_removed) * 2 > len(self._slots):
            self._grow()

    def __delitem__(self, iri: str) -> None:
        self.remove(self._require(iri))

    def get(self, iri: str) -> Candidate | None:
        """The candidate with an IRI; None if there is none."""
        number = self.number(iri)
        return None if number == NONE else self.candidate(number)

    def items(self) -> Iterator[tuple[str, Candidate]]:
        """All with their IRIs, in the order of these."""
        return ((self.iri(number), self.candidate(number)) for number in self.numbers())

    # ---------------------------------------------------------------- by number

    @property
    def end(self) -> int:
        """The number that the next one gets."""
        return len(self._is_removed)

    def number(self, iri: str) -> int:
        """The number of the candidate with an IRI; `NONE` if there is none."""
        return self._find(iri.encode())

    def numbers(self) -> Iterator[int]:
        """The numbers of all, by IRI."""
        runs = [range(*pair) for pair in pairwise((*self._runs, self.end)) if pair[0] < pair[1]]
        ordered: Iterable[int] = runs[0] if len(runs) == 1 else merge(*runs, key=self._iri)
        return (number for number in ordered if not self._is_removed[number])

    def iri(self, number: int) -> str:
        """The IRI of a candidate."""
        return self._iri(number).decode()

    def version(self, number: int) -> int:
        """The version of a candidate that may leave, which it has."""
        return self._versions[number]

    def newest(self, number: int) -> int:
        """The newest version of a candidate, whether it may leave or not."""
        return self._newest[number]

    def kind(self, number: int) -> CandidateKind:
        """The values that a candidate has in common with others."""
        return self._kinds[self._kind_of[number]]

    def record_id(self, number: int) -> int:
        """The key of the record of a candidate."""
        return self._records[number]

    def candidate(self, number: int) -> Candidate:
        """The candidate with a number."""
        kind = self._kinds[self._kind_of[number]]
        rare = self._rare.get(number)
        version = self._versions[number]
        return Candidate(
            **kind._asdict(),
            iri=self.iri(number),
            topic=None if rare is None else rare.topic,
            version_id=None if version == NONE else version,
            newest_id=self._newest[number],
            record_id=self._records[number],
            held=None if rare is None else rare.held,
        )

    def remove(self, number: int) -> None:
        """Remove a candidate, which is there."""
        self._is_removed[number] = True
        self._count -= 1
        self._remembered.clear()

    def remove_all(self, iris: Iterable[str]) -> None:
        """Remove the candidates with some IRIs, as far as they are there."""
        for iri in iris:
            if iri in self:
                del self[iri]

    def count(self, *, role: Role, state: str) -> int:
        """The number of candidates of a role in a state."""
        wanted = {number for number, kind in enumerate(self._kinds) if (kind.role, kind.state) == (role, state)}
        if not wanted:
            return 0
        return sum(self._kind_of[number] in wanted for number in range(self.end) if not self._is_removed[number])

    def find_among(self, iris: set[bytes]) -> set[int]:
        """The numbers of the candidates that have some of these IRIs; the same few are asked for again and again."""
        remembered = self._remembered
        found = set(map(remembered.get, iris))
        if None in found:
            if len(remembered) >= _MOST_REMEMBERED:
                remembered.clear()
            slots, mask = self._slots, len(self._slots) - 1
            for iri in iris.difference(remembered):
                # Most are not there, which is seen at once.
                number = NONE if slots[hash(iri) & mask] == NONE else self._find(iri)
                remembered[iri] = number
                found.add(number)
        return cast("set[int]", found - _NEITHER)

    def _require(self, iri: str) -> int:
        number = self.number(iri)
        if number == NONE:
            raise KeyError(iri)
        return number

    def _iri(self, number: int) -> bytes:
        return bytes(self._text[self._ends[number] : self._ends[number + 1]])

    def _find(self, iri: bytes) -> int:
        number = self._slots[self._place(iri)]
        return NONE if number == NONE or self._is_removed[number] else number

    def _place(self, iri: bytes) -> int:
        """The place of an IRI in the hash table, or the free one where it belongs."""
        mask = len(self._slots) - 1
        place = hash(iri) & mask
        while (number := self._slots[place]) != NONE:
            if self._text[self._ends[number] : self._ends[number + 1]] == iri:
                break
            place = (place + 1) & mask
        return place

    def _append(self, iri: bytes, candidate: Candidate) -> None:
        if iri < self._last:
            self._runs.append(self.end)
        self._last = iri
        self._text += iri
        self._ends.append(len(self._text))
        for column in (self._versions, self._newest, self._records):
            column.append(NONE)
        self._kind_of.append(NONE)
        self._is_removed.append(False)
        self._count += 1
        self._write(self.end - 1, candidate)

    def _write(self, number: int, candidate: Candidate) -> None:
        kind = CandidateKind._make(_KIND_OF(candidate))
        known = self._kind_numbers.get(kind)
        if known is None:
            known = self._kind_numbers[kind] = len(self._kinds)
            self._kinds.append(kind)
        self._kind_of[number] = known
        self._versions[number] = NONE if candidate.version_id is None else candidate.version_id
        self._newest[number] = candidate.newest_id
        self._records[number] = candidate.record_id
        self._rare.pop(number, None)
        if candidate.topic is not None or candidate.held is not None:
            self._rare[number] = _Rare(candidate.topic, candidate.held)

    def _grow(self) -> None:
        """Make the hash table larger; of two entries with one IRI, the later one is that which counts."""
        slots = array("i", [NONE]) * (len(self._slots) * _GROWTH)
        mask = len(slots) - 1
        before, self._slots = self._slots, slots
        for number in before:
            if number != NONE:
                place = hash(self._iri(number)) & mask
                while slots[place] != NONE:
                    place = (place + 1) & mask
                slots[place] = number
