"""What a policy allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .object_fields import Many
from .rule import PolicyRule

if TYPE_CHECKING:
    from .duty import Duty

__all__ = ["Permission"]


class Permission(PolicyRule):
    """An action that is allowed.

    Source: ODRL Information Model 2.2, section 2.6.3.
    """

    __slots__ = ()

    duties: Many[Duty] = Many("odrl:duty", "0..*", "Duty", "What must be done in return. Source: ODRL 2.2.")
