"""The nouns: each with the module that holds it and the class that its things have in RDF.

A new noun is one class in a file of its kin and one line here.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.prefixes import expand

if TYPE_CHECKING:
    from .resource import Resource

__all__ = ["NOUNS", "TELLING", "class_of", "more_telling", "noun_named", "noun_typed"]

NOUNS: Final = {
    "Agent": ("agents", "foaf:Agent"),
    "Agreement": ("odrl", "odrl:Agreement"),
    "Attribution": ("agents", "prov:Attribution"),
    "Catalog": ("catalog", "dcat:Catalog"),
    "CatalogRecord": ("catalog", "dcat:CatalogRecord"),
    "CatalogedResource": ("catalog", "dcat:Resource"),
    "Checksum": ("distribution", "spdx:Checksum"),
    "Concept": ("concept", "skos:Concept"),
    "ConceptScheme": ("concept", "skos:ConceptScheme"),
    "Constraint": ("odrl", "odrl:Constraint"),
    "ContactPoint": ("agents", "vcard:Kind"),
    "DataService": ("distribution", "dcat:DataService"),
    "Database": ("dataset", "dmv:Database"),
    "Dataset": ("dataset", "dcat:Dataset"),
    "DatasetSeries": ("dataset", "dcat:DatasetSeries"),
    "Distribution": ("distribution", "dcat:Distribution"),
    "Duty": ("odrl", "odrl:Duty"),
    "Identifier": ("concept", "adms:Identifier"),
    "LegalResource": ("rights", "eli:LegalResource"),
    "LicenseDocument": ("rights", "dct:LicenseDocument"),
    "Location": ("places", "dct:Location"),
    "Offer": ("odrl", "odrl:Offer"),
    "PeriodOfTime": ("places", "dct:PeriodOfTime"),
    "Permission": ("odrl", "odrl:Permission"),
    "Policy": ("odrl", "odrl:Policy"),
    "Prohibition": ("odrl", "odrl:Prohibition"),
    "ProvenanceStatement": ("rights", "dct:ProvenanceStatement"),
    "QualityMeasurement": ("quality", "dqv:QualityMeasurement"),
    "Relationship": ("agents", "dcat:Relationship"),
    "Resource": ("resource", "rdfs:Resource"),
    "RightsStatement": ("rights", "dct:RightsStatement"),
    "Standard": ("rights", "dct:Standard"),
}
"""Name to module and prefixed class."""

TELLING: Final = ("Database", "DatasetSeries", "Catalog", "DataService", "Dataset")
"""The nouns of records: a series or catalogue is often typed as a dataset as well."""

_NAMES: Final = {expand(main): name for name, (_, main) in NOUNS.items()}


def class_of(name: str) -> str:
    """The prefixed RDF class of a noun."""
    return NOUNS[name][1]


@cache
def noun_named(name: str) -> type[Resource]:
    """The class of a noun."""
    module = import_module(f".{NOUNS[name][0]}", __package__)
    found: type[Resource] = getattr(module, name)
    return found


@cache
def noun_typed(iri: str, within: str) -> type[Resource] | None:
    """The noun of things of an RDF class, where it is `within` or one of its subclasses."""
    name = _NAMES.get(iri)
    if name is None:
        return None
    found = noun_named(name)
    return found if issubclass(found, noun_named(within)) else None


def more_telling(one: type[Resource], other: type[Resource] | None) -> type[Resource]:
    """Of two nouns of one thing the narrower; whichever of its classes comes first in a document."""
    return one if other is None else min(one, other, key=_breadth)


def _breadth(noun: type[Resource]) -> tuple[int, int, str]:
    name = noun.__name__
    return -len(noun.__mro__), TELLING.index(name) if name in TELLING else len(TELLING), name
