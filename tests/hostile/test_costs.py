"""Odd documents cost no more than ten times as much a byte as ordinary ones, or are refused.

The table has the document and the code of its refusal; None if it is read. The cost is processor time of a harvest.
"""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import pytest

from danhmuc.registry import Registry, source_at
from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.reading import read_document

E: Final = "https://e.vn/"
PREFIXES: Final = (
    "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .\n"
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
)
RDF_XML: Final = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#"'
    ' xmlns:dct="http://purl.org/dc/terms/" xmlns:e="http://e/"'
)
CONTEXT: Final = {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"}
SIZE: Final = 150_000
CHAIN: Final = 5_000
"""Many times the limit, and enough to show a cost that grows with the square."""
TIMES: Final = 10
TRIES: Final = 3
START: Final = 0.2
"""Seconds that any harvest may take, whatever its size."""


def repeat(unit: Callable[[int], str], size: int = SIZE) -> str:
    """Units one after another, up to a size."""
    parts: list[str] = []
    length = 0
    while length < size:
        parts.append(unit(len(parts)))
        length += len(parts[-1])
    return "".join(parts)


def dataset(rest: str) -> str:
    """One dataset in Turtle with something odd."""
    return f'{PREFIXES}<{E}d> a dcat:Dataset ; dct:title "T"@vi ; dct:description "D"@vi ; {rest} .'


def terms(number: int, value: Callable[[int], object]) -> dict[str, object]:
    """A JSON-LD context with so many terms, besides prefixes."""
    return {**CONTEXT, **{f"t{n:06}": value(n) for n in range(number)}, f"t{number:06}": "http://e/x"}


def json_ld(context: object, graph: Iterable[object] = (), **more: object) -> str:
    """A catalogue with one dataset and other nodes."""
    one = {"@id": f"{E}d", "@type": "dcat:Dataset", "dct:title": "T", **more}
    return json.dumps({"@context": context, "@graph": [one, *graph]})


def datasets(number: int, **more: object) -> list[object]:
    """Small nodes."""
    return [{"@id": f"{E}d{n}", "@type": "dcat:Dataset", "dct:title": "T", **more} for n in range(number)]


ORDINARY: Final = PREFIXES + repeat(
    lambda n: (
        f'<{E}d{n}> a dcat:Dataset ; dct:title "Số liệu {n}"@vi ; dct:description "Mô tả {n}"@vi ; '
        f'dct:publisher <{E}pub> ; dcat:keyword "a{n}"@vi ; dcat:distribution <{E}d{n}/x> .\n'
        f"<{E}d{n}/x> a dcat:Distribution ; dcat:accessURL <{E}f{n}.csv> .\n"
    )
)

COSTS: Final[dict[str, tuple[Callable[[], str], str | None]]] = {
    # Lists and blank nodes.
    "list-of-numbers.ttl": (lambda: dataset(f"<http://e/p> ( {'1 ' * (SIZE // 2)})"), "read:too-large"),
    "list-of-nodes.ttl": (lambda: dataset(f"<http://e/p> ( {'[] ' * (SIZE // 3)})"), "read:too-large"),
    "list-of-iris.ttl": (lambda: dataset(f"<http://e/p> ( {repeat(lambda n: f'<{E}{n}> ')})"), None),
    "list-in-lists.ttl": (lambda: dataset(f"<http://e/p> {'(' * (SIZE // 2)}1{')' * (SIZE // 2)}"), "read:too-large"),
    "empty-distributions.ttl": (
        lambda: dataset(f"dcat:distribution {', '.join(['[]'] * (SIZE // 2))}"),
        "read:too-large",
    ),
    "alike-distributions.ttl": (
        lambda: dataset(f"dcat:distribution {', '.join(['[ a dcat:Distribution ]'] * (SIZE // 25))}"),
        None,
    ),
    "nested.ttl": (lambda: dataset(f"<http://e/p> {'[ <http://e/p> ' * (SIZE // 18)}1{' ]' * (SIZE // 18)}"), None),
    "chain.ttl": (
        lambda: dataset("<http://e/p> _:b0") + repeat(lambda n: f"_:b{n} <http://e/p> _:b{n + 1} .\n"),
        None,
    ),
    "clique.ttl": (
        lambda: (
            dataset("<http://e/p> _:b0")
            + "".join(f"_:b{n} <http://e/p> {', '.join(f'_:b{m}' for m in range(100))} .\n" for n in range(100))
        ),
        None,
    ),
    "list.jsonld": (lambda: json_ld(CONTEXT, **{"http://e/p": {"@list": [1] * (SIZE // 3)}}), "read:too-large"),
    "collection.rdf": (
        lambda: (
            f'{RDF_XML}><dcat:Dataset rdf:about="{E}d"><dct:title>T</dct:title><e:p rdf:parseType="Collection">'
            + "<rdf:Description/>" * (SIZE // 18)
            + "</e:p></dcat:Dataset></rdf:RDF>"
        ),
        None,
    ),
    # Declarations.
    "prefixes.ttl": (
        lambda: repeat(lambda n: f"@prefix p{n}: <http://e/{n}#> .\n", 1_000_000) + dataset("e:p 1 . #"),
        "read:syntax",
    ),
    "unused-prefixes.ttl": (
        lambda: repeat(lambda n: f"@prefix p{n}: <http://e/{n}#> .\n", 1_000_000) + dataset("dct:x 1"),
        None,
    ),
    **{
        name: (
            lambda number=number: (
                RDF_XML
                + "".join(f' xmlns:p{n}="http://e/{n}#"' for n in range(number))
                + f'><dcat:Dataset rdf:about="{E}d"><dct:title>T</dct:title></dcat:Dataset></rdf:RDF>'
            ),
            code,
        )
        for name, number, code in (("namespaces.rdf", 9_990, None), ("more-namespaces.rdf", 10_000, "read:too-large"))
    },
    "terms.jsonld": (lambda: json_ld(terms(30_000, lambda n: f"http://e/{n}")), None),
    "used-terms.jsonld": (
        lambda: json_ld(terms(5_000, lambda n: f"http://e/{n}"), **{f"t{n:06}": 1 for n in range(5_000)}),
        None,
    ),
    # Such chains overflow the stack of the parser, and end the process.
    "chain-of-terms.jsonld": (lambda: json_ld(terms(CHAIN, lambda n: f"t{n + 1:06}:x")), "read:too-deep"),
    "chain-of-types.jsonld": (
        lambda: json_ld(terms(CHAIN, lambda n: {"@id": f"http://e/{n}", "@type": f"t{n + 1:06}"})),
        "read:too-deep",
    ),
    "chain-of-keys.jsonld": (lambda: json_ld({f"t{n}:k": f"t{n + 1}:k" for n in range(CHAIN)}), "read:too-deep"),
    "circle-of-terms.jsonld": (lambda: json_ld(terms(CHAIN, lambda n: f"t{(n + 1) % CHAIN:06}")), "read:too-deep"),
    "chain-under-another-name.jsonld": (
        lambda: json_ld(terms(CHAIN, lambda n: f"t{n + 1:06}:x")).replace('"@context"', '"\\u0040c\\u006Fntext"'),
        "read:too-deep",
    ),
    "chain-beside-a-long-number.jsonld": (
        lambda: json_ld(terms(CHAIN, lambda n: f"t{n + 1:06}:x")).replace(
            '"@context": {', '"@context": {"x": ' + "1" * 5_000 + ", "
        ),
        "read:too-deep",
    ),
    "scoped-terms.jsonld": (
        lambda: json_ld(
            {**terms(2_000, lambda n: f"http://e/{n}"), "T": {"@id": "dcat:Dataset", "@context": {"a": "http://e/a"}}},
            [{"@id": f"{E}d{n}", "@type": "T"} for n in range(3_000)],
        ),
        "read:too-large",
    ),
    "many-contexts.jsonld": (
        lambda: json_ld(terms(2_000, lambda n: f"http://e/{n}"), datasets(2_000, **{"@context": {}})),
        "read:too-large",
    ),
    "same-context.jsonld": (lambda: json_ld(CONTEXT, datasets(2_000, **{"@context": CONTEXT})), None),
    # Nodes that lead from one to another.
    "broader.ttl": (
        # Short lines: many nodes for each byte, so that a small document shows a cost that grows with their square.
        lambda: (
            f"{PREFIXES}@prefix e: <{E}> .\n{dataset('dcat:theme e:0')}\n"
            + "".join(f"e:{n} skos:broader e:{n + 1} .\n" for n in range(2_400))
        ),
        None,
    ),
    "subclasses.ttl": (
        lambda: (
            f'{PREFIXES}<{E}d> a dcat:Dataset , <{E}C0> ; dct:title "T" .\n'
            + repeat(lambda n: f"<{E}C{n}> rdfs:subClassOf <{E}C{n + 1}> .\n", 2 * SIZE)
        ),
        None,
    ),
    "one-publisher.ttl": (
        lambda: PREFIXES + repeat(lambda n: f"<{E}d{n}> a dcat:Dataset ; dct:publisher <{E}d0> .\n"),
        None,
    ),
}


def processor_seconds(folder: Path, name: str, content: bytes) -> float:
    """The cost of a first harvest of one document."""
    folder.mkdir()
    (folder / name).write_bytes(content)
    start = time.process_time()
    with Registry.open(f"sqlite:///{folder}/r.db") as registry:
        registry.plan(source_at(str(folder / name))).apply()
    return time.process_time() - start


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> float:
    """Seconds that an ordinary document takes for each byte, at least those of a fast machine."""
    folder = tmp_path_factory.mktemp("ordinary")
    content = ORDINARY.encode()
    processor_seconds(folder / "0", "a.ttl", content)  # imports
    return max(processor_seconds(folder / "1", "a.ttl", content), 0.05) / len(content)


@pytest.mark.soak
@pytest.mark.parametrize("name", COSTS)
def test_harvest__costs_at_most_ten_times_as_much_a_byte(name: str, ordinary: float, tmp_path: Path) -> None:
    content = COSTS[name][0]().encode()
    most = START + TIMES * ordinary * len(content)
    # What else a machine does slows down a single try.
    assert any(processor_seconds(tmp_path / str(number), name, content) < most for number in range(TRIES))


@pytest.mark.soak
@pytest.mark.parametrize("name", COSTS)
def test_read_document__refuses_what_would_cost_more(name: str) -> None:
    make, code = COSTS[name]
    content = make()
    if code is None:
        assert read_document(content.encode(), place=name, base=E).triples
    else:
        with pytest.raises(DocumentError) as refused:
            read_document(content.encode(), place=name, base=E)
        assert refused.value.code == code


PACKED: Final = {
    # Content, how many times it is packed, the code of the refusal.
    "spaces": (ORDINARY.encode() + b" " * 20_000_000, 1, "read:too-large"),
    "one triple": (
        dataset("dct:x 1").encode() + f"<{E}d> <http://e/p> 1 .\n".encode() * 600_000,
        1,
        "read:too-large",
    ),
    "twice": (ORDINARY.encode(), 2, "read:not-rdf"),
    "small": (dataset("dct:x 1").encode() + b" " * 12_000_000, 1, None),
    "ordinary": (ORDINARY.encode(), 1, None),
}


@pytest.mark.parametrize("name", PACKED)
@pytest.mark.parametrize("members", [1, 1000])
def test_read_document__unpacks_to_a_ratio(name: str, members: int) -> None:
    content, times, code = PACKED[name]
    for _ in range(times):
        content = gzip.compress(content, 6) + gzip.compress(b"") * (members - 1)
    if code is None:
        assert read_document(content, place="a.ttl.gz", base=E).triples
    else:
        with pytest.raises(DocumentError) as refused:
            read_document(content, place="a.ttl.gz", base=E)
        assert refused.value.code == code


def test_read_document__a_lone_surrogate_in_a_context_is_a_fault_of_the_document() -> None:
    data = b'{"@context": ["https://schema.org/", {"a": "\\ud800"}], "@id": "http://e/d", "a": 1}'
    with pytest.raises(DocumentError):
        read_document(data, place="a.jsonld", base=E)
