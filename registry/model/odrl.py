"""Policies of ODRL: permissions, prohibitions and duties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danhmuc.vocab.terms import DCT, ODRL

from .field_kinds import Many, ManyConcepts, OneConcept, OneTemporal
from .fields import Translated
from .resource import Resource
from .value_fields import SeveralValues

if TYPE_CHECKING:
    from .agents import Agent


class Constraint(Resource):
    """A condition: a left operand, an operator and right operands.

    Source: ODRL Information Model 2.2, section 2.5.
    """

    __slots__ = ()

    left_operand: OneConcept = OneConcept(
        ODRL.leftOperand,
        "1",
        "",
        "Left side of the comparison, such as odrl:purpose. Source: ODRL 2.2.",
        range=ODRL.LeftOperand,
    )
    operator: OneConcept = OneConcept(
        ODRL.operator, "1", "", "Kind of comparison, such as odrl:lteq. Source: ODRL 2.2.", range=ODRL.Operator
    )
    right_operands: SeveralValues = SeveralValues(
        ODRL.rightOperand, "0..*", "Right side of the comparison, as values. Source: ODRL 2.2."
    )
    right_operand_references: Many[Resource] = Many(
        ODRL.rightOperandReference, "0..*", "Resource", "Right side of the comparison, as resources. Source: ODRL 2.2."
    )
    unit: OneConcept = OneConcept(ODRL.unit, "0..1", "", "The unit of the right operand. Source: ODRL 2.2.")


class PolicyRule(Resource):
    """The base of permissions, prohibitions and duties; no noun of its own.

    Source: ODRL Information Model 2.2, section 2.6.
    """

    __slots__ = ()

    actions: ManyConcepts = ManyConcepts(
        ODRL.action, "1..*", "", "Actions, such as odrl:distribute. Source: ODRL 2.2.", range=ODRL.Action
    )
    targets: Many[Resource] = Many(
        ODRL.target, "0..*", "Resource", "Resources that the actions apply to. Source: ODRL 2.2.", range=ODRL.Asset
    )
    assigners: Many[Agent] = Many(
        ODRL.assigner, "0..*", "Agent", "Granting parties. Source: ODRL 2.2.", range=ODRL.Party
    )
    assignees: Many[Agent] = Many(
        ODRL.assignee, "0..*", "Agent", "Receiving parties. Source: ODRL 2.2.", range=ODRL.Party
    )
    constraints: Many[Constraint] = Many(
        ODRL.constraint, "0..*", "Constraint", "Conditions, such as a time or a purpose. Source: ODRL 2.2."
    )


class Duty(PolicyRule):
    """An action that is owed.

    Source: ODRL Information Model 2.2, section 2.6.5.
    """

    __slots__ = ()

    consequences: Many[Duty] = Many(ODRL.consequence, "0..*", "Duty", "Duties if it was not done. Source: ODRL 2.2.")


class Permission(PolicyRule):
    """An action that is allowed.

    Source: ODRL Information Model 2.2, section 2.6.3.
    """

    __slots__ = ()

    duties: Many[Duty] = Many(ODRL.duty, "0..*", "Duty", "Duties in return. Source: ODRL 2.2.")


class Prohibition(PolicyRule):
    """An action that is forbidden.

    Source: ODRL Information Model 2.2, section 2.6.4.
    """

    __slots__ = ()

    remedies: Many[Duty] = Many(ODRL.remedy, "0..*", "Duty", "Duties if it was done. Source: ODRL 2.2.")


class Policy(Resource):
    """Permissions, prohibitions and duties for the use of data.

    Source: ODRL Information Model 2.2, section 2.1.
    """

    __slots__ = ()
    has_kinds = True  # in files of their own, which may not be loaded yet

    title: Translated = Translated(DCT.title, "0..*", "Its name. Source: DCMI Metadata Terms.")
    description: Translated = Translated(DCT.description, "0..*", "Its terms in words. Source: DCMI Metadata Terms.")
    uid: Many[Resource] = Many(ODRL.uid, "0..1", "Resource", "Its own identifier. Source: ODRL 2.2.")
    profiles: Many[Resource] = Many(ODRL.profile, "0..*", "Resource", "Profiles that it follows. Source: ODRL 2.2.")
    targets: Many[Resource] = Many(ODRL.target, "0..*", "Resource", "Its subject. Source: ODRL 2.2.", range=ODRL.Asset)
    assigners: Many[Agent] = Many(
        ODRL.assigner,
        "0..*",
        "Agent",
        "Granting parties; in an agreement, the providing agency. Source: ODRL 2.2.",
        range=ODRL.Party,
    )
    assignees: Many[Agent] = Many(
        ODRL.assignee,
        "0..*",
        "Agent",
        "Receiving parties; in an agreement, the receiving agency. Source: ODRL 2.2.",
        range=ODRL.Party,
    )
    permissions: Many[Permission] = Many(ODRL.permission, "0..*", "Permission", "Permitted actions. Source: ODRL 2.2.")
    prohibitions: Many[Prohibition] = Many(
        ODRL.prohibition, "0..*", "Prohibition", "Forbidden actions. Source: ODRL 2.2."
    )
    obligations: Many[Duty] = Many(ODRL.obligation, "0..*", "Duty", "Required actions. Source: ODRL 2.2.")
    issued: OneTemporal = OneTemporal(DCT.issued, "0..1", "Date of signature or offer. Source: DCMI Metadata Terms.")


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
