"""The words for what a record is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message


class ClassesText(Messages, prefix="class"):
    AGENT = message("agent")
    WORD_AND_NAME = message("{word} ({name})")

    CLASSES: Final[Mapping[str, MessageTemplate]] = {
        "csvw:Schema": message("class-table-schema", "table schema"),
        "dcat:Catalog": message("class-catalog", "catalogue"),
        "dcat:CatalogRecord": message("class-catalog-record", "catalogue record"),
        "dcat:DataService": message("class-data-service", "data service"),
        "dcat:Dataset": message("class-dataset", "dataset"),
        "dcat:DatasetSeries": message("class-dataset-series", "dataset series"),
        "dcat:Distribution": message("class-distribution", "distribution"),
        "dct:LicenseDocument": message("class-licence", "licence document"),
        "dct:Location": message("class-location", "location"),
        "dmv:ConceptualDomain": message("class-conceptual-domain", "conceptual domain"),
        "dmv:DataElement": message("class-data-element", "data element"),
        "dmv:DataElementConcept": message("class-data-element-concept", "data element concept"),
        "dmv:Database": message("class-database", "database"),
        "dmv:ObjectClass": message("class-object-class", "object class"),
        "dmv:Property": message("class-property", "property"),
        "dmv:ValueDomain": message("class-value-domain", "value domain"),
        "foaf:Agent": AGENT,
        "foaf:Organization": AGENT,
        "foaf:Person": AGENT,
        "org:Organization": AGENT,
    }
    """The word for each class, by its short name."""
