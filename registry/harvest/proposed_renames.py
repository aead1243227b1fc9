"""Renames that one reading gives reason to propose: records that are missing, and new ones that are like them.

Source of the rules: docs/decisions/0033-identity.md.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, get_args

from ..record.identity import AmbiguousRename, Evidence, ProposedRename, groups_of
from ..record.likeness import content_key, downloads_key, identifiers_of

_LEVELS: Final[tuple[Evidence, ...]] = get_args(Evidence)
"""Evidence, the strongest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRenames:
    """The renames to propose, and those that could be of several records, both in a fixed order."""

    proposed: tuple[ProposedRename, ...] = ()
    ambiguous: tuple[AmbiguousRename, ...] = ()


@dataclass(frozen=True, slots=True)
class _Keys:
    """One description to be compared: its digest, or its values, by evidence."""

    iri: str
    by_evidence: Mapping[Evidence, frozenset[str]] = field(default_factory=dict)


def find_renames(
    source: str,
    absent: Iterable[tuple[str, bytes]],
    fresh: Iterable[tuple[str, bytes]],
    *,
    declined: Collection[tuple[str, str]] = (),
    is_shared: Callable[[str], bool] = lambda _: False,
) -> FoundRenames:
    """Compare what is missing with what is new, both by IRI and canonical N-Quads.

    A pair is proposed by the strongest evidence that it has, unless one of the two has the same in common with another
    one. What a person has declined is not proposed again.

    Args:
        is_shared: whether an identifier is that of several records of the source, so that it is evidence of nothing.
    """
    olds = [_keys(iri, nquads, is_shared) for iri, nquads in absent]
    news = [_keys(iri, nquads, is_shared) for iri, nquads in fresh] if olds else []
    proposed: list[ProposedRename] = []
    ambiguous: list[AmbiguousRename] = []
    done: set[tuple[str, str]] = set()
    for evidence in _LEVELS:
        for some_old, some_new in _alike(evidence, olds, news, done):
            done |= {("old", iri) for iri in some_old} | {("new", iri) for iri in some_new}
            if len(some_old) > 1 or len(some_new) > 1:
                ambiguous.append(AmbiguousRename(old=tuple(some_old), new=tuple(some_new), evidence=evidence))
            elif (some_old[0], some_new[0]) not in declined:
                proposed.append(ProposedRename(source=source, old=some_old[0], new=some_new[0], evidence=evidence))
    return FoundRenames(
        proposed=tuple(sorted(proposed, key=lambda one: (one.old, one.new))), ambiguous=tuple(ambiguous)
    )


def _alike(
    evidence: Evidence, olds: Iterable[_Keys], news: Iterable[_Keys], done: Collection[tuple[str, str]]
) -> Iterator[tuple[list[str], list[str]]]:
    """Groups of missing and new records that have something in common by this evidence, each with both kinds."""
    members: dict[str, tuple[str, str]] = {}
    pairs: list[tuple[str, str]] = []
    for kind, some in (("old", olds), ("new", news)):
        for one in some:
            if (kind, one.iri) in done:
                continue
            node = f"{kind} {one.iri}"
            for key in one.by_evidence.get(evidence, ()):
                members[node] = (kind, one.iri)
                pairs.append((node, f"key {key}"))
    groups = {frozenset(group & members.keys()) for group in groups_of(pairs).values()}
    found: list[tuple[list[str], list[str]]] = []
    for group in groups:
        named = [members[node] for node in group]
        some_old = sorted(iri for kind, iri in named if kind == "old")
        some_new = sorted(iri for kind, iri in named if kind == "new")
        if some_old and some_new:
            found.append((some_old, some_new))
    yield from sorted(found)


def _keys(iri: str, nquads: bytes, is_shared: Callable[[str], bool]) -> _Keys:
    downloads = downloads_key(iri, nquads)
    return _Keys(
        iri,
        {
            "content": frozenset({content_key(iri, nquads)}),
            "downloads": frozenset() if downloads is None else frozenset({downloads}),
            "identifier": frozenset(value for value in identifiers_of(iri, nquads) if not is_shared(value)),
        },
    )
