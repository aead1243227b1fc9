"""Project Open Data 1.1, the names of data.json as RDF.

A catalogue in data.json that names this context is still data.json and refused as such (`..data_json`); other
documents may use its words. Source: project-open-data/project-open-data.github.io, v1.1/schema/catalog.jsonld; every
name compared on 25 November 2026. Its ``@vocab`` is DCAT: a word it does not know becomes a term of DCAT's namespace.
"""

from __future__ import annotations

from typing import Final

from .definitions import ContextDocument, iri, link, literal, text

_POD: Final = "https://project-open-data.cio.gov/v1.1/schema#"

VERSION_1_1: Final[ContextDocument] = {
    "@vocab": iri("dcat:"),
    "dc": iri("dct:"),
    "pod": _POD,
    **{prefix: iri(f"{prefix}:") for prefix in ("dcat", "foaf", "org", "skos", "vcard")},
    "accessLevel": _POD + "accessLevel",
    "accessURL": link("dcat:accessURL"),
    "accrualPeriodicity": text("dct:accrualPeriodicity"),
    "bureauCode": _POD + "bureauCode",
    "conformsTo": link("dct:conformsTo"),
    "dataQuality": _POD + "dataQuality",
    "describedBy": link("http://www.w3.org/2007/05/powder#describedby"),
    "describedByType": _POD + "describedByType",
    "description": text("dct:description"),
    "downloadURL": link("dcat:downloadURL"),
    "fn": text("vcard:fn"),
    "format": text("dct:format"),
    "hasEmail": text("vcard:hasEmail"),
    "homepage": text("foaf:homepage"),
    "identifier": text("dct:identifier"),
    "issued": literal("dct:issued", "xsd:date"),
    "language": text("dct:language"),
    "license": text("dct:license"),
    "modified": literal("dct:modified", "xsd:date"),
    "name": text("skos:prefLabel"),
    "primaryITInvestmentUII": _POD + "primaryITInvestmentUII",
    "programCode": _POD + "programCode",
    "publisher": text("dct:publisher"),
    "rights": text("dct:rights"),
    "spatial": text("dct:spatial"),
    "subOrganizationOf": text("org:subOrganizationOf"),
    "temporal": text("dct:temporal"),
    "title": text("dct:title"),
}
