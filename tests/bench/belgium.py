"""The Belgian inventory in its own size, of the ten pages of it that are at hand.

Its 17,800 datasets are those of five pages under new IRIs, a hundred on each page; then come the distributions that
they name, described as those of two pages, and agents. As in the inventory, no distribution stands on the page of its
dataset, and what the pages say of the stream belongs to no record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from pyoxigraph import RdfFormat, parse, serialize
from shapes_inputs import DATA

__all__ = ["PAGES", "PAGES_OF_DATASETS", "inventory_file", "write_inventory"]

PAGES = DATA / "belgium"
"""The pages at hand; where they are absent nothing of this is measured."""
_DATASETS = ("page-1", "page-10", "page-11", "page-30", "page-100")
_DISTRIBUTIONS = ("page-179", "page-180")
_AGENTS = ("page-940", "page-943", "page-944")
PAGES_OF_DATASETS = 178
"""The pages of datasets in the inventory, a hundred on each."""
_PAGES_OF_AGENTS = 37
_ON_A_PAGE = 100
_DCAT = "http://www.w3.org/ns/dcat#"
_RECORD = re.compile(rf"^<(http[^>]+)> a <{_DCAT}(?:Dataset|DataService|Catalog)>", re.MULTILINE)
_LISTED = re.compile(rf"<{_DCAT}distribution> (<[^>]+>(?:, <[^>]+>)*)")
_IRI = re.compile(r"<(http[^>\s]+)>")
_AGENT = re.compile(r"<(http://data\.gov\.be/(?:org|person|\.well-known)/[^>]+)>")
_MEMBER = re.compile(r"^(?=<\.\./\.\./\.\./index\.trig> <https://w3id\.org/tree#member>)", re.MULTILINE)
_OBJECT = re.compile(r"#object> <(http[^>]+)>")


def write_inventory(folder: Path, *, pages_of_datasets: int = PAGES_OF_DATASETS) -> int:
    """Write its pages, or a part of them in the same proportion, into a new folder; returns how many there are."""
    folder.mkdir()
    read = {path.stem: path.read_text(encoding="utf-8") for path in PAGES.glob("*.trig")}
    number = 0
    for number, text in enumerate(_pages(read, pages_of_datasets), start=1):
        (folder / f"page-{number}.trig").write_text(text, encoding="utf-8")
    return number


def inventory_file(folder: Path, pages_of_datasets: int = PAGES_OF_DATASETS) -> Path:
    """All its triples in one N-Triples file of that folder, written once; graph names are dropped."""
    path = folder / f"inventory-{pages_of_datasets}.nt"
    if path.exists():
        return path
    read = {page.stem: page.read_text(encoding="utf-8") for page in PAGES.glob("*.trig")}
    with path.open("wb") as out:
        for text in _pages(read, pages_of_datasets):
            quads = parse(
                text, format=RdfFormat.TRIG, base_iri="http://pages.invalid/", lenient=True, rename_blank_nodes=True
            )
            written = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
            # rdflib and the engine in Rust refuse a raw U+00A0 in an IRI, of which one page has one.
            out.write(written.decode().replace("\u00a0", "\\u00A0").encode())
    return path


def _pages(read: dict[str, str], pages_of_datasets: int) -> Iterator[str]:
    own = {found[1] for text in read.values() for found in _RECORD.finditer(text)}
    listed = {name: list(dict.fromkeys(_distributions(read[name]))) for name in _DATASETS}
    own.update(iri for iris in listed.values() for iri in iris)
    named: dict[str, None] = {}
    for at in range(pages_of_datasets):
        copy, kind = divmod(at, len(_DATASETS))
        name = _DATASETS[kind]
        named.update(dict.fromkeys(_renamed(iri, copy) for iri in listed[name]))
        yield _IRI.sub(lambda found: f"<{_renamed(found[1], copy) if found[1] in own else found[1]}>", read[name])  # noqa: B023
    samples = [part for name in _DISTRIBUTIONS for part in _MEMBER.split(read[name])[1:]]
    head = _MEMBER.split(read[_DISTRIBUTIONS[0]])[0]
    iris = enumerate(named)
    while page := list(islice(iris, _ON_A_PAGE)):
        yield head + "".join(_described_as(samples[at % len(samples)], iri) for at, iri in page)
    for at in range(-(-pages_of_datasets * _PAGES_OF_AGENTS // PAGES_OF_DATASETS)):
        copy, kind = divmod(at, len(_AGENTS))
        yield _AGENT.sub(lambda found: f"<{_renamed(found[1], copy)}>", read[_AGENTS[kind]])  # noqa: B023


def _distributions(text: str) -> Iterator[str]:
    return (iri[1] for found in _LISTED.finditer(text) for iri in _IRI.finditer(found[1]))


def _renamed(iri: str, copy: int) -> str:
    return f"{iri}~{copy}" if copy else iri


def _described_as(sample: str, iri: str) -> str:
    found = _OBJECT.search(sample)
    assert found is not None, "an activity has an object"
    return sample.replace(f"<{found[1]}>", f"<{iri}>")
