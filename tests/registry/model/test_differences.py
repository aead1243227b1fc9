"""What differs between two objects, for people and for programs."""

from __future__ import annotations

import time

import pytest

from danhmuc.registry import Agent, Checksum, Dataset, Difference, Distribution, Resource

PREFIXES = """
    @base <https://e.vn/> .
    @prefix : <https://e.vn/> .
    @prefix dcat: <http://www.w3.org/ns/dcat#> .
    @prefix dct: <http://purl.org/dc/terms/> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> .
"""
RICE = Dataset(
    "https://e.vn/rice",
    title={"vi": "Lúa"},
    keywords=["lúa", "gạo"],
    publisher=Agent("https://e.vn/a", name="Sở"),
    distributions=[
        Distribution(download_url="https://e.vn/rice.csv", checksum=Checksum(checksum_value="00")),
        Distribution("https://e.vn/x", byte_size=0),
    ],
)


def dataset(turtle: str) -> Dataset:
    return Dataset.parse(f"{PREFIXES} :d a dcat:Dataset . {turtle}", iri="https://e.vn/d")


def told(difference: Difference) -> list[tuple[str, str | None, tuple[str, ...], tuple[str, ...]]]:
    return [(change.subject, change.field, change.removed, change.added) for change in difference]


def test_diff__of_equal_objects_is_false_and_empty() -> None:
    same = RICE.diff(Dataset.parse(RICE.to("turtle"), iri=RICE.iri))
    assert not same
    assert (len(same), list(same), same.as_dict(), str(same)) == (0, [], [], "")


def test_diff__tells_each_property_with_what_went_and_what_came() -> None:
    other = RICE.replace(title={"vi": "Lúa gạo", "en": "Rice"}, keywords=["lúa"], identifier="1")
    assert told(RICE.diff(other)) == [
        ("https://e.vn/rice", "keywords", ('"gạo"',), ()),
        ("https://e.vn/rice", "identifier", (), ('"1"',)),
        ("https://e.vn/rice", "title", ('"Lúa"@vi',), ('"Lúa gạo"@vi', '"Rice"@en')),
    ]


def test_diff__as_text_has_a_line_for_each_value() -> None:
    other = RICE.replace(title={"vi": "Lúa gạo"}, extra={"https://e.vn/def#season": 2}).replace(
        publisher=Agent("https://e.vn/a", name="Sở Nông nghiệp")
    )
    assert str(RICE.diff(other)) == "\n".join(
        [
            "<https://e.vn/rice>",
            "  title",
            '    - "Lúa"@vi',
            '    + "Lúa gạo"@vi',
            "  https://e.vn/def#season",
            '    + "2"^^xsd:integer',
            "<https://e.vn/a>",
            "  foaf:name",
            '    - "Sở"',
            '    + "Sở Nông nghiệp"',
        ]
    )


def test_diff__as_dict_is_json() -> None:
    assert RICE.diff(RICE.replace(keywords=["lúa"])).as_dict() == [
        {
            "subject": "https://e.vn/rice",
            "property": "http://www.w3.org/ns/dcat#keyword",
            "field": "keywords",
            "removed": ['"gạo"'],
            "added": [],
        }
    ]


def test_diff__tells_a_nested_thing_with_its_holder() -> None:
    csv, other = sorted(RICE.distributions, key=lambda each: each.iri or "")
    assert csv.checksum is not None
    changed = csv.replace(checksum=csv.checksum.replace(checksum_value="ff"))
    (change,) = RICE.diff(RICE.replace(distributions=[changed, other]))
    assert (change.field, len(change.removed), len(change.added)) == ("distributions", 1, 1)
    assert '"00"^^xsd:hexBinary' in change.removed[0]
    assert '"ff"^^xsd:hexBinary' in change.added[0]
    assert change.removed[0].startswith("[ ")
    assert "dcat:downloadURL <https://e.vn/rice.csv>" in change.removed[0]


def test_diff__tells_a_thing_that_went_with_its_holder_and_by_itself() -> None:
    assert told(RICE.diff(RICE.replace(publisher=None))) == [
        ("https://e.vn/rice", "publisher", ("<https://e.vn/a>",), ()),
        ("https://e.vn/a", None, ("foaf:Agent",), ()),
        ("https://e.vn/a", None, ('"Sở"',), ()),
    ]


@pytest.mark.parametrize(
    "other",
    [
        RICE.replace(title={"vi": "Lúa gạo"}, publisher=None),
        RICE.replace(keywords=None, identifier="1", extra={"urn:p": [1, 2]}),
        RICE.replace(distributions=RICE.distributions[:1]),
        Dataset("https://e.vn/rice"),
        RICE,
    ],
)
def test_diff__is_the_same_backwards(other: Dataset) -> None:
    there, back = RICE.diff(other), other.diff(RICE)
    assert [(one, prop, added, removed) for one, prop, removed, added in _plain(there)] == _plain(back)


def _plain(difference: Difference) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    return [(change.subject, change.property, change.removed, change.added) for change in difference]


SAME = {
    "names of blank nodes": (
        ":d :p _:a , _:b . _:a :q 1 . _:b :q 2 ; :r _:a .",
        ":d :p _:y , _:x . _:x :q 2 ; :r _:y . _:y :q 1 .",
    ),
    "a circle of them": (
        ":d :p _:a . _:a :q _:b . _:b :q _:a ; :r 1 .",
        ":d :p _:b . _:b :q _:a . _:a :q _:b ; :r 1 .",
    ),
    "what is repeated": (":d :p 1 , 1 .", ":d :p 1 ."),
    "the case of a tag": (':d dct:title "x"@VI .', ':d dct:title "x"@vi .'),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_diff__does_not_tell(one: str, other: str) -> None:
    assert dataset(one) == dataset(other)
    assert not dataset(one).diff(dataset(other))


DIFFERENT = {
    "a datatype": (':d :p "1" .', ":d :p 1 ."),
    "how a number is written": (":d :p 1.0 .", ":d :p 1.00 ."),
    "a language": (':d :p "x"@vi .', ':d :p "x"@en .'),
    "a text that looks like an IRI": (':d :p "<http://purl.org/dc/terms/title>" .', ':d :p "dct:title" .'),
    "an IRI that looks like a prefixed name": (":d :p <http://purl.org/dc/terms/title> .", ":d :p <dct:title> ."),
    "a text that looks like a type": (
        ':d :p "a <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> b" .',
        ':d :p "a a b" .',
    ),
    "how many things without name there are": (":d :p [ :q 1 ] , [ :q 1 ] .", ":d :p [ :q 1 ] ."),
    "whether two hold one thing": (":d :p _:a ; :q _:a . _:a :r 1 .", ":d :p [ :r 1 ] ; :q [ :r 1 ] ."),
    "what nothing holds": (":d :p 1 . [] :q 1 .", ":d :p 1 . [] :q 2 ."),
    "a circle that nothing holds": (
        ":d :p 1 . _:a :q _:b . _:b :q _:a ; :r 1 .",
        ":d :p 1 . _:a :q _:b . _:b :q _:a ; :r 2 .",
    ),
    "what somebody else says of it": (":d :p 1 .", ":d :p 1 . :k dcat:dataset :d ."),
    "its class": (":d a dcat:Catalog .", ""),
}


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT)
def test_diff__tells(one: str, other: str) -> None:
    for old, new in ((dataset(one), dataset(other)), (dataset(other), dataset(one))):
        found = old.diff(new)
        assert found
        assert str(found)
        assert all(change.removed or change.added for change in found)


def test_diff__of_two_things_tells_what_each_says() -> None:
    one, other = Agent("https://e.vn/a", name="a"), Agent("https://e.vn/b", name="b")
    assert told(one.diff(other)) == [("https://e.vn/b", "name", ('"a"',), ('"b"',))]
    assert not Agent("https://e.vn/a", name="a").diff(Agent("https://e.vn/b", name="a"))


def test_diff__of_things_without_iri_has_no_subject() -> None:
    found = Agent(name="a").diff(Agent(name="b"))
    assert told(found) == [("", "name", ('"a"',), ('"b"',))]
    assert str(found).splitlines()[:2] == ["[]", "  name"]


def test_diff__of_what_leads_back_to_itself_ends() -> None:
    one = dataset(":d dct:creator _:x . _:x foaf:name 'a' ; :knows [ :knows _:x ] .").creators[0]
    assert told(one.diff(one.replace(name="b"))) == [("", "name", ('"a"',), ('"b"',))]


def test_diff__names_of_fields_are_those_of_the_new_noun() -> None:
    old, new = Resource("https://e.vn/d", extra={"dct:title": "x"}), Dataset("https://e.vn/d", title="y")
    assert [change.field for change in old.diff(new)] == [None, "title"]
    assert [change.field for change in new.diff(old)] == [None, None]


@pytest.mark.soak
def test_diff__time_does_not_grow_with_the_square_of_nested_things() -> None:
    many = "".join(f" :d dcat:distribution [ dcat:byteSize {number} ] ." for number in range(30_000))
    old, new = dataset(many), dataset(many.replace(" :d dcat:distribution [ dcat:byteSize 7 ] .", ""))
    started = time.process_time()
    found = old.diff(new)
    spent = time.process_time() - started
    assert told(found) == [("https://e.vn/d", "distributions", ('[ _:c14n0 dcat:byteSize "7"^^xsd:integer ]',), ())]
    assert spent < 5  # a fifth of what the square took
