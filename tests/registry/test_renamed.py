"""Names of `danhmuc.registry` that changed: the old ones still work, and warn."""

from __future__ import annotations

from datetime import date

import pytest

from danhmuc import registry
from danhmuc.registry import HarvestReport, OlderCounts, Registry, RevalidationReport, SourceRevalidation
from danhmuc.registry.store.overview import SourceTotals
from danhmuc.registry.validation import source

NAMES = {
    "JudgingReport": "RevalidationReport",
    "SourceJudging": "SourceRevalidation",
    "VocabularyChange": "CodeListChange",
    "VocabularyRow": "CodeListRow",
}
SOURCE_NAMES = {"CheckedRecord": "ValidatedRecord", "SourceCheck": "ValidatedSource", "check_source": "validate_source"}
LIST = b"code,name\n1,One\n"


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
        with pytest.warns(DeprecationWarning, match="add_code_list"):
            (change,) = opened.add_vocabulary(LIST, by="test", name="a.csv", token="list", title="A")
        with pytest.warns(DeprecationWarning, match="use_code_list"):
            assert opened.use_vocabulary("list", change.row.version, by="test").kind == "unchanged"
        with pytest.warns(DeprecationWarning, match="code_lists"):
            assert opened.vocabularies() == opened.code_lists()
        with pytest.warns(DeprecationWarning, match="code_list"):
            assert opened.vocabulary("list") == opened.code_list("list")


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
