"""Recognise an answer of the action API of CKAN, which is JSON and not RDF."""

from __future__ import annotations

import json
from typing import Final

from ..messages.reading import DOCUMENT_IS_CKAN
from .notes import Notes

__all__ = ["refuse_ckan_answer"]

_SUCCESS: Final = b'"success"'


def refuse_ckan_answer(data: bytes, notes: Notes) -> None:
    """Raise DocumentError for a JSON object that says whether an action succeeded, and its result or error or help.

    Broken JSON is left to the parser, which reports the place.
    """
    if _SUCCESS not in data:
        return
    try:
        document = json.loads(data)
    except ValueError:
        return
    is_answer = isinstance(document, dict) and isinstance(document.get("success"), bool) and "@context" not in document
    if is_answer and not {"result", "error", "help"}.isdisjoint(document):
        raise notes.refusal("read:ckan", DOCUMENT_IS_CKAN())
