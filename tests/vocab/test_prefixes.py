"""Lines shortened for reading."""

from danhmuc.vocab.prefixes import PREFIXES, shorten


def test_shorten__known_namespaces_become_prefixes() -> None:
    line = '<http://a.example/1> <http://purl.org/dc/terms/title> "Lúa"@vi .'
    assert shorten(line) == '<http://a.example/1> dct:title "Lúa"@vi'


def test_shorten__type_becomes_a() -> None:
    line = "_:c14n0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/dcat#Dataset> ."
    assert shorten(line) == "_:c14n0 a dcat:Dataset"


def test_shorten__type_at_the_start_becomes_a() -> None:
    assert shorten("<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://x.example/> .") == "a <http://x.example/>"


def test_shorten__local_names_that_need_escapes_stay_whole() -> None:
    line = "<http://purl.org/dc/terms/> <http://purl.org/dc/terms/a/b> <http://www.w3.org/ns/dcat#1> ."
    assert shorten(line) == "<http://purl.org/dc/terms/> <http://purl.org/dc/terms/a/b> <http://www.w3.org/ns/dcat#1>"


def test_shorten__texts_stay_as_they_are() -> None:
    text = r'"<http://purl.org/dc/terms/title> \" <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "'
    line = f"<http://a.example/1> <http://purl.org/dc/terms/title> {text}^^<http://www.w3.org/2001/XMLSchema#string> ."
    assert shorten(line) == f"<http://a.example/1> dct:title {text}^^xsd:string"


def test_prefixes__are_sorted_and_distinct() -> None:
    assert list(PREFIXES) == sorted(PREFIXES)
    assert len(set(PREFIXES.values())) == len(PREFIXES)
