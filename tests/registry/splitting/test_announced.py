"""Announced numbers beside what is listed."""

from __future__ import annotations

import pytest

from danhmuc.registry.record.contents import Announced
from danhmuc.registry.record.record import IriSpace
from danhmuc.registry.splitting import assemble, split
from danhmuc.registry.splitting.assembly import find_announced
from danhmuc.vocab.reading import read_document

PREFIXES = """
@base <https://e.vn/> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix hydra: <http://www.w3.org/ns/hydra/core#> .
@prefix hydras: <https://www.w3.org/ns/hydra/core#> .
"""
CATALOG = "<c> a dcat:Catalog ; dcat:dataset <1> , <2> ; dcat:record <r> . <1> a dcat:Dataset . <2> a dcat:Dataset .\n"


def announced(*documents: str) -> Announced | None:
    read = [
        read_document((PREFIXES + text).encode(), place=f"{n}.ttl", base="https://e.vn/", canonical=True)
        for n, text in enumerate(documents)
    ]
    return find_announced(split(assemble(read), IriSpace(source="a")))


def page(number: int, total: object, more: str = "") -> str:
    following = f"hydra:nextPage <?page={number + 1}>"
    return f"<?page={number}> a hydra:PagedCollection ; hydra:totalItems {total} ; {following} {more} ."


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([CATALOG], None),
        # However the number is written.
        *(
            ([CATALOG + page(1, total)], (9, 2))
            for total in ("9", '"9"', '" 9 "', '"+9"', "9.0", "9e0", '"9"^^<http://www.w3.org/2001/XMLSchema#long>')
        ),
        # What is no number may be any.
        *(
            ([CATALOG + page(1, total)], (None, 2))
            for total in (
                '"many"',
                "-1",
                "9.5",
                '"1 234"',
                '"1,234"',
                '""',
                "[]",
                "<nine>",
                "2, 'x'",
                "1e99",
                "9" * 5000,
            )
        ),
        # Unless nothing tells what it is of.
        ([CATALOG + "<1/files> a hydra:Collection ; hydra:totalItems 'many' ."], None),
        ([CATALOG + page(1, 9) + "<c> hydra:totalItems 'many' ."], (None, 2)),
        # On the catalogue itself, in both spellings of the vocabulary.
        ([CATALOG + "<c> hydra:totalItems 3 ."], (3, 2)),
        ([CATALOG + "<c> hydras:totalItems '2' ."], (2, 2)),
        # On a page that is not linked with the catalogue; several pages repeat the number.
        ([CATALOG + page(1, 3)], (3, 2)),
        ([CATALOG + page(1, 3), "<c> a dcat:Catalog ; dcat:dataset <3> ." + page(2, 3)], (3, 3)),
        ([CATALOG + page(1, 4), "<c> a dcat:Catalog ; dcat:dataset <3> ." + page(2, 4)], (4, 3)),
        # As ckanext-dcat links it, and as Hydra does now.
        ([CATALOG + "<c> hydra:view <?p> . <?p> a hydra:PartialCollectionView ; hydra:totalItems 3 ."], (3, 2)),
        ([CATALOG + "<c> hydra:totalItems 3 ; hydra:view [ a hydra:PartialCollectionView ] ."], (3, 2)),
        # Without a catalogue, by the records.
        (["<1> a dcat:Dataset . <2> a dcat:Dataset ." + page(1, 3)], (3, 2)),
        # Members of that very collection, of all its pages.
        (["<1> a dcat:Dataset ." + page(1, 2, "; hydra:member <1>") + page(2, 2, "; hydra:member <2>")], (2, 2)),
        (["<1> a dcat:Dataset ." + page(1, 2, "; hydra:member <1>") + page(2, 2, "; hydra:member <1>")], (2, 1)),
        # A nested collection is complete for itself; one that says nothing of what it is of counts for nothing.
        ([CATALOG + "<1/files> a hydra:Collection ; hydra:totalItems 1 ; hydra:member <1/a> ."], (1, 1)),
        ([CATALOG + "<1/files> a hydra:Collection ; hydra:totalItems 99 ."], None),
        ([CATALOG + "<1> hydra:totalItems 99 ; hydra:view <1/p> . <1/p> a hydra:PartialCollectionView ."], None),
        # Of several numbers the one that is furthest from what is listed.
        ([CATALOG + "<c> hydra:totalItems 3 ." + page(1, 9)], (9, 2)),
    ],
)
def test_find_announced(documents: list[str], expected: tuple[int | None, int] | None) -> None:
    found = announced(*documents)
    assert (None if found is None else (found.announced, found.listed)) == expected
