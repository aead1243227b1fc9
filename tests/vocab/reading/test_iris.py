"""IRIs: repaired or reported, never lost."""

from __future__ import annotations

import json
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.reading import Descriptions, Document, iris, read_document
from danhmuc.vocab.reading.iris import check_iris
from danhmuc.vocab.reading.notes import Notes
from danhmuc.vocab.valid_iris import are_valid_iris

BASE = "https://agency.example.vn/catalog"
STAND_IN = "http://source.invalid/agency/catalog"
FORBIDDEN = [*map(chr, range(0x21)), *'<>"{}|\\^`', *map(chr, range(0x7F, 0xA0))]
ODD = [*"\u00a0\u1680\u2000\u2003\u200a\u2028\u2029\u202f\u205f\u3000\u200b\u200e\ufeff"]


def read(text: str, place: str = "a.ttl", base: str = BASE) -> Document:
    return read_document(text.encode(), place=place, base=base)


def read_json(value: object, base: str = BASE) -> Document:
    return read(json.dumps(value), "a.jsonld", base)


def facts(finding: Finding) -> tuple[str, str | None, str | None]:
    return finding.code.removeprefix("read:"), finding.value, finding.fix


def test_strict_jsonld__drops_triples_with_a_bad_iri() -> None:
    data = b'{"@id": "http://x/a", "http://x/p": {"@id": "http://x/b c"}, "http://x/q": "kept"}'
    assert len(list(parse(data, RdfFormat.JSON_LD))) == 1


def test_read_document__jsonld_with_a_bad_iri_loses_nothing() -> None:
    document = read_json({"@id": "http://x/a", "http://x/p": {"@id": "http://x/b c"}, "http://x/q": "kept"})
    assert document.descriptions == {
        NamedNode("http://x/a"): [
            (NamedNode("http://x/p"), NamedNode("http://x/b%20c")),
            (NamedNode("http://x/q"), Literal("kept")),
        ]
    }
    assert [facts(finding) for finding in document.findings] == [("iri-escaped", "http://x/b c", "http://x/b%20c")]


@pytest.mark.parametrize("character", FORBIDDEN)
def test_read_document__forbidden_characters_are_escaped_as_utf8(character: str) -> None:
    document = read_json({"@id": f"http://x/a{character}b", "http://x/p": 1})
    escaped = "".join(f"%{byte:02X}" for byte in character.encode())
    assert list(document.descriptions) == [NamedNode(f"http://x/a{escaped}b")]
    assert [finding.code for finding in document.findings] == ["read:iri-escaped"]


@pytest.mark.parametrize("character", ODD)
def test_read_document__odd_characters_are_kept_and_told(character: str) -> None:
    iri = f"http://x/a{character}b"
    document = read_json({"@id": iri, "http://x/p": 1})
    assert list(document.descriptions) == [NamedNode(iri)]
    assert [facts(finding) for finding in document.findings] == [("iri-odd-character", iri, None)]


def test_read_document__a_line_feed_between_two_iris_is_escaped() -> None:
    document = read_json({"@id": "http://x/a\nhttp://x/b", "http://x/p": 1})
    assert list(document.descriptions) == [NamedNode("http://x/a%0Ahttp://x/b")]


def test_read_document__letters_of_any_language_are_no_fault() -> None:
    document = read_json({"@id": "http://x/dữ-liệu/数据?q=é#ñ", "http://x/p": 1})
    assert document.findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "<http://x/s s> <http://x/p> <http://x/o> .",
        "<http://x/s> <http://x/p p> <http://x/o> .",
        "<http://x/s> <http://x/p> <http://x/o o> .",
        '<http://x/s> <http://x/p> "v"^^<http://x/t t> .',
    ],
)
@pytest.mark.parametrize("place", ["a.ttl", "a.nt"])
def test_read_document__every_position_is_checked(text: str, place: str) -> None:
    [finding] = read(text, place).findings
    assert finding.code == "read:iri-escaped"
    assert finding.fix == str(finding.value).replace(" ", "%20")


def test_read_document__a_mended_datatype_keeps_the_literal() -> None:
    [(_, literal)] = read('<http://x/s> <http://x/p> "01"^^<http://x/t t> .').descriptions[NamedNode("http://x/s")]
    assert literal == Literal("01", datatype=NamedNode("http://x/t%20t"))


def test_read_document__an_iri_is_told_once_where_it_comes_first() -> None:
    text = "<http://x/s> <http://x/p> <http://x/o o>, <http://x/o o> . <http://x/o o> <http://x/q> 1 ."
    [finding] = read(text).findings
    assert (finding.focus, finding.path, finding.place) == ("http://x/s", "http://x/p", "a.ttl")


def test_read_document__a_mended_subject_is_its_own_focus() -> None:
    [finding] = read("<http://x/s s> <http://x/p> 1 .").findings
    assert (finding.focus, finding.path) == ("http://x/s%20s", None)


def test_read_document__a_blank_focus_is_named_by_its_label() -> None:
    [finding] = read("[] <http://x/p> <http://x/o o> .").findings
    assert finding.focus is not None
    assert finding.focus.startswith("_:")


def test_read_document__two_iris_may_become_one() -> None:
    document = read("<http://x/a b> <http://x/p> 1 . <http://x/a%20b> <http://x/p> 2 .")
    [pairs] = document.descriptions.values()
    assert [term.value for _, term in pairs] == ["1", "2"]
    assert document.triples == 2


def test_read_document__an_iri_the_constructor_would_refuse_is_mended_all_the_same() -> None:
    [subject] = read("<http://x/[a b]> <http://x/p> 1 .").descriptions
    assert subject.value == "http://x/%5Ba%20b%5D"


def test_read_document__findings_keep_the_order_of_the_document() -> None:
    text = "<http://x/3 > <http://x/p> <http://x/1 > . <http://x/2 > <http://x/p> 1 ."
    assert [finding.value for finding in read(text).findings] == ["http://x/3 ", "http://x/1 ", "http://x/2 "]


# ---------------------------------------------------------------- relative IRIs


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("a.ttl", "<#d> <http://x/p> 1 ; <http://x/q> <#d> ."),
        ("a.jsonld", '{"@id": "#d", "http://x/p": 1, "http://x/q": {"@id": "#d"}}'),
    ],
)
def test_read_document__an_iri_below_the_stand_in_is_told_once(place: str, text: str) -> None:
    document = read(text, place, STAND_IN)
    assert [facts(finding) for finding in document.findings] == [("relative-iri", "#d", STAND_IN + "#d")]
    assert (document.findings[0].severity, document.findings[0].layer) == ("warning", "repaired")


@pytest.mark.parametrize(
    ("written", "told", "now"),
    [
        ("", "", "agency/a/feed.ttl"),
        ("#d", "#d", "agency/a/feed.ttl#d"),
        ("?q=1", "?q=1", "agency/a/feed.ttl?q=1"),
        ("x/y", "x/y", "agency/a/x/y"),
        ("./x", "x", "agency/a/x"),
        ("./", "./", "agency/a/"),
        ("./b:c", "./b:c", "agency/a/b:c"),
        ("feed.ttl2", "feed.ttl2", "agency/a/feed.ttl2"),
        ("../x", "../x", "agency/x"),
        ("../", "../", "agency/"),
        ("/x", "/x", "x"),
        ("../../../x", "/x", "x"),
        ("/agency2/x", "/agency2/x", "agency2/x"),
    ],
)
def test_read_document__an_iri_below_the_stand_in_is_told_as_it_was_written_or_shorter(
    written: str, told: str, now: str
) -> None:
    root = "http://source.invalid/"
    document = read(f"<{written}> <http://x/p> 1 .", base=root + "agency/a/feed.ttl")
    assert [facts(finding) for finding in document.findings] == [("relative-iri", told, root + now)]


def test_read_document__a_stand_in_that_is_written_out_is_told_so() -> None:
    document = read(f"<{STAND_IN}> <http://x/p> 1 .")
    assert [facts(finding) for finding in document.findings] == [("relative-iri", STAND_IN, None)]


def test_read_document__an_iri_below_a_real_base_is_not_told() -> None:
    assert read("<#d> <http://x/p> 1 .").findings == ()


def test_read_document__an_absolute_iri_in_a_document_without_address_is_not_told() -> None:
    assert read("<http://x/d> <http://x/p> 1 .", base=STAND_IN).findings == ()


@pytest.mark.parametrize("place", ["a.nt", "a.nq"])
@pytest.mark.parametrize("base", [BASE, STAND_IN])
def test_read_document__ntriples_with_relative_iris_are_resolved_and_told(place: str, base: str) -> None:
    document = read("<#d> <http://x/p> <http://x/o> .", place, base)
    assert list(document.descriptions) == [NamedNode(base + "#d")]
    assert [facts(finding) for finding in document.findings] == [("relative-iri", "#d", base + "#d")]


@pytest.mark.parametrize(
    ("relative", "resolved"),
    [
        ("", "http://b/d/doc"),
        ("../x", "http://b/x"),
        ("//h/p", "http://h/p"),
        (":x", "http://b/d/:x"),
        ("1:x", "http://b/d/1:x"),
        ("?q", "http://b/d/doc?q"),
    ],
)
def test_read_document__every_form_of_relative_iri_is_resolved(relative: str, resolved: str) -> None:
    document = read(f"<{relative}> <http://x/p> <http://x/o> .", "a.nt", "http://b/d/doc")
    assert list(document.descriptions) == [NamedNode(resolved)]


def test_read_document__an_iri_without_scheme_in_turtle_is_resolved_and_told() -> None:
    document = read("<:x> <http://x/p> 1 .")
    assert [facts(finding) for finding in document.findings] == [("relative-iri", ":x", "https://agency.example.vn/:x")]


def test_read_document__a_relative_namespace_in_xml_is_resolved_and_told() -> None:
    xml = (
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="e/">'
        '<r:Description r:about="http://x/a"><e:p>v</e:p></r:Description></r:RDF>'
    )
    document = read(xml, "a.rdf")
    assert [facts(finding) for finding in document.findings] == [
        ("relative-iri", "e/p", "https://agency.example.vn/e/p")
    ]


def test_read_document__a_json_base_of_null_leaves_no_relative_iri() -> None:
    document = read_json({"@context": {"@base": None}, "@id": "x", "http://x/p": {"@id": "y"}})
    assert list(document.descriptions) == [NamedNode("https://agency.example.vn/x")]
    assert [finding.code for finding in document.findings] == ["read:relative-iri"] * 2


def test_read_document__a_relative_iri_with_a_space_has_two_findings() -> None:
    document = read("<a b> <http://x/p> <http://x/o> .", "a.nt")
    assert [facts(finding) for finding in document.findings] == [
        ("iri-escaped", "a b", "a%20b"),
        ("relative-iri", "a%20b", "https://agency.example.vn/a%20b"),
    ]


# ---------------------------------------------------------------- JSON keys


def test_read_document__a_key_that_no_context_defines_is_told_and_left_out() -> None:
    document = read_json({"@id": "http://x/a", "title": "x", "http://x/p": 1, "part": {"@id": "http://x/b"}})
    assert [predicate.value for predicate, _ in document.descriptions[NamedNode("http://x/a")]] == ["http://x/p"]
    assert [facts(finding) for finding in document.findings] == [
        ("undefined-key", "title", None),
        ("undefined-key", "part", None),
    ]
    assert document.findings[0].focus == "http://x/a"
    assert document.triples == 1


def test_read_document__an_undefined_key_is_told_once() -> None:
    document = read_json([{"@id": f"http://x/{number}", "title": "x"} for number in range(3)])
    assert len(document.findings) == 1


def test_read_document__what_stands_below_an_undefined_key_is_kept() -> None:
    document = read_json({"@id": "http://x/a", "part": {"@id": "http://x/b", "http://x/p": 1}})
    assert list(document.descriptions) == [NamedNode("http://x/b")]


def test_read_document__a_blank_node_as_key_is_told_and_left_out() -> None:
    document = read_json({"@id": "http://x/a", "_:p": "x"})
    assert [facts(finding) for finding in document.findings] == [("undefined-key", "_:p", None)]


def test_read_document__a_key_that_the_context_silences_is_not_told() -> None:
    document = read_json({"@context": {"note": None}, "@id": "http://x/a", "note": "x", "http://x/p": 1})
    assert (document.triples, document.findings) == (1, ())


# ---------------------------------------------------------------- by hypothesis


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12).filter(lambda text: "%" not in text))
def test_read_document__an_iri_is_sound_afterwards_and_still_says_the_same(text: str) -> None:
    document = read_json({"@id": "http://x/a/" + text, "http://x/p": {"@id": "http://x/b/"}})
    [subject] = document.descriptions
    assert not set(subject.value) & set(FORBIDDEN)
    changed = any(finding.code == "read:iri-escaped" for finding in document.findings)
    [plain] = (quad.subject for quad in parse(json.dumps({"@id": "http://x/a/" + text, "http://x/p": 1}).encode(),
                                              RdfFormat.JSON_LD, lenient=True, base_iri=BASE))  # fmt: skip
    assert changed == (not are_valid_iris([plain.value]))
    assert are_valid_iris([subject.value])
    assert unquote(subject.value) == plain.value


# ---------------------------------------------------------------- paging

PAGING = """@prefix tree: <https://w3id.org/tree#> . @prefix ldes: <https://w3id.org/ldes#> .
@prefix hydra: <http://www.w3.org/ns/hydra/core#> . @prefix as: <https://www.w3.org/ns/activitystreams#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
"""


@pytest.mark.parametrize(
    "turtle",
    [
        "<p> a tree:Node ; <http://e.vn/p> <x> ; tree:relation [ a tree:Relation ; tree:node <q> ] .",
        "<http://e.vn/k> a dcat:Catalog , hydra:Collection ; hydra:view <p> ; hydra:member <x> .",
        "<http://e.vn/x> a dcat:Dataset ; tree:view <p> .",
        "<p> hydra:next <q> . <q> hydra:previous <p> .",
        "<s> a ldes:EventStream , dcat:Dataset ; <http://e.vn/p> <x> .",
        "<#1> a as:Create ; as:object <http://e.vn/x> .",
        "<http://e.vn/s> tree:member <a[1]> , <b%> .",
    ],
)
def test_read_document__paging_alone_is_not_told(turtle: str) -> None:
    assert read(PAGING + turtle, base=STAND_IN + "feed/a.ttl").findings == ()


@pytest.mark.parametrize(
    ("turtle", "told"),
    [
        ("<http://e.vn/s> tree:member <x> . <x> a dcat:Dataset .", 1),
        ("<x> a dcat:Dataset . <http://e.vn/s> tree:member <x> .", 1),
        ("<k> a dcat:Catalog , ldes:EventStream ; hydra:view <p> .", 1),
        ("<http://e.vn/x> foaf:page <p> . <p> a tree:Node .", 1),
        ("<http://e.vn/x> dcat:distribution [ a dcat:Distribution ; hydra:next <p> ] .", 1),
        ("<p> a tree:Node , foaf:Document .", 1),
    ],
)
def test_read_document__what_stands_elsewhere_too_is_told(turtle: str, told: int) -> None:
    assert len(read(PAGING + turtle, base=STAND_IN + "feed/a.ttl").findings) == told


ODD_IRIS = (
    "http://e.vn/a",
    "http://e.vn/b",
    "http://e.vn/a b",
    "http://e.vn/a\nhttps://spdx.org/rdf/terms#x",
    "http://e.vn/\u200bx",
    "relative",
    "#fragment",
    "https://spdx.org/rdf/terms#checksum",
    "http://publications.europa.eu/resource/authority/frequency/asNeeded/",
    "http://publications.europa.eu/resource/authority/frequency/DAILY/",
    "http://www.iana.org/assignments/media-types/text/csv/",
    "http://creativecommons.org/licenses/by/4.0",
    "http://creativecommons.org/licenses/by/4.0/",
    "http://source.invalid/x",
    "http://e.vn/[1]",
    "http://e.vn:port/",
)


@given(st.lists(st.tuples(*[st.sampled_from(ODD_IRIS)] * 3), min_size=1, max_size=12), st.booleans())
def test_check_iris__triples_without_an_odd_iri_are_passed_by(
    triples: list[tuple[str, str, str]], canonical: bool
) -> None:
    terms = {iri: next(iter(_term_of(iri))) for iri in ODD_IRIS}
    descriptions: Descriptions = {}
    for subject, predicate, value in triples:
        pairs = descriptions.setdefault(terms[subject], [])
        pairs += [(terms[predicate], terms[value]), (terms[predicate], Literal("chữ", language="vi"))]

    def checked() -> tuple[Descriptions, list[Finding]]:
        notes = Notes("a.ttl")
        given = {subject: list(pairs) for subject, pairs in descriptions.items()}
        base = "http://source.invalid/s/a.ttl"
        return check_iris(given, base=base, notes=notes, json_keys=False, canonical=canonical), notes.findings

    found = checked()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(iris, "_find_suspects", lambda *_, **__: None)
        assert checked() == found


def _term_of(iri: str) -> list[NamedNode]:
    """The term of an IRI that the constructor may refuse."""
    text = "".join(f"\\u{ord(sign):04X}" if sign in " \n[]" else sign for sign in iri)
    read = parse(f"<{text}> <x:p> <x:o> .", format=RdfFormat.N_TRIPLES, lenient=True)
    return [quad.subject for quad in read if isinstance(quad.subject, NamedNode)]
