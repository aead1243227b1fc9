"""The first fault ends the document, and says where it is."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, parse

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.reading import parsing, read_document

XML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/">{}</rdf:RDF>'
BROKEN_IN_THE_MIDDLE = """<http://x/a> <http://x/p> 1 .
<http://x/b> <http://x/p> ~ .
<http://x/c> <http://x/p> 3 .
"""


def refusal(text: str, place: str) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read_document(text.encode(), place=place, base="http://b/")
    return caught.value


def test_pyoxigraph__resumes_after_a_fault() -> None:
    quads = parse(BROKEN_IN_THE_MIDDLE.encode(), RdfFormat.TURTLE, lenient=True)
    seen = [next(quads).subject]
    with pytest.raises(SyntaxError):
        next(quads)
    seen += [quad.subject for quad in quads]
    assert [str(subject) for subject in seen] == ["<http://x/a>", "<http://x/c>"]


@pytest.mark.parametrize("place", ["a.ttl", "a.trig", "a.nt", "a.nq"])
def test_read_document__a_fault_in_the_middle_yields_nothing(place: str) -> None:
    text = BROKEN_IN_THE_MIDDLE
    if place in ("a.nt", "a.nq"):
        text = text.replace(" 1 ", ' "1" ').replace(" 3 ", ' "3" ')
    error = refusal(text, place)
    assert (error.code, error.line, error.column) == ("read:syntax", 2, 27)


@pytest.mark.parametrize(
    ("place", "text", "line", "column", "reason"),
    [
        ("a.ttl", "<a> <b> <c> .\n<a> x:b <c> .", 2, 5, "The prefix x: has not been declared"),
        ("a.ttl", '<a> <b> "cut off', 1, 9, "Unexpected end of file"),
        ("a.ttl", "<a> <b> <c>", 1, 12, "Unexpected end"),
        ("a.ttl", '<a> <b> "đ𝒳é", ~ .', 1, 16, "~ is not a valid RDF object"),
        ("a.trig", "<g> { <a> <b> <c> ", 1, 19, "Unexpected end"),
        ("a.jsonld", '{"@id": "http://x/a",\n "http://x/p": "x" "y"}', 2, 20, "Object values must be followed by a"),
        ("a.jsonld", '{"@id": "http://x/a"', 1, 21, "Object values must be followed by a comma"),
        ("a.jsonld", '{"@id": "http://x/a"}\n{}', 2, 1, "The JSON already contains one root element"),
        ("a.jsonld", '{"@id": 5}', None, None, "@id value must be a string"),
        ("a.rdf", XML.format("<rdf:Description about='x'/>"), 1, 86, "XML namespaces are required in RDF/XML"),
    ],
)
def test_read_document__a_fault_has_its_place(
    place: str, text: str, line: int | None, column: int | None, reason: str
) -> None:
    error = refusal(text, place)
    assert (error.code, error.line, error.column) == ("read:syntax", line, column)
    assert str(error.reason).startswith(reason)


def test_read_document__without_a_position_the_last_subject_is_named() -> None:
    text = XML.format('<!--\n--><x:C rdf:about="http://x/a"/><x:C rdf:about="http://x/b"><p/></x:C>')
    assert str(refusal(text, "a.rdf").reason).endswith("; it stands after <http://x/b>")


def test_read_document__a_ttl_file_may_hold_graph_blocks() -> None:
    document = read_document(b"<http://x/g> { <http://x/a> a <http://x/C> }", place="a.ttl", base="http://b/")
    assert (document.format, document.triples) == ("turtle", 1)


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("a.ttl", "<a> <b> <<( <a> <b> <c> )>> ."),
        ("a.ttl", "<< <a> <b> <c> >> <p> <o> ."),
        ("a.ttl", "<a> <b> <c> {| <p> <o> |} ."),
        ("a.ttl", "<a> <b> <c> ~ <r> ."),
        ("a.trig", "<g> { <a> <b> <<( <a> <b> <c> )>> }"),
        ("a.nt", "<http://x/a> <http://x/b> <<( <http://x/a> <http://x/b> <http://x/c> )>> ."),
        (
            "a.rdf",
            XML.replace(">{", ' rdf:version="1.2">{').format(
                '<x:C rdf:about="http://x/a"><x:p rdf:annotation="http://x/r">v</x:p></x:C>'
            ),
        ),
    ],
)
def test_read_document__triple_terms_are_refused(place: str, text: str) -> None:
    error = refusal(text, place)
    assert error.code == "read:triple-term"
    assert str(error.reason) == "triple terms of RDF 1.2 are not supported; publish plain triples"


def test_read_document__a_triple_term_in_turtle_has_its_line() -> None:
    assert refusal("<a> <b> <c> .\n\n<a> <b> <<( <a> <b> <c> )>> .", "a.ttl").line == 3


def test_read_document__nested_triple_terms_never_reach_the_parser() -> None:
    # They end the process there.
    text = "<a> <b> " + "<<( <a> <b> " * 100_000 + "1" + ")>>" * 100_000 + " ."
    assert refusal(text, "a.ttl").code == "read:triple-term"


LONG = "x" * 17_000_000
GROWING = '"\n' * 5_000_000
"""Shorter than the limit as Turtle has it, and longer as N-Quads does."""


@pytest.mark.parametrize(
    ("place", "text", "said"),
    [
        ("a.ttl", f"<http://x/a> a <http://x/C> ; <http://x/p> '{LONG}' .", "16,000,000 bytes near <http://x/a>"),
        ("a.ttl", f'<http://x/a> a <http://x/C> ; <http://x/p> """{LONG}""" .', "16,000,000 bytes near <http://x/a>"),
        (
            "a.ttl",
            f"<http://x/a> a <http://x/C> ; <http://x/p> '''{GROWING}''' .",
            "16,000,000 bytes near <http://x/a>",
        ),
        ("a.ttl", f"<http://x/a> a <http://x/{LONG}> .", "16,000,000 bytes"),
        ("a.ttl", f"<http://x/{LONG}> a <http://x/C> .", "16,000,000 bytes"),
        ("a.ttl", f"# {LONG}\n<http://x/a> a <http://x/C> .", "16,000,000 bytes"),
        ("a.trig", f"<http://x/g> {{ <http://x/a> <http://x/p> '{LONG}' }}", "16,000,000 bytes"),
        ("a.nt", f'<http://x/a> <http://x/p> "{LONG}" .', "16,000,000 bytes"),
        ("a.nq", f'<http://x/a> <http://x/p> "{LONG}" <http://x/g> .', "16,000,000 bytes"),
        ("a.jsonld", f'{{"@id": "http://x/a", "http://x/p": "{LONG}"}}', "8,000,000 bytes"),
        (
            "a.jsonld",
            f'{{"@id": "http://x/a", "http://x/p": "{LONG[:9_000_000]}"}}',
            "8,000,000 bytes near <http://x/a>",
        ),
        (
            "a.rdf",
            XML.format(f'<x:C rdf:about="http://x/a"><x:p>{LONG}</x:p></x:C>'),
            "16,000,000 bytes near <http://x/a>",
        ),
        ("a.rdf", XML.format(f'<x:C rdf:about="http://x/a" x:p="{LONG}"/>'), "16,000,000 bytes near <http://x/a>"),
        ("a.rdf", XML.format(f'<x:C rdf:about="http://x/{LONG}"/>'), "16,000,000 bytes"),
        ("a.rdf", XML.format(f"<x:C><x:p>{GROWING}</x:p></x:C>"), "16,000,000 bytes"),
    ],
    ids=lambda value: value[:20],
)
def test_read_document__texts_longer_than_can_be_read_are_refused(place: str, text: str, said: str) -> None:
    error = refusal(text, place)
    assert error.code == "read:too-large"
    assert str(error.reason) == f"a text, IRI or comment of more than {said}; shorten it, or link to a file"


@pytest.mark.parametrize("place", ["a.ttl", "a.nt", "a.nq", "a.trig", "a.rdf"])
def test_read_document__long_texts_below_the_limit_are_read(place: str) -> None:
    text = "x" * 15_900_000
    if place == "a.rdf":
        data = XML.format(f'<x:C rdf:about="http://x/a"><x:p>{text}</x:p></x:C>')
    else:
        data = f'<http://x/a> <http://x/p> "{text}" .\n<http://x/a> <http://x/q> "x" .'
    document = read_document(data.encode(), place=place, base="http://b/")
    assert document.triples == 2


def test_read_document__memory_that_ran_out_is_no_fault_of_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def run_out(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(parsing, "fill", run_out)
    with pytest.raises(MemoryError):
        read_document(b"<http://x/a> a <http://x/C> .", place="a.ttl", base="http://b/")
