"""Ten pages of a national inventory: what goes in comes out, and what stays behind is counted.

Counted again by an independent, plain reading with pyoxigraph.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

from danhmuc.registry import HarvestReport, Registry, source_at

from ..conftest import Fill, Originals, PostgreSQLServer, RegistryCopy

DCAT = "http://www.w3.org/ns/dcat#"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
DISTRIBUTION = NamedNode(DCAT + "distribution")
TREE = ("https://w3id.org/tree#", "https://w3id.org/ldes#")
FORMATS = ("nt", "nq", "trig", "turtle")

Triple = tuple[str, str, str]


@pytest.fixture(scope="session")
def pages(test_data: Path) -> Path:
    return test_data / "belgium"


@pytest.fixture(scope="session")
def fill(pages: Path) -> Fill:
    """Harvests a copy of the pages, which is the folder ``belgium``."""

    def harvest_copy(url: str, folder: Path) -> None:
        with Registry.open(url) as registry:
            harvest(registry, Path(shutil.copytree(pages, folder / "belgium")))

    return harvest_copy


@pytest.fixture(scope="module")
def harvested(originals: Originals, fill: Fill, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """The pages in a registry on SQLite."""
    path = tmp_path_factory.mktemp("belgium") / "registry.db"
    shutil.copy(originals.find(fill, None).name, path)
    with Registry.open(f"sqlite:///{path}") as registry:
        yield registry


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest) -> PostgreSQLServer | None:
    """Each database in turn: SQLite, which needs none, or a server."""
    found: PostgreSQLServer | None = None
    if request.param == "postgresql":
        found = request.getfixturevalue("postgresql_server")
    return found


@pytest.fixture(scope="module")
def fresh(
    server: PostgreSQLServer | None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Registry]]:
    """Makes registries, empty or as another one, on each database in turn."""
    with ExitStack() as stack:

        def url(template: str | None = None) -> str:
            if server is None:
                path = tmp_path_factory.mktemp("belgium") / "registry.db"
                if template is not None:
                    shutil.copy(template, path)
                return f"sqlite:///{path}"
            name = server.create(template)
            stack.callback(server.drop, name)
            return server.url(name)

        yield lambda template=None: stack.enter_context(Registry.open(url(template)))


@pytest.fixture(scope="module")
def first(fresh: Callable[..., Registry], pages: Path) -> tuple[Registry, HarvestReport]:
    """A registry and its first harvest of the pages; who harvests them again finds the same there."""
    registry = fresh()
    return registry, harvest(registry, pages)


def harvest(registry: Registry, folder: Path) -> HarvestReport:
    return registry.plan(source_at(str(folder)), profile="none").apply()


# ---------------------------------------------------------------- counts


@pytest.mark.soak
def test_belgium__records_and_nodes_are_counted(first: tuple[Registry, HarvestReport]) -> None:
    _, report = first
    assert (report.state, report.records.created, report.nodes.created, report.catalog_records.seen) == (
        "complete",
        500,
        400,
        0,
    )


@pytest.mark.soak
def test_belgium__the_rest_is_counted(first: tuple[Registry, HarvestReport]) -> None:
    registry, report = first
    assert (report.rest_triples, sum(registry.harvests.rest("belgium").values())) == (4053, 4053)


def test_belgium__a_second_harvest_changes_nothing(first: tuple[Registry, HarvestReport], pages: Path) -> None:
    report = harvest(first[0], pages)
    assert (report.records.unchanged, report.nodes.unchanged, report.records.seen, report.nodes.seen) == (
        500,
        400,
        500,
        400,
    )


@pytest.mark.soak
def test_belgium__distributions_nobody_names_here_are_reported(harvested: Registry) -> None:
    apart = [
        row
        for row in harvested.records(role="node")
        if "split:distribution-apart" in {finding.code for finding in harvested.get(row.iri).findings}
    ]
    assert len(apart) == 100


def test_belgium__an_odd_space_in_an_iri_is_kept_and_told(harvested: Registry) -> None:
    (run,) = harvested.harvests.runs()
    odd = [finding for finding in harvested.harvests.run_findings(run.id) if finding.code == "read:iri-odd-character"]
    assert [("\u00a0" in str(finding.value), finding.place) for finding in odd] == [(True, "page-30.trig")]


def test_belgium__the_registry_is_whole(harvested: Registry) -> None:
    assert harvested.upkeep.check().problems == ()


# ---------------------------------------------------------------- a page that is not there


@dataclass(frozen=True, slots=True)
class Gap:
    """Two harvests, the second without a page; what could be exported before it and after."""

    report: HarvestReport
    before: bytes
    after: bytes


@pytest.fixture(scope="module", params=["gone", "cut off"])
def gap(
    request: pytest.FixtureRequest,
    server: PostgreSQLServer | None,
    fresh: Callable[..., Registry],
    originals: Originals,
    fill: Fill,
) -> Gap:
    """A page is missing; that it is gone only the caller knows, that it is cut off anybody sees."""
    original = originals.find(fill, server)
    folder, registry = original.folder / "belgium", fresh(original.name)
    before = exported(registry, "nt")
    page = folder / "page-179.trig"
    if request.param == "gone":
        page.unlink()
        report = registry.plan(source_at(str(folder)), partial="page 179 was not fetched").apply()
    else:
        page.write_bytes(page.read_bytes()[:-1000])
        report = registry.plan(source_at(str(folder))).apply()
    return Gap(report, before, exported(registry, "nt"))


@pytest.mark.soak
def test_belgium__no_dataset_is_updated_for_want_of_its_distributions(gap: Gap) -> None:
    assert (gap.report.state, gap.report.records.unchanged, gap.report.records.updated, gap.report.records.missing) == (
        "incomplete",
        500,
        0,
        0,
    )


@pytest.mark.soak
def test_belgium__the_export_stays_the_same_without_the_page(gap: Gap) -> None:
    assert gap.after == gap.before


@pytest.mark.soak
def test_belgium__without_the_page_and_unsaid_datasets_wait_for_a_person(
    copy_registry: Callable[[Fill], RegistryCopy], fill: Fill
) -> None:
    copy = copy_registry(fill)
    folder = copy.folder / "belgium"
    (folder / "page-179.trig").unlink()
    with Registry.open(copy.url) as registry:
        report = harvest(registry, folder)
        assert (report.records.updated, report.losses_waiting > 0) == (0, True)
        registry.harvests.accept_missing("belgium", by="officer", reason="page taken down")
        assert harvest(registry, folder).records.updated == report.losses_waiting


# ---------------------------------------------------------------- pages taken away and given back


@pytest.mark.soak
def test_belgium__pages_taken_away_and_given_back_lose_nothing(sqlite_url: str, pages: Path, tmp_path: Path) -> None:
    folder, shelf = Path(shutil.copytree(pages, tmp_path / "belgium")), tmp_path / "shelf"
    names = sorted(path.name for path in folder.glob("*.trig"))
    shelf.mkdir()
    with Registry.open(sqlite_url) as registry:
        first, before = harvest(registry, folder), exported(registry, "nt")
        for taken in (names[::2], names[1::2], []):
            for path in shelf.iterdir():
                shutil.move(path, folder)
            for name in taken:
                shutil.move(folder / name, shelf)
            report = harvest(registry, folder)
            assert (report.state, report.records.created) == ("complete", 0)
            assert report.records.seen + report.records.missing == first.records.created
        assert (report.records.missing, report.needs_attention) == (0, False)
        # Missing are the distributions that nobody named while the pages of their datasets were away.
        assert (report.nodes.seen, report.nodes.created) == (first.nodes.created, 0)
        assert exported(registry, "nt") == before
        assert registry.upkeep.check().problems == ()


# ---------------------------------------------------------------- what comes out


OTHER, OWN = "<https://www.iana.org/assignments/media-types/", "<http://www.iana.org/assignments/media-types/"
"""How some pages write media types, and how IANA does."""


def exported(registry: Registry, format_name: str) -> bytes:
    out = BytesIO()
    registry.export(format_name, out)
    return out.getvalue()


def expected(folder: Path) -> set[Triple]:
    """Every triple of every dataset, of the distributions and the agents it names."""
    about: dict[object, list[Quad]] = {}
    for page in sorted(folder.glob("*.trig")):
        base = f"http://source.invalid/belgium/{page.name}"
        for quad in parse(
            page.read_bytes(), format=RdfFormat.TRIG, base_iri=base, lenient=True, rename_blank_nodes=True
        ):
            about.setdefault(quad.subject, []).append(quad)
    datasets = [node for node, quads in about.items() if any(is_dataset(quad) for quad in quads)]
    chosen: set[object] = set()
    todo: list[object] = list(datasets)
    while todo:
        node = todo.pop()
        if node in chosen or node not in about or is_paging(about[node]):
            continue
        chosen.add(node)
        todo.extend(quad.object for quad in about[node])
    return {named(quad, about) for node in chosen for quad in about[node]}


def is_dataset(quad: Quad) -> bool:
    return quad.predicate == TYPE and quad.object == NamedNode(DCAT + "Dataset")


def is_paging(quads: list[Quad]) -> bool:
    return any(quad.predicate == TYPE and str(quad.object.value).startswith(TREE) for quad in quads)  # type: ignore[union-attr]


def named(quad: Quad, about: dict[object, list[Quad]]) -> Triple:
    return term(quad.subject, about), str(quad.predicate), term(quad.object, about)


def term(node: object, about: dict[object, list[Quad]]) -> str:
    """A term as text; a blank node, which is never in a circle here, by what is said of it."""
    if not isinstance(node, BlankNode):
        return str(node).lower() if "@" in str(node).rpartition('"')[2] else str(node)
    said = sorted(f"{quad.predicate} {term(quad.object, about)}" for quad in about.get(node, ()))
    return "_:" + hashlib.sha256("\n".join(said).encode()).hexdigest()


def read_back(data: bytes) -> set[Triple]:
    about: dict[object, list[Quad]] = {}
    for quad in parse(data, format=RdfFormat.N_TRIPLES, lenient=True):
        about.setdefault(quad.subject, []).append(quad)
    return {named(quad, about) for quads in about.values() for quad in quads}


@pytest.mark.soak
def test_belgium__every_triple_comes_out_and_nothing_else(harvested: Registry, pages: Path) -> None:
    there = {tuple(part.replace(OTHER, OWN) for part in triple) for triple in expected(pages)}
    assert read_back(exported(harvested, "nt")) == there


def test_belgium__media_types_under_https_are_set_right_and_told(harvested: Registry, pages: Path) -> None:
    (run,) = harvested.harvests.runs()
    told = [one for one in harvested.harvests.run_findings(run.id) if one.code == "read:canonical-iri"]
    written = {value for triple in expected(pages) for value in triple if value.startswith(OTHER)}
    assert written
    assert {f"<{one.value}>" for one in told} == written
    assert {(one.value or "").replace(OTHER[1:], OWN[1:]) for one in told} == {one.fix for one in told}


def test_belgium__what_leaves_is_counted(harvested: Registry) -> None:
    report = harvested.export("nt", BytesIO())
    assert (report.records, report.nodes, report.triples, report.nodes_left_out, report.left_out) == (
        500,
        47,
        23_349,
        353,
        {},
    )


@pytest.mark.soak
@pytest.mark.filterwarnings("ignore:.+ is deprecated, use Dataset.*:DeprecationWarning")  # rdflib's parsers use them
@pytest.mark.parametrize("format_name", FORMATS)
def test_belgium__rdflib_reads_every_triple(harvested: Registry, format_name: str) -> None:
    data = exported(harvested, format_name)
    if format_name in ("nq", "trig"):
        graph = rdflib.Dataset()
        graph.parse(data=data, format={"nq": "nquads"}.get(format_name, format_name))
        found = graph.default_graph
    else:
        found = rdflib.Graph().parse(data=data, format=format_name)
    assert len(found) == 23_349


@pytest.mark.parametrize("format_name", FORMATS)
def test_belgium__the_odd_space_comes_out(harvested: Registry, format_name: str) -> None:
    assert b"\\u00A0" in exported(harvested, format_name)
