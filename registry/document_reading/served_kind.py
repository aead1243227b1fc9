"""Whether a document on the web is of another kind than its source."""

from __future__ import annotations

from io import BytesIO

from danhmuc.vocab.reading.data_json import is_data_json

from ..messages.web_sources import WebSourcesText
from ..record.contents import SourceContents
from ..record.door import DoorAnswer


def is_served_data_json(answer: DoorAnswer) -> bool:
    """Whether the bytes of an answer are data.json, whatever its server says of them."""
    with BytesIO(answer.read()) if answer.path is None else answer.path.open("rb") as file:
        return is_data_json(file)


def other_kind_contents(location: str, source: str, kind: str) -> SourceContents:
    """The contents of a source whose document is of another kind: the reason says what to type."""
    return SourceContents(records=iter(()), failed=WebSourcesText.KIND_OTHER(url=location, source=source, kind=kind))
