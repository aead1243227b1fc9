# ruff: noqa: T201 - a program of its own, which prints
"""Mistakes that a type checker must find, each on the line whose comment names it; all else is right."""

from __future__ import annotations

import datetime as dt

from danhmuc.registry import (
    Agent,
    Catalog,
    Checksum,
    ContactPoint,
    Dataset,
    Distribution,
    LanguageMap,
    QualityMeasurement,
    Registry,
    Resource,
    records,
)

right = Dataset("https://e.vn/1", title="Lúa", distributions=[Distribution(byte_size=0)], issued=dt.date(2026, 5, 31))

# Names that are none.
Dataset("https://e.vn/1", titel="Lúa")  # misspelt keyword
Dataset(keyword=["lúa"])  # misspelt keyword
Distribution(downloadURL="https://e.vn/1.csv")  # misspelt keyword
Checksum(title="x")  # keyword of another noun
print(right.titel)  # misspelt attribute
print(right.distributions[0].download_uri)  # misspelt attribute
print(right.byte_size)  # attribute of another noun
right.replaced(title="x")  # misspelt method

# Values of a wrong type.
Dataset(title=3)  # a number where a text belongs
Dataset(title={"vi": 3})  # a number where a text belongs
Dataset(keywords=[1, 2])  # numbers where texts belong
Distribution(byte_size="0")  # a text where a number belongs
Distribution(byte_size=0.5)  # a float where a whole number belongs
Dataset(issued=2026)  # a number where a date belongs
Dataset(temporal_resolution=3600)  # a number where a span belongs
Dataset(3)  # a number where an IRI belongs
Dataset(extra={"https://e.vn/p": object()})  # anything where a value belongs
Dataset(right, "x")  # too many by position

QualityMeasurement(value=object())  # anything where a value belongs

# Numbers and dates are reckoned with; texts are not.
right.replace(extra={"schema:name": {"vi": "Lúa", "en": ["Rice", "Paddy"]}})
QualityMeasurement(value=0.95)
size, issued = right.distributions[0].byte_size, right.issued
if size is not None and issued is not None:
    print(size + 1, 2 * size - size, size > 1, sum([size, size]), f"{size:,}", issued < dt.date(2027, 1, 1))
    print(size + "1")  # a text where a number belongs
    print("1" + size)  # a text where a number belongs

# Things of a wrong noun.
Dataset(publisher=ContactPoint(name="Sở"))  # a contact point where an agent belongs
Dataset(distributions=[Agent(name="Sở")])  # an agent where a distribution belongs
Dataset(distributions=Dataset())  # a dataset where a distribution belongs
Distribution(checksum=["https://e.vn/1"])  # several where one belongs
Catalog(datasets=[Distribution()])  # a distribution where an entry belongs
Dataset(accrual_periodicity=Agent(name="x").name)  # a language map where a concept belongs

# Changes.
right.title = LanguageMap()  # assignment
right.title = "Gạo"  # assignment
right.iri = "https://e.vn/2"  # assignment
right.distributions[0].byte_size = 1  # assignment

# What comes out.
number: int = right.distributions[0].byte_size  # it may not be there, and is no int
text: str = right.title  # a language map is no str
agent: Agent = right.publisher  # it may not be there
print(right.publisher.name)  # it may not be there
first: Dataset = records("")[0]  # any record
right.to("csv")  # no such format
Registry.open("sqlite://").put(right)  # by whom is not said
resource: Dataset = Resource.parse("")  # a resource is no dataset
