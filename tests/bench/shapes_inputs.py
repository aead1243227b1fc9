"""What engines of SHACL are measured on: official shapes and ours, the Belgian pages, single records, noisy feeds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from catalogues import Catalogue, write
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple, parse, serialize
from resources import Resource
from workshop import Workshop

from danhmuc.shapes import load_profile

__all__ = ["DATA", "SEMIC", "belgian_pages", "noisy_feed", "own_shapes", "semic_shapes", "single_records"]

DATA = Path(__file__).parents[3] / "shared" / "data"
"""Real inputs that are not part of the project; where they are absent nothing of this is measured."""
SEMIC = {
    "SEMIC, one file": ("dcat-ap-SHACL.ttl",),
    "SEMIC, split files": (
        *("shapes.ttl", "shapes_recommended.ttl", "range.ttl", "mdr-vocabularies.shape.ttl", "deprecateduris.ttl"),
    ),
}
"""The official shapes of DCAT-AP 3.0.1: what we call them, and their files."""
_SH = "http://www.w3.org/ns/shacl#"
_PATH = NamedNode(_SH + "path")
_PROPERTY = NamedNode(_SH + "property")
_PROPERTY_SHAPE = NamedNode(_SH + "PropertyShape")
_DATASET = NamedNode("http://www.w3.org/ns/dcat#Dataset")


class _Undescribed(Catalogue):
    """A catalogue that names terms and agents and describes none, as most feeds do."""

    def shared(self) -> Iterator[Resource]:
        return iter(())


def semic_shapes(name: str, folder: Path, *, mended: bool) -> Path:
    """Official shapes in one N-Triples file.

    Args:
        mended: without the property shapes that have no sh:path, at which pySHACL ends.
    """
    triples: dict[Triple, None] = {}
    for file in SEMIC[name]:
        path = DATA / "dcat-ap-3.0.1" / file
        quads = parse(path=path, format=RdfFormat.TURTLE, base_iri="http://shapes.invalid/", rename_blank_nodes=True)
        triples.update(dict.fromkeys(quad.triple for quad in quads))
    kept = _with_paths(triples) if mended else list(triples)
    return _written(kept, folder / f"{name}{'-mended' if mended else ''}.nt")


def own_shapes(token: str, folder: Path) -> Path:
    """A profile of ours, with what it builds on."""
    path = folder / f"{token}.nt"
    path.write_bytes(load_profile(token).nquads)
    return path


def belgian_pages(folder: Path) -> Path:
    """All pages in one N-Triples file; graph names are dropped."""
    quads: dict[Triple, None] = {}
    for page in sorted((DATA / "belgium").glob("*.trig")):
        read = parse(
            path=page,
            format=RdfFormat.TRIG,
            base_iri="http://pages.invalid/",
            lenient=True,
            rename_blank_nodes=True,
        )
        quads.update(dict.fromkeys(quad.triple for quad in read))
    return _written(quads, folder / "belgium.nt")


def noisy_feed(size: int, folder: Path) -> Path:
    """A catalogue of so many datasets that describes none of the terms and agents that they name."""
    return write(_Undescribed(size), "nt", folder / f"noisy-{size}.nt")


def single_records(size: int, workshop: Workshop) -> Path:
    """A JSON array of N-Triples texts: each dataset of a catalogue with all that it leads to."""
    said: dict[object, list[Triple]] = {}
    datasets: dict[NamedNode, None] = {}
    for quad in parse(path=workshop.catalogue(size, "nt"), format=RdfFormat.N_TRIPLES):
        said.setdefault(quad.subject, []).append(quad.triple)
        if quad.object == _DATASET and isinstance(quad.subject, NamedNode):
            datasets[quad.subject] = None
    texts = [serialize(_closure(dataset, said), format=RdfFormat.N_TRIPLES).decode() for dataset in datasets]
    path = workshop.folder / f"records-{size}.json"
    path.write_text(json.dumps(texts), encoding="utf-8")
    return path


def _closure(start: NamedNode, said: dict[object, list[Triple]]) -> list[Triple]:
    seen: set[object] = {start}
    todo: list[object] = [start]
    found: list[Triple] = []
    while todo:
        for triple in said.get(todo.pop(), ()):
            found.append(triple)
            if triple.object not in seen:
                seen.add(triple.object)
                todo.append(triple.object)
    return found


def _with_paths(triples: Iterable[Triple]) -> list[Triple]:
    listed = list(triples)
    paths = {triple.subject for triple in listed if triple.predicate == _PATH}
    property_shapes = {triple.subject for triple in listed if triple.object == _PROPERTY_SHAPE}
    held = {triple.object for triple in listed if triple.predicate == _PROPERTY}
    pathless = {node for node in property_shapes | held if isinstance(node, NamedNode | BlankNode)} - paths
    return [triple for triple in listed if triple.subject not in pathless and triple.object not in pathless]


def _written(triples: Iterable[Quad | Triple], path: Path) -> Path:
    # rdflib refuses a raw U+00A0 in an IRI, of which one page has one; written out it takes it.
    text = serialize(triples, format=RdfFormat.N_TRIPLES).decode().replace("\u00a0", "\\u00A0")
    path.write_text(text, encoding="utf-8")
    return path
