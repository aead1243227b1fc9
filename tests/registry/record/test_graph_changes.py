"""Differences between two graphs of one record."""

from __future__ import annotations

import pyoxigraph
import pytest

from danhmuc.registry.record.graph_changes import PropertyChange, graph_changes
from danhmuc.registry.reporting.plan_page import change_lines, load_property_names
from danhmuc.vocab.canonical import canonicalize

D = "https://e.vn/d"
DCT = "http://purl.org/dc/terms/"
DCAT = "http://www.w3.org/ns/dcat#"
VCARD = "http://www.w3.org/2006/vcard/ns#"
PREFIXES = f"@prefix : <https://e.vn/> . @prefix dct: <{DCT}> . @prefix dcat: <{DCAT}> . @prefix vcard: <{VCARD}> ."


def graph(turtle: str) -> bytes:
    quads = pyoxigraph.parse(f"{PREFIXES} {turtle}".encode(), format=pyoxigraph.RdfFormat.TURTLE)
    return canonicalize(quads).nquads


def changed(before: str, after: str) -> list[tuple[str, tuple[str, ...], str, tuple[str, ...], tuple[str, ...]]]:
    return [
        (one.subject, one.path, one.property, one.removed, one.added)
        for one in graph_changes(D, graph(before), graph(after))
    ]


def test_graph_changes__of_equal_graphs_are_none() -> None:
    text = ":d dct:title 'Lúa'@vi ; dcat:distribution [ dct:title 'CSV' ] ."
    assert graph_changes(D, graph(text), graph(text)) == ()


def test_graph_changes__are_told_by_property_with_old_and_new_values() -> None:
    found = changed(":d dct:title 'Lúa'@vi ; dct:issued '2020' .", ":d dct:title 'Lúa gạo'@vi, 'Rice'@en .")
    assert found == [
        (D, (), f"{DCT}issued", ('"2020"',), ()),
        (D, (), f"{DCT}title", ('"Lúa"@vi',), ('"Lúa gạo"@vi', '"Rice"@en')),
    ]


def test_graph_changes__of_a_new_graph_are_all_that_it_says() -> None:
    (only,) = graph_changes(D, b"", graph(":d dct:title 'Lúa'@vi ."))
    assert (only.removed, only.added) == ((), ('"Lúa"@vi',))


def test_graph_changes__of_the_record_come_before_those_of_other_things() -> None:
    before = ":d dcat:distribution :a ; dct:title '1' . :a dcat:byteSize 1 ."
    after = ":d dcat:distribution :a ; dct:title '2' . :a dcat:byteSize 2 ."
    assert [subject for subject, *_ in changed(before, after)] == [D, "https://e.vn/a"]


def test_graph_changes__of_a_nested_thing_are_those_of_the_one_with_the_same_name() -> None:
    before = """:d dcat:distribution [ dct:title 'CSV' ; dcat:byteSize 1 ], [ dct:title 'XML' ; dcat:byteSize 1 ],
                [ dct:title 'JSON' ; dcat:byteSize 1 ] ."""
    after = before.replace("'CSV' ; dcat:byteSize 1", "'CSV' ; dcat:byteSize 2").replace(
        "'XML' ; dcat:byteSize 1", "'XML' ; dcat:byteSize 3"
    )
    first, second = graph_changes(D, graph(before), graph(after))
    assert [(one.path, dict(one.name), one.property) for one in (first, second)] == [
        ((f"{DCAT}distribution",), {"": "CSV"}, f"{DCAT}byteSize"),
        ((f"{DCAT}distribution",), {"": "XML"}, f"{DCAT}byteSize"),
    ]
    assert [one.added[0][1] for one in (first, second)] == ["2", "3"]


def test_graph_changes__of_the_only_nested_thing_need_no_name() -> None:
    found = changed(
        ":d dcat:contactPoint [ vcard:hasAddress [ vcard:locality 'Huế' ] ] .",
        ":d dcat:contactPoint [ vcard:hasAddress [ vcard:locality 'Hà Nội' ] ] .",
    )
    path = (f"{DCAT}contactPoint", f"{VCARD}hasAddress")
    assert found == [(D, path, f"{VCARD}locality", ('"Huế"',), ('"Hà Nội"',))]


def test_graph_changes__of_a_nested_thing_that_is_new_show_all_of_it() -> None:
    found = changed(":d dct:title 'x' .", ":d dct:title 'x' ; dcat:contactPoint [ a vcard:Kind ; vcard:fn 'Lan' ] .")
    assert found == [(D, (), f"{DCAT}contactPoint", (), ('[ a vcard:Kind ; vcard:fn "Lan" ]',))]


def test_graph_changes__count_nested_things_of_equal_content() -> None:
    found = changed(
        ":d dcat:distribution [ dct:title 'x' ], [ dct:title 'x' ] .", ":d dcat:distribution [ dct:title 'x' ] ."
    )
    assert found == [(D, (), f"{DCAT}distribution", ('[ dct:title "x" ]',), ())]


@pytest.mark.soak
def test_graph_changes__of_things_nested_in_each_other_end() -> None:
    number = 60
    links = " ".join(f"_:n{one} dct:relation _:n{one + 1} ." for one in range(number))
    before = f":d dct:relation _:n0 . {links} _:n{number} dct:relation _:n0 ; dct:title 'x' ."
    assert graph_changes(D, graph(before), graph(before.replace("'x'", "'y'")))


def test_graph_changes__between_links_alone_are_told_by_line() -> None:
    before = ":d dct:relation _:a, _:b . _:a dct:requires _:a . _:b dct:requires _:b ."
    after = ":d dct:relation _:a, _:b . _:a dct:requires _:b . _:b dct:requires _:a ."
    assert graph_changes(D, graph(before), graph(after))


def lines(change: PropertyChange, lang: str) -> list[str]:
    return [f"{line.mark}{line.text}" for line in change_lines(D, [change], load_property_names(), lang)]


def test_change_lines__name_the_property_in_both_languages() -> None:
    (change,) = graph_changes(D, graph(":d dct:title 'Lúa'@vi ."), graph(":d dct:title 'Gạo'@vi ."))
    assert lines(change, "vi") == ["Tiêu đề (dct:title)", '-"Lúa"@vi', '+"Gạo"@vi']
    assert lines(change, "en")[0] == "Title (dct:title)"


def test_change_lines__name_the_nested_thing() -> None:
    before = graph(":d dcat:distribution [ dct:title 'CSV' ; dct:x '1' ] .")
    (change,) = graph_changes(D, before, before.replace(b'"1"', b'"2"'))
    assert lines(change, "en")[0] == "Distribution (CSV) › dct:x"


def test_change_lines__name_another_thing_by_its_iri() -> None:
    before = graph(":d dcat:distribution :a . :a dct:title 'CSV' ; dct:x '1' .")
    (change,) = graph_changes(D, before, before.replace(b'"1"', b'"2"'))
    assert lines(change, "en")[0] == "CSV <https://e.vn/a> › dct:x"


def test_load_property_names__of_a_profile_that_is_lost_are_those_of_the_bundled_one() -> None:
    assert load_property_names("/nowhere.ttl") == load_property_names()
