"""Places and periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .fields import OneText, SeveralTexts, Translated
from .literal_fields import OneTemporal
from .object_fields import One
from .resource import Resource

if TYPE_CHECKING:
    from .concept import ConceptScheme

__all__ = ["Location", "PeriodOfTime"]


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


class PeriodOfTime(Resource):
    """A period with a start, an end, or both.

    Source: DCAT-AP 3.0.1, class Period of time.
    """

    __slots__ = ()

    start_date: OneTemporal = OneTemporal("dcat:startDate", "0..1", "Its first day, month or year.")
    end_date: OneTemporal = OneTemporal("dcat:endDate", "0..1", "Its last day, month or year.")
    has_beginning: One[Resource] = One(
        "time:hasBeginning", "0..1", "Resource", "Its beginning as an instant.", range="time:Instant"
    )
    has_end: One[Resource] = One("time:hasEnd", "0..1", "Resource", "Its end as an instant.", range="time:Instant")
