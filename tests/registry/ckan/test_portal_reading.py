"""Portals are read to their end or said to be incomplete, whatever they do meanwhile."""

from __future__ import annotations

import json

import pytest

from danhmuc.registry.ckan import package_records as action_answers
from danhmuc.registry.ckan import portal_reading
from danhmuc.registry.ckan import portal_reading as page_order
from danhmuc.registry.record.contents import SourceContents

from ..fetch.loopback import http
from .portal import PORTAL, ROOT, Portal, iri, known_documents, package, serving, success

SIX = tuple(package(key) for key in "123456")


def keys(contents: SourceContents) -> str:
    """The keys of the packages that came."""
    assert contents.failed is None, str(contents.failed)
    return "".join(sorted(one.iri[-1] for one in contents.records if one.role == "record"))


def codes(contents: SourceContents) -> dict[str, str]:
    """The findings about the portal as a whole."""
    return {str(one.message): one.code for document in contents.documents for one in document.findings}


# ---------------------------------------------------------------- pages


def test_pages__overlap_by_one_package() -> None:
    with serving(Portal.of(*SIX, most=3)) as served:
        contents = served.read()
        assert (keys(contents), contents.incomplete) == ("123456", None)
        assert served.asked == [
            f"package_search?rows=1000&start={start}&sort=id+asc&facet=false" for start in (0, 2, 4)
        ]
    assert [one.announced for one in contents.documents] == [6, 6, 6]
    assert contents.announced is not None


def test_pages__one_that_is_deleted_between_two_hides_no_other() -> None:
    portal = Portal.of(*SIX, most=3)

    def delete(number: int, action: str) -> None:
        if number == 1:
            del portal.packages[str(SIX[0]["id"])]

    portal.before = delete
    with serving(portal) as served:
        contents = served.read()
        assert keys(contents) == "123456"
    assert str(contents.incomplete) == "the portal counts 6 packages at the beginning and 5 at the end, and gave 6"


def test_pages__many_deleted_at_once_are_stepped_over() -> None:
    packages = [package(f"{number:02}") for number in range(30)]
    portal = Portal.of(*packages, most=10)

    def delete(number: int, action: str) -> None:
        if number == 2:
            for one in packages[:15]:
                portal.packages.pop(str(one["id"]), None)

    portal.before = delete
    with serving(portal) as served:
        contents = served.read()
        assert len(list(contents.records)) == 30
        starts = [int(one.split("start=")[1].split("&")[0]) for one in served.asked]
    assert starts[:3] == [0, 9, 18]
    assert min(starts[3:]) < 15


def test_pages__one_that_is_added_between_two_is_read_or_makes_it_incomplete() -> None:
    portal = Portal.of(*SIX[1:], most=3)
    portal.before = lambda number, action: portal.put(SIX[0]) if number == 1 else None
    with serving(portal) as served:
        contents = served.read()
        assert keys(contents) == "23456"
    assert "5 packages at the beginning and 6 at the end" in str(contents.incomplete)


@pytest.mark.parametrize("counts", [dict.fromkeys(range(9), 7), {0: 5, 1: 5}, {0: 0, 1: 6}, {0: 7}])
def test_pages__a_count_that_is_not_what_came_is_incomplete(counts: dict[int, object]) -> None:
    with serving(Portal.of(*SIX, most=4, counts=counts)) as served:
        contents = served.read()
        assert set(keys(contents)) <= set("123456")
        assert len(served.asked) < 9
    assert "the portal counts" in str(contents.incomplete)


@pytest.mark.parametrize("count", [None, "6", -1, 6.0, True])
def test_pages__a_count_that_is_no_number_fails(count: object) -> None:
    with serving(Portal.of(*SIX, counts={0: count})) as served:
        assert "not a list of packages with a count" in str(served.read().failed)


def test_pages__of_one_package_are_completed_from_the_list() -> None:
    with serving(Portal.of(*SIX, most=1)) as served:
        contents = served.read()
        assert (keys(contents), contents.incomplete) == ("123456", None)
        assert served.asked[-2:] == ["package_list", "package_list"]


def test_pages__not_in_order_are_completed_from_the_list() -> None:
    portal = Portal.of(*reversed(SIX), most=4, is_sorted=False)

    def replace_one(number: int, action: str) -> None:
        if number == 1:
            # The fifth is now the fourth and on no page that is still to come, and the count stays the same.
            del portal.packages[str(SIX[5]["id"])]
            portal.put(package("7"))

    portal.before = replace_one
    with serving(portal) as served:
        contents = served.read()
        assert keys(contents) == "1234567"
        assert any(one.startswith("package_show") for one in served.asked)


def test_pages__not_in_order_and_without_a_list_are_incomplete() -> None:
    with serving(Portal.of(*reversed(SIX), most=4, is_sorted=False, absent={"package_list"})) as served:
        contents = served.read()
        assert keys(contents) == "123456"
    assert "does not sort its packages by id" in str(contents.incomplete)


def test_pages__a_portal_that_ignores_the_start_is_incomplete() -> None:
    portal = Portal.of(*SIX, most=3)
    page = success({"count": 6, "results": list(SIX[:3])})
    portal.before = lambda number, action: page
    with serving(portal) as served:
        contents = served.read()
        assert (keys(contents), len(served.asked)) == ("123", 2)
    assert contents.incomplete is not None


def test_pages__a_portal_that_repeats_itself_in_other_words_is_given_up() -> None:
    portal = Portal.of(absent={"package_list"})

    def repeat(number: int, action: str) -> bytes | None:
        page = {"count": 100_000, "results": list(SIX), "took": number}
        return success(page) if action == "package_search" else None

    portal.before = repeat
    with serving(portal) as served:
        contents = served.read()
        assert (keys(contents), len(served.asked) < 40) == ("123456", True)
    assert contents.incomplete is not None


def test_pages__a_portal_without_an_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_order, "MOST_PAGES", 5)
    portal = Portal()
    portal.before = lambda number, action: success(
        {"count": 10**9, "results": [package(str(10 * number + one)) for one in range(10)]}
    )
    with serving(portal) as served:
        contents = served.read()
        assert len(served.asked) == 5
        assert served.read(most=3).incomplete is not None
        assert len(served.asked) == 5 + 3
    assert "the most that are read of this portal" in str(contents.incomplete)


@pytest.mark.parametrize("absent", [set(), {"package_search", "current_package_list_with_resources"}])
def test_pages__a_portal_that_is_too_large_is_given_up(monkeypatch: pytest.MonkeyPatch, absent: set[str]) -> None:
    monkeypatch.setattr(portal_reading, "MOST_BYTES", 1_500)
    with serving(Portal.of(*SIX, most=2, absent=absent)) as served:
        contents = served.read()
    assert "pages" in str(contents.incomplete)
    assert "and there are more" in str(contents.incomplete)


def test_pages__an_answer_that_would_take_all_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(action_answers, "MOST_VALUES", 1_000)
    portal = Portal()
    portal.before = lambda number, action: success({"count": 1, "results": [{}] * 1_000})
    with serving(portal) as served:
        assert "more than 1,000 values" in str(served.read().failed)


@pytest.mark.parametrize("odd", [b"1" * 5000, b"[" * 100_000, b"\xff", b"NaN"])
def test_pages__of_json_that_cannot_be_held_are_no_crash(odd: bytes) -> None:
    portal = Portal()
    body = b'{"success": true, "odd": ' + odd + b', "result": {"count": 1, "results": [{"id": "a"}]}}'
    portal.before = lambda number, action: http(body)
    with serving(portal) as served:
        contents = served.read()
    assert contents.failed is not None or contents.incomplete is not None


@pytest.mark.parametrize("absent", [set(), {"package_search"}])
def test_pages__a_portal_with_nothing_fails(absent: set[str]) -> None:
    with serving(Portal(absent=absent)) as served:
        assert "no packages at all" in str(served.read().failed)


# ---------------------------------------------------------------- faults

HTML = http(b"<!DOCTYPE html><html><body>Login</body></html>", "200 OK", "Content-Type: text/html")
FAULTS = {
    "html": (HTML, "an HTML page, not an answer of the CKAN action API; the portal may be down"),
    "cut in a text": (
        http(b'{"success": true, "result": {"count": 6, "results": [{"id": "0'),
        "its JSON ends after",
    ),
    "cut in a letter": (http('{"success": true, "result": {"count": "ế'.encode()[:-1]), "the answer is cut off"),
    "cut in an object": (http(b'{"success": true, "result": {"count": 6,'), "the answer is cut off"),
    "not JSON": (http(b"{success: true}"), "Expecting property name"),
    "no answer": (http(b"[]"), "not an answer of the CKAN action API"),
    "empty": (http(b""), "empty"),
    "refused": (http(b"{}", "403 Forbidden"), "refused the request with status 403"),
    "gone": (http(b"{}", "404 Not Found"), "nothing at this address"),
    "conflict": (http(b"{}", "409 Conflict"), "status 409"),
    "broken": (http(b"{}", "500 Internal Server Error"), "status 500"),
    "unsuccessful": (
        http(b'{"success": false, "error": {"message": "Solr is down", "__type": "Search Error"}}'),
        "the action package_search failed: Solr is down",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_fault__in_the_middle_is_incomplete_and_what_came_counts(fault: str) -> None:
    reply, reason = FAULTS[fault]
    portal = Portal.of(*SIX, most=3)
    portal.before = lambda number, action: reply if number >= 1 else None
    with serving(portal) as served:
        contents = served.read()
        assert keys(contents) == "123"
    assert str(contents.incomplete).startswith("the packages from number 3 on could not be read: ")
    assert reason in str(contents.incomplete)
    assert (contents.letter is not None) == (fault == "refused")


@pytest.mark.parametrize("fault", [one for one in FAULTS if one not in ("gone", "unsuccessful")])
def test_fault__at_the_beginning_fails_with_a_plain_reason(fault: str) -> None:
    reply, reason = FAULTS[fault]
    portal = Portal.of(*SIX)
    portal.before = lambda number, action: reply
    with serving(portal) as served:
        contents = served.read()
    assert reason in str(contents.failed)
    assert contents.unopened == (fault in ("refused", "conflict", "broken"))


def test_fault__an_action_that_fails_says_why() -> None:
    portal = Portal.of(absent={"package_list"})
    portal.before = lambda number, action: FAULTS["unsuccessful"][0] if number == 0 else None
    with serving(portal) as served:
        assert str(served.read().failed) == "the action package_search failed: Solr is down"


def test_fault__words_of_a_portal_that_may_be_a_mark_are_not_repeated() -> None:
    portal = Portal.of(absent={"package_list"})
    reply = http(b'{"success": false, "error": "the dataset has secrecy MAT"}')
    portal.before = lambda number, action: reply if number == 0 else None
    with serving(portal) as served:
        assert str(served.read().failed) == "the action package_search failed without a reason"


def test_fault__words_of_a_portal_that_no_database_holds_are_replaced() -> None:
    portal = Portal()
    body = b'{"success": false, "error": {"message": "a\\ud800b\\u0000c"}}'
    portal.before = lambda number, action: http(body)
    with serving(portal) as served:
        failed = served.read().failed
    assert "\0" not in str(failed)
    assert str(failed).encode()


def test_fault__an_address_without_any_action_is_no_portal() -> None:
    with serving(Portal.of(absent={"package_search", "package_list"})) as served:
        served.portal.before = lambda number, action: http(b"", "404 Not Found")
        contents = served.read()
    assert f"neither package_search nor package_list answers at {PORTAL}" in str(contents.failed)
    assert contents.unopened


def test_fault__too_many_requests_are_asked_again_when_the_portal_says() -> None:
    portal = Portal.of(*SIX, most=3)
    reply = http(b"", "429 Too Many Requests", "Retry-After: 7")
    portal.before = lambda number, action: reply if number == 1 else None
    with serving(portal) as served:
        contents = served.read()
        assert (keys(contents), contents.incomplete) == ("123456", None)
        assert served.door._clock._now >= 1007  # type: ignore[attr-defined]


def test_fault__robots_that_forbid_the_api_leave_a_letter() -> None:
    with serving(Portal.of(*SIX), robots=http(b"User-agent: *\nDisallow: /api/\n")) as served:
        contents = served.read()
    assert "robots.txt does not allow" in str(contents.failed)
    assert contents.letter is not None


# ---------------------------------------------------------------- what is left out


def test_standing__what_is_not_public_is_left_out_and_counted() -> None:
    left = (
        package("2", private=True),
        package("3", state="draft"),
        package("4", state="deleted"),
        package("5", type="harvest"),
        package("6", private="true"),
    )
    with serving(Portal.of(SIX[0], *left)) as served:
        contents = served.read()
        assert (keys(contents), contents.incomplete) == ("1", None)
    assert [one for one in codes(contents) if "left out" in one] == [
        "2 packages are private and were left out.",
        "1 package is a draft and was left out.",
        "1 package is deleted and was left out.",
        "1 package describes no dataset, such as a harvest source or a showcase, and was left out.",
    ]


def test_standing__an_unknown_state_is_not_read_and_makes_it_incomplete() -> None:
    with serving(Portal.of(SIX[0], package("2", state="embargoed"), package("3", state=7))) as served:
        contents = served.read()
        assert keys(contents) == "1"
    assert "2 packages have unknown states" in str(contents.incomplete)
    assert "'embargoed'" in str(contents.incomplete)


def test_standing__an_unclear_visibility_is_not_read_and_makes_it_incomplete() -> None:
    with serving(Portal.of(SIX[0], package("2", private="maybe"))) as served:
        contents = served.read()
        assert keys(contents) == "1"
    assert "does not say plainly whether it is private" in str(contents.incomplete)


def test_standing__of_a_repeated_field_the_narrowest_counts() -> None:
    text = json.dumps(package("2")).replace('"private": false', '"private": true, "private": false')
    reply = f'{{"success": true, "result": {{"count": 1, "results": [{text}]}}}}'.encode()
    portal = Portal()
    portal.before = lambda number, action: http(reply)
    with serving(portal) as served:
        assert keys(served.read()) == ""


@pytest.mark.parametrize("odd", [None, 7, [], {"title": "no id"}, {"id": 7}, {"id": ""}])
def test_packages__an_entry_without_an_id_makes_it_incomplete(odd: object) -> None:
    portal = Portal()
    reply = success({"count": 2, "results": [SIX[0], odd]})
    portal.before = lambda number, action: reply
    with serving(portal) as served:
        contents = served.read()
        assert keys(contents) == "1"
    assert "1 entry has no id and was not read" in str(contents.incomplete)


def test_packages__of_the_same_iri_count_once_with_the_marks_of_both() -> None:
    uri = {"key": "uri", "value": "https://e.vn/d"}
    first = package("1", extras=[uri])
    second = package("2", extras=[uri, {"key": "access_rights", "value": "NON_PUBLIC"}])
    with serving(Portal.of(first, second)) as served:
        (record,) = served.records().values()
    assert record.iri == "https://e.vn/d"
    assert b"access-right/NON_PUBLIC" in record.canonical.nquads
    assert b"Dataset 1" in record.canonical.nquads
    assert [one.code for one in record.findings] == ["ckan:described-again"]


AGAIN = {
    "secret": package("3", secrecy="MAT"),
    "private": package("3", private=True),
    "deleted": package("3", state="deleted"),
}


@pytest.mark.parametrize("again", AGAIN)
@pytest.mark.parametrize("is_first", [True, False])
def test_packages__of_one_id_that_come_twice_are_as_narrow_as_the_narrower(again: str, *, is_first: bool) -> None:
    both = [AGAIN[again], package("3")] if is_first else [package("3"), AGAIN[again]]
    portal = Portal()
    portal.before = lambda number, action: success({"count": 3, "results": [package("1"), package("2"), *both]})
    with serving(portal) as served:
        contents = served.read()
        left = {one.iri for one in contents.records} - set(contents.naming().refused)
    assert left == {iri("1"), iri("2")}


def test_packages__one_that_becomes_private_between_two_pages_is_left_out() -> None:
    portal = Portal.of(*SIX, most=3)

    def hide(number: int, action: str) -> None:
        if number == 1:
            portal.put(package("3", private=True))

    portal.before = hide
    with serving(portal) as served:
        contents = served.read()
        assert (keys(contents), contents.incomplete) == ("12456", None)
    assert "1 package is private and was left out." in codes(contents)


def test_packages__one_that_overlaps_says_nothing_twice() -> None:
    with serving(Portal.of(*SIX, most=3)) as served:
        contents = served.read()
        assert [found for one in contents.records for found in one.make().findings if "again" in found.code] == []


def test_packages__a_field_that_is_not_mapped_is_counted_once_per_package() -> None:
    odd = [{"key": "spatial_harvester", "value": "true"}]
    with serving(Portal.of(package("1", extras=odd), package("2", extras=odd, my_field="x"))) as served:
        contents = served.read()
        assert keys(contents) == "12"
    found = {one: code for one, code in codes(contents).items() if code == "ckan:unknown-field"}
    assert [one.partition(",")[0] for one in found] == [
        "2 packages have the field spatial_harvester",
        "1 package has the field my_field",
    ]


def test_packages__the_original_is_kept_without_counts_of_visitors() -> None:
    plain = package("1", extras=[{"key": "odd", "value": 1.50}])
    tracked = package("2", tracking_summary={"total": 12})
    with serving(Portal.of(plain, tracked)) as served:
        records = served.records()
    first, second = (records[iri(key)].source_bytes for key in "12")
    assert first is not None
    assert json.loads(first.data) == plain
    assert second is not None
    assert json.loads(second.data) == {key: one for key, one in tracked.items() if key != "tracking_summary"}


# ---------------------------------------------------------------- nothing moved


@pytest.mark.parametrize("is_dkan", [False, True])
def test_unmoved__when_every_answer_has_the_same_bytes(*, is_dkan: bool) -> None:
    absent = {"package_search"} if is_dkan else set()
    with serving(Portal.of(*SIX, most=3, is_dkan=is_dkan, absent=absent)) as served:
        first = served.read()
        again = served.read(known_documents(first))
        assert again.unmoved
        served.portal.put(package("6", "Another"))
        changed = served.read(known_documents(first))
        assert not changed.unmoved
        assert keys(changed) == "123456"


def test_unmoved__not_when_a_page_is_gone() -> None:
    with serving(Portal.of(*SIX, most=3)) as served:
        first = known_documents(served.read())
        del served.portal.packages[str(SIX[5]["id"])]
        assert not served.read(first).unmoved


def test_unmoved__not_when_a_page_that_is_as_it_was_is_followed_by_a_fault() -> None:
    with serving(Portal.of(*SIX, most=3)) as served:
        first = known_documents(served.read())
        served.portal.before = lambda number, action: FAULTS["html"][0] if number == 2 else None
        contents = served.read(first)
        assert (contents.unmoved, keys(contents)) == (False, "12345")


# ---------------------------------------------------------------- DKAN, and other portals without a search


def test_list__is_read_where_there_is_no_search() -> None:
    portal = Portal.of(*SIX, is_dkan=True, most=4, absent={"package_search"})
    with serving(portal) as served:
        contents = served.read()
        assert (keys(contents), contents.incomplete) == ("123456", None)
        assert [one.partition("?")[0] for one in served.asked] == [
            "package_search",
            "package_list",
            "current_package_list_with_resources",
            "package_show",
            "package_show",
            "package_list",
        ]


def test_list__packages_are_asked_for_one_by_one_if_there_is_nothing_else() -> None:
    absent = {"package_search", "current_package_list_with_resources"}
    with serving(Portal.of(*SIX, absent=absent)) as served:
        contents = served.read()
        assert (keys(contents), contents.incomplete) == ("123456", None)


def test_list__is_read_where_the_search_fails_with_words() -> None:
    portal = Portal.of(*SIX)
    portal.before = lambda number, action: FAULTS["unsuccessful"][0] if action == "package_search" else None
    with serving(portal) as served:
        contents = served.read()
        assert (keys(contents), contents.incomplete, contents.quarantined) == ("123456", None, ())


def test_list__words_of_dkan_are_understood() -> None:
    odd = package("1", state="Active", private="Published", type="Dataset")
    with serving(Portal.of(odd, is_dkan=True, absent={"package_search"})) as served:
        assert keys(served.read()) == "1"


def test_list__a_package_that_is_deleted_before_it_is_asked_for_is_gone() -> None:
    portal = Portal.of(*SIX, absent={"package_search", "current_package_list_with_resources"})
    portal.before = lambda number, action: portal.packages.pop(str(SIX[3]["id"]), None) and None
    portal.number = -1

    def delete(number: int, action: str) -> None:
        if action == "package_show":
            portal.packages.pop(str(SIX[3]["id"]), None)

    portal.before = delete
    with serving(portal) as served:
        contents = served.read()
        assert (keys(contents), contents.incomplete) == ("12356", None)


def test_list__a_package_that_is_added_meanwhile_is_read() -> None:
    portal = Portal.of(*SIX[:3], absent={"package_search", "current_package_list_with_resources"})

    def add(number: int, action: str) -> None:
        if action == "package_show":
            portal.put(SIX[3])

    portal.before = add
    with serving(portal) as served:
        contents = served.read()
        assert (keys(contents), contents.incomplete) == ("1234", None)


def test_list__a_package_that_stays_listed_and_cannot_be_read_makes_it_incomplete() -> None:
    portal = Portal.of(*SIX, absent={"package_search", "current_package_list_with_resources"})
    portal.before = lambda number, action: http(b"", "404 Not Found") if action == "package_show" else None
    with serving(portal) as served:
        contents = served.read()
    assert "6 listed packages could not be read, the first is dataset-1" in str(contents.incomplete)


def test_list__another_package_than_the_one_asked_for_is_not_that_one() -> None:
    portal = Portal.of(*SIX, absent={"package_search", "current_package_list_with_resources"})
    portal.before = lambda number, action: success(SIX[0], action) if action == "package_show" else None
    with serving(portal) as served:
        contents = served.read()
        assert keys(contents) == "1"
    assert "5 listed packages could not be read, the first is dataset-2" in str(contents.incomplete)


def test_list__that_is_empty_when_it_is_asked_for_again_makes_it_incomplete() -> None:
    portal = Portal.of(*SIX, absent={"package_search", "current_package_list_with_resources"})

    def fail(number: int, action: str) -> bytes | None:
        if action == "package_list" and number > 1:
            return success([], action)
        return http(b"", "404 Not Found") if action == "package_show" and number > 4 else None

    portal.before = fail
    with serving(portal) as served:
        contents = served.read()
        assert keys(contents)
    assert "the list of packages could not be read again" in str(contents.incomplete)


def test_list__a_name_that_cannot_be_sent_makes_it_incomplete() -> None:
    portal = Portal.of(*SIX, absent={"package_search"})
    body = b'{"success": true, "result": ["dataset-1", "\\ud800", "a\\u0000"]}'
    portal.before = lambda number, action: http(body) if action == "package_list" else None
    with serving(portal) as served:
        contents = served.read()
    str(contents.incomplete).encode()
    assert "2 listed packages could not be read" in str(contents.incomplete)
    assert "\0" not in repr(contents.incomplete and contents.incomplete.facts)


def test_list__that_cannot_be_read_again_makes_it_incomplete() -> None:
    portal = Portal.of(*SIX, absent={"package_search"})
    portal.before = lambda number, action: HTML if action == "package_list" and number > 1 else None
    with serving(portal) as served:
        contents = served.read()
        assert keys(contents) == "123456"
    assert "the list of packages could not be read again" in str(contents.incomplete)


# ---------------------------------------------------------------- a look at it


def test_look__reads_one_page_and_says_so() -> None:
    with serving(Portal.of(*SIX, most=2)) as served:
        contents = served.read(pages=1)
        assert keys(contents) == "12"
        assert served.asked == ["package_search?rows=100&start=0&sort=id+asc&facet=false"]
    assert str(contents.incomplete) == "only the first 1 page was visited; there are more"
    assert (contents.is_paged, contents.page_count) == (True, 3)


def test_look__of_a_portal_without_a_search_asks_for_no_single_package() -> None:
    with serving(Portal.of(*SIX, most=2, absent={"package_search"})) as served:
        contents = served.read(pages=1)
        assert keys(contents) == "12"
        assert not any(one.startswith("package_show") for one in served.asked)
    assert contents.incomplete is not None


def test_pages__say_what_each_brought() -> None:
    with serving(Portal.of(*SIX, most=3)) as served:
        contents = served.read()
    assert [one.datasets for one in contents.pages] == [3, 2, 1]
    assert [one.status for one in contents.pages] == [200] * 3
    assert sum(one.requests for one in contents.pages) == len(served.server.asked)


def test_places__are_the_addresses_that_were_asked() -> None:
    with serving(Portal.of(*SIX)) as served:
        (record, *_) = served.records().values()
    assert record.places == (f"{ROOT}package_search?rows={portal_reading.ROWS}&start=0&sort=id+asc&facet=false",)
