"""The rules by which verdicts are made: a profile and all code lists in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules of a validator.

    Attributes:
        token, digest, nquads: of the profile, as it is in force on the day.
        lists: digest of each code list in force by its token.
    """

    token: str
    digest: str
    nquads: bytes = field(repr=False)
    lists_digest: str
    lists: Mapping[str, str]
