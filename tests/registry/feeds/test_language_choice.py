"""The languages of a feed: which texts leave, and that nobody loses all texts of a property."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from danhmuc.registry import FeedReport, Registry
from danhmuc.registry.feeds.federated_form import LanguageChoice
from danhmuc.registry.feeds.manifest import read_manifest
from danhmuc.registry.record.exported import ExportedRecord

from .public_words import BASE, POLICY, SETTINGS, bytes_by_path, dataset, harvest

TITLE: Final = '<a> <http://purl.org/dc/terms/title> "{}"{} .\n'
WORDS: Final = 'dct:alternative "mot"@fr, "one"@en-GB, "một"@vi-VN'


def chosen(*tags: str, languages: tuple[str, ...] = ("vi", "en")) -> list[str]:
    """The tags that are left of the titles of a record."""
    lines = sorted(TITLE.format(number, tag).encode() for number, tag in enumerate(tags))
    record = ExportedRecord(iri="a", nquads=b"".join(lines))
    with closing(LanguageChoice(languages)) as choice:
        (found,) = choice.choose([record])
    return [line.rpartition('"')[2].removesuffix(" .") for line in found.nquads.decode().splitlines()]


@pytest.mark.parametrize(
    ("tags", "left"),
    [
        (("@vi", "@en", "@de"), ["@vi", "@en"]),
        (("@vi-vn", "@EN-GB", "@vie"), ["@vi-vn", "@EN-GB"]),
        (("@vi", ""), ["@vi", ""]),
        (("@de", "@fr"), ["@de", "@fr"]),
        (("@de", ""), ["@de", ""]),
        (
            ("@de", "^^<http://www.w3.org/2001/XMLSchema#token>", "@en"),
            ["^^<http://www.w3.org/2001/XMLSchema#token>", "@en"],
        ),
        (("@ar--rtl", "@vi--ltr"), ["@vi--ltr"]),
    ],
)
def test_choose__leaves_texts_in_other_languages_out(tags: tuple[str, ...], left: list[str]) -> None:
    assert chosen(*tags) == left


def test_choose__takes_a_region_by_its_own_tag_alone() -> None:
    assert chosen("@en", "@en-gb", "@en-gb-oed", languages=("en-gb",)) == ["@en-gb", "@en-gb-oed"]


def test_choose__is_not_misled_by_a_text_that_looks_like_another() -> None:
    lines = TITLE.format('x\\"@de .', "").encode() + TITLE.format("y", "@vi").encode()
    with closing(LanguageChoice(["vi"])) as choice:
        (found,) = choice.choose([ExportedRecord(iri="a", nquads=lines)])
    assert found.nquads == lines


@pytest.fixture
def registry(sqlite_url: str, tmp_path: Path) -> Iterator[Registry]:
    with Registry.open(sqlite_url, create=True) as opened:
        agent = '<agent> a foaf:Organization ; foaf:name "Sở"@vi, "Amt"@de .\n'
        by_agent = ("dct:publisher <agent>", WORDS, 'dcat:contactPoint [ vcard:fn "Ông"@vi, "Herr"@de ]')
        harvest(
            opened, tmp_path, "a", agent + dataset("1", *by_agent) + dataset("2", 'dct:abstract "nur"@de', *by_agent)
        )
        yield opened


def build(registry: Registry, folder: Path, languages: str, **options: object) -> FeedReport:
    file = folder / "settings.toml"
    file.write_text(f"languages = {languages}\n{SETTINGS}" if languages else SETTINGS, encoding="utf-8")
    return registry.export_feed(folder / "feed", base=BASE, settings=file, **options)  # type: ignore[arg-type]


def test_export_feed__has_the_languages_of_its_settings_and_tells_what_is_lost(
    registry: Registry, tmp_path: Path
) -> None:
    (tmp_path / "policy.toml").write_text(POLICY, encoding="utf-8")
    policy = tmp_path / "policy.toml"
    losses = tmp_path / "losses.jsonl"
    report = build(registry, tmp_path, '["EN", "vi"]', policy=policy, losses=losses)
    files = bytes_by_path(tmp_path / "feed" / "current")
    lines = files["all.nt.gz"].decode().splitlines()
    assert not [line for line in lines if line.endswith(("@de .", "@fr .")) and '"nur"' not in line]
    assert sum('"một"@vi-vn' in line or '"one"@en-gb' in line for line in lines) == 4
    assert sum('"nur"@de' in line for line in lines) == 1
    assert (report.texts_left_out, report.texts_left_out_of) == (5, 3)
    rows = [json.loads(line) for line in losses.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["reason"] == "language"]
    assert {(row["iri"], row["property"]): row["count"] for row in rows} == {
        ("https://e.vn/1", "dcat:contactPoint/vcard:fn"): 1,
        ("https://e.vn/1", "dct:alternative"): 1,
        ("https://e.vn/2", "dcat:contactPoint/vcard:fn"): 1,
        ("https://e.vn/2", "dct:alternative"): 1,
        ("https://e.vn/agent", "foaf:name"): 1,
    }
    assert [one.iri for one in report.texts_left_out_first] == [*dict.fromkeys(row["iri"] for row in rows)]
    index = files["index.html"].decode()
    assert index.index('<article lang="en"') < index.index('<article lang="vi"')
    spoken = [
        line.rpartition("/")[2]
        for line in lines
        if "<https://data.example.vn/feed/catalog> <http://purl.org/dc/terms/language>" in line
    ]
    assert spoken == ["ENG> .", "VIE> ."]


def test_export_feed__of_other_languages_has_another_digest(registry: Registry, tmp_path: Path) -> None:
    found = []
    for languages in ("", '["vi"]', '["vi", "en"]', '["en", "vi"]', '["vi"]'):
        report = build(registry, tmp_path, languages)
        manifest = read_manifest(tmp_path / "feed" / "current", base=BASE)
        assert manifest is not None
        found.append(manifest.settings)
    assert len(set(found)) == 4
    assert found[1] == found[4]
    report = build(registry, tmp_path, '["vi"]')
    assert (report.files_changed, report.changed) == (0, 0)
