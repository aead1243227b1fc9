"""Policies of ODRL: what they permit, forbid and demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .concept_fields import ManyConcepts, OneConcept
from .fields import Translated
from .literal_fields import OneTemporal
from .object_fields import Many
from .resource import Resource
from .value_fields import SeveralValues

if TYPE_CHECKING:
    from .agents import Agent

__all__ = ["Agreement", "Constraint", "Duty", "Offer", "Permission", "Policy", "PolicyRule", "Prohibition"]


class Constraint(Resource):
    """A condition: an operand, an operator and what it is compared with.

    Source: ODRL Information Model 2.2, section 2.5.
    """

    __slots__ = ()

    left_operand: OneConcept = OneConcept(
        "odrl:leftOperand",
        "1",
        "",
        "What is compared, such as odrl:purpose. Source: ODRL 2.2.",
        range="odrl:LeftOperand",
    )
    operator: OneConcept = OneConcept(
        "odrl:operator", "1", "", "How, such as odrl:lteq. Source: ODRL 2.2.", range="odrl:Operator"
    )
    right_operands: SeveralValues = SeveralValues(
        "odrl:rightOperand", "0..*", "With what, as values. Source: ODRL 2.2."
    )
    right_operand_references: Many[Resource] = Many(
        "odrl:rightOperandReference", "0..*", "Resource", "With what, as resources. Source: ODRL 2.2."
    )
    unit: OneConcept = OneConcept("odrl:unit", "0..1", "", "The unit of the right operand. Source: ODRL 2.2.")


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


class Duty(PolicyRule):
    """An action that is owed.

    Source: ODRL Information Model 2.2, section 2.6.5.
    """

    __slots__ = ()

    consequences: Many[Duty] = Many(
        "odrl:consequence", "0..*", "Duty", "What must be done when it was not done. Source: ODRL 2.2."
    )


class Permission(PolicyRule):
    """An action that is allowed.

    Source: ODRL Information Model 2.2, section 2.6.3.
    """

    __slots__ = ()

    duties: Many[Duty] = Many("odrl:duty", "0..*", "Duty", "What must be done in return. Source: ODRL 2.2.")


class Prohibition(PolicyRule):
    """An action that is forbidden.

    Source: ODRL Information Model 2.2, section 2.6.4.
    """

    __slots__ = ()

    remedies: Many[Duty] = Many("odrl:remedy", "0..*", "Duty", "What must be done when it was done. Source: ODRL 2.2.")


class Policy(Resource):
    """What may, must not and must be done with data.

    Source: ODRL Information Model 2.2, section 2.1.
    """

    __slots__ = ()
    has_kinds = True  # in files of their own, which may not be loaded yet

    title: Translated = Translated("dct:title", "0..*", "Its name. Source: DCMI Metadata Terms.")
    description: Translated = Translated("dct:description", "0..*", "Its terms in words. Source: DCMI Metadata Terms.")
    uid: Many[Resource] = Many("odrl:uid", "0..1", "Resource", "Its own identifier. Source: ODRL 2.2.")
    profiles: Many[Resource] = Many("odrl:profile", "0..*", "Resource", "Profiles that it follows. Source: ODRL 2.2.")
    targets: Many[Resource] = Many(
        "odrl:target", "0..*", "Resource", "What it is about. Source: ODRL 2.2.", range="odrl:Asset"
    )
    assigners: Many[Agent] = Many(
        "odrl:assigner",
        "0..*",
        "Agent",
        "Who grants; in an agreement the providing agency. Source: ODRL 2.2.",
        range="odrl:Party",
    )
    assignees: Many[Agent] = Many(
        "odrl:assignee",
        "0..*",
        "Agent",
        "To whom; in an agreement the receiving agency. Source: ODRL 2.2.",
        range="odrl:Party",
    )
    permissions: Many[Permission] = Many("odrl:permission", "0..*", "Permission", "What may be done. Source: ODRL 2.2.")
    prohibitions: Many[Prohibition] = Many(
        "odrl:prohibition", "0..*", "Prohibition", "What must not be done. Source: ODRL 2.2."
    )
    obligations: Many[Duty] = Many("odrl:obligation", "0..*", "Duty", "What must be done. Source: ODRL 2.2.")
    issued: OneTemporal = OneTemporal(
        "dct:issued", "0..1", "When it was signed or offered. Source: DCMI Metadata Terms."
    )


class Agreement(Policy):
    """Terms agreed between two parties, as sharing on special request needs them.

    Source: ODRL Information Model 2.2, section 2.1.3; Decree 47/2020/NĐ-CP, Art. 36 to 38.
    """

    __slots__ = ()


class Offer(Policy):
    """Terms that one party offers, such as the terms of use of open data.

    Source: ODRL Information Model 2.2, section 2.1.2.
    """

    __slots__ = ()
