"""Errors carry a message and facts, in every language and through every process."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator

import pytest

from danhmuc.vocab import errors
from danhmuc.vocab.errors import (
    AccessDeniedError,
    AddressGoneError,
    AddressRefusedError,
    AnswerRefusedError,
    DanhmucError,
    DocumentError,
    FetchError,
    FieldError,
    HostUnavailableError,
    ManifestError,
    RecordError,
    RegistryError,
    RegistryUnavailableError,
    ShapesError,
    SourceFailedError,
    SourceUnavailableError,
    UnknownCodeError,
    UnknownNameError,
    UnknownTermError,
    UnwritableError,
    UsageError,
)
from danhmuc.vocab.messages import FOREIGN_WORDS, Message
from danhmuc.vocab.messages.errors import ErrorsText
from danhmuc.vocab.messages.reading import ReadingText

SAMPLES = [
    DanhmucError(ErrorsText.NONE_KNOWN()),
    UsageError(ErrorsText.NONE_KNOWN()),
    UsageError("words of somebody else"),
    UnknownNameError(ErrorsText.SOURCE_UNKNOWN, "a", ["c", "b"]),
    UnknownNameError(ErrorsText.SOURCE_UNKNOWN, "a", []),
    UnknownNameError(ErrorsText.SOURCE_UNKNOWN, "n1", [f"n{number}" for number in range(2, 20)]),
    UnknownNameError(ErrorsText.LIST_VERSION_UNKNOWN, "2", ["1"], token="frequency"),
    UnknownCodeError("frequency", "MONTHY", version="1", near=["MONTHLY"]),
    UnknownCodeError("frequency", "X", version="1", known=["A", "B"]),
    UnknownCodeError("frequency", "X", version="1"),
    UnknownTermError("DCAT", "Datset", known=["Dataset"], nearest="Dataset"),
    UnknownTermError("DCAT", "x", known=["Dataset"], nearest=None),
    FieldError("Dataset", "titel", ErrorsText.NONE_KNOWN()),
    ManifestError(ErrorsText.NONE_KNOWN(), path="feed/manifest.json", is_damaged=True),
    UnwritableError("xml", 7, ["a", "b"]),
    SourceUnavailableError("a.ttl", ErrorsText.NONE_KNOWN()),
    FetchError("https://e.vn/a", ErrorsText.NONE_KNOWN()),
    AccessDeniedError("https://e.vn/a", ErrorsText.NONE_KNOWN(), status=403, letter=ErrorsText.NONE_KNOWN()),
    AddressGoneError("https://e.vn/a", ErrorsText.NONE_KNOWN()),
    AddressRefusedError("https://e.vn/a", ErrorsText.NONE_KNOWN()),
    AnswerRefusedError("https://e.vn/a", ErrorsText.NONE_KNOWN()),
    HostUnavailableError("https://e.vn/a", ErrorsText.NONE_KNOWN(), retry_after=30.0, letter=ErrorsText.NONE_KNOWN()),
    SourceFailedError("a.ttl", ErrorsText.NONE_KNOWN(), unopened=True),
    DocumentError("read:empty", "a.ttl", ReadingText.DOCUMENT_EMPTY()),
    DocumentError("read:syntax", "a.ttl", "words of a parser", line=12, column=5),
    RecordError("http://e.vn/1", ErrorsText.NONE_KNOWN()),
    ShapesError(ErrorsText.NONE_KNOWN()),
    RegistryError(ErrorsText.NONE_KNOWN()),
    RegistryUnavailableError("sqlite:///a", FOREIGN_WORDS(words="locked")),
]


def kinds(root: type[DanhmucError]) -> Iterator[type[DanhmucError]]:
    yield root
    for kind in root.__subclasses__():
        yield from kinds(kind)


def facts(error: DanhmucError) -> dict[str, object]:
    """All attributes, those that exceptions of Python keep elsewhere included."""
    return {**error.__dict__, "args": error.args, "name": getattr(error, "name", None)}


@pytest.mark.parametrize("error", SAMPLES, ids=lambda error: f"{type(error).__name__}: {error}")
def test_error__pickled_has_all_its_facts(error: DanhmucError) -> None:
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(other) is type(error)
        assert facts(other) == facts(error)
        assert str(other) == str(error) == error.message.render("en")
        assert other.render("vi") == error.render("vi") == error.message.render("vi")


def test_error__of_every_kind_is_tried_here() -> None:
    ours = {kind for kind in kinds(DanhmucError) if kind.__module__ == errors.__name__}
    assert {type(error) for error in SAMPLES} == ours
    assert {kind.__name__ for kind in ours} == set(errors.__all__)


@pytest.mark.parametrize("error", SAMPLES, ids=lambda error: f"{type(error).__name__}: {error}")
def test_error__has_a_message(error: DanhmucError) -> None:
    assert isinstance(error.message, Message)
    assert error.args == (str(error),)


@pytest.mark.parametrize(
    ("line", "column", "place"), [(None, None, "a.ttl"), (12, None, "a.ttl:12"), (12, 5, "a.ttl:12:5")]
)
def test_document_error__has_document_and_place(line: int | None, column: int | None, place: str) -> None:
    error = DocumentError("read:empty", "a.ttl", ReadingText.DOCUMENT_EMPTY(), line=line, column=column)
    assert (error.document, error.line, error.column, error.place) == ("a.ttl", line, column, place)
    assert str(error) == f"{place}: an empty file"
    assert error.render("vi") == f"{place}: tệp trống"


def test_unknown_name__of_many_lists_those_that_are_near() -> None:
    error = UnknownNameError(ErrorsText.SOURCE_UNKNOWN, "hanoi1", [f"hanoi{number}" for number in range(2, 20)])
    assert len(error.known) == 18
    assert str(error).endswith(", …")
    assert str(UnknownNameError(ErrorsText.SOURCE_UNKNOWN, "hanoi", [])) == "unknown source 'hanoi'; known: none"
    assert UnknownNameError(ErrorsText.SOURCE_UNKNOWN, "x", []).render("vi") == "không có nguồn 'x'; hiện có: không có"
