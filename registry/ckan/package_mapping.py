"""Map one package of CKAN to RDF by the table of fields, with a finding for all that is not understood.

Map one package of CKAN to RDF by the table of fields, with a finding for all that is malformed.

Knows neither pages nor portals beyond their address. Source of the rules: docs/decisions/0043-ckan.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.datatypes.order import is_well_typed
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.reading import Descriptions, Subject
from danhmuc.vocab.terms import DCAT, DCT, FOAF, LOCN, ORG, RDF, SKOS, SPDX, VCARD, XSD
from danhmuc.vocab.words import fold

from ..json_records.stream import Json, JsonObject, child_pointer, is_list, json_text
from ..json_records.value_terms import GEO_JSON, WKT, algorithm_term, bbox_term, is_wkt, members_within, resource_iri
from ..messages.sources import CkanPortalsText
from .package_draft import Given, Members, PackageDraft, quoted_part, resource_state, states_nothing, value_in_text
from .package_fields import (
    ACCESS,
    AGENT,
    CONTACT,
    DATASET,
    IGNORED,
    IGNORED_OF_RESOURCES,
    ORGANIZATION,
    PERSONAL_DATA,
    RESOURCE,
    SERVICE,
    SHARING_NATURE,
    CkanField,
)
from .package_values import note_type, write_value

# ---------------------------------------------------------------- field writing
# Write the fields of a table, and the objects that have them.

_OF_ACCESS: Final[Mapping[str, CkanField]] = MappingProxyType(
    {
        **dict.fromkeys(("accessrights", "accessright", "accesslevel", "publicaccesslevel"), ACCESS),
        "sharingnature": SHARING_NATURE,
        "personaldata": PERSONAL_DATA,
    }
)
"""Fields of access by their names in lower case and without what is no letter, however a portal writes them."""
_NO_LETTER: Final = re.compile("[^a-z]+")
_ALWAYS: Final = frozenset({"access", "publicity"})


def counts_always(field: CkanField) -> bool:
    """Whether all values of a field count, since one of them may be narrower than the first."""
    return field.kind in _ALWAYS or field.term == DCT.rights


def write_fields(draft: PackageDraft, subject: Subject, fields: Iterable[CkanField], members: Members) -> None:
    """Add the fields of a table to a subject."""
    for field in fields:
        found = members.read_all(*field.keys)
        for given in found if counts_always(field) else found[:1]:
            write_value(draft, subject, field, given)


def write_other_access(draft: PackageDraft, subject: Subject, members: Members) -> None:
    """Add the fields of access that are written in another way than any table has them.

    How a resource is shared, and whether it has personal data, is said of its package: no distribution has that.
    """
    for key in list(members.unread()):
        field = _OF_ACCESS.get(_NO_LETTER.sub("", fold(key)).removeprefix("dcat"))
        for each in members.read_all(key) if field is not None else ():
            assert field is not None
            write_value(draft, subject if field is ACCESS else draft.root, field, each)


def write_node(
    draft: PackageDraft,
    prop: NamedNode,
    members: Members,
    fields: Sequence[CkanField],
    types: Sequence[NamedNode],
    named: NamedNode | None = None,
) -> None:
    """Add an object to the package: under an IRI, that of its ``uri`` if none is given, else without one.

    One of which nothing could be read is left out.
    """
    uri = members.read("uri")
    node: Subject = named or web_iri(None if uri is None else uri.value) or BlankNode()
    write_fields(draft, node, fields, members)
    if isinstance(node, NamedNode) or node in draft.descriptions:
        for one in types:
            draft.add(node, RDF.type, one)
        draft.add(draft.root, prop, node)


def objects_of(draft: PackageDraft, field: CkanField, given: Given | None) -> Iterator[tuple[JsonObject, str]]:
    """The objects of a field, each with its pointer; what is no object is noted."""
    for one in single_values(given):
        if isinstance(one.value, JsonObject):
            yield one.value, one.pointer
        else:
            note_type(draft, field, one, "object")


def single_values(given: Given | None) -> Iterator[Given]:
    """The items of a field, which may be a list, one value, or JSON of either in a text."""
    if given is None:
        return
    value = value_in_text(given.value)
    if not is_list(value):
        yield Given(given.key, value, given.pointer)
        return
    for number, one in enumerate(value):
        if not states_nothing(one):
            is_member = value is given.value
            yield Given(given.key, one, child_pointer(given.pointer, number) if is_member else given.pointer)


def members_of_parts(parts: Iterable[tuple[str, Given | None]]) -> Members:
    """An object of fields that stand side by side, such as ``contact_name`` and ``contact_email``."""
    members = Members()
    for name, one in parts:
        if one is not None:
            members.add(name, one.value, one.pointer)
    return members


def web_iri(value: Json) -> NamedNode | None:
    """The IRI that a value is; None if it is no address of http or https."""
    return resource_iri(value) if type(value) is str else None


# ---------------------------------------------------------------- package agents
# Map who publishes a package, who made it, and whom to ask about it.

_AGENT: Final = CkanField(key="publisher", term=DCT.publisher, kind="iri")
_CONTACT: Final = CkanField(key="contact", term=DCAT.contactPoint, kind="iri")


def write_agents(draft: PackageDraft, members: Members, key: str, prop: NamedNode) -> None:
    """Add the agents of a role: objects as ckanext-scheming has them, else fields that begin with the role."""
    given = members.read(key)
    parts = [(name, members.read(f"{key}_{name}")) for name in ("uri", *(one.key for one in AGENT))]
    if given is None:
        if any(one is not None for name, one in parts if name in ("uri", "name")):
            write_node(draft, prop, members_of_parts(parts), AGENT, (FOAF.Agent,))
        return
    for one in single_values(given):
        if isinstance(one.value, JsonObject):
            found = Members.of(one.value, one.pointer)
        elif type(one.value) is str:
            found = members_of_parts([("uri" if web_iri(one.value) else "name", one)])
        else:
            note_type(draft, _AGENT, one, "object")
            continue
        write_node(draft, prop, found, AGENT, (FOAF.Agent,))


def write_organization(draft: PackageDraft, value: JsonObject) -> None:
    """Add the organization of a package as its publisher, if no other is said."""
    organization = value.get("organization")
    if states_nothing(organization) or any(prop == DCT.publisher for prop, _ in draft.descriptions[draft.root]):
        return
    pointer = "/organization"
    if not isinstance(organization, JsonObject):
        note_type(draft, _AGENT, Given("organization", organization, pointer), "object")
        return
    identifier = organization.get("id") or organization.get("name")
    named = web_iri(organization.get("uri"))
    if named is None and type(identifier) is str:
        named = NamedNode(f"{draft.portal}organization/{quoted_part(identifier)}")
    types = (FOAF.Agent, ORG.Organization)
    write_node(draft, DCT.publisher, Members.of(organization, pointer), ORGANIZATION, types, named)


def write_contact(draft: PackageDraft, members: Members) -> None:
    """Add the contact: that of ckanext-scheming, else the fields ``contact_…``, else the maintainer or the author."""
    given = members.read("contact", "contact_point")
    choices = [[(name, members.read(f"contact_{name}")) for name in ("uri", *(one.key for one in CONTACT))]]
    choices += [
        [("name", members.read(role)), ("email", members.read(f"{role}_email"))] for role in ("maintainer", "author")
    ]
    if given is not None and type(given.value) is str and given.value.strip()[:1] not in ("[", "{"):
        choices.insert(0, [("name", given)])
    elif given is not None:
        for one, pointer in objects_of(draft, _CONTACT, given):
            write_node(draft, DCAT.contactPoint, Members.of(one, pointer), CONTACT, (VCARD.Kind,))
        return
    for parts in choices:
        if any(one is not None for _, one in parts):
            write_node(draft, DCAT.contactPoint, members_of_parts(parts), CONTACT, (VCARD.Kind,))
            return


# ---------------------------------------------------------------- package coverage
# Map the places and periods that a package covers.

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


# ---------------------------------------------------------------- package resources
# Map the resources of a package: distributions, with their addresses, checksums, licences and services.

_LICENCE: Final = CkanField(
    key="license_id", term=DCT.license, kind="label", target=DCT.LicenseDocument, label=DCT.title
)
_RESOURCES: Final = CkanField(key="resources", term=DCAT.distribution, kind="iri")
_SERVICES: Final = CkanField(key="access_services", term=DCAT.accessService, kind="iri")
_URL: Final = CkanField(key="url", term=DCAT.accessURL, kind="iri")
_HASH: Final = CkanField(key="hash", term=SPDX.checksumValue, kind="literal")
_NO_LICENCE: Final = frozenset({"notspecified", "none"})
"""Identifiers of licences that say that there is none."""
_PREFIXES: Final = frozenset({"md5", "sha1", "sha224", "sha256", "sha384", "sha512"})
"""Names of algorithms that stand before a hash."""


def write_licence(draft: PackageDraft, members: Members) -> Given | None:
    """Add the licence of a package; returns it, since it holds for the resources that have none of their own."""
    url, token, title = (members.read(f"license_{one}") for one in ("url", "id", "title"))
    named = [one for one in (url, token) if one is not None and web_iri(one.value) is not None]
    if not named and token is not None and token.value in _NO_LICENCE:
        return None
    chosen = named[0] if named else title or token
    if chosen is not None:
        write_value(draft, draft.root, _LICENCE, chosen)
    return chosen


def write_resources(draft: PackageDraft, value: JsonObject, licence: Given | None) -> None:
    """Add the resources of a package but for those that are deleted, drafts or not known to be public."""
    resources = value.get("resources")
    pointer = "/resources"
    if not is_list(resources):
        if not states_nothing(resources):
            note_type(draft, _RESOURCES, Given("resources", resources, pointer), "array")
        return
    for number, one in enumerate(resources):
        place = child_pointer(pointer, number)
        if isinstance(one, JsonObject):
            state = resource_state(one)
            if state == "taken":
                _write_resource(draft, one, value.get("id"), place, licence)
            elif state not in ("deleted", "draft"):
                draft.note("resource-left-out", CkanPortalsText.RESOURCE_LEFT_OUT(), place, prop=DCAT.distribution)
        elif not states_nothing(one):
            note_type(draft, _RESOURCES, Given("resources", one, place), "object")


def _write_resource(draft: PackageDraft, value: JsonObject, package: Json, pointer: str, licence: Given | None) -> None:
    members = Members.of(value, pointer)
    node = _resource_node(draft, value, package)
    draft.add(draft.root, DCAT.distribution, node)
    draft.add(node, RDF.type, DCAT.Distribution)
    url = members.read("url")
    write_fields(draft, node, RESOURCE, members)
    _write_addresses(draft, node, url, pointer, is_upload=value.get("url_type") == "upload")
    if licence is not None and not _values(draft, node, DCT.license):
        write_value(draft, node, _LICENCE, licence)
    _write_checksum(draft, node, members.read("hash"), members.read("hash_algorithm"))
    for one, place in objects_of(draft, _SERVICES, members.read("access_services")):
        service: Subject = web_iri(one.get("uri")) or BlankNode()
        draft.add(service, RDF.type, DCAT.DataService)
        draft.add(node, DCAT.accessService, service)
        write_fields(draft, service, SERVICE, Members.of(one, place))
    write_other_access(draft, node, members)
    draft.count_unknown(members, IGNORED_OF_RESOURCES)


def _resource_node(draft: PackageDraft, value: JsonObject, package: Json) -> Subject:
    named = web_iri(value.get("uri"))
    if named is not None:
        return named
    identifier, holder = value.get("id"), value.get("package_id") or package
    if type(identifier) is not str or not identifier or type(holder) is not str:
        return BlankNode()
    return NamedNode(f"{draft.portal}dataset/{quoted_part(holder)}/resource/{quoted_part(identifier)}")


def _write_addresses(draft: PackageDraft, node: Subject, url: Given | None, pointer: str, *, is_upload: bool) -> None:
    """Add the url as address of access, and of a file that was uploaded as the one to download."""
    downloads = _values(draft, node, DCAT.downloadURL)
    is_download = url is not None and any(getattr(one, "value", None) == url.value for one in downloads)
    if url is not None and not is_download and not _values(draft, node, DCAT.accessURL):
        write_value(draft, node, _URL, url)
        if is_upload and not downloads:
            downloads = _values(draft, node, DCAT.accessURL)
            for one in downloads:
                draft.add(node, DCAT.downloadURL, one)
    if _values(draft, node, DCAT.accessURL):
        return
    if not downloads:
        draft.note("url", CkanPortalsText.URL_MISSING(), pointer, prop=DCAT.accessURL)
        return
    draft.add(node, DCAT.accessURL, downloads[0])
    if not is_download:
        draft.note("access-url", CkanPortalsText.ACCESS_URL_ADDED(), pointer, prop=DCAT.accessURL)


def _values(draft: PackageDraft, node: Subject, wanted: NamedNode) -> list[NamedNode]:
    return [term for prop, term in draft.descriptions.get(node, ()) if prop == wanted]  # type: ignore[misc]


def _write_checksum(draft: PackageDraft, node: Subject, given: Given | None, algorithm: Given | None) -> None:
    if given is None:
        return
    if type(given.value) is not str:
        note_type(draft, _HASH, given, "string")
        return
    before, colon, after = given.value.strip().partition(":")
    is_prefixed = bool(colon) and before.lower() in _PREFIXES
    text = after if is_prefixed else given.value.strip()
    if not is_well_typed(text, XSD.hexBinary.value):
        message = CkanPortalsText.FORM_WRONG(field=given.key, form="9e107d9d…")
        draft.note("form", message, given.pointer, key="hash", prop=_HASH.term, value=given.value)
        return
    checksum = BlankNode()
    draft.add(checksum, RDF.type, SPDX.Checksum)
    draft.add(checksum, SPDX.checksumValue, Literal(text, datatype=XSD.hexBinary))
    draft.add(node, SPDX.checksum, checksum)
    named = algorithm.value if algorithm is not None else before if is_prefixed else None
    term = (algorithm_term(named) or web_iri(named)) if type(named) is str else None
    if term is not None:
        draft.add(checksum, SPDX.algorithm, term)
    elif algorithm is not None:
        message = CkanPortalsText.CODE_UNKNOWN(field=algorithm.key, scheme="checksum-algorithm")
        draft.note("code", message, algorithm.pointer, key="hash_algorithm", prop=SPDX.algorithm, value=named)


# ---------------------------------------------------------------- package mapping

_SERIES: Final = frozenset({"dataset_series", "dataset-series"})
_EXTRAS: Final = CkanField(key="extras", term=DCAT.Dataset, kind="literal")
_GROUP: Final = CkanField(
    key="title", term=SKOS.prefLabel, kind="text", others=("display_name", "name"), translated="title_translated"
)
_RELATIONS: Final = CkanField(key="qualified_relation", term=DCAT.qualifiedRelation, kind="iri")
_RELATION: Final = (
    CkanField(key="relation", term=DCT.relation, kind="iri"),
    CkanField(key="role", term=DCAT.hadRole, kind="iri"),
)


def _keys_read(fields: Iterable[CkanField]) -> frozenset[str]:
    """Keys about access that have a property, where that table is read."""
    keys = (key for field in fields if counts_always(field) for key in field.keys)
    return frozenset(spelt for key in keys for spelt in (key, f"dcat_{key}"))


_READ: Final = _keys_read(DATASET)
_READ_OF_RESOURCES: Final = _keys_read(RESOURCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedPackage:
    """A package as RDF.

    Attributes:
        unknown: number of times that fields occur which the table does not have, by their names.
    """

    root: NamedNode
    descriptions: Descriptions
    findings: Sequence[Finding]
    unknown: Counter[str]


def package_iri(value: JsonObject, portal: str) -> NamedNode:
    """The IRI of a package: its ``uri``, else its ``guid``, each if it is an address, else that of its page."""
    for wanted in ("uri", "guid"):
        extras = [given for key, given, _ in _extras_of(value) if key in (wanted, f"dcat_{wanted}")]
        for one in (value.get(wanted), *extras):
            named = web_iri(one)
            if named is not None:
                return named
    return NamedNode(package_page(portal, value.get("id")))


def package_page(portal: str, identifier: Json) -> str:
    """The address at which people look at a package; pointers of findings lead into its original from there."""
    return f"{portal}dataset/{quoted_part(identifier)}"


def map_package(value: JsonObject, portal: str) -> MappedPackage:
    """Map a package that has an id.

    Args:
        portal: address of the portal, which ends in ``/``.
    """
    root = package_iri(value, portal)
    draft = PackageDraft(root, portal, package_page(portal, value.get("id")))
    members = Members.of(value, "")
    _add_extras(draft, value, members)
    is_series = str(value.get("type")).strip().lower() in _SERIES
    draft.add(root, RDF.type, DCAT.DatasetSeries if is_series else DCAT.Dataset)
    write_fields(draft, root, DATASET, members)
    write_agents(draft, members, "publisher", DCT.publisher)
    write_agents(draft, members, "creator", DCT.creator)
    write_organization(draft, value)
    write_contact(draft, members)
    write_places(draft, members)
    write_periods(draft, members)
    _write_groups(draft, value)
    for relation, pointer in objects_of(draft, _RELATIONS, members.read("qualified_relation")):
        write_node(draft, DCAT.qualifiedRelation, Members.of(relation, pointer), _RELATION, (DCAT.Relationship,))
    write_resources(draft, value, write_licence(draft, members))
    write_other_access(draft, root, members)
    draft.count_unknown(members, IGNORED)
    for key, given in _members_about_access(value):
        draft.mark(key, given)
    return MappedPackage(root=root, descriptions=draft.descriptions, findings=draft.findings, unknown=draft.unknown)


def _add_extras(draft: PackageDraft, value: JsonObject, members: Members) -> None:
    """Add the extras to the fields of the top level, which come first."""
    extras = value.get("extras")
    pointer = "/extras"
    if not is_list(extras) and not isinstance(extras, JsonObject) and not states_nothing(extras):
        note_type(draft, _EXTRAS, Given("extras", extras, pointer), "array")
    for number, one in enumerate(extras if is_list(extras) else ()):
        if not isinstance(one, JsonObject) or type(one.get("key")) is not str:
            note_type(draft, _EXTRAS, Given("extras", one, child_pointer(pointer, number)), "object")
    for key, one, place in _extras_of(value):
        if not states_nothing(one) and not members.add(key, one, place):
            draft.note("repeated", CkanPortalsText.EXTRA_REPEATED(field=key), place, value=one)


def _extras_of(value: JsonObject) -> Iterator[tuple[str, Json, str]]:
    """Key, value and pointer of the value of each extra: of a list of objects, or of one object."""
    extras = value_in_text(value.get("extras"))
    if isinstance(extras, JsonObject):
        for key, one in (*extras.items(), *extras.repeated):
            yield key, one, child_pointer("/extras", key)
    for number, item in enumerate(extras if is_list(extras) else ()):
        name = item.get("key") if isinstance(item, JsonObject) else None
        if isinstance(item, JsonObject) and type(name) is str:
            yield name, item.get("value"), f"/extras/{number}/value"


def _write_groups(draft: PackageDraft, value: JsonObject) -> None:
    """Add the groups as themes, which are concepts of the portal."""
    groups = value.get("groups")
    for number, one in enumerate(groups if is_list(groups) else ()):
        identifier = (one.get("id") or one.get("name")) if isinstance(one, JsonObject) else None
        if not isinstance(one, JsonObject) or type(identifier) is not str:
            continue
        node = NamedNode(f"{draft.portal}group/{quoted_part(identifier)}")
        label = Members.of(one, child_pointer("/groups", number)).read(*_GROUP.keys)
        if label is not None:
            draft.add(node, RDF.type, SKOS.Concept)
            write_value(draft, node, _GROUP, label)
        draft.add(draft.root, DCAT.theme, node)


def _members_about_access(value: JsonObject) -> Iterator[tuple[str, Json]]:
    """The members of all objects of a package that may say who has access, but for those that a table reads."""
    for key, one in (*value.items(), *value.repeated, *((key, one) for key, one, _ in _extras_of(value))):
        if key not in _READ:
            yield key, one
        if key == "resources" and is_list(one):
            for each in one:
                yield from _members_of_resource(each)
        elif key == "extras" and is_list(one):
            for each in one:
                yield from _members_of_extra(each)
        else:
            yield from _deep_members(one)


def _members_of_resource(value: Json) -> Iterator[tuple[str, Json]]:
    if isinstance(value, JsonObject):
        for key, one in (*value.items(), *value.repeated):
            if key not in _READ_OF_RESOURCES:
                yield key, one
            yield from _deep_members(one)


def _members_of_extra(value: Json) -> Iterator[tuple[str, Json]]:
    """The members within an extra, but for its key and value, which count as a field of the package."""
    given = (value.get("key"), value.get("value")) if isinstance(value, JsonObject) else (None, None)
    for key, one in _deep_members(value):
        if key != given[0] or one is not given[1]:
            yield key, one


def _deep_members(value: Json) -> Iterator[tuple[str, Json]]:
    """The members of all objects within a value, also of those that are JSON in a text."""
    for key, one in members_within(value_in_text(value)):
        yield key, one
        if type(one) is str:
            yield from members_within(value_in_text(one))
