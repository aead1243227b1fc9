"""The root catalogue of a feed, and our catalogue records."""

from __future__ import annotations

from dataclasses import replace

import pytest

from danhmuc.registry import Catalog
from danhmuc.registry.feeds.catalog_records import our_catalog_record
from danhmuc.vocab.terms import ADMS, DCAT, DCT, FOAF, PROV

from .entries_of_files import BASE, CITY, PROFILES, entry_of, facts, form, root


def values(nquads: bytes, subject: str, predicate: object) -> list[str]:
    start = f"<{subject}> {predicate} "
    lines = nquads.decode().splitlines()
    return [line.removeprefix(start).removesuffix(" .") for line in lines if line.startswith(start)]


# ---------------------------------------------------------------- the catalogue


def test_root__says_what_the_settings_say() -> None:
    nquads = root().describe([]) + root().describe_publisher()[1]
    catalog = Catalog.parse(nquads.decode())
    assert (catalog.iri, catalog.title["vi"]) == (f"{BASE}catalog", "Danh mục dữ liệu thành phố Huế")
    assert catalog.publisher.iri == CITY
    assert catalog.publisher.name["vi"] == "Ủy ban nhân dân thành phố Huế"
    contact = f"{BASE}catalog#contact"
    assert values(nquads, f"{BASE}catalog", DCAT.contactPoint) == [f"<{contact}>"]
    assert b"<mailto:dulieu@example.vn>" in nquads
    assert b"<tel:+84-234-000-0000>" in nquads
    assert b"_:" not in nquads


def test_root__lists_each_kind_in_its_way() -> None:
    texts = {
        "d": "dcat:Dataset",
        "s": "dcat:DatasetSeries",
        "v": "dcat:DataService",
        "c": "dcat:Catalog",
        "b": "dmv:Database",
    }
    members = [form().federate(entry_of(f":{name} a {kind} .")) for name, kind in texts.items()]
    nquads = root().describe(members)
    listed = {
        predicate.value.rpartition("#")[2].rpartition("/")[2]: [
            value.removeprefix("<https://e.vn/")[:1] for value in values(nquads, f"{BASE}catalog", predicate)
        ]
        for predicate in (DCAT.dataset, DCAT.service, DCAT.catalog, DCT.hasPart, DCAT.resource)
    }
    assert listed == {"dataset": ["d", "s"], "service": ["v"], "catalog": ["c"], "hasPart": ["c"], "resource": ["b"]}
    records = values(nquads, f"{BASE}catalog", DCAT.record)
    assert records == sorted(f"<{member.local_iri}>" for member in members)


def test_root__lists_the_catalogue_records_of_owners_beside_ours() -> None:
    entry = form().federate(
        entry_of(":d a dcat:Dataset . :r a dcat:CatalogRecord ; foaf:primaryTopic :d ; dct:modified '2026' .")
    )
    assert list(entry.catalog_records) == ["https://e.vn/r"]
    listed = values(root().describe([entry]), f"{BASE}catalog", DCAT.record)
    assert listed == [f"<{entry.local_iri}>", "<https://e.vn/r>"]
    assert values(entry.catalog_record, entry.local_iri, DCT.source) == ["<https://e.vn/r>"]


def test_root__is_the_same_in_any_order_of_members() -> None:
    members = [form().federate(entry_of(f":{name} a dcat:Dataset .")) for name in "abc"]
    assert root().describe(members) == root().describe(reversed(members))


# ---------------------------------------------------------------- our catalogue record

LOCAL = f"{BASE}record/mau/1"


def ours(**changes: object) -> bytes:
    return our_catalog_record(
        replace(facts("https://e.vn/d"), local="mau/1", **changes),  # type: ignore[arg-type]
        base=BASE,
        topic="https://e.vn/d",
        local_iri=LOCAL,
        profiles=PROFILES,
    )


def test_record__has_source_days_profile_and_verdict() -> None:
    nquads = ours()
    assert values(nquads, LOCAL, FOAF.primaryTopic) == ["<https://e.vn/d>"]
    assert values(nquads, LOCAL, PROV.hadPrimarySource) == [f"<{BASE}source/mau>"]
    assert "2026-08-01T03:00:00.000000+00:00" in values(nquads, LOCAL, DCT.issued)[0]
    assert "2026-08-02T03:00:00.000000+00:00" in values(nquads, LOCAL, DCT.modified)[0]
    assert values(nquads, LOCAL, DCT.conformsTo) == ["<https://w3id.org/danhmuc/shapes/dcat-ap>"]
    assert values(nquads, LOCAL, ADMS.status) == ["<http://purl.org/adms/changetype/updated>"]
    assert '"The description meets the profile of its source."@en' in values(nquads, LOCAL, DCT.description)


def test_record__of_a_first_version_was_created() -> None:
    nquads = ours(changed_at="2026-08-01T03:00:00.000000+00:00")
    assert values(nquads, LOCAL, ADMS.status) == ["<http://purl.org/adms/changetype/created>"]


@pytest.mark.parametrize(
    "changes", [{"verdict": "not-validated", "profile": "none"}, {"verdict": "not-validated"}, {"profile": "/a/b.ttl"}]
)
def test_record__claims_no_profile_that_was_not_met_or_is_unknown(changes: dict[str, object]) -> None:
    nquads = ours(**changes)
    assert values(nquads, LOCAL, DCT.conformsTo) == []
    assert b"/a/b.ttl" not in nquads
    said = any("was not validated" in text for text in values(nquads, LOCAL, DCT.description))
    assert said == ("verdict" in changes)


def test_record__says_that_the_source_no_longer_has_it() -> None:
    texts = values(ours(is_missing=True), LOCAL, DCT.description)
    assert '"The description meets the profile of its source. The source no longer has it."@en' in texts
