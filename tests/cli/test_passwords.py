"""No password of a location is ever said, however the location is written: 2,000 forms."""

from __future__ import annotations

import sqlite3
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import chain, islice, product
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from danhmuc.registry import Registry
from danhmuc.registry.data_elements.schema_readers.reading_schemas import read_tables
from danhmuc.registry.fetch.web_locations import find_proxy, read_location
from danhmuc.vocab.errors import AddressRefusedError, DanhmucError
from danhmuc.vocab.text import mask_address_passwords, shown_location

from ..registry.fetch.loopback import RawServer, http

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
        assert_silent("status", danhmuc("status", "--format", "letter", "a").stdout)
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


ADDRESS = f"http://an:{WORD}@e.vn/a.ttl"
TURTLE = f"<http://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/relation> <{ADDRESS}> ."
REPLIES = {
    "a redirect": http(b"", "302 Found", f"Location: {ADDRESS}"),
    "a redirect that is no address": http(b"", "302 Found", f"Location: https//an:{WORD}@e.vn/a.ttl"),
    "a redirect with a key": http(b"", "302 Found", f"Location: /b.ttl?token={WORD}"),
    "the words of a status": http(b"no", f"500 ask {ADDRESS}"),
    "a refusal": http(ADDRESS.encode(), f"403 ask {ADDRESS}"),
    "a type": http(TURTLE.encode(), "200 OK", f'Content-Type: text/html; profile="{ADDRESS}"'),
    "an encoding": http(TURTLE.encode(), "200 OK", f"Content-Encoding: {ADDRESS}"),
    "an error in JSON": http(f'{{"error": "{ADDRESS}"}}'.encode(), "200 OK", "Content-Type: application/ld+json"),
    "a context": http(
        f'{{"@context": "{ADDRESS}", "@id": "x:1"}}'.encode(), "200 OK", "Content-Type: application/ld+json"
    ),
    "a page": http(f"<html>{ADDRESS}</html>".encode(), "200 OK", "Content-Type: text/html"),
    "a syntax error": http(f"{TURTLE} <{ADDRESS}> {ADDRESS} .".encode(), "200 OK", "Content-Type: text/turtle"),
    "a prefix": http(f"{TURTLE} <{ADDRESS}> {ADDRESS}:x y .".encode(), "200 OK", "Content-Type: text/turtle"),
    "RDF/XML": http(
        f'<rdf:RDF xmlns:rdf="{ADDRESS}"><a></rdf:RDF>'.encode(), "200 OK", "Content-Type: application/rdf+xml"
    ),
    "a charset": http(f"\u00fe{TURTLE}".encode(), "200 OK", f'Content-Type: text/turtle; charset="{ADDRESS}"'),
    "an entity": http(
        f'<!DOCTYPE a SYSTEM "{ADDRESS}" [<!ENTITY b SYSTEM "{ADDRESS}">]><a>&b;</a>'.encode(),
        "200 OK",
        "Content-Type: application/rdf+xml",
    ),
    "a next page": http(
        f"{TURTLE} <> a <http://www.w3.org/ns/hydra/core#PartialCollectionView> ; "
        f"<http://www.w3.org/ns/hydra/core#next> <{ADDRESS}> .".encode(),
        "200 OK",
        "Content-Type: text/turtle",
    ),
}
"""What a server may send, each with a password."""


@pytest.mark.parametrize("reply", REPLIES)
def test_mail__says_no_password_that_a_server_sent(danhmuc: Run, reply: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a source that was good: what cron sends of its next night, the reports, and the letter to its agency."""
    without_proxies(monkeypatch)
    good = http(TURTLE.encode(), "200 OK", "Content-Type: text/turtle", close=False)
    with RawServer(good, REPLIES[reply]) as server:
        words = ("harvest", f"http://127.0.0.1:{server.port}/a.ttl", "--internal", "--profile", "none")
        assert danhmuc(*words).returncode == 0
        night = danhmuc("-v", *words, "--report", "night.eml", "--time-limit", "1")
        assert_silent("cron", night.stdout + night.stderr)
        checked = danhmuc("source", "check", "a", "--internal")
        assert_silent("check", checked.stdout + checked.stderr)
    # A wrong type is no failure.
    assert night.returncode == (0 if reply == "a type" else 1 if "run 2" in night.stdout else 3)
    assert_silent("mail", Path("night.eml").read_text("utf-8"))
    letter = assert_nothing_said(danhmuc)
    assert letter.returncode == (2 if reply == "a type" else 0)


@pytest.mark.parametrize(
    "location", [ADDRESS, f"https//an:{WORD}@e.vn/a.ttl", f"http://127.0.0.1:9/a.ttl?token={WORD}"]
)
def test_mail__says_no_password_of_a_location_that_was_stored_before(
    danhmuc: Run, location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By an earlier danhmuc, which took such locations."""
    without_proxies(monkeypatch)
    Path("a.ttl").write_text(TURTLE, "utf-8")
    assert danhmuc("harvest", "a.ttl", "--profile", "none").returncode == 0
    with closing(sqlite3.connect("danhmuc.db")) as connection, connection:
        connection.execute("UPDATE sources SET location = ? WHERE name = 'a'", (location,))
    night = danhmuc("-v", "harvest", "--all", "--report", "night.eml", "--time-limit", "1")
    assert night.returncode in (2, 3)
    assert_silent("cron", night.stdout + night.stderr)
    assert_silent("mail", Path("night.eml").read_text("utf-8"))
    assert_nothing_said(danhmuc)


def test_reports__that_are_sent_to_an_agency_say_no_password_of_its_records(danhmuc: Run) -> None:
    """As IRI of a record and of its publisher, and as value of a finding with a proposal."""
    Path("a.ttl").write_text(
        "PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dct: <http://purl.org/dc/terms/>"
        f'<{ADDRESS}> a dcat:Dataset ; dct:title "T"@en ; dcat:landingPage "{ADDRESS}" ; dct:publisher <{ADDRESS} b> ;'
        f'dcat:distribution [ a dcat:Distribution ; dcat:accessURL "{ADDRESS}" ] .',
        "utf-8",
    )
    night = danhmuc("harvest", "a.ttl", "--report", "night.eml")
    assert "dcat:landingPage" in night.stdout + danhmuc("validate", "a.ttl").stdout
    assert_silent("cron", night.stdout + night.stderr)
    assert_silent("mail", Path("night.eml").read_text("utf-8"))
    for kind in ("text", "html", "csv"):
        assert_silent(kind, danhmuc("validate", "a.ttl", "--report", kind).stdout)
        assert_silent(kind, danhmuc("report", "harvest", "--format", kind).stdout)
    for kind in ("html", "csv"):
        found = danhmuc("report", "findings", "--format", kind).stdout
        assert "***@e.vn" in found
        assert_silent(kind, found)


PREFIXES = """
PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dct: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/> PREFIX vcard: <http://www.w3.org/2006/vcard/ns#>"""
NAMES = tuple(
    f"{start}{user}{WORD}@e.vn/" for start in ("https://", "ftp://", "x-y+z://") for user in ("an:", "an%3A", ":")
)
IN_TEXTS = [form for form in FORMS if WORD not in mask_address_passwords(form)]
"""Those that are known where they stand among other words."""
RECORD = """
<{iri}> a dcat:Dataset ; dct:title "{number} {form} {texts} {more}"@vi ; dct:description "{form}"@vi ;
    dct:publisher <{iri}p> ; dct:identifier "{form}" ; dcat:keyword "{form}" ; dcat:landingPage "{form}" ;
    dct:relation <{iri}r> ; dcat:theme <{iri}theme> ; dct:license <{iri}licence> ; dct:issued "{form}" ;
    dcat:contactPoint [ a vcard:Organization ; vcard:fn "{form}" ; vcard:hasEmail <{iri}mail> ] ;
    dcat:distribution [ a dcat:Distribution ; dct:title "{form}" ; dct:format "{texts}" ; dcat:accessURL <{iri}a> ] .
<{iri}p> a foaf:Agent ; foaf:name "{form}"@vi ; foaf:homepage <{iri}> ; dct:identifier "{form}" ."""
SHAPES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
<x:s> a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property [ sh:path dct:publisher ; sh:maxCount 0 ],
    [ sh:path dct:title ; sh:datatype <x:t> ], [ sh:path dcat:distribution ; sh:nodeKind sh:IRI ] ."""
PRINTED = (
    *("apply plan.zip --dry-run", "apply plan.zip", "list", "list --nodes", "list --state missing"),
    "list --since last",
    *("list --facets theme,publisher,format,licence,state,verdict", "list --sort violations", "show GONE", "show IRIp"),
    *(
        "show IRI",
        "show IRI --history",
        "show IRI --diff",
        "show IRI --original",
        "status",
        "status a",
        "status --since",
    ),
    *("status --since --nodes", "source show a", "source list", "validate", "validate --all", "validate a.ttl"),
    *("report findings", "report findings --by publisher", "report harvest", "report harvest 1", "report changes"),
    *("registry withhold IRI --reason x", "list --state withheld", "registry release IRI --reason x"),
    *("registry withdraw IRI --reason x", "registry same-as IRI IRIp --reason x", "registry setting authority x"),
    *("registry register IRI standard --reason x", "report registration", "undo IRI", "undo 1", "harvest a.ttl"),
    *("registry accept-missing a --reason x", "registry rename GONE IRI --reason x", "registry purge GONE --reason x"),
    *("validate a.ttl --shapes s.ttl", "report disclosures", "elements list", "registry check"),
)
"""Commands that print records, asked for text and for JSON; later ones see what earlier ones changed."""
GRAPHS = ("turtle", "xml", "json-ld", "nt")
FORMATS = {
    "validate a.ttl --report": ("csv", "html", "junit", *GRAPHS),
    "validate a.ttl --shapes s.ttl --report": GRAPHS,
    "report findings --format": ("csv", "html", "junit", *GRAPHS),
    "report harvest --batch 1 --format": ("csv", "html", "mail"),
    "report changes --format": ("csv", "html"),
    "report registration --format": ("csv", "html"),
    "apply plan.zip --dry-run --format": ("html",),
}
STATUTORY = ("danh-muc", "dich-vu", "du-lieu-mo", "thoi-han", "ke-hoach", "phan-hoi", "tu-dien")
WRITTEN = (
    *(f"report form {name} -o {name}.json -o {name}.html" for name in STATUTORY),
    *(f"export {name} out.{name} --left-out left.csv --losses losses.csv" for name in ("turtle", "dcat-us", "csvw")),
    "export turtle out.ttl --left-out left.jsonl --losses losses.jsonl",
    *(f"apply plan.zip --dry-run -o plan.{end}" for end in ("txt", "json", "html")),
    *(f"report harvest --batch 1 -o night.{end}" for end in ("txt", "json", "csv", "html", "eml")),
    *(f"report changes -o changes.{end}" for end in ("json", "csv", "html")),
    *(f"harvest a.ttl --report again.{end}" for end in ("txt", "json", "csv", "html", "eml")),
)
"""Commands that write files of records."""


def test_commands__say_no_password_of_a_record(danhmuc: Run, terminal: Run) -> None:
    """As name, title, address, contact and publisher of a record: on stdout, on stderr, in files; and plans apply."""
    assert len(IN_TEXTS) > 500
    publish("a.ttl", "", NAMES)
    publish("b.ttl", "", [f"{name}b/" for name in NAMES])
    Path("s.ttl").write_text(PREFIXES + SHAPES, "utf-8")
    assert danhmuc("harvest", "a.ttl").returncode == danhmuc("harvest", "b.ttl", "--profile", "none").returncode == 0
    publish("a.ttl", "x", NAMES[:-1])
    assert danhmuc("harvest", "a.ttl", "--plan", "plan.zip").returncode == 0
    words = {"IRI": NAMES[0], "IRIp": f"{NAMES[0]}p", "GONE": NAMES[-1]}
    said: dict[str, str] = {}

    def ask(command: str) -> None:
        answer = danhmuc("-v", *(words.get(word, word) for word in command.split()))
        said[command] = answer.stdout + answer.stderr

    for command in PRINTED:
        ask(command)
        ask(f"{command} --json")
    with Registry.open("sqlite:///danhmuc.db") as registry:
        assert [len(registry.ledger.history(name)) >= 2 for name in NAMES[:-1]] == [True] * (len(NAMES) - 1)
        assert f"{IN_TEXTS[-1]} x" in registry.get(NAMES[len(IN_TEXTS) % len(NAMES) - 1]).nquads.decode()
    for command, formats in FORMATS.items():
        for one in formats:
            ask(f"{command} {one}")
    for command in WRITTEN:
        there = set(Path().iterdir())
        ask(command)
        said |= {f"{command}: {path}": path.read_text("utf-8") for path in set(Path().iterdir()) - there}
    said["list on a terminal"] = terminal("list").stdout
    assert sum("***@e.vn" in text for text in said.values()) > 100
    assert {one: text[max(0, text.index(WORD) - 80) :][:200] for one, text in said.items() if WORD in text} == {}


def publish(name: str, more: str, names: Sequence[str]) -> None:
    """Write a document with a record of each name; together, they have all forms."""
    records = (
        RECORD.format(iri=iri, number=at, form=IN_TEXTS[at], texts=" ".join(IN_TEXTS[at :: len(NAMES)]), more=more)
        for at, iri in enumerate(names)
    )
    Path(name).write_text(PREFIXES + "".join(records), "utf-8")


def without_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


def assert_nothing_said(danhmuc: Run) -> CompletedProcess[str]:
    """No report on the source ``a``, and no letter, has the password; returns the letter."""
    for words in (["status"], ["status", "a"], ["status", "--json"], ["source", "show", "a"], ["source", "list"]):
        answer = danhmuc(*words)
        assert_silent(words, answer.stdout + answer.stderr)
    for kind in ("text", "mail", "csv", "json", "html"):
        assert_silent(kind, danhmuc("report", "harvest", "--format", kind).stdout)
    letter = danhmuc("status", "a", "--format", "letter")
    assert_silent("letter", letter.stdout + letter.stderr)
    return letter


STORED = f"https://e.vn/a.ttl?token={WORD}"


@pytest.mark.parametrize(
    "command", ["source show e", "source list", "source check e", "status", "status --format letter e"]
)
def test_commands__say_no_password_of_a_stored_location(
    danhmuc: Run, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    for words in (["add", STORED, "--name", "e"], ["move", "e", f"{STORED}&x=1", "--reason", "x"]):
        for more in ([], ["--json"]):
            answer = danhmuc("source", *words, *more)
            assert_silent(answer.args, answer.stdout + answer.stderr)
    danhmuc("harvest", "e")
    for more in ([], ["--json"]) if "letter" not in command else ([],):
        answer = danhmuc(*command.split(), *more)
        assert "token=***&x=1" in answer.stdout
        assert_silent(answer.args, answer.stdout + answer.stderr)


def test_source_load__says_no_password_of_a_stored_location(danhmuc: Run) -> None:
    danhmuc("source", "add", STORED, "--name", "e")
    Path("sources.toml").write_text('[[source]]\nname = "e"\nlocation = "https://e.vn/b.ttl"\n', "utf-8")
    for more in ([], ["--json"]):
        answer = danhmuc("source", "load", "sources.toml", "--dry-run", *more)
        assert "token=***" in answer.stdout
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
