"""The validators of an open registry: one per profile, made anew when the day or a code list in force has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from danhmuc.shapes import NO_PROFILE, Validator, today_in_vietnam
from danhmuc.shapes.validation.code_lists import CodeListIndex, CodeListLike
from danhmuc.vocab.messages import Message

from ..record.rules import Rules
from ..store.database import Connection, RegistryDatabase


class Validators:
    """Gives the validator of a profile; called as a function."""

    def __init__(
        self, database: RegistryDatabase, lists_in_force: Callable[[Connection], Mapping[str, CodeListLike]]
    ) -> None:
        self._database = database
        self._lists_in_force = lists_in_force
        self._made: dict[str, Validator] = {}

    def __call__(self, connection: Connection, profile: str, today: date | None = None) -> Validator | None:
        """The validator of a profile, for a day and the code lists in force; None for ``none``."""
        if profile == NO_PROFILE:
            return None
        day = today_in_vietnam() if today is None else today
        lists = self._lists_in_force(connection)
        known = self._made.get(profile)
        in_force = CodeListIndex(lists)
        if known is None or (known.today, known.lists_digest) != (day, in_force.digest):
            known = self._made[profile] = Validator(profile, today=day, lists=lists)
            rules = known.profile
            self._database.rules[rules.digest, known.lists_digest] = Rules(
                token=rules.token,
                digest=rules.digest,
                nquads=rules.nquads,
                lists_digest=known.lists_digest,
                lists=in_force.digests,
            )
        return known

    def warnings(self) -> dict[str, tuple[Message, ...]]:
        """The warnings about each profile; those without one are left out."""
        return {profile: validator.warnings for profile, validator in self._made.items() if validator.warnings}

    def forget(self) -> None:
        """Make each validator anew, as a new process would."""
        self._made.clear()
