"""One version of a code list, as the registry shows it; knows no SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from danhmuc.vocab.json_values import json_members

__all__ = ["CodeListRow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeListRow:
    """One version of a list.

    Attributes:
        concepts: how many it has.
        is_complete: whether a code that is not in it is wrong.
        snapshot: the day on which it was so; None where it does not say.
        version: what it is called: in its own words, else its day, else the beginning of its digest.
        origin: ``bundled`` with danhmuc or ``loaded`` into this registry.
        in_force: whether its token means this version.
        place, by, added_at: file it was loaded from, by whom and when (UTC); None for bundled ones.
        used_by, used_at: who put it in force and when; None where nobody did, or it is not in force.
    """

    token: str
    iri: str
    titles: Mapping[str, str]
    concepts: int
    is_complete: bool
    snapshot: date | None
    version: str
    digest: str
    origin: Literal["bundled", "loaded"]
    in_force: bool
    place: str | None = None
    by: str | None = None
    added_at: str | None = None
    used_by: str | None = None
    used_at: str | None = None

    def title(self, *languages: str) -> str:
        """What it is called in the first of the languages that has a title, else in any; else its token."""
        known = (*languages, "vi", "en", *sorted(self.titles))
        return next((self.titles[tag] for tag in known if tag in self.titles), self.token)

    def as_dict(self) -> dict[str, object]:
        """The row as JSON has it."""
        return json_members(self, self.__slots__)
