"""What a policy demands."""

from __future__ import annotations

from .object_fields import Many
from .rule import PolicyRule

__all__ = ["Duty"]


class Duty(PolicyRule):
    """An action that is owed.

    Source: ODRL Information Model 2.2, section 2.6.5.
    """

    __slots__ = ()

    consequences: Many[Duty] = Many(
        "odrl:consequence", "0..*", "Duty", "What must be done when it was not done. Source: ODRL 2.2."
    )
