"""Agents with the part that each has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .concept_fields import ManyConcepts
from .object_fields import Many
from .resource import Resource

if TYPE_CHECKING:
    from .agent import Agent

__all__ = ["Attribution"]


class Attribution(Resource):
    """An agent that has a role, such as an agency that takes part in providing data.

    Source: DCAT-AP 3.0.1, class Attribution; DCAT-US 3.0.
    """

    __slots__ = ()

    agents: Many[Agent] = Many("prov:agent", "1..*", "Agent", "The agents. Source: DCAT-US 3.0.")
    had_roles: ManyConcepts = ManyConcepts(
        "dcat:hadRole", "1..*", "", "Their role. Source: DCAT-US 3.0.", range="dcat:Role"
    )
