from __future__ import annotations

from danhmuc.registry.export.selection import says_less

LESS = b'<https://e.vn/a> <https://e.vn/p> _:c14n0 .\n_:c14n0 <https://e.vn/q> "_:c14n0 ." .\n'
MORE = (
    b"<https://e.vn/a> <https://e.vn/p> _:c14n1 .\n<https://e.vn/a> <https://e.vn/r> _:c14n0 .\n"
    b'_:c14n1 <https://e.vn/q> "_:c14n0 ." .\n'
)


def test_says_less__blank_nodes_may_have_other_names() -> None:
    assert says_less("https://e.vn/a", LESS, MORE)
    assert not says_less("https://e.vn/a", MORE, LESS)


def test_says_less__texts_are_as_they_are_written() -> None:
    assert not says_less("https://e.vn/a", LESS, MORE.replace(b'"_:c14n0 ."', b'"_:c14n1 ."'))
    assert not says_less("https://e.vn/a", LESS, LESS)
