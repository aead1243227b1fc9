"""Relations to other resources, with the part that each has."""

from __future__ import annotations

from .concept_fields import ManyConcepts
from .object_fields import Many
from .resource import Resource

__all__ = ["Relationship"]


class Relationship(Resource):
    """A relation that has a role.

    Source: DCAT-AP 3.0.1, class Relationship.
    """

    __slots__ = ()

    relations: Many[Resource] = Many("dct:relation", "1..*", "Resource", "The resources related.")
    had_roles: ManyConcepts = ManyConcepts("dcat:hadRole", "1..*", "", "The part that they have.", range="dcat:Role")
