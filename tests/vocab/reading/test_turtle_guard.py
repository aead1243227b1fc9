"""Language tags in Turtle and its kin: mended where they are tags, untouched everywhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, RdfFormat, parse

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.reading import Document, read_document
from danhmuc.vocab.reading.notes import Notes
from danhmuc.vocab.reading.turtle_guard import guard_turtle


def read(text: str, place: str = "a.ttl") -> Document:
    return read_document(text.encode(), place=place, base="http://b/")


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


@pytest.mark.parametrize("place", ["a.ttl", "a.trig", "a.nt", "a.nq"])
def test_read_document__an_underscore_in_a_tag_is_mended_and_told(place: str) -> None:
    document = read('<http://x/a> <http://x/p> "x"@en_US .', place)
    assert literals(document) == [("x", "en-us")]
    assert told(document) == [("en_US", "en-us", f"{place}:1")]


def test_read_document__every_mended_tag_is_told_with_its_line() -> None:
    text = '<a> <b> "x"@en_US,\n"""\n\n"""@vi_VN ,\r\n "z"@en,\n\'y\'@en_US .'
    assert told(read(text)) == [
        ("en_US", "en-us", "a.ttl:1"),
        ("vi_VN", "vi-vn", "a.ttl:4"),
        ("en_US", "en-us", "a.ttl:6"),
    ]


@pytest.mark.parametrize(
    ("tag", "mended"),
    [
        ("en_US", "en-us"),
        ("en-", "en"),
        ("en_", "en"),
        ("_en", "en"),
        ("zh_Hant_TW", "zh-hant-tw"),
        ("en--up", "en-up"),
        ("123", "und"),
        ("-", "und"),
        ("1_en", "und"),
    ],
)
def test_read_document__tags_that_end_the_parser_are_mended(tag: str, mended: str) -> None:
    document = read(f'<a> <b> "x"@{tag} .')
    assert literals(document) == [("x", mended)]
    assert told(document) == [(tag, mended, "a.ttl:1")]


@pytest.mark.parametrize("tag", ["x-private", "i-klingon", "en-u-co-phonebk", "de-1996", "vi-latn-vn-x-a"])
def test_read_document__tags_that_strict_parsers_take_are_kept(tag: str) -> None:
    document = read(f'<a> <b> "x"@{tag} .')
    assert literals(document) == [("x", tag)]
    assert document.findings == ()


@pytest.mark.parametrize("tag", ["", "é", " en_US en"])
def test_read_document__what_is_no_tag_at_all_ends_the_document(tag: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(f'<a> <b> "x"@{tag} .')
    assert caught.value.code == "read:syntax"


@pytest.mark.parametrize(
    ("tag", "mended"),
    [("e", "und"), ("verylongtagname", "und"), ("en-verylongtagname", "en"), ("en-1-2", "en"), ("vi-vn-utf8", "vi-vn")],
)
def test_read_document__tags_that_only_lenient_parsers_take_are_mended(tag: str, mended: str) -> None:
    document = read(f'<a> <b> "x"@{tag} .')
    assert literals(document) == [("x", mended)]
    assert told(document) == [(tag, mended, "a.ttl")]
    assert [(finding.focus, finding.path) for finding in document.findings] == [("http://b/a", "http://b/b")]


def test_read_document__a_direction_is_left_out_and_told() -> None:
    document = read('<a> <b> "x"@ar_EG--rtl , "y"@ar--rtl .')
    assert literals(document) == [("x", "ar-eg"), ("y", "ar")]
    assert [finding.value for finding in document.findings if finding.code == "read:text-direction"] == [
        "ar-eg--rtl",
        "ar--rtl",
    ]


@pytest.mark.parametrize("name", ["langString", "dirLangString"])
def test_read_document__a_text_of_a_language_without_one_is_plain_and_told(name: str) -> None:
    datatype = "http://www.w3.org/1999/02/22-rdf-syntax-ns#" + name
    document = read(f'<a> <b> "x"^^<{datatype}> .')
    assert literals(document) == [("x", None)]
    assert told(document) == [(datatype, None, "a.ttl")]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('"""say "foo"@en_US now"""', 'say "foo"@en_US now'),
        ('"""""foo"@en_US"""', '""foo"@en_US'),
        ("'''it''s 'foo'@en_US'''", "it''s 'foo'@en_US"),
        ('"a \\"foo\\"@en_US"', 'a "foo"@en_US'),
        ("'a \"foo\"@en_US'", 'a "foo"@en_US'),
        ("'a \\'foo\\'@en_US'", "a 'foo'@en_US"),
        ('"ends in a backslash\\\\"', "ends in a backslash\\"),
        ('"""a\\"""b"@en_US"""', 'a"""b"@en_US'),
        ('"mail@1_2.vn"', "mail@1_2.vn"),
        ('"# no comment"', "# no comment"),
        ('"<http://no/iri>"', "<http://no/iri>"),
        ('"a << b {| c"', "a << b {| c"),
    ],
)
def test_read_document__text_within_literals_is_untouched(written: str, value: str) -> None:
    document = read(f"<a> <b> {written}@en , 'y'@en_US .")
    assert literals(document) == [(value, "en"), ("y", "en-us")]
    assert [fix for _, fix, _ in told(document)] == ["en-us"]


@pytest.mark.parametrize(
    "text",
    [
        '# "foo"@en_US\n<http://x/a> <http://x/p> "x" .',
        '<http://x/a> <http://x/p> "x" . # it\'s "foo"@en_US',
        "<http://x/'foo'@en_US> <http://x/p> \"x\" .",
        '@prefix x: <http://x/> .\nx:it\\\'s x:p\\#q "x" .',
        '<http://x/a#b> <http://x/p> "x" .',
    ],
)
def test_guard_turtle__comments_iris_and_names_are_untouched(text: str) -> None:
    data = (text + '\n<http://x/b> <http://x/p> "mail@1_2" .').encode()
    assert guard_turtle(data, Notes("a")) is data
    assert len(literals(read(data.decode()))) == 2


def test_guard_turtle__a_blank_node_behind_a_tag_is_no_part_of_it() -> None:
    data = b'<a> <b> ("x"@en_:b0 "y"@en_:b1) .'
    assert guard_turtle(data, Notes("a")) is data


def test_guard_turtle__a_tag_may_stand_apart_from_its_literal() -> None:
    notes = Notes("a")
    assert guard_turtle(b'<a> <b> "x"\n @en_US .', notes) == b'<a> <b> "x"\n @en-us .'
    assert notes.findings[0].place == "a:2"


def test_guard_turtle__ordinary_documents_come_back_as_the_same_object() -> None:
    data = b'@prefix dct: <http://x/> . <mailto:a@b.vn> dct:title "a@b"@vi, "x"@en-US, "y"@ar--rtl .'
    assert guard_turtle(data, Notes("a")) is data


def test_guard_turtle__a_literal_of_megabytes_is_no_burden() -> None:
    data = b'<a> <b> """' + b'"x\\" ' * 500_000 + b'"""@en_US .'
    assert guard_turtle(data, Notes("a")).endswith(b'"""@en-us .')


# ---------------------------------------------------------------- by hypothesis

NASTY = st.text(st.sampled_from("\"'\\@#<>_-{|}~()[] \n\r\tenUS1:.;,é"), max_size=12)
TAGS = st.sampled_from(["", "@en", "@en-US", "@vi", "@ar--rtl"])


def quoted(text: str, quote: str) -> str:
    escapes = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", quote[0]: "\\" + quote[0]}
    return quote + "".join(escapes.get(character, character) for character in text) + quote


def raw_long(text: str, quote: str) -> str:
    """A long literal with as little escaped as may be: its quotes and line breaks stand bare."""
    body = text.replace("\\", "\\\\").replace("\r", "\\r").replace(quote * 3, "\\" + quote + quote * 2)
    if body.endswith(quote):
        body = body[:-1] + "\\" + quote
    return quote * 3 + body.replace(quote * 3, "\\" + quote + quote * 2) + quote * 3


BARE_LITERALS = st.one_of(
    st.builds(quoted, NASTY, st.sampled_from(['"', "'", '"""', "'''"])),
    st.builds(raw_long, NASTY, st.sampled_from("\"'")),
)
LITERALS = st.tuples(BARE_LITERALS, TAGS).map("".join)
COMMENTS = NASTY.map(lambda text: "#" + text.replace("\n", "").replace("\r", "") + "\n")
IRIS = st.text(st.sampled_from("'@#_-()[];,éenUS1:."), max_size=8).map(lambda text: f"<http://x/{text}>")
SPACES = st.one_of(st.just(" "), COMMENTS)
STATEMENTS = st.tuples(IRIS, SPACES, IRIS, SPACES, st.one_of(IRIS, LITERALS), SPACES, st.just(".\n")).map("".join)
DOCUMENTS = st.lists(STATEMENTS, max_size=5).map(lambda parts: "".join(parts).encode())


@given(DOCUMENTS)
def test_guard_turtle__never_changes_a_valid_document(data: bytes) -> None:
    list(parse(data, RdfFormat.TURTLE, lenient=True))
    notes = Notes("a")
    assert guard_turtle(data, notes) == data
    assert notes.findings == []


@given(DOCUMENTS, BARE_LITERALS, DOCUMENTS)
def test_guard_turtle__mends_the_one_bad_tag_among_nasty_neighbours(before: bytes, literal: str, after: bytes) -> None:
    def statement(tag: bytes) -> bytes:
        return before + b"<http://x/s> <http://x/p> " + literal.encode() + tag + b" .\n" + after

    notes = Notes("a")
    assert guard_turtle(statement(b"@en_US"), notes) == statement(b"@en-us")
    line = (before + literal.encode()).count(b"\n") + 1
    assert [finding.place for finding in notes.findings] == [f"a:{line}"]
