"""The first few of many names, for a sentence that cannot list them all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from danhmuc.vocab.messages import Fact

_FEW: Final = 3


def first_few(names: Sequence[Fact], most: int = _FEW) -> tuple[Fact, ...]:
    """The first names, and a sign that there are more."""
    return (*names[:most], "…") if len(names) > most else tuple(names)
