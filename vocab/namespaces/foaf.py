"""Friend of a Friend: agents, documents, pages.

Source: FOAF 0.99 of 2014, complete.
"""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _FOAF(ClosedNamespace[Term], iri="http://xmlns.com/foaf/0.1/"):
    # Classes.
    Agent: Term
    Document: Term
    Group: Term
    Image: Term
    LabelProperty: Term
    OnlineAccount: Term
    OnlineChatAccount: Term
    OnlineEcommerceAccount: Term
    OnlineGamingAccount: Term
    Organization: Term
    Person: Term
    PersonalProfileDocument: Term
    Project: Term

    # Properties.
    account: Term
    accountName: Term
    accountServiceHomepage: Term
    age: Term
    aimChatID: Term
    based_near: Term
    birthday: Term
    currentProject: Term
    depiction: Term
    depicts: Term
    dnaChecksum: Term
    familyName: Term
    family_name: Term
    firstName: Term
    focus: Term
    fundedBy: Term
    geekcode: Term
    gender: Term
    givenName: Term
    givenname: Term
    holdsAccount: Term
    homepage: Term
    icqChatID: Term
    img: Term
    interest: Term
    isPrimaryTopicOf: Term
    jabberID: Term
    knows: Term
    lastName: Term
    logo: Term
    made: Term
    maker: Term
    mbox: Term
    mbox_sha1sum: Term
    member: Term
    membershipClass: Term
    msnChatID: Term
    myersBriggs: Term
    name: Term
    nick: Term
    openid: Term
    page: Term
    pastProject: Term
    phone: Term
    plan: Term
    primaryTopic: Term
    publications: Term
    schoolHomepage: Term
    sha1: Term
    skypeID: Term
    status: Term
    surname: Term
    theme: Term
    thumbnail: Term
    tipjar: Term
    title: Term
    topic: Term
    topic_interest: Term
    weblog: Term
    workInfoHomepage: Term
    workplaceHomepage: Term
    yahooChatID: Term


FOAF: Final = _FOAF(uri_ref)
