"""Proposed renames as text, for `harvest` and `status`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from danhmuc.vocab.text import one_line

from ..language import render
from ..messages.registry import RegistryIdentityText
from .text import print_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danhmuc.registry import ProposedRename


_SHOWN: Final = 20
"""Number of proposals that are shown; JSON has all."""


def print_renames(proposed: Sequence[ProposedRename], indent: str = "  ") -> None:
    """Print the proposals of one source, each with its evidence; nothing if there is none."""
    from danhmuc.registry.messages.edits import IdentityText

    if not proposed:
        return
    print_line(f"{indent}{render(RegistryIdentityText.PROPOSALS(count=len(proposed)))}")
    for one in proposed[:_SHOWN]:
        pair = RegistryIdentityText.PROPOSAL(old=one.old, new=one.new, evidence=IdentityText.EVIDENCE[one.evidence]())
        print_line(f"{indent}  {one_line(render(pair))}")
    if len(proposed) > _SHOWN:
        more = RegistryIdentityText.ALL_PROPOSALS(count=len(proposed) - _SHOWN, source=proposed[0].source)
        print_line(f"{indent}  {one_line(render(more))}")
