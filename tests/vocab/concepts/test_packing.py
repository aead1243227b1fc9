"""What is packed comes back."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from danhmuc.vocab.concepts import CodeList, pack, unpack
from danhmuc.vocab.concepts.schemes import Draft

TEXTS = st.text(min_size=1, max_size=6)
TAGS = st.sampled_from(["vi", "en", "", "zh-hant"])
DRAFTS = st.builds(
    Draft,
    iri=TEXTS,
    code=TEXTS,
    labels=st.dictionaries(TAGS, TEXTS),
    alt_labels=st.dictionaries(TAGS, st.lists(TEXTS, min_size=1).map(tuple)),
    hidden_labels=st.lists(TEXTS).map(tuple),
    definitions=st.dictionaries(TAGS, TEXTS),
    broader_iris=st.lists(TEXTS).map(tuple),
    matches=st.dictionaries(st.sampled_from(["exact", "close"]), st.lists(TEXTS, min_size=1).map(tuple)),
    valid_from=st.none() | st.dates(),
    valid_until=st.none() | st.dates(),
    status=st.sampled_from(["active", "closed", "deprecated"]),
    replaced_by_iris=st.lists(TEXTS).map(tuple),
    source=st.none() | TEXTS,
)


@given(
    st.lists(DRAFTS, max_size=3),
    st.dictionaries(TAGS, TEXTS),
    st.none() | TEXTS,
    st.none() | st.dates(),
    st.none() | TEXTS,
    st.booleans(),
)
def test_unpack__gives_back_what_was_packed(
    drafts: list[Draft],
    titles: dict[str, str],
    source: str | None,
    snapshot: date | None,
    version: str | None,
    complete: bool,
) -> None:
    scheme = CodeList(
        drafts,
        token="trial",
        iri="http://a.example/",
        titles=titles,
        source=source,
        rights=titles,
        snapshot=snapshot,
        stated_version=version,
        is_complete=complete,
    )
    other = unpack(pack(scheme))
    assert [concept.draft() for concept in other] == [concept.draft() for concept in scheme]
    names = ("token", "iri", "titles", "source", "rights", "snapshot", "stated_version", "is_complete", "digest")
    assert [getattr(other, name) for name in names] == [getattr(scheme, name) for name in names]


def test_pack__is_one_line_a_concept() -> None:
    scheme = CodeList([Draft("http://a/1", "1", {"vi": "a\nb\u2028c"})], token="t", iri="http://a/")
    assert pack(scheme).split(b"\n")[1:] == ['{"code":"1","iri":"http://a/1","labels":{"vi":"a\\nb\u2028c"}}'.encode()]
