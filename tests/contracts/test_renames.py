"""A renamed dataset is one record with one history: proposed, accepted, redirected, undone."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest

from danhmuc.registry import Registry
from danhmuc.vocab.errors import RegistryError, UnknownNameError, UsageError

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
def renamed(agency: Agency) -> Agency:
    """An agency whose dataset a is now b, as a person said."""
    agency.publish(KEPT + dataset("a"))
    agency.publish(KEPT + dataset("b"))
    rename(agency.registry, "a", "b")
    return agency


def test_rename__makes_one_history(renamed: Agency) -> None:
    registry = renamed.registry
    found = registry.get(E + "a")
    assert found.iri == E + "b"
    assert [(one.number, one.run) for one in registry.ledger.history(E + "b")] == [(2, 2), (1, 1)]
    changes = registry.ledger.changes(iri=E + "b")
    assert sorted((one.kind, one.iri_then or "", one.former_iri or "") for one in changes) == [
        ("created", "", ""),
        ("created", E + "a", ""),
        ("missing", E + "a", ""),
        ("renamed", "", E + "a"),
    ]
    assert (changes[-1].kind, changes[-1].by, changes[-1].reason) == ("renamed", "officer", "đổi địa chỉ")
    assert registry.ledger.history(E + "a")[0].added == registry.ledger.history(E + "b")[0].added
    assert [row.iri for row in registry.records(text="Không khí")] == [E + "b"]
    (redirect,) = registry.identities.redirects()
    assert (redirect.old, redirect.new, redirect.by, redirect.reason) == (E + "a", E + "b", "officer", "đổi địa chỉ")
    assert f"<{E}a> " not in feed(registry)
    assert feed(registry).count(f"<{E}b> <http://purl.org/dc/terms/title>") == 1
    assert proposals(registry) == []
    assert registry.upkeep.check().problems == ()
    # Harvests go on as if it had always been there.
    report = renamed.harvest()
    assert (report.records.unchanged, report.needs_attention) == (14, False)
    assert registry.upkeep.check().problems == ()


@pytest.mark.postgresql
def test_rename__an_older_version_leaves_under_the_new_iri(agency: Agency, profile: Callable[..., str]) -> None:
    token = profile()
    agency.publish(dataset("a"), token)
    agency.publish("<b> a dcat:Dataset ; dcat:distribution <b#csv> .", token)
    rename(agency.registry, "a", "b")
    written = feed(agency.registry)
    assert f'<{E}b> <http://purl.org/dc/terms/title> "Không khí"@vi' in written
    assert f"<{E}a> " not in written
    assert agency.registry.reports.leaving(E + "a").is_newest is False
    # Nor is it validated as a description of nothing.
    agency.registry.revalidate(everything=True)
    assert agency.registry.ledger.history(E + "b")[1].verdict == "accepted"
    assert agency.registry.upkeep.check().problems == ()


@pytest.mark.postgresql
def test_rename__chains_and_refuses_cycles(renamed: Agency) -> None:
    registry = renamed.registry
    renamed.publish(KEPT + dataset("d"))
    with pytest.raises(UsageError, match=r"https://e.vn/a was renamed to https://e.vn/b already"):
        rename(registry, "a", "d")
    with pytest.raises(UsageError, match=r"https://e.vn/a was renamed to https://e.vn/b, so nothing can be renamed"):
        rename(registry, "b", "a")
    rename(registry, "b", "d")
    assert {registry.get(E + name).iri for name in ("a", "b", "d")} == {E + "d"}
    assert [one.number for one in registry.ledger.history(E + "a")] == [3, 2, 1]
    assert registry.upkeep.check().problems == ()
    registry.withhold(E + "a", by="officer", reason="x")
    assert f"<{E}d> " not in feed(registry)


def test_rename__of_a_later_link_of_the_chain_first(agency: Agency) -> None:
    agency.publish(KEPT + dataset("a"))
    agency.publish(KEPT + dataset("b", more="; dct:issued '1'"))
    agency.publish(KEPT + dataset("d", more="; dct:issued '2'"))
    rename(agency.registry, "b", "d")
    rename(agency.registry, "a", "d")
    assert [one.number for one in agency.registry.ledger.history(E + "d")] == [3, 2, 1]
    assert {agency.registry.get(E + name).iri for name in ("a", "b")} == {E + "d"}
    assert agency.registry.upkeep.check().problems == ()


@pytest.mark.parametrize(
    ("old", "new", "source", "said"),
    [
        ("a", "a", None, "cannot be renamed to itself"),
        ("x", "b", None, "nothing in the registry describes https://e.vn/x"),
        ("a", "x", None, "nothing in the registry describes https://e.vn/x"),
        ("a", "x", "agency", "nothing in source 'agency' describes https://e.vn/x"),
        ("o1", "b", None, "source 'agency' still has https://e.vn/o1"),
        ("a", "node", None, "https://e.vn/node of source 'agency' is no record"),
    ],
)
def test_rename__refuses_in_one_line(agency: Agency, old: str, new: str, source: str | None, said: str) -> None:
    agency.publish(KEPT + dataset("a"))
    agency.publish(KEPT + dataset("b") + "<node> a foaf:Agent .")
    with pytest.raises(UsageError, match=said) as caught:
        agency.registry.identities.rename(E + old, E + new, by="officer", reason="x", source=source)
    assert "\n" not in str(caught.value)
    with pytest.raises(UnknownNameError):
        agency.registry.identities.rename(E + "a", E + "b", by="officer", reason="x", source="agenci")


def test_rename__of_two_sources(agency: Agency, second_agency: Agency) -> None:
    agency.publish(KEPT + dataset("a"))
    second_agency.publish(dataset("z", "z"))
    with pytest.raises(UsageError, match=r"no source describes both"):
        rename(agency.registry, "a", "z")
    for each in (agency, second_agency):
        each.publish(KEPT + dataset("a"))
        each.publish(KEPT + dataset("b"))
    with pytest.raises(UsageError, match=r"several sources describe both .*: agency, second; name one with --source"):
        rename(agency.registry, "a", "b")
    agency.registry.identities.rename(E + "a", E + "b", by="officer", reason="x", source="second")
    assert agency.registry.get(E + "a").row.source == "agency"
    assert agency.registry.get(E + "a", source="second").iri == E + "b"


def test_rename__voids_a_plan(agency: Agency) -> None:
    agency.publish(KEPT + dataset("a"))
    agency.publish(KEPT + dataset("b"))
    plan = agency.plan()
    rename(agency.registry, "a", "b")
    with pytest.raises(RegistryError, match=r"plan again"):
        plan.apply()
    assert agency.registry.upkeep.check().problems == ()


# ---------------------------------------------------------------- holds


SECRET = ' ; dmv:secrecy "TOI_MAT"'


def test_rename__a_mark_that_was_a_mistake_can_be_released_once_no_name_has_it(agency: Agency) -> None:
    """The source takes back the mark and changes the IRI at the same time, so that it never describes a without it."""
    agency.publish(KEPT + dataset("a"))
    agency.publish(KEPT + dataset("a", more=SECRET))
    agency.publish(KEPT + dataset("b"))
    rename(agency.registry, "a", "b")
    with pytest.raises(UsageError):
        agency.registry.release(E + "b", by="officer")
    agency.harvest()
    assert f"<{E}b> " not in feed(agency.registry)
    assert agency.states()["b"] == "withheld"
    agency.registry.release(E + "b", by="officer")
    agency.harvest()
    assert f"<{E}b> " in feed(agency.registry)


def test_rename__a_former_name_that_is_still_marked_keeps_the_record_back(agency: Agency) -> None:
    agency.publish(KEPT + dataset("a"))
    agency.publish(KEPT + dataset("a", more=SECRET))
    agency.publish(KEPT + dataset("b"))
    rename(agency.registry, "a", "b")
    agency.publish(KEPT + dataset("b") + dataset("a", more=SECRET))
    with pytest.raises(UsageError):
        agency.registry.release(E + "b", by="officer")
    assert f"<{E}b> " not in feed(agency.registry)


@pytest.mark.parametrize("held", ["a", "b"])
def test_rename__a_hold_on_either_goes_on(agency: Agency, held: str) -> None:
    agency.publish(KEPT + dataset("a"))
    agency.publish(KEPT + dataset("b"))
    agency.registry.withhold(E + held, by="officer", reason="x")
    rename(agency.registry, "a", "b")
    assert agency.states()["b"] == "withheld"
    assert f"<{E}b> " not in feed(agency.registry)
    assert agency.registry.upkeep.check().problems == ()
    agency.registry.release(E + "b", by="officer")
    assert f"<{E}b> " in feed(agency.registry)


def test_rename__what_a_person_withdrew_stays_withdrawn(agency: Agency) -> None:
    agency.publish(KEPT + dataset("a"))
    agency.registry.withdraw(E + "a", by="officer", source="agency")
    agency.publish(KEPT + dataset("b"))
    rename(agency.registry, "a", "b")
    agency.harvest()
    assert agency.states()["b"] == "withdrawn"
    assert f"<{E}b> " not in feed(agency.registry)


@pytest.mark.parametrize("name", ["a", "b"])
def test_rename__either_iri_can_be_withheld_and_released_later(renamed: Agency, name: str) -> None:
    renamed.registry.withhold(E + name, by="officer", reason="x")
    assert renamed.states()["b"] == "withheld"
    renamed.registry.release(E + ("b" if name == "a" else "a"), by="officer")
    assert renamed.states()["b"] == "present"
    assert f"<{E}b> " in feed(renamed.registry)


def test_rename__a_bar_of_another_source_on_the_old_iri_bars_the_new_one(
    renamed: Agency, second_agency: Agency
) -> None:
    second_agency.publish(dataset("a", "z", '; dmv:secrecy "xyz"'))
    report = renamed.harvest()
    assert (f"<{E}b> " in feed(renamed.registry), report.barred) == (False, 1)
    leaving = renamed.registry.reports.leaving(E + "b")
    assert (leaving.reason, leaving.by) == ("barred-same-as", "second")
    second_agency.publish(dataset("z", "z"))
    second_agency.publish(dataset("a", "z"))
    assert f"<{E}b> " in feed(renamed.registry)


def test_purge__of_the_new_iri_purges_the_old_one(renamed: Agency, everything: Callable[[], str]) -> None:
    renamed.registry.purge(E + "b", by="officer", reason="toà án")
    assert (renamed.harvest().records.created, renamed.publish(KEPT + dataset("a")).records.created) == (0, 0)
    assert renamed.registry.upkeep.check().problems == ()
    found = everything()
    assert "Không khí" not in found
    assert "đổi địa chỉ" not in found


def test_rename__ends_what_a_catalogue_kept_of_the_old_iri(
    agency: Agency, rows: Callable[[str], list[dict[str, object]]]
) -> None:
    agency.publish(OTHERS + dataset("a") + "<c> a dcat:Catalog ; dct:title 'c' ; dcat:dataset <a> .")
    agency.publish(OTHERS + dataset("b") + "<c> a dcat:Catalog ; dct:title 'c' ; dcat:dataset <b> .")
    rename(agency.registry, "a", "b")
    assert {row["target"]: row["last_run"] for row in rows("memberships")} == {E + "a": 1, E + "b": None}
    written = feed(agency.registry)
    assert written.count(f"<{E}c> <http://www.w3.org/ns/dcat#dataset> <{E}") == 1
    assert agency.registry.upkeep.check().problems == ()


def test_rename__a_catalogue_is_validated_as_it_is_exported(agency: Agency) -> None:
    catalog = '<c> a dcat:Catalog ; dct:title "c"@vi ; dct:description "c"@vi ; dcat:dataset <a> .\n'
    relation = "; dct:source <{}>"

    def unverified(name: str) -> int:
        findings = agency.registry.get(E + name).findings
        return sum(one.reported_severity == "cannot-verify" for one in findings)

    agency.publish(catalog + dataset("a") + dataset("x", "x", relation.format("a")), "dcat-ap")
    known = {name: unverified(name) for name in ("c", "x")}
    agency.publish(catalog + dataset("b") + dataset("x", "x", relation.format("a")), None)
    assert unverified("c") == known["c"] + 1
    rename(agency.registry, "a", "b")
    assert agency.harvest(None).validated == 2
    # The catalogue lists b in an export; what x names as its source is unknown there, too.
    assert (unverified("c"), unverified("x")) == (known["c"], known["x"] + 1)
    for everything in (False, True):
        (again,) = agency.registry.revalidate(everything=everything).sources
        assert (again.changed, again.validated > 0, agency.harvest(None).validated) == (0, everything, 0)
    assert (unverified("c"), unverified("x")) == (known["c"], known["x"] + 1)
    # What is kept back counts for nobody.
    agency.registry.withhold(E + "a", by="officer", reason="x")
    agency.harvest(None)
    assert (agency.harvest(None).validated, unverified("c")) == (0, known["c"])


def test_diff__by_an_iri_that_the_record_had(renamed: Agency) -> None:
    found = renamed.registry.ledger.diff(E + "a")
    assert (found.iri, found.after.number) == (E + "b", 2)
    assert found == renamed.registry.ledger.diff(E + "b")
