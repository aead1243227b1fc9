"""A record that its source retires by the status WITHDRAWN does not leave, until its source says something else."""

from __future__ import annotations

import random
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from danhmuc.registry import Dataset, ExportReport, Registry
from danhmuc.registry.harvest.corrected import fault_of_corrections
from danhmuc.registry.record.corrections import Correction
from danhmuc.registry.record.summary import STATUSES

if TYPE_CHECKING:
    from .conftest import Agency

Profile = Callable[..., str]
Everything = Callable[[], str]

EU = "<http://publications.europa.eu/resource/authority/dataset-status/{}>"
WITHDRAWN = EU.format("WITHDRAWN")
UNKNOWN = "<https://a.example/status/live>"
IRI = "https://e.vn/x"
CLASSES = ("dcat:Dataset", "dcat:DatasetSeries", "dcat:DataService", "dcat:Catalog", "dmv:Database")


def record(status: str | None = None, *, name: str = "x", of: str = "dcat:Dataset", title: str = "Tên") -> str:
    """A record with a status, if it has one; an empty title for none."""
    said = [f'dct:title "{title}"@vi'] * bool(title)
    said += [f"<http://www.w3.org/ns/adms#status> {status}"] * (status is not None)
    return f'<{name}> a {of} ; dct:description "Mô tả"@vi' + "".join(f" ; {one}" for one in said) + " .\n"


def export(registry: Registry) -> tuple[str, ExportReport]:
    out = BytesIO()
    report = registry.export("nt", out)
    return out.getvalue().decode(), report


def leaves(registry: Registry, name: str = "x") -> bool:
    """Whether anything is said of a record."""
    return f"<https://e.vn/{name}> " in export(registry)[0]


@pytest.mark.parametrize("of", CLASSES)
def test_export__what_is_retired_does_not_leave_and_comes_back(agency: Agency, of: str) -> None:
    other = record(name="y")  # a source without a word of DCAT is none
    agency.publish(record(of=of) + other)
    assert leaves(agency.registry)
    assert agency.publish(record(WITHDRAWN, of=of) + other).records.updated == 1
    text, report = export(agency.registry)
    assert (IRI in text, report.left_out) == (False, {"retired": 1})
    agency.publish(record(EU.format("COMPLETED"), of=of) + other)
    assert leaves(agency.registry)


@pytest.mark.parametrize("status", [one.code for one in STATUSES if one.leaves])
def test_export__other_statuses_leave(agency: Agency, status: str) -> None:
    agency.publish(record(EU.format(status)))
    assert leaves(agency.registry)


@pytest.mark.parametrize(
    "written",
    [
        "<http://purl.org/adms/status/Withdrawn>",
        "<http://publications.europa.eu/resource/authority/distribution-status/WITHDRAWN>",
        "<https://publications.europa.eu/resource/authority/dataset-status/WITHDRAWN/>",
        '"WITHDRAWN"',
        '"Đã rút"@vi',
        '"đã thu hồi"',
        '"http://purl.org/adms/status/Withdrawn"',
        f"{EU.format('COMPLETED')} , {WITHDRAWN}",
        f"{UNKNOWN} , {WITHDRAWN}",
    ],
)
def test_export__the_status_counts_however_it_is_written(agency: Agency, written: str) -> None:
    agency.publish(record(written))
    assert export(agency.registry)[1].left_out == {"retired": 1}


def test_list_and_show__tell_that_it_is_retired(agency: Agency) -> None:
    agency.publish(record(WITHDRAWN) + record(name="y"))
    registry = agency.registry
    assert [one.iri for one in registry.records(state="retired")] == [IRI]
    row = registry.get(IRI).row
    assert (row.state, row.is_retired, row.as_dict()["retired"]) == ("present", True, True)
    leaving = registry.reports.leaving(IRI)
    assert (leaving.leaves, leaving.reason) == (False, "retired")
    assert list(registry.records(state="withdrawn")) == []


def test_export__a_retirement_counts_although_the_version_is_not_accepted(agency: Agency, profile: Profile) -> None:
    trial = profile()
    agency.publish(record(), trial)
    agency.publish(record(WITHDRAWN, title=""), trial)
    assert agency.registry.get(IRI).row.verdict == "submitted"
    assert export(agency.registry)[1].left_out == {"retired": 1}
    assert agency.registry.reports.leaving(IRI).reason == "retired"


def test_export__what_is_taken_back_leaves_once_it_is_accepted(agency: Agency, profile: Profile) -> None:
    trial = profile()
    agency.publish(record(), trial)
    agency.publish(record(WITHDRAWN), trial)
    agency.publish(record(title=""), trial)
    assert not leaves(agency.registry)  # an accepted version is older than what withdrew it
    agency.publish(record(title="Tên khác"), trial)
    assert "Tên khác" in export(agency.registry)[0]


def test_export__a_status_that_is_not_understood_changes_nothing(agency: Agency) -> None:
    report = agency.publish(record(UNKNOWN))
    assert leaves(agency.registry)
    assert report.run is not None
    (finding,) = agency.registry.get(IRI).findings
    assert (finding.code, finding.severity, finding.value) == ("harvest:status-unknown", "warning", UNKNOWN[1:-1])
    agency.publish(record(WITHDRAWN))
    agency.publish(record(UNKNOWN))
    assert not leaves(agency.registry)
    agency.publish(record(UNKNOWN, title="Tên khác"))
    assert not leaves(agency.registry)
    assert agency.registry.reports.leaving(IRI).reason == "retired"
    agency.publish(record(title="Tên khác"))
    assert leaves(agency.registry)


@pytest.mark.parametrize("status", ['[ dct:title "live" ]', '"đang dùng"@vi', UNKNOWN])
def test_export__a_status_that_is_not_understood_bars_nobody(
    agency: Agency, second_agency: Agency, status: str
) -> None:
    agency.publish(record(status))
    report = second_agency.publish(record())
    assert report.barred == 0
    assert leaves(agency.registry)


def test_export__what_one_source_retires_leaves_through_no_other_and_comes_back(
    agency: Agency, second_agency: Agency
) -> None:
    agency.publish(record())
    second_agency.publish(record(title="Của họ"))
    agency.publish(record(WITHDRAWN))
    text, report = export(agency.registry)
    assert text == ""
    assert report.left_out == {"retired": 1, "barred": 1}
    assert [(one.by, one.reason) for one in report.barred] == [("agency", "retired")]
    second_agency.publish(record(WITHDRAWN, title="Của họ"))
    assert export(agency.registry)[1].left_out == {"retired": 2}
    agency.publish(record())
    assert not leaves(agency.registry)
    second_agency.publish(record(title="Của họ"))
    assert leaves(agency.registry)


def test_export__what_is_retired_and_then_missing_stays_retired(agency: Agency, second_agency: Agency) -> None:
    agency.publish(record() + record(name="y"))
    agency.publish(record(WITHDRAWN) + record(name="y"))
    agency.publish(record(name="y"))
    assert agency.states()["x"] == "missing"
    assert export(agency.registry)[1].left_out == {"retired": 1}
    second_agency.publish(record())
    assert not leaves(agency.registry)


def test_export__a_described_part_that_is_retired_elsewhere_keeps_its_holder(
    agency: Agency, second_agency: Agency
) -> None:
    agency.publish(record(WITHDRAWN))
    second_agency.publish('<z> a dcat:Dataset ; dcat:distribution <x> . <x> a dcat:Distribution ; dct:title "T"@vi .')
    assert not leaves(agency.registry, "z")


def test_export__a_catalogue_does_not_list_it(agency: Agency) -> None:
    agency.publish(record(WITHDRAWN) + record(name="y") + "<c> a dcat:Catalog ; dcat:dataset <x> , <y> .")
    text = export(agency.registry)[0]
    assert IRI not in text
    assert "<https://e.vn/c> <http://www.w3.org/ns/dcat#dataset> <https://e.vn/y>" in text


def test_undo__of_the_run_that_retired_it_brings_it_back(agency: Agency) -> None:
    agency.publish(record() + record(name="y"))
    run = agency.publish(record(WITHDRAWN) + record(WITHDRAWN, name="y")).run
    assert run is not None
    assert not leaves(agency.registry)
    (undone,) = agency.registry.undo(run, by="test", reason="Nhầm").runs
    assert (undone.held, undone.narrowed) == (2, 0)
    assert (leaves(agency.registry), leaves(agency.registry, "y")) == (True, True)
    assert agency.registry.get(IRI).row.is_retired is False
    agency.publish(record(WITHDRAWN) + record(WITHDRAWN, name="y"))  # says the same, which is not applied again
    assert leaves(agency.registry)
    agency.publish(record(WITHDRAWN, title="Tên khác") + record(WITHDRAWN, name="y"))
    assert (leaves(agency.registry), leaves(agency.registry, "y")) == (False, True)


def test_undo__of_what_also_narrows_keeps_it_back(agency: Agency) -> None:
    rights = "<http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC>"
    agency.publish(record())
    run = agency.publish(record(WITHDRAWN).replace(" .\n", f" ; dct:accessRights {rights} .\n")).run
    assert run is not None
    (undone,) = agency.registry.undo(run, by="test", reason="Nhầm").runs
    assert undone.narrowed == 1
    assert agency.registry.reports.leaving(IRI).reason == "narrowed"


def test_undo__of_the_run_that_took_it_back_retires_it_again(agency: Agency) -> None:
    agency.publish(record())
    agency.publish(record(WITHDRAWN))
    run = agency.publish(record(title="Tên khác")).run
    assert run is not None
    agency.registry.undo(run, by="test", reason="Nhầm")
    assert agency.registry.reports.leaving(IRI).reason == "retired"


def test_harvest__a_retirement_is_applied_where_a_document_is_not_read(agency: Agency) -> None:
    distribution = "<x> dcat:distribution <x1> . <x1> a dcat:Distribution ; dcat:downloadURL <https://e.vn/f> .\n"
    agency.write("other.ttl", record(name="y"))
    agency.publish(record() + distribution)
    agency.break_off("other.ttl")
    assert agency.publish(record(WITHDRAWN)).state == "incomplete"
    assert not leaves(agency.registry)
    assert leaves(agency.registry, "y")


def test_harvest__many_retired_at_once_are_no_deletion(agency: Agency) -> None:
    names = [f"d{number}" for number in range(20)]
    agency.publish("".join(record(name=name) for name in names))
    report = agency.publish("".join(record(WITHDRAWN, name=name) for name in names))
    assert (report.state, report.records.updated, report.records.missing) == ("complete", 20, 0)
    assert set(agency.states().values()) == {"present"}
    assert export(agency.registry)[1].left_out == {"retired": 20}


def test_put__retires_and_takes_back(registry: Registry) -> None:
    dataset = Dataset(IRI, title={"vi": "Tên"})
    registry.put(dataset, by="test", profile="none")
    assert leaves(registry)
    registry.put(dataset.replace(status="WITHDRAWN"), by="test")
    assert not leaves(registry)
    registry.put(dataset, by="test")
    assert leaves(registry)


def test_purge__of_what_is_retired(agency: Agency, everything: Everything) -> None:
    agency.publish(record(WITHDRAWN, title="Tuyệt-mật-từ") + record(name="y"))
    agency.registry.purge(IRI, by="test", reason="Luật")
    assert "Tuyệt-mật-từ" not in everything()
    assert list(agency.registry.records(state="retired")) == []
    assert export(agency.registry)[1].left_out == {"purged": 1}


@pytest.mark.parametrize("to", [EU.format("COMPLETED"), UNKNOWN, None])
def test_correction__cannot_bring_back_what_is_retired(to: str | None) -> None:
    status = "http://www.w3.org/ns/adms#status"
    for written in (WITHDRAWN, "WITHDRAWN"):
        fault = fault_of_corrections((Correction(property=status, written=written, to=to, reason="Nhầm"),))
        assert fault is not None
    assert fault_of_corrections((Correction(property=status, written=UNKNOWN, to=WITHDRAWN, reason="Nhầm"),)) is None


@pytest.mark.parametrize("seed", range(3))
def test_export__has_what_the_last_understood_statuses_say(agency: Agency, second_agency: Agency, seed: int) -> None:
    """Random statuses of few records in two sources: one leaves unless a source that describes it has withdrawn it."""
    chance = random.Random(seed)
    said: dict[tuple[str, str], bool] = {}
    for turn in range(8):
        source = chance.choice((agency, second_agency))
        turtle = ""
        for name in "xyz":
            status = chance.choice((None, None, WITHDRAWN, UNKNOWN, EU.format("DISCONT")))
            key = source.folder.name, name
            said[key] = said.get(key, False) if status == UNKNOWN else status == WITHDRAWN
            turtle += record(status, name=name, title=f"Tên {turn}")
        source.publish(turtle)
        text, report = export(agency.registry)
        described = {name for _, name in said}
        retired = {name for (_, name), is_out in said.items() if is_out}
        assert {name for name in "xyz" if f"<https://e.vn/{name}> " in text} == described - retired
        assert report.left_out.get("retired", 0) == sum(said.values())
    assert list(agency.registry.upkeep.check().problems) == []
