"""Objects out of fields, and other objects out of those: what is given is said, what goes takes along what it held."""

from __future__ import annotations

import pytest

from danhmuc.registry import (
    Agent,
    Catalog,
    Checksum,
    Concept,
    ContactPoint,
    Database,
    Dataset,
    DatasetSeries,
    Distribution,
    LicenseDocument,
    Location,
    Policy,
    Resource,
)
from danhmuc.vocab.errors import FieldError

PREFIXES = """
    @base <https://e.vn/> .
    @prefix : <https://e.vn/> .
    @prefix dcat: <http://www.w3.org/ns/dcat#> .
    @prefix dct: <http://purl.org/dc/terms/> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> .
    @prefix org: <http://www.w3.org/ns/org#> .
    @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
"""


def dataset(turtle: str) -> Dataset:
    """The dataset `:d` of a text."""
    return Dataset.parse(f"{PREFIXES} :d a dcat:Dataset . {turtle}", iri="https://e.vn/d")


def subjects(one: Resource) -> set[str]:
    """Names of all things that an object says something of; all blank nodes under one."""
    return {
        "_" if line.startswith("_:") else line[1 : line.index(">")].removeprefix("https://e.vn/") for line in lines(one)
    }


def lines(one: Resource) -> list[str]:
    return one.to("nt").splitlines()


# ---------------------------------------------------------------- constructors


def test_constructor__says_its_class_and_what_it_is_given() -> None:
    assert lines(Dataset("https://e.vn/d", title={"vi": "Lúa"})) == [
        '<https://e.vn/d> <http://purl.org/dc/terms/title> "Lúa"@vi .',
        "<https://e.vn/d> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/dcat#Dataset> .",
    ]


def test_constructor__takes_the_iri_by_place_or_by_name() -> None:
    assert Dataset("https://e.vn/d") == Dataset(iri="https://e.vn/d")
    assert Dataset().iri is None


@pytest.mark.parametrize("iri", ["d", "/d", "", "https://e.vn/a b", "https://e.vn/<d>", "https://e.vn/\ud800", 3, b"x"])
def test_constructor__refuses_what_is_no_absolute_iri(iri: object) -> None:
    with pytest.raises(FieldError) as caught:
        Dataset(iri)  # type: ignore[arg-type]
    assert str(caught.value).startswith(
        "Dataset.iri takes an absolute IRI such as 'https://data.example.vn/id/1'; found "
    )
    assert "\n" not in str(caught.value)


def test_constructor__of_a_plain_resource_says_nothing() -> None:
    assert lines(Resource("https://e.vn/d")) == []
    assert lines(Resource("https://e.vn/d", classes="dcat:Dataset")) == [
        "<https://e.vn/d> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/dcat#Dataset> ."
    ]


def test_constructor__carries_all_that_nested_things_say() -> None:
    made = Dataset(
        "https://e.vn/d",
        publisher=Agent("https://e.vn/a", name="Sở", part_of=Agent("https://e.vn/m", name="Bộ")),
        distributions=[Distribution(checksum=Checksum(checksum_value="00"))],
    )
    assert subjects(made) == {"d", "a", "m", "_"}
    assert made.publisher is not None
    assert made.publisher.part_of is not None
    assert made.publisher.part_of.name == {"": "Bộ"}
    assert made.distributions[0].checksum is not None
    assert made.distributions[0].checksum.checksum_value == "00"


def test_constructor__the_same_thing_twice_is_said_once() -> None:
    agent = Agent("https://e.vn/a", name="Sở")
    made = Dataset("https://e.vn/d", publisher=agent, creators=[agent, agent, "https://e.vn/a"])
    assert len(lines(made)) == 5
    assert made.creators == (agent,)


def test_constructor__what_two_objects_say_of_one_thing_is_united() -> None:
    made = Dataset(
        "https://e.vn/d",
        publisher=Agent("https://e.vn/a", name="Sở"),
        creators=[Agent("https://e.vn/a", identifier="H57")],
    )
    assert made.publisher is not None
    assert (made.publisher.name, made.publisher.identifier) == ({"": "Sở"}, "H57")


def test_constructor__things_without_iri_are_told_apart() -> None:
    made = Dataset("https://e.vn/d", contact_points=[ContactPoint(name="a"), ContactPoint(name="a"), ContactPoint()])
    assert len(made.contact_points) == 3


def test_constructor__things_without_iri_of_two_graphs_are_told_apart() -> None:
    first, second = (
        Dataset.from_graph(dataset(f':d dcat:distribution [ dct:title "{title}" ] .').graph, "https://e.vn/d")
        for title in ("một", "hai")
    )
    made = Dataset("https://e.vn/e", distributions=[*first.distributions, *second.distributions])
    assert sorted(str(each.title) for each in made.distributions) == ["hai", "một"]


def test_constructor__takes_a_plain_resource_for_anything() -> None:
    made = Dataset("https://e.vn/d", publisher=Resource("https://e.vn/a"), themes=[Resource("https://e.vn/t")])  # type: ignore[arg-type]
    assert type(made.publisher) is Agent
    assert [(type(theme), theme.iri) for theme in made.themes] == [(Concept, "https://e.vn/t")]


def test_constructor__never_changes_what_it_was_given() -> None:
    agent = Agent("https://e.vn/a", name="Sở")
    before = agent.digest
    Dataset("https://e.vn/d", publisher=agent, creators=[Agent("https://e.vn/a", identifier="H57")])
    agent.replace(name="Khác")
    assert agent.digest == before
    assert agent.identifier is None


# ---------------------------------------------------------------- classes and extra


def test_classes__are_the_nouns_own_and_further_ones() -> None:
    made = Agent("https://e.vn/a", classes=["foaf:Organization", "https://e.vn/Agency"])
    assert made.classes == (
        "http://xmlns.com/foaf/0.1/Agent",
        "http://xmlns.com/foaf/0.1/Organization",
        "https://e.vn/Agency",
    )
    assert Agent("https://e.vn/a", classes="foaf:Agent") == Agent("https://e.vn/a")


def test_classes__are_replaced_beside_the_nouns_own() -> None:
    made = Agent("https://e.vn/a", classes="foaf:Organization").replace(classes=["org:Organization"])
    assert made.classes == ("http://www.w3.org/ns/org#Organization", "http://xmlns.com/foaf/0.1/Agent")
    assert made.replace(classes=()).classes == ("http://xmlns.com/foaf/0.1/Agent",)
    assert made.replace(name="Sở").classes == made.classes


@pytest.mark.parametrize(
    ("noun", "classes"),
    [
        (Database, "dcat:Dataset"),
        (Database, ["dcat:DatasetSeries"]),
        (Database, ["https://e.vn/C", "http://www.w3.org/ns/dcat#Catalog"]),
        (Dataset, "dmv:Database"),
        (Catalog, "dmv:Database"),
        (Resource, ["dcat:Dataset", "dmv:Database"]),
    ],
)
def test_classes__a_database_is_never_a_dataset(noun: type[Resource], classes: str | list[str]) -> None:
    message = rf"^{noun.__name__}\.classes takes no dataset that is a database too; "
    with pytest.raises(FieldError, match=message):
        noun("https://e.vn/b", classes=classes)
    with pytest.raises(FieldError, match=message):
        noun("https://e.vn/b").replace(classes=classes)


def test_classes__of_a_document_that_says_both_stay() -> None:
    both = Database.parse(f"{PREFIXES} :b a dcat:Dataset , <https://w3id.org/danhmuc/def#Database> .")
    assert len(both.replace(title="x").classes) == 2


def test_extra__takes_and_shows_what_the_model_has_no_field_for() -> None:
    agent = Agent("https://e.vn/a", name="Sở")
    made = Dataset("https://e.vn/d", extra={"https://e.vn/def#season": ["đông xuân", 2026, False], "cc:license": agent})
    assert made.extra == {
        "https://e.vn/def#season": (2026, False, "đông xuân"),
        "http://creativecommons.org/ns#license": (agent,),
    }
    (found,) = made.extra["http://creativecommons.org/ns#license"]
    assert isinstance(found, Agent)
    assert found.name == {"": "Sở"}
    with pytest.raises(TypeError):
        made.extra["https://e.vn/p"] = ()  # type: ignore[index]


def test_extra__takes_texts_by_language() -> None:
    made = Dataset("https://e.vn/d", extra={"schema:name": {"vi": "Không khí", "EN": ["Air", "Air quality"], "": "x"}})
    assert lines(made)[:-1] == [
        '<https://e.vn/d> <http://schema.org/name> "Air quality"@en .',
        '<https://e.vn/d> <http://schema.org/name> "Air"@en .',
        '<https://e.vn/d> <http://schema.org/name> "Không khí"@vi .',
        '<https://e.vn/d> <http://schema.org/name> "x" .',
    ]
    title = Dataset(title={"vi": ["Lúa", "Gạo"], "en": "Rice"}).title
    assert Dataset(extra={"schema:name": title}).extra["http://schema.org/name"] == title.texts
    assert Dataset(extra={"schema:name": {}}).extra == {}


def test_extra__is_replaced_property_by_property() -> None:
    made = Dataset("https://e.vn/d", extra={"https://e.vn/p": 1, "https://e.vn/q": 2})
    assert made.replace(extra={"https://e.vn/p": None}).extra == {"https://e.vn/q": (2,)}
    assert made.replace(extra={"https://e.vn/p": [3, 4]}).extra == {"https://e.vn/q": (2,), "https://e.vn/p": (3, 4)}
    assert made.replace(extra=made.extra) == made
    assert made.replace(extra={}) == made
    assert made.replace(title="x").extra == made.extra


def test_extra_and_classes__are_emptied_by_none_as_fields_are() -> None:
    made = Dataset("https://e.vn/d", classes="https://e.vn/C", title="x", extra={"urn:p": Agent("urn:a", name="Sở")})
    assert made.replace(extra=None) == Dataset("https://e.vn/d", classes="https://e.vn/C", title="x")
    assert made.replace(extra=None, classes=None) == Dataset("https://e.vn/d", title="x")
    assert Resource("urn:r", classes="urn:c", extra={"urn:p": 1}).replace(extra=None, classes=None) == Resource("urn:r")


def test_extra__of_a_document_can_be_given() -> None:
    one = dataset(
        ':d :p "x"@VI-vn , "y"^^:odd , "05"^^<http://www.w3.org/2001/XMLSchema#integer> , [ :q 1 ] , <urn:x> .'
    )
    assert Dataset("https://e.vn/d", extra=one.extra) == one


def test_extra__takes_whole_iris() -> None:
    assert list(Dataset(extra={"urn:p": 1}).extra) == ["urn:p"]
    with pytest.raises(FieldError, match="found 'ngày'; known prefixes: adms, as, "):
        Dataset(extra={"ngày": 1})


# ---------------------------------------------------------------- replace


def test_replace__keeps_the_iri_the_noun_and_all_else() -> None:
    one = dataset(':d dct:title "Lúa"@vi ; dcat:keyword "a" ; :p "x" . :elsewhere :q :d .')
    other = one.replace(keywords=["b"], identifier="1")
    assert (type(other), other.iri) == (Dataset, "https://e.vn/d")
    assert (other.title, other.keywords, other.identifier) == ({"vi": "Lúa"}, ("b",), "1")
    assert sorted(set(lines(one)) ^ set(lines(other))) == [
        '<https://e.vn/d> <http://purl.org/dc/terms/identifier> "1" .',
        '<https://e.vn/d> <http://www.w3.org/ns/dcat#keyword> "a" .',
        '<https://e.vn/d> <http://www.w3.org/ns/dcat#keyword> "b" .',
    ]
    assert one.keywords == ("a",)


def test_replace__gives_no_other_iri() -> None:
    with pytest.raises(
        FieldError, match=r"^Dataset\.iri is not a field: the IRI stays; make another object for another"
    ):
        Dataset("https://e.vn/d").replace(iri="https://e.vn/e")


def test_replace__empties_what_the_view_does_not_show_too() -> None:
    one = dataset(':d dct:publisher "Sở" , :a , :b ; dct:identifier "1" , "2" , :x .')
    assert one.replace(publisher=None).values("publisher") == ()
    assert one.replace(identifier="3").values("identifier") == ("3",)


GONE = {
    "what only it led to": (
        ':d dct:publisher :a . :a foaf:name "Sở" ; org:subOrganizationOf :m . :m foaf:name "Bộ" .',
        {"d"},
    ),
    "not what another field leads to": (
        ':d dct:publisher :a ; dct:creator :a . :a foaf:name "Sở" .',
        {"d", "a"},
    ),
    "not what another thing leads to": (
        ':d dct:publisher :a ; dcat:distribution :x . :x dct:publisher :a . :a foaf:name "Sở" .',
        {"d", "x", "a"},
    ),
    "not what somebody else leads to": (
        ':d dct:publisher :a . :k dcat:dataset :d ; dct:publisher :a . :a foaf:name "Sở" ; :of :m . :m :p 1 .',
        {"d", "k", "a", "m"},
    ),
    "nor what is not reached at all": (
        ":d dct:publisher :a . :z :p 1 .",
        {"d", "z"},
    ),
    "a circle": (
        ":d dct:publisher :a . :a :of :b . :b :of :a .",
        {"d"},
    ),
    "not a circle that is held elsewhere": (
        ":d dct:publisher :a ; dct:creator :b . :a :of :b . :b :of :a .",
        {"d", "a", "b"},
    ),
    "not what leads back": (
        ":d dct:publisher :a ; dct:title 'x' . :a :made :d .",
        {"d"},
    ),
    "a blank node": (
        ":d dct:publisher [ foaf:name 'Sở' ; :p [ :q 1 ] ] .",
        {"d"},
    ),
    "not a blank node that two hold": (
        ":d dct:publisher _:a ; dct:creator _:a . _:a foaf:name 'Sở' .",
        {"d", "_"},
    ),
    "a record too, where nothing else leads to it": (
        ":d dct:publisher :e . :e a dcat:Dataset .",
        {"d"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("turtle", "left"), GONE.values(), ids=GONE)
def test_replace__takes_away(turtle: str, left: set[str]) -> None:
    assert subjects(dataset(turtle).replace(publisher=None)) == left
    assert subjects(dataset(turtle).replace(publisher="https://e.vn/new")) == left


def test_replace__a_thing_given_by_its_iri_alone_is_no_longer_described() -> None:
    one = dataset(':d dct:publisher :a . :a foaf:name "Sở" ; org:subOrganizationOf :m . :m foaf:name "Bộ" .')
    other = one.replace(publisher="https://e.vn/a")
    assert subjects(other) == {"d"}
    assert other.publisher is not None
    assert (other.publisher.iri, other.publisher.name) == ("https://e.vn/a", {})
    assert one.replace(publisher=one.publisher) == one


def test_replace__an_object_keeps_the_records_that_it_leads_to() -> None:
    one = dataset(":d dcat:distribution :x . :x dcat:accessService :s . :s a dcat:DataService ; dct:title 'S' .")
    assert subjects(one.distributions[0]) == {"x"}
    assert one.replace(distributions=one.distributions) == one
    assert subjects(one.replace(distributions=["https://e.vn/x"])) == {"d"}


def test_replace__what_a_new_thing_leads_to_keeps_what_is_said_of_it() -> None:
    one = dataset(':d dct:publisher :a . :a org:subOrganizationOf :m . :m foaf:name "Bộ" .')
    other = one.replace(publisher=Agent("https://e.vn/b", part_of="https://e.vn/m"))
    assert other.publisher is not None
    assert other.publisher.part_of is not None
    assert other.publisher.part_of.name == {"": "Bộ"}


def test_replace__a_changed_thing_takes_the_place_of_the_old_one() -> None:
    one = dataset(':d dct:publisher :a . :a foaf:name "Cũ" ; dct:identifier "H57" .')
    assert one.publisher is not None
    other = one.replace(publisher=one.publisher.replace(name="Mới"))
    assert other.publisher is not None
    assert (other.publisher.name, other.publisher.identifier) == ({"": "Mới"}, "H57")


def test_replace__a_changed_thing_without_iri_takes_the_place_of_the_old_one() -> None:
    one = dataset(':d dcat:distribution [ dct:title "a" ] , [ dct:title "b" ] .')
    changed = [each.replace(title=f"{each.title}!") for each in one.distributions]
    other = one.replace(distributions=changed)
    assert sorted(str(each.title) for each in other.distributions) == ["a!", "b!"]
    assert len(lines(other)) == 5


def test_replace__what_is_still_held_elsewhere_is_united_with_the_new() -> None:
    one = dataset(':d dct:publisher :a ; dct:creator :a . :a foaf:name "Cũ" .')
    assert one.publisher is not None
    new = one.publisher.replace(name="Mới")
    (creator,) = one.replace(publisher=new).creators
    assert sorted(creator.name.all("")) == ["Cũ", "Mới"]
    (creator,) = one.replace(publisher=new, creators=[new]).creators
    assert creator.name.all("") == ("Mới",)


def test_replace__brings_nothing_old_back_with_what_leads_to_itself() -> None:
    one = Agent.parse(
        f'{PREFIXES} :a a foaf:Agent ; foaf:name "Cũ" ; org:subOrganizationOf :m . :m a foaf:Agent ; org:hasUnit :a .',
        iri="https://e.vn/a",
    )
    other = one.replace(name="Mới", part_of=one.part_of)
    assert other.name.all("") == ("Mới",)
    assert other.part_of is not None
    assert [each.iri for each in other.part_of.values("org:hasUnit") if isinstance(each, Agent)] == ["https://e.vn/a"]


def test_replace__a_thing_without_iri_serves_as_a_pattern() -> None:
    csv = Distribution(title="CSV", download_url="https://e.vn/d.csv", checksum=Checksum(checksum_value="00"))
    json = csv.replace(title="JSON", download_url="https://e.vn/d.json")
    made = Dataset("https://e.vn/d", distributions=[csv, json])
    assert {str(each.title): each.download_url for each in made.distributions} == {
        "CSV": "https://e.vn/d.csv",
        "JSON": "https://e.vn/d.json",
    }
    assert [each.checksum is not None for each in made.distributions] == [True, True]


def test_replace__a_thing_without_iri_that_leads_back_to_itself_still_does() -> None:
    one = dataset(":d dct:publisher [ foaf:name 'a' ; :p [ :q _:x ] ; :self _:x ] . :d dct:publisher _:x .")
    other = one.replace(title="x")
    assert other.replace(title=None) == one
    loop = dataset(":d dct:creator _:x . _:x foaf:name 'a' ; :knows [ :knows _:x ] .").creators[0]
    assert loop.replace() == loop
    assert loop.replace(name="b").replace(name="a") == loop


def test_replace__everything_by_nothing_leaves_the_class() -> None:
    one = dataset(':d dct:title "x" ; dct:publisher [ foaf:name "y" ] .')
    assert one.replace(title=None, publisher=None) == Dataset("https://e.vn/d")
    assert lines(Resource("https://e.vn/r", extra={"urn:p": 1}).replace(extra={"urn:p": None})) == []


@pytest.mark.parametrize(
    "made",
    [
        Catalog("https://e.vn/k", datasets=[Dataset("https://e.vn/d", title="x"), "https://e.vn/e"]),
        DatasetSeries("https://e.vn/s", first=Dataset("https://e.vn/d", title="x")),
        Dataset("https://e.vn/d", is_part_of=[Database("https://e.vn/b", title="x")]),
        Distribution("https://e.vn/x", policies=[Policy(title="x")], license=LicenseDocument(title="y")),
        Location("https://e.vn/l", bbox="POLYGON EMPTY", notation="46"),
    ],
    ids=lambda made: type(made).__name__,
)
def test_replace__nothing_by_nothing_changes_nothing(made: Resource) -> None:
    assert made.replace() == made
    assert made.replace(**{name: getattr(made, name) for name in made.fields}) == made
