"""Warnings on stderr about rules of a profile that are ignored: they validate nothing, and users have to know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..language import language
from .text import short, tell

if TYPE_CHECKING:
    from danhmuc.shapes import Validator
    from danhmuc.vocab.messages import Message

__all__ = ["ProfileWarning", "collecting_profile_warnings", "tell_profile_warnings", "telling_of_slow_patterns"]

_LONGEST: Final = 400
"""Letters of a line; a pattern in it has no limit of its own."""
_collected: ContextVar[list[ProfileWarning] | None] = ContextVar("collected", default=None)


@dataclass(frozen=True, slots=True)
class ProfileWarning:
    """A warning about a profile.

    Attributes:
        profile: as the user named it.
    """

    profile: str
    message: Message

    def tell(self) -> None:
        """A line on stderr; it changes neither answers nor exit codes."""
        from ..messages.profile_warnings import PROFILE_WARNING  # cheap, but --help needs none of it

        warning = PROFILE_WARNING(profile=self.profile, warning=self.message)
        tell(short(warning.render(language()), _LONGEST), err=True)


def tell_profile_warnings(profile: str, warnings: Iterable[Message]) -> None:
    """A line for each, or to whoever collects them.

    Args:
        profile: as the user named it.
        warnings: what the library passes over.
    """
    collected = _collected.get()
    for message in warnings:
        warning = ProfileWarning(profile, message)
        if collected is None:
            warning.tell()
        else:
            collected.append(warning)


@contextmanager
def collecting_profile_warnings() -> Iterator[list[ProfileWarning]]:
    """The warnings within the block, collected and not printed: once is enough, however many processes warn."""
    collected: list[ProfileWarning] = []
    token = _collected.set(collected)
    try:
        yield collected
    finally:
        _collected.reset(token)


@contextmanager
def telling_of_slow_patterns(profile: str, validator: Validator) -> Iterator[None]:
    """Tell in the end what is found out about a profile only while it validates."""
    known = len(validator.warnings)
    yield
    tell_profile_warnings(profile, validator.warnings[known:])
