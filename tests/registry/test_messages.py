"""Messages of the registry in errors, in both languages."""

from __future__ import annotations

import pytest

from danhmuc.registry.messages.store import OpeningText
from danhmuc.vocab.errors import RegistryUnavailableError, UsageError
from danhmuc.vocab.messages import FOREIGN_WORDS


def test_error__quotes_the_words_of_a_database() -> None:
    reason = OpeningText.REGISTRY_DAMAGED(said=FOREIGN_WORDS(words="malformed; bị ngắt"))
    error = RegistryUnavailableError("sqlite:///a.db", reason)
    assert str(error) == "cannot use registry sqlite:///a.db: damaged (malformed; bị ngắt); restore it from a backup"
    assert error.render("vi").endswith("bị hỏng (“malformed; bị ngắt”); hãy khôi phục từ bản sao lưu")


def test_error__has_vietnamese_down_to_its_facts() -> None:
    from danhmuc.registry import Dataset

    with pytest.raises(UsageError) as caught:
        Dataset(themes="ENVIR")
    assert caught.value.render("vi") == (
        "Dataset.themes: nhận mã hoặc tên trong data-theme hoặc theme, hoặc IRI; nhưng gặp 'ENVIR'; "
        "gần giống: ENVI, ENER"
    )
