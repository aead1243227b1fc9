"""Map one package of CKAN to RDF by the table of fields, with a finding for all that is malformed.

Knows neither pages nor portals beyond their address. Source of the rules: docs/decisions/0043-ckan.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.reading import Descriptions
from danhmuc.vocab.terms import DCAT, DCT, RDF, SKOS

from ..json_records.json_values import Json, JsonObject, child_pointer, is_list
from ..json_records.secrecy_marks import members_within
from ..messages.ckan_portals import CkanPortalsText
from .field_writing import counts_always, objects_of, web_iri, write_fields, write_node, write_other_access
from .package_agents import write_agents, write_contact, write_organization
from .package_coverage import write_periods, write_places
from .package_draft import Given, Members, PackageDraft, quoted_part, states_nothing, value_in_text
from .package_fields import DATASET, IGNORED, RESOURCE, CkanField
from .package_resources import write_licence, write_resources
from .package_values import note_type, write_value

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
