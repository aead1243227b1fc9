"""No password of a location is ever said, however the location is written: 2,000 forms."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from itertools import chain, islice, product
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from danhmuc.registry import Registry
from danhmuc.registry.data_elements.schema_readers.reading_schemas import read_tables
from danhmuc.registry.fetch.proxies import find_proxy
from danhmuc.registry.fetch.web_locations import read_location
from danhmuc.vocab.errors import AddressRefusedError, DanhmucError
from danhmuc.vocab.text import shown_location

Run = Callable[..., CompletedProcess[str]]

WORD = "geheim"
STARTS = (
    *("https://", "HTTP://", "ftp://", "postgresql+psycopg://", "socks5://", "sqlite://"),
    *("https:/", "https:", "https:///", "https:////", "https//", "https;//", "https.//", "https: //", "https:\\\\"),
    *("https\uff1a//", " https://", "<https://", '"https://', "\u200bhttps://", "//", "", "jdbc:postgresql://"),
    *("postgresql:", "postgresql//", "file://", "view-source:https://", "urn:"),
)
USERS = ("an:", "an%3A", "an\uff1a", "a@n:", ":")
PASSWORDS = (WORD, *(f"12{mark}{WORD}" for mark in ("/", "@", ":", "#", "?", " ", "%40", "%", "[", "\\", "é", "\n")))
HOSTS = ("@e.vn/a.ttl", "@e.vn:cong/a", "%40e.vn/a", "\uff20e.vn/a", "@[e.vn", "@", "@e.vn?x=1", "@e.vn/a b")


def forms() -> Iterator[str]:
    """All forms of which each differs from others in one or two parts; then those of parameters."""
    plain = (STARTS[0], USERS[0], PASSWORDS[0], HOSTS[0])
    every = product(STARTS, USERS, PASSWORDS, HOSTS)
    joined = ("".join(one) for one in every if sum(a != b for a, b in zip(one, plain, strict=True)) <= 3)
    names = ("api_key", "token", "password", "Access_Token", "sslpassword", "pa%73sword", "client-secret", "pwd")
    starts = ("https://e.vn/a?", "https://e.vn/a?x=1&", "https://e.vn/a#", "postgresql://an@h/x?")
    keys = (f"{start}{name}={WORD}" for start, name in product(starts, names))
    return chain(keys, (one for one in joined if is_secret(one)))


def is_secret(form: str) -> bool:
    """Whether the form can be told from one that has no password: some sign divides it from a host."""
    return any(mark in form for mark in "@\uff20") or ":" in form.partition("://")[2]


FORMS = tuple(islice(forms(), 2_000))


def test_forms__are_as_many_as_promised() -> None:
    assert len(set(FORMS)) == len(FORMS) == 2_000


def test_shown_location__hides_all() -> None:
    assert [one for one in FORMS if WORD in shown_location(one)] == []


@pytest.mark.parametrize("door", [Registry.open, read_tables, "proxy"])
def test_doors__say_no_password(door: object, monkeypatch: pytest.MonkeyPatch) -> None:
    said = {}
    for form in FORMS:
        try:
            if door == "proxy":
                monkeypatch.setenv("https_proxy", form.replace("\n", ""))
                said[form] = repr(find_proxy("https://e.vn/"))
            elif callable(door):
                door(form).close()
        except DanhmucError as error:
            said[form] = "".join(traceback.format_exception(error)) + str(vars(error))
    assert [form for form, text in said.items() if WORD in text] == []


@pytest.mark.soak
@pytest.mark.parametrize("command", ["harvest", "validate"])
def test_commands__say_and_store_no_password(danhmuc: Run, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """All forms but those that are addresses of another host: stdout, stderr, log, reports, mail, and the registry."""
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    Path("a.ttl").write_text("<http://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset> .", "utf-8")
    refused = [form for form in FORMS if not is_address(form)]
    assert len(refused) > 1_900
    for start in range(0, len(refused), 250):
        answer = danhmuc("-v", command, "a.ttl", *refused[start : start + 250])
        assert_silent(answer, answer.stdout + answer.stderr)
    if command == "harvest":
        for kind in ("text", "mail", "csv", "json", "html"):
            assert_silent(kind, danhmuc("report", "harvest", "--format", kind, "--batch", "1").stdout)
        assert_silent("status", danhmuc("status", "--letter", "a").stdout)
        assert WORD.encode() not in b"".join(path.read_bytes() for path in Path().glob("danhmuc.db*"))


@pytest.mark.soak
@pytest.mark.parametrize(
    "words",
    [
        "list --source", "export turtle --source", "status", "source show", "source check", "apply", "template",
        "elements add", "registry backup", "report harvest", "show", "undo", "list --registry", "harvest a.ttl --plan",
        "harvest a.ttl --profile", "export turtle", "shapes check", "validate a.ttl --shapes", "list a",
    ],
)  # fmt: skip
def test_commands__say_no_password_of_a_word_that_stands_wrong(
    danhmuc: Run, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    Path("a.ttl").write_text("<http://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset> .", "utf-8")
    danhmuc("harvest", "a.ttl")
    for form in FORMS[::40]:
        answer = danhmuc("-v", *words.split(), form)
        assert_silent(answer.args, answer.stdout + answer.stderr)


def is_address(form: str) -> bool:
    """Whether the web would be asked for it: its host ends before what was meant as a password."""
    try:
        read_location(form)
    except AddressRefusedError:
        return False
    return True


def assert_silent(what: object, text: str) -> None:
    assert WORD not in text, (what, text[max(0, text.index(WORD) - 300) :][:400])
