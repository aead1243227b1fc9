"""Random registries: a build selects what an export selects once all verdicts are renewed."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Final

import pytest

from danhmuc.registry import Registry
from danhmuc.registry.export.packed_candidates import PackedCandidates
from danhmuc.registry.export.selection import Selection
from danhmuc.registry.feeds.feed_settings import read_feed_settings
from danhmuc.registry.feeds.gathering import select_entries

from ...conftest import seeds
from .public_words import SETTINGS, harvest

PROFILE: Final = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix prof: <http://www.w3.org/ns/dx/prof/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
<https://e.vn/p> a prof:Profile ; prof:hasToken "trial" .
<https://e.vn/p#Dataset> a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property <https://e.vn/p#x> .
<https://e.vn/p#Agent> a sh:NodeShape ; sh:targetClass foaf:Agent ; sh:property <https://e.vn/p#y> .
<https://e.vn/p#x> a sh:PropertyShape ; sh:path {} ; sh:minCount 1 ; sh:severity sh:Violation ;
    sh:message "Có."@vi , "Be."@en .
<https://e.vn/p#y> a sh:PropertyShape ; sh:path {} ; sh:minCount 1 ; sh:severity sh:Violation ;
    sh:message "Có."@vi , "Be."@en .
"""
RESTRICTED: Final = "dct:accessRights <http://publications.europa.eu/resource/authority/access-right/RESTRICTED>"


def catalogue(random: Random, source: str) -> str:
    """Two agents, and datasets of which some are missing, and some are those of the other source, too."""
    said = ""
    for number in range(2):
        name = f' ; foaf:name "{random.random()}"@vi' if random.random() < 0.6 else ""
        mail = " ; foaf:mbox <mailto:a@e.vn>" if random.random() < 0.7 else ""
        said += f"<{source}-agent-{number}> a foaf:Agent ; foaf:age 1{name}{mail} .\n"
    for number in range(6):
        if random.random() < 0.15:
            continue
        owner = random.choice([source, source, "both"])
        said += f"<{owner}-{number}> a dcat:Dataset ; dct:publisher <{source}-agent-{random.randrange(2)}>"
        for prop in ("title", "identifier", "issued"):
            if random.random() < 0.6:
                said += f' ; dct:{prop} "{random.choice("ab")}"'
        said += f" ; {RESTRICTED} .\n" if random.random() < 0.15 else " .\n"
    return said


def versions(packed: PackedCandidates) -> list[tuple[str, int | None]]:
    return sorted((iri, one.version_id) for iri, one in packed.items())


def view(selection: Selection) -> tuple[object, ...]:
    """All that a selection says."""
    faulty = sorted(selection.faulty)
    return versions(selection.leaving), versions(selection.nodes), faulty, dict(selection.left_out.counts)


@pytest.mark.parametrize(
    "seed", [21, *(pytest.param(number, marks=pytest.mark.soak) for number in seeds(100) if number != 21)]
)
def test_select_entries__is_what_leaves_once_verdicts_are_renewed(sqlite_url: str, tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    profile = tmp_path / "trial.profile.ttl"

    def write_profile() -> None:
        of_datasets = random.choice(["dct:title", "dct:identifier", "dct:issued", "( dct:publisher foaf:name )"])
        profile.write_text(PROFILE.format(of_datasets, random.choice(["foaf:name", "foaf:mbox"])), encoding="utf-8")

    write_profile()
    for _ in range(random.randrange(2, 6)):
        with Registry.open(sqlite_url, create=True) as registry:
            for source in ("s", "t"):
                harvest(registry, tmp_path, source, catalogue(random, source), profile=str(profile))
        if random.random() < 0.7:
            write_profile()
    settings = read_feed_settings(SETTINGS.encode())
    with Registry.open(sqlite_url) as registry:
        with registry._database.reading() as connection:
            built = view(select_entries(connection, settings, registry._engines.validators))
        registry.revalidate()
        with registry._database.reading() as connection:
            assert built == view(Selection(connection, names_left_out=True))
            assert select_entries(connection, settings, registry._engines.validators).validated == 0
