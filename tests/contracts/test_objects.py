"""Typed objects into the registry and out of it again."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from danhmuc.registry import (
    Agent,
    Catalog,
    CatalogRecord,
    Database,
    Dataset,
    Distribution,
    Registry,
    Resource,
    parse_record,
    source_at,
)
from danhmuc.vocab.errors import RecordError, UsageError

AGENT = Agent("https://e.vn/agent", name={"vi": "Sở Tài nguyên"}, identifier="H57.12")
RICE = Dataset(
    "https://e.vn/rice",
    title={"vi": "Lúa", "en": "Rice"},
    description={"vi": "Diện tích lúa."},
    publisher=AGENT,
    distributions=[
        Distribution("https://e.vn/rice.csv", download_url="https://e.vn/files/rice.csv", byte_size=0),
        Distribution(access_url="https://e.vn/rice"),
    ],
    extra={"https://e.vn/def#season": ["đông xuân", 2026, False]},
)


def put(registry: Registry, one: Resource) -> str:
    return registry.put(one, by="app", profile="none").kind


def iris(registry: Registry, role: str | None = "record") -> list[str]:
    return sorted(row.iri for row in registry.records(role=role))


def test_put__an_object_comes_back_equal(registry: Registry) -> None:
    put(registry, RICE)
    assert registry.resource("https://e.vn/rice") == RICE


def test_put__an_object_comes_back_as_its_noun(registry: Registry) -> None:
    for one in (Database("https://e.vn/db", title="x"), Catalog("https://e.vn/c", title="x"), RICE, AGENT):
        put(registry, one)
        assert type(registry.resource(str(one.iri))) is type(one)


def test_put__the_same_object_twice_is_unchanged(registry: Registry) -> None:
    assert [put(registry, RICE), put(registry, RICE)] == ["created", "unchanged"]


def test_put__an_object_counts_as_the_record_of_the_same_triples(registry: Registry) -> None:
    one = RICE.replace(publisher="https://e.vn/agent")
    put(registry, one)
    assert registry.put(parse_record(one.to("turtle")), by="app").kind == "unchanged"
    assert registry.get("https://e.vn/rice").row.digest == one.digest


def test_put__what_is_described_beside_it_becomes_a_node_record(registry: Registry) -> None:
    put(registry, RICE)
    assert iris(registry, role="node") == ["https://e.vn/agent"]


def test_put__a_changed_publisher_alone_leaves_the_dataset_unchanged(registry: Registry) -> None:
    put(registry, RICE)
    renamed = RICE.replace(publisher=AGENT.replace(name={"vi": "Sở Nông nghiệp và Môi trường"}))
    assert put(registry, renamed) == "unchanged"
    assert registry.get("https://e.vn/agent").row.title == "Sở Nông nghiệp và Môi trường"


def test_put__a_catalogue_brings_its_datasets(registry: Registry) -> None:
    put(registry, Catalog("https://e.vn/c", title="Danh mục", datasets=[RICE, Dataset(identifier="x1", title="Ngô")]))
    assert len(iris(registry)) == 3
    catalog = registry.resource("https://e.vn/c")
    assert isinstance(catalog, Catalog)
    assert {one.iri for one in catalog.datasets} == set(iris(registry)) - {"https://e.vn/c"}


def test_put__without_an_iri_the_identifier_names_it(registry: Registry) -> None:
    kinds = [put(registry, Dataset(identifier="x1", title=title)) for title in ("Ngô", "Ngô lai")]
    assert (kinds, len(iris(registry))) == (["created", "updated"], 1)


def test_put__validates_what_an_object_carries(registry: Registry) -> None:
    change = registry.put(Dataset("https://e.vn/1", title="x"), by="app", profile="dcat-ap")
    assert [finding.code for finding in change.findings if finding.severity == "violation"] == [
        "dcat-ap:Dataset-description"
    ]


def test_put__validates_with_the_agents_that_it_brings(registry: Registry) -> None:
    nameless = RICE.replace(publisher=Agent("https://e.vn/agent", identifier="H57.12"))
    assert registry.put(RICE, by="app", profile="dcat-ap").verdict is not None
    registry.put(nameless, by="app")
    assert registry.get("https://e.vn/agent").row.verdict == "submitted"


@pytest.mark.parametrize(
    "one",
    [
        Dataset("https://e.vn/1", title="x", extra={"dmv:secrecy": "MAT"}),
        RICE.replace(publisher=Agent("https://e.vn/agent", extra={"dmv:secrecy": "TOI_MAT"})),
    ],
)
def test_put__a_secret_anywhere_in_it_keeps_all_of_it_out(one: Resource, registry: Registry) -> None:
    with pytest.raises(RecordError, match="state secret"):
        put(registry, one)
    assert iris(registry, role=None) == []


@pytest.mark.parametrize("given", [{}, None, "https://e.vn/1", [RICE]])
def test_put__what_is_no_object_is_told(given: object, registry: Registry) -> None:
    with pytest.raises(UsageError) as caught:
        put(registry, given)  # type: ignore[arg-type]
    assert str(caught.value).startswith("put takes a typed object such as a Dataset, or a SourceRecord; found ")
    assert "\n" not in str(caught.value)
    assert iris(registry, role=None) == []


def test_put__a_nested_thing_alone_is_refused(registry: Registry) -> None:
    with pytest.raises(
        RecordError, match=r"\[\]: Agent without IRI is stored only within what holds it; give it an IRI$"
    ):
        put(registry, Agent(name="x"))


def test_put__an_iri_alone_is_refused(registry: Registry) -> None:
    with pytest.raises(
        RecordError, match=r"https://e\.vn/1: Resource without any values cannot be stored; give it fields$"
    ):
        put(registry, Resource("https://e.vn/1"))


def test_put__tells_what_belongs_to_no_record(registry: Registry) -> None:
    text = RICE.to("nt") + '_:floating <http://purl.org/dc/terms/title> "x" .\n'
    assert registry.put(Dataset.parse(text), by="app", profile="none").left_aside == 1


def test_put__a_catalog_record_goes_with_what_it_speaks_of(registry: Registry) -> None:
    entry = CatalogRecord("https://e.vn/entry", primary_topic=RICE, modified="2026-05-01")
    put(registry, entry)
    assert iris(registry, role="catalog-record") == ["https://e.vn/entry"]
    assert iris(registry) == ["https://e.vn/rice"]


def test_resource__of_a_harvest_carries_its_agents_and_what_a_catalogue_lists(
    registry: Registry, tmp_path: Path
) -> None:
    path = tmp_path / "catalog.ttl"
    path.write_text(Catalog("https://e.vn/c", title="Danh mục", datasets=[RICE]).to("turtle"), encoding="utf-8")
    registry.plan(source_at(str(path)), profile="none").apply()
    rice, catalog = registry.resource("https://e.vn/rice"), registry.resource("https://e.vn/c")
    assert rice == RICE
    assert isinstance(catalog, Catalog)
    assert [one.iri for one in catalog.datasets] == ["https://e.vn/rice"]


def test_resource__nothing_describes_it(registry: Registry) -> None:
    with pytest.raises(UsageError, match=r"https://e\.vn/9"):
        registry.resource("https://e.vn/9")


def test_export__writes_what_objects_say(registry: Registry) -> None:
    put(registry, RICE)
    out = BytesIO()
    registry.export("nt", out)
    exported = Dataset.parse(out.getvalue())
    assert exported == RICE
