"""What is kept back by now does not leave as of an earlier moment either; what is purged or secret never does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from danhmuc.registry import KnownThen, PastRegistry, Registry, source_at
from danhmuc.registry.store.stored_rows import sources_of
from danhmuc.vocab.errors import UsageError

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
"""
ONE = "https://e.vn/1"
RESTRICTED = "; dct:accessRights <http://publications.europa.eu/resource/authority/access-right/RESTRICTED>"
KNOWN = KnownThen(reason="Thanh tra hỏi", by="officer")
WORD = "Lúa-nước"


def dataset(number: int, title: str = WORD, more: str = "") -> str:
    return f'<{number}> a dcat:Dataset ; dct:title "{title}{number}"@vi ; dct:description "d"@vi {more} .\n'


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    with Registry.open(database_url, create=True) as opened:
        yield opened


def harvest(registry: Registry, folder: Path, content: str, name: str = "a") -> None:
    path = folder / f"{name}.ttl"
    path.write_text(PREFIXES + content, encoding="utf-8")
    registry.harvest(source_at(str(path)), profile="none", name=name)


def lines(shown: Registry | PastRegistry, iri: str = ONE, **options: object) -> list[str]:
    """The lines of an export about an IRI."""
    out = BytesIO()
    shown.export("nt", out, **options)  # type: ignore[arg-type]
    return [line for line in out.getvalue().decode().splitlines() if line.startswith(f"<{iri}> ")]


def make_internal(registry: Registry, _: Path) -> None:
    with registry._database.reading() as connection:
        (declared,) = (one.declared for one in sources_of(connection))
    settings = replace(declared.settings, internal=True)
    registry.source_list.plan([replace(declared, settings=settings)]).apply(by="officer")


def name_another(registry: Registry, folder: Path) -> None:
    registry.identities.same_as(ONE, "https://e.vn/2", by="officer", reason="r")
    registry.withhold("https://e.vn/2", by="officer", reason="r")


def restrict_another(registry: Registry, folder: Path) -> None:
    harvest(registry, folder, dataset(2) + dataset(3, more=RESTRICTED), "b")
    registry.identities.same_as(ONE, "https://e.vn/3", by="officer", reason="r")


KEPT_BACK: dict[str, Callable[[Registry, Path], object]] = {
    "withheld": lambda registry, _: registry.withhold(ONE, by="officer", reason="r"),
    "withheld in its source": lambda registry, _: registry.withhold(ONE, by="officer", reason="r", source="a"),
    "withdrawn by a person": lambda registry, _: registry.withdraw(ONE, by="officer", source="a"),
    "less public": lambda registry, folder: harvest(registry, folder, dataset(1, more=RESTRICTED) + dataset(2)),
    "less public elsewhere": lambda registry, folder: harvest(registry, folder, dataset(1, more=RESTRICTED), "b"),
    "internal": make_internal,
    "withheld under another name": name_another,
    "less public under another name": restrict_another,
}
NEVER: dict[str, Callable[[Registry, Path], object]] = {
    "secret": lambda registry, folder: harvest(
        registry, folder, dataset(1, more='; dmv:secrecy "TOI_MAT"') + dataset(2)
    ),
    "secret elsewhere": lambda registry, folder: harvest(registry, folder, dataset(1, more='; dmv:secrecy "MAT"'), "b"),
    "unclear": lambda registry, folder: harvest(registry, folder, dataset(1, more='; dmv:secrecy "?"') + dataset(2)),
    "purged": lambda registry, _: registry.purge(ONE, by="officer", reason="r"),
}


@pytest.mark.parametrize("how", [*KEPT_BACK, *NEVER])
def test_as_of__what_is_kept_back_by_now_leaves_as_known_then_or_never(
    registry: Registry, tmp_path: Path, how: str
) -> None:
    harvest(registry, tmp_path, dataset(1) + dataset(2))
    assert lines(registry)
    (KEPT_BACK | NEVER)[how](registry, tmp_path)
    assert not lines(registry) or how.startswith("less public"), "then what it says by now leaves"
    report = tmp_path / "left-out.csv"
    with registry.as_of("1") as past:
        assert not lines(past, left_out=report)
        assert not past.reports.leaving(ONE).leaves
        assert lines(past, "https://e.vn/2") or how in ("internal", "withheld under another name")
    marked = how in ("secret", "unclear")
    assert (ONE in report.read_text(encoding="utf-8")) or marked
    with registry.as_of("1", source="a") as past:
        assert not lines(past, source="a")
    with registry.as_of("1", known_then=KNOWN) as past:
        assert bool(lines(past)) == (how in KEPT_BACK)
    assert [(one.by, one.reason) for one in registry.ledger.disclosures()] == [("officer", "Thanh tra hỏi")]


FEEDBACK = """
<said> a <http://www.w3.org/ns/dqv#UserQualityFeedback> ; <http://www.w3.org/ns/oa#hasTarget> <1> ;
    <http://www.w3.org/ns/oa#hasBody> [ a <http://www.w3.org/ns/oa#TextualBody> ;
        <http://www.w3.org/1999/02/22-rdf-syntax-ns#value> "Hay"@vi ] ;
    <http://www.w3.org/ns/adms#status> <https://w3id.org/danhmuc/concept/feedback-status/{0}> .
"""


def test_as_of__feedback_that_is_not_approved_by_now_does_not_leave(registry: Registry, tmp_path: Path) -> None:
    said = "https://e.vn/said"
    harvest(registry, tmp_path, dataset(1))
    harvest(registry, tmp_path, dataset(2) + FEEDBACK.format("DUYET_CONG_BO"), "b")
    assert lines(registry, said)
    with registry.as_of("2") as past:
        assert lines(past, said)
    harvest(registry, tmp_path, dataset(2) + FEEDBACK.format("MOI"), "b")
    assert not lines(registry, said)
    for source in (None, "b"):
        with registry.as_of("2", source=source) as past:
            assert not lines(past, said)
    with registry.as_of("2", source="a") as past:
        assert "said" not in "".join(lines(past))
    with registry.as_of("2", known_then=KNOWN) as past:
        assert lines(past, said)


def test_as_known_then__what_was_kept_back_then_does_not_leave(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, dataset(1) + dataset(2))
    registry.withhold(ONE, by="officer", reason="r")
    harvest(registry, tmp_path, dataset(1) + dataset(2) + dataset(3))
    registry.release(ONE, by="officer")
    assert lines(registry)
    with registry.as_of("2", known_then=KNOWN) as past:
        assert not lines(past)
        assert past.get(ONE).row.state == "withheld"


def test_as_known_then__needs_a_reason_and_a_moment_that_is_known(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, dataset(1))
    with pytest.raises(UsageError, match="reason"), registry.as_of("1", known_then=replace(KNOWN, reason=" ")):
        pass
    with pytest.raises(UsageError, match="unknown run 2"), registry.as_of("2", known_then=KNOWN):
        pass
    assert registry.ledger.disclosures() == []


def test_list__has_no_words_of_what_is_secret_or_purged_by_now(registry: Registry, tmp_path: Path) -> None:
    harvest(registry, tmp_path, dataset(1) + dataset(2) + dataset(3))
    harvest(registry, tmp_path, dataset(1, more='; dmv:secrecy "TOI_MAT"') + dataset(2) + dataset(3))
    registry.purge("https://e.vn/2", by="officer", reason="r")
    with registry.as_of("1") as past:
        found = {row.iri[-1]: (row.title, row.state) for row in past.records()}
    assert found == {"1": (None, "present"), "2": (None, "purged"), "3": (f"{WORD}3", "present")}


def test_purge__takes_the_words_out_of_former_rows(sqlite_url: str, tmp_path: Path) -> None:
    with Registry.open(sqlite_url, create=True) as registry:
        more = '; dct:publisher <p> . <c> a dcat:Catalog ; dct:title "c" ; dcat:dataset <1>'
        harvest(registry, tmp_path, dataset(1, more=more))
        harvest(registry, tmp_path, dataset(1, "Khoai-", more=more))
        harvest(registry, tmp_path, dataset(2))
        registry.harvests.accept_missing("a", by="officer", reason="r")
        registry.withhold(ONE, by="officer", reason="vì Khoai-tây")
        registry.release(ONE, by="officer", reason="không Khoai-tây")
        harvest(registry, tmp_path, dataset(1, "Khoai-") + dataset(2))
        registry.purge(ONE, by="officer", reason="r")
        assert not registry.upkeep.check().problems
        kept = Path(sqlite_url.removeprefix("sqlite:///")).read_bytes()
        assert not [word for word in (WORD + "1", "Khoai") if word.encode() in kept]
        for run in (1, 2, 3):
            with registry.as_of(str(run), known_then=KNOWN) as past:
                assert not lines(past)
