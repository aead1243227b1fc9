"""What is kept back under one spelling of an IRI does not leave under another one."""

from __future__ import annotations

import io
import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote

import pytest

from danhmuc.registry import HarvestReport, Registry
from danhmuc.registry.past_registry import PastRegistry
from danhmuc.vocab.comparison_form import comparison_form

from .conftest import Agency

PLAIN = "https://e.vn/đất-đai"
ENCODED = "https://e.vn/%C4%91%E1%BA%A5t-%C4%91ai"
PAIRS = {
    "encoded": (PLAIN, ENCODED),
    "encoded in small letters": (ENCODED, ENCODED.lower()),
    "decomposed": (PLAIN, normalize("NFD", PLAIN)),
    "decomposed and encoded": (quote(normalize("NFD", PLAIN), safe=":/-"), ENCODED),
    "scheme, host and port": ("HTTPS://E.VN:443/x", "https://e.vn/x"),
    "dot segments": ("https://e.vn/a/../y", "https://e.vn/y"),
    "host": ("https://đất.vn/x", "https://xn--t-kia038t.vn/x"),
    "unreserved": ("https://e.vn/%7Ex", "https://e.vn/~x"),
}
NON_PUBLIC = "; dct:accessRights <http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC>"
RETIRED = "; <http://www.w3.org/ns/adms#status> <http://purl.org/adms/status/Withdrawn>"
KEEPERS: dict[str, Callable[[Agency, str], object]] = {
    "secret": lambda agency, iri: agency.publish(dataset(iri, "ours", "; dmv:secrecy 'MAT'")),
    "unclear": lambda agency, iri: agency.publish(dataset(iri, "ours", "; dmv:secrecy 'TS'")),
    "narrowed": lambda agency, iri: agency.publish(dataset(iri, "ours", NON_PUBLIC)),
    "retired": lambda agency, iri: agency.publish(dataset(iri, "ours", RETIRED)),
    "withdrawn": lambda agency, iri: agency.registry.withdraw(iri, by="officer", source=agency.folder.name),
    "withheld": lambda agency, iri: agency.registry.withhold(iri, by="officer", reason="x"),
    "purged": lambda agency, iri: agency.registry.purge(iri, by="officer", reason="x"),
}


def dataset(iri: str, title: str, more: str = "") -> str:
    return f'<{iri}> a dcat:Dataset ; dct:title "{title}"@vi {more} .\n'


def leaving(registry: Registry | PastRegistry, **chosen: str) -> set[str]:
    """Titles of what leaves."""
    out = io.BytesIO()
    registry.export("nt", out, **chosen)
    lines = out.getvalue().decode().splitlines()
    return {line.split('"')[1] for line in lines if "terms/title" in line}


@pytest.mark.parametrize("reason", KEEPERS)
@pytest.mark.parametrize("order", [1, -1], ids=["the first", "the second"])
def test_spellings__what_is_kept_back_under_one_does_not_leave_under_the_other(
    agency: Agency, second_agency: Agency, reason: str, order: int
) -> None:
    registry = agency.registry
    kept_back, other = PAIRS["encoded"][::order]
    agency.publish(dataset(kept_back, "ours"))
    second_agency.publish(dataset(other, "theirs") + dataset("https://e.vn/free", "free"))
    assert leaving(registry) == {"ours", "theirs", "free"}
    KEEPERS[reason](agency, kept_back)
    assert leaving(registry) - {"ours"} == {"free"}
    told = registry.reports.leaving(other, source="second")
    assert told.leaves is False
    assert told.reason in ("barred", "barred-same-as")
    assert second_agency.publish(dataset(other, "theirs")).barred == 1
    assert registry.upkeep.check().problems == ()


def test_purge__tells_of_the_same_thing_under_other_iris(agency: Agency, second_agency: Agency) -> None:
    registry = agency.registry
    agency.publish(dataset(PLAIN, "ours") + dataset(ENCODED.lower(), "again") + dataset("https://e.vn/old", "old"))
    second_agency.publish(dataset(ENCODED, "theirs") + dataset("https://e.vn/free", "free"))
    registry.identities.same_as("https://e.vn/old", ENCODED, by="officer", reason="x")

    def told(iri: str) -> list[tuple[str, str]]:
        return [(row.iri, row.state) for row in registry.identities.records_of_same(iri)]

    expected = [(ENCODED, "present"), (ENCODED.lower(), "present"), ("https://e.vn/old", "present")]
    assert told(PLAIN) == expected
    registry.purge(PLAIN, by="officer", reason="x")
    assert told(PLAIN) == expected
    registry.purge(ENCODED, by="officer", reason="x")
    assert told(PLAIN) == [(iri, "purged" if iri == ENCODED else state) for iri, state in expected]
    assert told("https://e.vn/free") == []
    assert told("https://e.vn/none") == []


def spelt_elsewhere(registry: Registry, report: HarvestReport) -> list[tuple[str | None, str | None, str]]:
    assert report.run is not None
    found = [one for one in registry.harvests.run_findings(report.run) if one.code == "harvest:spelt-elsewhere"]
    assert {one.severity for one in found} <= {"warning"}
    return [(one.focus, one.value, str(one.message)) for one in found]


def test_harvest__names_both_spellings_and_both_sources(agency: Agency, second_agency: Agency) -> None:
    """In the run that brings the second, and as long as both are there."""
    registry = agency.registry
    first = agency.publish(dataset(PLAIN, "ours") + dataset("https://e.vn/x", "x"))
    assert spelt_elsewhere(registry, first) == []
    theirs = dataset(ENCODED, "theirs") + dataset("https://e.vn/x", "x")
    said = (
        f"Source 'second' has {ENCODED}, source 'agency' has {PLAIN}: one IRI in two spellings, stored as two "
        "records; agree on one spelling."
    )
    second_agency.write("catalog.ttl", theirs)
    plan = second_agency.plan()
    assert [str(one.message) for one in plan.findings if one.code == "harvest:spelt-elsewhere"] == [said]
    assert leaving(registry) == {"ours", "x"}
    for more in ("", "", "# read again\n", "# and again\n"):
        report = second_agency.publish(theirs + more)
        assert spelt_elsewhere(registry, report) == [(ENCODED, PLAIN, said)]
    assert report.records.unchanged == 2
    assert leaving(registry) == {"ours", "theirs", "x"}
    agency.publish(dataset("https://e.vn/x", "x"))
    registry.withdraw(PLAIN, by="officer", source="agency")
    assert spelt_elsewhere(registry, second_agency.publish(theirs + "# since\n")) == []
    assert registry.upkeep.check().problems == ()


@pytest.mark.parametrize("reason", KEEPERS)
def test_harvest__names_no_spelling_that_is_kept_back(agency: Agency, second_agency: Agency, reason: str) -> None:
    registry = agency.registry
    agency.publish(dataset(PLAIN, "ours"))
    KEEPERS[reason](agency, PLAIN)
    found = spelt_elsewhere(registry, second_agency.publish(dataset(ENCODED, "theirs")))
    # What a source says of access or status hides no IRI.
    assert len(found) == (reason in ("narrowed", "retired"))


@pytest.mark.parametrize("reason", ["secret", "purged"])
@pytest.mark.parametrize("more", ["", "# read again\n"], ids=["unmoved", "read again"])
def test_harvest__names_no_spelling_that_is_kept_back_since(
    agency: Agency, second_agency: Agency, reason: str, more: str
) -> None:
    registry = agency.registry
    agency.publish(dataset(PLAIN, "ours"))
    theirs = dataset(ENCODED, "theirs")
    assert len(spelt_elsewhere(registry, second_agency.publish(theirs))) == 1
    KEEPERS[reason](agency, PLAIN)
    assert spelt_elsewhere(registry, second_agency.publish(theirs + more)) == []


class TestOnOneDatabase:
    """What does not depend on the database."""

    @pytest.fixture
    def database_url(self, one_url: str) -> str:
        return one_url

    @pytest.mark.parametrize("pair", PAIRS)
    @pytest.mark.parametrize("order", [1, -1], ids=["the first", "the second"])
    def test_harvest__names_spellings_of_all_kinds(
        self, agency: Agency, second_agency: Agency, pair: str, order: int
    ) -> None:
        first, second = PAIRS[pair][::order]
        agency.publish(dataset(first, "ours"))
        ((focus, value, said),) = spelt_elsewhere(agency.registry, second_agency.publish(dataset(second, "theirs")))
        assert (focus, value) == (second, first)
        iris = re.findall(r"has (\S+?)[,:] ", said)
        assert len(set(iris)) == 2
        assert [comparison_form(iri) for iri in iris] == [comparison_form(first)] * 2

    @pytest.mark.parametrize("other", ["http://e.vn/x", "https://e.vn/x/", "https://e.vn/X", "https://e.vn/x?"])
    def test_harvest__takes_no_other_iri_for_a_spelling(
        self, agency: Agency, second_agency: Agency, other: str
    ) -> None:
        agency.publish(dataset("https://e.vn/x", "ours") + dataset("HTTPS://E.VN/y", "y"))
        assert spelt_elsewhere(agency.registry, second_agency.publish(dataset(other, "theirs"))) == []

    def test_harvest__counts_spellings_beyond_the_first_twenty(self, agency: Agency, second_agency: Agency) -> None:
        names = [f"e.vn/{number}" for number in range(1_100)]
        agency.publish("".join(dataset(f"https://{name}", "ours") for name in names))
        report = second_agency.publish("".join(dataset(f"https://E.vn:443/{name[5:]}", "theirs") for name in names))
        found = spelt_elsewhere(agency.registry, report)
        assert len(found) == 21
        assert found[-1][2] == "1,080 more records have other spellings of their IRIs in other sources."

    @pytest.mark.parametrize("pair", PAIRS)
    @pytest.mark.parametrize("reason", ["secret", "withheld"])
    def test_spellings__of_all_kinds(self, agency: Agency, second_agency: Agency, pair: str, reason: str) -> None:
        first, second = PAIRS[pair]
        # First the one that knows nothing of the other.
        second_agency.publish(dataset(second, "theirs"))
        agency.publish(dataset(first, "ours"))
        assert leaving(agency.registry) == {"ours", "theirs"}
        KEEPERS[reason](agency, first)
        assert leaving(agency.registry) == set()
        if reason == "withheld":
            agency.registry.release(first, by="officer")
        else:
            agency.publish(dataset(first, "ours"))
            agency.registry.release(first, by="officer")
        assert leaving(agency.registry) == {"ours", "theirs"}

    def test_spellings__other_things_stay_apart(self, agency: Agency, second_agency: Agency) -> None:
        second_agency.publish(dataset("https://e.vn/x", "theirs"))
        KEEPERS["secret"](agency, "http://e.vn/x")
        KEEPERS["withheld"](agency, "https://e.vn/X")
        assert leaving(agency.registry) == {"theirs"}

    def test_spellings__records_stay_as_they_are(self, agency: Agency, second_agency: Agency) -> None:
        agency.publish(dataset(PLAIN, "ours"))
        second_agency.publish(dataset(ENCODED, "theirs"))
        out = io.BytesIO()
        agency.registry.export("nt", out)
        assert f"<{PLAIN}>" in out.getvalue().decode()
        assert f"<{ENCODED}>" in out.getvalue().decode()
        assert {row.iri for row in agency.registry.records()} == {PLAIN, ENCODED}

    @pytest.mark.parametrize("reason", ["secret", "withheld"])
    def test_spellings__parts_and_what_speaks_of_it_stay_behind(
        self, agency: Agency, second_agency: Agency, reason: str
    ) -> None:
        KEEPERS[reason](agency, PLAIN)
        part = f"dcat:distribution <{ENCODED}>"
        described = f'<{ENCODED}> a dcat:Distribution ; dct:title "part"@vi .\n'
        second_agency.publish(
            dataset("https://e.vn/holder", "holder", f"; {part}")
            + described
            + dataset("https://e.vn/free", "free")
            + f'<https://e.vn/c> a dcat:Catalog ; dct:title "catalogue" ; dcat:dataset <{ENCODED.lower()}> .'
        )
        assert leaving(agency.registry) == {"free", "catalogue"}
        out = io.BytesIO()
        agency.registry.export("nt", out)
        assert b"%c4" not in out.getvalue()

    def test_spellings__lists_have_no_words_of_a_secret(self, agency: Agency, second_agency: Agency) -> None:
        registry = agency.registry
        second_agency.publish(
            dataset(ENCODED, "theirs", "; dcat:theme <https://e.vn/t> ; dct:publisher <https://e.vn/p>")
        )
        assert [row.title for row in registry.records(text="theirs")] == ["theirs"]
        KEEPERS["secret"](agency, PLAIN)
        assert [row.title for row in registry.records()] == [None]
        assert list(registry.records(text="theirs")) == []
        assert registry.search(facets=["publisher"], text="theirs").total == 0

    @pytest.mark.parametrize("reason", ["secret", "withheld", "narrowed"])
    def test_spellings__count_as_of_an_earlier_day(self, agency: Agency, second_agency: Agency, reason: str) -> None:
        run = second_agency.publish(dataset(ENCODED, "theirs")).run
        KEEPERS[reason](agency, PLAIN)
        with agency.registry.as_of(str(run)) as past:
            assert leaving(past) == set()
            assert [row.title for row in past.records()] == [None if reason == "secret" else "theirs"]
            assert past.reports.leaving(ENCODED).leaves is False

    def test_spellings__a_mark_that_ends_under_one_stays_under_the_other(
        self, agency: Agency, second_agency: Agency
    ) -> None:
        second_agency.publish(dataset(ENCODED.lower(), "theirs"))
        both = dataset(PLAIN, "a", "; dmv:secrecy 'MAT'"), dataset(ENCODED, "b", "; dmv:secrecy 'MAT'")
        agency.publish("".join(both))
        agency.publish(dataset(PLAIN, "a") + both[1])
        assert leaving(agency.registry) == set()
        agency.publish(dataset(PLAIN, "a") + dataset(ENCODED, "b"))
        assert leaving(agency.registry) == {"a", "b", "theirs"}

    def test_spellings__raw_bytes_of_another_one_are_forgotten(
        self, agency: Agency, second_agency: Agency, rows: Callable[[str], list[dict[str, object]]]
    ) -> None:
        second_agency.publish(dataset(ENCODED, "theirs"))
        assert len(rows("bodies")) == 1
        KEEPERS["secret"](agency, PLAIN)
        assert rows("bodies") == []

    def test_spellings__why_is_told_with_the_other_one(
        self, agency: Agency, second_agency: Agency, tmp_path: Path
    ) -> None:
        second_agency.publish(dataset(ENCODED, "theirs"))
        KEEPERS["withheld"](agency, PLAIN)
        file = tmp_path / "left-out.jsonl"
        report = agency.registry.export("nt", io.BytesIO(), left_out=file)
        assert json.loads(file.read_text(encoding="utf-8"))["reason"] == "barred-same-as"
        assert [(one.iri, one.barred_iri) for one in report.barred] == [(ENCODED, PLAIN)]

    def test_spellings__by_a_plan_from_a_file(self, agency: Agency, second_agency: Agency, tmp_path: Path) -> None:
        second_agency.publish(dataset(PLAIN, "theirs"))
        agency.write("catalog.ttl", dataset(ENCODED, "ours", "; dmv:secrecy 'MAT'"))
        agency.plan().save(tmp_path / "plan")
        for plan in agency.registry.harvests.read_plans(tmp_path / "plan"):
            plan.apply()
        assert leaving(agency.registry) == set()

    @pytest.mark.parametrize("seed", range(3))
    def test_spellings__leave_as_the_comparison_form_would(self, tmp_path: Path, seed: int) -> None:
        spelt, plain = (
            leaving_of_each(tmp_path / name, seed, spell) for name, spell in (("a", str), ("b", comparison_form))
        )
        assert spelt == plain


THINGS = [
    [*PAIRS["encoded"], PAIRS["decomposed"][1]],
    *([*dict.fromkeys((*pair, comparison_form(pair[0])))] for pair in [*PAIRS.values()][5:]),
]


def leaving_of_each(folder: Path, seed: int, spell: Callable[[str], str]) -> list[set[str]]:
    """What leaves of each source of a registry drawn by chance, with some spelling of its IRIs."""
    drawn = random.Random(seed)
    folder.mkdir()
    with Registry.open(f"sqlite:///{folder}/r.db") as registry:
        agencies = [Agency(folder / f"s{number}", registry) for number in range(3)]
        # A source goes on spelling a thing as it does: to it, another spelling is another record.
        iris = {agency.folder: [spell(drawn.choice(some)) for some in THINGS] for agency in agencies}
        for _ in range(2):
            for agency in agencies:
                turtle = [dataset("https://e.vn/always", "always")]
                for number, iri in enumerate(iris[agency.folder]):
                    more = drawn.choice(["", "", "", NON_PUBLIC, "; dmv:secrecy 'MAT'", RETIRED])
                    if drawn.random() < 0.7:
                        turtle.append(dataset(iri, f"{agency.folder.name} {number}", more))
                agency.publish("".join(turtle))
            KEEPERS[drawn.choice(["withheld", "purged"])](agencies[0], spell(drawn.choice(drawn.choice(THINGS))))
        return [leaving(registry, source=agency.folder.name) for agency in agencies]
