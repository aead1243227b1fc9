"""How JSON-LD looks, and what it cannot hold."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from danhmuc.vocab.prefixes import PREFIXES
from danhmuc.vocab.writing import write, write_text
from danhmuc.vocab.writing.jsonld import TERMS

RDF, XSD = PREFIXES["rdf"], PREFIXES["xsd"]
DCT, DCAT = PREFIXES["dct"], PREFIXES["dcat"]


def objects(lines: str) -> list[dict[str, Any]]:
    return json.loads(write_text("json-ld", [lines.encode()]))["@graph"]  # type: ignore[no-any-return]


def said(predicate: str, *values: str) -> dict[str, Any]:
    """What is written of a subject with these values."""
    (found,) = objects("".join(f"<u:1> <{predicate}> {value} .\n" for value in values))
    del found["@id"]
    return found


def test_jsonld__the_context_holds_what_is_used() -> None:
    document = json.loads(write_text("json-ld", [f'<u:1> <{DCT}title> "x"@vi .\n'.encode()]))
    assert document == {
        "@context": {"dct": DCT, "title": {"@id": "dct:title", "@container": "@language"}},
        "@graph": [{"@id": "u:1", "title": {"vi": "x"}}],
    }


def test_jsonld__a_stream_begins_with_all_that_may_come() -> None:
    out = BytesIO()
    write("json-ld", [], out)
    assert json.loads(out.getvalue())["@context"].keys() == PREFIXES.keys() | TERMS.keys()


@pytest.mark.parametrize(
    ("predicate", "values", "written"),
    [
        (DCT + "title", ['"Hai"@vi', '"Two"@en'], {"title": {"en": "Two", "vi": "Hai"}}),
        (DCAT + "keyword", ['"a"@vi', '"b"@vi'], {"keyword": {"vi": ["a", "b"]}}),
        (DCT + "title", ['"x"'], {"dct:title": "x"}),
        (DCT + "title", ['"x"', '"y"@vi'], {"title": {"vi": "y"}, "dct:title": "x"}),
        (DCT + "identifier", ['"x"'], {"identifier": "x"}),
        (DCT + "identifier", ['"x"', '"y"@vi'], {"identifier": ["x", {"@value": "y", "@language": "vi"}]}),
        (DCT + "publisher", ["<u:2>"], {"publisher": "u:2"}),
        (DCT + "publisher", ["<u:2>", '"x"'], {"publisher": [{"@value": "x"}, "u:2"]}),
        (DCT + "issued", [f'"2024-01-01"^^<{XSD}date>'], {"issued": "2024-01-01"}),
        (DCT + "issued", [f'"2024"^^<{XSD}gYear>'], {"issued": {"@value": "2024", "@type": "xsd:gYear"}}),
        (DCAT + "byteSize", [f'"05"^^<{XSD}nonNegativeInteger>'], {"byteSize": "05"}),
        (DCAT + "byteSize", [f'"5"^^<{XSD}integer>'], {"byteSize": {"@value": "5", "@type": "xsd:integer"}}),
        (RDF + "type", [f"<{DCAT}Dataset>"], {"@type": "dcat:Dataset"}),
        (RDF + "type", [f"<{DCAT}Dataset>", "<u:T>"], {"@type": ["dcat:Dataset", "u:T"]}),
        (RDF + "type", [f"<{DCAT}Dataset>", '"x"'], {"@type": "dcat:Dataset", "rdf:type": "x"}),
        (DCT + "bibliographicCitation", ['"x"'], {"dct:bibliographicCitation": "x"}),
        (DCT + "a.b", ["<u:2>"], {DCT + "a.b": {"@id": "u:2"}}),
        ("u:p", ["_:a"], {"u:p": {}}),
    ],
)
def test_jsonld__a_value(predicate: str, values: list[str], written: dict[str, object]) -> None:
    assert said(predicate, *values) == written


def test_jsonld__one_inside_another() -> None:
    lines = f'<u:1> <{DCAT}distribution> <u:2> .\n<u:2> <{DCT}rights> _:a .\n_:a <{DCT}title> "x"@vi .\n'
    assert objects(lines) == [{"@id": "u:1", "distribution": {"@id": "u:2", "rights": {"title": {"vi": "x"}}}}]


def test_jsonld__a_list() -> None:
    lines = f'<u:1> <{DCT}creator> _:a .\n_:a <{RDF}first> "x" .\n_:a <{RDF}rest> <{RDF}nil> .\n'
    assert objects(lines) == [{"@id": "u:1", "creator": {"@list": [{"@value": "x"}]}}]


def test_jsonld__names_of_the_context_as_schemes_do_without_it() -> None:
    lines = f"<geo:21.0,105.8> <{DCT}spatial> <u:1> .\n"
    assert objects(lines) == [{"@context": None, "@id": "geo:21.0,105.8", DCT + "spatial": {"@id": "u:1"}}]


@pytest.mark.parametrize(
    "line", ["<title> <u:p> <u:2> .", "<u:1> <@id> <u:2> .", '<u:1> <u:p> "x"^^<t> .', "<u:1> <u:p> <> ."]
)
def test_jsonld__iris_without_scheme_are_told(line: str) -> None:
    out = BytesIO()
    lost = write("json-ld", [f'{line}\n<u:1> <u:p> "y" .\n'.encode()], out)
    assert (lost.count, lost.examples) == (1, [line.removesuffix(" .")])
    assert json.loads(out.getvalue())["@graph"] == [{"@id": "u:1", "u:p": "y"}]


def test_jsonld__graphs_of_which_nothing_is_left_leave_no_gap() -> None:
    out = BytesIO()
    write("json-ld", [b"<x> <u:p> <y> .\n", b"", b'<u:1> <u:p> "y" .\n', b""], out)
    assert json.loads(out.getvalue())["@graph"] == [{"@id": "u:1", "u:p": "y"}]
