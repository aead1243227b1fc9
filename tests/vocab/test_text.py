from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.vocab.text import (
    escape_controls,
    escape_harmful,
    first_of,
    guard_formulas,
    mask_passwords,
    one_line,
    shorten,
    shown_location,
)


@given(st.text(), st.integers(1, 20))
def test_shorten__is_never_longer(text: str, length: int) -> None:
    short = shorten(text, length)
    assert len(short) <= length
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


@pytest.mark.parametrize(("most", "expected"), [(0, ["…"]), (2, ["a", "b", "…"]), (3, ["a", "b", "c"])])
def test_first_of__says_that_there_are_more(most: int, expected: list[str]) -> None:
    assert list(first_of(iter("abc"), most)) == expected


def test_first_of__nothing_is_nothing() -> None:
    assert list(first_of([], 0)) == []


@given(st.text())
def test_one_line__holds_nothing_that_moves_a_cursor(text: str) -> None:
    line = one_line(text)
    assert not set(line) & {chr(number) for number in (*range(0x20), *range(0x7F, 0xA0), 0x202E, 0x2028, 0xFFFE)}
    assert one_line(line) == line


@pytest.mark.parametrize("make", [one_line, escape_harmful, escape_controls, lambda text: shorten(text, 20)])
@pytest.mark.parametrize(
    "address", ["https://an:geheim@e.vn/a", "ftp://an:ge\\u00e9heim%40e.vn/", "x://:geheim@hue.example.vn"]
)
def test_harmless_texts__have_no_password(make: Callable[[str], str], address: str) -> None:
    shown = make(f'{{"iri": "{address}"}}')
    assert "heim" not in shown
    assert "://**" in shown


def test_shorten__cuts_no_password_in_half() -> None:
    assert shorten("xem https://an:12@geheim@e.vn/a", 27) == "xem https://***@e.vn/a"
    assert shorten("xem https://an:12@geheim@e.vn/a", 15) == "xem https://**…"


def test_escape_harmful__keeps_blanks_at_the_ends_and_vietnamese() -> None:
    assert escape_harmful(" Sông\x1b[2J\tHương ") == " Sông\\u001b[2J Hương "
    assert one_line(" Sông Hương ") == "Sông Hương"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cannot open https://an:s3cret@e.vn/a.ttl: no", "cannot open https://***@e.vn/a.ttl: no"),
        ("https://token@e.vn/a.ttl", "https://***@e.vn/a.ttl"),
        ("HTTPS://an:s3@cret@e.vn/a", "HTTPS://***@e.vn/a"),
        ("https://an:s3/cret@e.vn/a", "https://an:***@e.vn/a"),
        ("https://e.vn/a?api_key=1&x=2&Token=3#y", "https://e.vn/a?api_key=***&x=2&Token=***"),
        ("cannot open https://e.vn/a?token=s3: no", "cannot open https://e.vn/a?token=***: no"),
        ("https://e.vn/a?token=s3:4 asked", "https://e.vn/a?token=*** asked"),
        ("https://e.vn/a?pwd=s3&x=2: no", "https://e.vn/a?pwd=***&x=2: no"),
        ("(https://e.vn/a?secret=s3).", "(https://e.vn/a?secret=***)."),
        ("read “https://e.vn/a?token=s3”, “b”", "read “https://e.vn/a?token=***”, “b”"),
        ("https://e.vn/a?token=s3…", "https://e.vn/a?token=***…"),
        ("host=h password='s 3': no", "host=h password=***: no"),
        ("password=...: no", "password=*** no"),
        ("'https://e.vn/a?token=s3': no", "'https://e.vn/a?token=***': no"),
        ("https://an:s3@e.vn/a?token=s3: no", "https://***@e.vn/a?token=***: no"),
        ("postgresql+psycopg://an:s3cret@h/x", "postgresql+psycopg://an:***@h/x"),
    ],
)
def test_mask_passwords__hides_them(text: str, expected: str) -> None:
    assert mask_passwords(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "postgresql+psycopg://user@host/database",
        "sqlite:////home/a:b@c.db",
        "postgresql+psycopg://an@/t1?host=/run/pg",
        "postgresql+psycopg:///t1?host=%2Frun",
        "https://e.vn:8080/a?x=1",
        'dct:title "Sông"@vi',
        "http://e.vn/1: 3 findings",
        "mailto:an@e.vn",
    ],
)
def test_mask_passwords__leaves_the_rest(text: str) -> None:
    assert mask_passwords(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("http://hue:geheim@e.vn/?token=geheim\n\x1b[31m", "http://***@e.vn/?token=*** \\u001b[31m"),
        ("http://e.vn/" + "a" * 1000, "http://e.vn/" + "a" * 287 + "…"),
        ("sqlite://hue:geheim@h/x", "sqlite://hue:***@h/x"),
        ("https://an:12/geheim@e.vn", "https:…"),
        ("https:/hue:geheim@e.vn", "https:…"),
        ("https//hue:geheim@e.vn", "https:…"),
        ("//hue:geheim@e.vn", "//…"),
        ("hue:geheim@e.vn", "hue:…"),
        ("jdbc:postgresql://hue:geheim@h/x", "jdbc:…"),
        ("https://e.vn:cong/x", "https:…"),
        ("https://hue:ge@/heim", "https:…"),
        ("postgresql://hue:geheim@/x?host=/run", "postgresql://hue:***@/x?host=/run"),
        ("postgresql://hue:ge@/heim@h/x", "postgresql:…"),
    ],
)
def test_shown_location__of_no_address_is_its_scheme(text: str, shown: str) -> None:
    assert shown_location(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "/home/a:b@c.ttl",
        "a@b.ttl",
        "./sqlite.db",
        "//srv/a.ttl",
        "Danh mục: 2026.xlsx",
        "https://e.vn/@an/a.ttl",
        "https://e.vn/a b.ttl",
        "https://[::1]:80/x",
        "sqlite:////home/a:b@c.db",
        "postgresql+psycopg://an@/t1?host=/run/pg",
        "postgresql+psycopg:///t1?host=%2Frun",
        "urn:a:b",
        "local:",
    ],
)
def test_shown_location__leaves_paths_and_addresses(text: str) -> None:
    assert shown_location(text) == text


@pytest.mark.parametrize("separator", ["", "a,", "a;", "a\t", 'a;"', '""'])
@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
def test_guard_formulas__guards_each_beginning(separator: str, sign: str) -> None:
    assert guard_formulas(f"{separator}{sign}1") == f"{separator}'{sign}1"


@pytest.mark.parametrize("cell", ["", "a=1", "a - b", "an@e.vn", "2026-01-01", "https://e.vn/?a=1", "a, -b"])
def test_guard_formulas__leaves_the_rest(cell: str) -> None:
    assert guard_formulas(cell) == cell


@given(st.text())
def test_escape_controls__json_says_the_same(text: str) -> None:
    written = escape_controls(json.dumps(text, ensure_ascii=False))
    assert json.loads(written) == text
    assert not set(written) & {chr(number) for number in (*range(0x7F, 0xA0), 0x202E, 0x2066, 0x2028)}
