"""Terms of stored graphs are repaired before they leave; the corpus is in tests/hostile/test_feed.py."""

from __future__ import annotations

import pytest

from danhmuc.vocab.writing import TermRepair

SOUND = b'<https://e.vn/a> <https://e.vn/p> "x <b>y</b>"@vi .\n<https://e.vn/a> <https://e.vn/q> _:b .\n'


def test_repair__valid_graphs_stay_the_same() -> None:
    repair = TermRepair()
    assert repair.repair(SOUND) == SOUND
    assert (repair.repaired.count, repair.left_out.count) == (0, 0)
    plain = SOUND.replace(b"<b>", b"").replace(b"</b>", b"")
    assert repair.repair(plain) is plain


def test_repair__only_faulty_triples_change() -> None:
    repair = TermRepair()
    faulty = b'<https://e.vn/a[1]> <https://e.vn/p> "x"@ar--rtl .\n'
    fixed = b'<https://e.vn/a%5B1%5D> <https://e.vn/p> "x"@ar .\n'
    assert repair.repair(SOUND + faulty) == b"".join(sorted((SOUND + fixed).splitlines(keepends=True)))
    assert repair.repaired.examples == ['<https://e.vn/a[1]> <https://e.vn/p> "x"@ar--rtl']


@pytest.mark.parametrize("text", ["a <", "a <b", "<https://e.vn/ok", "a > <", '\\"@ar--rtl .', "<https://e.vn/[a]>"])
def test_repair__no_text_hides_a_faulty_term(text: str) -> None:
    repair = TermRepair()
    lines = f'<https://e.vn/a> <https://e.vn/p> "{text}"@vi .\n<https://e.vn/b[> <https://e.vn/p> "{text}" .\n'
    assert repair.repair(lines.encode()).decode() == lines.replace("b[", "b%5B")
    assert repair.repaired.count == 1


@pytest.mark.parametrize(
    "triple", ["<a> <https://e.vn/p> <https://e.vn/x>", "<https://e.vn/x> <_:p> _:b", '<https://e.vn/x> <u:p> "1"^^<t>']
)
def test_repair__an_iri_without_scheme_is_left_out_and_counted(triple: str) -> None:
    repair = TermRepair()
    assert repair.repair(SOUND + f"{triple} .\n".encode()) == SOUND
    assert (repair.left_out.count, repair.left_out.examples) == (1, [triple])
