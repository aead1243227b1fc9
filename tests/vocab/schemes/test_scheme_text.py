"""Whatever a label holds, the Turtle of a list says it again."""

from __future__ import annotations

import importlib.util
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from .conftest import BundledList


@pytest.fixture(scope="module")
def scheme_text(root: Path) -> Iterator[ModuleType]:
    """The writer of the snapshot scripts, which is no part of the installed package."""
    spec = importlib.util.spec_from_file_location("scheme_text", root / ".ci" / "snapshots" / "scheme_text.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["scheme_text"] = module  # its dataclasses look themselves up there
    spec.loader.exec_module(module)
    yield module
    del sys.modules["scheme_text"]


def scheme_of(scheme_text: ModuleType, **concept: object) -> str:
    """The text of a list with one concept."""
    labels = (scheme_text.Label("đỏ", "vi"), scheme_text.Label("red", "en"))
    concepts = (
        scheme_text.Concept(**{"iri": "https://example.org/colour/R", "code": "R", "labels": labels, **concept}),
    )
    text: str = scheme_text.written(
        scheme_text.Scheme(
            "https://example.org/colour",
            "colour",
            titles=(scheme_text.Label("Màu", "vi"), scheme_text.Label("Colour", "en")),
            source="nowhere",
            rights="free",
            modified="2026-01-31",
            completeness="complete",
            concepts=concepts,
            comment="Colours.",
            prefixes={"colour": "https://example.org/colour/"},
        )
    )
    return text


@given(texts=st.lists(st.tuples(st.text(min_size=1), st.sampled_from(["", "vi", "en"])), unique=True))
def test_written__labels_come_back(
    scheme_text: ModuleType, read: Callable[[str, bytes], BundledList], texts: list[tuple[str, str]]
) -> None:
    text = scheme_of(scheme_text, alt_labels=tuple(scheme_text.Label(*pair) for pair in texts))
    found = read("colour", text.encode())["R"].texts("skos:altLabel")
    assert found == [(unicodedata.normalize("NFC", label), language) for label, language in texts]


def test_written__names_no_prefix_that_stands_in_a_text_only(scheme_text: ModuleType) -> None:
    text = scheme_of(scheme_text, alt_labels=(scheme_text.Label("see adms:status and schema:validFrom"),))
    assert "@prefix adms:" not in text
    assert "@prefix schema:" not in text


def test_written__breaks_a_line_only_where_it_is_too_long(scheme_text: ModuleType) -> None:
    short, long = (scheme_of(scheme_text, alt_labels=(scheme_text.Label("a" * 40),) * times) for times in (2, 3))
    assert f'    skos:altLabel "{"a" * 40}" , "{"a" * 40}" .' in short.splitlines()
    assert f'        "{"a" * 40}" ,' in long.splitlines()


def test_written__shortens_only_iris_that_turtle_can_write_so(scheme_text: ModuleType) -> None:
    base = "https://example.org/colour/"
    for local, written in (
        ("7_B", "colour:7_B"),
        ("a/b", f"<{base}a/b>"),
        ("c(s)", f"<{base}c(s)>"),
        ("", f"<{base}>"),
    ):
        text = scheme_of(scheme_text, broader=(base + local,))
        assert f"    skos:broader {written} ." in text.splitlines()
