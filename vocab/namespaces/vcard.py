"""The vCard Ontology: contact points.

Source: the W3C note of 2014, complete.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["VCARD"]


class _VCARD(
    ClosedNamespace,
    iri="http://www.w3.org/2006/vcard/ns#",
    items=(
        "None",
        "additional-name",
        "class",
        "country-name",
        "extended-address",
        "family-name",
        "given-name",
        "honorific-prefix",
        "honorific-suffix",
        "organization-name",
        "organization-unit",
        "post-office-box",
        "postal-code",
        "sort-string",
        "street-address",
    ),
):
    # Classes.
    Acquaintance: URIRef
    Address: URIRef
    AddressBook: URIRef
    Agent: URIRef
    BBS: URIRef
    Car: URIRef
    Cell: URIRef
    Child: URIRef
    Colleague: URIRef
    Contact: URIRef
    Coresident: URIRef
    Coworker: URIRef
    Crush: URIRef
    Date: URIRef
    Dom: URIRef
    Email: URIRef
    Emergency: URIRef
    Fax: URIRef
    Female: URIRef
    Friend: URIRef
    Gender: URIRef
    Group: URIRef
    Home: URIRef
    ISDN: URIRef
    Individual: URIRef
    Internet: URIRef
    Intl: URIRef
    Kin: URIRef
    Kind: URIRef
    Label: URIRef
    Location: URIRef
    Male: URIRef
    Me: URIRef
    Met: URIRef
    Modem: URIRef
    Msg: URIRef
    Muse: URIRef
    Name: URIRef
    Neighbor: URIRef
    Organization: URIRef
    Other: URIRef
    PCS: URIRef
    Pager: URIRef
    Parcel: URIRef
    Parent: URIRef
    Postal: URIRef
    Pref: URIRef
    RelatedType: URIRef
    Sibling: URIRef
    Spouse: URIRef
    Sweetheart: URIRef
    Tel: URIRef
    TelephoneType: URIRef
    Text: URIRef
    TextPhone: URIRef
    Type: URIRef
    Unknown: URIRef
    VCard: URIRef
    Video: URIRef
    Voice: URIRef
    WebID: URIRef
    Work: URIRef
    X400: URIRef

    # Properties.
    adr: URIRef
    agent: URIRef
    anniversary: URIRef
    bday: URIRef
    category: URIRef
    email: URIRef
    fn: URIRef
    geo: URIRef
    groupIndex: URIRef
    hasAdditionalName: URIRef
    hasAddress: URIRef
    hasCalendarBusy: URIRef
    hasCalendarLink: URIRef
    hasCalendarRequest: URIRef
    hasCategory: URIRef
    hasCountryName: URIRef
    hasEmail: URIRef
    hasFN: URIRef
    hasFamilyName: URIRef
    hasGender: URIRef
    hasGeo: URIRef
    hasGivenName: URIRef
    hasHonorificPrefix: URIRef
    hasHonorificSuffix: URIRef
    hasInstantMessage: URIRef
    hasKey: URIRef
    hasLanguage: URIRef
    hasLocality: URIRef
    hasLogo: URIRef
    hasMember: URIRef
    hasName: URIRef
    hasNickname: URIRef
    hasNote: URIRef
    hasOrganizationName: URIRef
    hasOrganizationUnit: URIRef
    hasPhoto: URIRef
    hasPostalCode: URIRef
    hasRegion: URIRef
    hasRelated: URIRef
    hasRole: URIRef
    hasSound: URIRef
    hasSource: URIRef
    hasStreetAddress: URIRef
    hasTelephone: URIRef
    hasTitle: URIRef
    hasUID: URIRef
    hasURL: URIRef
    hasValue: URIRef
    inAddressBook: URIRef
    includesGroup: URIRef
    key: URIRef
    label: URIRef
    language: URIRef
    latitude: URIRef
    locality: URIRef
    logo: URIRef
    longitude: URIRef
    mailer: URIRef
    n: URIRef
    nameEmailIndex: URIRef
    nickname: URIRef
    note: URIRef
    org: URIRef
    photo: URIRef
    prodid: URIRef
    region: URIRef
    rev: URIRef
    role: URIRef
    sound: URIRef
    tel: URIRef
    title: URIRef
    tz: URIRef
    url: URIRef
    value: URIRef


VCARD: Final = _VCARD()
