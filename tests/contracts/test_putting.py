"""put, get, withdraw: single descriptions in the source ``local``."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from sqlalchemy import create_engine, text

from danhmuc.registry import Change, Registry, SourceRecord, parse_record, parse_records
from danhmuc.registry.record.record import quads_of
from danhmuc.vocab.canonical import CanonicalGraph
from danhmuc.vocab.errors import RecordError, UnknownNameError, UsageError

Rows = Callable[[str], list[dict[str, object]]]
Profile = Callable[..., str]

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
"""
ONE = PREFIXES + '<1> a dcat:Dataset ; dct:title "Một"@vi ; dct:publisher <agent> .'
TITLE = "<https://e.vn/1> <http://purl.org/dc/terms/title>"


def put(registry: Registry, turtle: str = ONE, profile: str | None = "none") -> Change:
    return registry.put(parse_record(turtle), by="app", profile=profile)


def put_all(registry: Registry, turtle: str, profile: str | None = None) -> list[Change]:
    return [registry.put(record, by="app", profile=profile) for record in parse_records(PREFIXES + turtle)]


def exported(registry: Registry) -> str:
    out = BytesIO()
    registry.export("nt", out)
    return out.getvalue().decode()


# ---------------------------------------------------------------- put


def test_put__the_first_is_created(registry: Registry) -> None:
    change = put(registry)
    assert (change.kind, change.version, change.removed, len(change.added)) == ("created", 1, (), 3)


def test_put__goes_into_the_source_local(registry: Registry) -> None:
    put(registry)
    assert [(source.name, source.records) for source in registry.sources()] == [("local", 1)]


def test_put__a_node_does_not_take_the_place_of_a_record(registry: Registry) -> None:
    put(registry)
    with pytest.raises(RecordError, match="already given"):
        put_all(registry, '<1> a foaf:Agent ; foaf:name "Sở"@vi .')
    assert [(row.iri, row.version) for row in registry.records()] == [("https://e.vn/1", 1)]


def test_put__same_graph_twice_is_unchanged(registry: Registry) -> None:
    put(registry)
    change = put(registry)
    assert (change.kind, change.version, change.added, change.removed) == ("unchanged", 1, (), ())


def test_put__same_graph_twice_writes_nothing(registry: Registry, rows: Rows) -> None:
    put(registry)
    before = {table: rows(table) for table in ("records", "versions", "graphs")}
    put(registry)
    assert {table: rows(table) for table in before} == before


def test_put__another_graph_is_updated(registry: Registry) -> None:
    put(registry)
    change = put(registry, ONE.replace("Một", "Mốt"))
    assert (change.kind, change.version, change.added, change.removed) == (
        "updated",
        2,
        (f'{TITLE} "Mốt"@vi .',),
        (f'{TITLE} "Một"@vi .',),
    )


def test_put__unknown_terms_are_kept(registry: Registry) -> None:
    put(registry, ONE + "<1> <https://x.vn/odd> '1.50'^^<https://x.vn/number> .")
    assert b'<https://x.vn/odd> "1.50"^^<https://x.vn/number> .' in registry.get("https://e.vn/1").nquads


def test_put__a_catalogue_keeps_what_it_lists(registry: Registry) -> None:
    put(registry, PREFIXES + "<k> a dcat:Catalog ; dcat:dataset <elsewhere> .")
    assert "<http://www.w3.org/ns/dcat#dataset> <https://e.vn/elsewhere> ." in exported(registry)


def test_put__a_catalogue_exports_no_link_to_what_stays_behind(registry: Registry) -> None:
    put_all(registry, "<k> a dcat:Catalog ; dcat:dataset <1> , <2> . <1> a dcat:Dataset . <2> a dcat:Dataset .", "none")
    registry.withdraw("https://e.vn/2", by="app")
    assert ("dataset> <https://e.vn/1>" in exported(registry), "<https://e.vn/2>" in exported(registry)) == (
        True,
        False,
    )


def test_put__remembers_who(registry: Registry) -> None:
    put(registry)
    (version,) = registry.ledger.history("https://e.vn/1")
    assert (version.by, version.run) == ("app", None)


def test_put__too_long_an_iri_is_refused(registry: Registry) -> None:
    with pytest.raises(RecordError, match="cannot be kept"):
        put(registry, PREFIXES + f"<{'x' * 3000}> a dcat:Dataset .")


def odd(iri: str, *, title: str = '"Một"', link: str = "https://e.vn/2") -> SourceRecord:
    """A record whose terms are as a program gives them."""
    lines = f"""<{iri}> <http://purl.org/dc/terms/relation> <{link}> .
<{iri}> <http://purl.org/dc/terms/title> {title} .
<{iri}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/dcat#Dataset> .
"""
    return SourceRecord.of(iri, list(quads_of(lines.encode())))


@pytest.mark.parametrize(
    ("iri", "link", "repaired"),
    [
        ("https://e.vn/a[1]", "https://e.vn/2", {"https://e.vn/a[1]": "https://e.vn/a%5B1%5D"}),
        ("https://e.vn/100%", "https://e.vn/2", {"https://e.vn/100%": "https://e.vn/100%25"}),
        ("https://e.vn/1", "https://e.vn/a#b#c", {"https://e.vn/a#b#c": "https://e.vn/a#b%23c"}),
    ],
)
def test_put__an_invalid_iri_is_repaired_and_told(
    registry: Registry, iri: str, link: str, repaired: dict[str, str]
) -> None:
    change = registry.put(odd(iri, link=link), by="app", profile="none")
    assert change.iri == repaired.get(iri, iri)
    assert {one.value: one.fix for one in change.findings if one.code == "read:iri-escaped"} == repaired
    report = registry.export("nt", BytesIO())
    assert (report.records, report.repaired) == (1, 0)
    assert registry.put(odd(iri, link=link), by="app").kind == "unchanged"


def test_put__an_invalid_language_tag_is_repaired(registry: Registry) -> None:
    registry.put(odd("https://e.vn/1", title='"Một"@ar-abcdefghij'), by="app", profile="none")
    assert '"Một"@ar .' in exported(registry)


@pytest.mark.parametrize(("iri", "link"), [("1", "https://e.vn/2"), ("https://e.vn/1", "2")])
def test_put__an_iri_without_scheme_is_refused(registry: Registry, iri: str, link: str) -> None:
    with pytest.raises(RecordError, match="it has an IRI that nothing can repair: "):
        registry.put(odd(iri, link=link), by="app", profile="none")
    assert registry.sources() == []


def test_put__what_was_stored_under_an_invalid_iri_is_renamed(
    registry: Registry, database_url: str, rows: Rows
) -> None:
    registry.put(odd("https://e.vn/a%5B1%5D"), by="app", profile="none")
    registry.withdraw("https://e.vn/a%5B1%5D", by="app")
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE records SET iri = 'https://e.vn/a[1]'"))
    engine.dispose()
    change = registry.put(odd("https://e.vn/a[1]", title='"Hai"'), by="app")
    assert (change.kind, change.version) == ("reappeared", 2)
    assert [row["iri"] for row in rows("records")] == ["https://e.vn/a%5B1%5D"]


def test_put__a_record_without_terms_has_a_title(registry: Registry) -> None:
    nquads = f'{TITLE} "Một"@vi .\n'.encode()
    record = SourceRecord(
        iri="https://e.vn/1", role="record", types=(), canonical=CanonicalGraph("rdfc10:x", nquads, 1)
    )
    registry.put(record, by="app", profile="none")
    assert registry.get("https://e.vn/1").row.title == "Một"


# ---------------------------------------------------------------- put, validated


def test_put__is_validated(registry: Registry, profile: Profile) -> None:
    change = put(registry, profile=profile("dct:description"))
    assert (change.verdict, [finding.code for finding in change.findings]) == (
        "submitted",
        ["trial:Dataset-title", "trial:Dataset-publisher"],
    )


def test_put__is_validated_with_the_nodes_it_reaches(registry: Registry, profile: Profile) -> None:
    put_all(registry, '<agent> foaf:name "Sở"@vi .', profile())
    assert put(registry, profile=None).findings == ()


def test_put__the_profile_is_dcat_ap_unless_one_was_named(registry: Registry) -> None:
    put(registry, profile=None)
    assert [source.profile for source in registry.sources()] == ["dcat-ap"]


def test_put__a_changed_node_has_what_reaches_it_validated_again(registry: Registry, profile: Profile) -> None:
    put(registry, profile=profile())
    put_all(registry, '<agent> foaf:name "Sở"@vi .')
    assert registry.get("https://e.vn/1").findings == ()


def test_put__another_profile_validates_all(registry: Registry, profile: Profile) -> None:
    put(registry, profile=profile())
    put(registry, ONE.replace("<1>", "<2>"), profile=profile(token="other"))
    assert registry.get("https://e.vn/1").row.verdict == "accepted"


def test_put__an_unknown_profile_is_refused_and_changes_nothing(registry: Registry) -> None:
    with pytest.raises(UnknownNameError):
        put(registry, profile="dcat-vn")
    assert registry.sources() == []


# ---------------------------------------------------------------- get


def test_get__gives_graph_and_row(registry: Registry) -> None:
    put(registry)
    found = registry.get("https://e.vn/1")
    assert (found.iri, found.row.title, len(found.graph)) == ("https://e.vn/1", "Một", 3)


def test_get__gives_a_fresh_graph_each_time(registry: Registry) -> None:
    put(registry)
    found = registry.get("https://e.vn/1")
    assert found.graph is not found.graph


def test_get__writes_turtle(registry: Registry) -> None:
    put(registry)
    assert 'dct:title "Một"@vi' in registry.get("https://e.vn/1").turtle()


def test_get__an_unknown_iri_is_told(registry: Registry) -> None:
    with pytest.raises(UsageError, match=r"nothing in the registry describes https://e\.vn/none"):
        registry.get("https://e.vn/none")


def test_get__an_unknown_source_is_told(registry: Registry) -> None:
    put(registry)
    with pytest.raises(UsageError, match=r"nothing in source 'huế' describes https://e\.vn/1"):
        registry.get("https://e.vn/1", source="huế")


# ---------------------------------------------------------------- withdraw


def test_withdraw__leaves_a_tombstone(registry: Registry) -> None:
    put(registry)
    assert registry.withdraw("https://e.vn/1", by="app").kind == "withdrawn"
    assert registry.get("https://e.vn/1").row.state == "withdrawn"


def test_withdraw__it_no_longer_leaves(registry: Registry) -> None:
    put(registry)
    registry.withdraw("https://e.vn/1", by="app")
    report = registry.export("nt", BytesIO())
    assert (report.records, report.left_out) == (0, {"withdrawn": 1})


def test_withdraw__its_history_stays(registry: Registry) -> None:
    put(registry)
    registry.withdraw("https://e.vn/1", by="app")
    assert len(registry.ledger.history("https://e.vn/1")) == 1


def test_withdraw__remembers_who(registry: Registry, rows: Rows) -> None:
    put(registry)
    registry.withdraw("https://e.vn/1", by="officer")
    assert [row["presence_by"] for row in rows("records")] == ["officer"]


def test_withdraw__put_again_has_reappeared(registry: Registry) -> None:
    put(registry)
    registry.withdraw("https://e.vn/1", by="app")
    change = put(registry)
    assert (change.kind, registry.get("https://e.vn/1").row.state) == ("reappeared", "present")


def test_withdraw__an_unknown_iri_is_told(registry: Registry) -> None:
    with pytest.raises(UsageError, match="nothing in source 'local' describes"):
        registry.withdraw("https://e.vn/none", by="app")
