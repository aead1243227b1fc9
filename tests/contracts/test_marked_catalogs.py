"""What any source lists in a catalogue that another one marks does not leave, until the mark is lifted."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest

from danhmuc.registry import Registry, parse_record
from danhmuc.vocab.errors import RecordError

from .conftest import PREFIXES, Agency
from .test_spellings import leaving

MARKS = {"secret": "'MAT'", "unclear": "'TS'"}
THEIRS = """
<c> a dcat:Catalog ; dct:title "c" ; dcat:dataset <d> ; dcat:catalog <inner> .
<inner> a dcat:Catalog ; dct:title "inner" ; dcat:service <s> .
<d> a dcat:Dataset ; dct:title "d" . <s> a dcat:DataService ; dct:title "s" . <free> a dcat:Dataset ; dct:title "free" .
"""
ALL = {"c", "inner", "d", "s", "free"}


def mark(agency: Agency, reason: str, iri: str = "c") -> None:
    agency.publish(f"<{iri}> a dcat:Catalog ; dct:title 'ours' ; dmv:secrecy {MARKS[reason]} . <own> a dcat:Dataset .")


@pytest.mark.parametrize("reason", MARKS)
@pytest.mark.parametrize("is_first", [True, False], ids=["marked first", "marked last"])
def test_marked_catalogue__what_another_source_lists_does_not_leave(
    agency: Agency, second_agency: Agency, reason: str, is_first: bool
) -> None:
    registry = agency.registry
    if is_first:
        mark(agency, reason)
        report = second_agency.publish(THEIRS)
        assert (report.barred, report.needs_attention) == (4, True)
    else:
        second_agency.publish(THEIRS)
        assert leaving(registry) == ALL
        mark(agency, reason)
    assert leaving(registry) == {"free"}
    assert leaving(registry, source="second") == {"free"}
    for name in ("d", "inner", "s"):
        told = registry.reports.leaving(f"https://e.vn/{name}")
        assert (told.leaves, told.reason) == (False, "barred")
    assert registry.reports.leaving("https://e.vn/free").leaves
    assert second_agency.publish(THEIRS + '<new> a dcat:Dataset ; dct:title "new" .').barred == 4
    hidden = {row.iri.rpartition("/")[2] for row in registry.records(source="second") if row.title is None}
    assert hidden == ({"c", "inner", "d", "s"} if reason == "secret" else set())
    agency.publish("<c> a dcat:Catalog ; dct:title 'ours' . <own> a dcat:Dataset .")
    assert leaving(registry) - {"ours", "c"} == ALL - {"c"} | {"new"}


class TestOnOneDatabase:
    """What does not depend on the database."""

    @pytest.fixture
    def database_url(self, one_url: str) -> str:
        return one_url

    @pytest.fixture
    def third_agency(self, tmp_path: Path, registry: Registry) -> Agency:
        return Agency(tmp_path / "third", registry)

    def test_marked_catalogue__counts_as_of_an_earlier_day(self, agency: Agency, second_agency: Agency) -> None:
        run = second_agency.publish(THEIRS).run
        # What is listed no longer was listed then.
        second_agency.publish(THEIRS.replace("dcat:dataset <d> ;", ""))
        mark(agency, "secret")
        assert leaving(agency.registry) == {"free", "d"}
        with agency.registry.as_of(str(run)) as past:
            assert leaving(past) == {"free"}

    def test_marked_catalogue__through_a_catalogue_of_a_third_source(
        self, agency: Agency, second_agency: Agency, third_agency: Agency
    ) -> None:
        catalog = '<c> a dcat:Catalog ; dct:title "c" ; dcat:catalog <inner> . <inner> a dcat:Catalog'
        second_agency.publish(f"{catalog} ; dcat:dataset <d> .")
        run = third_agency.publish('<d> a dcat:Dataset ; dct:title "d" .').run
        mark(agency, "secret")
        assert leaving(agency.registry) == set()
        second_agency.publish(f"{catalog} .")
        assert leaving(agency.registry) == {"d"}
        with agency.registry.as_of(str(run), source="third") as past:
            assert leaving(past) == set()

    @pytest.mark.parametrize(("marked", "listed"), [("%C4%91", "đ"), ("đ", "%C4%91")])
    def test_marked_catalogue__in_any_spelling(
        self, agency: Agency, second_agency: Agency, marked: str, listed: str
    ) -> None:
        mark(agency, "secret", marked)
        second_agency.publish(
            f'<{listed}> a dcat:Catalog ; dct:title "c" ; dcat:dataset <{marked}/x> .'
            f'<{listed}/x> a dcat:Dataset ; dct:title "x" . <free> a dcat:Dataset ; dct:title "free" .'
        )
        assert leaving(agency.registry) == {"free"}

    def test_marked_catalogue__that_a_program_has_put(self, agency: Agency, second_agency: Agency) -> None:
        registry = agency.registry
        second_agency.publish('<d> a dcat:Dataset ; dct:title "d" . <free> a dcat:Dataset ; dct:title "free" .')
        catalog = PREFIXES + '<c> a dcat:Catalog ; dct:title "c" ; dcat:dataset <d> .'
        registry.put(parse_record(catalog), by="test", profile="none")
        assert leaving(registry) == {"c", "d", "free"}
        mark(agency, "secret")
        assert leaving(registry) == {"free"}
        with pytest.raises(RecordError):
            registry.put(parse_record(catalog.replace(" ;", " ; dmv:secrecy 'MAT' ;", 1)), by="test")

    def test_marked_catalogue__parts_of_another_record_stay_behind(
        self, agency: Agency, second_agency: Agency, third_agency: Agency
    ) -> None:
        mark(agency, "secret")
        second_agency.publish(THEIRS)
        third_agency.publish(
            '<h> a dcat:Dataset ; dct:title "h" ; dcat:distribution <s> . <s> a dcat:Distribution ; dct:title "part" .'
        )
        assert leaving(agency.registry) == {"free"}
        assert agency.registry.reports.leaving("https://e.vn/h").leaves is False

    def test_marked_catalogue__no_searched_word_finds_what_it_lists(
        self, agency: Agency, second_agency: Agency
    ) -> None:
        second_agency.publish(THEIRS)
        assert agency.registry.search("d").total == 1
        mark(agency, "secret")
        assert agency.registry.search("d").total == 0
        out = io.BytesIO()
        agency.registry.export("nt", out)
        assert b"/d>" not in out.getvalue()

    @pytest.mark.parametrize("seed", range(4))
    def test_marked_catalogue__all_that_is_reached_stays_behind(
        self, agency: Agency, second_agency: Agency, third_agency: Agency, seed: int
    ) -> None:
        drawn = random.Random(seed)
        catalogs, datasets = [f"c{number}" for number in range(5)], [f"d{number}" for number in range(8)]
        listed: set[tuple[str, str]] = set()
        kept_back: set[str] = set()
        described: set[str] = set()
        for one in drawn.sample([agency, second_agency, third_agency], 3):
            turtle = [f'<{name}> a dcat:Dataset ; dct:title "{name}" .' for name in drawn.sample(datasets, 6)]
            described |= {line.split(">")[0][1:] for line in turtle}
            for name in drawn.sample(catalogs, 3):
                more = drawn.choice(["", "", f"; dmv:secrecy {drawn.choice([*MARKS.values()])}"])
                kept_back |= {name} if more else set()
                members = drawn.sample(datasets, 1) + drawn.sample(catalogs, 1)
                listed |= {(name, member) for member in members}
                links = f"dcat:dataset <{members[0]}> ; dcat:catalog <{members[1]}>"
                turtle.append(f'<{name}> a dcat:Catalog ; dct:title "{name}" ; {links} {more} .')
                described.add(name)
            one.publish("\n".join(turtle))
        while fresh := {member for name, member in listed if name in kept_back} - kept_back:
            kept_back |= fresh
        assert leaving(agency.registry) == described - kept_back
