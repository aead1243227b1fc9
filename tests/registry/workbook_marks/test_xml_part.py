"""Splices of XML parts: elements are found where they stand, and nothing else changes."""

from __future__ import annotations

import pytest

from danhmuc.registry.workbook_marks.workbook_editor import MAIN
from danhmuc.registry.workbook_marks.workbook_package import UnchangeableError, XmlPart, read_elements

ORDER = ("a", "b", "c")


def changed(part: XmlPart) -> str:
    data, at = b"", 0
    for one in part.splices():
        data += part.data[at : one.start] + one.by
        at = one.end
    return (data + part.data[at:]).decode()


def part(content: str) -> XmlPart:
    return XmlPart("x.xml", f'<root xmlns="{MAIN}"{content}'.encode(), MAIN)


def body(part: XmlPart) -> str:
    return changed(part).removeprefix(f'<root xmlns="{MAIN}"')


def test_append__goes_to_the_end_in_order() -> None:
    one = part("><a>1</a></root>")
    for markup in ("<b/>", "<c/>"):
        one.append(one.root, markup)
    assert body(one) == "><a>1</a><b/><c/></root>"


def test_append__opens_an_element_that_is_one_tag() -> None:
    one = part("><b k='/>'/></root>")
    one.append(one.root.children[0], "<x/>")
    assert body(one) == "><b k='/>'><x/></b></root>"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("><a/><c/></root>", "><a/><b/><c/></root>"),
        ("><c/></root>", "><b/><c/></root>"),
        ("><a/><a>x</a><b>1</b><z/></root>", "><a/><a>x</a><b/><b>1</b><z/></root>"),
        ("></root>", "><b/></root>"),
        ("/>", "><b/></root>"),
    ],
)
def test_insert__keeps_the_order_of_children(content: str, expected: str) -> None:
    one = part(content)
    one.insert(one.root, "b", ORDER, "<b/>")
    assert body(one) == expected


def test_set_attribute__where_it_stands_or_at_the_end_of_the_tag() -> None:
    one = part(" k = 'x y=\"1\"' y='2'><a/></root>")
    one.set_attribute(one.root, "y", 'ạ<"')
    one.set_attribute(one.root.children[0], "z", "1")
    assert body(one) == ' k = \'x y="1"\' y="ạ&lt;&quot;"><a z="1"/></root>'


def test_remove_attribute__with_the_blank_before_it() -> None:
    one = part("><a k='1'\n  y='2'/></root>")
    one.remove_attribute(one.root.children[0], "y")
    one.remove_attribute(one.root.children[0], "none")
    assert body(one) == "><a k='1'/></root>"


def test_remove__takes_changes_inside_along_and_not_those_beside() -> None:
    one = part("><a><b y='1'/></a><c/></root>")
    outer = one.root.children[0]
    one.set_attribute(outer.children[0], "y", "2")
    one.remove(outer.children[0])
    one.remove(outer)
    one.insert(one.root, "b", ORDER, "<x/>")
    assert body(one) == "><x/><c/></root>"


def test_elements__are_found_beside_comments_sections_and_other_namespaces() -> None:
    root = part("><!-- <a/> --><![CDATA[<a/>]]><q:a xmlns:q='urn:q'>t<b/></q:a><a>&#65;<b>x</b></a></root>").root
    assert [one.name for one in root.children] == ["urn:q a", "a"]
    assert root.children[1].text == "Ax"


@pytest.mark.parametrize("content", [b"", b"<a>", b"<a></b>", b"<a/><b/>", b"<a>&x;</a>", b"<p:a/>", b"<a>\xff</a>"])
def test_read__what_is_not_well_formed_is_refused(content: bytes) -> None:
    with pytest.raises(UnchangeableError) as caught:
        read_elements("x.xml", content, MAIN)
    assert caught.value.reason.id == "marked-book-part-not-xml"


def test_read__a_document_type_is_refused_before_anything_grows() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><a>&d;</a>'
    with pytest.raises(UnchangeableError) as caught:
        read_elements("x.xml", bomb, MAIN)
    assert caught.value.reason.id == "marked-book-part-has-dtd"
