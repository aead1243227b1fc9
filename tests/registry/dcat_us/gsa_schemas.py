"""GSA's JSON Schemas, read from the real inputs at test time; no part of the project."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from danhmuc.registry.dcat_us.field_table import Version
from danhmuc.vocab.datatypes.order import is_well_typed
from danhmuc.vocab.terms import XSD

IDS: Final = "https://resources.data.gov/dcat-us/3.0.0/definitions/"


def definitions(schemas: Path) -> Registry[object]:
    """The definitions of 3.0 by their identifiers."""
    found = [json.loads(path.read_text()) for path in sorted((schemas / "dcatus3.0" / "definitions").glob("*.json"))]
    resources = [(one["$id"], Resource.from_contents(one, default_specification=DRAFT202012)) for one in found]
    return Registry().with_resources(resources)


def checker() -> FormatChecker:
    """Formats by rules of its own: jsonschema knows those only if other packages are there."""
    formats = FormatChecker()
    formats.checks("uri")(_is_iri)
    formats.checks("iri")(_is_iri)
    formats.checks("date-time")(_is_moment)
    return formats


def _is_iri(value: object) -> bool:
    return not isinstance(value, str) or re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:\S+", value) is not None


def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or is_well_typed(value, XSD.dateTime.value)


class GsaSchemas:
    """Judges whole files.

    A record of 1.1 that states a bureau is judged as one of a federal agency.
    """

    def __init__(self, test_data: Path) -> None:
        schemas = test_data / "gsa" / "schemas"
        self._formats = checker()
        folder = schemas / "dcatus1.1"
        self._head = self._judge(json.loads((folder / "catalog.json").read_text()), "dataset")
        self._federal = self._judge(json.loads((folder / "federal_dataset.json").read_text()))
        self._other = self._judge(json.loads((folder / "non-federal_dataset.json").read_text()))
        whole = {"$ref": IDS + "catalog"}
        self._catalog = Draft202012Validator(whole, registry=definitions(schemas), format_checker=self._formats)

    def faults(self, whole: dict[str, object], version: Version) -> list[str]:
        """What the schemas refuse, with its place."""
        if version == "3.0":
            return _messages(self._catalog, whole)
        datasets = whole["dataset"]
        assert isinstance(datasets, list)
        found = _messages(self._head, {key: one for key, one in whole.items() if key != "dataset"} | {"dataset": []})
        for one in datasets:
            is_federal = "bureauCode" in one and "programCode" in one
            found += _messages(self._federal if is_federal else self._other, one)
        return found

    def _judge(self, schema: dict[str, object], *without: str) -> Draft202012Validator:
        properties = schema["properties"]
        assert isinstance(properties, dict)
        for key in without:
            properties[key] = {"type": "array"}
        return Draft202012Validator(schema, format_checker=self._formats)


def _messages(judge: Draft202012Validator, value: object) -> list[str]:
    return [f"{'/'.join(map(str, one.absolute_path))}: {one.message[:200]}" for one in judge.iter_errors(value)]
