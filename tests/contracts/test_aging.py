"""Verdicts age: validating stored records again, what that changes, and what stays."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from danhmuc.registry import ChangedVerdict, Registry, RevalidationReport, SourceRevalidation, parse_records
from danhmuc.registry.verdicts import writer
from danhmuc.shapes import Context, ValidationReport, Validator
from danhmuc.shapes.validation.context import RecordLike
from danhmuc.vocab.errors import UnknownNameError

if TYPE_CHECKING:
    from .conftest import Agency

Rows = Callable[[str], list[dict[str, object]]]
Profile = Callable[..., str]

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
"""
GOOD = '<good> a dcat:Dataset ; dct:title "Tốt"@vi ; dct:publisher <agent> .'
BAD = "<bad> a dcat:Dataset ; dct:publisher <agent> ."
AGENT = '<agent> foaf:name "Sở"@vi ; foaf:phone "1" .'
NAMELESS = '<agent> dct:identifier "1" .'

DATED = """
@prefix : <https://e.vn/shapes/dated#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix prof: <http://www.w3.org/ns/dx/prof/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://e.vn/shapes/dated> a prof:Profile ; prof:hasToken "dated" .
:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :Dataset-modified , :Dataset-type .
:Dataset-modified a sh:PropertyShape ; sh:path dct:modified ; dmv:maxAge "P6M"^^xsd:duration ;
    sh:severity sh:Violation ; sh:message "Phải mới."@vi , "Must be new."@en .
:Dataset-type a sh:PropertyShape ; sh:path ( dct:type skos:inScheme ) ; sh:hasValue <https://e.vn/list> ;
    sh:severity sh:Violation ; sh:message "Phải có trong bảng."@vi , "Must be listed."@en .
"""
DAY = "^^<http://www.w3.org/2001/XMLSchema#date>"
YOUNG = f'<young> a dcat:Dataset ; dct:type <list/1> ; dct:modified "2026-01-10"{DAY} .'
AGELESS = "<ageless> a dcat:Dataset ; dct:type <list/1> ."
LIST = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://e.vn/list> a skos:ConceptScheme .
<https://e.vn/list/1> a skos:Concept ; skos:notation "1" ; skos:inScheme <https://e.vn/list> ; skos:prefLabel "{}"@vi .
"""
SPRING, SUMMER = date(2026, 3, 1), date(2026, 7, 11)

KILLED = """
import sys, time
from danhmuc.registry import Registry
from danhmuc.registry.verdicts import writer

url, number = sys.argv[1:]
left = int(number)
write_batch = writer.write_batch


def halting(*arguments):
    global left
    write_batch(*arguments)
    left -= 1
    if left == 0:
        print("halted", flush=True)
        time.sleep(600)


writer.write_batch = halting
writer.BATCH = 3
with Registry.open(url) as registry:
    registry.revalidate()
"""
"""Judges in small pages, and halts before the transaction of that number is kept."""


@pytest.fixture
def dated(tmp_path: Path) -> str:
    """A profile with a rule that asks for the day, and one that asks a code list."""
    file = tmp_path / "dated.ttl"
    file.write_text(DATED, encoding="utf-8")
    return str(file)


@pytest.fixture
def validated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ends of the IRIs of all that is validated from now on."""
    seen: list[str] = []
    validate_all = Validator.validate_all

    def watched(self: Validator, page: Sequence[RecordLike], context: Context | None) -> Iterator[ValidationReport]:
        seen.extend(record.iri.removeprefix("https://e.vn/") for record in page)
        return validate_all(self, page, context)

    monkeypatch.setattr(Validator, "validate_all", watched)
    return seen


def only(report: RevalidationReport) -> SourceRevalidation:
    (source,) = report.sources
    return source


def counts(one: SourceRevalidation) -> tuple[int, int]:
    return one.validated, one.still_valid


def add_list(registry: Registry, label: str = "Một") -> None:
    registry.vocab.add(LIST.format(label).encode(), by="test", name="list.ttl", token="list")


# ---------------------------------------------------------------- what is due


def test_revalidate__nothing_is_due_after_a_harvest(agency: Agency, profile: Profile, validated: list[str]) -> None:
    agency.publish(GOOD + BAD + AGENT, profile())
    validated.clear()
    one = only(agency.registry.revalidate())
    assert (counts(one), one.changed, validated) == ((0, 3), 0, [])
    assert (one.totals.accepted, one.totals.submitted, one.totals.findings["violation"]) == (1, 1, 1)


def test_revalidate__a_changed_profile_has_all_validated_again(
    agency: Agency, profile: Profile, database_url: str
) -> None:
    agency.publish(GOOD + BAD + AGENT, profile())
    profile("dct:identifier")
    with Registry.open(database_url) as registry:
        one = only(registry.revalidate())
        assert (counts(one), one.became_accepted, one.became_submitted) == ((3, 0), 0, 1)
        assert [row.verdict for row in registry.records()] == ["submitted", "submitted"]
        assert [(change.iri[-4:], len(change.new), len(change.gone)) for change in one.examples] == [
            ("good", 1, 0),
            ("/bad", 1, 1),
        ]
        assert counts(only(registry.revalidate())) == (0, 3)


def test_revalidate__a_changed_profile_tells_what_is_new_and_gone(
    agency: Agency, profile: Profile, database_url: str
) -> None:
    agency.publish(GOOD + NAMELESS, profile())
    path = Path(profile())
    path.write_text(path.read_text(encoding="utf-8").replace("sh:Warning", "sh:Violation"), encoding="utf-8")
    with Registry.open(database_url) as registry:
        (change,) = only(registry.revalidate()).examples
    assert (change.iri, change.title, change.was, change.is_accepted) == ("https://e.vn/good", "Tốt", True, False)
    assert [(finding.code, finding.severity) for finding in change.new] == [("trial:Dataset-publisher", "violation")]
    assert [(finding.code, finding.severity) for finding in change.gone] == [("trial:Dataset-publisher", "warning")]


def test_revalidate__other_words_are_no_change(agency: Agency, profile: Profile, database_url: str) -> None:
    agency.publish(GOOD + BAD + AGENT, profile())
    path = Path(profile())
    path.write_text(path.read_text(encoding="utf-8").replace("Must be there.", "Needed."), encoding="utf-8")
    with Registry.open(database_url) as registry:
        one = only(registry.revalidate())
        assert (counts(one), one.changed) == ((3, 0), 0)
        assert registry.get("https://e.vn/bad").findings[0].text("en") == "Needed."


def test_revalidate__a_loaded_list_has_all_validated_again(agency: Agency, dated: str) -> None:
    agency.publish(AGELESS, dated)
    assert [finding.layer for finding in agency.registry.get("https://e.vn/ageless").findings] == ["cannot-verify"]
    add_list(agency.registry)
    one = only(agency.registry.revalidate())
    assert (counts(one), one.new_findings, one.gone_findings) == ((1, 0), 0, 1)
    assert agency.registry.get("https://e.vn/ageless").findings == ()
    assert counts(only(agency.registry.revalidate())) == (0, 1)


def test_revalidate__a_list_put_out_of_force_has_all_validated_again(agency: Agency, dated: str) -> None:
    registry = agency.registry
    agency.publish(AGELESS, dated)
    registry.vocab.add(LIST.format("Một").encode(), by="test", name="list.ttl", token="frequency")
    assert only(registry.revalidate()).gone_findings == 1
    registry.vocab.use("frequency", by="test")
    assert only(registry.revalidate()).new_findings == 1


def test_revalidate__a_newer_version_of_a_list_has_all_validated_again(agency: Agency, dated: str) -> None:
    add_list(agency.registry)
    agency.publish(AGELESS, dated)
    add_list(agency.registry, "Hai")
    one = only(agency.registry.revalidate())
    assert (counts(one), one.changed) == ((1, 0), 0)


def test_harvest__a_loaded_list_has_all_validated_again(agency: Agency, dated: str) -> None:
    agency.publish(AGELESS, dated)
    add_list(agency.registry)
    assert agency.publish(AGELESS, dated).validated == 1
    assert agency.publish(AGELESS, dated).validated == 0


def test_revalidate__a_changed_agent_has_what_is_missing_validated_again(agency: Agency, profile: Profile) -> None:
    agency.publish(GOOD + BAD + AGENT, profile())
    agency.publish(BAD + NAMELESS, profile())
    one = only(agency.registry.revalidate())
    assert counts(one) == (1, 2)
    assert [(change.iri, [found.code for found in change.new]) for change in one.examples] == [
        ("https://e.vn/good", ["trial:Dataset-publisher"])
    ]


def test_revalidate__what_went_missing_together_is_not_due(agency: Agency, profile: Profile) -> None:
    series = '<series> a dcat:DatasetSeries . <in> a dcat:Dataset ; dct:title "x" ; dcat:inSeries <series> .'
    agency.publish(GOOD + AGENT + series, profile())
    agency.publish('<other> a dcat:Dataset ; dct:title "y" .', profile())
    assert counts(only(agency.registry.revalidate())) == (0, 5)


def test_revalidate__a_changed_list_leaves_what_went_missing_as_the_harvest_validated_it(
    agency: Agency, dated: str, validated: list[str]
) -> None:
    agency.publish(AGELESS + BAD + AGENT, dated)
    add_list(agency.registry)
    agency.publish(AGELESS, dated)
    validated.clear()
    assert counts(only(agency.registry.revalidate())) == (0, 3)
    assert validated == []


def test_revalidate__what_never_leaves_is_not_validated(agency: Agency, profile: Profile, validated: list[str]) -> None:
    agency.publish(GOOD + BAD + AGENT, profile())
    agency.registry.withdraw("https://e.vn/bad", by="test", source="agency")
    validated.clear()
    one = only(agency.registry.revalidate(everything=True))
    assert (counts(one), sorted(validated)) == ((2, 0), ["agent", "good"])


# ---------------------------------------------------------------- the day


def test_revalidate__a_verdict_holds_till_its_last_day(
    agency: Agency, dated: str, rows: Rows, validated: list[str]
) -> None:
    add_list(agency.registry)
    agency.publish(YOUNG + AGELESS, dated)
    agency.registry.revalidate(today=SPRING)
    limits = {(row["since"], row["until"]) for row in rows("verdicts") if row["until_at"] is None}
    assert limits == {("2026-03-01", "2026-07-10"), ("2026-03-01", None)}
    validated.clear()
    assert counts(only(agency.registry.revalidate(today=date(2026, 7, 10)))) == (0, 2)
    assert validated == []
    one = only(agency.registry.revalidate(today=SUMMER))
    assert (counts(one), validated) == ((1, 1), ["young"])


def test_revalidate__a_day_that_passes_never_takes_back_a_verdict(agency: Agency, dated: str) -> None:
    add_list(agency.registry)
    agency.publish(YOUNG, dated)
    agency.registry.revalidate(today=SPRING)
    one = only(agency.registry.revalidate(today=SUMMER))
    (change,) = one.examples
    assert [(finding.code, finding.severity) for finding in change.new] == [("dated:Dataset-modified", "warning")]
    assert (change.was, change.is_accepted, one.became_submitted) == (True, True, 0)
    assert [row.verdict for row in agency.registry.records()] == ["accepted"]


def test_revalidate__an_earlier_day_is_validated_for_itself(agency: Agency, dated: str) -> None:
    add_list(agency.registry)
    agency.publish(YOUNG, dated)
    agency.registry.revalidate(today=SUMMER)
    one = only(agency.registry.revalidate(today=SPRING))
    assert (counts(one), one.gone_findings) == ((1, 0), 1)


def test_harvest__validates_again_what_was_validated_for_another_day(agency: Agency, dated: str) -> None:
    agency.publish(YOUNG + AGELESS, dated)
    agency.registry.revalidate(today=SPRING)
    # Today, long after the summer.
    assert agency.publish(YOUNG + AGELESS, dated).validated == 1
    assert agency.publish(YOUNG + AGELESS, dated).validated == 0


def test_revalidate__without_dated_rules_no_day_matters(agency: Agency, profile: Profile, rows: Rows) -> None:
    agency.publish(GOOD + BAD + AGENT, profile())
    assert {(row["since"], row["until"]) for row in rows("verdicts") if row["until_at"] is None} == {(None, None)}
    for day in (date(1990, 1, 1), date(2190, 1, 1)):
        report = agency.registry.revalidate(today=day)
        assert (report.day, counts(only(report))) == (day, (0, 3))


# ---------------------------------------------------------------- what is asked for


def test_revalidate__everything_is_validated_if_asked(agency: Agency, profile: Profile, validated: list[str]) -> None:
    agency.publish(GOOD + BAD + AGENT, profile())
    validated.clear()
    one = only(agency.registry.revalidate(everything=True))
    assert (counts(one), one.changed, sorted(validated)) == ((3, 0), 0, ["agent", "bad", "good"])


def test_revalidate__each_source_by_its_own_profile(agency: Agency, second_agency: Agency, profile: Profile) -> None:
    agency.publish(GOOD, profile())
    second_agency.publish(GOOD, profile("dct:identifier", token="other"))
    report = agency.registry.revalidate(everything=True)
    assert [(one.source, one.totals.accepted, one.totals.submitted) for one in report.sources] == [
        ("agency", 1, 0),
        ("second", 0, 1),
    ]
    assert report.findings["violation"] == 1


def test_revalidate__a_source_that_is_not_validated_is_passed_over(
    agency: Agency, second_agency: Agency, profile: Profile, validated: list[str]
) -> None:
    agency.publish(GOOD)
    second_agency.publish(BAD, profile())
    validated.clear()
    report = agency.registry.revalidate(everything=True)
    assert (report.passed_over, [one.source for one in report.sources], validated) == (("agency",), ["second"], ["bad"])


def test_revalidate__only_the_source_that_is_named(agency: Agency, second_agency: Agency, profile: Profile) -> None:
    agency.publish(GOOD, profile())
    second_agency.publish(GOOD, profile())
    assert [one.source for one in agency.registry.revalidate(source="second").sources] == ["second"]


def test_revalidate__an_unknown_source_names_the_known(agency: Agency, profile: Profile) -> None:
    agency.publish(GOOD, profile())
    with pytest.raises(UnknownNameError, match="unknown source 'agnecy'; known: agency"):
        agency.registry.revalidate(source="agnecy")


def test_revalidate__an_empty_registry_has_nothing_to_validate(registry: Registry) -> None:
    report = registry.revalidate()
    assert (report.sources, report.passed_over, set(report.findings.values())) == ((), (), {0})


def test_revalidate__a_lost_profile_does_not_stop_the_others(
    agency: Agency, second_agency: Agency, profile: Profile, database_url: str
) -> None:
    agency.publish(GOOD, profile())
    second_agency.publish(GOOD, profile(token="other"))
    profile("dct:identifier")
    Path(profile(token="other")).unlink()
    with Registry.open(database_url) as registry:
        report = registry.revalidate()
    assert [(one.source, one.became_submitted) for one in report.sources] == [("agency", 1)]
    assert {name: type(error) for name, error in report.not_validated.items()} == {"second": UnknownNameError}


def test_revalidate__a_lost_profile_of_the_source_asked_for_is_told_before_anything_is_written(
    agency: Agency, profile: Profile, rows: Rows, database_url: str
) -> None:
    agency.publish(GOOD, profile())
    before = rows("verdicts")
    Path(profile()).unlink()
    with Registry.open(database_url) as registry, pytest.raises(UnknownNameError, match="unknown profile"):
        registry.revalidate(source="agency")
    assert rows("verdicts") == before


# ---------------------------------------------------------------- counts, pages, ends


def test_revalidate__counts_add_up(
    agency: Agency, profile: Profile, rows: Rows, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = "".join(f'<{n}> a dcat:Dataset ; dct:{"title" if n % 2 else "identifier"} "{n}" .' for n in range(11))
    agency.publish(GOOD + BAD + AGENT + many, profile())
    agency.publish(GOOD + AGENT + many, profile())
    agency.registry.withdraw("https://e.vn/3", by="test", source="agency")
    profile("dct:identifier")
    monkeypatch.setattr(writer, "BATCH", 3)
    told: list[ChangedVerdict] = []
    steps: list[tuple[str, int, int | None]] = []
    with Registry.open(database_url) as registry:
        one = only(registry.revalidate(on_change=told.append, progress=lambda *step: steps.append(step)))
        verdicts = [row.verdict for row in registry.records(state="present")]
    assert one.validated + one.still_valid == 13  # two, the agent and eleven, one of them withdrawn
    assert one.changed == len(told)
    assert (one.new_findings, one.gone_findings) == (
        sum(len(change.new) for change in told),
        sum(len(change.gone) for change in told),
    )
    assert (one.became_accepted, one.became_submitted) == (6, 5)
    assert (one.totals.accepted, one.totals.submitted) == (verdicts.count("accepted"), verdicts.count("submitted"))
    kept = [row["violations"] for row in rows("verdicts") if row["until_at"] is None]
    assert len(kept) == 14
    assert one.totals.findings["violation"] == one.totals.submitted
    assert steps[-1] == ("judge", 13, 13)


def test_put__a_changed_agent_has_all_pages_validated_again(
    registry: Registry, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def put(turtle: str) -> None:
        for record in parse_records(PREFIXES + turtle):
            registry.put(record, by="test", profile=profile())

    monkeypatch.setattr(writer, "BATCH", 2)
    many = "".join(f'<{n}> a dcat:Dataset ; dct:title "{n}" ; dct:publisher <agent> .' for n in range(7))
    put(AGENT + many)
    put(NAMELESS)
    assert [row.warnings for row in registry.records()] == [1] * 7
    assert counts(only(registry.revalidate())) == (0, 8)


@pytest.mark.soak
@pytest.mark.parametrize("number", [1, 3])
def test_killed__what_was_validated_stays_and_the_rest_is_still_due(
    agency: Agency, profile: Profile, rows: Rows, database_url: str, number: int
) -> None:
    agency.publish("".join(f'<{n}> a dcat:Dataset ; dct:title "{n}" .' for n in range(10)), profile())
    profile("dct:identifier")
    command = [sys.executable, "-c", KILLED, database_url, str(number)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "halted\n"
        finally:
            process.send_signal(signal.SIGKILL)
    kept = 3 * (number - 1)
    with Registry.open(database_url) as registry:
        assert registry.upkeep.check().problems == ()
        assert [row.verdict for row in registry.records()].count("submitted") == kept
        one = only(registry.revalidate())
        assert (counts(one), one.became_submitted) == ((10 - kept, kept), 10 - kept)
    verdicts = [row for row in rows("verdicts") if row["until_at"] is None]
    assert len(verdicts) == len({row["version_id"] for row in verdicts}) == 10
    # Those of verdicts that are over stay.
    assert {row["verdict_id"] for row in rows("findings")} == {row["id"] for row in rows("verdicts")}
