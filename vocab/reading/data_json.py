"""Recognise data.json, the US catalogue format that looks like JSON-LD and is not RDF."""

from __future__ import annotations

import json
from typing import Final

from ..messages.reading import DOCUMENT_IS_DATA_JSON
from ..terms import DCAT
from .contexts import mentions_namespace
from .notes import Notes

__all__ = ["refuse_data_json"]

_MEMBERS: Final = ("dataset", "datasetSeries", "service")
_CONTEXTS: Final = ("project-open-data.cio.gov", "resources.data.gov/schemas/dcat-us/v1.1")
"""Addresses of data.json's own @context, which turns a catalogue into RDF without any IRI of a thing."""


def refuse_data_json(data: bytes, notes: Notes) -> None:
    """Raise DocumentError for JSON with a top-level ``dataset`` whose @context does not name DCAT.

    Any @context named by its IRI counts as one of RDF, whether it is available or refused later, except data.json's
    own, even beside others. Broken JSON is left to the parser, which reports the place.
    """
    # A whole JSON document as Python objects is costly: first exclude others by their bytes.
    if not any(f'"{member}"'.encode() in data for member in _MEMBERS):
        return
    names_dcat = mentions_namespace(data, DCAT.iri)
    if names_dcat and not any(context.encode() in data for context in _CONTEXTS):
        return
    try:
        document = json.loads(data)
    except ValueError:
        return
    if not isinstance(document, dict) or not any(member in document for member in _MEMBERS):
        return
    context = document.get("@context")
    if _is_its_own(context) or not (names_dcat or _names_a_context(context)):
        raise notes.refusal("read:data-json", DOCUMENT_IS_DATA_JSON())


def _is_its_own(context: object) -> bool:
    return any(own in json.dumps(context) for own in _CONTEXTS)


def _names_a_context(context: object) -> bool:
    members = context if isinstance(context, list) else [context]
    return any(isinstance(member, str) for member in members)
