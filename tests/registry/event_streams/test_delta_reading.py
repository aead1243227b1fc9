"""What a delta tells, on top of what was known, is what a reading of the whole stream tells."""

from __future__ import annotations

from random import Random

import pytest

from danhmuc.registry import SourceContents

from ...conftest import seeds
from .page_door import PageDoor, Reader
from .stream_web import START, activity, dataset, distribution, page, put


def address(number: int) -> str:
    return START if number == 0 else f"{START}/{number}"


class Stream:
    """A stream that grows: closed pages do not change any more, the last one is open."""

    def __init__(self, *, members: int = 3, more: str = "") -> None:
        self.members = members
        self.more = more
        self.activities: list[list[str]] = [[]]

    def add(self, *activities: str) -> None:
        for one in activities:
            if len(self.activities[-1]) >= self.members:
                self.activities.append([])
            self.activities[-1].append(one)

    def door(self) -> PageDoor:
        pages = {}
        for number, listed in enumerate(self.activities):
            links = (address(number + 1),) if number + 1 < len(self.activities) else ()
            pages[address(number)] = page(*listed, links=links, more=self.more)
        return PageDoor(pages, {address(number) for number in range(len(self.activities) - 1)})


def whole(stream: Stream) -> Reader:
    fresh = Reader()
    fresh.read(stream.door(), anew=True)
    return fresh


def facts(reader: Reader) -> dict[str, tuple[str, str, str | None]]:
    """The role, the digest and the time of all that is described, by IRI."""
    return {iri: (one.role, one.digest, one.activity_at) for iri, one in reader.records.items()}


def read(reader: Reader, stream: Stream) -> SourceContents:
    contents = reader.read(stream.door())
    assert (contents.failed, contents.incomplete) == (None, None)
    assert facts(reader) == facts(whole(stream))
    return contents


def started(*activities: str, more: str = "", members: int = 3) -> tuple[Stream, Reader]:
    """A stream that was read once."""
    stream = Stream(more=more, members=members)
    stream.add(*activities)
    reader = Reader()
    assert not read(reader, stream).delta
    return stream, reader


def test_delta__has_what_has_changed_alone() -> None:
    stream, reader = started(*(put(n, f"d{n}", dataset(f"d{n}", f"Bộ {n}")) for n in range(1, 12)))
    stream.add(put(20, "d3", dataset("d3", "Mới"), "Update"), put(21, "d20", dataset("d20", "Thêm")))
    contents = read(reader, stream)
    assert contents.delta
    assert {one.iri for one in contents.records} == {"https://e.vn/d3", "https://e.vn/d20"}
    assert [one.place for one in contents.documents] == [address(3), address(4)]


def test_delta__does_not_look_at_pages_that_it_does_not_need() -> None:
    stream, reader = started(*(put(n, f"d{n}", dataset(f"d{n}", f"Bộ {n}")) for n in range(1, 31)))
    stream.add(put(40, "d4", dataset("d4", "Mới"), "Update"))
    door = stream.door()
    reader.read(door)
    # The first page, which says how the stream is to be read; that of the thing; and the open page as it was.
    assert reader.looked_at == {address(0), address(1), address(9)}
    assert door.asked == [START, address(9), address(10)]


def test_delta__a_part_that_changes_leads_to_the_record_that_has_it() -> None:
    stream, reader = started(
        put(1, "d1", dataset("d1", "a", "f1", "f2")),
        put(2, "d2", dataset("d2", "b", "f3")),
        put(3, "f1", distribution("f1", "CSV")),
        put(4, "f2", distribution("f2", "XML")),
        put(5, "f3", distribution("f3", "PDF")),
    )
    stream.add(put(9, "f1", distribution("f1", "CSV mới"), "Update"))
    contents = read(reader, stream)
    assert (contents.delta, [one.iri for one in contents.records]) == (True, ["https://e.vn/d1"])
    assert b"CSV m" in reader.records["https://e.vn/d1"].canonical.nquads


def test_delta__a_part_that_comes_later_than_its_record_is_found() -> None:
    stream, reader = started(put(1, "d1", dataset("d1", "a", "f1")), put(2, "d2", dataset("d2", "b")))
    stream.add(put(9, "f1", distribution("f1", "CSV")))
    assert [one.iri for one in read(reader, stream).records] == ["https://e.vn/d1"]


def test_delta__a_part_that_a_second_record_names_is_one_of_its_own() -> None:
    stream, reader = started(put(1, "d1", dataset("d1", "a", "f1")), put(2, "f1", distribution("f1", "CSV")))
    stream.add(put(9, "d2", dataset("d2", "b", "f1")))
    contents = read(reader, stream)
    assert contents.delta
    assert {one.iri[-2:]: one.role for one in contents.records} == {"f1": "node", "d1": "record", "d2": "record"}


def test_delta__a_part_that_is_deleted_leaves_its_record() -> None:
    stream, reader = started(
        put(1, "d1", dataset("d1", "a", "f1", "f2")),
        put(2, "f1", distribution("f1", "CSV")),
        put(3, "f2", distribution("f2", "XML")),
    )
    stream.add(activity("x", "Delete", "f1", 9))
    contents = read(reader, stream)
    assert (contents.delta, [one.iri for one in contents.deletions]) == (True, ["https://e.vn/f1"])
    assert b"CSV" not in reader.records["https://e.vn/d1"].canonical.nquads


def test_delta__a_deletion_is_told_once_and_ends_where_the_thing_is_described_again() -> None:
    stream, reader = started(put(1, "d1", dataset("d1", "a")), put(2, "d2", dataset("d2", "b")))
    stream.add(activity("x", "Delete", "d1", 3))
    contents = read(reader, stream)
    assert [(one.iri[-2:], one.at, one.place) for one in contents.deletions] == [
        ("d1", "2026-01-01T00:03:00.000000+00:00", START)
    ]
    stream.add(put(4, "d3", dataset("d3", "c")))
    assert read(reader, stream).deletions == ()
    stream.add(put(5, "d1", dataset("d1", "lại")))
    contents = read(reader, stream)
    assert (contents.delta, contents.deletions, [one.iri[-2:] for one in contents.records]) == (True, (), ["d1"])


def test_delta__what_is_older_than_what_is_known_changes_nothing() -> None:
    stream, reader = started(put(5, "d1", dataset("d1", "Mới")))
    stream.add(put(2, "d1", dataset("d1", "Cũ")), activity("x", "Delete", "d1", 3))
    contents = read(reader, stream)
    assert (contents.delta, contents.deletions) == (True, ())
    assert "Mới".encode() not in contents.documents[0].digest.encode()


def test_delta__nothing_is_applied_that_is_older_than_what_was_applied_from_pages_that_are_gone() -> None:
    stream, reader = started(put(1, "d2", dataset("d2", "b")))
    reader.applied["https://e.vn/d1"] = "2026-01-01T00:09:00.000000+00:00"
    stream.add(put(5, "d1", dataset("d1", "Cũ")), activity("x", "Delete", "d1", 6))
    contents = reader.read(stream.door())
    assert (contents.delta, list(contents.records), contents.deletions) == (True, [], ())


def test_delta__what_several_members_describe_is_united_again() -> None:
    agent = ' :o a foaf:Agent ; foaf:name "{}" .'
    stream, reader = started(
        put(1, "d1", dataset("d1", "a", more=" ; dct:publisher :o") + agent.format("Sở")),
        put(2, "d2", dataset("d2", "b", more=" ; dct:publisher :o") + agent.format("So")),
        put(3, "d3", dataset("d3", "c")),
    )
    stream.add(put(4, "d3", dataset("d3", "c", more=" ; dct:publisher :o") + agent.format("Sở"), "Update"))
    contents = read(reader, stream)
    assert contents.delta
    stream.add(put(5, "d2", dataset("d2", "b", more=" ; dct:publisher :o"), "Update"))
    assert read(reader, stream).delta
    assert '"So"' not in reader.records["https://e.vn/o"].canonical.nquads.decode()


def test_delta__something_that_is_described_no_more_is_left_to_a_whole_reading() -> None:
    stream, reader = started(put(1, "d1", dataset("d1", "a") + dataset("d9", "trong d1")))
    stream.add(put(3, "d1", dataset("d1", "a"), "Update"))
    assert not read(reader, stream).delta


def test_delta__a_record_that_slips_is_left_to_a_whole_reading() -> None:
    stream, reader = started(*(put(n, f"d{n}", dataset(f"d{n}", "a")) for n in range(1, 4)))
    stream.add(put(5, "d1", ":d1 a dcat:dataset .", "Update"))
    assert not read(reader, stream).delta


def test_delta__what_may_be_marked_as_a_secret_is_left_to_a_whole_reading() -> None:
    stream, reader = started(*(put(n, f"d{n}", dataset(f"d{n}", "a")) for n in range(1, 4)))
    stream.add(put(5, "d1", dataset("d1", "a", more=' ; dmv:secrecy "Mức C"'), "Update"))
    assert not read(reader, stream).delta


def test_delta__a_resource_without_an_iri_is_left_to_a_whole_reading() -> None:
    catalog = ':c a dcat:Catalog ; dcat:dataset [ a dcat:Dataset ; dct:title "{}" ] .'
    stream, reader = started(put(1, "c", catalog.format("a")))
    stream.add(put(2, "c", catalog.format("b"), "Update"))
    assert not read(reader, stream).delta


def test_delta__a_blank_node_that_two_activities_share_is_left_to_a_whole_reading() -> None:
    contact = " ; dcat:contactPoint _:c"
    stream, reader = started(
        put(1, "d1", dataset("d1", "a", more=contact) + " _:c foaf:name 'Lan' ."),
        put(2, "d2", dataset("d2", "b", more=contact)),
        members=2,
    )
    stream.add(put(3, "d1", dataset("d1", "a", more=" ; dct:publisher :o"), "Update"))
    assert not read(reader, stream).delta


def test_delta__a_thing_without_times_is_compared_on_every_page() -> None:
    plain = "<{0}> tree:member :d1 . :d1 a dcat:Dataset ; dct:title '{1}' ."
    stream, reader = started(plain.format(START, "a"), plain.format(START, "b"), members=1)
    stream.activities[1] = [plain.format(START, "c")]
    assert read(reader, stream).delta
    stream.activities[0] = [plain.format(START, "d")]
    assert read(reader, stream).delta


def test_delta__a_stream_that_is_to_be_read_otherwise_is_read_whole() -> None:
    stream, reader = started(put(1, "d1", dataset("d1", "a")))
    stream.more = f"<{START}> ldes:timestampPath dct:modified ."
    assert not read(reader, stream).delta


def test_delta__a_page_without_its_bytes_is_asked_for_again() -> None:
    stream, reader = started(*(put(n, f"d{n}", dataset(f"d{n}", "a")) for n in range(1, 8)))
    reader.without_bodies.add(address(1))
    stream.add(put(9, "d4", dataset("d4", "b"), "Update"))
    door = stream.door()
    assert reader.read(door).delta
    assert door.asked.count(address(1)) == 1
    assert facts(reader) == facts(whole(stream))


def test_delta__a_page_that_is_another_than_the_known_one_makes_it_incomplete() -> None:
    stream, reader = started(*(put(n, f"d{n}", dataset(f"d{n}", "a")) for n in range(1, 8)))
    reader.without_bodies.add(address(1))
    stream.activities[1][0] = put(4, "d4", dataset("d4", "lén đổi"))
    stream.add(put(9, "d4", dataset("d4", "b"), "Update"))
    contents = reader.read(stream.door())
    assert (contents.delta, contents.incomplete is not None) == (False, True)


def test_delta__a_stream_that_forgets_deletes_nothing_by_that() -> None:
    policy = f"<{START}> ldes:retentionPolicy [ a ldes:DurationAgoPolicy ] ."
    stream = Stream(more=policy)
    stream.add(put(1, "d1", dataset("d1", "a")), put(2, "d2", dataset("d2", "b")))
    reader = Reader()
    assert reader.read(stream.door()).delta
    stream.activities[0] = [put(2, "d2", dataset("d2", "b")), put(3, "d3", dataset("d3", "c"))]
    contents = reader.read(stream.door())
    assert (contents.delta, sorted(iri[-2:] for iri in reader.records)) == (True, ["d1", "d2", "d3"])


def test_delta__an_empty_one_is_no_failure() -> None:
    stream, reader = started(put(1, "d1", dataset("d1", "a")))
    stream.more = "<> dct:created '2026' ."
    contents = read(reader, stream)
    assert (contents.delta, list(contents.records), len(contents.documents)) == (True, [], 1)


def test_whole__what_is_to_be_read_otherwise_is_read_from_what_is_stored() -> None:
    """Only the open page and the first one are asked for, and one whose bytes are not stored."""
    stream, reader = started(*(put(n, f"d{n}", dataset(f"d{n}", "a")) for n in range(1, 14)))
    reader.without_bodies.add(address(2))
    door = stream.door()
    contents = reader.read(door, otherwise=True)
    assert (contents.unmoved, contents.delta, contents.incomplete) == (False, False, None)
    assert door.asked == [START, address(4), address(2)]
    assert facts(reader) == facts(whole(stream))
    assert len(contents.documents) == 5


# ---------------------------------------------------------------- any stream


def any_activity(random: Random, number: int) -> str:
    """One more activity of a small world in which things share parts, agents and records."""
    time = number if random.random() < 0.8 else random.randrange(number + 1)
    kind = random.choice(["Create", "Update", "Update", "Delete"])
    thing = random.choice(["d", "d", "d", "f", "f", "o", "r", "c"]) + str(random.randrange(1, 5))
    if kind == "Delete":
        return activity(f"a{number}", kind, thing, time)
    title = f"{thing} lúc {number}"
    if thing[0] == "d":
        named = [f"f{n}" for n in range(1, 5) if random.random() < 0.3]
        more = f' ; dct:publisher :o{random.randrange(1, 5)} ; dcat:contactPoint [ foaf:name "{title}" ]'
        payload = dataset(thing, title, *named, more=more)
        if random.random() < 0.3:
            payload += f' :o{random.randrange(1, 5)} a foaf:Agent ; foaf:name "Sở" .'
    elif thing[0] == "f":
        payload = distribution(thing, title)
    elif thing[0] == "o":
        payload = f':{thing} a foaf:Agent ; foaf:name "{title}" .'
    elif thing[0] == "r":
        topic = f"foaf:primaryTopic :d{random.randrange(1, 5)}"
        payload = f':{thing} a dcat:CatalogRecord ; {topic} ; dct:title "{title}" .'
    else:
        listed = " , ".join(f":d{n}" for n in range(1, 5) if random.random() < 0.6) or ":d1"
        payload = f':{thing} a dcat:Catalog ; dct:title "{title}" ; dcat:dataset {listed} .'
    return activity(f"a{number}", kind, thing, time, payload)


def run(seed: int, rounds: int) -> int:
    """Let a stream grow, and read it after each step; returns the number of deltas."""
    random = Random(seed)
    stream = Stream(members=random.randrange(1, 6))
    stream.add(*(any_activity(random, number) for number in range(1, 20)))
    reader = Reader()
    reader.read(stream.door())
    number, deltas = 20, 0
    for _ in range(rounds):
        for _ in range(random.randrange(1, 4)):
            stream.add(any_activity(random, number))
            number += 1
        contents = reader.read(stream.door())
        assert (contents.failed, contents.incomplete) == (None, None)
        assert facts(reader) == facts(whole(stream)), (seed, number)
        deltas += contents.delta
    return deltas


@pytest.mark.soak
def test_delta__is_what_the_whole_stream_tells_whatever_is_added() -> None:
    assert sum(run(seed, 8) for seed in range(4)) > 8


@pytest.mark.soak
def test_delta__is_what_the_whole_stream_tells_many_times() -> None:
    for seed in seeds(60):
        run(100 + seed, 15)
