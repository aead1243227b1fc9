"""JSON-LD contexts: written in when at hand, refused by name otherwise, never fetched."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from pyoxigraph import Literal, NamedNode

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.reading import Document, read_document
from danhmuc.vocab.reading.contexts import ContextDocument, _Resolver, substitute_contexts
from danhmuc.vocab.reading.notes import Notes

HOUSE = "https://house.example/context.jsonld"
TITLE = {"title": "http://purl.org/dc/terms/title"}
AT_HAND: Mapping[str, ContextDocument] = {HOUSE: {"@context": TITLE}}


def read(value: object, contexts: Mapping[str, ContextDocument] = AT_HAND) -> Document:
    data = json.dumps(value, indent=1).encode()
    return read_document(data, place="a.jsonld", base="https://house.example/feed/1", contexts=contexts)


def refusal(value: object, contexts: Mapping[str, ContextDocument] = AT_HAND) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read(value, contexts)
    assert caught.value.code == "read:remote-context"
    return caught.value


@pytest.mark.parametrize(
    "context",
    [
        HOUSE,
        [HOUSE],
        [HOUSE, {"x": "http://x/"}],
        [{"x": "http://x/"}, HOUSE],
        [{f"đ{number}": f"http://x/{number}" for number in range(2_000)}, HOUSE],
        "../context.jsonld",
        {"@import": HOUSE, "@version": 1.1},
        {"@version": 1.1, "x": "http://x/", "@import": HOUSE},
    ],
)
def test_read_document__a_context_at_hand_is_written_in(context: object) -> None:
    document = read({"@context": context, "@id": "http://x/a", "title": "Dữ liệu"})
    assert document.descriptions == {
        NamedNode("http://x/a"): [(NamedNode("http://purl.org/dc/terms/title"), Literal("Dữ liệu"))]
    }
    assert document.findings == ()


def test_read_document__an_imported_context_is_overridden_by_what_imports_it() -> None:
    context = {"@import": HOUSE, "title": "http://x/title"}
    [pairs] = read({"@context": context, "@id": "http://x/a", "title": "x"}).descriptions.values()
    assert pairs == [(NamedNode("http://x/title"), Literal("x"))]


def test_read_document__a_scoped_context_at_hand_is_written_in() -> None:
    context = {"part": {"@id": "http://x/part", "@context": HOUSE}}
    document = read({"@context": context, "@id": "http://x/a", "part": {"@id": "http://x/b", "title": "x"}})
    assert document.triples == 2


def test_read_document__a_context_within_a_node_is_written_in() -> None:
    document = read({"@graph": [{"@context": HOUSE, "@id": f"http://x/{n}", "title": "x"} for n in range(3)]})
    assert document.triples == 3


def test_read_document__contexts_at_hand_may_name_each_other() -> None:
    other = "https://house.example/other.jsonld"
    contexts = {**AT_HAND, other: {"@context": ["context.jsonld", {"x": "http://x/"}]}}
    assert read({"@context": [other], "@id": "http://x/a", "title": "x", "x:p": 1}, contexts).triples == 2


def test_read_document__a_context_at_hand_may_be_bare() -> None:
    assert read({"@context": HOUSE, "@id": "http://x/a", "title": "x"}, {HOUSE: TITLE}).triples == 1


def test_read_document__a_context_that_needs_itself_is_refused() -> None:
    contexts: dict[str, ContextDocument] = {HOUSE: {"@context": [HOUSE]}}
    assert (
        str(refusal({"@context": HOUSE, "@id": "http://x/a"}, contexts).reason) == f"@context {HOUSE} includes itself"
    )


@pytest.mark.parametrize(
    "context",
    [
        "https://far.example/c",
        ["https://far.example/c"],
        [HOUSE, "https://far.example/c"],
        {"@import": "https://far.example/c"},
        {"part": {"@id": "http://x/part", "@context": "https://far.example/c"}},
        {
            "part": {
                "@id": "http://x/part",
                "@context": [{"deep": {"@id": "http://x/d", "@context": "https://far.example/c"}}],
            }
        },
    ],
)
def test_read_document__a_context_not_at_hand_is_refused_by_name(context: object) -> None:
    reason = str(refusal({"@context": context, "@id": "http://x/a", "title": "x"}).reason)
    assert reason == (f"@context https://far.example/c is never fetched; write it inline (known contexts: {HOUSE})")


def test_read_document__a_refused_context_has_its_line() -> None:
    value = {"@id": "http://x/a", "http://x/p": {"@context": "https://far.example/c", "http://x/q": 1}}
    assert refusal(value).line == 4


def test_read_document__a_relative_context_is_refused_by_its_full_name() -> None:
    assert "@context https://house.example/feed/c.jsonld " in str(refusal({"@context": "c.jsonld"}).reason)


def test_read_document__a_context_hidden_by_escapes_is_refused() -> None:
    data = b'{"\\u0040context": "https://far.example/c", "@id": "http://x/a", "http://x/p": 1}'
    with pytest.raises(DocumentError) as caught:
        read_document(data, place="a.jsonld", base="http://b/")
    assert caught.value.code == "read:remote-context"


def test_read_document__only_a_few_contexts_are_all_named() -> None:
    contexts = {f"https://house.example/{number}": TITLE for number in range(4)}
    reason = str(refusal({"@context": "https://house.example/33"}, contexts).reason)
    assert reason.endswith("write it inline (known contexts: 4, nearest https://house.example/3)")
    assert "known contexts: none" in str(refusal({"@context": HOUSE}, {}).reason)


def test_substitute_contexts__the_same_context_is_resolved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(_Resolver, "context", lambda _, value, within: asked.append(value) or TITLE)
    data = json.dumps([{"@context": HOUSE}, {"@context": HOUSE}, {"@context": "b"}]).encode()
    written = json.loads(substitute_contexts(data, Notes("a"), base="http://b/", contexts={}))
    assert written == [{"@context": TITLE}] * 3
    assert asked == [HOUSE, "b"]


@pytest.mark.parametrize(
    "text",
    [
        '{"@context": {"title": "http://purl.org/dc/terms/title"}, "title": "x"}',
        '{"http://x/p": "set \\"@context\\": to \\"https://far.example/c\\""}',
        '{"http://x/p": "\\"@context", "http://x/q": "@context"}',
        '{"@context": {"long": "' + "http://x/" + "đ" * 10_000 + '"}}',
        '{"@context": null}',
        '{"@context": {"broken',
        "{}",
    ],
)
def test_substitute_contexts__nothing_to_write_in_is_the_same_object(text: str) -> None:
    data = text.encode()
    assert substitute_contexts(data, Notes("a"), base="http://b/", contexts={}) is data
