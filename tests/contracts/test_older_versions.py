"""Older versions that leave in place of a newest one that is not accepted are validated by today's rules, too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from danhmuc.registry import Registry
from danhmuc.registry.store import selecting
from danhmuc.registry.verdicts.writer import OlderCounts

if TYPE_CHECKING:
    from .conftest import Agency

Profile = Callable[..., str]

TITLE = '<one> a dcat:Dataset ; dct:title "Một"@vi .'
BOTH = '<one> a dcat:Dataset ; dct:title "Một"@vi ; dct:identifier "1" .'
IDENTIFIER = '<one> a dcat:Dataset ; dct:identifier "1" .'
NOTHING = "<one> a dcat:Dataset ."
OTHER = '<other> a dcat:Dataset ; dct:title "Khác"@vi ; dct:identifier "2" .'


def leaving(agency: Agency) -> str:
    """What leaves of the record."""
    target = agency.folder.parent / "out.nt"
    agency.registry.export("nt", target)
    text = target.read_text(encoding="utf-8")
    return " ".join(
        word for word in ("title", "identifier") if f"<https://e.vn/one> <http://purl.org/dc/terms/{word}>" in text
    )


def validated(registry: Registry, **asked: bool) -> OlderCounts:
    (source,) = registry.revalidate(**asked).sources  # type: ignore[arg-type]
    assert source.as_dict()["older"] == {
        "judged": source.older.validated,
        "became_accepted": source.older.became_accepted,
        "became_submitted": source.older.became_submitted,
    }
    return source.older


@pytest.fixture
def fresh(agency: Agency, database_url: str) -> Iterator[Callable[[], Registry]]:
    """The registry opened anew, as the next command would: profiles are read again."""

    def opened() -> Registry:
        agency.registry.close()
        agency.registry = Registry.open(database_url)
        return agency.registry

    yield opened
    agency.registry.close()


def test_older__leaves_no_more_by_stricter_rules(
    agency: Agency, profile: Profile, fresh: Callable[[], Registry]
) -> None:
    for turtle in (TITLE, NOTHING):
        agency.publish(turtle, profile())
    assert leaving(agency) == "title"
    profile("dct:identifier")
    assert validated(fresh()) == OlderCounts(validated=1, became_submitted=1)
    assert leaving(agency) == ""
    assert validated(fresh()) == OlderCounts()


def test_older__leaves_by_milder_rules(agency: Agency, profile: Profile, fresh: Callable[[], Registry]) -> None:
    for turtle in (TITLE, NOTHING):
        agency.publish(turtle, profile("dct:identifier"))
    assert leaving(agency) == ""
    profile()
    assert validated(fresh()) == OlderCounts(validated=1, became_accepted=1)
    assert leaving(agency) == "title"
    assert validated(fresh()) == OlderCounts()


def test_older__is_validated_from_the_newest_down_to_an_accepted_one(
    agency: Agency, profile: Profile, fresh: Callable[[], Registry]
) -> None:
    for turtle in (IDENTIFIER, BOTH, TITLE, NOTHING):
        agency.publish(turtle, profile())
    profile("dct:identifier")
    assert validated(fresh()) == OlderCounts(validated=2, became_submitted=1)
    assert leaving(agency) == "title identifier"


def test_older__everything_validates_those_that_hold_too(agency: Agency, profile: Profile) -> None:
    for turtle in (BOTH, TITLE, NOTHING):
        agency.publish(turtle, profile())
    assert validated(agency.registry, everything=True) == OlderCounts(validated=1)


def test_older__nothing_is_looked_at_while_the_newest_is_accepted(agency: Agency, profile: Profile) -> None:
    for turtle in (NOTHING, IDENTIFIER, TITLE):
        agency.publish(turtle, profile())
    assert validated(agency.registry, everything=True) == OlderCounts()


def test_older__a_harvest_by_another_profile_validates_them(agency: Agency, profile: Profile) -> None:
    # Else a source that changes its profile would lose all records whose newest version is broken.
    for turtle in (BOTH, NOTHING):
        agency.publish(turtle + OTHER, profile())
    assert leaving(agency) == "title identifier"
    agency.harvest(profile("dct:identifier", token="another"))
    assert leaving(agency) == "title identifier"


def test_older__a_harvest_by_changed_rules_validates_them(
    agency: Agency, profile: Profile, fresh: Callable[[], Registry]
) -> None:
    for turtle in (TITLE, NOTHING):
        agency.publish(turtle + OTHER, profile())
    profile("dct:identifier")
    fresh()
    agency.harvest(profile("dct:identifier"))
    assert leaving(agency) == ""
    assert validated(fresh()) == OlderCounts()


def test_older__a_failed_harvest_validates_none(
    agency: Agency, profile: Profile, fresh: Callable[[], Registry]
) -> None:
    for turtle in (TITLE, NOTHING):
        agency.publish(turtle, profile())
    fresh()
    agency.break_off("catalog.ttl")
    agency.harvest(profile("dct:identifier"))
    assert leaving(agency) == "", "an export looks at the rules of today itself"
    assert validated(fresh()) == OlderCounts(validated=1, became_submitted=1)


def test_older__what_surrounds_an_accepted_one_counts(agency: Agency, profile: Profile) -> None:
    by = " <one> dct:publisher <agent> . <agent> foaf:phone {} ."
    rules = profile("( dct:publisher foaf:phone )")
    agency.publish(TITLE + by.format("'1'"), rules)
    agency.publish(NOTHING + OTHER + "<agent> foaf:phone '1' .", rules)
    assert leaving(agency) == "title"
    assert validated(agency.registry) == OlderCounts()
    agency.publish(NOTHING + OTHER + "<agent> foaf:name '1' .", rules)
    assert leaving(agency) == "", "an export looks at the context of today itself"
    assert validated(agency.registry) == OlderCounts(validated=1, became_submitted=1)
    assert leaving(agency) == ""


def test_older__in_pages_of_any_size(
    agency: Agency, profile: Profile, fresh: Callable[[], Registry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selecting, "_RECORDS", 2)
    first = "".join(f'<{number}> a dcat:Dataset ; dct:title "{number}" .' for number in range(5))
    second = "".join(f"<{number}> a dcat:Dataset ." for number in range(5))
    for turtle in (first, second):
        agency.publish(turtle, profile())
    profile("dct:identifier")
    assert validated(fresh()) == OlderCounts(validated=5, became_submitted=5)
    assert validated(fresh()) == OlderCounts()


def test_older__a_missing_one_sees_what_is_missing_with_it(
    agency: Agency, profile: Profile, fresh: Callable[[], Registry]
) -> None:
    agent = "<agent> foaf:phone '1' ."
    rules = profile()
    for turtle in (TITLE + "<one> dct:publisher <agent> ." + agent, TITLE + agent, OTHER):
        agency.publish(turtle, rules)
    assert agency.states()["one"] == agency.states()["agent"] == "missing"
    profile("( dct:publisher foaf:phone )")
    assert validated(fresh()) == OlderCounts(validated=1)
    assert leaving(agency) == "title"
