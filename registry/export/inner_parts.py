"""Descriptions within the graphs of exported records, such as those of distributions: each IRI leaves once.

Source of the rules: docs/decisions/0005-what-leaves.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..store.selecting import Candidate

__all__ = ["InnerParts"]


class InnerParts:
    """The IRIs described within the graphs of records that leave, and the records that hold them."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self._others: dict[str, list[str]] = {}

    def add(self, holder: str, iris: Iterable[str]) -> None:
        """Add what the graph of a record describes."""
        for iri in iris:
            if self._first.setdefault(iri, holder) != holder:
                self._others.setdefault(iri, []).append(holder)

    def become_parts(self, leaving: Mapping[str, Candidate]) -> Iterator[str]:
        """The IRIs of the records that their source describes within another record that leaves, by now.

        The newer description counts: what is missing, or leaves in an older version, is described by the others.
        """
        gone: set[str] = set()
        # Whatever may stand for a record comes before it.
        for iri in sorted(self._first.keys() & leaving.keys(), key=lambda iri: (_age(leaving[iri]), iri)):
            record = leaving[iri]
            holders = (leaving[holder] for holder in self._holders(iri, leaving) if holder not in gone)
            if any(one.source_id == record.source_id and _age(one) < _age(record) for one in holders):
                gone.add(iri)
                yield iri

    def cuts(self, leaving: Mapping[str, Candidate]) -> dict[str, set[str]]:
        """The descriptions that must not leave within a record, since they leave elsewhere: IRIs by record.

        A record of its own counts before parts of others; of these the source of the first priority, then the
        oldest one, then what is newer in it.
        """
        found: dict[str, set[str]] = {}
        for iri in sorted(self._others.keys() | (self._first.keys() & leaving.keys())):
            holders = self._holders(iri, leaving)
            if iri not in leaving:
                holders = sorted(holders, key=lambda one: _rank(leaving[one]))[1:]
            for holder in holders:
                found.setdefault(holder, set()).add(iri)
        return found

    def _holders(self, iri: str, leaving: Mapping[str, Candidate]) -> list[str]:
        return [one for one in (self._first[iri], *self._others.get(iri, ())) if one in leaving]


def _age(candidate: Candidate) -> tuple[bool, bool]:
    """Whether a record is missing from its source, and whether an older version of it leaves."""
    return candidate.state == "missing", candidate.version_id != candidate.newest_id


def _rank(holder: Candidate) -> tuple[int, int, tuple[bool, bool], str]:
    return holder.priority, holder.source_id, _age(holder), holder.iri
