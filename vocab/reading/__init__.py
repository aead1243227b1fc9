"""The guarded reader: bytes of RDF in, descriptions and findings out.

No network, no database. All RDF in danhmuc is read here.
Source of the rules: design.md, section "Reading safely".
"""

from __future__ import annotations

from .decoding import RDF_ENDINGS, RDF_FORMATS, sniff
from .documents import Document, read_document
from .notes import DOCUMENT_CODES, Descriptions, Subject, Term

__all__ = [
    "DOCUMENT_CODES",
    "RDF_ENDINGS",
    "RDF_FORMATS",
    "Descriptions",
    "Document",
    "Subject",
    "Term",
    "read_document",
    "sniff",
]
