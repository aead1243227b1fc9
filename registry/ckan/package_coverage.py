"""Map the places and periods that a package covers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.terms import DCAT, DCT, LOCN, RDF, SKOS

from ..json_records.json_values import JsonObject, json_text
from ..json_records.value_terms import GEO_JSON, WKT, bbox_term, is_wkt
from ..messages.ckan_portals import CkanPortalsText
from .field_writing import members_of_parts, objects_of, single_values, web_iri, write_fields
from .package_draft import Given, Members, PackageDraft, value_in_text
from .package_fields import CkanField
from .package_values import note_type, write_value

_IRI: Final = CkanField(key="spatial_uri", term=DCT.spatial, kind="iri")
_NAME: Final = CkanField(key="spatial_text", term=SKOS.prefLabel, kind="text")
_COVERAGE: Final = CkanField(key="spatial_coverage", term=DCT.spatial, kind="iri")
_PERIODS: Final = CkanField(key="temporal_coverage", term=DCT.temporal, kind="iri")
_PERIOD: Final = (
    CkanField(key="start", term=DCAT.startDate, kind="date"),
    CkanField(key="end", term=DCAT.endDate, kind="date"),
)
_GEOMETRIES: Final[Mapping[str, NamedNode]] = {
    "geom": LOCN.geometry,
    "bbox": DCAT.bbox,
    "centroid": DCAT.centroid,
}


def write_places(draft: PackageDraft, members: Members) -> None:
    """Add the places of a package."""
    for one in single_values(members.read("spatial_coverage")):
        if isinstance(one.value, JsonObject):
            inner = Members.of(one.value, one.pointer)
            _write_place(draft, [(name, inner.read(name)) for name in ("uri", "text", *_GEOMETRIES)])
        elif type(one.value) is str:
            _write_place(draft, [("text", one)])
        else:
            note_type(draft, _COVERAGE, one, "object")
    keys = {"uri": "spatial_uri", "text": "spatial_text", "geom": "spatial"}
    keys |= {"bbox": "spatial_bbox", "centroid": "spatial_centroid"}
    _write_place(draft, [(name, members.read(key)) for name, key in keys.items()])


def _write_place(draft: PackageDraft, parts: Iterable[tuple[str, Given | None]]) -> None:
    """Add the IRI of a place, and what else is said of it in a node without one: others describe that IRI, too."""
    node = BlankNode()
    for name, given in parts:
        if given is None:
            continue
        if name == "uri":
            write_value(draft, draft.root, _IRI, given)
        elif name == "text":
            write_value(draft, node, _NAME, given)
        else:
            _write_geometry(draft, node, name, given)
    if node in draft.descriptions:
        draft.add(node, RDF.type, DCT.Location)
        draft.add(draft.root, DCT.spatial, node)


def _write_geometry(draft: PackageDraft, node: BlankNode, name: str, given: Given) -> None:
    prop = _GEOMETRIES[name]
    value = value_in_text(given.value)
    text = value.strip() if type(value) is str else ""
    if isinstance(value, JsonObject) and type(value.get("type")) is str:
        draft.add(node, prop, Literal(json_text(value), datatype=GEO_JSON))
    elif is_wkt(text):
        draft.add(node, prop, Literal(text, datatype=WKT))
    elif (box := bbox_term(text)) is not None:
        draft.add(node, DCAT.bbox, box)
    elif name == "geom" and (named := web_iri(text)) is not None:
        draft.add(draft.root, DCT.spatial, named)
    elif name == "geom" and text and text[0] not in "{[":
        draft.add(node, SKOS.prefLabel, Literal(text))
    else:
        message = CkanPortalsText.FORM_WRONG(field=given.key, form="POLYGON((…))")
        draft.note("form", message, given.pointer, key="spatial", prop=prop, value=given.value)


def write_periods(draft: PackageDraft, members: Members) -> None:
    """Add the periods of a package."""
    for one, pointer in objects_of(draft, _PERIODS, members.read("temporal_coverage")):
        _write_period(draft, Members.of(one, pointer))
    _write_period(draft, members_of_parts((name, members.read(f"temporal_{name}")) for name in ("start", "end")))


def _write_period(draft: PackageDraft, members: Members) -> None:
    node = BlankNode()
    write_fields(draft, node, _PERIOD, members)
    if node in draft.descriptions:
        draft.add(node, RDF.type, DCT.PeriodOfTime)
        draft.add(draft.root, DCT.temporal, node)
