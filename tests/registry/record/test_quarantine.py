"""A document put aside is kept as it came, unless it may hold a state secret."""

from __future__ import annotations

import gzip
import hashlib
import zlib

import pytest

from danhmuc.registry.messages.harvest import HarvestText
from danhmuc.registry.record import quarantine
from danhmuc.registry.record.quarantine import put_aside
from danhmuc.registry.record.record import Quarantined
from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.messages import FOREIGN_WORDS
from danhmuc.vocab.messages.reading import ReadingText

ERROR = DocumentError("read:syntax", "a.ttl", "unexpected <kho-dan>", line=3, column=7)
PLAIN = b"<x> a <y> ; <z "
MARKED = b"<x> <https://w3id.org/danhmuc/def#secrecy> 'MAT' ; <z "


def is_kept(data: bytes) -> bool:
    return put_aside(ERROR, data).body is not None


def test_put_aside__keeps_the_bytes() -> None:
    body = put_aside(ERROR, PLAIN).body
    assert body is not None
    assert zlib.decompress(body) == PLAIN


def test_put_aside__tells_where_and_why() -> None:
    assert put_aside(ERROR, PLAIN) == Quarantined(
        document="a.ttl",
        code="read:syntax",
        reason=FOREIGN_WORDS(words="unexpected <kho-dan>"),
        line=3,
        column=7,
        digest="sha256:" + hashlib.sha256(PLAIN).hexdigest(),
        body=zlib.compress(PLAIN, 1),
    )


@pytest.mark.parametrize(
    "data",
    [
        MARKED,
        MARKED.upper(),
        b"<x> dmv:secrecy 'MAT' <",
        MARKED.decode().encode("utf-16"),
        MARKED.decode().encode("utf-16-be"),
        gzip.compress(MARKED, mtime=0),
        gzip.compress(PLAIN, mtime=0) + gzip.compress(MARKED, mtime=0),
        gzip.compress(MARKED + bytes(range(256)) * 400, mtime=0)[:-200],
    ],
)
def test_put_aside__a_document_that_marks_secrets_is_not_kept(data: bytes) -> None:
    assert not is_kept(data)


def test_put_aside__the_reason_then_quotes_nothing() -> None:
    assert put_aside(ERROR, MARKED).reason == HarvestText.DOCUMENT_SECRET()


def test_put_aside__a_reason_that_can_quote_nothing_is_the_true_one() -> None:
    error = DocumentError("read:data-json", "a.json", ReadingText.DOCUMENT_IS_DATA_JSON())
    aside = put_aside(error, MARKED)
    assert (aside.reason, aside.body, aside.names_mark) == (ReadingText.DOCUMENT_IS_DATA_JSON(), None, True)


def test_put_aside__the_position_then_is_still_told() -> None:
    aside = put_aside(ERROR, MARKED)
    assert (aside.document, aside.code, aside.line, aside.column) == ("a.ttl", "read:syntax", 3, 7)


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00", b"\x1f\x8b", b"\x1f\x8bnonsense", gzip.compress(PLAIN, mtime=0), gzip.compress(PLAIN, mtime=0)[:-5]],
)
def test_put_aside__anything_else_is_kept(data: bytes) -> None:
    assert is_kept(data)


def test_put_aside__what_grows_too_large_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quarantine, "_MOST", 1000)
    assert not is_kept(gzip.compress(b" " * 2000))
