"""Agents: organisations and people, contact points, and roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danhmuc.vocab.terms import ADMS, DCAT, DCT, FOAF, ORG, PROV, SKOS, VCARD

from .field_kinds import Address, ContactAddress, Many, ManyConcepts, One, OneConcept
from .fields import OneText, SeveralTexts, Translated
from .resource import Resource

if TYPE_CHECKING:
    from .concept import Identifier


class Agent(Resource):
    """An organisation or a person that has to do with data.

    Source: DCAT-AP 3.0.1, class Agent; DCAT-US 3.0, class Organization.
    """

    __slots__ = ()
    other_classes = tuple(term.value for term in (FOAF.Organization, FOAF.Person, FOAF.Group, ORG.Organization))

    name: Translated = Translated(FOAF.name, "1..*", "Its name.")
    type: OneConcept = OneConcept(DCT.type, "0..1", "publisher-type", "Kind of agent.")
    identifier: OneText = OneText(
        DCT.identifier, "0..1", "Its code; of a Vietnamese agency as in H57.12. Source: Decision 20/2020/QĐ-TTg."
    )
    alternative_identifiers: Many[Identifier] = Many(
        ADMS.identifier, "0..*", "Identifier", "All other codes. Source: Decision 20/2020/QĐ-TTg."
    )
    homepage: Address = Address(
        FOAF.homepage, "0..1", "Web address of its main page. Source: FOAF.", range=FOAF.Document
    )
    part_of: One[Agent] = One(
        ORG.subOrganizationOf, "0..1", "Agent", "The organisation that it belongs to. Source: Organization Ontology."
    )
    preferred_label: Translated = Translated(SKOS.prefLabel, "0..1", "The name that it prefers. Source: DCAT-US 3.0.")
    alternative_labels: SeveralTexts = SeveralTexts(SKOS.altLabel, "0..*", "Other names of it. Source: DCAT-US 3.0.")
    notation: OneText = OneText(SKOS.notation, "0..1", "Its short name or code. Source: DCAT-US 3.0.")


class ContactPoint(Resource):
    """A person, post or office that answers questions about data.

    Source: DCAT-AP 3.0.1, class Kind; DCAT-AP-HVD 3.0.0; Decree 47/2020/NĐ-CP, Art. 7.
    """

    __slots__ = ()
    other_classes = tuple(term.value for term in (VCARD.Organization, VCARD.Individual, VCARD.Group, VCARD.Location))

    name: Translated = Translated(VCARD.fn, "0..1", "Full name. Source: DCAT-US 3.0; Decree 47/2020/NĐ-CP, Art. 7.")
    role: Translated = Translated(VCARD.role, "0..1", "Position or office. Source: Decree 47/2020/NĐ-CP, Art. 7.")
    email: ContactAddress = ContactAddress(
        VCARD.hasEmail,
        "0..*",
        "E-mail address, with or without mailto: before it. Source: DCAT-AP-HVD 3.0.0.",
        scheme="mailto:",
    )
    telephone: ContactAddress = ContactAddress(
        VCARD.hasTelephone,
        "0..*",
        "Telephone number, with or without tel: before it. Source: Decree 47/2020/NĐ-CP, Art. 7.",
        scheme="tel:",
    )
    url: Address = Address(VCARD.hasURL, "0..*", "Web address of a contact page. Source: DCAT-AP-HVD 3.0.0.")
    organization_name: Translated = Translated(
        VCARD["organization-name"], "0..1", "Name of the organisation. Source: DCAT-US 3.0."
    )
    given_name: OneText = OneText(VCARD["given-name"], "0..1", "Given name. Source: DCAT-US 3.0.")
    family_name: OneText = OneText(VCARD["family-name"], "0..1", "Family name. Source: DCAT-US 3.0.")
    title: Translated = Translated(VCARD.title, "0..1", "Title of the post. Source: DCAT-US 3.0.")
    addresses: Many[Resource] = Many(
        VCARD.hasAddress, "0..*", "Resource", "Postal addresses. Source: DCAT-US 3.0.", range=VCARD.Address
    )


class Attribution(Resource):
    """An agent that has a role, such as an agency that takes part in providing data.

    Source: DCAT-AP 3.0.1, class Attribution; DCAT-US 3.0.
    """

    __slots__ = ()

    agents: Many[Agent] = Many(PROV.agent, "1..*", "Agent", "The agents. Source: DCAT-US 3.0.")
    had_roles: ManyConcepts = ManyConcepts(
        DCAT.hadRole, "1..*", "", "Their role. Source: DCAT-US 3.0.", range=DCAT.Role
    )


class Relationship(Resource):
    """A relation that has a role.

    Source: DCAT-AP 3.0.1, class Relationship.
    """

    __slots__ = ()

    relations: Many[Resource] = Many(DCT.relation, "1..*", "Resource", "The resources related.")
    had_roles: ManyConcepts = ManyConcepts(DCAT.hadRole, "1..*", "", "Their role.", range=DCAT.Role)
