"""The scripts make the bundled files again, byte for byte, and the documentation shows what the files say."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from danhmuc.vocab import concepts

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import BundledList


def made(root: Path, script: str, *arguments: str | Path) -> None:
    """Run a snapshot script; its complaint fails the test."""
    command = [sys.executable, "-P", "-W", "error", str(root / ".ci" / "snapshots" / script), *map(str, arguments)]
    environment = {"PYTHONPATH": str(root / ".ci" / "snapshots"), "PYTHONDONTWRITEBYTECODE": "1"}
    result = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert result.returncode == 0, result.stderr


def same(root: Path, folder: Path, *tokens: str) -> bool:
    """Whether the folder has exactly these files, the same as vocab/schemes."""
    assert sorted(path.stem for path in folder.iterdir()) == sorted(tokens)
    return all(
        (folder / f"{token}.ttl").read_bytes() == (root / "vocab" / "schemes" / f"{token}.ttl").read_bytes()
        for token in tokens
    )


def test_territories__are_made_again_byte_for_byte(root: Path, test_data: Path, tmp_path: Path) -> None:
    made(root, "territories.py", test_data / "tables", tmp_path)
    assert same(root, tmp_path, "commune", "province", "province-2004")


def test_eu_tables__are_made_again_byte_for_byte(root: Path, test_data: Path, tmp_path: Path) -> None:
    made(root, "eu_tables.py", test_data / "tables", tmp_path)
    assert same(root, tmp_path, "data-theme", "file-type", "licence")


def test_languages__are_made_again_byte_for_byte(root: Path, tmp_path: Path) -> None:
    core = pytest.importorskip("babel.core", reason="no Babel, which has the names")
    release = f"names from CLDR {core.get_cldr_version()} through Babel"
    if release not in (root / "vocab" / "schemes" / "language.ttl").read_text(encoding="utf-8"):
        pytest.skip("this Babel has another CLDR")
    made(root, "languages.py", tmp_path)
    assert same(root, tmp_path, "language")


def test_media_types__are_those_of_iana_with_their_extensions(
    root: Path, tmp_path: Path, read: Callable[[str, bytes], BundledList]
) -> None:
    database = {
        "text/csv": {"source": "iana", "compressible": True, "extensions": ["csv"]},
        "application/x-invented": {"source": "apache", "extensions": ["inv"]},
        "image/jpeg": {"source": "iana", "compressible": False, "extensions": ["jpeg", "jpg"]},
        "application/n-quads": {"source": "iana"},
        "text/unsourced": {},
    }
    (tmp_path / "db.json").write_text(json.dumps(database), encoding="utf-8")
    (tmp_path / "schemes").mkdir()
    made(root, "media_types.py", tmp_path / "db.json", "9.9.9", "2026-01-31", tmp_path / "schemes")
    found = read("media-type", (tmp_path / "schemes" / "media-type.ttl").read_bytes())
    assert {concept.code: concept.values("skos:hiddenLabel") for concept in found.concepts} == {
        "application/n-quads": [],
        "image/jpeg": [".jpeg", ".jpg"],
        "text/csv": [".csv"],
    }
    assert found.codes == sorted(found.codes)
    assert found.scheme.values("dct:modified") == ["2026-01-31"]
    assert "mime-db 9.9.9" in found.text


def test_media_types__bundled_ones_have_the_form_the_script_writes(root: Path, tmp_path: Path) -> None:
    scheme = concepts.load("media-type")
    version = next(
        word
        for word in (root / "vocab" / "schemes" / "media-type.ttl").read_text(encoding="utf-8").split()
        if word[0].isdigit()
    )
    database = {
        concept.code: {"source": "iana", "extensions": [label[1:] for label in concept.hidden_labels]}
        for concept in scheme
    }
    (tmp_path / "db.json").write_text(json.dumps(database), encoding="utf-8")
    (tmp_path / "schemes").mkdir()
    assert scheme.snapshot is not None
    made(root, "media_types.py", tmp_path / "db.json", version, scheme.snapshot.isoformat(), tmp_path / "schemes")
    assert same(root, tmp_path / "schemes", "media-type")


def test_lists__are_laid_out_as_all_are(root: Path) -> None:
    made(root, "lay_out.py", "--check")


def test_lay_out__brings_any_turtle_into_the_form(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "colour.ttl"
    path.write_text(MESSY, encoding="utf-8")
    made(root, "lay_out.py", path)
    assert path.read_text(encoding="utf-8") == TIDY


MESSY = r"""# Colours. Written by hand.
PREFIX s: <http://www.w3.org/2004/02/skos/core#>
@prefix colour: <https://example.org/colour/>.
@prefix dc: <http://purl.org/dc/terms/>.
<https://example.org/colour> a s:ConceptScheme; <https://w3id.org/danhmuc/def#completeness> "snapshot";
  dc:title "Ma\u0300u"@vi, "Colour"@en; dc:identifier "colour"; dc:rights "free"@en; dc:source <https://example.org/>;
  dc:modified "2026-01-31"^^<http://www.w3.org/2001/XMLSchema#date> .
colour:R s:prefLabel "đỏ"@vi, "red \\ \"rouge\""@en; s:notation "R"; a s:Concept; s:inScheme <https://example.org/colour>;
  s:broader <https://example.org/colour/a.b>.
"""
TIDY = r"""# Colours. Written by hand.

@prefix colour: <https://example.org/colour/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://example.org/colour> a skos:ConceptScheme ;
    dct:identifier "colour" ;
    dct:title "Màu"@vi , "Colour"@en ;
    dct:source <https://example.org/> ;
    dct:rights "free"@en ;
    dct:modified "2026-01-31"^^xsd:date ;
    dmv:completeness "snapshot" .

colour:R a skos:Concept ;
    skos:inScheme <https://example.org/colour> ;
    skos:notation "R" ;
    skos:prefLabel "đỏ"@vi , "red \\ \"rouge\""@en ;
    skos:broader <https://example.org/colour/a.b> .
"""


def test_docs__show_the_tables_of_the_files(root: Path) -> None:
    made(root, "docs_tables.py", "--check")
