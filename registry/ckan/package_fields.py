"""The mapping as a table: what each field of a CKAN package is called in RDF, and what its values look like.

The only place that knows the names of fields. A field may stand at the top level of a package, as ckanext-scheming has
it, or among its extras, also with ``dcat_`` before its name. See docs/decisions/0043-ckan.md.
Source: the API guide of CKAN 2.11, and the mapping in the documentation of ckanext-dcat 2.4.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from pyoxigraph import NamedNode

from danhmuc.vocab.errors import FetchError, HostUnavailableError
from danhmuc.vocab.terms import ADMS, DCAT, DCATAP, DCT, DMV, FOAF, RDFS, SKOS, VCARD

from ..record.door import DoorAnswer, OtherForm

# ---------------------------------------------------------------- other forms
# The catalogue of a portal in other forms than the action API: DCAT, which says more, or data.json.

_HEAD: Final = 1 << 18
_PLACES: Final = (("catalog.ttl", "rdf"), ("catalog.xml", "rdf"), ("data.json", "data-json"))
"""Where ckanext-dcat and DKAN publish them, the best first."""


def find_other_forms(portal: str, ask: Callable[[str], DoorAnswer]) -> tuple[OtherForm, ...]:
    """The first of these forms that the portal has; empty if it has none."""
    for name, kind in _PLACES:
        try:
            answer = ask(portal + name)
        except HostUnavailableError:
            break
        except FetchError:
            continue
        try:
            head = answer.read()[:_HEAD]
        finally:
            answer.close()
        if _is_of_kind(head, kind):
            return (OtherForm(url=portal + name, kind=kind),)
    return ()


def _is_of_kind(head: bytes, kind: str) -> bool:
    if kind == "rdf":
        return DCAT.iri.encode() in head and head.lstrip()[:1] != b"{"
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" and b'"dataset"' in head


# ---------------------------------------------------------------- package fields

KEPT: Final = "https://w3id.org/danhmuc/ckan#"
"""The namespace of fields about access or secrecy that have no property: kept, so that no mark is overlooked."""

_REVISION: Final = 2
"""Counts changes to how kinds of values are read, which the table itself does not show."""

Kind = Literal[
    "text",
    "keyword",
    "date",
    "iri",
    "label",
    "code",
    "language",
    "media-type",
    "format",
    "statement",
    "duration",
    "decimal",
    "size",
    "email",
    "literal",
    "notation",
    "package",
    "access",
    "publicity",
]
"""How a value is read; see `package_values.py`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CkanField:
    """One field.

    Attributes:
        term: its property.
        many: whether it may have several values: a list, a list as JSON in a text, or texts between commas.
        others: keys that stand in for it, the best first.
        translated: key of the same by language, which comes first.
        target: class of the node that a text becomes, if it becomes one.
        label: property of the text in that node.
        scheme: the list that codes are of.
    """

    key: str
    term: NamedNode
    kind: Kind
    many: bool = False
    others: tuple[str, ...] = ()
    translated: str = ""
    target: NamedNode | None = None
    label: NamedNode = RDFS.label
    scheme: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that it may have, the best first."""
        own = (self.translated,) if self.translated else ()
        return (*own, self.key, *self.others)


def _text(key: str, term: NamedNode, *others: str, translated: str = "") -> CkanField:
    return CkanField(key=key, term=term, kind="text", others=others, translated=translated or f"{key}_translated")


def _date(key: str, term: NamedNode, *others: str) -> CkanField:
    return CkanField(key=key, term=term, kind="date", others=others)


def _iri(key: str, term: NamedNode, *others: str, many: bool = False) -> CkanField:
    return CkanField(key=key, term=term, kind="iri", others=others, many=many)


def _label(key: str, term: NamedNode, target: NamedNode, label: NamedNode = RDFS.label) -> CkanField:
    return CkanField(key=key, term=term, kind="label", many=True, target=target, label=label)


def _code(key: str, term: NamedNode, scheme: str, *, many: bool = False) -> CkanField:
    return CkanField(key=key, term=term, kind="code", scheme=scheme, many=many)


def _kind(kind: Kind, key: str, term: NamedNode, *others: str, many: bool = False) -> CkanField:
    return CkanField(key=key, term=term, kind=kind, others=others, many=many)


def _statement(key: str, term: NamedNode, target: NamedNode) -> CkanField:
    return CkanField(key=key, term=term, kind="statement", translated=f"{key}_translated", target=target)


_RESOLUTION: Final = (
    _kind("duration", "temporal_resolution", DCAT.temporalResolution),
    _kind("decimal", "spatial_resolution_in_meters", DCAT.spatialResolutionInMeters, many=True),
)
_LEGISLATION: Final = _iri("applicable_legislation", DCATAP.applicableLegislation, many=True)
_LANGUAGE: Final = _kind("language", "language", DCT.language, many=True)
_CONFORMS: Final = _label("conforms_to", DCT.conformsTo, DCT.Standard, DCT.title)
ACCESS: Final = CkanField(
    key="access_rights",
    term=DCT.accessRights,
    kind="access",
    others=("accessRights", "access_right", "access_level", "accessLevel", "public_access_level", "publicAccessLevel"),
    target=DCT.RightsStatement,
)
SHARING_NATURE: Final = _kind("publicity", "sharing_nature", DMV.sharingNature)
PERSONAL_DATA: Final = _kind("publicity", "personal_data", DMV.personalData)
_PAGES: Final = _iri("documentation", FOAF.page, many=True)

DATASET: Final = (
    _text("title", DCT.title),
    _text("notes", DCT.description),
    CkanField(
        key="tags", term=DCAT.keyword, kind="keyword", others=("keywords",), translated="tags_translated", many=True
    ),
    _iri("url", DCAT.landingPage, "landing_page"),
    _kind("literal", "identifier", DCT.identifier, "guid", "id"),
    _kind("notation", "alternate_identifier", ADMS.identifier, many=True),
    _kind("literal", "version", DCAT.version),
    _text("version_notes", ADMS.versionNotes),
    _date("issued", DCT.issued, "metadata_created"),
    _date("modified", DCT.modified, "metadata_modified"),
    _code("frequency", DCT.accrualPeriodicity, "frequency"),
    _code("theme", DCAT.theme, "data-theme", many=True),
    _LANGUAGE,
    _CONFORMS,
    _PAGES,
    ACCESS,
    SHARING_NATURE,
    PERSONAL_DATA,
    _statement("provenance", DCT.provenance, DCT.ProvenanceStatement),
    _statement("rights", DCT.rights, DCT.RightsStatement),
    _label("dcat_type", DCT.type, SKOS.Concept, SKOS.prefLabel),
    _iri("related_resource", DCT.relation, many=True),
    _kind("package", "has_version", DCAT.hasVersion, many=True),
    _kind("package", "is_version_of", DCAT.isVersionOf, many=True),
    _iri("source", DCT.source, many=True),
    _iri("sample", ADMS.sample, many=True),
    _iri("is_referenced_by", DCT.isReferencedBy, many=True),
    _LEGISLATION,
    _code("hvd_category", DCATAP.hvdCategory, "hvd-category", many=True),
    _kind("package", "in_series", DCAT.inSeries, many=True),
    *_RESOLUTION,
)
"""Single fields of a package. Its agents, contacts, places, periods, groups and resources are read apart."""

RESOURCE: Final = (
    _text("name", DCT.title, "title"),
    _text("description", DCT.description),
    _iri("access_url", DCAT.accessURL),
    _iri("download_url", DCAT.downloadURL),
    _date("issued", DCT.issued, "created"),
    _date("modified", DCT.modified, "last_modified", "metadata_modified"),
    _kind("media-type", "mimetype", DCAT.mediaType),
    _kind("format", "format", DCT.format),
    _kind("media-type", "compress_format", DCAT.compressFormat),
    _kind("media-type", "package_format", DCAT.packageFormat),
    _kind("size", "size", DCAT.byteSize),
    _label("license", DCT.license, DCT.LicenseDocument),
    _statement("rights", DCT.rights, DCT.RightsStatement),
    _LANGUAGE,
    _CONFORMS,
    _PAGES,
    _code("status", ADMS.status, "distribution-status"),
    _code("availability", DCATAP.availability, "planned-availability"),
    ACCESS,
    _LEGISLATION,
    *_RESOLUTION,
)
"""Single fields of a resource. Its url, checksum and services are read apart."""

AGENT: Final = (
    _text("name", FOAF.name),
    _kind("email", "email", FOAF.mbox),
    _iri("url", FOAF.homepage, "homepage"),
    _code("type", DCT.type, "publisher-type"),
    _kind("literal", "identifier", DCT.identifier),
)
ORGANIZATION: Final = (_text("title", FOAF.name, "display_name", "name"),)
CONTACT: Final = (
    _text("name", VCARD.fn),
    _kind("email", "email", VCARD.hasEmail),
    _iri("url", VCARD.hasURL),
    _kind("literal", "identifier", VCARD.hasUID),
)
SERVICE: Final = (
    _text("title", DCT.title),
    _text("description", DCT.description),
    _iri("endpoint_url", DCAT.endpointURL, many=True),
    _iri("endpoint_description", DCAT.endpointDescription, many=True),
    _kind("package", "serves_dataset", DCAT.servesDataset, many=True),
    _kind("keyword", "keyword", DCAT.keyword, many=True),
    _code("theme", DCAT.theme, "data-theme", many=True),
    _kind("literal", "identifier", DCT.identifier),
    _date("modified", DCT.modified),
    _iri("landing_page", DCAT.landingPage),
    _label("license", DCT.license, DCT.LicenseDocument),
    ACCESS,
    _statement("rights", DCT.rights, DCT.RightsStatement),
    _code("availability", DCATAP.availability, "planned-availability"),
    _LANGUAGE,
    _CONFORMS,
    _LEGISLATION,
)

TABLES: Final = {
    "package": DATASET,
    "resource": RESOURCE,
    "publisher, creator": AGENT,
    "organization": ORGANIZATION,
    "contact": CONTACT,
    "access_services": SERVICE,
}
"""All tables, by the object that has their fields."""

IGNORED: Final = frozenset(
    {
        "archiver",
        "author_id",
        "creator_user_id",
        "display_name",
        "extras",
        "groups",
        "harvest_object_id",
        "harvest_source_id",
        "harvest_source_title",
        "id",
        "isopen",
        "metadata_created",
        "metadata_modified",
        "name",
        "num_resources",
        "num_tags",
        "organization",
        "owner_org",
        "private",
        "qa",
        "relationships_as_object",
        "relationships_as_subject",
        "resources",
        "revision_id",
        "revision_timestamp",
        "state",
        "tracking_summary",
        "type",
        "uri",
    }
)
"""Fields of packages that say nothing of the dataset, or that are read apart."""
IGNORED_OF_RESOURCES: Final = frozenset(
    {
        "archiver",
        "cache_last_updated",
        "cache_url",
        "datastore_active",
        "distribution_ref",
        "id",
        "mimetype_inner",
        "package_id",
        "position",
        "qa",
        "resource_group_id",
        "resource_type",
        "revision_id",
        "revision_timestamp",
        "state",
        "tracking_summary",
        "uri",
        "url_type",
        "webstore_last_updated",
        "webstore_url",
    }
)
"""Fields of resources that say nothing of the file, or that are read apart."""


@lru_cache(maxsize=1)
def mapping_digest() -> str:
    """``sha256:`` and the digest of the whole mapping; packages mapped with another one are mapped anew."""
    lines = [f"revision {_REVISION}"]
    for name, fields in TABLES.items():
        lines.append(name)
        lines += [
            f"  {one.keys} {one.term} {one.kind} {one.many} {one.target} {one.label} {one.scheme}" for one in fields
        ]
    return "sha256:" + hashlib.sha256("\n".join(lines).encode()).hexdigest()
