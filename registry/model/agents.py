"""Agents: organisations and people, how to reach them, and the part that each has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danhmuc.vocab.prefixes import expand

from .concept_fields import ManyConcepts, OneConcept
from .fields import OneText, SeveralTexts, Translated
from .object_fields import Address, ContactAddress, Many, One
from .resource import Resource

if TYPE_CHECKING:
    from .concept import Identifier

__all__ = ["Agent", "Attribution", "ContactPoint", "Relationship"]


class Agent(Resource):
    """An organisation or a person that has to do with data.

    Source: DCAT-AP 3.0.1, class Agent; DCAT-US 3.0, class Organization.
    """

    __slots__ = ()
    other_classes = tuple(
        expand(name) for name in ("foaf:Organization", "foaf:Person", "foaf:Group", "org:Organization")
    )

    name: Translated = Translated("foaf:name", "1..*", "Its name.")
    type: OneConcept = OneConcept("dct:type", "0..1", "publisher-type", "What kind of agent it is.")
    identifier: OneText = OneText(
        "dct:identifier", "0..1", "Its code; of a Vietnamese agency as in H57.12. Source: Decision 20/2020/QĐ-TTg."
    )
    alternative_identifiers: Many[Identifier] = Many(
        "adms:identifier", "0..*", "Identifier", "All other codes. Source: Decision 20/2020/QĐ-TTg."
    )
    homepage: Address = Address(
        "foaf:homepage", "0..1", "Web address of its main page. Source: FOAF.", range="foaf:Document"
    )
    part_of: One[Agent] = One(
        "org:subOrganizationOf", "0..1", "Agent", "The organisation that it belongs to. Source: Organization Ontology."
    )
    preferred_label: Translated = Translated("skos:prefLabel", "0..1", "The name that it prefers. Source: DCAT-US 3.0.")
    alternative_labels: SeveralTexts = SeveralTexts("skos:altLabel", "0..*", "Other names of it. Source: DCAT-US 3.0.")
    notation: OneText = OneText("skos:notation", "0..1", "Its short name or code. Source: DCAT-US 3.0.")


class ContactPoint(Resource):
    """A person, post or office that answers for data.

    Source: DCAT-AP 3.0.1, class Kind; DCAT-AP-HVD 3.0.0; Decree 47/2020/NĐ-CP, Art. 7.
    """

    __slots__ = ()
    other_classes = tuple(
        expand(name) for name in ("vcard:Organization", "vcard:Individual", "vcard:Group", "vcard:Location")
    )

    name: Translated = Translated("vcard:fn", "0..1", "Full name. Source: DCAT-US 3.0; Decree 47/2020/NĐ-CP, Art. 7.")
    role: Translated = Translated("vcard:role", "0..1", "Position or office. Source: Decree 47/2020/NĐ-CP, Art. 7.")
    email: ContactAddress = ContactAddress(
        "vcard:hasEmail",
        "0..*",
        "E-mail address, with or without mailto: before it. Source: DCAT-AP-HVD 3.0.0.",
        scheme="mailto:",
    )
    telephone: ContactAddress = ContactAddress(
        "vcard:hasTelephone",
        "0..*",
        "Telephone number, with or without tel: before it. Source: Decree 47/2020/NĐ-CP, Art. 7.",
        scheme="tel:",
    )
    url: Address = Address("vcard:hasURL", "0..*", "Web address of a contact page. Source: DCAT-AP-HVD 3.0.0.")
    organization_name: Translated = Translated(
        "vcard:organization-name", "0..1", "Name of the organisation. Source: DCAT-US 3.0."
    )
    given_name: OneText = OneText("vcard:given-name", "0..1", "Given name. Source: DCAT-US 3.0.")
    family_name: OneText = OneText("vcard:family-name", "0..1", "Family name. Source: DCAT-US 3.0.")
    title: Translated = Translated("vcard:title", "0..1", "Title of the post. Source: DCAT-US 3.0.")
    addresses: Many[Resource] = Many(
        "vcard:hasAddress", "0..*", "Resource", "Postal addresses. Source: DCAT-US 3.0.", range="vcard:Address"
    )


class Attribution(Resource):
    """An agent that has a role, such as an agency that takes part in providing data.

    Source: DCAT-AP 3.0.1, class Attribution; DCAT-US 3.0.
    """

    __slots__ = ()

    agents: Many[Agent] = Many("prov:agent", "1..*", "Agent", "The agents. Source: DCAT-US 3.0.")
    had_roles: ManyConcepts = ManyConcepts(
        "dcat:hadRole", "1..*", "", "Their role. Source: DCAT-US 3.0.", range="dcat:Role"
    )


class Relationship(Resource):
    """A relation that has a role.

    Source: DCAT-AP 3.0.1, class Relationship.
    """

    __slots__ = ()

    relations: Many[Resource] = Many("dct:relation", "1..*", "Resource", "The resources related.")
    had_roles: ManyConcepts = ManyConcepts("dcat:hadRole", "1..*", "", "The part that they have.", range="dcat:Role")
