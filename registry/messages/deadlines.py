"""Messages about readings that have to end at some time."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = ["DOCUMENTS_LATE", "DOCUMENT_LATE"]

DOCUMENT_LATE: Final = message(
    "document-late", "The document was not read, since the time limit was over; the next harvest reads it."
)
DOCUMENTS_LATE: Final = message(
    "documents-late", "time limit over: {count} of {total} documents not read, the first of them {place}"
)
