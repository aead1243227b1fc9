"""What of a profile is passed over, on stderr: such a rule judges nothing, and who relies on it has to know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.messages import as_message

from .language import render
from .messages.profile_warnings import HEAD
from .output import short, tell

if TYPE_CHECKING:
    from danhmuc.shapes import Validator

__all__ = ["is_profile_warning", "tell_profile_warnings", "telling_of_slow_patterns"]

_LONGEST: Final = 400
"""Letters of a line; a pattern in it has no limit of its own."""


def tell_profile_warnings(profile: str, warnings: Iterable[str]) -> None:
    """A line for each; they change neither answers nor exit codes.

    Args:
        profile: as the user named it.
        warnings: sentences of the library.
    """
    for warning in warnings:
        text = render(as_message(warning))
        tell(short(f"{_head()} {profile}: {text}", _LONGEST), err=True)


@contextmanager
def telling_of_slow_patterns(profile: str, validator: Validator) -> Iterator[None]:
    """What is found out about a profile only while it judges, told in the end."""
    known = len(validator.warnings)
    yield
    tell_profile_warnings(profile, validator.warnings[known:])


def is_profile_warning(line: str) -> bool:
    """Whether a line of stderr is such a warning: once is enough, however many processes have told it."""
    return line.startswith(_head())


def _head() -> str:
    return render(HEAD)
