"""Built-in class hierarchy, as far as values in catalogues need it.

Real feeds type a contact only as ``vcard:Organization`` and never state that this is a ``vcard:Kind``.
Source: the vocabularies themselves; DCAT 3, section 6.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pyoxigraph import NamedNode

from danhmuc.vocab.prefixes import expand

__all__ = ["HIERARCHY"]

_BELOW: Final = {
    "vcard:Kind": "vcard:Group vcard:Individual vcard:Location vcard:Organization",
    "foaf:Agent": "dct:Agent foaf:Group foaf:Organization foaf:Person org:Organization prov:Agent",
    "org:Organization": "org:FormalOrganization org:OrganizationalUnit",
    "prov:Agent": "prov:Organization prov:Person prov:SoftwareAgent",
    "dcat:Resource": "dcat:DataService dcat:Dataset dmv:Database",
    "dcat:Dataset": "dcat:Catalog dcat:DatasetSeries",
    "dct:MediaTypeOrExtent": "dct:FileFormat dct:MediaType dct:SizeOrDuration",
    "dct:RightsStatement": "dct:LicenseDocument",
    "odrl:Policy": "odrl:Agreement odrl:Offer odrl:Set",
    "foaf:Document": "foaf:Image",
}

HIERARCHY: Final[Mapping[NamedNode, tuple[NamedNode, ...]]] = {
    NamedNode(expand(above)): tuple(NamedNode(expand(name)) for name in below.split())
    for above, below in _BELOW.items()
}
"""Direct subclasses by class."""
