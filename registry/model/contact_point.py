"""Contact points: whom to ask."""

from __future__ import annotations

from danhmuc.vocab.prefixes import expand

from .fields import OneText, Translated
from .object_fields import Address, ContactAddress, Many
from .resource import Resource

__all__ = ["ContactPoint"]


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
