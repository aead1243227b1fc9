"""Places and periods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from danhmuc.vocab.prefixes import expand
from danhmuc.vocab.terms import DCAT, DCT, LOCN, SKOS, TIME

from .field_kinds import One, OneTemporal
from .fields import OneText, SeveralTexts, Translated
from .resource import Resource

if TYPE_CHECKING:
    from .concept import ConceptScheme


# No namespace is closed for GeoSPARQL: these three are all that is used of it.
_WELL_KNOWN_TEXT: Final = NamedNode(expand("geo:wktLiteral"))
_HAS_GEOMETRY: Final = NamedNode(expand("geo:hasGeometry"))
_GEOMETRY: Final = NamedNode(expand("geo:Geometry"))


class Location(Resource):
    """A place or an area, given by name or by coordinates.

    Source: DCAT-AP 3.0.1, class Location; DCAT-US 3.0; Decision 19/2025/QĐ-TTg.
    """

    __slots__ = ()

    bbox: OneText = OneText(
        DCAT.bbox, "0..1", "The rectangle around it, in degrees, as well-known text.", range=_WELL_KNOWN_TEXT
    )
    centroid: OneText = OneText(
        DCAT.centroid, "0..1", "The point in its middle, in degrees, as well-known text.", range=_WELL_KNOWN_TEXT
    )
    geometry: OneText = OneText(
        LOCN.geometry, "0..1", "Its outline, in degrees, as well-known text.", range=_WELL_KNOWN_TEXT
    )
    geometry_resource: One[Resource] = One(
        _HAS_GEOMETRY, "0..1", "Resource", "Its outline as a resource. Source: GeoSPARQL.", range=_GEOMETRY
    )
    preferred_label: Translated = Translated(SKOS.prefLabel, "0..1", "Its name. Source: DCAT-US 3.0.")
    alternative_labels: SeveralTexts = SeveralTexts(SKOS.altLabel, "0..*", "Other names of it. Source: DCAT-US 3.0.")
    notation: OneText = OneText(
        SKOS.notation, "0..1", "Code of an administrative unit, 2 or 5 digits. Source: Decision 19/2025/QĐ-TTg."
    )
    identifier: OneText = OneText(DCT.identifier, "0..1", "Its identifier in a gazetteer. Source: DCAT-US 3.0.")
    in_scheme: One[ConceptScheme] = One(
        SKOS.inScheme, "0..1", "ConceptScheme", "The gazetteer that it is from. Source: DCAT-US 3.0."
    )


class PeriodOfTime(Resource):
    """A period with a start, an end, or both.

    Source: DCAT-AP 3.0.1, class Period of time.
    """

    __slots__ = ()

    start_date: OneTemporal = OneTemporal(DCAT.startDate, "0..1", "Its first day, month or year.")
    end_date: OneTemporal = OneTemporal(DCAT.endDate, "0..1", "Its last day, month or year.")
    has_beginning: One[Resource] = One(
        TIME.hasBeginning, "0..1", "Resource", "Its beginning as an instant.", range=TIME.Instant
    )
    has_end: One[Resource] = One(TIME.hasEnd, "0..1", "Resource", "Its end as an instant.", range=TIME.Instant)
