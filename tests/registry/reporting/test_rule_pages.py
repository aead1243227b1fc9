"""Addresses of the pages of rules."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from danhmuc.registry.reporting.html_page import rule_page
from danhmuc.shapes import load_profile, profile_tokens


def test_rule_page__is_in_docs_for_every_rule_of_ours(root: Path) -> None:
    for rule in (rule for token in profile_tokens() for rule in load_profile(token).rules.values()):
        for lang in ("vi", "en"):
            address = rule_page(rule.iri, "https://docs.example.vn", lang)  # type: ignore[arg-type]
            found = re.fullmatch("https://docs.example.vn/(.*)#(.*)", address or "")
            assert found is not None, rule.iri
            page = (root / "docs" / found[1]).read_text(encoding="utf-8")
            assert f'<a id="{found[2]}"></a>' in page, rule.iri


@pytest.mark.parametrize(
    ("iri", "docs_url"),
    [
        ("https://w3id.org/danhmuc/shapes/vn#Dataset-title-vi", None),
        ("https://w3id.org/danhmuc/shapes/vn", "https://docs.example.vn"),
        ("https://w3id.org/danhmuc/shapes/other#Dataset-title", "https://docs.example.vn"),
        ("https://e.vn/shapes/vn#Dataset-title", "https://docs.example.vn"),
        (None, "https://docs.example.vn"),
    ],
)
def test_rule_page__of_what_has_none_is_none(iri: str | None, docs_url: str | None) -> None:
    assert rule_page(iri, docs_url, "vi") is None
