"""Names of `danhmuc.registry` that changed: the old ones still work, and warn."""

from __future__ import annotations

import inspect
import re
from datetime import UTC, date, datetime
from inspect import getmembers_static
from operator import attrgetter
from pathlib import Path

import pytest

from danhmuc import registry
from danhmuc.registry import (
    HarvestReport,
    OlderCounts,
    PastRegistry,
    Registry,
    RevalidationReport,
    SourceRevalidation,
    parse_record,
)
from danhmuc.registry.store.overview import SourceTotals
from danhmuc.registry.validation import source
from danhmuc.vocab.renamed import Moved

NAMES = {
    "JudgingReport": "RevalidationReport",
    "SourceJudging": "SourceRevalidation",
    "VocabularyChange": "CodeListChange",
    "VocabularyRow": "CodeListRow",
}
SOURCE_NAMES = {"CheckedRecord": "ValidatedRecord", "SourceCheck": "ValidatedSource", "check_source": "validate_source"}
LIST = b"code,name\n1,One\n"
DATASET = "<https://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset>."


@pytest.mark.parametrize("old", NAMES)
def test_registry__old_names_are_the_new_and_warn(old: str) -> None:
    with pytest.warns(DeprecationWarning, match=f"registry.{old} is called danhmuc.registry.{NAMES[old]} now"):
        assert getattr(registry, old) is getattr(registry, NAMES[old])


@pytest.mark.parametrize("old", SOURCE_NAMES)
def test_source__old_names_are_the_new_and_warn(old: str) -> None:
    with pytest.warns(DeprecationWarning, match=f"{old} is called .*{SOURCE_NAMES[old]} now"):
        assert getattr(source, old) is getattr(registry, SOURCE_NAMES[old])


def test_registry__unknown_names_have_no_attribute() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Judge'"):
        registry.Judge  # type: ignore[attr-defined] # noqa: B018


def test_registry__old_methods_do_the_same_and_warn(database_url: str) -> None:
    with Registry.open(database_url) as opened:
        with pytest.warns(DeprecationWarning, match="Registry.judge is called Registry.revalidate now"):
            assert opened.judge(told=print).sources == ()
        with pytest.warns(DeprecationWarning, match="Registry.add_vocabulary is called Registry.vocab.add now"):
            (change,) = opened.add_vocabulary(LIST, by="test", name="a.csv", token="list", title="A")
        with pytest.warns(DeprecationWarning, match=r"vocab\.use"):
            assert opened.use_vocabulary("list", change.row.version, by="test").kind == "unchanged"
        with pytest.warns(DeprecationWarning, match=r"vocab\.rows"):
            assert opened.code_lists() == opened.vocab.rows()
        with pytest.warns(DeprecationWarning, match=r"vocab\.get"):
            assert opened.code_list("list") == opened.vocab.get("list")


def where_it_is_now(of: Registry | PastRegistry, name: str) -> str:
    """The path of a member that moved into a group, as the warning says it."""
    kind = type(of).__name__
    with pytest.warns(DeprecationWarning, match=rf"^{kind}\.{name} is called {kind}\.\w+\.\w+ now") as caught:
        member = getattr(of, name)
    assert caught[0].filename == __file__
    found = re.search(r"is called \w+\.([\w.]+) now", str(caught[0].message))
    assert found is not None
    now = attrgetter(found[1])(of)
    assert getattr(member, "__func__", member) == getattr(now, "__func__", now)
    return found[1]


def test_registry__members_of_before_are_there_and_those_in_groups_warn(database_url: str, root: Path) -> None:
    moved = {name for kind in Registry.__mro__ for name, member in vars(kind).items() if isinstance(member, Moved)}
    before = (root / "tests/data/registry-members-0.1.0.txt").read_text(encoding="utf-8").split()
    assert set(before) <= set(dir(Registry))
    with Registry.open(database_url) as opened:
        paths = {name: where_it_is_now(opened, name) for name in moved}
    assert (paths["add_source"], paths["migration"]) == ("source_list.add", "upkeep.migration")
    assert len(set(paths.values())) == len(paths) - 4  # the code lists have two former names each


def test_past_registry__members_in_groups_warn(database_url: str) -> None:
    with Registry.open(database_url) as opened:
        opened.put(parse_record(DATASET), by="a")
        with opened.as_of(datetime.now(UTC)) as past:
            moved = [name for name, member in getmembers_static(PastRegistry) if isinstance(member, Moved)]
            assert {where_it_is_now(past, name) for name in moved} > {"ledger.changes", "reports.statutory"}


def test_registry__a_member_that_moved_has_its_signature(database_url: str) -> None:
    with Registry.open(database_url) as opened, pytest.warns(DeprecationWarning, match="rename"):
        assert list(inspect.signature(opened.rename).parameters) == ["old", "new", "by", "reason", "source"]


def test_reports__old_attributes_have_the_same_values_and_warn() -> None:
    older = OlderCounts(validated=2)
    totals = SourceTotals(accepted=0, submitted=0, findings={})
    counts = dict.fromkeys(("still_valid", "changed", "became_accepted", "became_submitted"), 0)
    counts |= {"new_findings": 0, "gone_findings": 0}
    again = SourceRevalidation(source="a", profile="vn", validated=3, totals=totals, older=older, **counts)
    report = HarvestReport(source="a", profile="vn", run=None, state="failed", validated=4)
    for value, number in ((older, 2), (again, 3), (report, 4)):
        with pytest.warns(DeprecationWarning, match="judged is called .*validated now"):
            assert value.judged == number
        assert value.as_dict()["judged"] == number
    with pytest.warns(DeprecationWarning, match="needs_attention"):
        assert report.needs_a_person
    with pytest.warns(DeprecationWarning, match="not_validated"):
        assert RevalidationReport(day=date(2026, 1, 1), sources=()).unjudged == {}
