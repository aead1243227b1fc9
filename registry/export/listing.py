"""The records that catalogues list in an export: only such as leave, and also those that leave although missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.record_terms import MEMBERSHIP

from ..record.bars import Bars
from ..store.database import Connection
from ..store.reading import graph_bodies
from ..store.selecting import Candidate, find_described, kept_members, listed_members

__all__ = ["Listing"]

_MEMBER: Final = re.compile(
    rb"<[^<>\s]*> (?:%b) <(?P<target>[^<>\s]*)> \.$"
    % b"|".join(re.escape(str(prop).encode()) for prop in sorted(MEMBERSHIP, key=str))
)


class Listing:
    """The links of catalogues to what they list.

    Attributes:
        has_missing: whether anything is missing from its source.
        hidden: IRIs of what is left out, though it is no record.
        still_listed: number of links written that the newest reading of their source no longer has.
        stands_for: the IRI that leaves in place of another one, by that other one: of a renamed record, or of the same
            thing.
    """

    def __init__(self, connection: Connection, bars: Bars, leaving: Mapping[str, Candidate], *, is_whole: bool) -> None:
        """`leaving` has the records that leave, and fills while they are selected."""
        self._connection = connection
        self._bars = bars
        self._leaving = leaving
        self._is_whole = is_whole
        self.has_missing = False
        self.hidden: set[str] = set()
        self.still_listed = 0
        self.stands_for: dict[str, str] = {}

    def targets(self, catalog: Candidate) -> set[str]:
        """The IRIs that a catalogue lists, whether they leave or not."""
        found = {target for _, target in listed_members(self._connection, catalog.source_id, catalog.iri)}
        found |= {target for _, target in self._kept_links(catalog)}
        if catalog.version_id is not None:
            # A catalogue put by a program has its links in its own graph.
            lines = graph_bodies(self._connection, [catalog.version_id])[catalog.version_id].splitlines()
            found |= {link["target"].decode() for line in lines if (link := _MEMBER.match(line)) is not None}
        return found | {self.stands_for[target] for target in found & self.stands_for.keys()}

    def with_members(self, catalog: Candidate, nquads: bytes) -> bytes:
        """The catalogue's graph with what it lists, without links to records that are left out.

        A catalogue put by a program has its links in its own graph.
        """
        lines = dict.fromkeys(nquads.splitlines(keepends=True))
        links = {line: found["target"].decode() for line in lines if (found := _MEMBER.match(line)) is not None}
        for prop, target in listed_members(self._connection, catalog.source_id, catalog.iri):
            links[_line(catalog.iri, prop, target)] = target
        still = {
            line: target
            for prop, target in self._kept_links(catalog)
            if self._leaves_from(target, catalog) and (line := _line(catalog.iri, prop, target)) not in links
        }
        self.still_listed += len(still)
        kept = [line for line, target in links.items() if target in self._leaving]
        kept += self._lines_instead(links)
        if self._is_whole:
            # Links to what no source describes leave, too, unless records are selected: then it was not selected.
            elsewhere = find_described(self._connection, {*links.values()} - self._leaving.keys())
            elsewhere |= self.hidden | {target for target in links.values() if self._bars.marks_of(target)}
            elsewhere |= self.stands_for.keys()
            kept += [line for line, target in links.items() if target not in self._leaving and target not in elsewhere]
        others = (line for line in lines if line not in links)
        return b"".join(sorted({*others, *kept, *still}))

    def _lines_instead(self, links: Mapping[bytes, str]) -> list[bytes]:
        """The links to what leaves in place of what a catalogue lists."""
        return [
            _with_target(line, target, instead)
            for line, target in links.items()
            if target not in self._leaving and (instead := self._instead(target)) in self._leaving
        ]

    def _instead(self, target: str) -> str:
        """The IRI that stands for another one, which may stand for a third; itself if none does."""
        seen = {target}
        while (following := self.stands_for.get(target)) is not None and following not in seen:
            seen.add(following)
            target = following
        return target

    def _leaves_from(self, target: str, catalog: Candidate) -> bool:
        """Whether a record leaves as the catalogue's own source describes it."""
        found = self._leaving.get(target)
        return found is not None and found.source_id == catalog.source_id

    def _kept_links(self, catalog: Candidate) -> list[tuple[str, str]]:
        """Property and target of what a catalogue listed until the target, or the catalogue, was missing."""
        return kept_members(self._connection, catalog.source_id, catalog.iri) if self.has_missing else []


def _with_target(line: bytes, target: str, instead: str) -> bytes:
    end = f" <{target}> .\n".encode()
    return line.removesuffix(end) + f" <{instead}> .\n".encode()


def _line(catalog: str, prop: str, target: str) -> bytes:
    return f"<{catalog}> <{prop}> <{target}> .\n".encode()
