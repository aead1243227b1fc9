"""Passwords and keys in addresses of a graph."""

from __future__ import annotations

import pytest

from danhmuc.vocab.address_secrets import secret_addresses
from danhmuc.vocab.text import mask_address_passwords

PASSWORDS = (
    *(
        "https://an:s3@e.vn/a",
        "https://an:s@3@e.vn",
        "ftp://an%3As3@e.vn/",
        "postgresql://an:s3%40e.vn/x",
        "x-y+z://:s3@h",
    ),
)


@pytest.mark.parametrize("form", ["<{}>", '"{}"', '"{}"^^<http://www.w3.org/2001/XMLSchema#anyURI>', '"xem {} nhé"@vi'])
@pytest.mark.parametrize("address", PASSWORDS)
def test_secret_addresses__finds_and_masks_passwords(address: str, form: str) -> None:
    nquads = f"<https://e.vn/d> <https://e.vn/p> {form.format(address)} .\n".encode()
    (found,) = secret_addresses(nquads)
    assert (found.is_password, found.subject, found.predicate) == (True, "<https://e.vn/d>", "https://e.vn/p")
    assert "s3" not in found.value
    masked = mask_address_passwords(nquads)
    assert b"s3" not in masked
    assert mask_address_passwords(masked) == masked
    assert list(secret_addresses(masked)) == []


@pytest.mark.parametrize("name", ["api_key", "token", "Access-Token", "client_secret", "subscription-key"])
def test_secret_addresses__finds_keys(name: str) -> None:
    (found,) = secret_addresses(f"<https://e.vn/d> <x:p> <https://e.vn/a?x=1&{name}=s3#a> .\n".encode())
    assert (found.is_password, found.value) == (False, f"<https://e.vn/a?x=1&{name}=***#a>")


@pytest.mark.parametrize(
    "value",
    [
        *("<ftp://anonymous@e.vn/a>", "<ftp://an:@e.vn/a>", "<https://e.vn:80/@an>", "<mailto:an@e.vn>", "<urn:a:b@c>"),
        *('"https://e.vn:80"@vi', "<https://e.vn/?secretariat=1&monkey=1>", "<https://[::1]:80/a>", '"a:b@c"'),
    ],
)
def test_secret_addresses__leaves_the_rest(value: str) -> None:
    nquads = f"<https://e.vn/d> <x:p> {value} .\n".encode()
    assert list(secret_addresses(nquads)) == []
    assert mask_address_passwords(nquads) == nquads
