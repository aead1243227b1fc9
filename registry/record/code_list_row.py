"""One version of a code list in the registry; knows no SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from danhmuc.vocab.json_values import json_members


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeListRow:
    """One version of a code list.

    Attributes:
        concepts: number of its concepts.
        is_complete: whether any code that it lacks is wrong.
        snapshot: the day whose codes it has; None if it states none.
        version: its name: its own, else its day, else the beginning of its digest.
        origin: ``bundled`` with danhmuc or ``loaded`` into this registry.
        in_force: whether its token means this version.
        place, by, added_at: file it was loaded from, by whom and when (UTC); None for bundled ones.
        used_by, used_at: who put it in force and when; None if nobody did, or it is not in force.
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
        """Its title in the first of the languages that has one, else in any; else its token."""
        known = (*languages, "vi", "en", *sorted(self.titles))
        return next((self.titles[tag] for tag in known if tag in self.titles), self.token)

    def as_dict(self) -> dict[str, object]:
        """The row as JSON has it."""
        return json_members(self, self.__slots__)
