"""The languages of a feed: texts in other languages do not leave, unless a record would lose all texts of a property.

Source of the rules: docs/decisions/0053-what-a-build-validates.md.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import BinaryIO, Final, cast

from danhmuc.vocab.prefixes import abbreviate

from ..export.report import RecordLosses
from ..record.exported import ExportedRecord

_TAGGED: Final = re.compile(rb'"@([A-Za-z0-9-]+) \.\n?$')
_SHOWN: Final = 20
_DEEPEST: Final = 20


class LanguageChoice:
    """Leaves out texts in languages that a feed does not give, and counts them.

    A tag stands for all that begin with it, as in RFC 4647: ``vi`` for ``vi-VN``. Texts without a tag stay. Where no
    text of a property of one thing is in any of the languages, all of them stay.

    Args:
        tags: in lower case.

    Attributes:
        texts: number of texts left out.
        records: number of records and node records that lost any.
        first: the first of these, in the order in which they came.
    """

    def __init__(self, tags: Sequence[str]) -> None:
        self._tags = frozenset(tag.encode() for tag in tags)
        self._rows = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 - closed by close()
        self._counted_nodes: set[int] = set()
        self.texts = 0
        self.records = 0
        self.first: tuple[RecordLosses, ...] = ()

    def choose(self, records: Iterable[ExportedRecord]) -> list[ExportedRecord]:
        """Records with the texts that leave, and with those of the node records that they reach."""
        return [
            replace(one, nquads=self._of_graph(one.iri, one.nquads), reached=self._of_nodes(one.reached))
            for one in records
        ]

    def of_own(self, nquads: bytes) -> bytes:
        """A graph that the feed itself says, with the texts that leave; not counted, as nobody loses it."""
        return b"".join(self._keep(nquads.splitlines(keepends=True)))

    def losses(self) -> Iterator[tuple[str, str, int]]:
        """IRI, property and number of the texts that each record lost, in the order of the feed."""
        self._rows.seek(0)
        for line in self._rows:
            iri, properties = json.loads(line)
            for path, count in properties.items():
                yield iri, path, count

    def close(self) -> None:
        """Give the temporary file back."""
        self._rows.close()

    def _of_nodes(self, nodes: Mapping[str, bytes]) -> Mapping[str, bytes]:
        return {iri: self._of_graph(iri, graph, is_node=True) for iri, graph in nodes.items()}

    def _of_graph(self, iri: str, nquads: bytes, *, is_node: bool = False) -> bytes:
        lines = nquads.splitlines(keepends=True)
        kept = self._keep(lines)
        if len(kept) == len(lines):
            return nquads
        key = hash(iri)
        if not is_node or key not in self._counted_nodes:
            if is_node:  # many records reach it
                self._counted_nodes.add(key)
            self._count(iri, lines, set(lines).difference(kept))
        return b"".join(kept)

    def _keep(self, lines: Sequence[bytes]) -> list[bytes]:
        kept: list[bytes] = []
        for _, some in groupby(lines, key=lambda line: line.split(b" ", 2)[:2]):
            group = [(line, _tag_of(line)) for line in some]
            if any(tag is not None and self._is_chosen(tag) for _, tag in group):
                kept += (line for line, tag in group if tag is None or self._is_chosen(tag))
            else:
                kept += (line for line, _ in group)
        return kept

    def _is_chosen(self, tag: bytes) -> bool:
        words = tag.lower().split(b"-")
        return any(b"-".join(words[:count]) in self._tags for count in range(1, len(words) + 1))

    def _count(self, iri: str, lines: Iterable[bytes], lost: Iterable[bytes]) -> None:
        holders: dict[bytes, tuple[bytes, bytes]] = {}
        for line in lines:
            subject, predicate, value = line.split(b" ", 2)
            holders.setdefault(value.rpartition(b" .")[0], (subject, predicate))
        numbers = Counter(_path(iri, line, holders) for line in lost)
        properties = dict(sorted(numbers.items()))
        self.texts += sum(properties.values())
        self.records += 1
        if len(self.first) < _SHOWN:
            self.first += (RecordLosses(iri=iri, properties=properties),)
        self._rows.write(f"{json.dumps([iri, properties])}\n".encode())


def _tag_of(line: bytes) -> bytes | None:
    found = _TAGGED.search(line)
    return None if found is None else found[1]


def _path(iri: str, line: bytes, holders: Mapping[bytes, tuple[bytes, bytes]]) -> str:
    """The path from a record to the property of a line, as prefixed names."""
    subject, predicate, _ = line.split(b" ", 2)
    path, own = [predicate], f"<{iri}>".encode()
    while subject != own and subject in holders and len(path) < _DEEPEST:
        subject, predicate = holders[subject]
        path.append(predicate)
    return "/".join(abbreviate(one[1:-1].decode()) for one in reversed(path))
