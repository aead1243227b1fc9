from __future__ import annotations

import pytest

from danhmuc.registry.record.bars import Bar, Bars, iri_digest

STORED, VALID = "https://e.vn/a[1]", "https://e.vn/a%5B1%5D"


@pytest.mark.parametrize("asked", [STORED, VALID])
@pytest.mark.parametrize("marked", [STORED, VALID])
def test_bars__a_mark_holds_for_an_iri_as_it_was_stored_and_in_its_valid_form(marked: str, asked: str) -> None:
    bars = Bars(salt="s", marks={iri_digest("s", marked): (Bar("a", "secret"),)})
    assert bars.of(asked, "0000", source="b") == Bar("a", "secret")
    assert bars.names(asked)


@pytest.mark.parametrize("asked", [STORED, VALID])
def test_bars__a_state_holds_for_both_forms(asked: str) -> None:
    bars = Bars(states={VALID: (Bar("a", "withdrawn"),)})
    assert bars.of(asked, "0000", source="b") == Bar("a", "withdrawn")
    assert bars.of("https://e.vn/b", "0000", source="b") is None
