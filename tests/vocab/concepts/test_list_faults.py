"""What makes a list useless."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.vocab.concepts.list_faults import fault_of, parent_circle
from danhmuc.vocab.concepts.schemes import Draft

A, B = "http://a.example/A", "http://a.example/B"


@pytest.mark.parametrize(
    ("drafts", "words"),
    [
        ([Draft(A, "1"), Draft(B, "1")], f"code '1' stands for both {A} and {B}"),
        ([Draft(A, "1", broader_iris=(A,))], "('1' → '1')"),
        ([Draft(A, "1", broader_iris=(B,)), Draft(B, "2", broader_iris=(A,))], "('1' → '2' → '1')"),
        (
            [Draft(A, "1", valid_from=date(2025, 7, 1), valid_until=date(2025, 6, 30))],
            "ends on 2025-06-30 before it begins on 2025-07-01",
        ),
    ],
)
def test_fault_of__names_what_is_wrong(drafts: list[Draft], words: str) -> None:
    assert words in str(fault_of(drafts))


def test_fault_of__is_none_for_a_good_list() -> None:
    day = date(2025, 7, 1)
    drafts = [Draft(A, "1", valid_from=day, valid_until=day), Draft(B, "2", broader_iris=(A, "http://elsewhere/"))]
    assert fault_of(drafts) is None


@given(st.dictionaries(st.integers(0, 8), st.lists(st.integers(0, 8), max_size=3), max_size=9))
def test_parent_circle__is_there_exactly_when_somebody_is_above_himself(links: dict[int, list[int]]) -> None:
    parents = {str(child): [str(parent) for parent in above] for child, above in links.items()}
    reached = {child: set(above) for child, above in parents.items()}
    for _ in range(len(parents) + 1):
        for child in reached:
            reached[child] |= {far for near in reached[child] for far in reached.get(near, ())}
    circle = parent_circle(parents)
    assert (circle is not None) == any(child in above for child, above in reached.items())
    if circle is not None:
        assert circle[0] == circle[-1]
        assert all(parent in parents[child] for child, parent in pairwise(circle))


def test_parent_circle__of_a_chain_that_is_deeper_than_python_recurses() -> None:
    assert parent_circle({str(number): [str(number + 1)] for number in range(20_000)}) is None
