"""A credential is one header, and shows itself nowhere."""

from __future__ import annotations

import pickle

import pytest

from danhmuc.registry.fetch.web_locations import read_credential


@pytest.mark.parametrize(
    ("value", "name", "sent"),
    [
        ("Bearer abcdef", "Authorization", "Bearer abcdef"),
        ("abcdef", "Authorization", "abcdef"),
        ("hue:ab:c d", "Authorization", "Basic aHVlOmFiOmMgZA=="),
        ("X-CKAN-API-Key: abcdef", "X-CKAN-API-Key", "abcdef"),
        ("Authorization: Token abcdef", "Authorization", "Token abcdef"),
    ],
)
def test_read_credential__is_a_header(value: str, name: str, sent: str) -> None:
    credential = read_credential("HUE", {"HUE": value})
    assert (credential.name, credential.value) == (name, sent)
    assert repr(credential) == "Credential(***)"


def test_credential__hides_itself_in_every_spelling() -> None:
    credential = read_credential("HUE", {"HUE": "hue:p/ss w+rd"})
    packed = credential.value.removeprefix("Basic ")
    for text in ("p/ss w+rd", packed, credential.value):
        assert credential.stands_in(f"a {text} b")
        assert credential.hide(f"a {text} b").replace("Basic ", "") == "a *** b"
    for text in ("p/ss%20w%2Brd", "p%2fss%20w%2brd", "p%252fss%2520w%252brd", "%70/ss+w%2brd", "P/SS%20W%2bRD"):
        assert credential.stands_in(f"a {text} b")
        assert credential.hide(f"a {text} b") == "***"
    assert not credential.stands_in("p/ss")


def test_credential__does_not_leave_its_process() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(read_credential("HUE", {"HUE": "abcdef"}))
