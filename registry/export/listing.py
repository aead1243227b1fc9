"""The records that catalogues list in an export: only such as leave, and also those that leave although missing."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from heapq import merge
from io import BytesIO
from itertools import groupby
from typing import Final

from danhmuc.vocab.record_terms import MEMBERSHIP

from ..record.bars import Bars
from ..store.database import Connection
from ..store.reading import graph_bodies
from ..store.secret_words import with_words
from ..store.selecting import Candidate, find_described, kept_members, listed_members
from .packed_candidates import PackedCandidates

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

    def __init__(self, connection: Connection, bars: Bars, leaving: PackedCandidates, *, is_whole: bool) -> None:
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
            connection = with_words(self._connection, "deciding")
            lines = graph_bodies(connection, [catalog.version_id])[catalog.version_id].splitlines()
            found |= {link["target"].decode() for line in lines if (link := _MEMBER.match(line)) is not None}
        return found | {self.stands_for[target] for target in found & self.stands_for.keys()}

    def with_members(self, catalog: Candidate, nquads: bytes, among: Container[str] | None = None) -> bytes:
        """The catalogue's graph with what it lists, without links to records that are left out.

        A catalogue put by a program has its links in its own graph.

        Args:
            among: the only IRIs that it is to list, if not all.
        """
        out = BytesIO()
        out.writelines(self.lines_with_members(catalog, nquads, among))
        return out.getvalue()

    def lines_with_members(
        self, catalog: Candidate, nquads: bytes, among: Container[str] | None = None
    ) -> Iterator[bytes]:
        """The lines of `with_members`, one by one."""
        rest: list[bytes] = []
        links: dict[bytes, str] = {}
        for line in nquads.splitlines(keepends=True):
            found = _MEMBER.match(line)
            if found is None:
                rest.append(line)
            else:
                links[line] = found["target"].decode()
        links |= self._lines_still_listed(catalog, links)
        # A catalogue may list all that there is: only what does not leave is held.
        others = {line: target for line, target in self._lines_of_members(catalog) if target not in self._leaving}
        others |= {line: target for line, target in links.items() if target not in self._leaving}
        kept = {line: target for line, target in links.items() if line not in others} | self._elsewhere(others)
        more = [line for line, target in kept.items() if among is None or target in among]
        more += self._lines_instead(others, among)
        listed = (
            line
            for line, target in self._lines_of_members(catalog)
            if target in self._leaving and (among is None or target in among)
        )
        yield from (line for line, _ in groupby(merge(sorted([*rest, *more]), listed)))

    def _lines_of_members(self, catalog: Candidate) -> Iterator[tuple[bytes, str]]:
        """The lines of what a catalogue lists now, each with its target, sorted."""
        for prop, target in listed_members(self._connection, catalog.source_id, catalog.iri):
            yield _line(catalog.iri, prop, target), target

    def _lines_still_listed(self, catalog: Candidate, links: Mapping[bytes, str]) -> dict[bytes, str]:
        """The lines of what leaves, but is listed no longer since it, or the catalogue, is missing; without `links`."""
        still = {
            line: target
            for prop, target in self._kept_links(catalog)
            if self._leaves_from(target, catalog) and (line := _line(catalog.iri, prop, target)) not in links
        }
        if still:
            for line, _ in self._lines_of_members(catalog):
                still.pop(line, None)
        self.still_listed += len(still)
        return still

    def _elsewhere(self, others: Mapping[bytes, str]) -> dict[bytes, str]:
        """The links, of some to what does not leave, that lead to what no source describes.

        They leave, too, unless records are chosen: then it was not chosen.
        """
        if not self._is_whole or not others:
            return {}
        described = find_described(self._connection, {*others.values()})
        described |= self.hidden | {target for target in others.values() if self._bars.of_any_version(target)}
        described |= self.stands_for.keys()
        return {line: target for line, target in others.items() if target not in described}

    def _lines_instead(self, links: Mapping[bytes, str], among: Container[str] | None) -> list[bytes]:
        """The links to what leaves in place of what a catalogue lists."""
        return [
            _with_target(line, target, instead)
            for line, target in links.items()
            if (instead := self._instead(target)) in self._leaving and (among is None or instead in among)
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

    def _kept_links(self, catalog: Candidate) -> Iterator[tuple[str, str]]:
        """Property and target of what a catalogue listed until the target, or the catalogue, was missing."""
        return kept_members(self._connection, catalog.source_id, catalog.iri) if self.has_missing else iter(())


def _with_target(line: bytes, target: str, instead: str) -> bytes:
    end = f" <{target}> .\n".encode()
    return line.removesuffix(end) + f" <{instead}> .\n".encode()


def _line(catalog: str, prop: str, target: str) -> bytes:
    return f"<{catalog}> <{prop}> <{target}> .\n".encode()
