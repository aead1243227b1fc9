"""Policies: what may be done with data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .fields import Translated
from .literal_fields import OneTemporal
from .object_fields import Many
from .resource import Resource

if TYPE_CHECKING:
    from .agent import Agent
    from .duty import Duty
    from .permission import Permission
    from .prohibition import Prohibition

__all__ = ["Policy"]


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
