"""Two descriptions of one thing: one leaves, none may where either is kept back."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from danhmuc.registry import DeclaredSource, Registry
from danhmuc.vocab.errors import UsageError

from .conftest import Agency

E = "https://e.vn/"
NON_PUBLIC = "; dct:accessRights <http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC>"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database is enough: what is stored is tried on both in tests/registry/store/test_decisions.py."""
    return sqlite_url


def dataset(name: str, more: str = "") -> str:
    return f'<{name}> a dcat:Dataset ; dct:title "{name}"@vi {more} .\n'


def leaving(registry: Registry, **chosen: str) -> set[str]:
    out = io.BytesIO()
    registry.export("nt", out, **chosen)
    lines = out.getvalue().decode().splitlines()
    return {line.split(">")[0].removeprefix(f"<{E}") for line in lines if "terms/title" in line}


def say(registry: Registry, first: str, second: str) -> None:
    registry.identities.same_as(E + first, E + second, by="officer", reason="một bộ dữ liệu")


def prefer(registry: Registry, name: str) -> None:
    row = registry.source_list.get(name)
    declared = DeclaredSource(name=name, location=row.location, profile=row.profile, priority=1)
    registry.source_list.plan([declared]).apply(by="officer", reason="nguồn gốc")


@pytest.fixture
def sources(agency: Agency, second_agency: Agency) -> tuple[Agency, Agency]:
    """Two sources with a dataset each that is the same, and one more."""
    agency.publish(dataset("a") + dataset("x"))
    second_agency.publish(dataset("b") + dataset("y"))
    return agency, second_agency


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_same_as__that_of_the_older_source_leaves(registry: Registry, sources: object, order: str) -> None:
    assert leaving(registry) == {"a", "b", "x", "y"}
    say(registry, *order)
    assert leaving(registry) == {"a", "x", "y"}
    told = registry.reports.leaving(E + "b")
    assert (told.leaves, told.reason, told.by, told.instead) == (False, "same-as", "agency", E + "a")
    assert registry.reports.leaving(E + "a").leaves is True
    assert registry.upkeep.check().problems == ()


def test_same_as__priority_comes_before_age(registry: Registry, sources: object) -> None:
    say(registry, "a", "b")
    prefer(registry, "second")
    assert leaving(registry) == {"b", "x", "y"}
    assert registry.reports.leaving(E + "a").by == "second"


def test_same_as__of_one_source_the_older_record_leaves(registry: Registry, agency: Agency) -> None:
    agency.publish(dataset("z"))
    agency.publish(dataset("z") + dataset("a"))
    say(registry, "a", "z")
    assert leaving(registry) == {"z"}


def test_same_as__is_transitive_and_can_be_ended(registry: Registry, sources: object) -> None:
    say(registry, "y", "b")
    say(registry, "b", "a")
    assert leaving(registry) == {"a", "x"}
    ended = registry.identities.end_same_as(E + "b", E + "y", by="officer", reason="nhầm")
    assert (ended.first, ended.ended_by, ended.ended_because) == (E + "y", "officer", "nhầm")
    assert leaving(registry) == {"a", "x", "y"}
    assert [len(registry.identities.same_as_statements(ended=ended)) for ended in (False, True)] == [1, 2]


@pytest.mark.parametrize("held", ["a", "b"])
@pytest.mark.parametrize(
    "hold",
    [
        lambda agency, name: agency.registry.withhold(E + name, by="officer", reason="x"),
        lambda agency, name: agency.registry.withdraw(E + name, by="officer", source=agency.folder.name),
        lambda agency, name: agency.publish(dataset(name, "; dmv:secrecy 'xyz'")),
        lambda agency, name: agency.publish(dataset(name, "; dmv:secrecy 'MAT'")),
        lambda agency, name: agency.publish(dataset(name, NON_PUBLIC)),
    ],
    ids=["withheld", "withdrawn", "unclear", "secret", "narrowed"],
)
def test_same_as__a_bar_on_either_bars_both(
    sources: tuple[Agency, Agency], held: str, hold: Callable[[Agency, str], object], request: pytest.FixtureRequest
) -> None:
    registry = sources[0].registry
    say(registry, "a", "b")
    hold(sources["ab".index(held)], held)
    # What one source itself narrows leaves as narrow as it says, as any description does.
    narrowed = {held} if "narrowed" in request.node.name else set()
    assert leaving(registry) & {"a", "b"} == narrowed
    other = registry.reports.leaving(E + ("b" if held == "a" else "a"))
    assert (other.leaves, other.reason) == (False, "barred-same-as")


def test_same_as__absence_bars_nothing(registry: Registry, sources: tuple[Agency, Agency]) -> None:
    say(registry, "a", "b")
    sources[0].publish(dataset("x"))
    assert leaving(registry) == {"a", "x", "y"}
    registry.harvests.accept_missing("agency", by="officer", reason="chuyển cơ quan")
    assert leaving(registry) == {"b", "x", "y"}


def test_same_as__only_what_is_asked_for_counts(registry: Registry, sources: object) -> None:
    say(registry, "a", "b")
    assert leaving(registry, source="second") == {"b", "y"}


def test_same_as__is_told_in_the_file_of_those_left_out(registry: Registry, sources: object, tmp_path: Path) -> None:
    say(registry, "a", "b")
    file = tmp_path / "left-out.jsonl"
    report = registry.export("nt", io.BytesIO(), left_out=file)
    assert report.left_out == {"same-as": 1}
    row = json.loads(file.read_text(encoding="utf-8"))
    expected = {"iri": E + "b", "source": "second", "reason": "same-as", "by": "agency", "instead": E + "a"}
    assert row == {**expected, "fields": []}


def test_same_as__catalogues_list_what_leaves_instead(registry: Registry, sources: tuple[Agency, Agency]) -> None:
    sources[1].publish(dataset("b") + "<c> a dcat:Catalog ; dct:title 'c' ; dcat:dataset <b> .")
    say(registry, "a", "b")
    out = io.BytesIO()
    registry.export("nt", out)
    assert f"<{E}c> <http://www.w3.org/ns/dcat#dataset> <{E}a> .".encode() in out.getvalue()
    assert f"<{E}b>".encode() not in out.getvalue()


def test_same_as__refuses_in_one_line(registry: Registry, sources: object) -> None:
    with pytest.raises(UsageError, match="is the same as itself"):
        say(registry, "a", "a")
    with pytest.raises(UsageError, match=r"nothing in the registry describes https://e\.vn/q"):
        say(registry, "a", "q")
    with pytest.raises(UsageError, match="there is nothing to end"):
        registry.identities.end_same_as(E + "a", E + "b", by="officer", reason="x")
    say(registry, "a", "b")
    with pytest.raises(UsageError, match="are known as one thing already"):
        say(registry, "b", "a")


# ---------------------------------------------------------------- one IRI in two sources


@pytest.mark.parametrize("preferred", [None, "second"])
def test_export__of_one_iri_in_two_sources_priority_then_age_decides(
    sources: tuple[Agency, Agency], preferred: str | None
) -> None:
    registry = sources[0].registry
    sources[0].publish('<a> a dcat:Dataset ; dct:title "ours"@vi .')
    sources[1].publish('<a> a dcat:Dataset ; dct:title "theirs"@vi .')
    if preferred is not None:
        prefer(registry, preferred)
    first, second = ("agency", "second") if preferred is None else ("second", "agency")
    out = io.BytesIO()
    registry.export("nt", out)
    titles = {"agency": '"ours"@vi', "second": '"theirs"@vi'}
    assert (titles[first].encode() in out.getvalue(), titles[second].encode() in out.getvalue()) == (True, False)
    assert registry.reports.leaving(E + "a", source=first).leaves is True
    told = registry.reports.leaving(E + "a", source=second)
    assert (told.reason, told.by) == ("other-source", first)


@pytest.mark.parametrize("marked", [0, 1])
def test_export__of_one_iri_in_two_sources_none_leaves_where_one_bars_it(
    sources: tuple[Agency, Agency], marked: int
) -> None:
    for number, each in enumerate(sources):
        each.publish(dataset("a", "; dmv:secrecy 'xyz'" if number == marked else ""))
    assert "a" not in leaving(sources[0].registry)
    sources[marked].registry.withdraw(E + "a", by="officer", source=sources[1 - marked].folder.name)
    sources[marked].publish(dataset("a"))
    assert "a" not in leaving(sources[0].registry)
