"""Renames that harvests propose, and former IRIs that come again: what the store holds of them is in test_renames."""

from __future__ import annotations

from io import BytesIO

import pytest

from danhmuc.registry import Dataset, Distribution, Registry
from danhmuc.vocab.errors import RecordError, UsageError

from .conftest import Agency

E = "https://e.vn/"
OTHERS = "".join(f'<o{n}> a dcat:Dataset ; dct:title "o{n}"@vi .\n' for n in range(12))
KEPT = OTHERS + '<c> a dcat:Catalog ; dct:title "c"@vi .\n'


def dataset(name: str, title: str = "Không khí", more: str = "") -> str:
    return (
        f'<{name}> a dcat:Dataset ; dct:title "{title}"@vi ; dcat:contactPoint [ vcard:fn "A" ] , [ vcard:fn "B" ] ;'
        f" dcat:distribution <{name}#csv> {more} .\n"
        f"<{name}#csv> a dcat:Distribution ; dcat:downloadURL <https://files.vn/{title.replace(' ', '')}.csv> .\n"
    )


def feed(registry: Registry, **chosen: str) -> str:
    out = BytesIO()
    registry.export("nt", out, **chosen)
    return out.getvalue().decode()


def proposals(registry: Registry) -> list[tuple[str, str, str]]:
    return [
        (one.old.removeprefix(E), one.new.removeprefix(E), one.evidence)
        for one in registry.identities.proposed_renames()
    ]


def rename(registry: Registry, old: str, new: str) -> None:
    registry.identities.rename(E + old, E + new, by="officer", reason="đổi địa chỉ")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database is enough: what differs between the two is tried in test_renames."""
    return sqlite_url


@pytest.fixture
def renamed(agency: Agency) -> Agency:
    """An agency whose dataset a is now b, as a person said."""
    agency.publish(KEPT + dataset("a"))
    agency.publish(KEPT + dataset("b"))
    rename(agency.registry, "a", "b")
    return agency


# ---------------------------------------------------------------- proposed


@pytest.mark.parametrize(
    ("new", "evidence"),
    [
        (dataset("b"), "content"),
        (dataset("b", more="; dct:modified '2026-01-01'"), "downloads"),
        (dataset("b", "Tên khác", "; dct:identifier 'KK-1'"), "identifier"),
        (dataset("b", "Tên khác", "; dct:identifier 'KK-2'"), None),
        (dataset("b", "Tên khác"), None),
    ],
)
def test_harvest__proposes_a_rename_with_its_evidence(agency: Agency, new: str, evidence: str | None) -> None:
    more = "; dct:identifier 'KK-1'" if evidence == "identifier" else ""
    agency.publish(KEPT + dataset("a", more=more))
    report = agency.publish(KEPT + new)
    wanted = [] if evidence is None else [("a", "b", evidence)]
    assert [(one.old, one.new, one.evidence) for one in report.renames] == [(E + a, E + b, c) for a, b, c in wanted]
    assert proposals(agency.registry) == wanted
    assert agency.codes(report).count("harvest:rename-proposed") == len(wanted)
    assert report.needs_attention is bool(wanted)
    assert (agency.states()["a"], agency.states()["b"]) == ("missing", "present")
    assert f"<{E}a> " in feed(agency.registry)
    assert f"<{E}b> " in feed(agency.registry)


def test_plan__has_the_proposed_renames(agency: Agency) -> None:
    agency.publish(KEPT + dataset("a"))
    agency.write("catalog.ttl", KEPT + dataset("b"))
    plan = agency.plan()
    assert [(one.old, one.new, one.run) for one in plan.report.renames] == [(E + "a", E + "b", None)]
    assert f"renamed? {E}a -> {E}b (content)" in plan.summary()
    assert proposals(agency.registry) == []


def test_harvest__proposes_across_runs(agency: Agency) -> None:
    agency.publish(KEPT + dataset("a"))
    assert agency.publish(KEPT).renames == ()
    agency.publish(KEPT + OTHERS)
    found = agency.publish(KEPT + dataset("b")).renames
    assert [(one.old, one.new) for one in found] == [(E + "a", E + "b")]


def test_harvest__proposes_what_came_in_an_incomplete_run(agency: Agency) -> None:
    agency.publish(KEPT + dataset("a"))
    agency.write("catalog.ttl", KEPT + dataset("b"))
    assert agency.harvest(partial="part").renames == ()
    assert len(agency.harvest().renames) == 1


def test_harvest__asks_again_until_answered(agency: Agency) -> None:
    agency.publish(KEPT + dataset("a"))
    agency.publish(KEPT + dataset("b"))
    # The evidence of the first night counts, also once the new record has changed.
    report = agency.publish(KEPT + dataset("b", "Khác"))
    assert (len(report.renames), report.needs_attention) == (1, True)
    agency.registry.identities.decline_rename(E + "a", E + "b", by="officer", reason="hai bộ dữ liệu")
    report = agency.publish(KEPT + dataset("b"))
    assert (report.renames, proposals(agency.registry), report.needs_attention) == ((), [], False)
    with pytest.raises(UsageError, match=r"no rename of https://e.vn/a to https://e.vn/b is proposed"):
        agency.registry.identities.decline_rename(E + "a", E + "b", by="officer", reason="x")


def test_harvest__what_comes_back_is_no_longer_proposed(agency: Agency) -> None:
    agency.publish(KEPT + dataset("a"))
    agency.publish(KEPT + dataset("b"))
    report = agency.publish(KEPT + dataset("a") + dataset("b"))
    assert (report.renames, proposals(agency.registry)) == ((), [])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (dataset("a"), dataset("b") + dataset("b2")),
        (dataset("a") + dataset("a2"), dataset("b")),
        (dataset("a") + dataset("a2"), dataset("b") + dataset("b2")),
    ],
)
def test_harvest__what_is_ambiguous_is_named_and_not_proposed(agency: Agency, before: str, after: str) -> None:
    agency.publish(KEPT + before)
    report = agency.publish(KEPT + after)
    assert (report.renames, proposals(agency.registry)) == ((), [])
    assert (report.ambiguous_renames, report.needs_attention) == (1, True)
    (finding,) = (one for one in agency.registry.harvests.run_findings(2) if one.code == "harvest:rename-ambiguous")
    assert f"{E}a" in str(finding.message)
    assert f"{E}b" in str(finding.message)


def test_harvest__a_third_record_makes_an_identifier_no_evidence(agency: Agency) -> None:
    third = dataset("x", "Khác nữa", "; dct:identifier 'TODO'")
    agency.publish(KEPT + third + dataset("a", more="; dct:identifier 'TODO'"))
    report = agency.publish(KEPT + third + dataset("b", "Tên khác", "; dct:identifier 'TODO'"))
    assert report.renames == ()


def test_harvest__proposes_nothing_that_is_kept_back(agency: Agency) -> None:
    names = ("withheld", "withdrawn", "secret", "purged", "future")
    agency.publish(KEPT + "".join(dataset(name, name) for name in names))
    for name in ("withheld", "purged"):
        getattr(agency.registry, {"withheld": "withhold"}.get(name, "purge"))(E + name, by="officer", reason="x")
    agency.registry.withdraw(E + "withdrawn", by="officer", source="agency")
    agency.registry.withhold(E + "future2", by="officer", reason="x")
    agency.publish(KEPT + dataset("secret", "secret", '; dmv:secrecy "MAT"') + dataset("future", "future"))
    report = agency.publish(KEPT + "".join(dataset(f"{name}2", name) for name in names))
    assert (report.renames, proposals(agency.registry)) == ((), [])


# ---------------------------------------------------------------- the old IRI again


def test_harvest__the_old_iri_again_is_a_finding_and_no_record(renamed: Agency) -> None:
    report = renamed.publish(KEPT + dataset("a") + dataset("b"))
    assert (report.records.quarantined, report.records.created, report.needs_attention) == (1, 0, True)
    assert renamed.codes(report) == ["harvest:renamed-iri"]
    assert "a" not in renamed.states()
    assert f"<{E}a> " not in feed(renamed.registry)


def test_harvest__the_old_iri_alone_does_not_make_the_record_missing(renamed: Agency) -> None:
    report = renamed.publish(KEPT + dataset("a"))
    assert (report.records.quarantined, report.records.missing, renamed.states()["b"]) == (1, 0, "present")


@pytest.mark.parametrize("mark", ['; dmv:secrecy "xyz"', "; dct:accessRights <https://x.vn/NON_PUBLIC>"])
def test_harvest__a_mark_under_the_old_iri_bars_the_new_one(renamed: Agency, mark: str) -> None:
    renamed.publish(KEPT + dataset("a", more=mark) + dataset("b"))
    assert f"<{E}b> " not in feed(renamed.registry)
    renamed.publish(KEPT + dataset("a") + dataset("b"))
    assert f"<{E}b> " in feed(renamed.registry)


def test_end_redirect__lets_a_new_record_have_the_iri(renamed: Agency) -> None:
    registry = renamed.registry
    ended = registry.identities.end_redirect(E + "a", by="officer", reason="có lại")
    assert (ended.ended_by, ended.ended_because) == ("officer", "có lại")
    report = renamed.publish(KEPT + dataset("a", "Khác") + dataset("b"))
    assert (report.records.created, report.needs_attention) == (1, False)
    assert [one.number for one in registry.ledger.history(E + "a")] == [1]
    assert [one.number for one in registry.ledger.history(E + "b")] == [2, 1]
    assert registry.identities.redirects() == []
    assert len(registry.identities.redirects(ended=True)) == 1
    assert registry.upkeep.check().problems == ()
    with pytest.raises(UsageError, match=r"https://e.vn/a was not renamed"):
        registry.identities.end_redirect(E + "a", by="officer", reason="x")


def test_rename__back_after_the_redirect_was_ended(renamed: Agency) -> None:
    renamed.registry.identities.end_redirect(E + "a", by="officer", reason="đổi lại")
    report = renamed.publish(KEPT + dataset("a"))
    assert [(one.old, one.new) for one in report.renames] == [(E + "b", E + "a")]
    rename(renamed.registry, "b", "a")
    assert [one.number for one in renamed.registry.ledger.history(E + "b")] == [3, 2, 1]
    assert renamed.registry.get(E + "b").iri == E + "a"
    assert renamed.registry.upkeep.check().problems == ()


def test_put__refuses_what_was_renamed(registry: Registry) -> None:
    for name in "ab":
        made = Dataset(E + name, title={"vi": "x"}, distributions=[Distribution(download_url="https://e.vn/f")])
        registry.put(made, by="app", profile="none")
    rename(registry, "a", "b")
    with pytest.raises(RecordError, match=r"it was renamed to https://e.vn/b"):
        registry.put(Dataset(E + "a", title={"vi": "x"}), by="app")
    assert registry.put(Dataset(E + "b", title={"vi": "y"}), by="app").kind == "updated"
    assert registry.upkeep.check().problems == ()


def test_export__catalogues_list_the_new_iri(renamed: Agency, second_agency: Agency) -> None:
    second_agency.publish("<d> a dcat:Catalog ; dcat:dataset <a> , <https://x.vn/> .")
    written = feed(renamed.registry)
    assert f"<{E}d> <http://www.w3.org/ns/dcat#dataset> <{E}b> ." in written
    assert f"<{E}a>" not in written
    assert "<https://x.vn/>" in written


def test_rename__of_what_absence_has_withdrawn(agency: Agency) -> None:
    agency.publish(KEPT + dataset("a"))
    agency.publish(KEPT + dataset("b"))
    agency.registry.harvests.accept_missing("agency", by="officer", reason="gỡ")
    assert proposals(agency.registry) == [("a", "b", "content")]
    assert len(agency.harvest().renames) == 1
    rename(agency.registry, "a", "b")
    assert (agency.harvest().records.unchanged, agency.states()["b"]) == (14, "present")
    assert f"<{E}b> " in feed(agency.registry)
    assert agency.registry.upkeep.check().problems == ()
