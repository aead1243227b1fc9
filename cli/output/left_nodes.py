"""Node records that stay stored although nothing else names them, as text, for `purge` and `harvest`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from danhmuc.vocab.text import one_line

from ..language import render
from ..messages.registry import RegistryText
from .text import print_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danhmuc.registry.record.stored import LeftNode


_SHOWN: Final = 100
"""Number of node records that are shown; JSON has all."""


def print_left_nodes(nodes: Sequence[LeftNode], indent: str = "") -> None:
    """Print each node record with the command that purges it; of many, the first and the number of the others."""
    for one in nodes[:_SHOWN]:
        print_line(f"{indent}{one_line(render(RegistryText.NODE_LEFT(iri=one.iri, source=one.source)))}")
    if len(nodes) > _SHOWN:
        print_line(f"{indent}{render(RegistryText.MORE_NODES_LEFT(count=len(nodes) - _SHOWN))}")
