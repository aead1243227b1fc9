"""The nouns: each with the module that holds it and the class that its things have in RDF.

A new noun is one class in a file of its kin and one line here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.terms import ADMS, DCAT, DCT, DMV, DQV, ELI, FOAF, ODRL, PROV, RDFS, SKOS, SPDX, VCARD

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from .resource import Resource

__all__ = ["NOUNS", "TELLING", "class_of", "more_telling", "noun_named", "noun_typed"]

NOUNS: Final[Mapping[str, tuple[str, NamedNode]]] = {
    "Agent": ("agents", FOAF.Agent),
    "Agreement": ("odrl", ODRL.Agreement),
    "Attribution": ("agents", PROV.Attribution),
    "Catalog": ("catalog", DCAT.Catalog),
    "CatalogRecord": ("catalog", DCAT.CatalogRecord),
    "CatalogedResource": ("catalog", DCAT.Resource),
    "Checksum": ("distribution", SPDX.Checksum),
    "Concept": ("concept", SKOS.Concept),
    "ConceptScheme": ("concept", SKOS.ConceptScheme),
    "Constraint": ("odrl", ODRL.Constraint),
    "ContactPoint": ("agents", VCARD.Kind),
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
    "Offer": ("odrl", ODRL.Offer),
    "PeriodOfTime": ("places", DCT.PeriodOfTime),
    "Permission": ("odrl", ODRL.Permission),
    "Policy": ("odrl", ODRL.Policy),
    "Prohibition": ("odrl", ODRL.Prohibition),
    "ProvenanceStatement": ("rights", DCT.ProvenanceStatement),
    "QualityMeasurement": ("quality", DQV.QualityMeasurement),
    "Relationship": ("agents", DCAT.Relationship),
    "Resource": ("resource", RDFS.Resource),
    "RightsStatement": ("rights", DCT.RightsStatement),
    "Standard": ("rights", DCT.Standard),
}
"""Name to module and class."""

TELLING: Final = ("Database", "DatasetSeries", "Catalog", "DataService", "Dataset")
"""The nouns of records: a series or catalogue is often typed as a dataset as well."""

_NAMES: Final = {main.value: name for name, (_, main) in NOUNS.items()}


def class_of(name: str) -> NamedNode:
    """The RDF class of a noun."""
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
