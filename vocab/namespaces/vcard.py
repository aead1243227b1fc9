"""The vCard Ontology: contact points.

Source: the W3C note of 2014, complete.
"""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _VCARD(
    ClosedNamespace[Term],
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
    Acquaintance: Term
    Address: Term
    AddressBook: Term
    Agent: Term
    BBS: Term
    Car: Term
    Cell: Term
    Child: Term
    Colleague: Term
    Contact: Term
    Coresident: Term
    Coworker: Term
    Crush: Term
    Date: Term
    Dom: Term
    Email: Term
    Emergency: Term
    Fax: Term
    Female: Term
    Friend: Term
    Gender: Term
    Group: Term
    Home: Term
    ISDN: Term
    Individual: Term
    Internet: Term
    Intl: Term
    Kin: Term
    Kind: Term
    Label: Term
    Location: Term
    Male: Term
    Me: Term
    Met: Term
    Modem: Term
    Msg: Term
    Muse: Term
    Name: Term
    Neighbor: Term
    Organization: Term
    Other: Term
    PCS: Term
    Pager: Term
    Parcel: Term
    Parent: Term
    Postal: Term
    Pref: Term
    RelatedType: Term
    Sibling: Term
    Spouse: Term
    Sweetheart: Term
    Tel: Term
    TelephoneType: Term
    Text: Term
    TextPhone: Term
    Type: Term
    Unknown: Term
    VCard: Term
    Video: Term
    Voice: Term
    WebID: Term
    Work: Term
    X400: Term

    # Properties.
    adr: Term
    agent: Term
    anniversary: Term
    bday: Term
    category: Term
    email: Term
    fn: Term
    geo: Term
    groupIndex: Term
    hasAdditionalName: Term
    hasAddress: Term
    hasCalendarBusy: Term
    hasCalendarLink: Term
    hasCalendarRequest: Term
    hasCategory: Term
    hasCountryName: Term
    hasEmail: Term
    hasFN: Term
    hasFamilyName: Term
    hasGender: Term
    hasGeo: Term
    hasGivenName: Term
    hasHonorificPrefix: Term
    hasHonorificSuffix: Term
    hasInstantMessage: Term
    hasKey: Term
    hasLanguage: Term
    hasLocality: Term
    hasLogo: Term
    hasMember: Term
    hasName: Term
    hasNickname: Term
    hasNote: Term
    hasOrganizationName: Term
    hasOrganizationUnit: Term
    hasPhoto: Term
    hasPostalCode: Term
    hasRegion: Term
    hasRelated: Term
    hasRole: Term
    hasSound: Term
    hasSource: Term
    hasStreetAddress: Term
    hasTelephone: Term
    hasTitle: Term
    hasUID: Term
    hasURL: Term
    hasValue: Term
    inAddressBook: Term
    includesGroup: Term
    key: Term
    label: Term
    language: Term
    latitude: Term
    locality: Term
    logo: Term
    longitude: Term
    mailer: Term
    n: Term
    nameEmailIndex: Term
    nickname: Term
    note: Term
    org: Term
    photo: Term
    prodid: Term
    region: Term
    rev: Term
    role: Term
    sound: Term
    tel: Term
    title: Term
    tz: Term
    url: Term
    value: Term


VCARD: Final = _VCARD(uri_ref)
