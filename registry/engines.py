"""The engines of one registry: what carries out its methods, each made when it is first needed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .code_lists.code_lists import CodeLists
    from .edits.put import Puts
    from .edits.undo import Undos
    from .harvest.apply import Harvests
    from .record.door import NetworkDoor
    from .record.source_bytes import PruningLimits
    from .store.database import RegistryDatabase
    from .verdicts.context import Validators
    from .verdicts.revalidate import Revalidations


@dataclass(frozen=True)
class Engines:
    """The engines of one registry.

    Attributes:
        door: the way to the network.
        limits: of the raw bytes that are kept after each harvest.
        base: beginning of minted IRIs.
    """

    database: RegistryDatabase
    door: NetworkDoor
    limits: PruningLimits
    base: str
    code_lists: CodeLists

    @cached_property
    def harvests(self) -> Harvests:
        """Plans and applies harvests."""
        from .harvest.apply import Harvests

        return Harvests(self.database, self.base, self.validators, self.door, self.limits)

    @cached_property
    def puts(self) -> Puts:
        """Puts single records, and carries out what a person decides about one."""
        from .edits.put import Puts

        return Puts(self.database, self.validators)

    @cached_property
    def undos(self) -> Undos:
        """Undoes runs."""
        from .edits.undo import Undos

        return Undos(self.database, self.validators)

    @cached_property
    def revalidations(self) -> Revalidations:
        """Validates stored records again."""
        from .verdicts.revalidate import Revalidations

        return Revalidations(self.database, self.validators)

    @cached_property
    def validators(self) -> Validators:
        """Gives the validator of a profile."""
        from .verdicts.context import Validators

        return Validators(self.database, self.code_lists.in_force)
