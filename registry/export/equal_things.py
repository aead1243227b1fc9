"""The description that is exported where several IRIs name one thing.

That of the source that goes first by priority, then of the older source, then the older record; never that of an IRI
which a record had before it was renamed, if there is another.

Source of the rules: docs/decisions/0033-identity.md.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from danhmuc.vocab.valid_iris import valid_or_same

from ..store.selecting import Candidate
from .packed_candidates import PackedCandidates

__all__ = ["spare_records"]


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
