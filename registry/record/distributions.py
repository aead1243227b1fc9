"""Count the distributions that a record's own graph describes.

Naming a distribution is not describing it: another page may describe it.
"""

from __future__ import annotations

import re

from danhmuc.vocab.terms import DCAT

_NAMED = re.compile(rb"^\S+ " + re.escape(str(DCAT.distribution).encode()) + rb" (<[^<>\s]*>|_:\S+) \.$", re.MULTILINE)
_SUBJECT = re.compile(rb"^(<[^<>\s]*>|_:\S+) ", re.MULTILINE)


def described_distributions(nquads: bytes) -> int:
    """The number of distributions named in canonical N-Quads that are subjects there too."""
    return len(_described_names(nquads))


def named_distributions(nquads: bytes) -> set[str]:
    """The IRIs of the distributions named in canonical N-Quads, described there or not."""
    return {name[1:-1].decode() for name in _NAMED.findall(nquads) if name.startswith(b"<")}


def loses_distributions(old: bytes, new: bytes) -> bool:
    """Whether `new` lacks a distribution that `old` describes; unnamed ones can only be counted."""
    before, after = _described_names(old), _described_names(new)
    return len(after) < len(before) or any(name.startswith(b"<") and name not in after for name in before)


def _described_names(nquads: bytes) -> set[bytes]:
    return set(_NAMED.findall(nquads)) & set(_SUBJECT.findall(nquads))
