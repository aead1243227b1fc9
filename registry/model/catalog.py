"""Catalogues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .cataloged_resource import CatalogedResource
from .fields import OneText
from .object_fields import Address, Many, One

if TYPE_CHECKING:
    from .agent import Agent
    from .catalog_record import CatalogRecord
    from .concept_scheme import ConceptScheme
    from .data_service import DataService
    from .standard import Standard

__all__ = ["Catalog"]


class Catalog(CatalogedResource):
    """A collection of entries that describe data assets.

    Source: DCAT-AP 3.0.1, class Catalogue; DCAT-US 3.0.
    """

    __slots__ = ()

    datasets: Many[CatalogedResource] = Many(
        "dcat:dataset", "0..*", "CatalogedResource", "Datasets and series that it lists.", range="dcat:Dataset"
    )
    services: Many[DataService] = Many("dcat:service", "0..*", "DataService", "Services that it lists.")
    catalogs: Many[Catalog] = Many("dcat:catalog", "0..*", "Catalog", "Catalogues that it lists.")
    records: Many[CatalogRecord] = Many("dcat:record", "0..*", "CatalogRecord", "What is said about its entries.")
    theme_taxonomies: Many[ConceptScheme] = Many(
        "dcat:themeTaxonomy", "0..*", "ConceptScheme", "Schemes that its themes are from."
    )
    homepage: Address = Address("foaf:homepage", "0..1", "Web address of its main page.", range="foaf:Document")

    # As all entries have them, but fewer or more.
    identifier: OneText = OneText("dct:identifier", "0..1", "Its identifier. Source: DCAT-US 3.0.")
    publisher: One[Agent] = One("dct:publisher", "1", "Agent", "Who publishes it and answers for it.")
    creators: Many[Agent] = Many("dct:creator", "0..1", "Agent", "Who compiled it.")
    conforms_to: Many[Standard] = Many(
        "dct:conformsTo", "0..1", "Standard", "The profile that its metadata follows. Source: DCAT-US 3.0."
    )
