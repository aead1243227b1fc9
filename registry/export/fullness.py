"""The description that is exported where several sources describe one IRI, or several IRIs name one thing.

That of the source that goes first by priority; of several of one priority, the oldest one that says no less. Of several
IRIs, that of the older source, then the older record; never that of an IRI which a record had before it was renamed, if
there is another.

Source of the rules: docs/decisions/0005-what-leaves.md, docs/decisions/0033-identity.md.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Final, cast

from danhmuc.vocab.valid_iris import valid_or_same

from ..record.summary import summary_of
from ..store.database import Connection
from ..store.reading import graph_bodies
from ..store.selecting import Candidate
from .graph_cache import PAGE
from .packed_candidates import PackedCandidates

_BLANK: Final = re.compile(rb"^_:\S+|(?<= )_:[^\s<>\"]+(?= \.$)", re.MULTILINE)


def choose_fullest(connection: Connection, several: Mapping[str, Sequence[Candidate]]) -> Iterator[Candidate]:
    """One candidate for each IRI; those of an IRI stand in the order of their sources, and all may leave."""
    for page in _pages(list(several.values())):
        stored = graph_bodies(connection, [_version(candidate) for group in page for candidate in group])
        for group in page:
            best, *others = group
            for other in others:
                is_rival = other.priority == best.priority
                if is_rival and says_less(best.iri, stored[_version(best)], stored[_version(other)]):
                    best = other
            yield best


def says_less(iri: str, nquads: bytes, other: bytes) -> bool:
    """Whether a description has no name while another one has, or says nothing that the other does not say, too."""
    is_named = summary_of(iri, nquads).title is not None
    if is_named != (summary_of(iri, other).title is not None):
        return not is_named
    return _lines(nquads) < _lines(other)


def _lines(nquads: bytes) -> frozenset[bytes]:
    """The lines, whatever blank nodes are called."""
    return frozenset(_BLANK.sub(b"_:", nquads).splitlines())


def _version(candidate: Candidate) -> int:
    return cast("int", candidate.version_id)


def _pages(groups: list[Sequence[Candidate]]) -> Iterator[list[Sequence[Candidate]]]:
    """Groups with about so many candidates that one page of graphs has."""
    page: list[Sequence[Candidate]] = []
    size = 0
    for group in groups:
        page.append(group)
        size += len(group)
        if size >= PAGE:
            yield page
            page, size = [], 0
    if page:
        yield page


def spare_records(
    leaving: PackedCandidates, equal: Mapping[str, frozenset[str]], renamed: Container[str]
) -> Iterator[tuple[Candidate, Candidate]]:
    """The records that do not leave because another one of the same thing does, each with that one, by IRI.

    Args:
        equal: by IRI in its valid form, all IRIs that name the same thing, as `Bars` has them.
        renamed: the IRIs that records had before.
    """
    groups: dict[frozenset[str], list[Candidate]] = {}
    for iri, one in leaving.items() if equal else ():
        if one.role == "record" and (group := equal.get(valid_or_same(iri))):
            groups.setdefault(group, []).append(one)
    for some in groups.values():
        some.sort(key=lambda one: (one.iri in renamed, one.priority, one.source_id, one.record_id))
        yield from ((other, some[0]) for other in some[1:])
