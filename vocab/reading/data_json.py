"""Recognise data.json, the US catalogue format that looks like JSON-LD and is not RDF."""

from __future__ import annotations

import json
from typing import Final

from .contexts import speaks_of
from .notes import Notes

__all__ = ["refuse_data_json"]

_DCAT: Final = "http://www.w3.org/ns/dcat#"
_MEMBERS: Final = ("dataset", "datasetSeries", "service")
_PROJECT_OPEN_DATA: Final = "project-open-data.cio.gov"

REASON: Final = "data.json (Project Open Data or DCAT-US JSON without a DCAT @context), not RDF"


def refuse_data_json(data: bytes, notes: Notes) -> None:
    """Raise DocumentError for JSON with a top-level ``dataset`` whose @context does not speak DCAT.

    An @context on the network counts as speaking DCAT unless it is Project Open Data's: it is refused by its
    name later. Broken JSON is left to the parser, which says where it is broken.
    """
    # A whole JSON document as Python objects is costly: first see whether it can be one at all.
    if not any(f'"{member}"'.encode() in data for member in _MEMBERS) or speaks_of(data, _DCAT):
        return
    try:
        document = json.loads(data)
    except ValueError:
        return
    if not isinstance(document, dict) or not any(member in document for member in _MEMBERS):
        return
    context = json.dumps(document.get("@context"))
    if _PROJECT_OPEN_DATA in context or not _names_a_context(document.get("@context")):
        raise notes.refusal("read:data-json", REASON)


def _names_a_context(context: object) -> bool:
    members = context if isinstance(context, list) else [context]
    return any(isinstance(member, str) for member in members)
