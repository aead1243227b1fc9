"""Read a catalogue with danhmuc: Turtle to objects, and every field taken that ckanext-dcat has a place for.

    python danhmuc_reading.py WARM-UP FILE [ANSWER]

What a dataset leads to is looked through as far as ckanext-dcat's dicts go: its distributions and their checksums,
agents, contact points, periods and places.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from operator import attrgetter
from pathlib import Path

from clock import timed

from danhmuc.registry import Dataset, LanguageMap, Number, Resource, Temporal, Texts, records

FIELDS = {
    "": (
        *("iri", "title", "description", "identifier", "alternative_identifiers", "keywords", "themes", "types"),
        *("landing_pages", "pages", "languages", "license", "access_rights", "applicable_legislation", "conforms_to"),
        *("issued", "modified", "provenance", "sources", "relations", "is_referenced_by", "version", "version_notes"),
        *("has_versions", "in_series", "accrual_periodicity", "spatial_resolution_in_meters", "temporal_resolution"),
        *("hvd_categories", "was_generated_by", "samples", "qualified_attributions", "qualified_relations"),
    ),
    "distributions": (
        *("iri", "title", "description", "access_url", "download_url", "access_services", "format", "media_type"),
        *("compress_format", "package_format", "byte_size", "license", "rights", "availability", "status"),
        *("conforms_to", "issued", "modified", "languages", "pages", "temporal_resolution"),
        *("spatial_resolution_in_meters", "applicable_legislation"),
    ),
    "distributions.checksum": ("algorithm", "checksum_value"),
    "publisher": ("iri", "name", "type", "identifier", "homepage"),
    "creators": ("iri", "name", "type", "identifier", "homepage"),
    "contact_points": ("iri", "name", "email", "url"),
    "temporal": ("start_date", "end_date"),
    "spatial": ("iri", "preferred_label", "bbox", "centroid", "geometry"),
}
"""The fields taken, by the field that leads to their objects."""
_VALUES = [attrgetter(*names) for names in FIELDS.values()]

Taken = list[tuple[object, ...]]
"""The values of each object's fields, the objects in the order of FIELDS."""


def parts(dataset: Dataset) -> Iterator[Iterable[Resource]]:
    """The objects that belong to a dataset, in the order of FIELDS."""
    yield (dataset,)
    yield dataset.distributions
    yield (one.checksum for one in dataset.distributions if one.checksum is not None)
    yield () if dataset.publisher is None else (dataset.publisher,)
    yield dataset.creators
    yield dataset.contact_points
    yield dataset.temporal
    yield dataset.spatial


def take(dataset: Dataset) -> Taken:
    """Every field of a dataset and of what belongs to it."""
    return [values(one) for values, objects in zip(_VALUES, parts(dataset), strict=True) for one in objects]


def read(file: Path) -> list[tuple[Dataset, Taken]]:
    return [(one, take(one)) for one in records(file) if type(one) is Dataset]


def written(datasets: Iterable[tuple[Dataset, Taken]]) -> str:
    """The texts of every field that holds any, by its path: for each dataset, for each object, all of them."""
    return json.dumps([dict(_by_path(dataset, taken)) for dataset, taken in datasets])


def _by_path(dataset: Dataset, taken: Taken) -> Iterator[tuple[str, list[list[str]]]]:
    rest = iter(taken)
    for (path, names), objects in zip(FIELDS.items(), parts(dataset), strict=True):
        of_each = [next(rest) for _ in objects]
        for at, name in enumerate(names):
            texts = [list(_texts(values[at])) for values in of_each]
            if any(texts):
                yield f"{path}.{name}".lstrip("."), texts


def _texts(value: object) -> Iterator[str]:
    match value:
        case None:
            return
        case LanguageMap():
            yield from _texts(value.texts)
        case Resource():
            yield value.iri or "[]"
        case Texts() | tuple():
            for each in value:
                yield from _texts(each)
        case Temporal() | Number():
            yield value.lexical
        case _:
            yield str(value)


if __name__ == "__main__":
    timed(Path, read, written)
