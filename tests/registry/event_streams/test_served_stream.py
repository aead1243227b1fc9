"""Whether a document on the web is a page of a stream: also of a large one, which is not held in memory for that."""

from __future__ import annotations

from pathlib import Path

import pytest

from danhmuc.registry.event_streams import is_served_stream
from danhmuc.registry.event_streams import served_pages as served_stream

from .page_door import PageAnswer
from .stream_web import START, dataset, page, put

NAMES_TREE = page().replace("<> a tree:Node .", "") + dataset("d1", "https://w3id.org/tree#")
LISTED = f"<{START}> tree:member :d1 . :d1 a dcat:Dataset ."
DOCUMENTS = {
    "member": (page(LISTED), True),
    "activity": (page(put(1, "d1", dataset("d1", "a"))), True),
    "relation": (page(links=("2",)), True),
    "view": (page(more=f"<{START}> tree:view <2> ."), True),
    "page of nothing": (page(), False),
    "only named": (NAMES_TREE, False),
    "hydra": (page(LISTED, more="<> <http://www.w3.org/ns/hydra/core#next> <2> ."), False),
    "broken": (page(LISTED) + "<", False),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_stream__is_told_alike_from_memory_and_from_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    text, is_stream = DOCUMENTS[name]
    answer = PageAnswer(url=START, body=text.encode(), status=200, immutable=False)
    assert is_served_stream(answer) is is_stream
    path = tmp_path / "body"
    path.write_bytes(answer.body)
    monkeypatch.setattr(served_stream, "read_page", None)  # which holds a document whole
    in_file = PageAnswer(url=START, body=b"", status=200, immutable=False, path=path)
    assert is_served_stream(in_file) is is_stream
