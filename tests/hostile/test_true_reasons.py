"""The reason of a refusal is the true one, also of a document that mentions secrecy; only its bytes are not kept."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Final

import pytest

from danhmuc.registry import Registry, source_at
from danhmuc.registry.messages.harvest import HarvestText
from danhmuc.registry.record.record import IriSpace, Quarantined
from danhmuc.registry.spooling.spool import faulty_contents
from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.messages import MessageTemplate
from danhmuc.vocab.messages.reading import ReadingText
from danhmuc.vocab.reading import read_document

RDF: Final = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="x:">'
# Each mentions SECRET, which tests replace by words with and without secrecy, and LEAK, which nobody may read.
DOCUMENTS: Final[dict[str, tuple[str, str, MessageTemplate]]] = {
    "data.json": ("d.json", '{"dataset": [{"title": "SECRET LEAK"}]}', ReadingText.DOCUMENT_IS_DATA_JSON),
    "data.json with its own context": (
        "d.json",
        '{"@context": "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld", "dataset": [{"x": "SECRET"}]}',
        ReadingText.DOCUMENT_IS_DATA_JSON,
    ),
    "HTML": ("a.ttl", "<!DOCTYPE html><html><title>SECRET LEAK</title>", ReadingText.DOCUMENT_IS_HTML),
    "HTML as XML": ("a.rdf", "<html lang='vi'><p>SECRET LEAK</p></html>", ReadingText.DOCUMENT_IS_HTML),
    "CSV": ("a.xyz", "title;SECRET\nLEAK;1\n", ReadingText.DOCUMENT_FORMAT_UNKNOWN),
    "plain text": ("a", "SECRET LEAK", ReadingText.DOCUMENT_FORMAT_UNKNOWN),
    "PDF": ("a.ttl", "%PDF-1.4 SECRET LEAK", ReadingText.DOCUMENT_IS_PDF),
    "ZIP": ("a.ttl", "PK\x03\x04 SECRET LEAK", ReadingText.DOCUMENT_IS_ZIP),
    "binary": ("a.ttl", "SECRET LEAK\0", ReadingText.DOCUMENT_IS_BINARY),
    "nested entities": (
        "a.rdf",
        '<!DOCTYPE x [<!ENTITY LEAK "SECRET"><!ENTITY LEAK2 "&LEAK;&LEAK;">]>' + RDF + "</rdf:RDF>",
        ReadingText.ENTITY_NESTED,
    ),
    "external entity": (
        "a.rdf",
        '<!DOCTYPE x [<!ENTITY LEAK SYSTEM "file:///SECRET">]>' + RDF + "</rdf:RDF>",
        ReadingText.ENTITY_EXTERNAL,
    ),
    "parameter entity": (
        "a.rdf",
        '<!DOCTYPE x [<!ENTITY % LEAK "SECRET">]>' + RDF + "</rdf:RDF>",
        ReadingText.ENTITY_PARAMETER,
    ),
    "long entities": (
        "a.rdf",
        f'<!DOCTYPE x [<!ENTITY LEAK "SECRET{"x" * 5000}">]>' + RDF + "</rdf:RDF>",
        ReadingText.ENTITIES_LONG,
    ),
    "entities that expand": (
        "a.rdf",
        f'<!DOCTYPE x [<!ENTITY LEAK "SECRET{"x" * 3000}">]>' + RDF + "&LEAK;" * 900 + "</rdf:RDF>",
        ReadingText.ENTITIES_EXPANDING,
    ),
    "DOCTYPE elsewhere": (
        "a.rdf",
        '<!DOCTYPE x SYSTEM "LEAK/SECRET">' + RDF + "</rdf:RDF>",
        ReadingText.DOCTYPE_ELSEWHERE,
    ),
    "default of an attribute": (
        "a.rdf",
        '<!DOCTYPE x [<!ATTLIST LEAK LEAK CDATA "SECRET">]>' + RDF + "</rdf:RDF>",
        ReadingText.ATTRIBUTE_DEFAULT,
    ),
    "malformed XML": ("a.rdf", RDF + "<x:LEAK>SECRET</rdf:RDF>", ReadingText.XML_MALFORMED),
    "deep XML": ("a.rdf", RDF + "<x:LEAK>" * 300 + "SECRET", ReadingText.XML_TOO_DEEP),
    "unknown parseType": (
        "a.rdf",
        RDF + '<rdf:Description><x:y rdf:parseType="LEAK">SECRET</x:y></rdf:Description></rdf:RDF>',
        ReadingText.PARSE_TYPE_UNKNOWN,
    ),
    "triple term": ("a.ttl", '<x:s> <x:p> <<( <x:LEAK> <x:b> "SECRET" )>> .', ReadingText.TRIPLE_TERM),
    "triple term in XML": (
        "a.rdf",
        RDF + '<rdf:Description><x:y rdf:parseType="Triple">SECRET LEAK</x:y></rdf:Description></rdf:RDF>',
        ReadingText.TRIPLE_TERM,
    ),
    "deep JSON": ("a.jsonld", '{"LEAK": ' + "[" * 300 + '"SECRET"', ReadingText.JSON_TOO_DEEP),
    "unknown context": (
        "a.jsonld",
        '{"@context": "https://e.vn/LEAK", "@id": "x:SECRET"}',
        ReadingText.CONTEXT_UNKNOWN_NEAR,
    ),
    "long text": (
        "a.ttl",
        f'<x:LEAK> <x:p> "SECRET" . <x:LEAK> <x:p> "{"x" * 16_000_001}" .',
        ReadingText.TERM_TOO_LONG_NEAR,
    ),
    "unknown encoding": (
        "a.rdf",
        f'<?xml version="1.0" encoding="LEAK"?>{RDF}SECRET</rdf:RDF>',
        ReadingText.ENCODING_UNKNOWN,
    ),
    "another encoding": ("a.ttl", '<x:LEAK> <x:p> "SECRET \udce1" .', ReadingText.BYTE_NOT_IN_ENCODING),
    "empty": ("a.ttl", " ", ReadingText.DOCUMENT_EMPTY),
    "syntax": ("a.ttl", "<x:a> LEAK:b 'SECRET' .", HarvestText.DOCUMENT_SECRET),
    "syntax of JSON": ("a.jsonld", '{"@id": "LEAK" "SECRET"}', HarvestText.DOCUMENT_SECRET),
    "syntax of RDF/XML": ("a.rdf", RDF + '<rdf:li rdf:LEAK="SECRET"/></rdf:RDF>', HarvestText.DOCUMENT_SECRET),
}
"""Name, text and true reason; what a parser says of syntax may quote the document, so that is not reported."""
WORDS: Final = ("Bank Secrecy Act", "dmv:secrecy", "https://w3id.org/danhmuc/def#secrecy")


def bytes_of(text: str, words: str) -> bytes:
    return text.replace("SECRET", words).encode(errors="surrogateescape")


def read(folder: Path, name: str, data: bytes) -> Quarantined:
    path = folder / name
    path.write_bytes(data)
    contents = source_at(str(path), "rdf").contents(IriSpace(source="hue"))
    (document,) = contents.quarantined
    return document


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("words", [*WORDS, "gz"])
def test_contents__the_reason_is_the_true_one(name: str, words: str, tmp_path: Path) -> None:
    file_name, text, reason = DOCUMENTS[name]
    data = bytes_of(text, WORDS[0] if words == "gz" else words)
    if words == "gz":
        file_name, data = file_name + ".gz", gzip.compress(data, 1, mtime=0)
    document = read(tmp_path, file_name, data)
    assert document.reason.id == reason.id
    assert (document.body is None) is document.names_mark is (name != "empty")
    for lang in ("vi", "en"):
        assert not any(word in document.reason.render(lang) for word in ("LEAK", "secrecy", "Secrecy"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_contents__without_the_words_it_quotes_the_document(name: str, tmp_path: Path) -> None:
    file_name, text, reason = DOCUMENTS[name]
    document = read(tmp_path, file_name, bytes_of(text, "công khai"))
    assert document.reason.id == reason.id or reason is HarvestText.DOCUMENT_SECRET
    assert document.body is not None


@pytest.mark.parametrize("name", [name for name, (file, _, _) in DOCUMENTS.items() if not file.startswith("d.")])
def test_faulty_contents__says_the_same_of_a_large_document(name: str, tmp_path: Path) -> None:
    file_name, text, _ = DOCUMENTS[name]
    data = bytes_of(text, WORDS[0])
    read_whole = read(tmp_path, file_name, data)
    with pytest.raises(DocumentError) as refused:
        read_document(data, place=file_name, base="https://e.vn/")
    (document,) = faulty_contents(refused.value, tmp_path / file_name).quarantined
    assert (document.reason, document.names_mark) == (read_whole.reason, read_whole.names_mark)


@pytest.mark.parametrize("beginning", ["", "<x:a> <https://w3id.org/danhmuc/def#secrecy> 'MAT' . "])
def test_contents__a_bomb_is_a_bomb(beginning: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("danhmuc.vocab.reading.documents.MAX_BYTES", 1_000_000)
    monkeypatch.setattr(
        read_document, "__kwdefaults__", {**(read_document.__kwdefaults__ or {}), "max_bytes": 1_000_000}
    )
    data = gzip.compress(beginning.encode() + b" " * 2_000_000, mtime=0)
    document = read(tmp_path, "a.ttl.gz", data)
    assert document.reason == ReadingText.GZIP_TOO_LARGE(size=len(data), limit=1_000_000)


def test_harvest__the_bank_secrecy_act_is_data_json(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "data.json").write_text(
        json.dumps({"dataset": [{"title": "Bank Secrecy Act", "keyword": ["LEAK"]}]})
    )
    url = f"sqlite:///{tmp_path}/r.db"
    with Registry.open(url) as registry:
        report = registry.plan(source_at(str(tmp_path / "a"))).apply()
        assert report.why is not None
        assert str(ReadingText.DOCUMENT_IS_DATA_JSON()) in str(report.why)
        assert "read:data-json" in [finding.code for finding in registry.harvests.run_findings(1)]
    assert b"LEAK" not in (tmp_path / "r.db").read_bytes()
