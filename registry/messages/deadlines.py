"""Messages about readings that have to end at some time."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class DeadlinesText(Messages):
    DOCUMENT_LATE = message("The document was not read, since the time limit was over; the next harvest reads it.")
    DOCUMENTS_LATE = message("time limit over: {count} of {total} documents not read, the first of them {place}")
