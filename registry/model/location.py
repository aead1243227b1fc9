"""Places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .fields import OneText, SeveralTexts, Translated
from .object_fields import One
from .resource import Resource

if TYPE_CHECKING:
    from .concept_scheme import ConceptScheme

__all__ = ["Location"]


class Location(Resource):
    """A place or an area, named or drawn.

    Source: DCAT-AP 3.0.1, class Location; DCAT-US 3.0; Decision 19/2025/QĐ-TTg.
    """

    __slots__ = ()

    bbox: OneText = OneText(
        "dcat:bbox", "0..1", "The rectangle around it, in degrees, as well-known text.", range="geo:wktLiteral"
    )
    centroid: OneText = OneText(
        "dcat:centroid", "0..1", "The point in its middle, in degrees, as well-known text.", range="geo:wktLiteral"
    )
    geometry: OneText = OneText(
        "locn:geometry", "0..1", "Its outline, in degrees, as well-known text.", range="geo:wktLiteral"
    )
    geometry_resource: One[Resource] = One(
        "geo:hasGeometry", "0..1", "Resource", "Its outline as a resource. Source: GeoSPARQL.", range="geo:Geometry"
    )
    preferred_label: Translated = Translated("skos:prefLabel", "0..1", "Its name. Source: DCAT-US 3.0.")
    alternative_labels: SeveralTexts = SeveralTexts("skos:altLabel", "0..*", "Other names of it. Source: DCAT-US 3.0.")
    notation: OneText = OneText(
        "skos:notation", "0..1", "Code of an administrative unit, 2 or 5 digits. Source: Decision 19/2025/QĐ-TTg."
    )
    identifier: OneText = OneText("dct:identifier", "0..1", "Its identifier in a gazetteer. Source: DCAT-US 3.0.")
    in_scheme: One[ConceptScheme] = One(
        "skos:inScheme", "0..1", "ConceptScheme", "The gazetteer that it is from. Source: DCAT-US 3.0."
    )
