"""How a registry is judged again: in pages, with bounded examples, beside others who write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from danhmuc.registry import ChangedVerdict, Registry, SourceRevalidation, source_at
from danhmuc.registry.verdicts import context, revalidate, writer
from danhmuc.shapes import Validator
from danhmuc.shapes.validation.code_lists import CodeListIndex
from danhmuc.vocab import concepts

NUMBER = 25
PROFILE = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix prof: <http://www.w3.org/ns/dx/prof/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
<https://e.vn/p> a prof:Profile ; prof:hasToken "trial" .
<https://e.vn/p#Dataset> a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property <https://e.vn/p#x> .
<https://e.vn/p#x> a sh:PropertyShape ; sh:path {path} ; sh:minCount 1 ; sh:severity sh:{severity} ;
    sh:message "Có."@vi , "Be."@en .
"""
AGENT = '<https://e.vn/agent> <http://xmlns.com/foaf/0.1/name> "{}" .\n'
DATASET = """<https://e.vn/{0}> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/{1}> "Số {0}" ;
    <http://purl.org/dc/terms/publisher> <https://e.vn/agent> .
"""


@pytest.fixture
def write_profile(tmp_path: Path) -> Callable[..., str]:
    """Writes the profile; datasets have a title, and every fifth of them no identifier."""

    def write(path: str = "dct:title", severity: str = "Violation") -> str:
        file = tmp_path / "trial.ttl"
        file.write_text(PROFILE.format(path=path, severity=severity), encoding="utf-8")
        return str(file)

    return write


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "hue.ttl"
    datasets = "".join(DATASET.format(number, "title") for number in range(NUMBER))
    identifiers = "".join(DATASET.format(number, "identifier") for number in range(NUMBER) if number % 5)
    path.write_text(AGENT.format("Sở") + datasets + identifiers, encoding="utf-8")
    return path


@pytest.fixture
def registry(sqlite_url: str, catalogue: Path, write_profile: Callable[..., str]) -> Iterator[Registry]:
    """A harvested registry whose profile asks for an identifier since, rather than for a title."""
    with Registry.open(sqlite_url) as registry:
        registry.plan(source_at(str(catalogue)), profile=write_profile()).apply()
    write_profile("dct:identifier")
    with Registry.open(sqlite_url) as registry:
        yield registry


def only(registry: Registry, **asked: object) -> SourceRevalidation:
    (source,) = registry.revalidate(**asked).sources  # type: ignore[arg-type]
    return source


@pytest.mark.parametrize("size", [1, 4, 25, 26, 1_000])
def test_revalidate__says_the_same_in_pages_of_any_size(
    registry: Registry, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(writer, "BATCH", size)
    one = only(registry)
    assert (one.validated, one.still_valid, one.changed, one.new_findings) == (NUMBER + 1, 0, 5, 5)
    assert (one.became_accepted, one.became_submitted, one.totals.submitted) == (0, 5, 5)
    again = only(registry)
    assert (again.validated, again.still_valid) == (0, NUMBER + 1)


def test_revalidate__holds_no_more_than_a_page(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    fetch = context.stored_graphs

    def counting(connection: object, known: dict[str, object]) -> object:
        sizes.append(len(known))
        return fetch(connection, known)  # type: ignore[arg-type]

    monkeypatch.setattr(context, "stored_graphs", counting)
    monkeypatch.setattr(writer, "BATCH", 4)
    only(registry)
    assert (max(sizes), sum(sizes)) == (4, NUMBER + 1)


def test_revalidate__holds_some_examples_and_tells_all(
    registry: Registry, monkeypatch: pytest.MonkeyPatch, write_profile: Callable[..., str], sqlite_url: str
) -> None:
    monkeypatch.setattr(revalidate, "EXAMPLES", 3)
    told: list[ChangedVerdict] = []
    one = only(registry, on_change=told.append)
    assert (len(one.examples), one.changed, len(told)) == (3, 5, 5)
    write_profile("dct:subject", "Warning")
    with Registry.open(sqlite_url) as again:
        one = only(again)
    # All are told of a subject; those whose verdict turns come first.
    assert (one.changed, one.became_accepted) == (NUMBER, 5)
    assert {(change.was, change.is_accepted) for change in one.examples} == {(False, True)}


@pytest.mark.parametrize("page", [1, 2])
def test_revalidate__does_not_undo_a_harvest_beside_it(
    registry: Registry, catalogue: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    text = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(text.replace("Số 3", "Số ba").replace("Sở", "Sở mới"), encoding="utf-8")
    validate_page = writer.validate_page
    pages = 0

    def beside(*arguments: object, **named: object) -> object:
        nonlocal pages
        pages += 1
        changes = validate_page(*arguments, **named)  # type: ignore[arg-type]
        if pages == page:
            # What was just judged is another before it is written.
            with Registry.open(sqlite_url) as other:
                assert other.plan(source_at(str(catalogue))).apply().validated > 0
        return changes

    monkeypatch.setattr(writer, "BATCH", 10)
    monkeypatch.setattr(writer, "validate_page", beside)
    one = only(registry)
    assert (one.validated, one.validated + one.still_valid) == (10 * (page - 1), NUMBER + 1)
    assert registry.upkeep.check().problems == ()
    assert only(registry).validated == 0
    assert registry.get("https://e.vn/3").row.title == "Số ba"


@pytest.mark.soak
def test_revalidate__nothing_is_due_after_a_harvest_of_real_pages(sqlite_url: str, test_data: Path) -> None:
    with Registry.open(sqlite_url) as registry:
        report = registry.plan(source_at(str(test_data / "belgium"))).apply()
        one = only(registry)
    assert (one.validated, one.changed) == (0, 0)
    assert one.still_valid == report.records.seen + report.nodes.seen + report.catalog_records.seen
    assert (one.totals.accepted, one.totals.submitted) == (report.accepted, report.submitted)
    assert one.totals.findings["violation"] > 0


def test_validator__is_made_once_while_nothing_changes(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[date] = []

    def make(profile: str, **asked: object) -> Validator:
        validator = Validator(profile, **asked)  # type: ignore[arg-type]
        made.append(validator.today)
        return validator

    monkeypatch.setattr(context, "Validator", make)
    for _ in range(2):
        registry.revalidate(today=date(2026, 1, 1))
    registry.vocab.add(b"code,name\n1,One\n", by="test", name="a.csv", token="list")
    registry.revalidate(today=date(2026, 1, 1))
    registry.revalidate(today=date(2026, 1, 2))
    assert made == [date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 2)]


def test_lists__in_force_are_unpacked_when_an_item_is_asked_for(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Registry.open(sqlite_url) as registry:
        registry.vocab.add(b"code,name\n1,One\n", by="test", name="a.csv", token="list")
        iri = next(iter(registry.vocab.get("list"))).iri
    asked: list[str] = []
    with Registry.open(sqlite_url) as registry:
        load = registry._code_lists.get
        monkeypatch.setattr(
            type(registry._code_lists),
            "get",
            lambda _, token, digest: asked.append(token) or load(token, digest=digest),
        )
        with registry._database.reading() as connection:
            listed = CodeListIndex(registry._code_lists.in_force(connection))
        assert (listed.digest != CodeListIndex().digest, asked) == (True, [])
        concept = listed.concept_at(iri)
        assert (concept is not None and concept.label("en"), concepts.concept_at(iri)) == ("One", None)
        assert (listed.concept_at("x:y"), asked) == (None, ["list"])
