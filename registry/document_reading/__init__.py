"""From the documents of a source to its contents: every source that reads RDF or data.json reads it here.

Files, folders, pages and bodies alike; in memory, or through a temporary database once they are too many for that.
"""

from .hydra_pages import PageControls, PageLink
from .local_documents import LocalDocuments, are_unmoved, check_documents, find_documents
from .reader import (
    BASE_MOVED_CODE,
    TOGETHER_ABOVE,
    Deadline,
    DocumentReader,
    Origin,
    moved_base_finding,
    unopened_document,
)
from .served_document import ServedDocument, ServedReading

__all__ = [
    "BASE_MOVED_CODE",
    "TOGETHER_ABOVE",
    "Deadline",
    "DocumentReader",
    "LocalDocuments",
    "Origin",
    "PageControls",
    "PageLink",
    "ServedDocument",
    "ServedReading",
    "are_unmoved",
    "check_documents",
    "find_documents",
    "moved_base_finding",
    "unopened_document",
]
