"""The words and coded terms that generated catalogues draw from, and the agents that they name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from resources import Iri, Property, Resource, Text

__all__ = [
    "ACCESS_RIGHTS",
    "AUTHORITY",
    "BASE",
    "ENGLISH",
    "FILE_TYPES",
    "FREQUENCIES",
    "LANGUAGES",
    "LICENCES",
    "MEDIA_TYPES",
    "NOT_AN_AGENT",
    "PLACES",
    "SHA_256",
    "THEMES",
    "VIETNAMESE",
    "Fault",
    "agent",
    "terms",
]

Fault = Literal[
    "no-title",
    "no-description",
    "two-publishers",
    "bad-issued",
    "literal-access-url",
    "publisher-not-agent",
    "no-access-url",
    "byte-size-string",
]
"""Kinds of planted faults; those of a distribution are in the dataset's first one."""

BASE: Final = "https://dulieu.example.vn/"
AUTHORITY: Final = "http://publications.europa.eu/resource/authority/"
MEDIA_TYPES: Final = "http://www.iana.org/assignments/media-types/"
SHA_256: Final = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
NOT_AN_AGENT: Final = BASE + "person/not-an-agent"
_ADMS: Final = "http://purl.org/adms/"

THEMES: Final = ("AGRI", "ECON", "EDUC", "ENER", "ENVI", "GOVE", "HEAL", "INTR", "JUST", "REGI", "SOCI", "TECH", "TRAN")
FREQUENCIES: Final = ("ANNUAL", "MONTHLY", "WEEKLY", "DAILY", "IRREG")
PLACES: Final = ("VNM_HAN", "VNM_SGN", "VNM_DAD", "VNM_HPH", "VNM_VCA")
LICENCES: Final = ("CC_BY_4_0", "CC0", "OP_DATPRO")
LANGUAGES: Final = ("VIE", "ENG")
ACCESS_RIGHTS: Final = ("PUBLIC", "RESTRICTED")
FILE_TYPES: Final = {
    "CSV": "text/csv",
    "JSON": "application/json",
    "XML": "application/xml",
    "XLSX": None,
    "PDF": None,
}
"""Each with its media type, where a distribution tells it."""

_VIETNAMESE: Final = (
    "dữ liệu thống kê dân số hộ gia đình theo tỉnh thành phố quận huyện xã phường đất đai nông nghiệp lúa gạo cà phê "
    "thủy sản rừng khí tượng mưa bão lũ lụt hạn hán xâm nhập mặn sông Hồng Cửu Long Đồng Nai Đà Nẵng Huế Hà Nội giao "
    "thông đường bộ đường sắt cảng hàng không bệnh viện y tế tiêm chủng giáo dục trường học học sinh ngân sách chi "
    "tiêu đấu thầu doanh nghiệp đăng ký lao động việc làm năng lượng điện mặt trời gió môi trường chất lượng không "
    "khí nước thải du lịch văn hóa di sản bản đồ địa chính ranh giới hành chính quý năm tháng báo cáo tổng hợp"
)
_ENGLISH: Final = (
    "open data statistics population households by province city district commune land agriculture rice coffee fishery "
    "forest weather rain storm flood drought salinity river delta transport road rail port airport hospital health "
    "vaccination education schools pupils budget spending procurement company registry labour jobs energy power solar "
    "wind environment air quality waste water tourism culture heritage map cadastre administrative boundary quarterly "
    "annual monthly report summary"
)
VIETNAMESE: Final = tuple(_VIETNAMESE.split())
ENGLISH: Final = tuple(_ENGLISH.split())

_SCHEMES: Final = {
    "data-theme": (("skos:Concept",), THEMES),
    "frequency": (("dct:Frequency", "skos:Concept"), FREQUENCIES),
    "language": (("dct:LinguisticSystem", "skos:Concept"), LANGUAGES),
    "place": (("dct:Location", "skos:Concept"), PLACES),
    "file-type": (("dct:MediaTypeOrExtent", "skos:Concept"), tuple(FILE_TYPES)),
    "access-right": (("dct:RightsStatement", "skos:Concept"), ACCESS_RIGHTS),
}
"""Schemes of the EU's authority tables, each with the classes of its terms and their codes."""


def terms() -> Iterator[Resource]:
    """Every term and scheme in use, so that a clean catalogue conforms where classes of values are asked for."""
    for scheme, (types, codes) in _SCHEMES.items():
        yield Resource(AUTHORITY + scheme, ("skos:ConceptScheme",), (("dct:title", Text(scheme, "en")),))
        for code in codes:
            yield _term(f"{AUTHORITY}{scheme}/{code}", code, AUTHORITY + scheme, types)
    for scheme, code, label in (
        ("publishertype", "NationalAuthority", "National authority"),
        ("licencetype", "Attribution", "Attribution"),
    ):
        iri = f"{_ADMS}{scheme}/1.0"
        yield Resource(iri, ("skos:ConceptScheme",), (("dct:title", Text(scheme, "en")),))
        yield _term(f"{_ADMS}{scheme}/{code}", label, iri, ("skos:Concept",))
    for code in LICENCES:
        kind: Property = ("dct:type", Iri(_ADMS + "licencetype/Attribution"))
        yield Resource(f"{AUTHORITY}licence/{code}", ("dct:LicenseDocument",), (kind,))
    for media_type in filter(None, FILE_TYPES.values()):
        yield Resource(MEDIA_TYPES + media_type, ("dct:MediaType",))
    yield Resource(SHA_256, ("spdx:ChecksumAlgorithm",))
    yield Resource(NOT_AN_AGENT, ("vcard:Kind",), (("vcard:fn", Text("Ghi nhầm", "vi")),))


def agent(iri: str, number: int) -> Resource:
    """A public body."""
    return Resource(
        iri,
        ("foaf:Agent",),
        (
            ("foaf:name", Text(f"Sở Thông tin và Truyền thông số {number}", "vi")),
            ("foaf:name", Text(f"Department of Information and Communications no. {number}", "en")),
            ("dct:type", Iri(_ADMS + "publishertype/NationalAuthority")),
        ),
    )


def _term(iri: str, label: str, scheme: str, types: tuple[str, ...]) -> Resource:
    return Resource(iri, types, (("skos:prefLabel", Text(label, "en")), ("skos:inScheme", Iri(scheme))))
