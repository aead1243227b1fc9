"""The IRIs that a feed gives: of our catalogue records, of sources, and of the parts of what has no IRI of its own."""

from __future__ import annotations

import hashlib

from danhmuc.shapes.profiles.files import layers_of
from danhmuc.vocab.errors import DanhmucError


def record_iri(base: str, local: str) -> str:
    """The IRI of our catalogue record of a record.

    >>> record_iri("https://dulieu.example.vn/feed/", "moi-truong/0123456789abcdef")
    'https://dulieu.example.vn/feed/record/moi-truong/0123456789abcdef'
    """
    return f"{base}record/{local}"


def source_iri(base: str, local: str) -> str:
    """The IRI of the source of a record, by the first name that the source had.

    >>> source_iri("https://dulieu.example.vn/feed/", "moi-truong/0123456789abcdef")
    'https://dulieu.example.vn/feed/source/moi-truong'
    """
    return f"{base}source/{local.rpartition('/')[0]}"


def node_holder(base: str, iri: str) -> str:
    """The IRI before the ``#`` of the parts of what is no entry, such as a node record."""
    return f"{base}node/{hashlib.sha256(iri.encode()).hexdigest()[:16]}"


def root_iri(base: str) -> str:
    """The IRI of the root catalogue."""
    return f"{base}catalog"


def profile_iri(name: str) -> str | None:
    """The IRI of the profile with a token or at a path; None if there is none by now."""
    try:
        return layers_of(name)[-1].iri
    except DanhmucError:
        return None
