"""The bundled profiles, one row each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal

from danhmuc.vocab.terms import OWL, PROF

from ..engine import index_nquads
from .bundled_profiles import profile_tokens
from .loading import read_profile

if TYPE_CHECKING:
    from .loading import Profile


_TOKEN: Final = PROF.hasToken
_VERSION: Final = OWL.versionInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileRow:
    """A profile in brief.

    Attributes:
        builds_on: tokens of the profiles below it, nearest first.
        rules: how many it declares itself.
        all_rules: how many it validates with, those of the profiles below it included.
    """

    token: str
    title: Mapping[str, str]
    version: str | None
    builds_on: tuple[str, ...]
    rules: int
    all_rules: int


def profile_rows() -> Iterator[ProfileRow]:
    """The bundled profiles, sorted by token."""
    for token in profile_tokens():
        profile = read_profile(token)
        yield ProfileRow(
            token=token,
            title=profile.title,
            version=profile_version(profile),
            builds_on=profile.tokens[1:],
            rules=sum(rule.code.startswith(f"{token}:") for rule in profile.rules.values()),
            all_rules=len(profile.rules),
        )


def profile_version(profile: Profile) -> str | None:
    """The version that the profile states."""
    wanted = Literal(profile.token)
    for properties in index_nquads(profile.nquads).values():
        if wanted in properties.get(_TOKEN, ()):
            return next((value.value for value in properties.get(_VERSION, ()) if isinstance(value, Literal)), None)
    return None
