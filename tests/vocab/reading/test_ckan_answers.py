"""An answer of the action API is refused by its own name where RDF is read."""

from __future__ import annotations

import json

import pytest

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.reading import read_document


def code(value: object) -> str | None:
    """The code of the refusal, None when the document was read."""
    try:
        read_document(json.dumps(value).encode(), place="a.json", base="http://b/")
    except DocumentError as error:
        return error.code
    return None


@pytest.mark.parametrize(
    "value",
    [
        {"help": "https://e.vn", "success": True, "result": {"count": 0, "results": []}},
        {"success": False, "error": {"message": "no"}},
        {"success": True, "help": ""},
    ],
)
def test_answer__of_an_action_is_refused_as_that(value: object) -> None:
    assert code(value) == "read:ckan"


@pytest.mark.parametrize(
    "value",
    [
        {"@id": "http://e.vn/a", "http://e.vn/success": True},
        {"success": "yes", "result": []},
        {"success": True},
        {"@context": {"success": "http://e.vn/s"}, "@id": "http://e.vn/a", "success": True, "result": 1},
    ],
)
def test_answer__other_json_is_read(value: object) -> None:
    assert code(value) is None


def test_page__of_a_portal_is_refused_with_the_kind_to_use() -> None:
    page = b'<!DOCTYPE html><html><head><meta charset="utf-8" /><meta name="generator" content="ckan 2.11.0" /></head>'
    with pytest.raises(DocumentError, match=r"\(--kind ckan\)$") as refusal:
        read_document(page, place="index", base="http://b/")
    assert refusal.value.code == "read:ckan"
    with pytest.raises(DocumentError) as other:
        read_document(page.replace(b"ckan 2", b"drupal 2"), place="index", base="http://b/")
    assert other.value.code == "read:html"
