"""A document read piece by piece says, tells and refuses what it does when it is read at once."""

from __future__ import annotations

import codecs
import gzip
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Quad, RdfFormat, serialize

from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.reading import Descriptions, large_documents, read_document
from danhmuc.vocab.reading.large_documents import may_be_large, open_large

BASE = "http://source.invalid/cổng/a"
TTL = "@prefix : <https://e.vn/> .\n"
THREE = TTL + ':a :title "Không khí"@vi ; :part [ :title "1" ] .\n:b :title "Nước" ; :of :a .\n:a :note "lại"@en .\n'
SOUND = {
    "a.ttl": THREE,
    "a.trig": TTL + ':g { :a :title "Không khí"@vi , "Air"@EN . _:x :of :a } :h { :a :of _:x }',
    "a.nt": '<https://e.vn/a> <https://e.vn/title> "Kh\\u00F4ng kh\\u00ED"@vi .\n_:b <https://e.vn/of> _:b.c .\n',
    "a.nq": '<https://e.vn/a> <https://e.vn/title> "x"@vi <https://e.vn/g> .\n'
    "<https://e.vn/a> <https://e.vn/of> _:x .\n",
}
ODD = {
    "tags to mend": TTL + ':a :title "x"@en_US , "y"@-, "z"@vi_ .\n:b :title """\n"q"@no_tag"""@fr_FR .\n',
    "a tag behind a line break": TTL + ':a :title "x"\n  @en_US .',
    "what only looks like a tag": TTL + ':a :title "thư@ sở_" ; :note "<<" . # @en_US\n:b :see <http://x/@a_b> .',
    "IRIs to escape": TTL + ":a :see <http://x/a b> , <http://x/{c}> ; :of <http://x/a b> .",
    "IRIs and tags that strict parsers refuse": TTL
    + ':a :title "x"@abcdefghi , "y"@en-a--ltr ; :see <http://x/[a]> , <c#d#e> . :b :see <http://x/100%> .\n'
    + ':b :title "z"@abcdefghi . :a :title "v"^^<http://x/[a]> , "u"@en-abcdefghij , '
    + '"w"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString> .',
    "relative IRIs": TTL + "<a> :see <b/c> , <#d> , <> .",
    "an IRI without a host": TTL + "<không khí> :see <http://x/\u200bz> .",
    "a datatype to escape": TTL + ':a :title "x"^^<http://x/a b> .',
    "an IRI first told of a subject that comes again": TTL
    + ":a :of :x . :b :see <http://x/c d> , <e f> . :a :see <http://x/c d> ; <g h> <e f> . <e f> :of :a .",
    "two IRIs that become one": TTL + ":b :of :a . <http://x/a b> :of :a . <http://x/a%20b> :of :b , <a b> .",
    "another base": "@base <http://own/> . <a> <see> <b> .",
    "texts of every sort": TTL
    + r""":a :title "\u0000" , "\U0001F600" , '''a"b''' , "x"@ar--rtl , 1.50 , true , 'a\nb' .""",
    "white space before": "\n\n \t" + THREE,
}
REFUSED = {
    "bad syntax in the middle": THREE + ":c :title .\n" + ":d :of :a .\n" * 3,
    "bad syntax at the end": THREE + ":c :title 'x'",
    "an unknown prefix": THREE + "\n\n  ở:c :of :a .",
    "a triple term": THREE + ":c :says <<( :a :of :b )>> .",
    "a reified triple": THREE + "<< :a :of :b >> :says :c .",
    "white space alone": " \n\t\n ",
    "NUL bytes": "\0\0\0",
}
PIECES = (1, 3, 50_000)


def put(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def outcome(error: DocumentError) -> dict[str, object]:
    return {"code": error.code, "said": str(error), "line": error.line, "column": error.column, "place": error.place}


def at_once(path: Path) -> dict[str, object]:
    try:
        document = read_document(path.read_bytes(), place=path.name, base=BASE)
    except DocumentError as error:
        return outcome(error)
    return {
        "graph": graph(document.descriptions),
        "subjects": named(document.descriptions),
        "triples": document.triples,
        "format": document.format,
        "digest": document.raw_digest,
        "findings": told(document.findings),
    }


def piece_by_piece(path: Path, triples: int = 50_000) -> dict[str, object]:
    """Pieces of so many triples, put together."""
    together: Descriptions = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(large_documents, "_TRIPLES", triples)
        try:
            with open_large(path, place=path.name, base=BASE) as document:
                for piece in document.pieces():
                    for subject, pairs in piece.items():
                        together.setdefault(subject, []).extend(pairs)
        except DocumentError as error:
            return outcome(error)
    return {
        "graph": graph(together),
        "subjects": named(together),
        "triples": document.triples,
        "format": document.format,
        "digest": document.raw_digest,
        "findings": told(document.findings),
    }


def told(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """The findings, whatever blank nodes are called."""
    return [asdict(replace(one, focus="_:" if (one.focus or "").startswith("_:") else one.focus)) for one in findings]


def graph(descriptions: Descriptions) -> bytes:
    quads = [Quad(subject, *pair) for subject, pairs in descriptions.items() for pair in pairs]
    return canonicalize(quads).nquads


def named(descriptions: Descriptions) -> list[str]:
    """The subjects in their order, whatever blank nodes are called."""
    return ["_:" if isinstance(subject, BlankNode) else subject.value for subject in descriptions]


@pytest.mark.parametrize("triples", PIECES)
@pytest.mark.parametrize("name", SOUND)
def test_pieces__say_what_the_document_says(name: str, triples: int, tmp_path: Path) -> None:
    path = put(tmp_path, name, SOUND[name])
    assert piece_by_piece(path, triples) == at_once(path)
    assert "graph" in at_once(path)


@pytest.mark.parametrize("name", SOUND)
def test_pieces__of_gzip(name: str, tmp_path: Path) -> None:
    path = put(tmp_path, name + ".gz", gzip.compress(SOUND[name].encode()))
    assert piece_by_piece(path) == at_once(path)
    assert "graph" in at_once(path)


@pytest.mark.parametrize("name", SOUND)
def test_pieces__behind_a_byte_order_mark(name: str, tmp_path: Path) -> None:
    path = put(tmp_path, name, codecs.BOM_UTF8 + SOUND[name].encode())
    assert piece_by_piece(path) == at_once(path)
    assert [finding["code"] for finding in at_once(path)["findings"]] == ["read:decoded"]


@pytest.mark.parametrize("triples", PIECES)
@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_pieces__repairs_and_their_findings(text: str, triples: int, tmp_path: Path) -> None:
    path = put(tmp_path, "a.ttl", text)
    assert piece_by_piece(path, triples) == at_once(path)
    assert "graph" in at_once(path)


@pytest.mark.parametrize("bom", [b"", codecs.BOM_UTF8], ids=["plain", "with a mark"])
@pytest.mark.parametrize("triples", PIECES)
@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_pieces__the_same_refusal(text: str, triples: int, bom: bytes, tmp_path: Path) -> None:
    path = put(tmp_path, "a.ttl", bom + text.encode())
    assert piece_by_piece(path, triples) == at_once(path)
    assert "code" in at_once(path)


@pytest.mark.parametrize("text", ["x" * 17_000_000, '"\n' * 5_000_000], ids=["long", "long once escaped"])
def test_pieces__texts_longer_than_can_be_read(text: str, tmp_path: Path) -> None:
    path = put(tmp_path, "a.ttl", THREE + f":c a :C ; :title '''{text}''' .")
    assert piece_by_piece(path) == at_once(path)
    assert at_once(path)["code"] == "read:too-large"


@pytest.mark.parametrize(
    "line", ["<a> <b> .", '<http://x/a> <http://x/b> "c', "<http://x/a> <http://x/b> <http://x/c> ."]
)
def test_pieces__n_triples_are_refused_alike(line: str, tmp_path: Path) -> None:
    path = put(tmp_path, "a.nt", SOUND["a.nt"] + line + "\n" + SOUND["a.nt"])
    assert piece_by_piece(path, 1) == at_once(path)


@pytest.mark.parametrize("bom", [b"", codecs.BOM_UTF8], ids=["plain", "with a mark"])
@pytest.mark.parametrize("bad", [b"\xff", b"\xe1\xbb", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf5\x80"])
@pytest.mark.parametrize("after", [b"", b" .", '" .\n:ế :của "ấ" .'.encode()])
def test_pieces__bytes_that_are_no_utf8(bom: bytes, bad: bytes, after: bytes, tmp_path: Path) -> None:
    path = put(tmp_path, "a.ttl", bom + THREE.encode() + ':ố :title "ộ'.encode() + bad + after)
    assert piece_by_piece(path) == at_once(path)
    assert (at_once(path)["code"], at_once(path)["line"]) == ("read:encoding", 5)


@given(st.binary(min_size=1, max_size=40), st.sampled_from([b"", codecs.BOM_UTF8, THREE.encode()]), st.integers(1, 5))
@example(b"\t", codecs.BOM_UTF8, 1)
def test_pieces__any_bytes_are_refused_or_read_alike(tail: bytes, head: bytes, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(large_documents, "_PIECE", size)
        path = put(Path(folder), "a.ttl", head + tail)
        if may_be_large(path, path.name):
            assert piece_by_piece(path, 1) == at_once(path)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 17])
@pytest.mark.parametrize("text", [*ODD.values(), *REFUSED.values()], ids=[*ODD, *REFUSED])
def test_pieces__cut_anywhere(text: str, size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path, "a.ttl", text)
    whole = at_once(path)
    monkeypatch.setattr(large_documents, "_PIECE", size)
    assert piece_by_piece(path) == whole


@pytest.mark.parametrize(("cut", "damage"), [(-20, b""), (40, b"\0" * 8)], ids=["cut off", "damaged"])
def test_open_large__gzip_with_a_fault(cut: int, damage: bytes, tmp_path: Path) -> None:
    packed = gzip.compress(THREE.encode() * 200)
    data = packed[:cut] + damage + (packed[cut + len(damage) :] if damage else b"")
    path = put(tmp_path, "a.ttl.gz", data)
    assert piece_by_piece(path) == at_once(path)
    assert at_once(path)["code"] == "read:gzip"


def test_open_large__larger_than_may_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_documents, "MAX_BYTES", 50)
    for path in (put(tmp_path, "a.ttl", THREE), put(tmp_path, "a.ttl.gz", gzip.compress(THREE.encode()))):
        assert piece_by_piece(path)["code"] == "read:too-large"


def test_open_large__looks_for_tags_without_taking_a_cut_for_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large_documents, "repaired_pieces", None)
    monkeypatch.setattr(large_documents, "_PIECE", 7)
    path = put(tmp_path, "a.ttl", THREE * 5)
    assert piece_by_piece(path)["findings"] == []


def test_open_large__tells_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_documents, "_PIECE", 30)
    monkeypatch.setattr(large_documents, "_TRIPLES", 2)
    path = put(tmp_path, "a.ttl", THREE)
    told: list[tuple[int, int]] = []
    with open_large(
        path, place="a.ttl", base=BASE, on_progress=lambda done, total: told.append((done, total))
    ) as document:
        list(document.pieces())
    size = path.stat().st_size
    assert {total for _, total in told} == {2 * size}
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (2 * size, 2 * size)
    assert len(told) > 4


@pytest.mark.parametrize(
    ("name", "data", "may"),
    [
        ("a.ttl", THREE.encode(), True),
        ("a.rdf", b"<?xml version='1.0'?><r:RDF xmlns:r='x'/>", False),
        ("a.jsonld", b'{"@id": "x"}', False),
        ("a.ttl", THREE.encode("utf-16"), False),
        ("a.ttl", b"<?xml version='1.0' encoding='utf-16'?>", False),
        ("a.ttl", b"<!DOCTYPE html><html></html>", False),
        ("a.dat", b"%PDF-1.7", False),
    ],
)
def test_may_be_large__formats_that_can_be_read_in_pieces(name: str, data: bytes, may: bool, tmp_path: Path) -> None:
    assert may_be_large(put(tmp_path, name, data), name) is may
    assert may_be_large(put(tmp_path, name + ".gz", gzip.compress(data)), name + ".gz") is may


@pytest.mark.parametrize("page", ["page-1.trig", "page-100.trig"])
def test_pieces__of_a_real_catalogue(page: str, test_data: Path, tmp_path: Path) -> None:
    path = test_data / "belgium" / page
    assert piece_by_piece(path, 100) == at_once(path)
    quads = [
        Quad(s, *pair)
        for s, pairs in read_document(path.read_bytes(), place="a", base=BASE).descriptions.items()
        for pair in pairs
    ]
    lines = put(tmp_path, "a.nt", serialize(quads, format=RdfFormat.N_TRIPLES))
    assert piece_by_piece(lines, 100) == at_once(lines)
