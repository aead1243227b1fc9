"""ckanext-dcat itself takes the pages of a feed: the same datasets, once, with their titles and distributions.

It cannot be installed beside danhmuc. Its environment is that of `make bench`, or named in ``DANHMUC_CKANEXT_DCAT``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from .conftest import feed_named
from .feed_site import BASE, SYNTAXES

ENVIRONMENT = Path(os.environ.get("DANHMUC_CKANEXT_DCAT") or f"{sys.prefix}-ckanext-dcat")
PYTHON = ENVIRONMENT / "bin" / "python"
DCAT = "http://www.w3.org/ns/dcat#"
TITLE = NamedNode("http://purl.org/dc/terms/title")

pytestmark = pytest.mark.skipif(
    not PYTHON.exists(), reason=f"no ckanext-dcat at {ENVIRONMENT}; make bench installs it there"
)


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        *((name, ending) for name in ("demo", "belgian") for ending in SYNTAXES),
        ("public", "ttl"),
        *(
            pytest.param(name, ending, marks=pytest.mark.soak)
            for name in ("public", "strict", "belgian_public")
            for ending in SYNTAXES
            if (name, ending) != ("public", "ttl")
        ),
    ],
)
def test_ckanext_dcat__takes_each_dataset_once_with_all_titles(
    request: pytest.FixtureRequest, name: str, ending: str
) -> None:
    feed = feed_named(request, name)
    script = Path(__file__).with_name("ckanext_dcat_taking.py")
    place = [BASE, str(feed.current), f"{BASE}catalog.{ending}", SYNTAXES[ending]]
    done = subprocess.run([PYTHON, script, *place], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    taken = json.loads(done.stdout.splitlines()[-1])
    titles: defaultdict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    distributions: defaultdict[str, set[str]] = defaultdict(set)
    for quad in parse(path=feed.current / "all.rdf", format=RdfFormat.RDF_XML):
        if quad.predicate == TITLE and isinstance(quad.object, Literal):
            titles[quad.subject.value][quad.object.language or "en"].add(quad.object.value)
        elif quad.predicate == NamedNode(f"{DCAT}distribution"):
            distributions[quad.subject.value].add(quad.object.value)
    assert sorted(one["iri"] for one in taken) == sorted(
        iri for iri, name in feed.classes().items() if name == f"{DCAT}Dataset"
    )
    for one in taken:
        wanted = titles[one["iri"]]
        # Of two titles in one language it has the last one it meets.
        assert one["titles"].keys() == wanted.keys()
        assert {tag for tag, text in one["titles"].items() if text not in wanted[tag]} == set()
        assert set(one["resources"]) <= distributions[one["iri"]]
