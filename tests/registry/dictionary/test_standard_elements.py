"""A Standard element that means something else by now waits for a decision, and leaves as it was registered."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from danhmuc.registry import Registry, source_at
from danhmuc.registry.registrations.registration_report import reasons_text

HEAD = """
@prefix csvw: <http://www.w3.org/ns/csvw#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://e.vn/> .
"""
ELEMENT = "https://e.vn/el/height"
SCHEMA = "https://e.vn/schema/people"
TODAY = date(2026, 8, 15)


def element(definition: str = "Chiều cao", domain: str = "csvw:datatype xsd:decimal ; dmv:unit 'cm'") -> str:
    return f"""<el/height> a dmv:DataElement ; dct:identifier "E1" ; skos:prefLabel "Chiều cao"@vi ;
        skos:definition "{definition}"@vi ; dmv:valueDomain [ a dmv:ValueDomain ; {domain} ] .\n"""


def schema(column: str = "csvw:datatype xsd:decimal ; dmv:dataElement <el/height>", title: str = "Người") -> str:
    return f"""<schema/people> a csvw:Schema ; dct:title "{title}"@vi ;
        csvw:column ( [ a csvw:Column ; csvw:name "cao" ; {column} ] ) .
    <ds/1> a dcat:Dataset ; dct:title "Dân cư"@vi ; dct:description "d"@vi ; dct:conformsTo <schema/people> .\n"""


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    with Registry.open(database_url) as opened:
        opened.registrations.set_authority("https://e.vn/authority", by="admin")
        yield opened


def harvest(registry: Registry, folder: Path, turtle: str, profile: str = "none") -> int | None:
    path = folder / "a.ttl"
    # A document without any record is no catalogue.
    path.write_text(f'{HEAD}{turtle}<ds/0> a dcat:Dataset ; dct:title "t"@vi .\n', encoding="utf-8")
    return registry.harvest(source_at(str(path)), name="a", profile=profile).run


def register(registry: Registry, iri: str = ELEMENT, state: str = "standard") -> None:
    registry.registrations.register(iri, state, by="officer", reason="meeting")


def execute(url: str, statement: str) -> None:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()


def waiting(registry: Registry) -> dict[str, tuple[str, ...]]:
    report = registry.registrations.report(today=TODAY).only("waiting")
    return {row.iri.rpartition("/")[2]: row.changed_parts for row in report.rows}


def exported(registry: Registry, format: str = "nt") -> str:  # noqa: A002 - the word users know
    out = io.BytesIO()
    registry.export(format, out)
    return out.getvalue().decode()


def test_waiting__until_a_person_decides_others_have_the_registered_version(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, element() + schema())
    register(registry)
    harvest(registry, tmp_path, element("Chiều cao đứng", "csvw:datatype xsd:decimal ; dmv:unit 'm'") + schema())
    assert waiting(registry) == {"height": ("definition", "unit")}
    (shown,) = registry.dictionary.element(ELEMENT)
    assert (shown.listed.version, shown.listed.waiting_version) == (1, 2)
    assert shown.listed.changed_parts == ("definition", "unit")
    assert (shown.described.definitions, shown.described.domain.unit) == ((("vi", "Chiều cao"),), "cm")
    found = exported(registry)
    assert '"cm"' in found
    assert '"m"' not in found
    assert "Chiều cao đứng" not in exported(registry, "skos")
    register(registry)
    assert waiting(registry) == {}
    (shown,) = registry.dictionary.element(ELEMENT)
    assert (shown.listed.version, shown.listed.waiting_version, shown.described.domain.unit) == (2, None, "m")
    assert '"m"' in exported(registry)
    assert registry.upkeep.check().problems == ()


@pytest.mark.parametrize(
    ("turtle", "parts"),
    [
        (element() + "<el/height> skos:altLabel 'Cao'@vi ; skos:scopeNote 'n' .", None),
        (element(domain="dmv:unit 'cm' ; csvw:datatype xsd:decimal ; skos:prefLabel 'cm'@vi"), None),
        (element(domain="csvw:datatype [ csvw:base xsd:decimal ] ; dmv:unit 'cm'"), ("datatype",)),
        (element(domain="csvw:datatype xsd:decimal ; csvw:format '#0' ; dmv:unit 'cm'"), ("format",)),
        (element(domain="csvw:datatype xsd:decimal ; dmv:unit 'cm' ; csvw:minInclusive '0'"), ("bounds",)),
        (element(domain="csvw:datatype xsd:decimal ; dmv:unit 'cm' ; dmv:codeList <l>"), ("codes",)),
        (element(domain="csvw:datatype xsd:decimal ; dmv:unit 'cm' ; <odd> 1"), ("value-domain",)),
        (element() + "<el/height> dmv:dataElementConcept <concept> .", ("concept",)),
    ],
)
def test_waiting__is_for_what_changes_the_meaning(
    sqlite_url: str, tmp_path: Path, turtle: str, parts: tuple[str, ...] | None
) -> None:
    with Registry.open(sqlite_url) as registry:
        registry.registrations.set_authority("A", by="admin")
        harvest(registry, tmp_path, element())
        register(registry)
        harvest(registry, tmp_path, turtle)
        assert waiting(registry) == ({} if parts is None else {"height": parts})
        assert [one.is_changed_since for one in registry.registrations.in_force(ELEMENT)] == [True]


def test_waiting__codes_are_compared_with_their_labels(registry: Registry, tmp_path: Path) -> None:
    def codes(one: str, two: str) -> str:
        pairs = (("1", one), ("2", two))
        values = ", ".join(f"[ skos:notation '{code}' ; skos:prefLabel '{label}'@vi ]" for code, label in pairs)
        return element(domain=f"dmv:allowedValue {values}")

    harvest(registry, tmp_path, codes("nam", "nữ"))
    register(registry)
    harvest(registry, tmp_path, codes("nữ", "nam"))
    assert waiting(registry) == {"height": ("codes",)}


def test_waiting__a_schema_keeps_its_columns_and_matches_by_them(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, element() + schema("csvw:datatype xsd:decimal"))
    register(registry, SCHEMA)
    harvest(registry, tmp_path, element() + schema("csvw:datatype xsd:decimal", title="Dân"))
    assert waiting(registry) == {}
    register(registry, SCHEMA, "preferred-standard")
    harvest(registry, tmp_path, element() + schema("csvw:datatype xsd:boolean ; csvw:title 'Chiều cao'@vi"))
    assert waiting(registry) == {"people": ("columns",)}
    (shown,) = registry.dictionary.schema(SCHEMA)
    assert (shown.listed.title, [one.value_domain.family for one in shown.described.columns]) == ("Dân", ["number"])
    assert [one.title for one in registry.dictionary.schemas()] == ["Dân"]
    assert "boolean" not in exported(registry, "csvw")
    assert "boolean" not in exported(registry, "table-schema")
    assert registry.dictionary.accept_match(SCHEMA, "cao", ELEMENT, by="officer")
    assert [one.dataset for one in registry.dictionary.find_datasets(ELEMENT)] == ["https://e.vn/ds/1"]


def test_waiting__ends_with_what_was_decided(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, element())
    register(registry, state="candidate")
    run = harvest(registry, tmp_path, element("khác"))
    assert waiting(registry) == {}
    registry.registrations.register(ELEMENT, "standard", by="officer", reason="r", version=1)
    assert waiting(registry) == {"height": ("definition",)}
    assert run is not None
    registry.undo(run, by="officer", reason="wrong file")
    assert waiting(registry) == {}
    harvest(registry, tmp_path, element("khác nữa"))
    assert waiting(registry) == {"height": ("definition",)}
    register(registry, state="retired")
    assert waiting(registry) == {}


def test_waiting__what_came_back_leaves_as_it_was_registered(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, element("một") + schema())
    run = harvest(registry, tmp_path, element("hai") + schema())
    register(registry)
    assert run is not None
    undone = registry.undo(run, by="officer", reason="r").runs[0].run
    assert waiting(registry) == {}
    registry.undo(undone, by="officer", reason="r")
    harvest(registry, tmp_path, element("ba") + schema())
    assert waiting(registry) == {"height": ("definition",)}
    found = exported(registry)
    assert [word for word in ("một", "hai", "ba") if f'"{word}"@vi' in found] == ["hai"]


def test_waiting__of_another_class_nothing_of_it_leaves(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, element() + schema())
    register(registry)
    harvest(registry, tmp_path, element().replace("a dmv:DataElement", "a skos:Concept") + schema())
    assert waiting(registry) == {"height": ("class",)}
    assert "Chiều cao" not in exported(registry)
    (shown,) = registry.dictionary.element(ELEMENT)
    assert (shown.listed.kind, shown.listed.version) == ("DataElement", 1)


def test_waiting__the_registered_version_is_validated_where_the_newest_was(
    registry: Registry, tmp_path: Path, database_url: str
) -> None:
    """The newest version is accepted and current; what leaves instead is an older one, which must be so, too."""
    harvest(registry, tmp_path, element() + schema(), profile="elements")
    register(registry)
    harvest(registry, tmp_path, element("khác") + schema())
    assert waiting(registry) == {"height": ("definition",)}
    found = exported(registry)
    assert ('skos/core#definition> "Chiều cao"@vi' in found, '"khác"' in found) == (True, False)
    execute(database_url, "UPDATE verdicts SET lists_digest = 'older', context_digest = 'older'")
    assert exported(registry) == found


def test_waiting__the_printed_dictionary_has_the_registered_version(sqlite_url: str, tmp_path: Path) -> None:
    with Registry.open(sqlite_url) as registry:
        registry.registrations.set_authority("A", by="admin")
        harvest(registry, tmp_path, element() + schema())
        register(registry)
        harvest(registry, tmp_path, element("khác") + schema())
        registry.reports.write_statutory("tu-dien", tmp_path / "report.json")
        found = (tmp_path / "report.json").read_text("utf-8")
    assert ("Chiều cao" in found, "khác" in found) == (True, False)


def test_waiting__as_of_a_day_it_is_as_it_was_then(sqlite_url: str, tmp_path: Path) -> None:
    with Registry.open(sqlite_url) as registry:
        registry.registrations.set_authority("A", by="admin")
        harvest(registry, tmp_path, element() + schema())
        register(registry)
        run = harvest(registry, tmp_path, element("khác") + schema())
        register(registry)
        assert '"khác"' in exported(registry)
        with registry.as_of(str(run)) as then:
            out = io.BytesIO()
            then.export("nt", out)
        assert '"khác"' not in out.getvalue().decode()


def test_report__says_what_changed(sqlite_url: str, tmp_path: Path) -> None:
    with Registry.open(sqlite_url) as registry:
        registry.registrations.set_authority("A", by="admin")
        harvest(registry, tmp_path, element())
        register(registry)
        registry.registrations.register(ELEMENT, "standard", by="o", reason="r", authority="Other")
        harvest(registry, tmp_path, element("khác"))
        rows = registry.registrations.report(today=TODAY).rows
        # What another authority registered holds nothing back.
        assert [(row.registration.authority, row.reasons) for row in rows] == [
            ("A", ("waiting", "changed-since")),
            ("Other", ("changed-since",)),
        ]
        assert reasons_text(rows[0], "en") == "waits for a decision (definition), changed since"
        assert json.loads(json.dumps(rows[0].as_dict()))["changed_parts"] == ["definition"]
