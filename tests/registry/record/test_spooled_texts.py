"""Texts in a temporary file are a set that remembers its order."""

from __future__ import annotations

from danhmuc.registry.record.spools import SpooledTexts


def test_spooled_texts__has_each_text_once_in_its_order() -> None:
    words = [f"https://e.vn/{number * 7 % 100}" for number in range(300)] + ["", "\udc80"]
    texts = SpooledTexts(words)
    assert list(texts) == list(dict.fromkeys(words))
    assert len(texts) == 102
    assert all(word in texts for word in words)
    assert "https://e.vn/100" not in texts
    assert None not in texts
