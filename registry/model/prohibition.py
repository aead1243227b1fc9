"""What a policy forbids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .object_fields import Many
from .rule import PolicyRule

if TYPE_CHECKING:
    from .duty import Duty

__all__ = ["Prohibition"]


class Prohibition(PolicyRule):
    """An action that is forbidden.

    Source: ODRL Information Model 2.2, section 2.6.4.
    """

    __slots__ = ()

    remedies: Many[Duty] = Many("odrl:remedy", "0..*", "Duty", "What must be done when it was done. Source: ODRL 2.2.")
