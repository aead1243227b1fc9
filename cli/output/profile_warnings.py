"""Warnings on stderr about rules of a profile that are ignored: they validate nothing, and users have to know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from ..language import render
from .text import print_line, short_line

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Message


_LONGEST: Final = 400
"""Letters of a line; a pattern in it has no limit of its own."""


def print_profile_warnings(profile: str, warnings: Iterable[Message]) -> None:
    """Print a line on stderr for each warning; they change neither answers nor exit codes.

    Args:
        profile: as the user named it.
    """
    from ..messages.program import ProfileWarningsText  # cheap, but --help needs none of it

    for warning in warnings:
        print_line(
            short_line(render(ProfileWarningsText.PROFILE_WARNING(profile=profile, warning=warning)), _LONGEST),
            err=True,
        )
