"""Conditions of the rules of policies."""

from __future__ import annotations

from .concept_fields import OneConcept
from .object_fields import Many
from .resource import Resource
from .value_fields import SeveralValues

__all__ = ["Constraint"]


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
