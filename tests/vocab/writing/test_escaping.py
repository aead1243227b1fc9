"""Spaces beyond ASCII are written as escapes."""

from __future__ import annotations

import pytest

from danhmuc.vocab.writing.escaping import escape_spaces, escape_spaces_in_bytes

SPACES = "\u0085\u00a0\u1680\u2000\u2005\u200a\u2028\u2029\u202f\u205f\u3000"
OTHERS = " \n\t\u00a9\u200b\u2030\u2060\u3001\ufeff😀"


@pytest.mark.parametrize("space", SPACES)
def test_escape_spaces__a_space_is_escaped(space: str) -> None:
    assert escape_spaces(f"a{space}b") == f"a\\u{ord(space):04X}b"


@pytest.mark.parametrize("space", SPACES)
def test_escape_spaces_in_bytes__a_space_is_escaped(space: str) -> None:
    assert escape_spaces_in_bytes(f"a{space}b".encode()) == f"a\\u{ord(space):04X}b".encode()


@pytest.mark.parametrize("letter", OTHERS)
def test_escape_spaces__anything_else_stays(letter: str) -> None:
    assert escape_spaces(letter) == letter


@pytest.mark.parametrize("letter", OTHERS)
def test_escape_spaces_in_bytes__anything_else_stays(letter: str) -> None:
    assert escape_spaces_in_bytes(letter.encode()) == letter.encode()
