"""Addresses of the pages of rules, for operators who publish the folder docs/ and configure its address.

Without that address there is none: the IRI of a rule is a name, not a web page.
"""

from __future__ import annotations

from typing import Final

from danhmuc.shapes import profile_tokens

from .severity_words import Lang

_SHAPES: Final = "https://w3id.org/danhmuc/shapes/"


def rule_page(iri: str | None, docs_url: str | None, lang: Lang) -> str | None:
    """The address of a rule's place on the page of its class; None if it has no such place.

    Only the rules of bundled profiles have pages.

    Args:
        docs_url: address at which docs/ is published, without a final slash; None if it is not.

    >>> rule_page("https://w3id.org/danhmuc/shapes/vn#Dataset-title-vi", "https://docs.example.vn", "vi")
    'https://docs.example.vn/vi/profiles/vn/Dataset.md#Dataset-title-vi'
    """
    if docs_url is None or iri is None or not iri.startswith(_SHAPES):
        return None
    token, _, name = iri.removeprefix(_SHAPES).partition("#")
    if not name or token not in profile_tokens():
        return None
    return f"{docs_url}/{lang}/profiles/{token}/{name.partition('-')[0]}.md#{name}"
