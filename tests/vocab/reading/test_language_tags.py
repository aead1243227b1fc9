"""Language tags that parsers let through: mended in RDF/XML and JSON-LD, and told."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal

from danhmuc.vocab.reading import Document, read_document
from danhmuc.vocab.reading.iris import is_tag, repair_tag

XML = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/">\n'
    '<rdf:Description rdf:about="http://x/a">{}</rdf:Description></rdf:RDF>'
)


def read_xml(properties: str) -> Document:
    return read_document(XML.format(properties).encode(), place="a.rdf", base="http://b/")


def read_json(value: object) -> Document:
    return read_document(json.dumps(value, indent=1).encode(), place="a.jsonld", base="http://b/")


def literals(document: Document) -> list[tuple[str, str | None]]:
    return [
        (term.value, term.language)
        for pairs in document.descriptions.values()
        for _, term in pairs
        if isinstance(term, Literal)
    ]


def told(document: Document) -> list[tuple[str | None, str | None, str | None]]:
    assert {finding.code for finding in document.findings} <= {"read:language-tag"}
    return [(finding.value, finding.fix, finding.place) for finding in document.findings]


@pytest.mark.parametrize(
    ("tag", "mended"),
    [
        ("en_US", "en-us"),
        (" en ", "en"),
        ("en US", "en-us"),
        ("vi_VN.UTF-8", "vi-vn"),
        ("en-", "en"),
        ("français", "und"),
        ("123", "und"),
        ("é", "und"),
        ("", "und"),
    ],
)
def test_mended_tag__is_the_nearest_one(tag: str, mended: str) -> None:
    assert repair_tag(tag) == mended


@given(st.text())
def test_mended_tag__is_always_a_tag(tag: str) -> None:
    mended = repair_tag(tag)
    assert is_tag(mended)
    assert Literal("x", language=mended).language == mended


def test_read_document__bad_tags_in_xml_are_mended_and_told_with_their_lines() -> None:
    document = read_xml('<x:p xml:lang="en_US">x</x:p>\n<x:p xml:lang="vi">y</x:p>\n<x:p xml:lang="vi VN">z</x:p>')
    assert literals(document) == [("x", "en-us"), ("y", "vi"), ("z", "vi-vn")]
    assert told(document) == [("en_US", "en-us", "a.rdf:2"), ("vi VN", "vi-vn", "a.rdf:4")]


def test_read_document__a_bad_tag_in_xml_is_inherited_and_told_once() -> None:
    data = XML.format('<x:p>x</x:p><x:q x:r="y"/>').replace("<rdf:RDF", "<rdf:RDF xml:lang='en_US'")
    document = read_document(data.encode(), place="a.rdf", base="http://b/")
    assert sorted(literals(document)) == [("x", "en-us"), ("y", "en-us")]
    assert told(document) == [("en_US", "en-us", "a.rdf:1")]


def test_read_document__an_empty_xml_lang_means_no_language() -> None:
    document = read_xml('<x:p xml:lang="">x</x:p>')
    [(_, literal)] = next(iter(document.descriptions.values()))
    assert literal == Literal("x")
    assert document.findings == ()


def test_read_document__tags_in_xml_text_and_comments_are_untouched() -> None:
    document = read_xml("<!-- xml:lang='en_US' --><x:p>xml:lang=\"en_US\"</x:p>")
    assert literals(document) == [('xml:lang="en_US"', None)]
    assert document.findings == ()


@pytest.mark.parametrize(
    "value",
    [
        {"http://x/p": {"@value": "x", "@language": "en_US"}},
        {"@context": {"@language": "en_US"}, "http://x/p": "x"},
        {"@context": {"p": {"@id": "http://x/p", "@language": "en_US"}}, "p": "x"},
        {"@context": {"p": {"@id": "http://x/p", "@container": "@language"}}, "p": {"en_US": "x"}},
    ],
)
def test_read_document__bad_tags_in_json_are_mended_and_told(value: dict[str, object]) -> None:
    document = read_json({"@id": "http://x/a", **value})
    assert literals(document) == [("x", "en-us")]
    [(old, new, place)] = told(document)
    assert (old, new) == ("en_US", "en-us")
    assert place is not None
    assert place.startswith("a.jsonld:")


def test_read_document__a_bad_tag_in_json_is_told_once_at_its_first_line() -> None:
    text = [{"@value": "x", "@language": "en_US"}, {"@value": "y", "@language": "en_US"}]
    document = read_json({"@id": "http://x/a", "http://x/p": text})
    assert told(document) == [("en_US", "en-us", "a.jsonld:6")]


def test_read_document__an_empty_tag_in_json_is_told() -> None:
    document = read_json({"@id": "http://x/a", "http://x/p": {"@value": "x", "@language": ""}})
    assert literals(document) == [("x", None)]
    assert [(old, new) for old, new, _ in told(document)] == [("", None)]


def test_read_document__json_without_language_has_none() -> None:
    context = {"p": {"@id": "http://x/p", "@container": "@language"}}
    document = read_json({"@context": context, "@id": "http://x/a", "p": {"@none": "x", "vi": ["y", None]}})
    assert literals(document) == [("x", None), ("y", "vi")]


@pytest.mark.parametrize("tag", ["EN", "en-US", "zh-Hant-TW"])
def test_read_document__capitals_in_json_become_small_without_being_told(tag: str) -> None:
    document = read_json({"@id": "http://x/a", "http://x/p": {"@value": 'say "x"\n\\', "@language": tag}})
    assert literals(document) == [('say "x"\n\\', tag.lower())]
    assert document.findings == ()


def test_read_document__a_direction_in_json_is_left_out_and_told() -> None:
    value = {"@value": "x", "@language": "ar_EG", "@direction": "rtl"}
    document = read_json({"@id": "http://x/a", "http://x/p": value})
    [(_, literal)] = next(iter(document.descriptions.values()))
    assert isinstance(literal, Literal)
    assert (literal.language, literal.direction) == ("ar-eg", None)
    assert [(finding.code, finding.value, finding.fix) for finding in document.findings] == [
        ("read:language-tag", "ar_EG", "ar-eg"),
        ("read:text-direction", "ar-eg--rtl", "ar-eg"),
    ]
