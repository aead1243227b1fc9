"""Whom a description names, read off its text; and the same as told before anything is made."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.registry.record.change import links_of
from danhmuc.registry.record.record import IriSpace, Link, Membership
from danhmuc.registry.record.secrecy import is_state_secret
from danhmuc.registry.splitting import Split, assemble, split
from danhmuc.vocab.reading import read_document

_PROPERTIES = runpy.run_path(str(Path(__file__).parents[1] / "splitting" / "test_properties.py"))
PREFIXES: str = _PROPERTIES["PREFIXES"]
turtle: st.SearchStrategy[str] = _PROPERTIES["turtle"]
IS_PART_OF = "http://purl.org/dc/terms/isPartOf"
IN_SERIES = "http://www.w3.org/ns/dcat#inSeries"


def parts(text: str) -> Split:
    document = read_document((PREFIXES + text).encode(), place="1.ttl", base="https://e.vn/")
    return split(assemble([document]), IriSpace(source="test"))


def line(subject: str, predicate: str, value: str) -> bytes:
    return f"{subject} <{predicate}> {value} .\n".encode()


@pytest.mark.parametrize(
    ("written", "targets"),
    [
        (line("<x:1>", IS_PART_OF, "<x:2>"), ["x:2"]),
        (line("_:c14n0", IS_PART_OF, "<x:2>") + line("<x:1>", IS_PART_OF, "<x:2>"), ["x:2"]),
        (line("<x:1>", IS_PART_OF, "<x:ế|{}>"), ["x:ế|{}"]),
        (line("<x:1>", IS_PART_OF, '"<x:2>"'), []),
        (line("<x:1>", IS_PART_OF, "_:c14n0"), []),
        (line("<x:1>", IS_PART_OF, f'"a <{IS_PART_OF}> <x:2> ."'), []),
        (line("<x:1>", "x:p", f'"a <{IS_PART_OF}> <x:2"^^<x:datatype>'), []),
        (line("<x:1>", "x:p", f"<{IS_PART_OF}>"), []),
        (line(f"<{IS_PART_OF}>", "x:p", "<x:2>"), []),
        (line("<x:1>", "http://purl.org/dc/terms/hasPart", "<x:2>"), []),
        (b"", []),
    ],
)
def test_links_of__are_triples_of_the_properties_that_are_kept(written: bytes, targets: list[str]) -> None:
    assert links_of("x:r", written) == tuple(Link("x:r", IS_PART_OF, target) for target in targets)


def test_links_of__come_sorted() -> None:
    written = line("<x:1>", IN_SERIES, "<x:2>") + line("<x:1>", IS_PART_OF, "<x:3>") + line("<x:1>", IN_SERIES, "<x:1>")
    assert [link[1:] for link in links_of("x:1", written)] == [
        (IS_PART_OF, "x:3"),
        (IN_SERIES, "x:1"),
        (IN_SERIES, "x:2"),
    ]


nodes = st.sampled_from(["<d1>", "<d2>", "<k1>", "<x1>", "<a1>", "_:c", "_:d", "_:x", "_:kd", "_:db", "<r1>"])
named = st.sampled_from(["dcat:inSeries", "dcat:servesDataset", "dct:isPartOf", "dcat:dataset", "dcat:record"])
links = st.builds("{} {} {} .".format, nodes, named, nodes)
marks = st.builds("{} dmv:secrecy {} .".format, nodes, st.sampled_from(['"MAT"', '"x"', "<s/TOI_MAT>", "_:m", "_:db"]))
level = st.just('_:m dct:title "Tuyệt mật" .')
more = st.lists(st.one_of(links, links, marks, level), max_size=8).map("\n".join)


@given(turtle, more)
def test_naming__is_what_the_records_say_once_they_are_made(text: str, added: str) -> None:
    found = parts(text + added)
    naming = found.naming()
    records = [pending.make() for pending in found.records()]
    said = {link for record in records for link in links_of(record.iri, record.canonical.nquads)}
    links = {link for link in naming.links if isinstance(link, Link)}
    assert {link for link in naming.links if isinstance(link, Membership)} == set(found.memberships())
    secret = {record.iri for record in records if is_state_secret(record)}
    refused = secret | {record.iri for record in records if record.topic in secret}
    # What leads to a page of a source is dropped when records are made; until then it names, and marks, nothing less.
    assert said <= links
    assert refused <= naming.refused
    if "tree:Node" not in text:
        assert (links, naming.refused) == (said, refused)
