"""RDF/XML literals are what XML says they are, whatever stands between their words."""

from __future__ import annotations

from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from danhmuc.vocab.reading import read_document
from danhmuc.vocab.reading.xml_guard import flatten

XML = (
    '<?xml version="1.0"?>{doctype}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/">'
    '<rdf:Description rdf:about="http://x/a"><x:p>{text}</x:p></rdf:Description></rdf:RDF>'
)


def value(text: str, doctype: str = "") -> str:
    data = XML.format(text=text, doctype=doctype).encode()
    [(_, literal)] = read_document(data, place="a.rdf", base="http://b/").descriptions[NamedNode("http://x/a")]
    assert isinstance(literal, Literal)
    return literal.value


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("a<!-- c -->b", "ab"),
        ("a<?php echo ?>b", "ab"),
        ("<![CDATA[<b>x</b> & y]]>", "<b>x</b> & y"),
        ("before <![CDATA[<i>]]> after", "before <i> after"),
        ("\n <![CDATA[x]]>\n", "\n x\n"),
        ("<![CDATA[a]]]]><![CDATA[>b]]>", "a]]>b"),
        ("<![CDATA[<!-- no comment -->]]>", "<!-- no comment -->"),
        ("<!-- <![CDATA[ -->x<!-- ]]> -->", "x"),
        ("<!-- c -->", ""),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a&#13;b", "a\rb"),
        ("&lt;!-- x --&gt;", "<!-- x -->"),
    ],
)
def test_read_document__xml_text_is_read_whole(written: str, text: str) -> None:
    assert value(written) == text


def test_read_document__an_entity_within_cdata_is_text() -> None:
    doctype = "<!DOCTYPE rdf:RDF [<!ENTITY d 'x'>]>"
    assert value("&d; <![CDATA[&d;]]>", doctype) == "x &d;"


def test_flatten__ordinary_documents_come_back_as_the_same_object() -> None:
    data = XML.format(text="x", doctype="").encode()
    assert flatten(data, None, {}) is data


PLAIN = st.text(st.sampled_from("ab<>&]-?! \n\r'\"é"), max_size=6)
PIECES = st.one_of(
    PLAIN.map(escape),
    PLAIN.filter(lambda text: "--" not in text and not text.endswith("-")).map("<!--{}-->".format),
    PLAIN.filter(lambda text: "]]>" not in text).map("<![CDATA[{}]]>".format),
    PLAIN.filter(lambda text: "?>" not in text).map("<?go {}?>".format),
    st.sampled_from(["&lt;", "&amp;", "&#x111;"]),
)


@given(st.lists(PIECES, max_size=6).map("".join))
@example("\r<!-- between two line ends -->\n")
def test_read_document__xml_text_is_what_the_standard_library_reads(written: str) -> None:
    expected = "".join(ET.fromstring(f"<p>{written}</p>").itertext())
    assert value(written) == expected
