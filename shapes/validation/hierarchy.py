"""Built-in class hierarchy, as far as values in catalogues need it.

Real feeds type a contact only as ``vcard:Organization`` and never state that this is a ``vcard:Kind``.
Source: the vocabularies themselves; DCAT 3, section 6.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pyoxigraph import NamedNode

from danhmuc.vocab.terms import DCAT, DCT, DMV, FOAF, ODRL, ORG, PROV, VCARD

HIERARCHY: Final[Mapping[NamedNode, tuple[NamedNode, ...]]] = {
    VCARD.Kind: (VCARD.Group, VCARD.Individual, VCARD.Location, VCARD.Organization),
    FOAF.Agent: (DCT.Agent, FOAF.Group, FOAF.Organization, FOAF.Person, ORG.Organization, PROV.Agent),
    ORG.Organization: (ORG.FormalOrganization, ORG.OrganizationalUnit),
    PROV.Agent: (PROV.Organization, PROV.Person, PROV.SoftwareAgent),
    DCAT.Resource: (DCAT.DataService, DCAT.Dataset, DMV.Database),
    DCAT.Dataset: (DCAT.Catalog, DCAT.DatasetSeries),
    DCT.MediaTypeOrExtent: (DCT.FileFormat, DCT.MediaType, DCT.SizeOrDuration),
    DCT.RightsStatement: (DCT.LicenseDocument,),
    ODRL.Policy: (ODRL.Agreement, ODRL.Offer, ODRL.Set),
    FOAF.Document: (FOAF.Image,),
}
"""Direct subclasses by class."""
