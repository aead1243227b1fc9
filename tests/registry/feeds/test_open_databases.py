"""Databases are in a feed only where a distribution or service of theirs is."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from danhmuc.registry import Registry
from danhmuc.registry.feeds.manifest import Tombstone, read_manifest

from .public_words import BASE, POLICY, export_feed, harvest, word

RESTRICTED = "dct:accessRights access:RESTRICTED"


def database(name: str, more: str = "") -> str:
    return f'<{name}> a dmv:Database ; dct:title "{word(name)}"@vi{more} .\n'


def distribution(name: str, more: str = "") -> str:
    return f'<{name}> a dcat:Distribution ; dcat:accessURL <https://e.vn/{name}.csv> ; dct:title "d"@vi{more} .\n'


def service(name: str, served: str, more: str = "") -> str:
    said = f'dct:title "s"@vi ; dcat:endpointURL <api> ; dcat:servesDataset <{served}>{more}'
    return f"<{name}> a dcat:DataService ; {said} .\n"


SOURCE = (
    database("closed")
    + database("open", " ; dcat:distribution <o>")
    + distribution("o")
    + database("served")
    + service("s", "served")
    + database("behind", " ; dcat:distribution <b>")
    + distribution("b", f" ; {RESTRICTED}")
    + database("inner")
    + service("t", "inner", f" ; {RESTRICTED}")
)


@pytest.fixture
def registry(sqlite_url: str, tmp_path: Path) -> Iterator[Registry]:
    with Registry.open(sqlite_url, create=True) as opened:
        harvest(opened, tmp_path, "main", SOURCE)
        yield opened


def databases(folder: Path) -> tuple[set[str], dict[str, str]]:
    """The databases in a feed, and those gone with the reason."""
    manifest = read_manifest(folder / "feed" / "current", base=BASE)
    assert manifest is not None
    names = {one.iri.rpartition("/")[2]: one for one in manifest.records()}
    gone = {name: one.reason for name, one in names.items() if isinstance(one, Tombstone)}
    return names.keys() - gone.keys() - {"s", "t"}, gone


def test_export_feed__has_databases_of_which_something_is_public(registry: Registry, tmp_path: Path) -> None:
    left_out = tmp_path / "left-out.csv"
    report = export_feed(registry, tmp_path, None)
    assert report.left_out == {"no-public-access": 1}
    assert databases(tmp_path)[0] == {"open", "served", "behind", "inner"}
    policy = tmp_path / "policy.toml"
    policy.write_text(POLICY, encoding="utf-8")
    report = registry.export_feed(
        tmp_path / "feed", base=BASE, settings=tmp_path / "settings.toml", policy=policy, left_out=left_out
    )
    assert report.left_out == {"no-public-access": 3}
    found, gone = databases(tmp_path)
    assert found == {"open", "served"}
    assert (gone["behind"], gone["inner"]) == ("withdrawn", "deleted")
    assert left_out.read_text("utf-8-sig").count("no-public-access") == 3
    assert registry.export("nt", BytesIO()).records == 7


WITHDRAWN = " ; adms:status <http://publications.europa.eu/resource/authority/distribution-status/WITHDRAWN>"


def test_export_feed__a_withdrawn_distribution_is_no_way_to_a_database(sqlite_url: str, tmp_path: Path) -> None:
    shared = distribution("shared", WITHDRAWN)
    blank = database("blank", f' ; dcat:distribution [ dct:title "d"@vi ; dcat:accessURL <https://e.vn/f>{WITHDRAWN} ]')
    source = (
        database("out", " ; dcat:distribution <w>")
        + distribution("w", WITHDRAWN)
        + database("in", " ; dcat:distribution <v> , <i>")
        + distribution("v", WITHDRAWN)
        + distribution("i", " ; adms:status <https://a.example/odd>")
        + database("one", " ; dcat:distribution <shared>")
        + database("two", " ; dcat:distribution <shared>")
        + shared
        + blank
        + '<d> a dcat:Dataset ; dct:title "d"@vi .\n'
    )
    with Registry.open(sqlite_url, create=True) as registry:
        harvest(registry, tmp_path, "main", source)
        report = export_feed(registry, tmp_path)
    assert databases(tmp_path)[0] == {"in", "d"}
    assert report.left_out == {"no-public-access": 4}
