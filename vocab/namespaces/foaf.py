"""Friend of a Friend: agents, documents, pages.

Source: FOAF 0.99 of 2014, complete.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["FOAF"]


class _FOAF(ClosedNamespace, iri="http://xmlns.com/foaf/0.1/"):
    # Classes.
    Agent: URIRef
    Document: URIRef
    Group: URIRef
    Image: URIRef
    LabelProperty: URIRef
    OnlineAccount: URIRef
    OnlineChatAccount: URIRef
    OnlineEcommerceAccount: URIRef
    OnlineGamingAccount: URIRef
    Organization: URIRef
    Person: URIRef
    PersonalProfileDocument: URIRef
    Project: URIRef

    # Properties.
    account: URIRef
    accountName: URIRef
    accountServiceHomepage: URIRef
    age: URIRef
    aimChatID: URIRef
    based_near: URIRef
    birthday: URIRef
    currentProject: URIRef
    depiction: URIRef
    depicts: URIRef
    dnaChecksum: URIRef
    familyName: URIRef
    family_name: URIRef
    firstName: URIRef
    focus: URIRef
    fundedBy: URIRef
    geekcode: URIRef
    gender: URIRef
    givenName: URIRef
    givenname: URIRef
    holdsAccount: URIRef
    homepage: URIRef
    icqChatID: URIRef
    img: URIRef
    interest: URIRef
    isPrimaryTopicOf: URIRef
    jabberID: URIRef
    knows: URIRef
    lastName: URIRef
    logo: URIRef
    made: URIRef
    maker: URIRef
    mbox: URIRef
    mbox_sha1sum: URIRef
    member: URIRef
    membershipClass: URIRef
    msnChatID: URIRef
    myersBriggs: URIRef
    name: URIRef
    nick: URIRef
    openid: URIRef
    page: URIRef
    pastProject: URIRef
    phone: URIRef
    plan: URIRef
    primaryTopic: URIRef
    publications: URIRef
    schoolHomepage: URIRef
    sha1: URIRef
    skypeID: URIRef
    status: URIRef
    surname: URIRef
    theme: URIRef
    thumbnail: URIRef
    tipjar: URIRef
    title: URIRef
    topic: URIRef
    topic_interest: URIRef
    weblog: URIRef
    workInfoHomepage: URIRef
    workplaceHomepage: URIRef
    yahooChatID: URIRef


FOAF: Final = _FOAF()
