"""RDF/XML: nothing that pyoxigraph would read too little of, or die of, reaches it."""

from __future__ import annotations

import time

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.reading import Document, read_document

ROOT = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/">'
BOMB = (
    '<!DOCTYPE rdf:RDF [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + f"]>{ROOT}<x:C><x:p>&a9;</x:p></x:C></rdf:RDF>"
)


def document(properties: str, doctype: str = "") -> str:
    return f'{doctype}{ROOT}\n<rdf:Description rdf:about="http://x/a">{properties}</rdf:Description></rdf:RDF>'


def read(text: str) -> Document:
    return read_document(text.encode(), place="a.rdf", base="http://b/")


def refusal(text: str) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read(text)
    return caught.value


def value(text: str) -> str:
    [(_, literal)] = read(text).descriptions[NamedNode("http://x/a")]
    assert isinstance(literal, Literal)
    return literal.value


def test_pyoxigraph__reads_a_truncated_file_as_a_shorter_one() -> None:
    cut = document("<x:p>1</x:p><x:q>2</x:q>").partition("<x:q>")[0]
    assert len(list(parse(cut.encode(), RdfFormat.RDF_XML))) == 1


def test_read_document__a_truncated_file_is_refused_with_its_place() -> None:
    cut = document("<x:p>1</x:p>\n  <x:q>2</x:q>").partition("<x:q>")[0]
    error = refusal(cut)
    assert (error.code, error.line, error.column) == ("read:xml-malformed", 3, 3)
    assert str(error.reason) == "not well-formed XML: no element found"


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        ("<x:p>1</x:q>", "mismatched tag"),
        ("<x:p>a & b</x:p>", "not well-formed (invalid token)"),
        ("<x:p>&nbsp;</x:p>", "undefined entity"),
        ("<x:p x:q='1' x:q='2'/>", "duplicate attribute"),
        ("<x:p>&#1;</x:p>", "reference to invalid character number"),
    ],
)
def test_read_document__ill_formed_xml_is_refused_with_its_place(properties: str, reason: str) -> None:
    error = refusal(document(properties))
    assert (error.code, error.line) == ("read:xml-malformed", 2)
    assert str(error.reason) == f"not well-formed XML: {reason}"


def test_read_document__a_second_root_is_refused() -> None:
    assert refusal(document("") + document("")).code == "read:xml-malformed"


def test_read_document__an_undeclared_prefix_is_refused() -> None:
    assert refusal(document("<y:p>1</y:p>")).code == "read:syntax"


# ---------------------------------------------------------------- entities


@pytest.mark.parametrize(
    "declarations",
    [
        '<!ENTITY d "http://d#">',
        "<!ENTITY d 'http://d#'>",
        "<!-- <!ENTITY d 'no'> -->\n<!ENTITY d 'http://d#'>",
        "<?keep d?><!ENTITY\n d\t'http://d#' >",
        '<!ENTITY d "http://d&#35;">',
        "<!ENTITY d 'http://d#'><!ENTITY d 'second'>",
        "<!ELEMENT x ANY><!ENTITY d 'http://d#'>",
    ],
)
def test_read_document__plain_entities_are_put_in(declarations: str) -> None:
    text = document('<x:p rdf:resource="&d;x"/><x:q>&d;</x:q>', f"<!DOCTYPE rdf:RDF [\n{declarations}\n] >")
    pairs = read(text).descriptions[NamedNode("http://x/a")]
    assert [term.value for _, term in pairs] == ["http://d#x", "http://d#"]


@pytest.mark.parametrize("text", ["a>b", "a]>b", "it's", 'say "x"', "đ"])
def test_read_document__entities_may_hold_any_plain_text(text: str) -> None:
    declared = text.replace('"', "&#34;")
    assert value(document("<x:p>&d;</x:p>", f'<!DOCTYPE rdf:RDF [<!ENTITY d "{declared}">]>')) == text


def test_read_document__namespaces_may_be_entities() -> None:
    text = document("<y:p>1</y:p>", '<!DOCTYPE rdf:RDF [<!ENTITY y "http://y/">]>').replace(
        "<y:p>", '<y:p xmlns:y="&y;">'
    )
    assert [predicate.value for predicate, _ in read(text).descriptions[NamedNode("http://x/a")]] == ["http://y/p"]


def test_read_document__a_doctype_without_entities_is_no_fault() -> None:
    assert value(document("<x:p>1</x:p>", "<!DOCTYPE rdf:RDF>\n")) == "1"


def test_read_document__a_bomb_of_entities_is_refused_at_once() -> None:
    assert len(BOMB) < 1000
    started = time.process_time()
    error = refusal(BOMB)
    assert time.process_time() - started < 1
    assert error.code == "read:xml-entities"


@pytest.mark.parametrize(
    ("doctype", "what"),
    [
        ('<!DOCTYPE rdf:RDF [<!ENTITY a "x"><!ENTITY b "&a;">]>', "an entity made of other entities"),
        ('<!DOCTYPE rdf:RDF [<!ENTITY a "&#38;b;">]>', "an entity made of other entities"),
        ('<!DOCTYPE rdf:RDF [<!ENTITY a "<x:q/>">]>', "an entity made of other entities or of markup"),
        ('<!DOCTYPE rdf:RDF [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "an external entity (&a;)"),
        ('<!DOCTYPE rdf:RDF [<!ENTITY a PUBLIC "x" "http://x/">]>', "an external entity (&a;)"),
        ('<!DOCTYPE rdf:RDF [<!ENTITY % a "x">]>', "a parameter entity (%a;)"),
        ('<!DOCTYPE rdf:RDF SYSTEM "http://x/a.dtd">', "a DOCTYPE that points elsewhere (http://x/a.dtd)"),
        ('<!DOCTYPE rdf:RDF PUBLIC "-//x" "http://x/a.dtd" []>', "a DOCTYPE that points elsewhere"),
        ("<!DOCTYPE rdf:RDF [<!ATTLIST x:C x:p CDATA 'v'>]>", "a default for attribute x:p of x:C"),
        (f'<!DOCTYPE rdf:RDF [<!ENTITY a "{"x" * 4096}">]>', "entity declarations of more than 4,096 bytes"),
        (
            "<!DOCTYPE rdf:RDF [" + "".join(f'<!ENTITY a{n} "{"x" * 90}">' for n in range(50)) + "]>",
            "entity declarations of more than 4,096 bytes",
        ),
    ],
)
def test_read_document__entities_that_are_not_plain_are_refused(doctype: str, what: str) -> None:
    error = refusal(document("<x:p>1</x:p>", doctype))
    assert error.code == "read:xml-entities"
    assert str(error.reason).startswith(what)
    assert error.line == 1


def test_read_document__a_large_entity_named_very_often_is_refused() -> None:
    doctype = f'<!DOCTYPE rdf:RDF [<!ENTITY a "{"x" * 4000}">]>'
    error = refusal(document("<x:p>" + "&a;" * 100_000 + "</x:p>", doctype))
    assert error.code == "read:xml-entities"
    assert str(error.reason).startswith("entities that make 400,000,000 bytes out of ")


@pytest.mark.soak
def test_read_document__a_namespace_entity_named_very_often_is_no_fault() -> None:
    doctype = '<!DOCTYPE rdf:RDF [<!ENTITY dcat "http://www.w3.org/ns/dcat#">]>'
    text = document('<x:p rdf:resource="&dcat;Dataset"/>' * 50_000, doctype)
    assert read(text).triples == 50_000


# ---------------------------------------------------------------- other traps


@pytest.mark.parametrize("levels", [300, 100_000])
def test_read_document__elements_too_deep_are_refused(levels: int) -> None:
    text = document("<x:p><x:C>" * levels + "</x:C></x:p>" * levels)
    error = refusal(text)
    assert (error.code, str(error.reason)) == ("read:too-deep", "elements nested more than 200 deep")


def test_read_document__ordinary_depth_is_no_fault() -> None:
    assert read(document("<x:p><x:C>" * 90 + "</x:C></x:p>" * 90)).triples == 180


def declared(number: int, prefix: str = "p") -> str:
    return " ".join(f'xmlns:{prefix}{one}="http://e.vn/"' for one in range(number))


@pytest.mark.parametrize(
    "text",
    [
        f"<x:p {declared(100_000)}>a</x:p>",
        f"<x:p {declared(6_000)}><x:C {declared(6_000, 'q')}/></x:p>",
        "<x:C " + " ".join(f'x:a{one}=""' for one in range(100_000)) + "/>",
    ],
    ids=["of one element", "of two levels", "attributes"],
)
def test_read_document__very_many_namespaces_are_refused(text: str) -> None:
    error = refusal(document(text))
    said = "more than 10,000 attributes of an element, or namespaces declared around it"
    assert (error.code, str(error.reason)) == ("read:too-large", said)


def test_read_document__many_namespaces_one_after_the_other_are_no_fault() -> None:
    assert read(document(f"<x:p {declared(6_000)}>a</x:p>" * 3)).triples == 3


@pytest.mark.parametrize("kind", ["literal", "foo", ""])
def test_read_document__an_unknown_parse_type_is_refused_not_skipped(kind: str) -> None:
    error = refusal(document(f'<x:p rdf:parseType="{kind}">text</x:p>'))
    assert (error.code, error.line) == ("read:syntax", 2)
    assert str(error.reason) == f"unknown rdf:parseType {kind!r}; known: Collection, Literal, Resource"


def test_read_document__known_parse_types_are_read() -> None:
    text = document(
        '<x:p rdf:parseType="Resource"><x:q>1</x:q></x:p><x:p rdf:parseType="Collection"/>'
        '<x:p rdf:parseType="Literal"><b>1</b></x:p>'
    )
    assert read(text).triples == 4


def test_read_document__text_about_parse_types_is_no_fault() -> None:
    assert value(document('<x:p>rdf:parseType="foo"</x:p>')) == 'rdf:parseType="foo"'


def test_read_document__triple_terms_in_xml_are_refused_with_their_line() -> None:
    error = refusal(document('<x:p rdf:parseType="Triple"><x:C rdf:about="http://x/b"/></x:p>'))
    assert (error.code, error.line) == ("read:triple-term", 2)
