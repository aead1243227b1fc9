"""Map the resources of a package: distributions, with their addresses, checksums, licences and services."""

from __future__ import annotations

from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.datatypes.lexical import is_well_typed
from danhmuc.vocab.reading import Subject
from danhmuc.vocab.terms import DCAT, DCT, RDF, SPDX, XSD

from ..json_records.json_values import Json, JsonObject, child_pointer, is_list
from ..json_records.value_terms import algorithm_term
from ..messages.ckan_portals import CkanPortalsText
from .field_writing import objects_of, web_iri, write_fields, write_other_access
from .package_draft import Given, Members, PackageDraft, quoted_part, states_nothing
from .package_fields import IGNORED_OF_RESOURCES, RESOURCE, SERVICE, CkanField
from .package_state import resource_state
from .package_values import note_type, write_value

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
