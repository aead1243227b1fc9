"""Bundled profiles by token; no profile is read for this.

Source of the rules: a profile is one Turtle file in shapes/, whose first lines have its IRI and token.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


NO_PROFILE: Final = "none"
"""The token that turns validation off."""

_HEAD: Final = re.compile(rb'^<([^>\s]+)> a prof:Profile ;\s+prof:hasToken "([^"]+)"', re.MULTILINE)


def profile_tokens() -> tuple[str, ...]:
    """Tokens of the bundled profiles, sorted."""
    return tuple(sorted(bundled_places()))


@cache
def bundled_places() -> dict[str, tuple[str, Traversable]]:
    """IRI and file of each bundled profile by token, without parsing them."""
    found = {}
    for entry in sorted(files("danhmuc.shapes").iterdir(), key=lambda entry: entry.name):
        head = _HEAD.search(entry.read_bytes()) if entry.name.endswith(".ttl") else None
        if head is not None:
            found[head[2].decode()] = (head[1].decode(), entry)
    return found
