"""DCAT-AP for high-value datasets, 2.2.0 and 3.0.0.

Source: SEMICeu/DCAT-AP, releases/2.2.0-hvd and 3.0.0-hvd, context/hvd.jsonld; every name compared on 25 November
2026. Release 3.0.0 defines whole prefixed names (``dcat:dataset``) and no prefixes, which JSON-LD 1.1 forbids: no
processor can read it. With the prefixes defined, as here, the documents that name it can be read as they are meant.
"""

from __future__ import annotations

from typing import Final

from .definitions import ContextDocument, classes, iri, link

_APPLICABLE: Final = {"applicableLegislation": link("dcatap:applicableLegislation")}
_CATEGORY: Final = {"hvdCategory": link("dcatap:hvdCategory")}
_CONTACT: Final = {"contactPoint": link("dcat:contactPoint")}
_LICENCE: Final = {"licence": link("dct:license"), "rights": link("dct:rights")}

RELEASE_2_2_0: Final[ContextDocument] = classes(
    {
        "Catalogue": (
            "dcat:Catalog",
            {"dataset": link("dcat:dataset"), "record": link("dcat:record"), "service": link("dcat:service")},
        ),
        "CatalogueRecord": ("dcat:CatalogRecord", {"primaryTopic": link("foaf:primaryTopic")}),
        "CataloguedResource": ("dcat:Resource", {}),
        "Concept": ("skos:Concept", {}),
        "DataService": (
            "dcat:DataService",
            {
                **_APPLICABLE,
                **_CATEGORY,
                **_CONTACT,
                **_LICENCE,
                # As published, with a capital.
                "documentation": link("foaf:Page"),
                "endpointDescription": link("dcat:endpointDescription"),
                "endpointUrl": link("dcat:endpointURL"),
                "servesDataset": link("dcat:servesDataset"),
            },
        ),
        "Dataset": (
            "dcat:Dataset",
            {
                **_APPLICABLE,
                **_CATEGORY,
                **_CONTACT,
                "conformsTo": link("dct:conformsTo"),
                "datasetDistribution": link("dcat:distribution"),
            },
        ),
        "Distribution": (
            "dcat:Distribution",
            {
                **_APPLICABLE,
                **_LICENCE,
                "accessService": link("dcat:accessService"),
                "accessUrl": link("dcat:accessURL"),
                "linkedSchemas": link("dct:conformsTo"),
            },
        ),
        "Document": ("foaf:Document", {}),
        "Kind": ("vcard:Kind", {"contactPage": link("vcard:hasURL"), "email": link("vcard:hasEmail")}),
        "LegalResource": ("eli:LegalResource", {}),
        "LicenceDocument": ("dct:LicenseDocument", {}),
        "Literal": ("rdfs:Literal", {}),
        "Resource": ("rdfs:Resource", {}),
        "RightsStatement": ("dct:RightsStatement", {}),
        "Standard": ("dct:Standard", {}),
    }
)

_CLASSES: Final = """dcat:Catalog dcat:CatalogRecord dcat:DataService dcat:Dataset dcat:DatasetSeries dcat:Distribution
    dcat:Resource dct:LicenseDocument dct:RightsStatement dct:Standard eli:LegalResource foaf:Document rdfs:Literal
    rdfs:Resource skos:Concept vcard:Kind"""
_LINKS: Final = """dcat:accessService dcat:accessURL dcat:contactPoint dcat:dataset dcat:distribution
    dcat:endpointDescription dcat:endpointURL dcat:inSeries dcat:record dcat:servesDataset dcat:service
    dcatap:applicableLegislation dcatap:hvdCategory dct:conformsTo dct:license dct:rights foaf:page foaf:primaryTopic
    vcard:hasEmail vcard:hasURL"""

_PREFIXES: Final = ("dcat", "dcatap", "dct", "eli", "foaf", "rdfs", "skos", "vcard")

RELEASE_3_0_0: Final[ContextDocument] = {
    **{prefix: iri(f"{prefix}:") for prefix in _PREFIXES},
    **{prefix.capitalize(): iri(f"{prefix}:") for prefix in _PREFIXES},
    # As published: classes are spelt Dcat:Catalog, Vcard:Kind.
    **{name[0].upper() + name[1:]: iri(name) for name in _CLASSES.split()},
    **{name: link(name) for name in _LINKS.split()},
}
