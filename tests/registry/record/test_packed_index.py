"""Values are found again by their numbers, also where hashes are equal."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from danhmuc.registry.record.spools import PackedIndex


@dataclass(frozen=True)
class Clashing:
    """A value whose hash says little."""

    text: str

    def __hash__(self) -> int:
        return len(self.text)


TEXTS = st.lists(st.text("ab", max_size=6), max_size=200)


@given(TEXTS, TEXTS)
def test_find__finds_the_last_of_equal_values_and_nothing_else(texts: list[str], others: list[str]) -> None:
    values = [Clashing(text) for text in texts]
    index = PackedIndex(values.__getitem__)
    assert [index.add(value) for value in values] == list(range(len(values)))
    wanted = {value: number for number, value in enumerate(values)}
    assert [index.find(value) for value in values] == [wanted[value] for value in values]
    assert [index.find(Clashing(text)) for text in others] == [wanted.get(Clashing(text)) for text in others]
    assert len(index) == len(values)
