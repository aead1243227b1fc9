"""What is noticed about documents that can be read: in both languages, in the manner of all messages."""

from __future__ import annotations

import unicodedata

import pytest

from danhmuc.vocab.findings import LAYERS, SEVERITIES
from danhmuc.vocab.reading.notes import NOTICES


@pytest.mark.parametrize("code", NOTICES)
def test_notices__speak_vietnamese_and_english(code: str) -> None:
    assert set(NOTICES[code].message.by_language()) == {"vi", "en"}


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("code", NOTICES)
def test_notices__are_one_short_sentence_each(code: str, lang: str) -> None:
    text = NOTICES[code].message.render(lang)
    assert text == unicodedata.normalize("NFC", text)
    assert text.endswith(".")
    assert ". " not in text
    assert len(text) < 120
    assert not any(word in text.lower() for word in ("lỗi", "error", "invalid"))


@pytest.mark.parametrize("code", NOTICES)
def test_notices__have_a_known_severity_and_layer(code: str) -> None:
    notice = NOTICES[code]
    assert code.startswith("read:")
    assert notice.severity in SEVERITIES
    assert notice.layer in LAYERS
