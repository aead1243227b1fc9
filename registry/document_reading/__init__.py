"""From the documents of a source to its contents: every source that reads RDF reads it here.

Files, folders, pages and bodies alike; in memory, or through a temporary database once they are too many for that.
"""

from .hydra_pages import PageControls, PageLink
from .local_documents import LocalDocuments, check_documents, find_documents
from .reader import TOGETHER_ABOVE, DocumentReader, Origin, unopened_document
from .served import moved_base_finding
from .unmoved_files import are_unmoved

__all__ = [
    "TOGETHER_ABOVE",
    "DocumentReader",
    "LocalDocuments",
    "Origin",
    "PageControls",
    "PageLink",
    "are_unmoved",
    "check_documents",
    "find_documents",
    "moved_base_finding",
    "unopened_document",
]
