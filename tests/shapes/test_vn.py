"""The Vietnamese profile: each rule is broken by one change to a good record and kept by the good ones.

Our own engine judges, and pySHACL beside it what has no day in it; the records are written below, one change at a time.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from pathlib import Path

import pyshacl
import pytest
from rdflib import SH, Graph

from danhmuc.registry import SourceRecord, parse_records
from danhmuc.shapes import ShaclReport, ShaclValidator, Validator, load_profile
from danhmuc.vocab.concepts.schemes import CodeList, Draft

VN = Path(str(files("danhmuc.shapes"))) / "vn.ttl"
RULES = "https://w3id.org/danhmuc/shapes/vn#"
DAY = date(2026, 8, 15)
PREFIXES = """
@prefix access: <http://publications.europa.eu/resource/authority/access-right/> .
@prefix adms: <http://www.w3.org/ns/adms#> .
@prefix agency: <https://w3id.org/danhmuc/concept/agency/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix dqv: <http://www.w3.org/ns/dqv#> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix filetype: <http://publications.europa.eu/resource/authority/file-type/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix form: <https://w3id.org/danhmuc/concept/sharing-form/> .
@prefix frequency: <http://publications.europa.eu/resource/authority/frequency/> .
@prefix importance: <https://w3id.org/danhmuc/concept/importance/> .
@prefix odrl: <http://www.w3.org/ns/odrl/2/> .
@prefix personal: <https://w3id.org/danhmuc/concept/personal-data/> .
@prefix province: <https://w3id.org/danhmuc/concept/province/> .
@prefix province-2004: <https://w3id.org/danhmuc/concept/province-2004/> .
@prefix sharing: <https://w3id.org/danhmuc/concept/sharing-nature/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix status: <http://publications.europa.eu/resource/authority/dataset-status/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix time: <http://www.w3.org/2006/time#> .
@prefix schema: <http://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

Values = Mapping[str, str | None]
"""What a record says, by property; None takes a property out."""

NAMED = {
    "dct:title": '"Chất lượng nước sông Hương"@vi',
    "dct:description": '"Trung bình tháng tại tám trạm."@vi',
    "dct:identifier": '"H57.01/nuoc"',
    "dct:publisher": '[ dct:identifier "H57" ]',
    "dcat:contactPoint": (
        '[ vcard:fn "Phòng Quản lý dữ liệu"@vi ; vcard:role "Đầu mối"@vi ;'
        " vcard:hasEmail <mailto:a@e.vn> ; vcard:hasTelephone <tel:+84-234-000-0001> ]"
    ),
}
DATASET = NAMED | {
    "dct:modified": '"2026-08-01"^^xsd:date',
    "dct:accrualPeriodicity": "frequency:MONTHLY",
    "dct:spatial": '[ skos:notation "46" ]',
    "dmv:personalData": "personal:KHONG",
    "dmv:importance": "importance:KHAC",
    "dcat:distribution": "[ dct:format filetype:CSV ]",
}
OPEN = DATASET | {
    "dmv:sharingNature": "sharing:MO",
    "dct:accessRights": "access:PUBLIC",
    "dcat:distribution": (
        "[ dct:format filetype:CSV ; dct:license [] ] , [ dct:format filetype:PDF ; odrl:hasPolicy [] ]"
    ),
}
CONDITIONAL = OPEN | {"dmv:sharingNature": "sharing:MO_CO_DIEU_KIEN", "dct:accessRights": "access:RESTRICTED"}
BY_DEFAULT = DATASET | {
    "dmv:sharingNature": "sharing:DUNG_CHUNG",
    "dct:accessRights": "access:RESTRICTED",
    "dmv:sharingForm": "form:MAC_DINH",
    "dct:conformsTo": "<https://e.vn/cau-truc>",
}
ON_REQUEST = BY_DEFAULT | {
    "dmv:sharingForm": "form:DAC_THU",
    "dct:conformsTo": None,
    "adms:status": "status:COMPLETED",
    "odrl:hasPolicy": "[ a odrl:Agreement ]",
}
INTERNAL = DATASET | {
    "dmv:sharingNature": "sharing:DUNG_RIENG",
    "dct:accessRights": "access:NON_PUBLIC",
    "dmv:personalData": "personal:NHAY_CAM",
    "dmv:importance": "importance:COT_LOI",
}
SERVICE = NAMED | {
    "dcat:endpointDescription": "<https://e.vn/openapi.json>",
    "dcat:servesDataset": "<https://e.vn/nuoc>",
    "dct:available": '"2026-08-01"^^xsd:date',
    "dct:accessRights": "access:PUBLIC",
}
BY_SERVICE = "[] a dcat:DataService ; dcat:servesDataset THIS ; {} .".format(
    " ; ".join(f"{name} {value}" for name, value in SERVICE.items() if name != "dcat:servesDataset")
)
DATABASE = NAMED | {
    "dmv:purpose": '"Quản lý tài nguyên nước."@vi',
    "dct:spatial": '[ skos:notation "46" ]',
    "dct:provenance": '[ <http://www.w3.org/2000/01/rdf-schema#label> "Trạm gửi mỗi giờ."@vi ]',
    "dct:source": '"Trạm quan trắc"@vi',
    "dct:hasPart": "<https://e.vn/nuoc>",
    "dqv:hasQualityMeasurement": '[ dct:date "2025-12-20"^^xsd:date ]',
}
CATALOG = {
    "dct:title": '"Danh mục dữ liệu"@vi , "Data catalogue"@en',
    "dct:description": '"Danh mục của Sở."@vi',
    "dmv:reviewedOn": '"2026-03-01"^^xsd:date',
}
ACT = {
    "dct:identifier": '"60/2024/QH15"',
    "dct:date": '"2024-11-30"^^xsd:date',
    "dct:publisher": "[]",
}
REGISTRATION = {
    "adms:status": "<https://w3id.org/danhmuc/concept/registration-status/STANDARD>",
    "dmv:registeredItem": "<https://e.vn/nuoc>",
    "dmv:effectiveFrom": '"2026-01-01"^^xsd:date',
    "<http://www.w3.org/ns/prov#wasAttributedTo>": "<https://e.vn/so>",
}
EMPTY = {"fn": '" "@vi', "role": '""', "hasEmail": '[ vcard:hasValue "" ]', "hasTelephone": '"\\t"'}
"""A part of a contact that is there and says nothing."""
CLASSES = {
    "Agent": "foaf:Agent",
    "Catalog": "dcat:Catalog",
    "Dataset": "dcat:Dataset",
    "DatasetSeries": "dcat:DatasetSeries",
    "DataService": "dcat:DataService",
    "Distribution": "dcat:Distribution",
    "Database": "dmv:Database",
    "LegalResource": "eli:LegalResource",
    "Registration": "dmv:Registration",
}


@dataclass(frozen=True, slots=True)
class Case:
    """A record, and the rule that it breaks; none where it is good."""

    rule: str
    values: Values
    others: str = ""
    kind: str = field(default="")

    @property
    def of_class(self) -> str:
        return CLASSES[self.kind or self.rule.partition("-")[0]]

    def turtle(self, iri: str) -> str:
        said = "".join(f" ;\n    {name} {value}" for name, value in self.values.items() if value is not None)
        return f"<{iri}> a {self.of_class}{said} .\n{self.others.replace('THIS', f'<{iri}>')}\n"


def named(kind: str, good: Values) -> Iterator[Case]:
    """What every class but the catalogue is asked for."""
    for name in ("title", "description"):
        for text in ('"Water quality"@en', '"Chất lượng nước"', None):
            yield Case(f"{kind}-{name}-vi", good | {f"dct:{name}": text})
    for text in ('" "@vi', '""@vi , "Water"@en', '"\\u00A0\\u200B"@vi-VN'):
        yield Case(f"{kind}-description-vi", good | {"dct:description": text})
    yield Case(f"{kind}-identifier", good | {"dct:identifier": None})
    yield Case(f"{kind}-publisher", good | {"dct:publisher": None})
    yield Case(f"{kind}-publisher-identifier", good | {"dct:publisher": "[]"})
    for code in ("H5", "h57", "H57-01", "57H", "Z01", "H57.", "H57..01", "H57.0000000000.0000000000.0000000000", "Huế"):
        yield Case(f"{kind}-publisher-pattern", good | {"dct:publisher": f'[ dct:identifier "{code}" ]'})
    for code in ("H30", "H30.05"):
        yield Case(f"{kind}-publisher-code", good | {"dct:publisher": f'[ dct:identifier "{code}" ]'})
    yield Case(f"{kind}-contactPoint", good | {"dcat:contactPoint": None})
    contact = good["dcat:contactPoint"]
    assert contact is not None
    parts = {
        "fn": 'vcard:fn "Phòng Quản lý dữ liệu"@vi',
        "role": 'vcard:role "Đầu mối"@vi',
        "hasEmail": "vcard:hasEmail <mailto:a@e.vn>",
        "hasTelephone": "vcard:hasTelephone <tel:+84-234-000-0001>",
    }
    for name, part in parts.items():
        left = " ; ".join(one for one in parts.values() if one != part)
        yield Case(f"{kind}-contactPoint-{name}", good | {"dcat:contactPoint": f"[ {left} ]"})
    nowhere = f"[ {parts['fn']} ; {parts['role']} ]"
    blank = f'[ {parts["fn"]} ; {parts["role"]} ; vcard:hasEmail "" , [] ; vcard:hasTelephone [ vcard:hasValue " " ] ]'
    for value in (nowhere, f"{contact} , {nowhere}", blank):
        yield Case(f"{kind}-contactPoint-reachable", good | {"dcat:contactPoint": value})
    for name, part in parts.items():
        value = contact.replace(part, f"{part.split()[0]} {EMPTY[name]}")
        yield Case(f"{kind}-contactPoint-{name}", good | {"dcat:contactPoint": value})


def sharing(kind: str, good: Values) -> Iterator[Case]:
    """Sharing nature, and the access rights that go with it."""
    rule = f"{kind}-sharingNature"
    yield Case(f"{rule}-max", good | {"dmv:sharingNature": "sharing:DUNG_RIENG , sharing:MO", "dct:accessRights": None})
    for value in ("sharing:KIN", '"MO"', "access:PUBLIC"):
        yield Case(f"{rule}-vocabulary", good | {"dmv:sharingNature": value})
    wrong = {
        "open": ("MO", "RESTRICTED"),
        "conditional": ("MO_CO_DIEU_KIEN", "PUBLIC"),
        "shared": ("DUNG_CHUNG", "PUBLIC"),
        "internal": ("DUNG_RIENG", "PUBLIC"),
    }
    for name, (nature, access) in wrong.items():
        said = {
            "dmv:sharingNature": f"sharing:{nature}",
            "dct:accessRights": f"access:{access}",
            "dmv:sharingForm": "form:DAC_THU" if nature == "DUNG_CHUNG" else None,
        }
        yield Case(f"{kind}-accessRights-{name}", good | said)


def broken() -> Iterator[Case]:
    """For every rule records that break it and no other."""
    for name in ("title", "description"):
        yield Case(f"Catalog-{name}-vi", CATALOG | {f"dct:{name}": '"Data"@en'})
    for name in ("title", "description", "purpose"):
        yield Case(f"Database-{name}-vi", DATABASE | {f"{'dmv' if name == 'purpose' else 'dct'}:{name}": '" "@vi'})
    yield Case("Catalog-reviewedOn-maxAge", CATALOG | {"dmv:reviewedOn": '"2026-02-14"^^xsd:date'})
    yield from named("Dataset", OPEN)
    yield from named("DatasetSeries", NAMED)
    yield from named("DataService", SERVICE)
    yield from named("Database", DATABASE)
    yield from sharing("Dataset", OPEN)
    yield from sharing("DataService", SERVICE)
    yield from sharing("Database", DATABASE)
    yield from datasets()
    for name in ("endpointDescription", "servesDataset"):
        yield Case(f"DataService-{name}", SERVICE | {f"dcat:{name}": None})
    yield Case("DataService-available", SERVICE | {"dct:available": None})
    yield Case("Database-purpose-vi", DATABASE | {"dmv:purpose": '"Water"@en'})
    for name in ("spatial", "provenance", "source", "hasPart"):
        yield Case(f"Database-{name}", DATABASE | {f"dct:{name}": None})
    for measured in (None, '[ dct:date "2024-08-14"^^xsd:date ]', "[]"):
        yield Case("Database-hasQualityMeasurement-maxAge", DATABASE | {"dqv:hasQualityMeasurement": measured})
    for name in ("identifier", "date", "publisher"):
        yield Case(f"LegalResource-{name}", ACT | {f"dct:{name}": None})
    for name in REGISTRATION:
        rule = re.split("[:#]", name.strip("<>"))[-1]
        yield Case(f"Registration-{rule}", REGISTRATION | {name: None})
    standard = REGISTRATION["adms:status"]
    two = f"{standard} , {standard.replace('STANDARD', 'RETIRED')}"
    yield Case("Registration-status-max", REGISTRATION | {"adms:status": two})
    for state in ("<https://e.vn/standard>", '"STANDARD"', standard.replace("STANDARD", "Standard")):
        yield Case("Registration-status-vocabulary", REGISTRATION | {"adms:status": state})


TAGGED = {
    "Agent": ("foaf:name",),
    "Catalog": ("dct:title", "dct:description"),
    "DataService": ("dct:title", "dct:description", "dcat:keyword"),
    "Database": ("dct:title", "dct:description", "dmv:purpose"),
    "Dataset": ("dct:title", "dct:description", "dcat:keyword"),
    "DatasetSeries": ("dct:title", "dct:description"),
    "Distribution": ("dct:title", "dct:description"),
}
"""The texts of each class that may have the tag of the country in place of that of the language."""
GOOD = {
    "Agent": {"foaf:name": '"UBND thành phố Huế"@vi'},
    "Catalog": CATALOG,
    "DataService": SERVICE,
    "Database": DATABASE,
    "Dataset": OPEN | {"dct:accrualPeriodicity": "frequency:NEVER"},
    "DatasetSeries": NAMED,
    "Distribution": {"dct:title": '"Tệp CSV"@vi'},
}
PERIODS = (
    '[ dcat:startDate "2026-01-01"^^xsd:date ; dcat:endDate "2025-12-31"^^xsd:date ]',
    '[ dcat:startDate "2026"^^xsd:gYear ; dcat:endDate "2025-12"^^xsd:gYearMonth ]',
    '[ schema:startDate "2026-01-01"^^xsd:date ; schema:endDate "2025-12-31T23:00:00+07:00"^^xsd:dateTime ]',
    '[ time:hasBeginning [ time:inXSDgYear "2026"^^xsd:gYear ] ; time:hasEnd [ time:inXSDgYear "2025"^^xsd:gYear ] ]',
)
"""Periods that end before they begin."""


def mistakes() -> Iterator[Case]:
    """What people slip on: tags, keywords, days to come, periods."""
    for kind, fields in TAGGED.items():
        for name in fields:
            text = GOOD[kind].get(name) or '"nước"@vi'
            also = text.replace("@vi", "@vn").partition(" , ")[0]
            yield Case(f"{kind}-{name.partition(':')[2]}-tag", GOOD[kind] | {name: f"{text} , {also}"})
    for kind in ("Dataset", "DataService"):
        for text in ('"nước; sông; hồ"@vi', '"nước\\nsông"@vi', '"nước;sông"@vi', '"nước；sông"@vi'):
            yield Case(f"{kind}-keyword-separator", GOOD[kind] | {"dcat:keyword": text})
        for text in ('"nước, sông, hồ"@vi', '"nước,sông,hồ"@vi', '"nước、sông、hồ"@vi', '"năm 2024, 2025, 2026"@vi'):
            yield Case(f"{kind}-keyword-comma", GOOD[kind] | {"dcat:keyword": text})
    for kind in GOOD.keys() - {"Agent"}:
        for name in ("issued", "modified"):
            for day in ('"2026-08-17"^^xsd:date', '"2026-09"^^xsd:gYearMonth', '"2062-05-05T08:00:00Z"^^xsd:dateTime'):
                ready = {"dct:available": '"2062-06-01"^^xsd:date'} if kind == "DataService" else {}
                yield Case(f"{kind}-{name}-future", GOOD[kind] | {f"dct:{name}": day} | ready)
    for kind in ("Catalog", "Database", "Dataset", "DatasetSeries"):
        for period in PERIODS:
            yield Case(f"{kind}-temporal-order", GOOD[kind] | {"dct:temporal": period})
    for period in PERIODS:
        yield Case("DataService-plannedOutage-order", SERVICE | {"dmv:plannedOutage": period})


def of_open_data_and_services() -> Iterator[Case]:
    """Fee, login, and the day on which a service is published."""
    dataset = GOOD["Dataset"]
    for name, wrong in (("schema:isAccessibleForFree", ("false", '"có phí"')), ("dmv:loginRequired", ("true", '"có"'))):
        rule = f"Dataset-{name.partition(':')[2]}-open"
        for value in wrong:
            yield Case(rule, dataset | {name: value})
            in_file = f"[ dct:format filetype:CSV ; dct:license [] ; {name} {value} ]"
            yield Case(rule, dataset | {"dcat:distribution": in_file})
    for ready, issued in (("2026-07-31", "2026-08-04"), ("2026-08-01", "2026-08-04"), ("2026-07-29", "2026-07-31")):
        said = {"dct:available": f'"{ready}"^^xsd:date', "dct:issued": f'"{issued}"^^xsd:date'}
        yield Case("DataService-issued-workingDay", SERVICE | said)


def contacts() -> Iterator[Case]:
    """Contacts that say that there is nothing."""
    nothing = ('"khong co"', "<mailto:>", '"an.e.vn"', '[ vcard:hasValue "không có" ]')
    nobody = ('"không có"', "<tel:0>", '"0000 000 000"', '"12"', "[ vcard:hasValue <tel:0> ]")
    for kind in ("Dataset", "DataService", "Database", "DatasetSeries"):
        for email in nothing:
            with_number = GOOD[kind] | {"dcat:contactPoint": parts_of_contact(email, "<tel:+84-234-000-0001>")}
            yield Case(f"{kind}-contactPoint-hasEmail", with_number)
        for number in nobody:
            with_email = GOOD[kind] | {"dcat:contactPoint": parts_of_contact("<mailto:a@e.vn>", number)}
            yield Case(f"{kind}-contactPoint-hasTelephone", with_email)
            neither = GOOD[kind] | {"dcat:contactPoint": parts_of_contact(nothing[0], number)}
            yield Case(f"{kind}-contactPoint-reachable", neither)


def look_alikes() -> Iterator[Case]:
    """What is right and looks like a mistake."""
    dataset = GOOD["Dataset"]
    for text in ('"nước, sông"@vi', '"2,5 đến 3,5, hồ,"@vi', '"R&amp;D"@vi', '"nước;"@vi', '"; nước"', '"sông \\n"@vi'):
        yield Case("", dataset | {"dcat:keyword": text}, kind="Dataset")
    for day in ('"2026-08-16"^^xsd:date', '"2026-08"^^xsd:gYearMonth', '"2026"^^xsd:gYear'):
        yield Case("", dataset | {"dct:issued": day, "dct:modified": day}, kind="Dataset")
    yield Case("", SERVICE | {"dct:available": '"2027-01-01"^^xsd:date'}, kind="DataService")
    for period in (
        '[ dcat:startDate "2026-01-01"^^xsd:date ; dcat:endDate "2026-01-01"^^xsd:date ]',
        '[ dcat:startDate "2026-05-01"^^xsd:date ; dcat:endDate "2026"^^xsd:gYear ]',
        '[ dcat:endDate "1975-04-30"^^xsd:date ]',
        '[ dcat:startDate "2050-01-01"^^xsd:date ]',
        '"1975"',
    ):
        yield Case("", dataset | {"dct:temporal": period}, kind="Dataset")
    emails = ("<mailto:so.nn%40hue.gov.vn>", '"an@hue.gov.vn; binh@hue.gov.vn"', '"Lê An <an@hue.gov.vn>"')
    for email in emails:
        yield Case("", dataset | {"dcat:contactPoint": parts_of_contact(email, '"1022"')}, kind="Dataset")
    both = f"{parts_of_contact('<mailto:a@e.vn>', '<tel:113>')[:-2]} ; vcard:hasEmail <mailto:> ]"
    yield Case("", dataset | {"dcat:contactPoint": both}, kind="Dataset")
    free: Values = {"schema:isAccessibleForFree": "true", "dmv:loginRequired": "false"}
    yield Case("", dataset | free, kind="Dataset")
    costly: Values = {"schema:isAccessibleForFree": "false", "dmv:loginRequired": "true"}
    yield Case("", BY_DEFAULT | {"dct:accrualPeriodicity": "frequency:NEVER"} | costly, kind="Dataset")
    for ready, issued in (("2026-07-31", "2026-08-03"), ("2026-08-01", "2026-08-03"), ("2026-08-05", "2026-08-01")):
        said = {"dct:available": f'"{ready}"^^xsd:date', "dct:issued": f'"{issued}"^^xsd:date'}
        yield Case("", SERVICE | said, kind="DataService")
    yield Case("", dataset | {"dct:title": '"Nước"@vi , "Wasser"@de , "水"@vi-Hani'}, kind="Dataset")


def datasets() -> Iterator[Case]:
    """What only datasets are asked for."""
    yield Case("Dataset-modified", OPEN | {"dct:modified": None})
    yield Case("Dataset-modified-maxAgeBy", OPEN | {"dct:modified": '"2026-06-29"^^xsd:date'})
    no_frequency: Values = {"dct:accrualPeriodicity": None, "dct:modified": '"2026-05-14"^^xsd:date'}
    yield Case("Dataset-modified-open", OPEN | no_frequency)
    yield Case("Dataset-distribution", INTERNAL | {"dcat:distribution": None})
    yield Case("Dataset-distribution-open", OPEN | {"dcat:distribution": None, "dct:license": "[]"})
    yield Case("Dataset-spatial-notation", OPEN | {"dct:spatial": '[ skos:notation "469" ]'})
    yield Case("Dataset-spatial-validCode", OPEN | {"dct:spatial": "province-2004:30"})
    yield Case("Dataset-sharingNature", DATASET)
    yield Case("Dataset-sharingForm-shared", BY_DEFAULT | {"dmv:sharingForm": None})
    yield Case("Dataset-sharingForm-max", BY_DEFAULT | {"dmv:sharingForm": "form:MAC_DINH , form:DAC_THU"})
    yield Case("Dataset-sharingForm-vocabulary", BY_DEFAULT | {"dmv:sharingForm": "form:KHAC"})
    for policy in (None, "[ a odrl:Offer ]"):
        yield Case("Dataset-hasPolicy-special", ON_REQUEST | {"odrl:hasPolicy": policy})
    yield Case("Dataset-conformsTo-default", BY_DEFAULT | {"dct:conformsTo": None})
    yield Case("Dataset-license-open", OPEN | {"dcat:distribution": None}, BY_SERVICE)
    for code in ("DOCX", "PDF", "PDFA2B", "XLS"):
        yield Case(
            "Dataset-format-open", OPEN | {"dcat:distribution": f"[ dct:format filetype:{code} ; dct:license [] ]"}
        )
    yield Case("Dataset-personalData", OPEN | {"dmv:personalData": None})
    yield Case("Dataset-personalData-max", INTERNAL | {"dmv:personalData": "personal:KHONG , personal:CO_BAN"})
    yield Case("Dataset-personalData-vocabulary", INTERNAL | {"dmv:personalData": "true"})
    for code in ("CO_BAN", "NHAY_CAM"):
        yield Case("Dataset-personalData-open", OPEN | {"dmv:personalData": f"personal:{code}"})
    yield Case("Dataset-importance", INTERNAL | {"dmv:importance": None})
    yield Case("Dataset-importance-max", INTERNAL | {"dmv:importance": "importance:COT_LOI , importance:QUAN_TRONG"})
    yield Case("Dataset-importance-vocabulary", INTERNAL | {"dmv:importance": '"cao"'})
    for code in ("COT_LOI", "QUAN_TRONG"):
        yield Case("Dataset-importance-open", OPEN | {"dmv:importance": f"importance:{code}"})
    old = '[ dct:date "2024-08-14"^^xsd:date ]'
    yield Case("Dataset-hasQualityMeasurement-maxAge", OPEN | {"dqv:hasQualityMeasurement": old})


def parts_of_contact(email: str, telephone: str) -> str:
    """A contact with all its parts."""
    return f'[ vcard:fn "Lê An" ; vcard:role "Đầu mối" ; vcard:hasEmail {email} ; vcard:hasTelephone {telephone} ]'


def kept() -> Iterator[Case]:
    """Good records, and what comes near to a rule without breaking it."""
    for values in (OPEN, CONDITIONAL, BY_DEFAULT, ON_REQUEST, INTERNAL):
        yield Case("", values, kind="Dataset")
    served = BY_SERVICE
    yield Case("", OPEN | {"dcat:distribution": None, "dct:license": "[]"}, served, kind="Dataset")
    # Of a distribution without one dcat-ap tells.
    one_bare = "[ dct:format filetype:CSV ; dct:license [] ] , [ dct:format filetype:XML ]"
    yield Case("", OPEN | {"dcat:distribution": one_bare}, kind="Dataset")
    yield Case("", BY_DEFAULT | {"dct:conformsTo": None}, served, kind="Dataset")
    by_service = "[ dcat:accessService <https://e.vn/dich-vu> ]"
    yield Case("", BY_DEFAULT | {"dct:conformsTo": None, "dcat:distribution": by_service}, kind="Dataset")
    yield Case("", OPEN | {"dcat:distribution": "[ dct:format filetype:CSV ]", "dct:license": "[]"}, kind="Dataset")
    yield Case("", OPEN | {"dcat:distribution": "[ dct:license [] ]"}, kind="Dataset")
    yield Case("", ON_REQUEST | {"adms:status": "status:DEVELOP", "odrl:hasPolicy": None}, kind="Dataset")
    yield Case("", OPEN | {"dct:spatial": "province:31"}, kind="Dataset")
    was = {"dct:spatial": "province-2004:30", "dct:modified": '"2025-06-30"^^xsd:date'}
    yield Case("", OPEN | was | {"dct:accrualPeriodicity": "frequency:NEVER"}, kind="Dataset")
    yield Case("", OPEN | {"dct:spatial": '[ skos:notation "19753" ]'}, kind="Dataset")
    yield Case("", OPEN | {"dct:title": '"Nước"@vi-VN , "Water"@en'}, kind="Dataset")
    second = f"{NAMED['dcat:contactPoint']} , {NAMED['dcat:contactPoint']}"
    yield Case("", OPEN | {"dcat:contactPoint": second}, kind="Dataset")
    measured = '[ dct:date "2019-12-20"^^xsd:date ] , [ dct:date "2024-12-31"^^xsd:date ]'
    yield Case("", OPEN | {"dqv:hasQualityMeasurement": measured}, kind="Dataset")
    yield Case("", NAMED, kind="DatasetSeries")
    yield Case("", SERVICE, kind="DataService")
    yield Case("", DATABASE, kind="Database")
    yield Case("", DATABASE | {"dct:spatial": None, "dct:temporal": "[]"}, kind="Database")
    yield Case("", CATALOG, kind="Catalog")
    # That a catalogue has none, and that a contact is a text, dcat-ap tells.
    yield Case("", CATALOG | {"dct:title": None, "dct:description": None}, kind="Catalog")
    yield Case("", OPEN | {"dcat:contactPoint": '"Phòng Quản lý dữ liệu"', "dct:publisher": '"Huế"'}, kind="Dataset")
    by_node = parts_of_contact("[ vcard:hasValue <mailto:a@e.vn> ]", '[ vcard:hasValue "0234 000 0001" ]')
    yield Case("", OPEN | {"dcat:contactPoint": by_node}, kind="Dataset")
    as_text = parts_of_contact('"a@e.vn"', '"0234 000 0001"')
    yield Case("", OPEN | {"dcat:contactPoint": as_text}, kind="Dataset")
    yield Case("", CATALOG | {"dmv:reviewedOn": None}, kind="Catalog")
    yield Case("", ACT, kind="LegalResource")
    of_the_union = {"eli:number": '"2023/138"', "eli:date_document": '"2022-12-21"^^xsd:date', "eli:passed_by": "[]"}
    yield Case("", of_the_union, kind="LegalResource")
    yield Case("", REGISTRATION, kind="Registration")


CASES = [*broken(), *mistakes(), *of_open_data_and_services(), *contacts(), *kept(), *look_alikes()]
DATED = {
    rule
    for rule in (case.rule for case in CASES)
    if "maxAge" in rule or rule.endswith(("-modified-open", "validCode", "-future", "-order", "-workingDay"))
}
"""Rules with components of ours, which pySHACL does not know by itself."""


def iri(number: int) -> str:
    return f"https://e.vn/{number}"


def judged(data: str, *, today: date | None = DAY, w3c: bool = False) -> ShaclReport:
    return ShaclValidator([VN], w3c_classes=w3c).validate(PREFIXES + data, today=today)


def record(data: str) -> SourceRecord:
    """The record that a text describes."""
    (found,) = (one for one in parse_records(PREFIXES + data) if one.role == "record")
    return found


def fired(report: ShaclReport, *, is_known: bool = True) -> dict[str, set[str]]:
    """Which rules fired, by focus node."""
    found: dict[str, set[str]] = {}
    for result in report.results:
        if result.is_known == is_known:
            found.setdefault(result.focus, set()).add(result.source_shape.removeprefix(RULES))
    return found


def all_records() -> str:
    """All records in one graph, where who serves what is known."""
    return "".join(case.turtle(iri(number)) for number, case in enumerate(CASES))


def wanted(*, without: Collection[str] = ()) -> dict[str, set[str]]:
    return {iri(number): {case.rule} - {"", *without} for number, case in enumerate(CASES)}


def test_rules__are_broken_by_what_breaks_them_and_by_nothing_else() -> None:
    found = fired(judged(all_records(), w3c=True))
    assert {node: found.get(node, set()) for node in wanted()} == wanted()


@pytest.mark.soak
def test_rules__mean_the_same_to_pyshacl_where_they_have_no_day() -> None:
    data = Graph().parse(data=PREFIXES + all_records(), format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=Graph().parse(VN))
    found: dict[str, set[str]] = {}
    for result, rule in report.subject_objects(SH.sourceShape):
        found.setdefault(str(report.value(result, SH.focusNode)), set()).add(str(rule).removeprefix(RULES))
    assert {node: found.get(node, set()) - DATED for node in wanted()} == wanted(without=DATED)


def test_rules__each_has_a_record_that_breaks_it() -> None:
    graph = Graph().parse(VN)
    rules = {str(rule).removeprefix(RULES) for rule in graph.subjects(SH.severity, None)}
    assert {case.rule for case in CASES} - {""} == rules


def test_good_records__have_nothing_that_cannot_be_verified() -> None:
    data = "".join(case.turtle(iri(n)) for n, case in enumerate(kept()) if "served" not in case.others)
    undecided = fired(judged(data), is_known=False)
    # Of an IRI nobody knows whether a service elsewhere serves it.
    assert {rule for rules in undecided.values() for rule in rules} <= {
        "Dataset-conformsTo-default",
        "Dataset-distribution-open",
    }


# ---------------------------------------------------------------- neither yes nor no

UNDECIDED: Mapping[str, tuple[Values, set[str]]] = {
    "an agency code that no list has": ({"dct:publisher": '[ dct:identifier "H99" ]'}, {"publisher-code"}),
    "a code below level 1": ({"dct:publisher": '[ dct:identifier "G03.15.02" ]'}, {"publisher-code"}),
    "a code of the old form": ({"dct:publisher": '[ dct:identifier "000.00.00.H49" ]'}, {"publisher-code"}),
    "a code of another body": ({"dct:publisher": '[ dct:identifier "Z01HIEPHOI" ]'}, {"publisher-code"}),
    "a business number": ({"dct:publisher": '[ dct:identifier "0100109106" ]'}, {"publisher-code"}),
    "an agency that nobody describes": (
        {"dct:publisher": "<https://e.vn/co-quan>"},
        {f"publisher-{name}" for name in ("code", "identifier", "pattern")},
    ),
    "a contact that nobody describes": (
        {"dcat:contactPoint": "<https://e.vn/dau-moi>"},
        {f"contactPoint-{name}" for name in ("fn", "hasEmail", "hasTelephone", "reachable", "role")},
    ),
    "neither a file nor a service seen": ({"dcat:distribution": None, "dct:license": "[]"}, {"distribution-open"}),
    "a territory code that no list has": ({"dct:spatial": "province:99"}, {"spatial-validCode"}),
    "a place that nobody describes": ({"dct:spatial": "<https://e.vn/hue>"}, {"spatial-notation"}),
    "a frequency that nobody knows": (
        {"dct:accrualPeriodicity": "<https://e.vn/khi-can>"},
        {"modified-maxAgeBy"},
    ),
}


@pytest.mark.parametrize("what", UNDECIDED)
def test_check__what_nobody_knows_cannot_be_verified(what: str) -> None:
    change, rules = UNDECIDED[what]
    report = judged(Case("", OPEN | change, kind="Dataset").turtle(iri(0)))
    assert fired(report) == {}
    assert fired(report, is_known=False) == {iri(0): {f"Dataset-{rule}" for rule in rules}}


@pytest.mark.parametrize("code", ["H30", "H30.05"])
def test_check__agency_code_of_a_closed_province_is_told_though_it_is_listed(code: str) -> None:
    data = Case("", OPEN | {"dct:publisher": f'[ dct:identifier "{code}" ]'}, kind="Dataset").turtle(iri(0))
    assert fired(judged(data)) == {iri(0): {"Dataset-publisher-code"}}
    found = Validator("vn", today=DAY).validate(record(data)).findings
    assert [one.code for one in found if one.code.startswith("vn:")] == ["vn:Dataset-publisher-code"]


def test_check__agency_codes_are_those_of_the_list_in_force() -> None:
    """A list of an agency's own, with its units, in the place of the bundled one; it holds every code."""
    own = CodeList([Draft("https://e.vn/ma/H57.01", "H57.01")], token="agency", iri="https://e.vn/ma", is_complete=True)

    def told(code: str, lists: Mapping[str, CodeList]) -> list[str]:
        data = Case("", OPEN | {"dct:publisher": f'[ dct:identifier "{code}" ]'}, kind="Dataset").turtle(iri(0))
        found = Validator("vn", today=DAY, lists=lists).validate(record(data)).findings
        return [one.reported_severity for one in found if one.code == "vn:Dataset-publisher-code"]

    assert [told("H57.01", lists) for lists in ({}, {"agency": own})] == [["cannot-verify"], []]
    assert [told("G01", lists) for lists in ({}, {"agency": own})] == [[], ["warning"]]


def test_check__policy_that_nobody_describes_may_be_the_agreement() -> None:
    values = ON_REQUEST | {"odrl:hasPolicy": "<https://e.vn/thoa-thuan>"}
    report = judged(Case("", values, kind="Dataset").turtle(iri(0)))
    assert fired(report, is_known=False) == {iri(0): {"Dataset-hasPolicy-special"}}


@pytest.mark.parametrize("code", ["Sở Xây dựng", "h57", ""])
def test_check__wrong_code_is_told_once_with_the_code(code: str) -> None:
    values = OPEN | {"dct:publisher": f'[ dct:identifier "{code}" ]'}
    (result,) = judged(Case("", values, kind="Dataset").turtle(iri(0))).results
    assert (result.value, result.source_shape) == (code, f"{RULES}Dataset-publisher-pattern")


# ---------------------------------------------------------------- days

TO_COME = OPEN | {"dct:accrualPeriodicity": "frequency:NEVER", "dct:modified": '"2026-09-01"^^xsd:date'}
TWO_DAYS = {
    "Catalog-reviewedOn-maxAge": ("Catalog", CATALOG, date(2026, 9, 1)),
    "Dataset-modified-maxAgeBy": ("Dataset", OPEN, date(2026, 9, 16)),
    "Dataset-modified-open": ("Dataset", OPEN | {"dct:accrualPeriodicity": None}, date(2026, 11, 1)),
    "Database-hasQualityMeasurement-maxAge": ("Database", DATABASE, date(2027, 12, 20)),
    "Dataset-hasQualityMeasurement-maxAge": (
        "Dataset",
        INTERNAL | {"dct:accrualPeriodicity": None, "dqv:hasQualityMeasurement": '[ dct:date "2024-09-01"^^xsd:date ]'},
        date(2026, 9, 1),
    ),
}


@pytest.mark.parametrize("rule", TWO_DAYS)
def test_dated_rule__holds_through_its_last_day_and_not_on_the_next(rule: str) -> None:
    kind, values, last = TWO_DAYS[rule]
    data = Case("", values, kind=kind).turtle(iri(0))
    next_day = date.fromordinal(last.toordinal() + 1)
    assert rule not in fired(judged(data, today=last)).get(iri(0), set())
    assert rule in fired(judged(data, today=next_day))[iri(0)]


@pytest.mark.parametrize("rule", TWO_DAYS)
def test_dated_rule__without_a_day_cannot_be_verified(rule: str) -> None:
    kind, values, _ = TWO_DAYS[rule]
    report = judged(Case("", values, kind=kind).turtle(iri(0)), today=None)
    assert fired(report) == {}
    assert rule in fired(report, is_known=False)[iri(0)]


def test_day_to_come__is_one_until_the_day_before_it() -> None:
    data = Case("", TO_COME, kind="Dataset").turtle(iri(0))
    validator = Validator("vn", today=date(2026, 8, 20))
    (first,) = (one for one in validator.validate(record(data)).findings if one.code == "vn:Dataset-modified-future")
    assert (first.severity, first.value) == ("warning", "2026-09-01")
    assert validator.validate(record(data)).until == date(2026, 8, 30)
    later = Validator("vn", today=date(2026, 8, 31)).validate(record(data))
    assert "vn:Dataset-modified-future" not in {one.code for one in later.findings}
    assert later.until is None


def test_territory_code__is_asked_for_the_day_of_the_update_and_not_for_today() -> None:
    def told(modified: str, today: date | None) -> set[str]:
        values = INTERNAL | {"dct:spatial": "province-2004:30", "dct:accrualPeriodicity": None}
        data = Case("", values | {"dct:modified": f'"{modified}"^^xsd:date'}, kind="Dataset").turtle(iri(0))
        return fired(judged(data, today=today)).get(iri(0), set())

    assert told("2025-06-30", DAY) == set()
    assert told("2025-07-01", DAY) == told("2025-07-01", None) == {"Dataset-spatial-validCode"}


# ---------------------------------------------------------------- rules of dcat-ap that are out of use

OF_EUROPE = {
    "dcat-ap:Catalog-publisher-vocabulary",
    "dcat-ap:Catalog-spatial-vocabulary",
    "dcat-ap:DataService-publisher-vocabulary",
    "dcat-ap:Dataset-publisher-vocabulary",
    "dcat-ap:Dataset-spatial-vocabulary",
    "dcat-ap:Dataset-type-vocabulary",
    "dcat-ap:DatasetSeries-spatial-vocabulary",
    "dcat-ap:Distribution-availability",
}
TOLD_STRICTER = {
    "dcat-ap:DataService-contactPoint",
    "dcat-ap:DataService-endpointDescription",
    "dcat-ap:DataService-publisher",
    "dcat-ap:DataService-servesDataset",
    "dcat-ap:DataService-title",
    "dcat-ap:Dataset-contactPoint",
    "dcat-ap:Dataset-description",
    "dcat-ap:Dataset-distribution",
    "dcat-ap:Dataset-publisher",
    "dcat-ap:Dataset-title",
    "dcat-ap:DatasetSeries-contactPoint",
    "dcat-ap:DatasetSeries-description",
    "dcat-ap:DatasetSeries-publisher",
    "dcat-ap:DatasetSeries-title",
}
"""Rules of dcat-ap that a rule here stands in for."""
FOREIGN = """
<https://e.vn/1> a dcat:Dataset ; dct:publisher <https://e.vn/so> ; dct:spatial <https://e.vn/hue> ;
    dct:type <https://e.vn/loai> ; dcat:distribution <https://e.vn/tep> .
<https://e.vn/2> a dcat:Catalog ; dct:publisher <https://e.vn/so> ; dct:spatial <https://e.vn/hue> .
<https://e.vn/3> a dcat:DataService ; dct:publisher <https://e.vn/so> .
<https://e.vn/4> a dcat:DatasetSeries ; dct:spatial <https://e.vn/hue> .
<https://e.vn/tep> a dcat:Distribution .
"""


def told_under(profile: str, turtle: str) -> set[str]:
    """The codes of dcat-ap's rules that are broken."""
    layers = [VN.with_name(f"{token}.ttl") for token in load_profile(profile).tokens]
    shapes = [result.source_shape for result in ShaclValidator(layers).validate(PREFIXES + turtle, today=DAY).results]
    return {f"dcat-ap:{shape.rpartition('#')[2]}" for shape in shapes if "/dcat-ap#" in shape}


@pytest.mark.soak
def test_profile__puts_what_only_a_european_feed_can_have_out_of_use() -> None:
    out_of_use = {rule.code for rule in load_profile("vn").rules.values() if rule.is_deactivated}
    assert out_of_use == OF_EUROPE | TOLD_STRICTER
    assert told_under("dcat-ap", FOREIGN) >= OF_EUROPE
    assert told_under("dcat-ap", FOREIGN) - told_under("vn", FOREIGN) - TOLD_STRICTER == OF_EUROPE


def test_profile__what_it_asks_for_itself_is_told_in_the_place_of_dcat_ap() -> None:
    nothing = "[] a dcat:Dataset . [] a dcat:DatasetSeries . [] a dcat:DataService ."
    assert told_under("dcat-ap", nothing) >= TOLD_STRICTER
    assert told_under("vn", nothing).isdisjoint(TOLD_STRICTER)
    own = {rule for rules in fired(judged(nothing)).values() for rule in rules}
    parents = {one.removeprefix("dcat-ap:") for one in TOLD_STRICTER}
    assert {one for one in parents if not own & {one, f"{one}-vi"}} == set()


def test_profile__still_judges_an_availability_that_is_given() -> None:
    data = FOREIGN + "<https://e.vn/tep> <http://data.europa.eu/r5r/availability> <https://e.vn/co> ."
    assert "dcat-ap:Distribution-availability-vocabulary" in told_under("vn", data) - told_under("vn", FOREIGN)


# ---------------------------------------------------------------- the samples

FAULTS = {
    "cho-truyen-thong": {"Dataset-title-vi"},
    "truong-hoc": {"Dataset-title-vi"},
    "nha-thuoc": {"Dataset-description-vi"},
    "khu-cong-nghiep": {"Dataset-identifier"},
    "phan-anh-hien-truong": {"Dataset-contactPoint-reachable"},
}
"""What is planted in the samples for the rules of this profile."""


@pytest.mark.parametrize("name", ["moi-truong.ttl", "giao-thong.rdf", "van-hoa.jsonld", "du-lieu-mo.ttl"])
def test_sample__has_its_planted_faults_and_no_others(name: str) -> None:
    source = Path(str(files("danhmuc.registry"))) / "samples" / name
    report = ShaclValidator([VN]).validate(source, today=DAY)
    found = {focus.rpartition("/")[2]: rules for focus, rules in fired(report).items()}
    assert found == (FAULTS if name == "du-lieu-mo.ttl" else {})
