"""Messages of the splitter about resources without an IRI, one for each source of a minted IRI."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message


class SplittingText(Messages):
    MINTED: Final[Mapping[str, MessageTemplate]] = {
        "identifier": message(
            "minted-from-identifier",
            "The resource has no IRI and was given one from its identifier; it should have a lasting one.",
        ),
        "topic": message(
            "minted-from-topic",
            "The resource has no IRI and was given one from its topic; it should have a lasting one.",
        ),
        "landing page": message(
            "minted-from-landing-page",
            "The resource has no IRI and was given one from its landing page; it should have a lasting one.",
        ),
        "download": message(
            "minted-from-download",
            "The resource has no IRI and was given one from its download; it should have a lasting one.",
        ),
        "title": message(
            "minted-from-title",
            "The resource has no IRI and was given one from its title; it should have a lasting one.",
        ),
        "content": message(
            "minted-from-content",
            "The resource has no IRI and was given one from its content; it should have a lasting one.",
        ),
    }
    """By what the IRI was made from; see `Minted.source`."""
    MINTED_SHARED = message(
        "Several records share this description without an IRI, so it was given one; it should have one of its own.",
    )
    COLLISION: Final[Mapping[str, MessageTemplate]] = {
        "identifier": message(
            "minted-alike-identifier",
            "Two resources without IRI have the same identifier; each should have a lasting IRI.",
        ),
        "topic": message(
            "minted-alike-topic", "Two resources without IRI have the same topic; each should have a lasting IRI."
        ),
        "landing page": message(
            "minted-alike-landing-page",
            "Two resources without IRI have the same landing page; each should have a lasting IRI.",
        ),
        "download": message(
            "minted-alike-download", "Two resources without IRI have the same download; each should have a lasting IRI."
        ),
        "title": message(
            "minted-alike-title", "Two resources without IRI have the same title; each should have a lasting IRI."
        ),
        "content": message(
            "minted-alike-content", "Two resources without IRI have the same content; each should have a lasting IRI."
        ),
    }
    DISTRIBUTION_APART = message("No single record names this distribution, so it is kept as a node record.")
