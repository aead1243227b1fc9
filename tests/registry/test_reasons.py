"""Every reason that the library gives has its Vietnamese; the reasons are those that it really gives."""

from __future__ import annotations

import errno
import gzip
import os
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from danhmuc.registry import notices, source_at
from danhmuc.registry.quarantine import put_aside
from danhmuc.registry.reasons import REASONS, Reason, in_vietnamese, quoted
from danhmuc.registry.source_records import IriSpace, Quarantined
from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.reading import contexts, json_guard, parsing, read_document
from danhmuc.vocab.reading.large_documents import open_large
from danhmuc.vocab.reading.notes import DOCUMENT_CODES

XML: Final = (
    '<?xml version="1.0"?>\n<!DOCTYPE a [{dtd}]>\n<a xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{text}</a>'
)
RDF: Final = '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.vn/"><e:A>{}</e:A></r:RDF>'
MANY: Final = "".join(f'<!ENTITY n{number} "{"x" * 90}">' for number in range(60))
GROWING: Final = XML.format(dtd=f'<!ENTITY n "{"x" * 3000}">', text="&n;" * 30_000)

FAULTS: Final[Mapping[str, tuple[str, str | bytes]]] = {
    "empty": ("a.ttl", " \n"),
    "html": ("a.ttl", "<!DOCTYPE html><html><body>404</body></html>"),
    "data-json": ("data.json", '{"dataset": []}'),
    "not-rdf: a PDF file": ("a.ttl", b"%PDF-1.7"),
    "not-rdf: a ZIP archive or an Office file": ("a.ttl", b"PK\x03\x04"),
    "not-rdf: an empty ZIP archive": ("a.ttl", b"PK\x05\x06"),
    "not-rdf: an Office file of the old kind": ("a.ttl", b"\xd0\xcf\x11\xe0"),
    "not-rdf: a PNG image": ("a.ttl", b"\x89PNG"),
    "not-rdf: a JPEG image": ("a.ttl", b"\xff\xd8\xff"),
    "not-rdf: a bzip2 archive": ("a.ttl", b"BZh"),
    "not-rdf: an xz archive": ("a.ttl", b"\xfd7zXZ"),
    "not-rdf: a 7z archive": ("a.ttl", b"7z\xbc\xaf"),
    "not-rdf: a zstd archive": ("a.ttl", b"\x28\xb5\x2f\xfd"),
    "not-rdf: a binary file (NUL byte at position {0})": ("a.ttl", b"abc\0def"),
    "unknown-format": ("a.txt", "what is this"),
    "too-large": ("a.ttl", "x" * 5000),
    "too-large-json": ("a.jsonld", '{"@id": "http://e.vn/1", "x": "' + "x" * 600 + '"}'),
    "too-large-contexts": (
        "a.jsonld",
        '{"@context": "https://schema.org/", "@id": "http://e.vn/1"}',
    ),
    "too-large-gzip": ("a.ttl.gz", gzip.compress(b"x" * 5000, mtime=0)),
    "too-long-near": ("a.rdf", RDF.format("</e:A><e:A r:about='http://e.vn/1'><e:p>" + "x" * 600 + "</e:p>")),
    "too-long": ("a.rdf", RDF.format("<e:p>" + "x" * 600 + "</e:p>")),
    "too-deep-json": ("a.jsonld", '{"x": ' + "[" * 300 + "]" * 300 + "}"),
    "too-deep-xml": ("a.rdf", RDF.format("<e:b>" * 300 + "</e:b>" * 300)),
    "gzip-cut-off": ("a.ttl.gz", gzip.compress(bytes(range(256)) * 4, mtime=0)[:-20]),
    "gzip-damaged": ("a.ttl.gz", gzip.compress(b"<http://e.vn/1> a <http://e.vn/A> .", mtime=0)[:10] + b"\xff" * 40),
    "encoding": ("a.ttl", b'<http://e.vn/1> <http://e.vn/p> "\xe0" .'),
    "unknown-encoding": ("a.rdf", '<?xml version="1.0" encoding="TCVN-9"?><a/>'),
    "triple-term": ("a.ttl", "<http://e.vn/1> <http://e.vn/p> <<( <http://e.vn/1> <http://e.vn/p> 1 )>> ."),
    "xml-malformed": ("a.rdf", RDF.format("")[:-20]),
    "parse-type": ("a.rdf", RDF.format('<e:p r:parseType="List"/>')),
    "entities-elsewhere": ("a.rdf", '<!DOCTYPE a SYSTEM "http://e.vn/a.dtd"><a/>'),
    "entities-expanding": ("a.rdf", GROWING),
    "entities-parameter": ("a.rdf", XML.format(dtd='<!ENTITY % p "x">', text="")),
    "entities-external": ("a.rdf", XML.format(dtd='<!ENTITY e SYSTEM "file:///etc/passwd">', text="&e;")),
    "entities-nested": ("a.rdf", XML.format(dtd='<!ENTITY a "aa"><!ENTITY b "&a;&a;">', text="&b;")),
    "entities-long": ("a.rdf", XML.format(dtd=MANY, text="")),
    "entities-default": ("a.rdf", XML.format(dtd='<!ATTLIST a b CDATA "c">', text="")),
    "context-unknown-near": ("a.jsonld", '{"@context": "http://e.vn/context", "@id": "http://e.vn/1"}'),
}
"""A document for each reason of the reader."""


def fault(name: str, text: str | bytes, monkeypatch: pytest.MonkeyPatch, code: str = "") -> DocumentError:
    data = text if isinstance(text, bytes) else text.encode()
    if code == "too-large-json":
        monkeypatch.setattr(json_guard, "MAX_JSON_BYTES", 500)
    if code == "too-large-contexts":
        monkeypatch.setattr(contexts, "MAX_JSON_BYTES", 500)
    if code in ("too-long-near", "too-long"):
        monkeypatch.setattr(parsing, "MAX_TOKEN_BYTES", 500)
    limits = {"max_bytes": 1000} if code in ("too-large", "too-large-gzip") else {}
    with pytest.raises(DocumentError) as caught:
        read_document(data, place=name, base="http://e.vn/", **limits)
    return caught.value


def known(reason: str) -> list[str]:
    """Codes of the reasons that a sentence is taken for."""
    return [
        one.code for one in REASONS if re.fullmatch(re.sub(r"\\{\d\\}", "(.+)", re.escape(one.en)), reason, re.DOTALL)
    ]


@pytest.mark.parametrize("code", FAULTS)
def test_document__is_refused_in_vietnamese(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    error = fault(*FAULTS[code], monkeypatch, code)
    assert known(error.reason)[0] == code
    notice = notices.unread(put_aside(error, b""))
    assert error.reason in notice.message["en"]
    assert error.reason not in notice.message["vi"]
    assert str(in_vietnamese(error.reason)) in notice.message["vi"]
    assert notice.value is None


def test_documents__are_refused_here_for_every_code(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        caused = {fault(*FAULTS[code], patch, code).code for code in FAULTS}
    assert caused | {"read:syntax"} >= DOCUMENT_CODES


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.ttl", "<http://e.vn/1> a <http://e.vn/A> ; <"),
        ("a.jsonld", '{"@id": "http://e.vn/1"'),
        ("a.nt", "<http://e.vn/1> <http://e.vn/p> ."),
        ("a.rdf", RDF.format('<e:p r:ID="1"/><e:p r:ID="1"/>')),
    ],
)
def test_parser__is_quoted(name: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    error = fault(name, text, monkeypatch)
    notice = notices.unread(put_aside(error, b""))
    assert (error.code, in_vietnamese(error.reason)) == ("read:syntax", None)
    assert notice.message["vi"].endswith(f"cần sửa tại nguồn; bộ đọc báo: {quoted(error.reason)}.")


def test_source__that_cannot_be_opened_in_part_is_told_in_vietnamese(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<http://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset> .")
    (tmp_path / "b.ttl").symlink_to(tmp_path / "gone.ttl")
    contents = source_at(str(tmp_path)).contents(IriSpace(source="x"))
    assert notices.unread(contents.quarantined[0]).message["vi"] == (
        "Không đọc được tài liệu nên đã tách riêng, cần sửa tại nguồn; "
        "lý do: không mở được (không có tệp hoặc thư mục này)."
    )
    assert in_vietnamese(contents.incomplete or "") == (
        "1/2 tài liệu không đọc được; b.ttl: không mở được (không có tệp hoặc thư mục này)"
    )


def test_document__that_may_hold_secrets_is_put_aside_in_vietnamese() -> None:
    aside = put_aside(DocumentError("read:syntax", "a.ttl", "secret words"), b"<x> :secrecy")
    assert "có thể chứa bí mật nhà nước" in notices.unread(aside).message["vi"]
    assert "secret" not in notices.unread(aside).message["vi"]


def test_large_document__of_another_format_is_refused_in_vietnamese(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("what is this")
    with pytest.raises(DocumentError) as caught, open_large(path, place="a.txt", base="http://e.vn/", told=print):
        pass
    assert known(caught.value.reason)[0] == "unknown-format-in-pieces"


@pytest.mark.parametrize(
    ("reason", "vi"),
    [
        ("an IRI of 9000 bytes cannot be kept, only 2000", "lý do: IRI dài 9000 byte, chỉ lưu được đến 2000 byte."),
        (
            "its IRI was already given to another description of this source",
            "lý do: IRI này đã thuộc một mô tả khác của cùng nguồn.",
        ),
        ("MemoryError", "chương trình báo: “MemoryError”."),
    ],
)
def test_record__put_aside_is_told_in_vietnamese(reason: str, vi: str) -> None:
    assert notices.record_aside("http://e.vn/1", reason).message["vi"] == (
        f"Không tiếp nhận được bản ghi này nên đã tách riêng; {vi}"
    )


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason.code)
def test_reason__is_told_with_all_its_parts(reason: Reason) -> None:
    parts = [f"P{number}" for number in range(reason.en.count("{"))]
    told = in_vietnamese(reason.en.format(*parts))
    shown = [quoted(part) if number in reason.inner else part for number, part in enumerate(parts)]
    assert told == reason.vi.format(*shown)
    assert sorted(re.findall(r"{\d}", reason.en)) == sorted(re.findall(r"{\d}", reason.vi))
    assert unicodedata.is_normalized("NFC", reason.vi)


def test_reason__codes_are_all_different() -> None:
    codes = [reason.code for reason in REASONS]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOENT, errno.ENOSPC])
def test_reason__of_the_system_is_known_with_and_without_a_path(number: int) -> None:
    words = in_vietnamese(os.strerror(number))
    assert words is not None
    assert in_vietnamese(f"{os.strerror(number)} (/srv/a)") == f"{words} (/srv/a)"
    assert (
        notices.unread(
            Quarantined(place="a.ttl", code="read:unopened", reason=f"cannot be opened: {os.strerror(number)}")
        )
        .message["vi"]
        .endswith(f"không mở được ({words}).")
    )


def test_reason__of_somebody_else_is_none() -> None:
    assert in_vietnamese("a sentence that nobody wrote") is None
