"""A file of sources: what it may say, and the one line that each mistake is answered with."""

from __future__ import annotations

from pathlib import Path

import pytest

from danhmuc.registry import DeclaredSource, SourceSettings, read_source_file
from danhmuc.registry.record.source_settings import DeletionGuard, Expectations
from danhmuc.vocab.errors import SourceUnavailableError, UsageError

A = '[[source]]\nname = "a"\nlocation = "a.ttl"\n'

FULL = """
[[source]]
name = "Sở Y tế"
location = "feeds/y-te"
kind = "rdf"
profile = "vn"
priority = 10
interval_hours = 24
contact = "Bà Lan, 0234 000 000"
internal = true
credential_variable = "Y_TE_TOKEN"
delay_seconds = 0.5
max_pages = 500
expectations = { records = 120, days = 8 }

[source.guard]
share = 0.5
records = 9
off = false
reason = "Sáp nhập hai sở"

[[source]]
name = "b"
location = "/srv/b.ttl"
profile = "none"
"""


def test_read__every_key(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(FULL, encoding="utf-8-sig")
    settings = SourceSettings(
        interval_hours=24,
        contact="Bà Lan, 0234 000 000",
        internal=True,
        credential_variable="Y_TE_TOKEN",
        delay_seconds=0.5,
        max_pages=500,
        expectations=Expectations(records=120, days=8),
        guard=DeletionGuard(share=0.5, records=9, reason="Sáp nhập hai sở"),
    )
    location = str(tmp_path / "feeds" / "y-te")
    assert read_source_file(path) == (
        DeclaredSource(name="Sở Y tế", location=location, profile="vn", priority=10, settings=settings),
        DeclaredSource(name="b", location="/srv/b.ttl", profile="none"),
    )


def test_read__what_is_not_there_has_its_default() -> None:
    (declared,) = read_source_file(A.encode(), folder="/srv")
    assert declared == DeclaredSource(name="a", location="/srv/a.ttl", profile="dcat-ap", settings=SourceSettings())


def test_read__locations_and_profiles_are_beside_the_file_not_where_we_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "conf").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "conf" / "own.ttl").write_text(
        '<https://e.vn/own> a <http://www.w3.org/ns/dx/prof/Profile> ; <http://www.w3.org/ns/dx/prof/hasToken> "own" ;'
        ' <http://purl.org/dc/terms/title> "O"@vi , "O"@en .'
    )
    (tmp_path / "conf" / "sources.toml").write_text(A.replace("a.ttl", "../a.ttl") + 'profile = "own.ttl"\n')
    monkeypatch.chdir(tmp_path / "elsewhere")
    (declared,) = read_source_file(Path("..") / "conf" / "sources.toml")
    assert (declared.location, declared.profile) == (str(tmp_path / "a.ttl"), str(tmp_path / "conf" / "own.ttl"))


def test_read__a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailableError, match="No such file"):
        read_source_file(tmp_path / "gone.toml")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (A + "priorty = 1", "f.toml, source 'a': unknown key 'priorty'; did you mean 'priority'?"),
        (A + "interval-hours = 1", "f.toml, source 'a': unknown key 'interval-hours'; did you mean 'interval_hours'?"),
        (A + "owner = 1", "f.toml, source 'a': unknown key 'owner'; known: name, location, kind, "),
        (A + "guard = { recrods = 3 }", "unknown key 'guard.recrods'; did you mean 'guard.records'?"),
        (A + "guard = true", "unknown key 'guard'; known: guard.share, guard.records, guard.off, guard.reason"),
        (A + 'priority = "1"', "'priority' must be a whole number from 0 to 1,000,000; found \"1\""),
        (A + "priority = true", "'priority' must be a whole number from 0 to 1,000,000; found true"),
        (A + "priority = 99999999999999999999", "found 99999999999999999999"),
        (A + "priority = -1", "found -1"),
        (A + "interval_hours = 0", "'interval_hours' must be a whole number from 1"),
        (A + "delay_seconds = nan", "'delay_seconds' must be a number from 0 to 3,600; found NaN"),
        (A + "delay_seconds = inf", "found Infinity"),
        (A + "internal = 1", "'internal' must be true or false; found 1"),
        (
            A + "contact = 2026-01-01",
            "'contact' must be a text of one line, up to 1,000 letters, in quotation marks; found",
        ),
        (A + 'contact = "a\\nb"', "'contact' must be a text of one line"),
        (A + 'contact = "a\\u0000b"', "'contact' must be a text of one line"),
        (A + 'contact = ""', "'contact' must be a text of one line"),
        (A + "expectations = { records = 0 }", "'expectations.records' must be a whole number from 1"),
        (A + "expectations = { days = 1.5 }", "'expectations.days' must be a whole number from 0"),
        (A + 'guard = { share = 0, reason = "x" }', "'guard.share' must be a share above 0, up to 1; found 0"),
        (A + 'guard = { share = 1.1, reason = "x" }', "found 1.1"),
        (A + 'guard = { off = true, reason = " " }', "'guard.reason' must be a text of one line"),
        (A + "guard = { off = true }", "f.toml, source 'a': 'guard' needs the key 'reason': why it is changed"),
        (A + 'kind = "rfd"', "unknown kind of source 'rfd'; known: ckan, data-json, elements, feedback, ldes, rdf"),
        (A + 'profile = "dcat"', "unknown profile 'dcat'; known: "),
        ('[[source]]\nlocation = "a"', "f.toml, source number 1: the key 'name' is missing"),
        ('[[source]]\nname = "a"', "f.toml, source 'a': the key 'location' is missing"),
        ('[[source]]\nname = "a/b"\nlocation = "a"', "'a/b' cannot name a source"),
        ('[[source]]\nname = "local"\nlocation = "a"', "'local' cannot name a source"),
        ('[[source]]\nname = "a"\nlocation = "ftp://e.vn/a.ttl"', "f.toml, source 'a': cannot harvest ftp://e.vn"),
        (A + A, "f.toml, source 'a': another source has the same name"),
        (A + A.replace('"a"', '"b"'), "f.toml, source 'b': /srv/a.ttl is the location of source 'a', too"),
        (A.replace("[[source]]", "[[sources]]"), "f.toml: unknown key 'sources' outside of all sources"),
        (A.replace("[[source]]", "[source]"), "f.toml: each source must be a table, [[source]]"),
        ("source = [1]", "f.toml: each source must be a table"),
        ("", "f.toml lists no source"),
        ("source = []", "f.toml lists no source"),
        ("[[source]\n", "f.toml is no TOML: "),
        ("a = " + "[" * 5_000, "f.toml is no TOML: "),
        ("a = " + "9" * 5_000, "f.toml is no TOML: "),
        (A + 'name = "b"', "f.toml is no TOML: "),
    ],
)
def test_read__a_mistake_is_one_line_that_names_file_source_and_key(content: str, said: str) -> None:
    with pytest.raises(UsageError) as refusal:
        read_source_file(content.encode(), name="f.toml", folder="/srv")
    assert said in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_read__a_device_that_never_ends() -> None:
    with pytest.raises(SourceUnavailableError, match="/dev/zero: it is a pipe or a device"):
        read_source_file("/dev/zero")


def test_read__bytes_that_are_no_text() -> None:
    with pytest.raises(UsageError, match="is no TOML: "):
        read_source_file(b"\xff\xfe", name="f.toml")


@pytest.mark.parametrize(
    "line",
    ['credential_variable = "s3cret-Value"', "credential_variable = 1234", 'credential_variable = "abcdef0123"'],
)
def test_read__a_secret_in_place_of_its_variable_is_not_repeated(line: str) -> None:
    with pytest.raises(UsageError, match="must be the name of an environment variable") as refusal:
        read_source_file((A + line).encode(), name="f.toml")
    assert line.split('"')[-2 if '"' in line else 0].removeprefix("credential_variable = ") not in str(refusal.value)


def test_read__a_password_in_a_location_is_not_repeated() -> None:
    content = '[[source]]\nname = "a"\nlocation = "https://hue:s3cret@e.vn/a.ttl"'
    with pytest.raises(UsageError, match="holds a password; name the variable") as refusal:
        read_source_file(content.encode(), name="f.toml")
    assert "s3cret" not in str(refusal.value)
