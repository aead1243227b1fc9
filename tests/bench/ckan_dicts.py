"""What ckanext-dcat's dicts hold, under the names that our fields have."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["fields_of", "missing"]

Fields = Mapping[str, list[list[str]]]
"""Texts by field, for each object that the dataset leads to that way."""

_DATASET = {"title": "title", "notes": "description", "url": "landing_pages"}
_EXTRAS = {
    "access_rights": "access_rights",
    "contact_email": "contact_points.email",
    "contact_name": "contact_points.name",
    "frequency": "accrual_periodicity",
    "identifier": "identifier",
    "issued": "issued",
    "language": "languages",
    "modified": "modified",
    "publisher_name": "publisher.name",
    "publisher_type": "publisher.type",
    "publisher_uri": "publisher.iri",
    "spatial_text": "spatial.preferred_label",
    "spatial_uri": "spatial.iri",
    "temporal_end": "temporal.end_date",
    "temporal_start": "temporal.start_date",
    "theme": "themes",
    "uri": "iri",
}
_RESOURCE = {
    "access_url": "access_url",
    "format": "format",
    "issued": "issued",
    "license": "license",
    "mimetype": "media_type",
    "name": "title",
    "size": "byte_size",
    "uri": "iri",
}
_CHECKSUM = {"hash": "checksum_value", "hash_algorithm": "algorithm"}
_SAID_TWICE = {"distribution_ref", "url"}
"""Of a resource: its IRI and its access URL again."""
_LISTS = {"language", "theme"}


def fields_of(found: Mapping[str, Any]) -> Fields:
    """The fields of one dataset that hold anything, its resources in the order of their IRIs.

    Raises:
        KeyError: it holds something that we have no name for.
    """
    fields: dict[str, list[list[str]]] = {}
    for key, value in found.items():
        if value and key not in ("extras", "resources", "tags"):
            fields[_DATASET[key]] = [[value]]
    fields["keywords"] = [[tag["name"] for tag in found["tags"]]]
    for extra in found["extras"]:
        key, value = extra["key"], extra["value"]
        fields[_EXTRAS[key]] = [json.loads(value) if key in _LISTS else [value]]
    resources = sorted(found["resources"], key=lambda resource: resource["uri"])
    for resource in resources:
        for path, value in _of_resource(resource):
            fields.setdefault(path, []).append([value])
    return fields


def _of_resource(resource: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in resource.items():
        if key in _CHECKSUM:
            yield f"distributions.checksum.{_CHECKSUM[key]}", value
        elif key not in _SAID_TWICE:
            yield f"distributions.{_RESOURCE[key]}", str(value)


def missing(theirs: Fields, ours: Fields) -> list[str]:
    """What their fields hold and ours do not."""
    lost: list[str] = []
    for path, objects in theirs.items():
        # An object without that field leaves nothing in a dict.
        held = [texts for texts in ours.get(path, []) if texts]
        if len(held) != len(objects):
            lost.append(path)
        else:
            lost += [
                f"{path}: {text}"
                for mine, texts in zip(held, objects, strict=True)
                for text in texts
                if _folded(text) not in map(_folded, mine)
            ]
    return lost


def _folded(text: str) -> str:
    """Without what rdflib and ckanext-dcat take away: the case of hexadecimal digits, and ``mailto:``."""
    return text.removeprefix("mailto:").casefold()
