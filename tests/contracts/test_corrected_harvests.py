"""Defaults and corrections in harvests: which records they are about, and what they never do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from danhmuc.registry import HarvestReport, Registry, SourceSettings
from danhmuc.registry.record.corrections import Correction, DefaultNode, Defaults
from danhmuc.vocab.errors import UsageError

from .conftest import Agency

DCT = "http://purl.org/dc/terms/"
EU = "http://publications.europa.eu/resource/authority/"
TITLE = Correction(property=f"{DCT}title", written="Nuoc", to="Nước", reason="Thiếu dấu")
SO = DefaultNode(iri="https://e.vn/so", name=(("en", "Department"), ("vi", "Sở")))


def dataset(name: str = "d", more: str = "dct:title 'Nuoc'@vi") -> str:
    return f"<{name}> a dcat:Dataset ; {more} .\n"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database: what is stored otherwise in the other is tried in `test_corrections`."""
    return sqlite_url


@pytest.fixture
def configure() -> Callable[..., None]:
    """Give an agency that was harvested before other defaults and corrections."""

    def apply(agency: Agency, *corrections: Correction, defaults: Defaults | None = None) -> None:
        registry = agency.registry
        row = registry.source_list.get(agency.folder.name)
        settings = replace(row.settings, corrections=corrections, defaults=defaults or Defaults())
        declare(registry, agency, settings)

    return apply


def declare(registry: Registry, agency: Agency, settings: SourceSettings) -> None:
    from danhmuc.registry import DeclaredSource

    declared = DeclaredSource(name=agency.folder.name, location=str(agency.folder), profile="none", settings=settings)
    registry.source_list.plan([declared]).apply(by="Lan", reason="r")


def turtle_of(registry: Registry, name: str = "d", source: str = "agency") -> str:
    return registry.get(f"https://e.vn/{name}", source=source).turtle()


def kinds(report: HarvestReport) -> dict[str, int]:
    return {kind: number for kind, number in report.records.as_dict().items() if number and kind != "seen"}


def test_harvest__the_corrected_graph_is_validated_and_published(
    registry: Registry, agency: Agency, configure: Callable[..., None], profile: Callable[..., str], tmp_path: Path
) -> None:
    needs_title = profile()
    agency.publish("<d> a dcat:Dataset ; dct:identifier 'd-1' .", needs_title)
    registry.export("nt", tmp_path / "before.nt")
    assert "d-1" not in (tmp_path / "before.nt").read_text()
    declare_title = Correction(property=f"{DCT}title", to='"Nước"@vi', reason="Sở gửi thư")
    declared = registry.source_list.get("agency")
    settings = replace(declared.settings, corrections=(declare_title,))
    from danhmuc.registry import DeclaredSource

    registry.source_list.plan(
        [DeclaredSource(name="agency", location=declared.location, profile=declared.profile, settings=settings)]
    ).apply(by="Lan")
    report = agency.harvest(needs_title)
    assert (report.accepted, kinds(report)) == (1, {"updated": 1})
    registry.export("nt", tmp_path / "after.nt")
    assert "Nước" in (tmp_path / "after.nt").read_text()
    assert [finding.code for finding in registry.get("https://e.vn/d").findings if finding.layer == "repaired"] == [
        "source:correction"
    ]


def test_harvest__a_correction_that_no_record_needs_is_told_in_a_complete_run(
    agency: Agency, configure: Callable[..., None]
) -> None:
    agency.publish(dataset())
    configure(agency, TITLE, replace(TITLE, written="Gao", to="Gạo"), replace(TITLE, record="https://e.vn/x"))
    report = agency.harvest()
    assert agency.codes(report) == ["source:correction-unused"] * 2
    assert not report.needs_attention
    assert agency.codes(agency.harvest(partial="half of it")) == []


def test_harvest__two_sources_with_one_iri_and_one_of_them_corrected(
    registry: Registry, agency: Agency, second_agency: Agency, configure: Callable[..., None]
) -> None:
    agency.publish(dataset())
    second_agency.publish(dataset())
    configure(second_agency, TITLE)
    assert kinds(second_agency.harvest()) == {"updated": 1}
    assert kinds(agency.harvest()) == {"unchanged": 1}
    assert '"Nuoc"@vi' in turtle_of(registry, source="agency")
    assert '"Nước"@vi' in turtle_of(registry, source="second")


def test_harvest__a_catalogue_is_corrected_and_lists_what_it_listed(
    registry: Registry, agency: Agency, configure: Callable[..., None], rows: Callable[[str], list[dict[str, object]]]
) -> None:
    agency.publish("<c> a dcat:Catalog ; dct:title 'Nuoc'@vi ; dcat:dataset <d> . " + dataset(more="dct:title 'x'"))
    configure(agency, TITLE)
    assert kinds(agency.harvest()) == {"updated": 1, "unchanged": 1}
    assert '"Nước"@vi' in turtle_of(registry, "c")
    assert [row["last_run"] for row in rows("memberships")] == [None]


def test_harvest__defaults_stand_beside_what_records_say_themselves(
    registry: Registry, agency: Agency, configure: Callable[..., None]
) -> None:
    said = (
        dataset(more="dcat:distribution <f> , <g>")
        + "<f> a dcat:Distribution . <g> a dcat:Distribution ; dct:license <own> .\n"
        + dataset("e", "dct:publisher <own> ; dct:license <own>")
    )
    agency.publish(said)
    configure(agency, defaults=Defaults(publisher=SO, licence="https://e.vn/by"))
    report = agency.harvest()
    assert (kinds(report), report.nodes.created) == ({"updated": 1, "unchanged": 1}, 1)
    turtle = turtle_of(registry)
    assert turtle.count("<https://e.vn/by>") == turtle.count("<https://e.vn/own>") == 1
    assert "dct:publisher <https://e.vn/so>" in turtle
    assert "https://e.vn/by" not in turtle_of(registry, "e")
    assert "foaf:name" in turtle_of(registry, "so")
    assert kinds(agency.harvest()) == {"unchanged": 2}


def test_harvest__an_agent_that_the_source_describes_is_its_own(
    registry: Registry, agency: Agency, configure: Callable[..., None]
) -> None:
    agency.publish(dataset(more="dct:publisher <so>") + "<so> a foaf:Agent ; foaf:name 'Khác'@vi .")
    configure(agency, defaults=Defaults(publisher=SO))
    assert agency.harvest().nodes.as_dict()["unchanged"] == 1
    assert "Department" not in turtle_of(registry, "so")
    # Once it describes it no more, the settings do; and the other way round.
    agency.publish(dataset(more="dct:publisher <so>"))
    assert "Department" in turtle_of(registry, "so")
    agency.write("catalog.ttl", dataset())
    configure(agency)
    assert agency.harvest().nodes.missing == 1


def test_harvest__an_agent_of_the_defaults_never_changes_the_base_of_relative_iris(
    registry: Registry, tmp_path: Path
) -> None:
    from danhmuc.registry import DeclaredSource, source_at

    path, moved = tmp_path / "a.ttl", tmp_path / "b.ttl"
    turtle = "<#d> a <http://www.w3.org/ns/dcat#Dataset> ."
    path.write_text(turtle)
    settings = SourceSettings(defaults=Defaults(publisher=SO))
    registry.source_list.plan([DeclaredSource(name="a", location=str(path), profile="none", settings=settings)]).apply(
        by="t"
    )
    registry.plan(source_at(str(path))).apply()
    (row,) = registry.records(source="a")
    moved.write_text(turtle)
    registry.source_list.move("a", source_at(str(moved)), by="t", reason="r")
    assert kinds(registry.plan(source_at(str(moved))).apply()) == {"unchanged": 1}
    assert registry.get(row.iri).row.version == 1


def test_harvest__no_correction_undoes_a_mark(
    registry: Registry, agency: Agency, configure: Callable[..., None], everything: Callable[[], str]
) -> None:
    label = "http://www.w3.org/2004/02/skos/core#prefLabel"
    plain = [
        Correction(property=label, written=written, to="công khai", reason="r") for written in ("Mật", "Độ mật gì đó")
    ]
    agency.publish(dataset("e", "dct:title 'x'"))
    configure(agency, *plain)
    report = agency.publish(
        dataset("e", "dct:title 'x'")
        + "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        + dataset("s", "dct:title 'Chim én' ; dmv:secrecy [ skos:prefLabel 'Mật' ]")
        + dataset("t", "dct:title 'Chim sẻ' ; dmv:secrecy <muc> ")
        + "<muc> a skos:Concept ; skos:prefLabel 'Mật' .\n"
    )
    assert (report.records.quarantined, agency.codes(report).count("harvest:state-secret")) == (2, 2)
    said = everything()
    assert "Chim én" not in said
    assert "Chim sẻ" not in said


def test_harvest__what_would_be_more_public_stays_and_is_told_each_night(
    registry: Registry, agency: Agency, configure: Callable[..., None]
) -> None:
    open_access = Correction(property=f"{DCT}accessRights", to=f"<{EU}access-right/PUBLIC>", reason="r")
    agency.publish(dataset(more=f"dct:accessRights <{EU}access-right/NON_PUBLIC>"))
    configure(agency, open_access)
    for _ in range(2):
        report = agency.harvest()
        assert (kinds(report), agency.codes(report)) == ({"unchanged": 1}, ["source:correction-widens"])
    # However many they are, it is one finding.
    agency.publish("".join(dataset(name, f"dct:accessRights <{EU}access-right/NON_PUBLIC>") for name in "defg"))
    (finding,) = [
        one for one in registry.harvests.run_findings(agency.harvest().run or 0) if one.code.startswith("source:")
    ]
    assert "4 records are not corrected to" in finding.text("en")
    assert finding.text("en").endswith("at the source: https://e.vn/d, https://e.vn/e, https://e.vn/f, ….")
    # What says nothing of access may be said to be public; what is public may be narrowed.
    agency.publish(dataset())
    assert "access-right/PUBLIC" in turtle_of(registry)
    configure(agency, replace(open_access, to=f"<{EU}access-right/RESTRICTED>"))
    agency.harvest()
    assert "access-right/RESTRICTED" in turtle_of(registry)


def test_harvest__an_incomplete_run_corrects_what_it_has_read(
    registry: Registry, agency: Agency, configure: Callable[..., None]
) -> None:
    agency.write("b.ttl", dataset("e"))
    agency.publish(dataset())
    configure(agency, TITLE)
    agency.break_off("b.ttl")
    report = agency.harvest()
    assert (report.state, kinds(report)) == ("incomplete", {"updated": 1})
    assert '"Nước"@vi' in turtle_of(registry)
    assert '"Nuoc"@vi' in turtle_of(registry, "e")


def test_plan_sources__what_no_source_may_have_is_refused_from_programs_too(agency: Agency) -> None:
    agency.publish(dataset())
    for correction in (
        Correction(property="https://w3id.org/danhmuc/def#secrecy", to="KHONG", reason="r"),
        Correction(property=f"{DCT}title", to="<a b>", reason="r"),
        Correction(property=f"{DCT}title", to="a", reason=" "),
    ):
        with pytest.raises(UsageError, match="correction 1: "):
            declare(agency.registry, agency, SourceSettings(corrections=(correction,)))
    with pytest.raises(UsageError, match=r"'defaults\.licence' must be an absolute IRI"):
        declare(agency.registry, agency, SourceSettings(defaults=Defaults(licence="CC-BY")))
