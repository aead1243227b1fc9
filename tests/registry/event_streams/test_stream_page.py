"""One page, taken apart."""

from __future__ import annotations

import pytest

from danhmuc.registry.event_streams.stream_page import StreamPage, StreamSettings, read_page
from danhmuc.vocab.errors import DocumentError
from danhmuc.vocab.terms import DCT

from .stream_web import PREFIXES, START, activity, dataset


def read(text: str) -> StreamPage:
    return read_page(f"{PREFIXES}{text}".encode(), place=START, base=START)


def described(page: StreamPage) -> list[set[str]]:
    """The IRIs that each member describes, by their ends."""
    return [
        {str(one)[1:-1].rpartition("/")[2] for one in member.payload if not str(one).startswith("_")}
        for member in page.members
    ]


def test_page__the_graph_of_an_activity_is_what_it_describes() -> None:
    page = read(
        activity("a", "Create", "d1", 1, dataset("d1", "a")) + activity("b", "Update", "d1", 2, dataset("d1", "b"))
    )
    assert described(page) == [{"d1"}, {"d1"}]
    assert all(member.is_activity for member in page.members)
    assert not any("d1" in str(subject) for subject in page.outside)


def test_page__a_graph_named_after_the_object_is_it_too() -> None:
    page = read(activity("a", "Create", "d1", 1) + f":d1 {{ {dataset('d1', 'a')} }}")
    assert described(page) == [{"d1"}]


def test_page__beside_its_triples_a_member_has_what_it_leads_to() -> None:
    page = read(
        f"<{START}> tree:member :d1 , :d2 . :d1 a dcat:Dataset ; dct:publisher :o ; dct:relation :d2 ;"
        " dcat:distribution [ dct:title 'x' ] ."
        " :d2 a dcat:Dataset ; dct:publisher :o . :o a foaf:Agent ; foaf:page <> . :p a foaf:Agent ."
    )
    assert described(page) == [{"d1", "o"}, {"d2", "o"}]
    assert {str(one) for one in page.outside if "e.vn" in str(one)} == {"<https://e.vn/p>"}


def test_page__other_graphs_are_as_if_they_were_none() -> None:
    page = read(f":g {{ <{START}> tree:relation [ tree:node <2> ] ; tree:member :d1 . }} :d1 a dcat:Dataset .")
    assert (page.links, described(page)) == ((f"{START.rpartition('/')[0]}/2",), [{"d1"}])


def test_page__says_how_its_stream_is_to_be_read() -> None:
    page = read(f"<{START}> ldes:timestampPath dct:modified ; ldes:versionOfPath dct:isVersionOf .")
    wanted = StreamSettings(timestamp_path=DCT.modified, version_of_path=DCT.isVersionOf)
    assert (page.settings, bool(page.settings), bool(StreamSettings())) == (wanted, True, False)


@pytest.mark.parametrize(
    ("policy", "forgets"),
    [
        ("[ a ldes:LatestVersionSubset ; ldes:amount 1 ]", False),
        ("[ a ldes:LatestVersionSubset ; ldes:amount 0 ]", True),
        ("[ a ldes:DurationAgoPolicy ]", True),
        ("[ a ldes:LatestVersionSubset , ldes:PointInTimePolicy ]", True),
        (":unknown", True),
        ("'all'", True),
    ],
)
def test_page__a_policy_that_is_not_understood_may_forget(policy: str, *, forgets: bool) -> None:
    assert read(f"<{START}> ldes:retentionPolicy {policy} .").settings.forgets is forgets


def test_page__a_path_of_several_steps_is_not_understood() -> None:
    assert not read(f"<{START}> ldes:timestampPath ( dct:a dct:b ) .").settings


def test_page__one_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(DocumentError):
        read("<a")
