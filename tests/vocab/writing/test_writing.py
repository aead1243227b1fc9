"""The formats by name, and what all of them share."""

from __future__ import annotations

from io import BytesIO

import pytest

from danhmuc.vocab.errors import UnknownNameError, UnwritableError
from danhmuc.vocab.prefixes import PREFIXES
from danhmuc.vocab.writing import FORMATS, write, write_document, write_text
from danhmuc.vocab.writing.describing import bytes_of_octets, label, octets_of_bytes, octets_of_text, text_of_octets
from danhmuc.vocab.writing.jsonld import TERMS


def test_formats__are_sorted() -> None:
    assert FORMATS == ("json-ld", "nq", "nt", "trig", "turtle", "xml")


def test_write_text__an_unknown_format_is_told_what_is_known() -> None:
    with pytest.raises(UnknownNameError, match="unknown format 'n3'; known: json-ld, nq, nt, trig, turtle, xml"):
        write_text("n3", [])


@pytest.mark.parametrize(
    ("name", "lost"), [("xml", '<u:1> <u:p> "a\\u0001"'), ("xml", '<u:1> <u:p/> "x"'), ("json-ld", "<u:1> <u:p> <x>")]
)
def test_write_text__what_a_format_cannot_hold_is_told_not_dropped(name: str, lost: str) -> None:
    with pytest.raises(UnwritableError) as caught:
        write_text(name, [f'{lost} .\n<u:1> <u:q> "y" .\n'.encode()])
    assert (caught.value.format, caught.value.count, caught.value.examples) == (name, 1, (lost,))
    assert str(caught.value) == f"{name} cannot hold 1 of the triples: {lost}; turtle, trig, nt and nq hold all"


def test_write_text__names_some_of_many_and_cuts_what_is_long() -> None:
    lines = "".join(f'<u:1> <u:p/> "{number}{"x" * 1000}" .\n' for number in range(9))
    with pytest.raises(UnwritableError) as caught:
        write_text("xml", [lines.encode()])
    said = str(caught.value)
    assert (caught.value.count, len(caught.value.examples)) == (9, 5)
    assert said.startswith('xml cannot hold 9 of the triples: <u:1> <u:p/> "0xxx')
    assert len(said) < 1000
    assert "…, …; turtle" in said


@pytest.mark.parametrize("name", ["nt", "nq", "trig", "turtle"])
def test_write_text__the_others_hold_all(name: str) -> None:
    text = write_text(name, [b'<u:1> <u:p/> "a\\u0001" .\n'])
    assert '"a\\u0001"' in text


@pytest.mark.parametrize("name", ["nt", "nq"])
def test_write__lines_stay_as_they_are(name: str) -> None:
    out = BytesIO()
    write(name, ['<u:b> <u:p> "ắ" .\n'.encode(), "<u:a\u00a0> <u:p> _:x .\n".encode()], out)
    assert out.getvalue().decode() == '<u:b> <u:p> "ắ" .\n<u:a\\u00A0> <u:p> _:x .\n'


@pytest.mark.parametrize("name", ["turtle", "xml"])
def test_write__a_stream_declares_all_prefixes(name: str) -> None:
    out = BytesIO()
    write(name, [], out)
    assert all(namespace in out.getvalue().decode() for namespace in PREFIXES.values())


@pytest.mark.parametrize("format_name", FORMATS)
def test_write_document__is_the_text_as_bytes(format_name: str) -> None:
    graphs = [f'<https://e.vn/{name}> <http://purl.org/dc/terms/title> "Lúa"@vi .\n'.encode() for name in "ab"]
    written = write_document(format_name, graphs)
    assert written.data.decode() == write_text(format_name, graphs)
    assert [one.count for one in written.unwritten] == [0, 0]


def test_write_document__tells_by_graph_what_it_cannot_express() -> None:
    graphs = [
        b'<https://e.vn/a> <https://e.vn/p/> "x" .\n',
        b'<https://e.vn/b> <http://purl.org/dc/terms/title> "y" .\n',
    ]
    written = write_document("xml", iter(graphs))
    assert [one.count for one in written.unwritten] == [1, 0]
    assert b"https://e.vn/b" in written.data


def test_label__letters_and_digits_stay() -> None:
    assert label("_:c14n0") == "c14n0"


def test_label__no_two_share_one() -> None:
    names = ("a", "0a", "x", "x61", "a:b", "a.b", "a-b", "", "A", "_")
    labels = {label(f"_:{name}") for name in names}
    assert len(labels) == len(names)
    assert all(found.isascii() and found.isalnum() and found[0].isalpha() for found in labels)


def test_octets__there_and_back() -> None:
    text = "Lúa gạo 😀"
    assert (
        text_of_octets(octets_of_text(text)),
        bytes_of_octets(octets_of_text(text)),
        octets_of_bytes(text.encode()),
    ) == (
        text,
        text.encode(),
        octets_of_text(text),
    )


def test_terms__have_known_prefixes_and_are_none_themselves() -> None:
    assert {term.compact.partition(":")[0] for term in TERMS.values()} <= PREFIXES.keys()
    assert not TERMS.keys() & PREFIXES.keys()
