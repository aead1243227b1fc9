"""The newest versions of the records of a source by IRI: all of them, packed if they are many, or on demand."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from struct import Struct
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select

from ..record.stored import StoredVersion
from .stored_rows import newest_versions, version_from_row, version_rows
from .tables import records

_FEW: Final = 50_000
"""Versions up to this number are held as objects: packing them costs a tenth of the time of an unchanged harvest."""

_HEAD: Final = Struct("<qq7Ib")
"""Keys of record and version, numbers of texts, and the verdict."""
_DIGEST: Final = Struct("<I?32s")
"""Number of the text before a digest, whether there is a digest, and its bytes."""
_VERDICTS: Final = {None: -1, False: 0, True: 1}
_ACCEPTED: Final = {-1: None, 0: False, 1: True}
_HEX: Final = re.compile(r"(.*?)([0-9a-f]{64})", re.DOTALL)


def all_versions(connection: Connection, source_id: int, profile: str) -> Mapping[str, StoredVersion]:
    """The newest versions of all records of a source by IRI, packed if there are many."""
    number = connection.scalar(select(func.count()).where(records.c.source_id == source_id)) or 0
    if number <= _FEW:
        return newest_versions(connection, source_id, profile)
    return VersionIndex(version_rows(connection, source_id, profile))


class VersionIndex(Mapping[str, StoredVersion]):
    """Stored versions by IRI; each is made when it is asked for, and the last one is remembered."""

    def __init__(self, rows: Iterable[Row[Any]]) -> None:
        self._texts: list[str | None] = [None]
        self._numbers: dict[str | None, int] = {None: 0}
        self._packed: dict[str, bytes] = {}
        self._last: tuple[str, StoredVersion] | None = None
        for row in rows:
            self._packed[row.iri] = self._pack(version_from_row(row))

    def __getitem__(self, iri: str) -> StoredVersion:
        """The version of an IRI.

        Raises:
            KeyError: there is none.
        """
        if self._last is not None and self._last[0] == iri:
            return self._last[1]
        version = self._unpack(self._packed[iri])
        self._last = (iri, version)
        return version

    def __contains__(self, iri: object) -> bool:
        """Whether there is a version of an IRI."""
        return iri in self._packed

    def __iter__(self) -> Iterator[str]:
        """The IRIs."""
        return iter(self._packed)

    def __len__(self) -> int:
        """The number of versions."""
        return len(self._packed)

    def _number(self, text: str | None) -> int:
        """The number of a text that many versions have."""
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = len(self._texts)
            self._texts.append(text)
        return number

    def _pack(self, one: StoredVersion) -> bytes:
        rules, _, context = one.verdict_key.rpartition(" ")
        texts = (one.role, one.causes, one.main_class, one.since, one.until, rules)
        head = _HEAD.pack(
            one.id,
            one.version_id,
            *map(self._number, texts),
            0 if one.source_digest == one.digest else 1,
            _VERDICTS[one.accepted],
        )
        digests = [one.digest, context] if one.source_digest == one.digest else [one.digest, context, one.source_digest]
        return head + b"".join(map(self._pack_digest, digests))

    def _pack_digest(self, text: str) -> bytes:
        found = _HEX.fullmatch(text)
        if found is None:
            return _DIGEST.pack(self._number(text), False, b"")  # noqa: FBT003 - a member of the struct
        return _DIGEST.pack(self._number(found[1]), True, bytes.fromhex(found[2]))  # noqa: FBT003

    def _unpack_digest(self, packed: bytes, at: int) -> str:
        number, has_digest, digest = _DIGEST.unpack_from(packed, _HEAD.size + at * _DIGEST.size)
        text = self._texts[number] or ""
        return text + digest.hex() if has_digest else text

    def _unpack(self, packed: bytes) -> StoredVersion:
        key, version_id, *numbers, accepted = _HEAD.unpack_from(packed)
        *texts, own_source = numbers
        role, causes, main_class, since, until, rules = (self._texts[number] for number in texts)
        digests = [self._unpack_digest(packed, at) for at in range(2 + own_source)]
        return StoredVersion(
            id=key,
            role=role or "",
            causes=causes or "",
            version_id=version_id,
            digest=digests[0],
            source_digest=digests[-1] if own_source else digests[0],
            verdict_key=f"{rules} {digests[1]}" if rules else digests[1],
            accepted=_ACCEPTED[accepted],
            main_class=main_class,
            since=since,
            until=until,
        )


_Read = Callable[[Collection[str] | None], Mapping[str, StoredVersion]]


class VersionsOnDemand(Mapping[str, StoredVersion]):
    """Stored versions by IRI; `fetch` reads many at once, any other is read by itself.

    Whoever walks all of them reads all: that is right, and costs as much as a whole reading.
    """

    def __init__(self, read: _Read) -> None:
        """`read` returns the versions of some IRIs, or of all."""
        self._read = read
        self._asked: set[str] = set()
        self._found: dict[str, StoredVersion] = {}
        self._has_all = False

    def fetch(self, iris: Collection[str]) -> None:
        """Read the versions of some IRIs that were not asked for yet."""
        fresh = set(iris) - self._asked
        if fresh and not self._has_all:
            self._asked |= fresh
            self._found |= self._read(sorted(fresh))

    def __getitem__(self, iri: str) -> StoredVersion:
        """The version of an IRI.

        Raises:
            KeyError: there is none.
        """
        self.fetch((iri,))
        return self._found[iri]

    def __contains__(self, iri: object) -> bool:
        """Whether there is a version of an IRI."""
        if not isinstance(iri, str):
            return False
        self.fetch((iri,))
        return iri in self._found

    def __iter__(self) -> Iterator[str]:
        """The IRIs of all."""
        return iter(self._all())

    def __len__(self) -> int:
        """The number of all."""
        return len(self._all())

    def version_ids(self) -> list[int]:
        """The keys of the versions that were read."""
        return [one.version_id for one in self._found.values()]

    def _all(self) -> Mapping[str, StoredVersion]:
        if not self._has_all:
            self._found |= self._read(None)
            self._has_all = True
        return self._found
