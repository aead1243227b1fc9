"""What a source marks as a state secret after it was stored: lists have its IRI and state, and none of its words."""

from __future__ import annotations

import pytest

from danhmuc.registry import Registry
from danhmuc.registry.store.found_records import FACETS

from .conftest import Agency

PLAIN = '<1> a dcat:Dataset ; dct:title "Kho đạn"@vi ; dcat:theme <theme/ENVI> ; dct:modified "2026-01-02" .'
MARK = "<1> dmv:secrecy 'MAT' ."


@pytest.fixture
def marked(agency: Agency) -> Registry:
    """A registry whose record 1 was marked after it had been stored."""
    agency.publish(PLAIN)
    agency.publish(PLAIN + MARK)
    return agency.registry


def test_records__of_a_secret_has_iri_and_state_alone(marked: Registry) -> None:
    (row,) = marked.records()
    assert (row.iri, row.state, row.source) == ("https://e.vn/1", "withheld", "agency")
    assert (row.title, row.modified, row.themes, row.is_secret) == (None, None, (), True)
    assert row.as_dict()["secret"] is True


def test_records__no_word_finds_a_secret(marked: Registry) -> None:
    assert list(marked.records(text="kho dan")) == []
    assert list(marked.records(theme="ENVI")) == []


def test_changed_records__of_a_secret_have_no_title_as_in_the_list(marked: Registry) -> None:
    found = marked.ledger.changed_records(after=0, until=99)
    assert [(one.kind, one.title, one.is_secret) for one in found] == [
        ("created", None, True),
        ("withheld", None, True),
    ]
    assert [one.as_dict()["secret"] for one in found] == [True, True]


def test_records__has_its_words_again_once_the_mark_is_gone(agency: Agency, marked: Registry) -> None:
    agency.publish(PLAIN)
    (row,) = marked.records(text="kho dan")
    assert (row.title, row.state, row.is_secret) == ("Kho đạn", "withheld", False)
    assert {one.title for one in marked.ledger.changed_records(after=0, until=99)} == {"Kho đạn"}


@pytest.mark.parametrize("text", [None, "kho"])
def test_search__counts_facets_together_as_each_by_itself(agency: Agency, text: str | None) -> None:
    more = "".join(
        f'<{number}> a dcat:Dataset ; dct:title "Kho {number}"@vi ; dcat:theme <theme/{theme}>, <theme/HEAL> .'
        for number, theme in enumerate(("ENVI", "ECON", "ENVI", "HEAL"), 2)
    )
    agency.publish(PLAIN + more)
    agency.registry.withhold("https://e.vn/3", by="officer", reason="x")

    def counted() -> dict[str, dict[str | None, int]]:
        found = agency.registry.search(text, facets=[*FACETS])
        counts = {name: {one.value: one.count for one in some} for name, some in found.facets.items()}
        for name in FACETS:
            alone = agency.registry.search(text, facets=[name])
            assert alone.total == found.total
            assert {one.value: one.count for one in alone.facets[name]} == counts[name]
        return counts

    before = counted()
    assert before["state"] == {"present": 4, "withheld": 1}
    assert {str(theme)[-4:]: number for theme, number in before["theme"].items()} == {"HEAL": 4, "ENVI": 3, "ECON": 1}
    agency.publish(PLAIN + MARK + more)
    after = counted()
    assert {str(theme)[-4:]: number for theme, number in after["theme"].items()} == {"HEAL": 4, "ENVI": 2, "ECON": 1}


@pytest.mark.parametrize("number", [3, 12])
def test_search__pages_have_each_record_once_and_secrets_last(agency: Agency, number: int) -> None:
    datasets = [f'<{n}> a dcat:Dataset ; dct:title "{"ABCDEFGHIJKLMNO"[n]}" .' for n in range(number)]
    agency.publish("".join(datasets))
    agency.publish("".join(datasets) + "<1> dmv:secrecy 'MAT' .")
    found: list[tuple[str, str | None]] = []
    after = None
    while not found or after is not None:
        page = agency.registry.search(None, limit=2, after=after)
        assert page.total == number
        found += [(row.iri, row.title) for row in page.rows]
        after = page.next_key
    others = [(f"https://e.vn/{n}", "ABCDEFGHIJKLMNO"[n]) for n in range(number) if n != 1]
    assert found == [*others, ("https://e.vn/1", None)]
