"""Map who publishes a package, who made it, and whom to ask about it."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from danhmuc.vocab.terms import DCAT, DCT, FOAF, ORG, VCARD

from ..json_records.json_values import JsonObject
from .field_writing import members_of_parts, objects_of, single_values, web_iri, write_node
from .package_draft import Given, Members, PackageDraft, quoted_part, states_nothing
from .package_fields import AGENT, CONTACT, ORGANIZATION, CkanField
from .package_values import note_type

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
