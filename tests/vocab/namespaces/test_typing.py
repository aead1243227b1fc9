"""A misspelt term is an error of the type checkers, as a consumer of the installed package meets it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import danhmuc.vocab

RIGHT = """
from collections.abc import Iterator

from pyoxigraph import NamedNode
from rdflib import Graph, URIRef

from danhmuc.vocab import terms as pipe
from danhmuc.vocab.datatypes.grammar import XSD
from danhmuc.vocab.namespaces import DCAT, DCT, DMV, SH, ClosedNamespace

series: URIRef = DCAT.inSeries
nature: URIRef = DMV.sharingNature
item: URIRef = SH["in"]
known: bool = "Dataset" in DCAT
terms: Iterator[URIRef] = iter(DCT)
namespace: str = DCAT.iri
how_many: int = len(DCAT)


def titles(graph: Graph) -> list[str]:
    return [str(title) for dataset in graph.subjects(None, DCAT.Dataset) for title in graph.objects(dataset, DCT.title)]


def named(namespace: ClosedNamespace) -> list[URIRef]:
    return list(namespace)


everything: list[URIRef] = named(DCAT)
node: NamedNode = pipe.DCAT.inSeries
node_item: NamedNode = pipe.SH["in"]
nodes: Iterator[NamedNode] = iter(pipe.DCT)
value: str = pipe.DMV.sharingNature.value
datatype: str = XSD.dateTime
"""

WRONG = """
from pyoxigraph import NamedNode

from danhmuc.vocab.namespaces import DCAT, DCATS, DCT  # DCATS

DCAT.Datset  # Datset
DCT.licence  # licence
number: int = DCAT.Dataset  # int
DCAT.newTerm = DCAT.Dataset  # newTerm
DCAT["inSeries"].nothing  # nothing

from danhmuc.vocab import namespaces, terms
from danhmuc.vocab.datatypes.grammar import XSD
from danhmuc.vocab.terms import SHACL  # SHACL

namespaces.DACT  # DACT
terms.DACT  # DACT
terms.DCAT.Datset  # Datset
terms.DCT.licence  # licence
text: str = terms.DCAT.Dataset  # NamedNode
terms.DCAT.newTerm = terms.DCAT.Dataset  # newTerm
other: NamedNode = DCAT.Dataset  # URIRef
XSD.datetime  # datetime
"""

PLACE = Path(str(danhmuc.vocab.__file__)).parents[2]
"""The folder that `danhmuc` is imported from."""


def expected(source: str) -> dict[int, str]:
    """Line → what the comment there says must be told."""
    lines = enumerate(source.splitlines(), 1)
    return {number: found[1] for number, line in lines if (found := re.search(r"  # (\w+)$", line))}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A consumer's two modules."""
    folder = tmp_path_factory.mktemp("consumer")
    (folder / "right.py").write_text(RIGHT)
    (folder / "wrong.py").write_text(WRONG)
    return folder


@pytest.fixture(scope="module")
def mypy(folder: Path) -> dict[str, dict[int, str]]:
    """What mypy tells: file → line → message."""
    pytest.importorskip("mypy", reason="mypy is not installed")
    environment = dict(os.environ)
    if "site-packages" not in PLACE.parts:
        # Not installed but found by PYTHONPATH; mypy finds what is installed and refuses to be told where.
        environment["MYPYPATH"] = str(PLACE)
    options = ["--strict", "--follow-imports=silent", "--namespace-packages", "--explicit-package-bases"]
    command = [sys.executable, "-m", "mypy", *options, "--cache-dir", os.devnull, "right.py", "wrong.py"]
    answer = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert answer.stderr == ""
    told: dict[str, dict[int, str]] = {"right.py": {}, "wrong.py": {}}
    for line in answer.stdout.splitlines():
        found = re.match(r"(\w+\.py):(\d+): error: (.*)", line)
        if found is not None:
            told[found[1]][int(found[2])] = found[3]
    return told


@pytest.fixture(scope="module")
def pyright(folder: Path) -> dict[str, dict[int, str]]:
    """What pyright tells: file → line → message."""
    program = Path(sys.executable).with_name("basedpyright")
    if not program.is_file():
        pytest.skip("basedpyright is not installed")
    settings = {"extraPaths": [str(PLACE)], "typeCheckingMode": "strict", "reportUnusedExpression": False}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    command = [program, "--outputjson", "--pythonpath", sys.executable]
    answer = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    told: dict[str, dict[int, str]] = {"right.py": {}, "wrong.py": {}}
    for diagnostic in json.loads(answer.stdout)["generalDiagnostics"]:
        if diagnostic["severity"] == "error":
            line = diagnostic["range"]["start"]["line"] + 1
            told[Path(diagnostic["file"]).name].setdefault(line, diagnostic["message"])
    return told


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_right__passes(request: pytest.FixtureRequest, checker: str) -> None:
    assert request.getfixturevalue(checker)["right.py"] == {}


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_wrong__each_fault_is_told_on_its_line(request: pytest.FixtureRequest, checker: str) -> None:
    told = request.getfixturevalue(checker)["wrong.py"]
    assert set(told) == set(expected(WRONG))
    assert {line: word for line, word in expected(WRONG).items() if word not in told[line]} == {}
