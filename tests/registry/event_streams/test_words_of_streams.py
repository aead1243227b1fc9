"""Words that must not stay: what streams said of things that are marked as state secrets, or were purged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from danhmuc.registry import source_at
from danhmuc.vocab.errors import RegistryError

from .stream_web import START, StreamWeb, activity, at, dataset, distribution, page, put, without_proxies

_WORDS = "Danh sách ông Ngạn"
_SECRET = ' ; dmv:secrecy "MAT"'


@pytest.fixture
def web(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[StreamWeb]:
    without_proxies(monkeypatch)
    with StreamWeb(sqlite_url).open() as made:
        yield made


def _kept(web: StreamWeb) -> list[str]:
    """The pages whose bytes are stored, by the end of their addresses."""
    return sorted(place.rpartition("/")[2] for place in web.registry.harvests.raw_documents("stream"))


def test_secret__older_descriptions_of_it_are_not_kept_in_bytes(web: StreamWeb) -> None:
    web.publish(
        {
            "stream": page(put(2, "d1", dataset("d1", "b", more=_SECRET), "Update"), links=("2", "3")),
            "2": page(put(1, "d1", dataset("d1", _WORDS))),
            "3": page(put(1, "d2", dataset("d2", "c"))),
        }
    )
    web.harvest()
    assert (web.titles(), _kept(web)) == ({"d2": "c"}, ["3"])


def test_secret__pages_of_earlier_visits_that_describe_it_are_deleted(web: StreamWeb) -> None:
    web.publish(
        {
            "stream": page(put(2, "d2", dataset("d2", "c")), links=("2",)),
            "2": page(put(1, "d1", dataset("d1", _WORDS))),
        },
        immutable=("2",),
    )
    web.harvest()
    assert _kept(web) == ["2", "stream"]
    web.publish(
        {
            "stream": page(put(2, "d2", dataset("d2", "c")), links=("2", "3")),
            "3": page(put(3, "d1", dataset("d1", "b", more=_SECRET), "Update")),
        }
    )
    web.harvest()
    assert _kept(web) == ["stream"]


def test_secret__an_incomplete_run_forgets_bytes_of_earlier_ones(web: StreamWeb) -> None:
    before = (put(1, "d1", dataset("d1", _WORDS)), put(2, "d2", dataset("d2", "c")))
    web.publish({"stream": page(*before, links=("2",)), "2": page()})
    web.harvest()
    secret = put(3, "d1", dataset("d1", "b", more=_SECRET), "Update")
    web.publish({"stream": page(*before, links=("2", "3")), "2": page(secret)})
    assert (web.harvest().state, _kept(web)) == ("incomplete", [])


def test_purge__takes_pages_with_older_descriptions(web: StreamWeb) -> None:
    web.publish(
        {
            "stream": page(put(2, "d1", dataset("d1", "b"), "Update"), links=("2", "3")),
            "2": page(put(1, "d1", dataset("d1", _WORDS))),
            "3": page(put(1, "d2", dataset("d2", "c"))),
        }
    )
    web.harvest()
    web.registry.purge("https://e.vn/d1", by="An", reason="Bản án")
    assert _kept(web) == ["3"]
    web.harvest()
    assert _kept(web) == ["3"]
    web.harvest()
    assert _kept(web) == ["3"]


def _status(web: StreamWeb) -> dict[str, tuple[str, bool]]:
    """Presence of each record, and whether it is marked, by the end of its IRI."""
    return {row.iri.rpartition("/")[2]: (row.presence, row.is_secret) for row in web.registry.records()}


@pytest.mark.parametrize("time", [3, None])
def test_secret__a_mark_on_what_is_deleted_counts(web: StreamWeb, time: int | None) -> None:
    before = (put(1, "d1", dataset("d1", "a")), put(2, "d2", dataset("d2", "c")))
    web.publish({"stream": page(*before)})
    web.harvest()
    web.publish({"stream": page(*before, activity("x", "Delete", "d1", time, ':d1 dmv:secrecy "MAT"'))})
    report = web.harvest()
    assert web.codes(report)[0] == "harvest:state-secret"
    assert _status(web)["d1"][1]
    assert (_kept(web), _status(web)["d2"]) == ([], ("present", False))


@pytest.mark.parametrize("mark", ['<#a1> dmv:secrecy "MAT" .', '<#a1> { <#a1> dmv:secrecy [ skos:notation "MAT" ] }'])
def test_secret__a_mark_on_an_activity_or_its_graph_is_one_on_what_it_describes(web: StreamWeb, mark: str) -> None:
    skos = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
    web.publish({"stream": page(put(1, "d1", dataset("d1", "a")), put(2, "d2", dataset("d2", "c")), f"{skos} {mark}")})
    report = web.harvest()
    assert "harvest:state-secret" in web.codes(report)
    assert (web.titles(), _kept(web)) == ({"d2": "c"}, [])


@pytest.mark.parametrize("mark", [' ; <https://o.vn/doMat> "MAT"', ' ; dct:accessRights "Tối mật"'])
@pytest.mark.parametrize("time", [1, None])
def test_secret__what_looks_like_a_mark_counts_where_it_may_be_newer(
    web: StreamWeb, mark: str, time: int | None
) -> None:
    seeming = activity("a0", "Update", "d1", time, dataset("d1", "b", more=mark))
    web.publish({"stream": page(put(1, "d1", dataset("d1", "a")), seeming)})
    web.harvest()
    assert [one.title for one in web.registry.records()] == ["b"]


_VERSIONS = f"<{START}> ldes:timestampPath dct:issued ; ldes:versionOfPath dct:isVersionOf ."


def _version(number: int, thing: str, title: str, more: str = "") -> str:
    """A member that is a version of a thing, instead of an activity."""
    about = f'a dcat:Dataset ; dct:isVersionOf :{thing} ; dct:issued {at(number)} ; dct:title "{title}"@vi{more}'
    return f"<{START}> tree:member <#v{number}> . <#v{number}> {about} .\n"


def test_secret__older_versions_of_it_are_not_kept_in_bytes(web: StreamWeb) -> None:
    newest = _version(2, "d1", "b", _SECRET)
    web.publish({"stream": page(newest, links=("2",), more=_VERSIONS), "2": page(_version(1, "d1", _WORDS))})
    web.harvest()
    assert (web.titles(), _kept(web)) == ({}, [])


def test_secret__older_descriptions_of_its_parts_are_not_kept_in_bytes(web: StreamWeb) -> None:
    part = put(2, "x1", distribution("x1", "neu"), "Update")
    web.publish(
        {
            "stream": page(part, put(3, "d1", dataset("d1", "b", "x1", more=_SECRET)), links=("2",)),
            "2": page(put(1, "x1", distribution("x1", _WORDS))),
        }
    )
    web.harvest()
    assert (web.titles(), _kept(web)) == ({}, [])


def test_purge__takes_pages_with_older_versions(web: StreamWeb) -> None:
    newest = _version(2, "d1", "b")
    web.publish({"stream": page(newest, links=("2",), more=_VERSIONS), "2": page(_version(1, "d1", _WORDS))})
    web.harvest()
    web.registry.purge("https://e.vn/d1", by="An", reason="Bản án")
    assert _kept(web) == []
    web.harvest()
    assert _kept(web) == []


def test_plan__with_words_of_what_was_purged_since_is_refused(web: StreamWeb, tmp_path: Path) -> None:
    before = (_version(1, "d1", _WORDS), _version(2, "d2", "c"))
    web.publish({"stream": page(*before, more=_VERSIONS)})
    web.harvest()
    web.publish({"stream": page(*before, _version(3, "d3", "e"), more=_VERSIONS)})
    with web.registry.harvests.plan_file(tmp_path / "plans") as file:
        file.add(web.registry.plan(source_at(START, "ldes"), profile="none"))
    web.registry.purge("https://e.vn/d1", by="An", reason="Bản án")
    (plan,) = web.registry.harvests.read_plans(tmp_path / "plans")
    with pytest.raises(RegistryError, match="purged"):
        plan.apply()
    assert _kept(web) == []
