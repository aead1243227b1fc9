"""Which distributions a graph describes, and when a newer graph has lost one."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, parse

from danhmuc.registry.record.change import described_distributions, loses_distributions
from danhmuc.vocab.canonical import canonicalize

PREFIXES = (
    "@base <https://e.vn/> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . "
)


def graph(turtle: str) -> bytes:
    return canonicalize(parse(PREFIXES + turtle, format=RdfFormat.TURTLE, lenient=True)).nquads


@pytest.mark.parametrize(
    ("turtle", "number"),
    [
        ("", 0),
        ("<d> a dcat:Dataset .", 0),
        ("<d> dcat:distribution <x> .", 0),
        ("<d> dcat:distribution <x> . <x> a dcat:Distribution .", 1),
        ("<d> dcat:distribution <x> , <y> . <x> a dcat:Distribution .", 1),
        ("<d> dcat:distribution <x> , <y> . <x> a dcat:Distribution . <y> dct:title 'Y' .", 2),
        ("<d> dcat:distribution [ a dcat:Distribution ] , [ dct:title 'Y' ] .", 2),
        ("<d> dcat:distribution [] .", 0),
        ("<d> dcat:distribution <x> ; dct:relation [ dcat:distribution <x> ] . <x> dct:title 'X' .", 1),
        ("<d> a dcat:Dataset . <x> a dcat:Distribution .", 0),
        ("<d> dct:description '<d> <http://www.w3.org/ns/dcat#distribution> <d> .' .", 0),
        ("<d> dcat:distribution 'x' .", 0),
        ("<d> dcat:distribution <một\u00a0hai> . <một\u00a0hai> a dcat:Distribution .", 1),
    ],
)
def test_described_distributions__those_named_that_are_described(turtle: str, number: int) -> None:
    assert described_distributions(graph(turtle)) == number


WHOLE = "<d> dcat:distribution <x> , <y> . <x> dct:title 'X' . <y> dct:title 'Y' ."


@pytest.mark.parametrize(
    ("old", "new", "loses"),
    [
        (WHOLE, WHOLE, False),
        (WHOLE, "<d> dcat:distribution <x> , <y> . <x> dct:title 'X' .", True),
        (WHOLE, "<d> dcat:distribution <x> . <x> dct:title 'X' .", True),
        (WHOLE, WHOLE + "<d> dcat:distribution <z> . <z> dct:title 'Z' .", False),
        (WHOLE, WHOLE.replace("<y>", "<z>"), True),
        (WHOLE, WHOLE.replace("'Y'", "'Mới'"), False),
        ("", WHOLE, False),
        ("<d> dcat:distribution [ dct:title 'X' ] .", "<d> dcat:distribution [ dct:title 'Mới' ] .", False),
        ("<d> dcat:distribution [ dct:title 'X' ] .", "<d> dcat:distribution <x> .", True),
    ],
)
def test_loses_distributions__one_that_was_described_is_no_longer(old: str, new: str, *, loses: bool) -> None:
    assert loses_distributions(graph(old), graph(new)) is loses
