from __future__ import annotations

import pytest

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.text import shorten

TEXTS = {
    ("nay", None): "nay",
    ("nay", "vi"): "nay @vi",
    ("", None): '""',
    ("", "en"): '""@en',
    (" \n", "en"): '" \n"@en',
    ("x" * 20, "vi"): "xxxx… @vi",
}


@pytest.mark.parametrize(("given", "expected"), TEXTS.items())
def test_value_text__has_language_and_quotes_what_cannot_be_seen(given: tuple[str, str | None], expected: str) -> None:
    value, language = given
    finding = Finding(code="c", severity="info", layer="spec", message={}, value=value, value_language=language)
    assert finding.value_text(lambda text: shorten(text, 5)) == expected


def test_value_text__of_no_value_is_none() -> None:
    assert Finding(code="c", severity="info", layer="spec", message={}).value_text() is None
