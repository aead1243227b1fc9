"""Every kind of field takes what it declares, and refuses anything else in one line that says what it takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

import pytest

from danhmuc.registry import (
    Agent,
    Catalog,
    Checksum,
    ContactPoint,
    Dataset,
    Distribution,
    Number,
    Resource,
    Temporal,
    Text,
)
from danhmuc.registry.model.fields import Field
from danhmuc.vocab.errors import FieldError

TEXTS = "a text, or texts by language such as {'vi': 'Lúa', 'en': 'Rice'}"
WORDS = "texts, such as ['lúa', 'gạo'] or {'vi': ['lúa', 'gạo']}"
IRI = "an absolute IRI such as 'https://data.example.vn/id/1'"
DATE = "a date, or a text such as '2026', '2026-05', '2026-05-31' or '2026-05-31T08:00:00+07:00'"
TAGS = "language tags such as 'vi' or 'en-GB'"
ANY = "texts, numbers, True and False, dates, spans and Resource(iri)"
HALF = "\ud800"

REFUSED = [
    # Texts
    (Dataset, {"title": 3}, f"Dataset.title takes {TEXTS}; found 3"),
    (Dataset, {"title": True}, f"Dataset.title takes {TEXTS}; found True"),
    (Dataset, {"title": b"x"}, f"Dataset.title takes {TEXTS}; found b'x'"),
    (Dataset, {"title": {"vi": 3}}, f"Dataset.title takes {TEXTS}; found 3"),
    (Dataset, {"title": {"vi": ["x", 3]}}, f"Dataset.title takes {TEXTS}; found {{'vi': ['x', 3]}}"),
    (Dataset, {"title": {None: "x"}}, f"Dataset.title takes {TEXTS}; found {{None: 'x'}}"),
    (Dataset, {"title": {"tiếng Việt": "x"}}, f"Dataset.title takes {TAGS}; found 'tiếng Việt'"),
    (Dataset, {"title": {"en_US": "x"}}, f"Dataset.title takes {TAGS}; found 'en_US'"),
    (Dataset, {"title": HALF}, "Dataset.title takes well-formed text and datatypes; found '\\ud800'"),
    (Dataset, {"keywords": 3}, f"Dataset.keywords takes {WORDS}; found 3"),
    (Dataset, {"keywords": b"x"}, f"Dataset.keywords takes {WORDS}; found b'x'"),
    (Dataset, {"keywords": ["x", None]}, f"Dataset.keywords takes {WORDS}; found ['x', None]"),
    (Dataset, {"keywords": [HALF]}, "Dataset.keywords takes well-formed text and datatypes; found '\\ud800'"),
    (Dataset, {"identifier": 3}, "Dataset.identifier takes a text; found 3"),
    (Checksum, {"checksum_value": 255}, "Checksum.checksum_value takes a text; found 255"),
    (
        Dataset,
        {"identifier": Text("x", None, "no datatype")},
        "Dataset.identifier takes well-formed text and datatypes; found 'x'",
    ),
    # Numbers
    (Distribution, {"byte_size": True}, "Distribution.byte_size takes a whole number; found True"),
    (Distribution, {"byte_size": False}, "Distribution.byte_size takes a whole number; found False"),
    (Distribution, {"byte_size": "5"}, "Distribution.byte_size takes a whole number; found '5'"),
    (Distribution, {"byte_size": 5.0}, "Distribution.byte_size takes a whole number; found 5.0"),
    (Distribution, {"byte_size": Decimal(5)}, "Distribution.byte_size takes a whole number; found Decimal('5')"),
    (Distribution, {"byte_size": -1}, "Distribution.byte_size takes a whole number, 0 or more; found -1"),
    (Distribution, {"byte_size": 10**5000}, "Distribution.byte_size takes a whole number; found a very large int"),
    (Distribution, {"byte_size": [1]}, "Distribution.byte_size takes a whole number; found [1]"),
    (
        Distribution,
        {"spatial_resolution_in_meters": 1.5},
        "Distribution.spatial_resolution_in_meters takes a number as int or Decimal; found 1.5",
    ),
    (
        Dataset,
        {"spatial_resolution_in_meters": [1, Decimal("NaN")]},
        "Dataset.spatial_resolution_in_meters takes a number as int or Decimal; found Decimal('NaN')",
    ),
    (
        Dataset,
        {"spatial_resolution_in_meters": Decimal("Infinity")},
        "Dataset.spatial_resolution_in_meters takes a number as int or Decimal; found Decimal('Infinity')",
    ),
    (
        Dataset,
        {"spatial_resolution_in_meters": True},
        "Dataset.spatial_resolution_in_meters takes a number as int or Decimal; found True",
    ),
    # Dates and spans
    (Dataset, {"issued": 2026}, f"Dataset.issued takes {DATE}; found 2026"),
    (Dataset, {"issued": "31/5/2026"}, f"Dataset.issued takes {DATE}; found '31/5/2026'"),
    (Dataset, {"issued": "2026-02-30"}, f"Dataset.issued takes {DATE}; found '2026-02-30'"),
    (Dataset, {"issued": ["2026"]}, f"Dataset.issued takes {DATE}; found ['2026']"),
    (Dataset, {"issued": dt.time(8)}, f"Dataset.issued takes {DATE}; found datetime.time(8, 0)"),
    (
        Dataset,
        {"temporal_resolution": 5},
        "Dataset.temporal_resolution takes a timedelta, or a text such as 'P1D' or 'PT15M'; found 5",
    ),
    (
        Dataset,
        {"temporal_resolution": "1 day"},
        "Dataset.temporal_resolution takes a timedelta, or a text such as 'P1D' or 'PT15M'; found '1 day'",
    ),
    # Things
    (Dataset, {"publisher": "Sở"}, f"Dataset.publisher takes {IRI}, or an object of class Agent; found 'Sở'"),
    (
        Dataset,
        {"publisher": "agency/1"},
        f"Dataset.publisher takes {IRI}, or an object of class Agent; found 'agency/1'",
    ),
    (
        Dataset,
        {"publisher": {"name": "Sở"}},
        f"Dataset.publisher takes {IRI}, or an object of class Agent; found {{'name': 'Sở'}}",
    ),
    (
        Dataset,
        {"publisher": ["https://e.vn/1"]},
        f"Dataset.publisher takes {IRI}, or an object of class Agent; found ['https://e.vn/1']",
    ),
    (
        Dataset,
        {"publisher": ContactPoint(name="Sở")},
        f"Dataset.publisher takes {IRI}, or an object of class Agent; found ContactPoint(name='Sở')",
    ),
    (Dataset, {"distributions": 3}, f"Dataset.distributions takes {IRI}, or an object of class Distribution; found 3"),
    (
        Dataset,
        {"distributions": [None]},
        f"Dataset.distributions takes {IRI}, or an object of class Distribution; found None",
    ),
    (
        Dataset,
        {"distributions": Agent()},
        f"Dataset.distributions takes {IRI}, or an object of class Distribution; found Agent()",
    ),
    (
        Dataset,
        {"distributions": {"https://e.vn/x": "CSV"}},
        f"Dataset.distributions takes {IRI}, or an object of class Distribution; found {{'https://e.vn/x': 'CSV'}}",
    ),
    (
        Dataset,
        {"landing_pages": {"https://e.vn/x": "CSV"}},
        f"Dataset.landing_pages takes {IRI}, or an object of class Resource; found {{'https://e.vn/x': 'CSV'}}",
    ),
    (
        Dataset,
        {"image": {"urn:x": 1}},
        f"Dataset.image takes {IRI}, or an object of class Resource; found {{'urn:x': 1}}",
    ),
    (ContactPoint, {"email": {"a@e.vn": 1}}, "ContactPoint.email takes an e-mail address such as"),
    (
        Dataset,
        {"spatial_resolution_in_meters": {1: 2}},
        "Dataset.spatial_resolution_in_meters takes a number as int or Decimal; found {1: 2}",
    ),
    (
        Dataset,
        {"image": "picture.png"},
        f"Dataset.image takes {IRI}, or an object of class Resource; found 'picture.png'",
    ),
    (Dataset, {"image": 3}, f"Dataset.image takes {IRI}, or an object of class Resource; found 3"),
    (ContactPoint, {"email": 3}, "ContactPoint.email takes an e-mail address such as"),
    # Items of code lists
    (
        Dataset,
        {"accrual_periodicity": "MONTLY"},
        (
            "Dataset.accrual_periodicity takes a code or name of frequency, or an IRI; found 'MONTLY'; "
            "near it: MONTHLY, MONTHLY_3, MONTHLY_2"
        ),
    ),
    (
        Dataset,
        {"accrual_periodicity": 3},
        f"Dataset.accrual_periodicity takes {IRI}, or an object of class Concept; found 3",
    ),
    (
        Dataset,
        {"themes": {"ENVI": 1}},
        f"Dataset.themes takes {IRI}, or an object of class Concept; found {{'ENVI': 1}}",
    ),
    (Dataset, {"subjects": ["lúa"]}, f"Dataset.subjects takes {IRI}; found 'lúa'"),
    (
        Distribution,
        {"media_type": "csv file"},
        "Distribution.media_type takes a code or name of media-type, or an IRI; found 'csv file'",
    ),
    # What is no property
    (Dataset, {"classes": 3}, "Dataset.classes takes IRIs or prefixed names of classes; found 3"),
    (Dataset, {"classes": ["x y"]}, "Dataset.classes takes IRIs and prefixed names; found 'x y'; known prefixes: adms"),
    (
        Dataset,
        {"classes": {"dcat:Dataset": 1}},
        "Dataset.classes takes IRIs or prefixed names of classes; found {'dcat:Dataset': 1}",
    ),
    (Dataset, {"extra": ["x"]}, "Dataset.extra takes values by property; found ['x']"),
    (Dataset, {"extra": {3: "x"}}, "Dataset.extra takes IRIs and prefixed names as keys; found 3"),
    (Dataset, {"extra": {"dct:title": "x"}}, "Dataset.extra has 'dct:title', which is the field title; use that"),
    (Dataset, {"extra": {"rdf:type": "x"}}, "Dataset.extra has 'rdf:type'; use classes"),
    (
        Dataset,
        {"extra": {"cc:license": {"vi": "x"}.keys}},
        f"Dataset.extra takes {ANY}; found <built-in method",
    ),
    (
        Dataset,
        {"extra": {"cc:license": [10**5000]}},
        f"Dataset.extra takes {ANY}; found a very large int for cc:license",
    ),
    (
        Dataset,
        {"extra": {"cc:license": {"vi": 3}}},
        "Dataset.extra takes texts by language such as {'vi': 'Lúa'}; found {'vi': 3} for cc:license",
    ),
    (
        Dataset,
        {"extra": {"cc:license": {"vi": ["x", 3]}}},
        "Dataset.extra takes texts by language such as {'vi': 'Lúa'}; found {'vi': ['x', 3]} for cc:license",
    ),
    (
        Dataset,
        {"extra": {"cc:license": {3: "x"}}},
        "Dataset.extra takes texts by language such as {'vi': 'Lúa'}; found {3: 'x'} for cc:license",
    ),
    (
        Dataset,
        {"extra": {"cc:license": {"tiếng Việt": "x"}}},
        f"Dataset.extra takes {TAGS}; found 'tiếng Việt' for cc:license",
    ),
    (
        Dataset,
        {"extra": {"cc:license": [{"vi": "x"}]}},
        f"Dataset.extra takes {ANY}; found {{'vi': 'x'}} for cc:license",
    ),
    (
        Dataset,
        {"extra": {"cc:license": HALF}},
        "Dataset.extra takes well-formed texts; found '\\ud800' for cc:license",
    ),
    # Unknown names
    (Dataset, {"titel": "x"}, "Dataset.titel is not a field; did you mean title or spatial?"),
    (Dataset, {"keyword": ["x"]}, "Dataset.keyword is not a field; did you mean keywords?"),
    (Dataset, {"extras": {}}, "Dataset.extras is not a field; did you mean extra?"),
    (Checksum, {"x": 1}, "Checksum.x is not a field; its fields: algorithm, checksum_value"),
    (Resource, {"title": "x"}, "Resource.title is not a field; its fields: none"),
]  # fmt: skip


@pytest.mark.parametrize(("noun", "given", "message"), REFUSED, ids=[message[:60] for *_, message in REFUSED])
def test_field__refuses_in_one_line(noun: type[Resource], given: Mapping[str, object], message: str) -> None:
    with pytest.raises(FieldError) as caught:
        noun("https://e.vn/1", **given)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)
    assert caught.value.noun == noun.__name__
    assert caught.value.field == next(iter(given))
    # Replacing takes and refuses the same.
    with pytest.raises(FieldError) as again:
        noun("https://e.vn/1").replace(**given)
    assert str(again.value) == str(caught.value)


def test_field__refuses_a_large_thing_in_one_line() -> None:
    agent = Agent("https://e.vn/a", name={"vi": "Sở " * 50}, identifier="H57", notation="STN", homepage="https://e.vn/")
    with pytest.raises(FieldError) as caught:
        Dataset(distributions=[agent])
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 250


def test_field__the_noun_that_was_made_is_named_not_the_one_that_declares_it() -> None:
    with pytest.raises(FieldError, match=r"^Catalog\.title takes"):
        Catalog(title=3)  # type: ignore[arg-type]


def test_field__zero_false_and_empty_survive() -> None:
    one = Distribution("https://e.vn/1", byte_size=0, title="", extra={"https://e.vn/p": [0, False, ""]})
    assert one.byte_size == 0
    assert one.title == {"": ""}
    assert one.extra["https://e.vn/p"] == ("", 0, False)
    assert '"0"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger>' in one.to("nt")
    assert '"false"^^<http://www.w3.org/2001/XMLSchema#boolean>' in one.to("nt")


def test_field__what_is_shown_can_be_given() -> None:
    one = Dataset.parse(
        """
        @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <https://e.vn/1> a dcat:Dataset ; dct:issued "2026-02-30"^^xsd:date ; dct:identifier "x"^^<https://e.vn/odd> ;
            dcat:spatialResolutionInMeters "1e3"^^xsd:decimal , "05"^^xsd:integer .
        """
    )
    assert isinstance(one.issued, Temporal)
    assert all(isinstance(number, Number) for number in one.spatial_resolution_in_meters)
    again = Dataset(
        one.iri,
        issued=one.issued,
        identifier=one.identifier,
        spatial_resolution_in_meters=one.spatial_resolution_in_meters,
    )
    assert again == one


def test_field__is_told_by_the_class() -> None:
    field = Dataset.title
    assert isinstance(field, Field)
    assert (field.name, field.property, field.iri) == ("title", "dct:title", "http://purl.org/dc/terms/title")
    assert (field.cardinality, field.range, field.source) == ("1..*", "rdfs:Literal", "DCAT-AP 3.0.1")
    assert field.__doc__ == "Its name, in one or more languages. (dct:title, 1..*, rdfs:Literal; DCAT-AP 3.0.1)"


def test_fields__come_from_the_nouns_above_first() -> None:
    names = list(Dataset.fields)
    assert names[:2] == ["title", "description"]
    assert names.index("distributions") > names.index("planned_publication")
    with pytest.raises(TypeError):
        Dataset.fields["x"] = Dataset.fields["title"]  # type: ignore[index]
