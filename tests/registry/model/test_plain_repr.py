"""Objects are shown so that people can read them, and nothing that a document says becomes markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danhmuc.registry import (
    Agent,
    Catalog,
    Checksum,
    ContactPoint,
    Dataset,
    Distribution,
    Location,
    PeriodOfTime,
    Resource,
    Text,
)
from danhmuc.registry.model.notebook import html_of
from danhmuc.vocab import concepts

EX = "https://data.example.vn/id/"
VOID = {"br", "hr", "img", "input", "meta", "link"}
ALLOWED = {
    *("style", "div", "table", "caption", "tbody", "tr", "th", "td", "ul", "li"),
    *("details", "summary", "a", "b", "i", "small", "span"),
}
INLINE_ONLY = {"a", "b", "i", "small", "span"}


class Page(HTMLParser):
    """What a browser sees: elements, the text outside the style, links; elements must close in their order."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.titles: dict[str, str] = {}
        self.headers: list[str] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not (self.open and self.open[-1] in INLINE_ONLY and tag not in INLINE_ONLY), (self.open, tag)
        self.open.append(tag)
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]
        self._title = dict(attrs).get("title") or ""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "style":
            return
        self.texts.append(data)
        if self.open and self.open[-1] == "th":
            self.headers.append(data)
            self.titles[data] = self._title

    @property
    def text(self) -> str:
        """All that is read."""
        return "\n".join(self.texts)


def shown(one: Resource) -> Page:
    """The table of an object."""
    return Page(html_of(one))


# ---------------------------------------------------------------- as text


def test_repr__is_what_the_constructor_takes() -> None:
    one = Dataset(
        EX + "rice",
        title={"vi": "Lúa", "en": ["Rice", "Paddy"]},
        themes=["ENVI"],
        accrual_periodicity="MONTHLY",
        issued="2026",
        distributions=[Distribution(byte_size=0)],
        extra={"schema:isAccessibleForFree": True, "schema:version": 2},
    )
    assert eval(repr(one), {"Dataset": Dataset, "Distribution": Distribution}) == one


@pytest.mark.parametrize(
    ("token", "field"),
    [
        ("frequency", "accrual_periodicity"),
        ("access-right", "access_rights"),
        ("sharing-nature", "sharing_nature"),
        ("hvd-category", "hvd_categories"),
        ("data-theme", "themes"),
        ("theme", "themes"),
        ("language", "languages"),
    ],
)
def test_repr__shows_codes_that_the_field_takes(token: str, field: str) -> None:
    for item in concepts.load(token):
        one = Dataset(**{field: item.iri})  # type: ignore[arg-type]
        assert repr(item.code) in repr(one)
        assert eval(repr(one), {"Dataset": Dataset}).diff(one).changes == ()


def test_repr__shows_media_types_and_checksums_by_code() -> None:
    one = Distribution(media_type="text/csv", checksum=Checksum(algorithm="sha256", checksum_value="00"))
    assert repr(one).split(",\n") == [
        "Distribution(media_type='text/csv'",
        "             checksum=Checksum(algorithm='sha256', …))",
    ]


def test_repr__shows_items_of_unknown_lists_in_full() -> None:
    assert repr(Dataset(themes="https://lists.example/ENVI")) == "Dataset(themes=['https://lists.example/ENVI'])"


def test_repr__cuts_what_is_long() -> None:
    one = Dataset(EX + "x", title="a" * 5_000, keywords=[str(number) for number in range(1_000)])
    assert len(repr(one)) < 300
    assert "… 1,000 in all" in repr(one)
    assert "aaaa…" in repr(one)


def test_repr__of_nothing_is_short() -> None:
    assert repr(Dataset()) == "Dataset()"
    assert repr(Resource(EX + "x")) == f"Resource('{EX}x')"


def test_repr__loads_no_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Dataset(EX + "x", themes="http://publications.europa.eu/resource/authority/data-theme/ENVI")

    def refuse(_: str) -> None:
        raise AssertionError("a list was asked for")

    monkeypatch.setattr(concepts, "concept_at", refuse)
    monkeypatch.setattr(concepts, "load", refuse)
    assert "'ENVI'" in repr(one)


MISPLACED = Dataset.parse(
    f"""
    @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
    <{EX}x> a dcat:Dataset ; dct:title "x" ; dct:publisher "Sở <Y>\\ntế" ; dcat:theme "ENVI"@en .
    """
)


def test_repr__tells_misplaced_values_behind_what_the_constructor_takes() -> None:
    assert repr(MISPLACED).split("\n") == [
        f"Dataset('{EX}x',",
        "        title='x')  # misplaced: themes=['ENVI'@en], publisher=['Sở <Y>\\ntế']",
    ]
    assert eval(repr(MISPLACED), {"Dataset": Dataset}) == Dataset(EX + "x", title="x")


def test_html__has_a_row_for_misplaced_values() -> None:
    page = shown(MISPLACED)
    assert page.headers == ["title", "themes", "publisher"]
    assert page.titles["publisher"] == "No value that this field takes: dct:publisher, foaf:Agent"
    assert "Sở <Y>\ntế" in page.texts
    nested = shown(Dataset(relations=MISPLACED))
    assert "Sở <Y>\ntế" in nested.texts


# ---------------------------------------------------------------- in notebooks


def test_html__has_a_row_for_every_field_that_says_something() -> None:
    page = shown(Dataset(EX + "rice", title="Lúa", keywords="lúa", extra={"schema:isAccessibleForFree": True}))
    assert page.headers == ["title", "keywords", "schema:isAccessibleForFree"]
    assert page.titles["title"].startswith("Its name")
    assert "dct:title" in page.titles["title"]
    assert page.titles["schema:isAccessibleForFree"] == "http://schema.org/isAccessibleForFree"


def test_html__shows_zero_and_empty_texts() -> None:
    page = shown(Distribution(byte_size=0, title=""))
    assert page.headers == ["title", "byte_size"]
    assert "0" in page.texts


def test_html__of_nothing_says_so() -> None:
    assert "nothing is said of it" in shown(Dataset()).text


def test_html__tells_languages_and_gathers_keywords() -> None:
    html = html_of(Dataset(title={"vi": "Lúa", "en": "Rice"}, keywords={"vi": ["lúa", "gạo"], "en": "rice"}))
    assert '<div dir="auto" lang="vi"><i>vi</i> Lúa</div><div dir="auto" lang="en"><i>en</i> Rice</div>' in html
    assert '<div dir="auto" lang="vi"><i>vi</i> gạo, lúa</div>' in html


def test_html__names_items_of_lists_in_both_languages() -> None:
    page = shown(Dataset(themes="ENVI", accrual_periodicity="https://lists.example/SELDOM"))
    assert "ENVI" in page.texts
    assert "Môi trường – Environment" in page.texts
    assert "https://lists.example/SELDOM" in page.links


def test_html__names_nested_things_before_they_are_opened() -> None:
    one = Dataset(
        publisher=Agent(EX + "h57", name={"en": "Environment Office", "vi": "Sở Môi trường"}, identifier="H57.01"),
        contact_points=ContactPoint(email="lan@example.vn"),
        temporal=PeriodOfTime(start_date="2026-01", end_date="2026-12"),
        distributions=Distribution(download_url="https://data.example.vn/kk.csv", media_type="text/csv"),
    )
    summaries = [re.sub("<[^>]+>", "", each) for each in re.findall("<summary>(.*?)</summary>", html_of(one))]
    assert summaries == [
        "Sở Môi trường · H57.01 Agent",
        "lan@example.vn ContactPoint",
        "2026-01 · 2026-12 PeriodOfTime",
        "https://data.example.vn/kk.csv · text/csv Distribution",
    ]


def test_html__links_things_of_which_nothing_is_said() -> None:
    page = shown(Dataset(spatial=["https://places.example/1", "urn:place:2"]))
    assert page.links == ["https://places.example/1"]
    assert "urn:place:2" in page.texts


@pytest.mark.parametrize("iri", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "JAVASCRIPT:alert(1)"])
def test_html__links_nothing_that_runs(iri: str) -> None:
    page = shown(
        Dataset(iri, landing_pages=iri, image=iri, themes=iri, publisher=iri, extra={"schema:url": Resource(iri)})
    )
    assert page.links == []
    assert page.text.count(iri) > 3


def test_html__folds_long_texts_and_counts_many_values() -> None:
    page = shown(Dataset(description={"vi": "dài " * 500}, keywords=[f"k{number:02}" for number in range(100)]))
    assert "details" in page.elements
    assert "… 100 in all" in page.texts
    assert "k19" in page.text
    assert "k20" not in page.text


def test_html__stays_bounded_where_there_is_much() -> None:
    files = [Distribution(f"{EX}f{number}", title="tệp " * 40) for number in range(60)]
    wide = Catalog(
        EX + "all",
        datasets=[Dataset(f"{EX}{number}", title="x", samples=files, distributions=files) for number in range(100)],
    )
    assert len(html_of(wide)) < 400_000


def test_html__ends_where_things_lead_back_to_themselves() -> None:
    prefixes = "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . "
    one = f"<{EX}a> a dcat:Dataset ; dct:title 'a' ; dct:relation <{EX}b> . "
    other = f"<{EX}b> dct:title 'b' ; dct:relation <{EX}a> . "
    page = shown(Dataset.parse(prefixes + one + other))
    assert len(page.text) < 2_000


def test_html__takes_the_colours_of_its_page_and_fetches_nothing() -> None:
    html = html_of(Dataset(EX + "x", title="x"))
    style = html[: html.index("</style>")]
    assert set(re.findall(r"[a-z-]*color:([^;}]+)", style)) == {"inherit", "rgba(128,128,128,.7)"}
    assert not re.search(r"#[0-9a-fA-F]{3,6}\b|url\(|@import|position:", style)
    assert "@container" in style
    assert "@media print" in style


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30) | st.sampled_from(
    ["<script>alert(1)</script>", '" onload="x', "'><b>", "</style><script>", "]]>", "<!--", "&amp;", "{0}", "a\n\nb"]
)


@given(
    title=st.dictionaries(st.sampled_from(["", "vi", "en-GB"]), TEXTS, max_size=3),
    words=st.lists(TEXTS, max_size=3),
    name=TEXTS,
    wkt=TEXTS,
)
def test_html__makes_no_markup_of_what_documents_say(
    title: dict[str, str], words: list[str], name: str, wkt: str
) -> None:
    one = Dataset(
        EX + "x",
        title=title,
        keywords=words,
        publisher=Agent(name=name, identifier=name),
        spatial=Location(bbox=wkt),
        extra={"schema:comment": Text(name, "vi"), "schema:version": words},
    )
    page = shown(one)
    assert page.elements <= ALLOWED
    assert page.attributes <= {"class", "scope", "title", "dir", "lang", "href", "rel"}
    assert page.links == [EX + "x"]
    assert eval(repr(one).split("\n")[0].rstrip(",)") + ")", {"Dataset": Dataset}).iri == one.iri
