"""What the rules of policies have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .concept_fields import ManyConcepts
from .object_fields import Many
from .resource import Resource

if TYPE_CHECKING:
    from .agent import Agent
    from .constraint import Constraint

__all__ = ["PolicyRule"]


class PolicyRule(Resource):
    """What permissions, prohibitions and duties share; no noun of its own.

    Source: ODRL Information Model 2.2, section 2.6.
    """

    __slots__ = ()

    actions: ManyConcepts = ManyConcepts(
        "odrl:action", "1..*", "", "What is done, such as odrl:distribute. Source: ODRL 2.2.", range="odrl:Action"
    )
    targets: Many[Resource] = Many(
        "odrl:target", "0..*", "Resource", "What it is done with. Source: ODRL 2.2.", range="odrl:Asset"
    )
    assigners: Many[Agent] = Many("odrl:assigner", "0..*", "Agent", "Who grants. Source: ODRL 2.2.", range="odrl:Party")
    assignees: Many[Agent] = Many("odrl:assignee", "0..*", "Agent", "To whom. Source: ODRL 2.2.", range="odrl:Party")
    constraints: Many[Constraint] = Many(
        "odrl:constraint", "0..*", "Constraint", "Conditions, such as a time or a purpose. Source: ODRL 2.2."
    )
