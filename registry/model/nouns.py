"""The nouns, each with its module and its RDF class.

A new noun is one class in a file of its kin and one line here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.terms import ADMS, CSVW, DCAT, DCT, DMV, DQV, ELI, FOAF, ODRL, PROV, RDFS, SKOS, SPDX, VCARD

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from .resource import Resource


NOUNS: Final[Mapping[str, tuple[str, NamedNode]]] = {
    "Agent": ("agents", FOAF.Agent),
    "Agreement": ("odrl", ODRL.Agreement),
    "Attribution": ("agents", PROV.Attribution),
    "Catalog": ("catalog", DCAT.Catalog),
    "CatalogRecord": ("catalog", DCAT.CatalogRecord),
    "CatalogedResource": ("catalog", DCAT.Resource),
    "Checksum": ("distribution", SPDX.Checksum),
    "ColumnDatatype": ("elements", CSVW.Datatype),
    "Concept": ("concept", SKOS.Concept),
    "ConceptScheme": ("concept", SKOS.ConceptScheme),
    "ConceptualDomain": ("elements", DMV.ConceptualDomain),
    "Constraint": ("odrl", ODRL.Constraint),
    "ContactPoint": ("agents", VCARD.Kind),
    "DataElement": ("elements", DMV.DataElement),
    "DataElementConcept": ("elements", DMV.DataElementConcept),
    "DataService": ("distribution", DCAT.DataService),
    "Database": ("dataset", DMV.Database),
    "Dataset": ("dataset", DCAT.Dataset),
    "DatasetSeries": ("dataset", DCAT.DatasetSeries),
    "Distribution": ("distribution", DCAT.Distribution),
    "Duty": ("odrl", ODRL.Duty),
    "Identifier": ("concept", ADMS.Identifier),
    "LegalResource": ("rights", ELI.LegalResource),
    "LicenseDocument": ("rights", DCT.LicenseDocument),
    "Location": ("places", DCT.Location),
    "ObjectClass": ("elements", DMV.ObjectClass),
    "Offer": ("odrl", ODRL.Offer),
    "PeriodOfTime": ("places", DCT.PeriodOfTime),
    "Permission": ("odrl", ODRL.Permission),
    "Policy": ("odrl", ODRL.Policy),
    "Prohibition": ("odrl", ODRL.Prohibition),
    "Property": ("elements", DMV.Property),
    "ProvenanceStatement": ("rights", DCT.ProvenanceStatement),
    "QualityMeasurement": ("quality", DQV.QualityMeasurement),
    "Relationship": ("agents", DCAT.Relationship),
    "Resource": ("resource", RDFS.Resource),
    "RightsStatement": ("rights", DCT.RightsStatement),
    "Standard": ("rights", DCT.Standard),
    "TableColumn": ("elements", CSVW.Column),
    "TableSchema": ("elements", CSVW.Schema),
    "ValueDomain": ("elements", DMV.ValueDomain),
}
"""Name to module and class."""

RECORD_NOUNS: Final = ("Database", "DatasetSeries", "Catalog", "DataService", "Dataset")
"""The nouns of records, the most specific first: a series or catalogue is often typed as a dataset as well."""

_NAMES: Final = {main.value: name for name, (_, main) in NOUNS.items()}


def class_of(name: str) -> NamedNode:
    """The RDF class of a noun."""
    return NOUNS[name][1]


@cache
def noun_by_name(name: str) -> type[Resource]:
    """The class of a noun."""
    module = import_module(f".{NOUNS[name][0]}", __package__)
    found: type[Resource] = getattr(module, name)
    return found


@cache
def noun_by_class(iri: str, within: str) -> type[Resource] | None:
    """The noun of an RDF class, if it is `within` or one of its subclasses."""
    name = _NAMES.get(iri)
    if name is None:
        return None
    found = noun_by_name(name)
    return found if issubclass(found, noun_by_name(within)) else None


def narrower_noun(noun: type[Resource], other: type[Resource] | None) -> type[Resource]:
    """The narrower of two nouns of one thing; the order of its classes in a document does not matter."""
    return noun if other is None else min(noun, other, key=_breadth)


def _breadth(noun: type[Resource]) -> tuple[int, int, str]:
    name = noun.__name__
    return -len(noun.__mro__), RECORD_NOUNS.index(name) if name in RECORD_NOUNS else len(RECORD_NOUNS), name
