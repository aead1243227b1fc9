"""The room of messages: all are named, and every message has its Vietnamese."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

from danhmuc.registry import messages
from danhmuc.registry.messages.opening import OpeningText
from danhmuc.vocab.errors import RegistryUnavailableError, UsageError
from danhmuc.vocab.messages import FOREIGN_WORDS, MessageTemplate

FILES = [file.name for file in pkgutil.iter_modules(messages.__path__)]


@pytest.mark.parametrize("name", FILES)
def test_messages__all_are_named(name: str) -> None:
    module = importlib.import_module(f"danhmuc.registry.messages.{name}")
    declared = {one for one, value in vars(module).items() if isinstance(value, MessageTemplate)}
    # A room may have tables of messages, too.
    assert declared <= set(module.__all__)
    assert all(hasattr(module, one) for one in module.__all__)


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
