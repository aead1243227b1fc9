"""The classes of the nodes between a row and a value, where the path of a column has more than one step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pyoxigraph import NamedNode

from danhmuc.vocab.terms import CSVW, DCAT, DCATAP, DCT, DMV, DQV, ELI, FOAF, OA, ODRL, PROV, SPDX, VCARD

MIDDLE_CLASSES: Final[Mapping[NamedNode, NamedNode]] = {
    CSVW.tableSchema: CSVW.Schema,
    DCAT.contactPoint: VCARD.Kind,
    DCATAP.applicableLegislation: ELI.LegalResource,
    DCT.audience: DCT.AgentClass,
    DCT.creator: FOAF.Agent,
    DCT.provenance: DCT.ProvenanceStatement,
    DCT.publisher: FOAF.Agent,
    DCT.rights: DCT.RightsStatement,
    DCT.rightsHolder: FOAF.Agent,
    DCT.temporal: DCT.PeriodOfTime,
    DMV.plannedOutage: DCT.PeriodOfTime,
    DQV.isMeasurementOf: DQV.Metric,
    OA.hasBody: OA.TextualBody,
    ODRL.assignee: FOAF.Agent,
    ODRL.assigner: FOAF.Agent,
    PROV.agent: FOAF.Agent,
    PROV.qualifiedAttribution: PROV.Attribution,
    SPDX.checksum: SPDX.Checksum,
}
"""The class of the node that a property leads to, where a path goes on from there."""
