"""Every document of a feed, read by parsers that others made: the same triples in each syntax, and valid XML."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest

from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.terms import HYDRA

from ...conftest import lacking
from ...vocab.writing.conftest import by_oxigraph, by_pyld, by_rdflib, quads_of
from .feed_site import SYNTAXES, BuiltFeed

pytestmark = pytest.mark.filterwarnings("ignore:.*(ConjunctiveGraph|is deprecated).*:DeprecationWarning")

HYDRA_TERMS: Final = str(HYDRA.view).removesuffix("view>")


def without_controls(nquads: bytes) -> list[str]:
    """The canonical lines but for the links to pages, which lead to those of the same syntax."""
    lines = [line for line in nquads.decode().splitlines() if HYDRA_TERMS not in line]
    return canonicalize(quads_of("\n".join(lines))).nquads.decode().splitlines()


def require_same_triples(paths: Sequence[Path]) -> None:
    """See that all readers read the same from a document, and the same in each of its syntaxes."""
    said = []
    for path in paths:
        text = path.read_text(encoding="utf-8")
        syntax = SYNTAXES[path.suffix[1:]]
        nquads = by_oxigraph(syntax)(text)
        assert by_rdflib(syntax)(text) == nquads, path.name
        if syntax == "json-ld":
            assert by_pyld(text) == nquads
        said.append(without_controls(nquads))
    assert len(said) == len(SYNTAXES)
    assert all(one == said[0] for one in said[1:])


def test_page__says_the_same_in_each_syntax_to_every_reader(feed: BuiltFeed) -> None:
    for paths in list(zip(*(feed.pages(ending) for ending in SYNTAXES), strict=True))[:2]:
        require_same_triples(paths)


@pytest.mark.soak
def test_feed__says_the_same_in_each_syntax_to_every_reader(feed: BuiltFeed) -> None:
    for files in (feed.pages, feed.agency_files):
        for paths in zip(*(files(ending) for ending in SYNTAXES), strict=True):
            require_same_triples(paths)


def test_feed__is_xml_that_xmllint_accepts(feed: BuiltFeed) -> None:
    xmllint = shutil.which("xmllint")
    if xmllint is None:
        lacking("xmllint is not installed; it is in Debian's libxml2-utils")
    files = [*feed.pages("rdf"), *feed.agency_files("rdf"), *feed.whole_files()]
    assert len(files) > 3
    done = subprocess.run(
        [xmllint, "--noout", "--nonet", *map(str, files)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
