"""How many distributions a record's own graph describes.

Naming a distribution is not describing it: a page that is not at hand may hold the description.
"""

from __future__ import annotations

import re

__all__ = ["described_distributions"]

_NAMED = re.compile(rb"^\S+ <http://www\.w3\.org/ns/dcat#distribution> (<[^<>\s]*>|_:\S+) \.$", re.MULTILINE)
_SUBJECT = re.compile(rb"^(<[^<>\s]*>|_:\S+) ", re.MULTILINE)


def described_distributions(nquads: bytes) -> int:
    """The number of distributions named in canonical N-Quads that are subjects there too."""
    return len(set(_NAMED.findall(nquads)) & set(_SUBJECT.findall(nquads)))
