"""What a form would send: datasets as plain values, the same for every library that builds objects of them.

The content is that of a generated catalogue, cut to what all libraries under measure can hold: one keyword a language
(datacatalogtordf), publishers by IRI only and a description of every distribution (sempyro), days and no instants
(datacatalogtordf), no sizes (datacatalogtordf writes them as decimals) and no checksums (it has none).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypedDict

from catalogues import Catalogue
from resources import Iri, Resource, Text
from vocabulary import MEDIA_TYPES

__all__ = ["DistributionEntry", "Entry", "entries"]


class DistributionEntry(TypedDict):
    """One distribution; texts by language, all else IRIs and days."""

    iri: str
    title: dict[str, str]
    description: dict[str, str]
    access_url: str
    download_url: str
    format: str
    media_type: str
    license: str
    issued: str


class Entry(TypedDict):
    """One dataset; texts by language, all else IRIs and days."""

    iri: str
    title: dict[str, str]
    description: dict[str, str]
    identifier: str
    keyword: dict[str, str]
    themes: list[str]
    publisher: str
    landing_page: str
    language: str
    license: str
    access_rights: str
    issued: str
    modified: str
    frequency: str
    spatial: str
    start: str
    end: str
    distributions: list[DistributionEntry]


def entries(catalogue: Catalogue) -> Iterator[Entry]:
    """The datasets of a catalogue, by number."""
    return map(_entry, catalogue.datasets())


def _entry(dataset: Resource) -> Entry:
    (period,) = _described(dataset, "dct:temporal")
    distributions = [_distribution(one) for one in _described(dataset, "dcat:distribution")]
    return {
        "iri": _iri(dataset),
        "title": _texts(dataset, "dct:title"),
        "description": _texts(dataset, "dct:description"),
        "identifier": _value(dataset, "dct:identifier"),
        "keyword": _texts(dataset, "dcat:keyword"),
        "themes": list(_values(dataset, "dcat:theme")),
        "publisher": _value(dataset, "dct:publisher"),
        "landing_page": _value(dataset, "dcat:landingPage"),
        "language": _value(dataset, "dct:language"),
        "license": distributions[0]["license"],
        "access_rights": _value(dataset, "dct:accessRights"),
        "issued": _value(dataset, "dct:issued"),
        "modified": _value(dataset, "dct:modified").partition("T")[0],
        "frequency": _value(dataset, "dct:accrualPeriodicity"),
        "spatial": _value(dataset, "dct:spatial"),
        "start": _value(period, "dcat:startDate"),
        "end": _value(period, "dcat:endDate"),
        "distributions": distributions,
    }


def _distribution(one: Resource) -> DistributionEntry:
    address = _value(one, "dcat:accessURL")
    return {
        "iri": _iri(one),
        "title": _texts(one, "dct:title"),
        "description": {language: f"{text}: {address}" for language, text in _texts(one, "dct:title").items()},
        "access_url": address,
        "download_url": address + "?download",
        "format": _value(one, "dct:format"),
        "media_type": next(iter(_values(one, "dcat:mediaType")), MEDIA_TYPES + "application/octet-stream"),
        "license": _value(one, "dct:license"),
        "issued": _value(one, "dct:issued"),
    }


def _values(of: Resource, name: str) -> Iterator[str]:
    for each, value in of.properties:
        if each == name:
            yield value.text if isinstance(value, Text) else _iri(value)


def _value(of: Resource, name: str) -> str:
    return next(_values(of, name))


def _texts(of: Resource, name: str) -> dict[str, str]:
    """The texts by language; of several in one the last."""
    return {
        value.language: value.text
        for each, value in of.properties
        if each == name and isinstance(value, Text) and value.language is not None
    }


def _described(of: Resource, name: str) -> Sequence[Resource]:
    return [value for each, value in of.properties if each == name and isinstance(value, Resource)]


def _iri(one: Iri | Resource) -> str:
    assert one.iri is not None
    return one.iri
