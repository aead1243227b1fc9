"""What all objects share: they never change, are equal by their triples, and show all that is said."""

from __future__ import annotations

import copy
import os
import pickle
import random
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

import pytest
import rdflib

from danhmuc.registry import (
    Agent,
    ContactPoint,
    Dataset,
    Distribution,
    Number,
    Resource,
    Temporal,
    Text,
)
from danhmuc.registry.model.resource import Format
from danhmuc.vocab.errors import FieldError, UnknownNameError, UnwritableError

PREFIXES = """
    @base <https://e.vn/> .
    @prefix : <https://e.vn/> .
    @prefix dcat: <http://www.w3.org/ns/dcat#> .
    @prefix dct: <http://purl.org/dc/terms/> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
RICE = Dataset(
    "https://e.vn/rice",
    title={"vi": "Lúa", "en": "Rice"},
    keywords=["lúa", "gạo"],
    publisher=Agent("https://e.vn/a", name="Sở"),
    contact_points=[ContactPoint(name="Phòng"), ContactPoint(email="a@e.vn")],
    distributions=[Distribution(download_url="https://e.vn/rice.csv", byte_size=0)],
    extra={"https://e.vn/def#season": 2},
)


class OwnDataset(Dataset):
    """As an agency may have it."""

    __slots__ = ()


def dataset(turtle: str) -> Dataset:
    return Dataset.parse(f"{PREFIXES} {turtle}", iri="https://e.vn/d")


# ---------------------------------------------------------------- never changed


@pytest.mark.parametrize("name", ["title", "distributions", "byte_size"])
def test_fields__cannot_be_set_or_deleted(name: str) -> None:
    one = Distribution(title="x") if name == "byte_size" else RICE
    noun = type(one).__name__
    with pytest.raises(FieldError) as caught:
        setattr(one, name, None)
    assert str(caught.value) == f"{noun}.{name} cannot be set, objects never change; use replace({name}=…)"
    with pytest.raises(FieldError) as caught:
        delattr(one, name)
    assert str(caught.value) == f"{noun}.{name} cannot be deleted, objects never change; use replace({name}=None)"


@pytest.mark.parametrize("name", ["iri", "graph", "digest", "_statements", "_views"])
def test_parts__cannot_be_set_or_deleted(name: str) -> None:
    before = RICE.digest
    with pytest.raises(FieldError, match=r"cannot be set, objects never change$"):
        setattr(RICE, name, None)
    with pytest.raises(FieldError, match=r"cannot be deleted, objects never change$"):
        delattr(RICE, name)
    assert RICE.digest == before
    assert RICE.iri == "https://e.vn/rice"


def test_attributes__unknown_ones_are_told_with_those_near() -> None:
    message = "Dataset.titel is not a field; did you mean title or spatial?"
    with pytest.raises(AttributeError) as asked:
        _ = RICE.titel  # type: ignore[attr-defined]
    assert str(asked.value) == message
    for change in (lambda: setattr(RICE, "titel", "x"), lambda: delattr(RICE, "titel")):
        with pytest.raises(FieldError) as caught:
            change()
        assert str(caught.value) == message
    assert not hasattr(RICE, "titel")


def test_attributes__are_listed() -> None:
    assert set(Dataset.fields) <= set(dir(RICE))
    assert {"title", "iri", "extra", "replace", "to"} <= set(dir(RICE))


# ---------------------------------------------------------------- equal by their triples


def test_objects__are_equal_whatever_the_order_and_the_names_of_blank_nodes() -> None:
    one = dataset(
        ':d a dcat:Dataset ; dcat:keyword "a", "b" ; dct:publisher _:x . _:x foaf:name "S" ; :p _:y . _:y :q 1 .'
    )
    other = dataset(
        '_:q :q 1 . _:p :p _:q ; foaf:name "S" . :d dct:publisher _:p ; dcat:keyword "b", "a" ; a dcat:Dataset .'
    )
    assert one == other
    assert hash(one) == hash(other)
    assert one.digest == other.digest
    assert {one, other} == {one}


def test_objects__are_equal_though_a_document_repeats_itself() -> None:
    assert dataset(':d dct:title "x" , "x" . :d dct:title "x" .') == dataset(':d dct:title "x" .')
    assert dataset(':d dcat:keyword "x" , "y" , "x" .').keywords == ("x", "y")


@pytest.mark.parametrize(
    "other",
    [
        ':d dct:title "x"@vi .',
        ':d dct:title "x" ; :p 1 .',
        ':d dct:title "x" . :e :p 1 .',
        ':d dct:title "X" .',
        ':d dct:title "x"^^:odd .',
        ':d dct:description "x" .',
    ],
)
def test_objects__differ_by_every_triple(other: str) -> None:
    assert dataset(':d dct:title "x" .') != dataset(other)


def test_objects__differ_by_the_node_that_they_speak_of() -> None:
    text = f"{PREFIXES} :d :p _:a . _:a :q _:b . _:b :q _:a ; :r 1 . :e :p 1 ."
    assert Resource.parse(text, iri="https://e.vn/d") != Resource.parse(text, iri="https://e.vn/e")
    (a,) = Resource.parse(text, iri="https://e.vn/d").values("https://e.vn/p")
    assert isinstance(a, Resource)
    (b,) = a.values("https://e.vn/q")
    assert isinstance(b, Resource)
    # The same triples, two nodes.
    assert a.canonical.nquads == b.canonical.nquads
    assert a != b
    assert a == b.values("https://e.vn/q")[0]


def test_objects__are_equal_as_whatever_noun_they_are_seen() -> None:
    assert Resource.parse(RICE.to("nt"), iri=RICE.iri) == RICE
    assert RICE.iri != RICE
    assert (RICE == 1) is False
    assert Agent() == Agent()
    assert Agent(name="a") == Agent(name="a")


DIGEST = """
from danhmuc.registry import Agent, ContactPoint, Dataset
print(Dataset(
    "https://e.vn/d",
    keywords=["c", "a", "b"],
    contact_points=[ContactPoint(name=name, extra={"urn:p": Agent(name=name)}) for name in "xyzw"],
).digest)
"""


def test_digest__is_the_same_in_every_process() -> None:
    found = set()
    for seed in ("0", "1", "2"):
        command = [sys.executable, "-P", "-c", DIGEST]
        answer = subprocess.run(
            command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        )
        found.add(answer.stdout)
    made = Dataset(
        "https://e.vn/d",
        contact_points=[ContactPoint(name=name, extra={"urn:p": Agent(name=name)}) for name in "wzyx"],
        keywords=["b", "c", "a"],
    )
    assert found == {made.digest + "\n"}


def test_digest__does_not_depend_on_the_order_of_lines() -> None:
    lines = RICE.to("nt").splitlines()
    mixer = random.Random(7)
    for _ in range(5):
        mixer.shuffle(lines)
        assert Dataset.parse("\n".join(lines), iri=RICE.iri, name="x.nt").digest == RICE.digest


def test_digest__changes_with_everything_carried() -> None:
    assert RICE.replace(publisher=Agent("https://e.vn/a", name="Sở khác")).digest != RICE.digest
    assert RICE.replace(title=RICE.title).digest == RICE.digest


# ---------------------------------------------------------------- what is said


def test_graph__is_fresh_and_as_it_was_written() -> None:
    one = dataset(':d dcat:byteSize "05"^^xsd:integer ; dct:title "x"@vi-VN .')
    (size,) = one.graph.objects(None, rdflib.DCAT.byteSize)
    assert isinstance(size, rdflib.Literal)
    assert str(size) == "05"
    one.graph.remove((None, None, None))
    assert len(one.graph) == 2
    assert {literal.language for literal in one.graph.objects(None, rdflib.DCTERMS.title)} == {"vi-vn"}


def test_from_graph__copies() -> None:
    graph = RICE.graph
    one = Dataset.from_graph(graph, "https://e.vn/rice")
    graph.remove((None, None, None))
    assert one == RICE


def test_values__shows_what_the_view_leaves_out() -> None:
    one = dataset(
        ':d dct:publisher "Sở" , :a , [ foaf:name "x" ] . '
        ':d dct:issued "2026"^^xsd:gYear , 5 , true , "P1D"^^xsd:duration .'
    )
    shown = one.values("publisher")
    assert [type(value) for value in shown] == [Resource, Text, Resource]
    assert one.values("issued") == (
        Temporal("2026", "http://www.w3.org/2001/XMLSchema#gYear"),
        5,
        one.values("dct:issued")[2],
        True,
    )
    assert isinstance(one.values("issued")[1], Number)
    assert one.values("http://purl.org/dc/terms/publisher") == one.values("dct:publisher") == shown
    assert one.values("title") == one.values("urn:p") == ()


def test_values__of_a_text_know_their_datatype() -> None:
    (value,) = dataset(':d dct:title "x"^^:odd .').values("title")
    assert value == "x"
    assert isinstance(value, Text)
    assert (value.language, value.datatype) == (None, "https://e.vn/odd")


def test_values__an_unknown_name_is_told() -> None:
    with pytest.raises(FieldError, match=r"^Dataset\.titel is not a field; did you mean title or spatial\?$"):
        RICE.values("titel")
    with pytest.raises(FieldError, match="found 'a b:c'; known prefixes: adms"):
        RICE.values("a b:c")


def test_to__an_unknown_format_is_told() -> None:
    with pytest.raises(UnknownNameError, match=r"^unknown format 'csv'; known: json-ld, nq, nt, trig, turtle, xml$"):
        RICE.to("csv")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "triple"),
    [
        (Dataset("urn:d", title="a\x01"), '<urn:d> <http://purl.org/dc/terms/title> "a\\u0001"'),
        (Dataset("urn:d", extra={"https://e.vn/p/": "x"}), '<urn:d> <https://e.vn/p/> "x"'),
    ],
)
def test_to__what_xml_cannot_hold_is_told_not_dropped(one: Dataset, triple: str) -> None:
    with pytest.raises(UnwritableError, match="xml cannot hold 1 of the triples") as caught:
        one.to("xml")
    assert caught.value.examples == (triple,)
    assert all(Dataset.parse(one.to(name)) == one for name in ("turtle", "trig", "nt", "nq", "json-ld"))


@pytest.mark.parametrize("format_name", ["turtle", "xml", "json-ld", "nt", "nq", "trig"])
def test_to__gives_the_same_text_for_equal_objects(format_name: Format) -> None:
    lines = RICE.to("nt").splitlines()
    turned = Dataset.parse("\n".join(reversed(lines)), iri=RICE.iri, name="x.nt")
    assert turned.to(format_name) == RICE.to(format_name)


def test_repr__ends_where_things_lead_back_to_themselves() -> None:
    one = dataset(
        ":d dct:subject :a ; dcat:theme :b . :a <http://www.w3.org/2004/02/skos/core#broader> :b . "
        ":b <http://www.w3.org/2004/02/skos/core#broader> :a ."
    )
    assert len(repr(one)) < 500
    assert len(repr(Agent("https://e.vn/a", part_of=Agent("https://e.vn/b", part_of="https://e.vn/a")))) < 300


# ---------------------------------------------------------------- copies and threads


COPIES: list[Callable[[Resource], Resource]] = [lambda one: pickle.loads(pickle.dumps(one)), copy.copy, copy.deepcopy]


@pytest.mark.parametrize("copied", COPIES, ids=["pickle", "copy", "deepcopy"])
@pytest.mark.parametrize(
    "one",
    [
        RICE,
        RICE.distributions[0],
        RICE.publisher,
        Resource("https://e.vn/x"),
        Resource(),
        OwnDataset("https://e.vn/x", title="x"),
        dataset(':d dct:publisher <http://[bad> ; <http://e.vn:port/> "x"^^<urn:%zz> .'),
        Resource.parse("<http://[bad> <urn:p> 1 .", iri="http://[bad"),
    ],
    ids=["whole", "blank", "nested", "bare", "nothing", "of one's own", "odd", "odd root"],
)  # fmt: skip
def test_copies__are_equal(one: Resource, copied: Callable[[Resource], Resource]) -> None:
    twin = copied(one)
    assert type(twin) is type(one)
    assert twin == one
    assert (twin.iri, twin.digest, twin.findings) == (one.iri, one.digest, one.findings)


FORKED = """
import multiprocessing
import time
from danhmuc.registry import Dataset, Distribution

def made(title):
    time.sleep(0.2)  # so that each process makes one
    return Distribution(title=title)

made("before")
with multiprocessing.get_context("fork").Pool(2) as pool:
    found = pool.map(made, ["a", "b"], chunksize=1)
print(sorted(str(each.title) for each in Dataset(distributions=[*found, made("c")]).distributions))
"""


@pytest.mark.soak
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_copies__of_things_without_iri_from_several_processes_are_told_apart() -> None:
    answer = subprocess.run([sys.executable, "-P", "-c", FORKED], capture_output=True, text=True, check=True)
    assert answer.stdout == "['a', 'b', 'c']\n"


def test_copies__carry_findings_and_no_other_records() -> None:
    text = f'{PREFIXES} :d a dcat:Dataset ; dct:title "x"@en_US . :e a dcat:Dataset ; dct:title "y" .'
    one = Dataset.parse(text, iri="https://e.vn/d")
    assert [finding.code for finding in one.findings] == ["read:language-tag"]
    assert pickle.loads(pickle.dumps(one)).findings == one.findings
    assert b"https://e.vn/e" not in pickle.dumps(RICE.publisher)


def test_own_noun__has_the_fields_of_its_base() -> None:
    one = OwnDataset("https://e.vn/x", title="x", distributions=[Distribution()])
    assert one.classes == ("http://www.w3.org/ns/dcat#Dataset",)
    assert type(one.replace(title="y")) is OwnDataset
    assert isinstance(OwnDataset.parse(one.to("nt"), name="x.nt"), OwnDataset)
    assert repr(one).startswith("OwnDataset('https://e.vn/x'")
    assert Distribution.has_kinds is False


def test_threads__see_the_same() -> None:
    text = RICE.to("turtle")

    def look(_: int) -> tuple[object, ...]:
        return (shared.title, shared.publisher, shared.distributions, shared.digest, len(shared.graph), repr(shared))

    for _ in range(5):
        shared = Dataset.parse(text, iri=RICE.iri)
        with ThreadPoolExecutor(8) as executor:
            seen = list(executor.map(look, range(40)))
        assert all(each == seen[0] for each in seen)


def test_fields__are_read_once() -> None:
    one = Dataset.parse(RICE.to("nt"), iri=RICE.iri, name="x.nt")
    assert one.title is one.title
    assert one.publisher is one.publisher
    assert one.distributions is one.distributions


# ---------------------------------------------------------------- what is loaded

LOADED = """
import sys
{statement}
print(*sorted(name for name in sys.modules if name.partition(".")[0] in ("rdflib", "sqlalchemy", "pyshacl", "alembic")))
print(*sorted(name for name in sys.modules if name.startswith("danhmuc.vocab.concepts")))
"""


@pytest.mark.parametrize(
    "statement",
    [
        "import danhmuc.registry.model",
        "from danhmuc.registry import Dataset, Distribution, LanguageMap, Policy, records",
        "from danhmuc.registry import Dataset; Dataset('https://e.vn/d', title='x', themes='https://e.vn/t').digest",
        "from danhmuc.registry import Dataset; repr(Dataset.parse('<urn:d> a <http://www.w3.org/ns/dcat#Dataset> .'))",
    ],
)
def test_model__loads_no_rdflib_no_sql_and_no_lists(statement: str, tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-c", LOADED.format(statement=statement)]
    answer = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert answer.stdout == "\n\n"


def test_registry__no_name_is_hidden_by_a_module() -> None:
    """``from danhmuc.registry import records`` must mean the function, whatever was imported before."""
    import danhmuc.registry

    folder = Path(str(danhmuc.registry.__file__)).parent
    modules = {path.stem for path in folder.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert modules & set(danhmuc.registry.__all__) == set()
    for name in danhmuc.registry.__all__:
        assert not isinstance(getattr(danhmuc.registry, name), ModuleType)


# ---------------------------------------------------------------- of the wrong kind

MISPLACED = (
    'dct:publisher "Sở" ; dcat:theme "ENVI" , :t ; dct:temporal "2026" ; dct:accrualPeriodicity "hằng tháng"@vi ; '
    'dct:title :t , "x" ; dcat:landingPage "https://e.vn/" ; dcat:contactPoint [ ] ; dct:issued [ ] ; :p 1'
)


def test_misplaced__shows_values_that_are_no_values_of_their_field() -> None:
    one = dataset(f":d a dcat:Dataset ; {MISPLACED} .")
    assert list(one.misplaced) == [
        *("title", "themes", "publisher", "landing_pages", "issued", "temporal", "accrual_periodicity"),
    ]
    assert one.misplaced["publisher"] == ("Sở",)
    assert one.misplaced["themes"] == ("ENVI",)
    assert one.misplaced["title"] == (Resource("https://e.vn/t"),)
    assert one.misplaced["accrual_periodicity"] == (Text("hằng tháng", "vi"),)
    assert list(one.extra) == ["https://e.vn/p"]
    assert RICE.misplaced == {}
    with pytest.raises(TypeError):
        one.misplaced["publisher"] = ()  # type: ignore[index]


def test_misplaced__is_nothing_where_there_are_only_more_values_than_are_shown() -> None:
    one = dataset(
        ":d dct:publisher :a , :b , [ foaf:name 'x' ] ; dct:issued '2026' , 'unknown' ; dct:identifier '1', '2' ."
    )
    assert one.misplaced == {}


def test_misplaced__stands_in_no_constructor() -> None:
    with pytest.raises(FieldError, match=r"^Dataset\.misplaced is not a field"):
        Dataset(misplaced={})  # type: ignore[call-arg]
    with pytest.raises(FieldError, match=r"^Dataset\.misplaced cannot be set, objects never change$"):
        RICE.misplaced = {}  # type: ignore[misc]
