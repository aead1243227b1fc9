"""Count the triples that a syntax could not express."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

__all__ = ["EXAMPLES", "Unwritten"]

EXAMPLES: Final = 5
"""The number of triples shown as examples."""


@dataclass(slots=True)
class Unwritten:
    """Triples that were left out because the syntax cannot express them.

    Attributes:
        count: the number of triples.
        examples: the first of them, as N-Quads without the full stop.
    """

    count: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, triple: str) -> None:
        """Count a triple."""
        self.count += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(triple)
