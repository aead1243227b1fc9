"""Whatever a person writes is read or refused in one line, and finds what a plain reading of the rules finds."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from danhmuc.registry import Registry, source_at
from danhmuc.registry.record.search_words import QueryTerm, read_query
from danhmuc.registry.record.summary import summary_of
from danhmuc.registry.store.tables import graphs, records
from danhmuc.vocab.errors import UsageError

from ...conftest import examples

if TYPE_CHECKING:
    from ...conftest import Fill, RegistryCopy

PREFIXES = """
@base <https://e.vn/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
"""
RECORDS = r"""
<1> a dcat:Dataset ; dct:title "Đất a'b \\ c" ; dcat:keyword "zq", "a b", "OR AND NOT" ; dct:identifier "zq.1/a" .
<2> a dcat:Dataset ; dct:title "zq a" ; dct:description "đất b' \" c:* & | ! <-> NEAR(a b) a-b title" .
<3> a dcat:Dataset ; dct:title "a b zq" ; dct:identifier "A-1.b", "zq:1" ; dct:description "c a  b. dat-dai ok" .
<4> a dcat:Dataset ; dct:description "zq zq b a ß İ ﬁ 東京" .
"""
WORDS = ("a", "b", "c", "zq", "dat", "Đất", "z", "OR", "NOT", "near", "a-b", "zq.1", "zq.1/a", "a-1.b", "title", "東京")
SIGNS = ("-", "*", '"', " ", "'", "\\", ":", "(", ")", "&", "|", "!", "<->", "^", "{title}:", "+", "\0", "\ud800", "=")

PIECES = st.lists(st.sampled_from((*WORDS, *SIGNS, " ", " ", " ")), max_size=12).map("".join)
QUERIES = st.lists(
    st.tuples(
        st.sampled_from(("", "", "", "-")),
        st.one_of(
            st.sampled_from(WORDS),
            st.sampled_from(WORDS).map(lambda word: word + "*"),
            st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda words: f'"{" ".join(words)}"'),
        ),
    ).map("".join),
    min_size=1,
    max_size=4,
).map(" ".join)


def fill(url: str, folder: Path) -> None:
    path = folder / "a.ttl"
    path.write_text(PREFIXES + RECORDS, encoding="utf-8")
    with Registry.open(url, create=True) as opened:
        opened.plan(source_at(str(path)), profile="none").apply(by="test")


@pytest.fixture
def registry(copy_registry: Callable[[Fill], RegistryCopy]) -> Iterator[Registry]:
    with Registry.open(copy_registry(fill).url) as opened:
        yield opened


ANY = settings(max_examples=examples(90), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(text=st.one_of(PIECES, st.text(max_size=20)))
@ANY
def test_search__no_text_is_read_by_a_database(registry: Registry, text: str) -> None:
    if not text.strip():
        return
    if _is_readable(text):
        assert [row.iri for row in registry.records(text=text)] == _found_plainly(registry, text)
    else:
        with pytest.raises(UsageError, match=r"\A[^\n]*\Z"):
            registry.records(text=text)


def _is_readable(text: str) -> bool:
    try:
        return bool(read_query(text).terms)
    except UsageError:
        return False


@given(text=QUERIES)
@ANY
def test_search__finds_what_the_rules_say(registry: Registry, text: str) -> None:
    if not _is_readable(text):  # it only excludes
        return
    assert [row.iri for row in registry.records(text=text)] == _found_plainly(registry, text)


def _found_plainly(registry: Registry, text: str) -> list[str]:
    """What is found by looking at the words of each record; no code of the records here has a label."""
    query = read_query(text)
    found = []
    with registry._database.reading() as connection:
        rows = connection.execute(
            select(records.c.iri, records.c.title, graphs.c.body).join(graphs, graphs.c.digest == records.c.digest)
        ).all()
    for iri, title, body in rows:
        fields = [line.split(" ") for line in summary_of(iri, zlib.decompress(body)).search.split("\n")]
        if any(_has(fields, term) for term in query.excluded):
            continue
        rank = next(
            (
                number
                for number, some in enumerate((fields[:1], fields[:2], fields))
                if all(_has(some, term) for term in query.terms)
            ),
            None,
        )
        if rank is not None:
            found.append((rank, title is None, title or "", iri))
    return [iri for *_, iri in sorted(found)]


def _has(fields: Sequence[Sequence[str]], term: QueryTerm) -> bool:
    wanted = [term.words] + ([(term.whole,)] if term.whole is not None else []) + [(code,) for code in term.codes]
    return any(
        _is_at(line[start : start + len(words)], words, is_prefix=term.is_prefix)
        for line in fields
        for words in wanted
        for start in range(len(line))
    )


def _is_at(there: Sequence[str], words: Sequence[str], *, is_prefix: bool) -> bool:
    if len(there) != len(words) or list(there[:-1]) != list(words[:-1]):
        return False
    return there[-1].startswith(words[-1]) if is_prefix else there[-1] == words[-1]
