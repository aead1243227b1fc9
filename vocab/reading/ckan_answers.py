"""Recognise the pages of a CKAN portal and the answers of its action API, which are not RDF."""

from __future__ import annotations

import json
import re
from typing import Final

from ..messages.reading import ReadingText
from .notes import Notes
from .sniffing import is_html

_HTML_HEAD: Final = 1 << 16
_SUCCESS: Final = b'"success"'
_GENERATOR: Final = re.compile(rb"""<meta\s+name=["']?generator["']?\s+content=["']ckan\b""", re.IGNORECASE)


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
        raise notes.refusal("read:ckan", ReadingText.DOCUMENT_IS_CKAN())


def refuse_ckan_page(data: bytes, notes: Notes) -> None:
    """Raise DocumentError for a web page that says that CKAN made it."""
    head = data[:_HTML_HEAD]
    if _GENERATOR.search(head) and is_html(head.decode(errors="replace")):
        raise notes.refusal("read:ckan", ReadingText.DOCUMENT_IS_CKAN_PAGE())
