"""Spaces beyond ASCII are written as escapes."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from danhmuc.vocab.writing.ntriples import encode_spaces, escape_spaces, escape_spaces_in_bytes, may_have_spaces

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


@pytest.mark.parametrize("space", SPACES)
def test_encode_spaces__a_space_is_percent_encoded(space: str) -> None:
    assert unquote(encode_spaces(f"https://e.vn/a{space}b")) == f"https://e.vn/a{space}b"
    assert encode_spaces(f"https://e.vn/a{space}b").isascii()
    assert may_have_spaces(space.encode())


@pytest.mark.parametrize("letter", OTHERS)
def test_encode_spaces__anything_else_stays(letter: str) -> None:
    assert encode_spaces(letter) == letter
