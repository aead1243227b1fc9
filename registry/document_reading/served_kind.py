"""Whether a document on the web is of another kind than its source."""

from __future__ import annotations

from io import BytesIO

from danhmuc.vocab.reading.data_json import is_data_json

from ..messages.web_sources import KIND_OTHER
from ..record.contents import SourceContents
from ..record.door import DoorAnswer
from .served_document import ServedReading

__all__ = ["is_served_data_json", "other_kind_contents"]


def is_served_data_json(answer: DoorAnswer) -> bool:
    """Whether the bytes of an answer are data.json, whatever its server says of them."""
    with BytesIO(answer.read()) if answer.path is None else answer.path.open("rb") as file:
        return is_data_json(file)


def other_kind_contents(served: ServedReading, kind: str) -> SourceContents:
    """The contents of a document of another kind: nothing can be used, and the reason says what to type."""
    source = served.space.source
    return SourceContents(records=iter(()), failed=KIND_OTHER(url=served.answer.url, source=source, kind=kind))
