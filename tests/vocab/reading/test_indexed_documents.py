"""A document read into an index says, reports and refuses what it does when it is read as descriptions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import BlankNode

from danhmuc.vocab.errors import DocumentError, UnknownNameError
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.reading import Descriptions, indexed_documents, parsing, read_document
from danhmuc.vocab.reading.indexed_documents import Index, index_descriptions, read_index, unite_indexes
from danhmuc.vocab.terms import RDF

BASE = "http://source.invalid/cổng/a"
PREFIX = "@prefix : <http://e.vn/> .\n"
BELGIUM = Path(__file__).parents[4] / "shared" / "data" / "belgium"
SUBJECTS = ("<http://e.vn/a>", "<http://e.vn/b>", "<http://e.vn/a b>", "_:x", "_:y", "<rel>", "<http://e.vn/[c]>")
PREDICATES = ("<http://e.vn/p>", "<http://e.vn/q>", "<http://e.vn/q r>", "<short>")
PLAIN_VALUES = ('"1"', '"a"@vi', '"a"@VI', '"1"^^<http://e.vn/t>', *(f'"{number}"' for number in range(20)))
ODD_VALUES = (
    *(
        '"a"@en_US',
        '"b"@en--ltr',
        '"b"@abcdefghi',
        '"1"^^<http://e.vn/{t}>',
        '"1"^^<t>',
        f'"x"^^<{RDF.langString.value}>',
    ),
    *("<http://e.vn/\u00a0>", '"1"^^<http://e.vn/a b>'),
)


def triples(subjects: tuple[str, ...], predicates: tuple[str, ...], values: tuple[str, ...]) -> st.SearchStrategy[str]:
    one = st.tuples(st.sampled_from(subjects), st.sampled_from(predicates), st.sampled_from(values)).map(" ".join)
    return st.lists(one, max_size=60).map(lambda lines: "".join(f"{line} .\n" for line in lines))


TEXTS = st.one_of(
    triples(SUBJECTS[:2], PREDICATES[:1], PLAIN_VALUES),
    triples((*SUBJECTS[:2], "_:x"), PREDICATES, (*PLAIN_VALUES, *SUBJECTS)),
    triples(SUBJECTS, PREDICATES, (*PLAIN_VALUES, *ODD_VALUES, *SUBJECTS)),
)
"""Repetitions, more values of one property than are compared one by one, and from nothing to much to repair."""
DOCUMENTS = {
    "graphs.trig": PREFIX + ":g { :a :p :b . _:x :p :a } :h { :a :p _:x ; :q 1.50 }",
    "lists.ttl": PREFIX + ":a :p (1 2 [ :q true ]) ; :q [ :p :a ] .",
    "quads.nq": "<http://e.vn/a> <http://e.vn/p> <http://e.vn/b> <http://e.vn/g> .\n" * 2,
    "a.xml": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.vn/">'
    '<e:A rdf:about="http://e.vn/a b"><e:p xml:lang="en_US">x</e:p></e:A></rdf:RDF>',
    "a.jsonld": '{"@id": "http://e.vn/a", "http://e.vn/p": [1, 1, {"@id": "http://e.vn/b c"}], "key": 2}',
    "cut off.ttl": PREFIX + ":a :p :b . :c :p",
    "triple term.nt": "<http://e.vn/a> <http://e.vn/p> <<( <http://e.vn/a> <http://e.vn/p> <http://e.vn/b> )>> .",
    "blank.ttl": " \n",
    "bytes.nt": "\0\0",
}


def said(index: Index) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """What an index says, in its order; blank nodes by number, because each reading gives them other names."""
    numbers: dict[BlankNode, str] = {}

    def name(term: object) -> str:
        return numbers.setdefault(term, f"_:{len(numbers)}") if isinstance(term, BlankNode) else str(term)

    return [
        (name(subject), [(name(predicate), list(map(name, values))) for predicate, values in properties.items()])
        for subject, properties in index.items()
    ]


def reported(findings: tuple[Finding, ...]) -> list[Finding]:
    return [replace(one, focus="_:") if (one.focus or "").startswith("_:") else one for one in findings]


def refusal(error: DocumentError) -> tuple[object, ...]:
    return error.code, str(error), error.line, error.column


def read_both(text: str, place: str) -> Iterator[tuple[object, ...]]:
    """What comes out as descriptions, and as an index."""
    data = text.encode()
    try:
        document = read_document(data, place=place, base=BASE)
        yield said(index_descriptions(document.descriptions)), reported(document.findings)
    except DocumentError as error:
        yield refusal(error)
    try:
        read = read_index(data, place=place, base=BASE)
        yield said(read.index), reported(read.findings)
    except DocumentError as error:
        yield refusal(error)


def assert_same(text: str, place: str) -> None:
    as_descriptions, as_index = read_both(text, place)
    assert as_index == as_descriptions


@given(TEXTS)
@example("".join(f"<http://e.vn/a> <http://e.vn/p> {value} .\n" for value in [*PLAIN_VALUES, *ODD_VALUES] * 2))
@example('_:x <http://e.vn/p> <http://e.vn/[c]> . _:x <http://e.vn/q> <http://e.vn/a b> .\n_:x <http://e.vn/p> "b" .\n')
@example("<http://e.vn/a> <http://e.vn/q> <http://e.vn/[c]> , <http://e.vn/a b> , <http://e.vn/a%20b> .\n")
def test_read_index__as_read_document(text: str) -> None:
    assert_same(text, "a.ttl")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_read_index__of_every_format_and_fault(name: str) -> None:
    assert_same(DOCUMENTS[name], name)


def test_read_index__real_pages() -> None:
    if not BELGIUM.exists():
        pytest.skip(f"needs the Belgian pages in {BELGIUM}")
    for page in sorted(BELGIUM.glob("*.trig"))[:2]:
        assert_same(page.read_text(encoding="utf-8"), page.name)


def test_read_index__repairs_without_reading_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexed_documents, "read_document", None)
    text = "<http://e.vn/a> <http://e.vn/p> <http://e.vn/b c> , <http://e.vn/b%20c> .\n"
    read = read_index(text.encode(), place="a.ttl", base=BASE)
    assert said(read.index) == [("<http://e.vn/a>", [("<http://e.vn/p>", ["<http://e.vn/b%20c>"])])]
    assert [(one.code, one.value) for one in read.findings] == [("read:iri-escaped", "http://e.vn/b c")]


def test_read_index__one_object_for_each_term() -> None:
    text = PREFIX + ":a :p :b ; :q :b . :b :p :a ; :q 'x' . :c :p 'x' ."
    index = read_index(text.encode(), place="a.ttl", base=BASE).index
    terms = [*index, *(term for properties in index.values() for values in properties.values() for term in values)]
    terms += [predicate for properties in index.values() for predicate in properties]
    assert len(set(map(id, terms))) == len(set(terms))


def test_read_index__dense_documents_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "_FREE_TRIPLES", 5)
    monkeypatch.setattr(indexed_documents, "_TRIPLES", 2)
    monkeypatch.setattr(parsing, "_TRIPLES", 2)
    # Repetitions count, although the index has them once.
    assert_same(PREFIX + ":a :p 1,1,1,1,1,1,1,1,1,1,1,1,1 .", "a.ttl")
    assert_same(PREFIX + ":a :p 1,2,3 .", "a.ttl")
    with pytest.raises(DocumentError, match="one triple"):
        read_index((PREFIX + ":a :p 1" + ",1" * 20 + " .").encode(), place="a.ttl", base=BASE)


def test_read_index__long_texts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (indexed_documents, parsing):
        if hasattr(module, "MAX_TOKEN_BYTES"):
            monkeypatch.setattr(module, "MAX_TOKEN_BYTES", 100)
    assert_same(PREFIX + f":a :p '''{'x' * 101}''' .", "a.ttl")
    assert_same(PREFIX + f":a :p '''{'x' * 90}''' .", "a.ttl")
    with pytest.raises(DocumentError):
        read_index((PREFIX + f":a :p '''{'x' * 101}''' .").encode(), place="a.ttl", base=BASE)


def test_read_index__unknown_format() -> None:
    with pytest.raises(UnknownNameError):
        read_index(b"", place="a", base=BASE, format="csv")


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_unite_indexes__as_one_document(texts: list[str]) -> None:
    documents = [read_document(text.encode(), place="a.ttl", base=BASE).descriptions for text in texts if text]
    together: Descriptions = {}
    for one in documents:
        for subject, pairs in one.items():
            together.setdefault(subject, []).extend(pairs)
    assert said(unite_indexes([*map(index_descriptions, documents), {}])) == said(index_descriptions(together))
