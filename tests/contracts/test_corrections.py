"""Defaults and corrections of sources in harvests: the source's graph stays, the corrected one is published."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text

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


def test_harvest__a_changed_correction_updates_records_whose_source_did_not_move(
    registry: Registry, agency: Agency, configure: Callable[..., None]
) -> None:
    said = dataset() + dataset("e", "dct:title 'Khác'@vi")
    assert kinds(agency.publish(said)) == {"created": 2}
    before = registry.get("https://e.vn/d").nquads
    configure(agency, TITLE)
    assert kinds(agency.harvest()) == {"updated": 1, "unchanged": 1}
    assert '"Nước"@vi' in turtle_of(registry)
    # Unchanged with unchanged corrections: no version, no finding, nothing validated.
    report = agency.harvest()
    assert (kinds(report), report.validated, agency.codes(report)) == ({"unchanged": 2}, 0, [])
    assert (agency.versions("d"), agency.versions("e")) == (2, 1)
    configure(agency, replace(TITLE, to="Nước ngọt"))
    assert kinds(agency.harvest()) == {"updated": 1, "unchanged": 1}
    assert '"Nước ngọt"@vi' in turtle_of(registry)
    configure(agency)
    assert kinds(agency.harvest()) == {"updated": 1, "unchanged": 1}
    assert registry.get("https://e.vn/d").nquads == before
    assert agency.versions("d") == 4


def test_harvest__keeps_what_the_source_said_beside_what_is_published(
    registry: Registry, agency: Agency, configure: Callable[..., None], rows: Callable[[str], list[dict[str, object]]]
) -> None:
    agency.publish(dataset())
    said = registry.get("https://e.vn/d")
    assert said.original is None
    configure(agency, TITLE)
    agency.harvest()
    corrected = registry.get("https://e.vn/d")
    assert corrected.original == said.nquads != corrected.nquads
    assert '"Nuoc"@vi' in corrected.original_turtle()
    (record,) = rows("records")
    newest = rows("versions")[-1]
    assert (record["digest"], record["source_digest"]) == (corrected.row.digest, said.row.digest)
    assert (newest["digest"], newest["original"]) == (corrected.row.digest, said.row.digest)
    assert registry.upkeep.check().problems == ()
    configure(agency)
    agency.harvest()
    again = registry.get("https://e.vn/d")
    assert (again.original, again.row.digest) == (None, said.row.digest)


def test_harvest__a_source_that_mends_it_itself_says_what_is_published(
    registry: Registry, agency: Agency, configure: Callable[..., None]
) -> None:
    agency.publish(dataset())
    configure(agency, TITLE)
    agency.harvest()
    corrected = registry.get("https://e.vn/d")
    report = agency.publish(dataset(more="dct:title 'Nước'@vi"))
    assert (kinds(report), agency.codes(report)) == ({"updated": 1}, ["source:correction-unused"])
    mended = registry.get("https://e.vn/d")
    assert (mended.row.digest, mended.original) == (corrected.row.digest, None)
    assert mended.findings == ()
    assert kinds(agency.harvest()) == {"unchanged": 1}
    # Back to what it said before: the correction is needed again, and the graphs are those of then.
    agency.publish(dataset())
    back = registry.get("https://e.vn/d")
    assert (back.row.digest, back.original) == (corrected.row.digest, corrected.original)
    assert agency.versions("d") == 4
    assert registry.upkeep.check().problems == ()


def test_check__computes_the_digest_of_what_the_source_said_again(
    registry: Registry, agency: Agency, configure: Callable[..., None], database_url: str
) -> None:
    agency.publish(dataset("other"))
    configure(agency, TITLE)
    agency.publish(dataset())
    engine = create_engine(database_url)
    with engine.begin() as connection:
        said = connection.scalar(text("SELECT original FROM versions WHERE original IS NOT NULL ORDER BY id DESC"))
        statement = text("UPDATE graphs SET body = :body WHERE digest = :digest")
        connection.execute(statement, {"body": zlib.compress(b"<s> <p> <o> .\n"), "digest": said})
    engine.dispose()
    assert [problem.id for problem in registry.upkeep.check().problems] == ["registry-graph-altered"]


def test_purge__what_the_source_said_goes_too(
    registry: Registry, agency: Agency, configure: Callable[..., None], everything: Callable[[], str]
) -> None:
    agency.publish(dataset(more="dct:title 'Chim én'@vi , 'Nuoc'@vi") + dataset("e"))
    title = Correction(property=f"{DCT}title", to='"Nước"@vi', reason="r")
    configure(agency, title)
    agency.harvest()
    configure(agency, TITLE)
    agency.harvest()
    registry.purge("https://e.vn/d", by="Lan", reason="r")
    assert registry.upkeep.check().problems == ()
    assert registry.get("https://e.vn/e").original is not None
    assert "Chim én" not in everything()


@pytest.mark.postgresql
def test_purge__takes_corrections_of_the_record_out_of_its_source(
    registry: Registry, agency: Agency, configure: Callable[..., None], everything: Callable[[], str]
) -> None:
    agency.publish(dataset() + dataset("e"))
    # The IRI stays, as the hold on it.
    about = Correction(property=f"{DCT}title", to="Chim én", reason="Chim sẻ", record="https://e.vn/d")
    configure(agency, TITLE, about)
    configure(agency, about)
    agency.harvest()
    configure(agency, TITLE, about)
    registry.purge("https://e.vn/d", by="Lan", reason="r")
    assert registry.source_list.get("agency").settings.corrections == (TITLE,)
    changes = [change for change in registry.source_list.changes("agency") if change.field == "corrections"]
    titles = [TITLE.as_setting()]
    assert [(one.before, one.after) for one in changes] == [(None, titles), (titles, None), (None, titles)]
    assert registry.upkeep.check().problems == ()
    with pytest.raises(UsageError, match=r"agency: correction 1: https://e\.vn/d was purged"):
        configure(agency, about)
    said = everything()
    assert "Chim én" not in said
    assert "Chim sẻ" not in said


def test_source_changes__have_corrections_with_their_reasons(
    registry: Registry, agency: Agency, configure: Callable[..., None]
) -> None:
    agency.publish(dataset())
    configure(agency, TITLE)
    configure(agency, TITLE)
    configure(agency)
    changes = [change for change in registry.source_list.changes("agency") if change.field == "corrections"]
    assert [(change.before, change.after) for change in changes] == [
        (None, [TITLE.as_setting()]),
        ([TITLE.as_setting()], None),
    ]
    assert registry.upkeep.check().problems == ()
