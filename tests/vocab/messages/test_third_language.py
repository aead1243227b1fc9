"""A third language is one more folder, and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po

import danhmuc.vocab
from danhmuc.vocab.messages import MessageTemplate
from danhmuc.vocab.messages.errors import ErrorsText

FRENCH: Final[Mapping[MessageTemplate, str | tuple[str, str]]] = {
    ErrorsText.LIST_UNKNOWN: "liste de codes {name!r} inconnue ; connues : {known}",
    ErrorsText.UNWRITABLE: (
        "{format} ne peut contenir {count} triplet : {examples}",
        "{format} ne peut contenir {count} triplets : {examples}",
    ),
    MessageTemplate("format-thousands", ","): "\u202f",
    MessageTemplate("format-day", "{year}-{month}-{day}"): "{day}/{month}/{year}",
    MessageTemplate("foreign-words", "{words}"): "« {words} »",
}

RENDERING: Final = """
from danhmuc.vocab.errors import SourceUnavailableError, UnknownNameError
from danhmuc.vocab.messages import languages
from danhmuc.vocab.messages.errors import ErrorsText
print(languages())
print(UnknownNameError(ErrorsText.LIST_UNKNOWN, "x", ["a", "b"]).render("fr"))
print(ErrorsText.UNWRITABLE(format="xml", count=0, examples="x").render("fr"))
print(ErrorsText.UNWRITABLE(format="xml", count=1200, examples="x").render("fr"))
print(SourceUnavailableError("a.ttl", "no").render("fr"))
print(sorted(ErrorsText.LIST_UNKNOWN(name="x", known="a").by_language()))
"""


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the installed packages that speaks some French."""
    folder = tmp_path_factory.mktemp("third")
    installed = Path(str(danhmuc.vocab.__file__)).parents[1]
    shutil.copytree(installed, folder / "danhmuc", ignore=shutil.ignore_patterns("__pycache__"))
    catalog = Catalog(locale="fr", fuzzy=False)
    for template, string in FRENCH.items():
        english = template.english if template.plural is None else (template.english, template.plural)
        catalog.add(english, string, context=template.id)
    place = folder / "danhmuc" / "vocab" / "locale" / "fr" / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "danhmuc.po").open("wb") as file:
        write_po(file, catalog)
    with (place / "danhmuc.mo").open("wb") as file:
        write_mo(file, catalog)
    return folder


def run(packages: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(packages), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=packages, env=environment, capture_output=True, text=True, check=False
    )


def test_third_language__is_rendered(packages: Path) -> None:
    done = run(packages, "-c", RENDERING)
    assert (done.stderr, done.returncode) == ("", 0)
    assert done.stdout.splitlines() == [
        "('fr', 'vi', 'en')",
        "liste de codes 'x' inconnue ; connues : a, b",
        # French counts none as one.
        "xml ne peut contenir 0 triplet : x",
        "xml ne peut contenir 1\u202f200 triplets : x",
        # What is not translated yet is English, what is within it is not.
        "cannot open a.ttl: « no »",
        "['en', 'fr', 'vi']",
    ]


def test_third_language__is_spoken_by_the_command_line(packages: Path) -> None:
    done = run(packages, "-m", "danhmuc.cli", "--lang", "fr", "vocab", "show", "nosuch")
    assert done.stderr.startswith("danhmuc: liste de codes 'nosuch' inconnue ; connues : access-right, ")
    assert done.returncode == 2
