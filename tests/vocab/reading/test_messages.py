"""Every notice speaks both languages, in the house's manner."""

from __future__ import annotations

import unicodedata

import pytest

from danhmuc.vocab.findings import LAYERS, SEVERITIES
from danhmuc.vocab.reading.messages import NOTICES


@pytest.mark.parametrize("code", NOTICES)
def test_notices__speak_vietnamese_and_english(code: str) -> None:
    message = NOTICES[code].message
    assert list(message) == ["vi", "en"]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("code", NOTICES)
def test_notices__are_one_short_sentence_each(code: str, lang: str) -> None:
    text = NOTICES[code].message[lang]
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
