"""IRIs as sentences show them."""

from __future__ import annotations

import pytest

from danhmuc.registry.record.findings import shown_iri


@pytest.mark.parametrize(
    ("iri", "shown"),
    [
        ("https://e.vn/l%E1%BB%85%20h%E1%BB%99i", "https://e.vn/lễ%20hội"),
        ("https://e.vn/l%e1%bb%85", "https://e.vn/lễ"),
        ("https://e.vn/le%CC%83", "https://e.vn/le\u0303"),
        ("https://e.vn/%2F%3F%25", "https://e.vn/%2F%3F%25"),
        ("https://e.vn/%E2%80%AE%E1%BB%85", "https://e.vn/%E2%80%AE%E1%BB%85"),
        ("https://e.vn/%E1%BB", "https://e.vn/%E1%BB"),
        ("https://e.vn/%FF", "https://e.vn/%FF"),
    ],
    ids=["letters", "small-digits", "accent", "reserved", "direction", "cut", "no-utf-8"],
)
def test_shown_iri__decodes_letters_alone(iri: str, shown: str) -> None:
    assert shown_iri(iri) == shown
