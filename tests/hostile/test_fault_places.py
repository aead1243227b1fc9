"""A fault of syntax is told by its place: RDF/XML by line and last element, and a slip of the pen is no triple term."""

from __future__ import annotations

from typing import Final

import pytest

from danhmuc.registry.record.findings import unread_document_finding
from danhmuc.registry.record.record import Quarantined
from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.messages.reading import ReadingText
from danhmuc.vocab.reading import read_document

HEAD: Final = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:d="http://purl.org/dc/terms/">
<rdf:Description rdf:about="https://e.vn/1"><d:title>Một</d:title></rdf:Description>
<rdf:Description rdf:about="https://e.vn/2">
"""
TAIL: Final = "\n</rdf:Description>\n<rdf:Description rdf:about='https://e.vn/3'/></rdf:RDF>"
XML: Final = {
    # What stands on line 5, and the tag that is named.
    '<d:x rdf:ID="a b"/>': '<d:x rdf:ID="a b"/>',
    '<d:title>Hai</d:title><d:x rdf:ID="a b">t</d:x>': '<d:x rdf:ID="a b">',
    '<d:x rdf:resource="a">text</d:x>': '<d:x rdf:resource="a">',
    "<d:x>text<d:y/></d:x>": "<d:y/>",
    '<d:x rdf:nodeID="1"/>': '<d:x rdf:nodeID="1"/>',
    "<x>no namespace</x>": "<x>",
    "<u:x>unknown prefix</u:x>": "<u:x>",
    '<d:x><rdf:Description rdf:about="a" rdf:ID="b"/></d:x>': '<rdf:Description rdf:about="a" rdf:ID="b"/>',
    '<d:x><rdf:Description rdf:aboutEach="a"/></d:x>': '<rdf:Description rdf:aboutEach="a"/>',
    "<d:x><rdf:li/></d:x>": "<rdf:li/>",
    '<d:x\trdf:ID="a b" d:y="' + "z" * 200 + '"/>': '<d:x rdf:ID="a b" d:y="' + "z" * 76 + "…",
}
TURTLE: Final = {
    # Text, and whether it holds a triple term.
    '<x:a> <x:b> "x"^^<<http://www.w3.org/2001/XMLSchema#date>> .': False,
    '<x:a> <x:b> "x"^^<<http://www.w3.org/2001/XMLSchema#date> .': False,
    '<x:a> <x:b> "x"^^ <<http://www.w3.org/2001/XMLSchema#date> .': False,
    '<x:a> <x:b> """x"""^^<<http://www.w3.org/2001/XMLSchema#date>> .': False,
    "<x:a> <x:b> 'x'^^<<http://www.w3.org/2001/XMLSchema#date>> .": False,
    "<x:a> <x:b> <<http://www.w3.org/2001/XMLSchema#date>> .": False,
    "<x:a> <x:b> <<http://www.w3.org/2001/XMLSchema#date> .": False,
    '<x:a> <<http://e.vn> "x" .': False,
    "<x:a> <x:b> <<<x:a> <x:b> <x:c>>> .": True,
    "<x:a> <x:b> <<( <x:a> <x:b> <x:c> )>> .": True,
    "<x:a> <x:b> <<(<x:a><x:b><x:c>)>> .": True,
    "<< _:a <x:b> <x:c> >> <x:b> 1 .": True,
    "<<_:a <x:b> <x:c>>> <x:b> 1 .": True,
    "PREFIX e: <x:> <<e:a e:b e:c>> e:x 1 .": True,
    "PREFIX e: <x:> <<e:a<x:b>e:c>> e:x 1 .": True,
    "PREFIX e: <x:> <<e:a\ne:b\ne:c>> e:x 1 .": True,
    '<x:a> <x:b> "x"^^<x:d> , <<( <x:a> <x:b> <x:c> )>> .': True,
}


def refusal(text: str, place: str) -> DocumentError:
    with pytest.raises(DocumentError) as refused:
        read_document(text.encode(), place=place, base="https://e.vn/")
    return refused.value


@pytest.mark.parametrize("element", XML)
def test_read_document__a_fault_of_xml_names_the_last_element_and_its_line(element: str) -> None:
    error = refusal(HEAD + element + TAIL, "a.rdf")
    assert (error.code, error.reason.id, error.reason.facts["tag"]) == (
        "read:syntax",
        ReadingText.SYNTAX_FAULT_AT.id,
        XML[element],
    )
    tag = str(error.reason.facts["tag"]).split()[0].rstrip("/>")
    assert (error.line, error.column) == (5, element.rindex(tag) + 1)


@pytest.mark.parametrize("keeps_lines", [True, False])
def test_finding__about_a_fault_of_xml_has_no_brackets(keeps_lines: bool) -> None:
    element = "" if keeps_lines else "<!-- ghi\n\nchú -->"
    error = refusal(f'{HEAD}{element}<d:x rdf:ID="a b"/>{TAIL}', "a.rdf")
    unread = Quarantined(document="a.rdf", code=error.code, reason=error.reason)
    text = unread_document_finding(unread).text("en")
    assert "(" not in text
    assert text.startswith("The document could not be read and was skipped; fix it at the source: a b is not a valid")
    assert '; the last element read is <d:x rdf:ID="a b"/>' in text


@pytest.mark.parametrize(
    "between", ["\r\n", "\r\n<!-- ghi chú -->", "<!-- ghi\n\nchú -->", "<d:z><![CDATA[<\n]]></d:z>"]
)
def test_read_document__no_line_is_better_than_a_wrong_one(between: str) -> None:
    error = refusal(HEAD + between + '\n<d:x rdf:ID="a b"/>' + TAIL, "a.rdf")
    assert '<d:x rdf:ID="a b"/>' in str(error.reason)
    assert error.line == (None if "\n\n" in between else 6 + between.count("\n"))
    assert ("; it stands after <https://e.vn/1>" in str(error.reason)) is (error.line is None)


def test_read_document__a_fault_far_down_is_found() -> None:
    much = "<d:title>Một</d:title>\n" * 20_000
    error = refusal(HEAD + much + '<d:x rdf:ID="a b"/>' + much + TAIL, "a.rdf")
    assert (error.line, error.reason.facts["tag"]) == (20_005, '<d:x rdf:ID="a b"/>')


@pytest.mark.parametrize("text", TURTLE)
def test_read_document__only_a_triple_term_is_one(text: str) -> None:
    assert refusal(text, "a.ttl").code == ("read:triple-term" if TURTLE[text] else "read:syntax")
