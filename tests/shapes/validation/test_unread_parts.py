"""A profile of which a part is not read is refused, in one line, and by whoever uses it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from danhmuc.registry import parse_records
from danhmuc.shapes import Profile, Validator, load_profile, profile_tokens
from danhmuc.shapes.profiles.loading import read_profile
from danhmuc.shapes.validation.compiled_shapes import compiled_shapes
from danhmuc.vocab.errors import ShapesError

Written = Callable[[str], Path]

HEAD = """
PREFIX : <http://a.example/house#> PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dct: <http://purl.org/dc/terms/>
PREFIX dmv: <https://w3id.org/danhmuc/def#> PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX prof: <http://www.w3.org/ns/dx/prof/> PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
<http://a.example/house> a prof:Profile ; prof:hasToken "house" .
:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :title .
:title sh:path dct:title ; sh:minCount 1 ; sh:severity sh:Violation ; sh:message "Title."@en .
"""
PARTS = [
    (
        ":title sh:minCuont 2 .",
        "<http://a.example/house#title> has sh:minCuont, which SHACL does not know; near it: sh:minCount",
    ),
    (":title sh:wholly-other 2 .", "has sh:wholly-other, which SHACL does not know"),
    (":title dmv:maxage 'P1Y' .", "has dmv:maxage, which is no parameter; near it: dmv:maxAge"),
    (":title sh:in ( 1 2 . ".replace("( 1 2 .", "[] ."), "has a list that is broken, so its sh:in is ignored"),
    (":title sh:pattern '((' .", "is no regular expression"),
    (":title sh:minCount 'many' .", "sh:minCount needs a whole number"),
    (":title sh:severity sh:Warning .", "needs one sh:severity"),
    (":title sh:node :absent .", "of which the shapes graph says nothing"),
    (":Dataset sh:property [ sh:minCount 1 ] .", "which has no sh:path and is ignored"),
    (":Dataset sh:rule [ sh:order 1 ] .", "has sh:rule, which danhmuc does not use in a shape"),
    (":Dataset sh:closed 'yes' .", "has sh:closed"),
    ("<http://a.example/house> owl:imports <http://a.example/more> .", "owl:imports <http://a.example/more> is not"),
]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Writes a profile with some more rules."""

    def write(rules: str) -> Path:
        path = tmp_path / "house.ttl"
        path.write_text(HEAD + rules, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(("rules", "words"), PARTS)
def test_profile__with_an_unread_part_is_refused(written: Written, rules: str, words: str) -> None:
    path = written(rules)
    for use in (load_profile, Validator, lambda path: Validator(path, engine="pyshacl")):
        with pytest.raises(ShapesError) as caught:
            use(path)
        told = str(caught.value)
        assert told.startswith(f"profile {path}: 1 part of it was not read, so no record can pass by it: ")
        assert words in told
        assert told.endswith("; correct or remove it")
        assert "\n" not in told


def test_profile__names_the_first_of_several_parts_and_their_number(written: Written) -> None:
    path = written(":title sh:minCuont 2 ; sh:maxCuont 2 .")
    with pytest.raises(ShapesError) as caught:
        load_profile(path)
    assert str(caught.value) == (
        f"profile {path}: 2 parts of it were not read, so no record can pass by it; the first: "
        "<http://a.example/house#title> has sh:minCuont, which SHACL does not know; near it: sh:minCount; correct or "
        "remove them: `danhmuc shapes lint` lists all"
    )


def test_profile__names_a_blank_shape_by_the_way_to_it(written: Written) -> None:
    path = written(":Dataset sh:property [ sh:path dct:language ; sh:minCuont 1 ] .")
    with pytest.raises(ShapesError, match=r"<http://a.example/house#Dataset → sh:property> \(sh:path dct:language\)"):
        load_profile(path)


def test_profile__made_by_hand_is_refused_as_well(written: Written) -> None:
    profile = read_profile(written(":title sh:minCuont 2 ."))
    for one in (profile, replace(profile, place=None, unread=())):
        with pytest.raises(ShapesError, match="minCuont"):
            Validator(one)


def test_profile__below_is_refused_with_the_one_above(written: Written, tmp_path: Path) -> None:
    written(":title sh:minCuont 2 .")
    above = tmp_path / "above.ttl"
    above.write_text(
        'PREFIX prof: <http://www.w3.org/ns/dx/prof/> <http://a.example/above> a prof:Profile ; prof:hasToken "above" ;'
        " prof:isProfileOf <http://a.example/house> .",
        encoding="utf-8",
    )
    with pytest.raises(ShapesError, match="minCuont"):
        load_profile(above)


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        (":title sh:minCuont 2 .", "sh:minCuont"),
        (":title sh:minCuont 2 .", ":title"),
        ("<http://a.example/house> owl:imports <http://a.example/more> .", "<http://a.example/more>"),
        (":Dataset sh:property :pathless . :pathless sh:minCount 1 .", ":pathless"),
    ],
)
def test_profile__says_itself_what_may_be_unread(written: Written, rules: str, allowed: str) -> None:
    path = written(f"{rules} <http://a.example/house> dmv:allowsUnread {allowed} .")
    validator = Validator(path)
    assert len(validator.warnings) == 1
    (record,) = parse_records("<http://a.example/1> a <http://www.w3.org/ns/dcat#Dataset> .")
    assert not validator.validate(record).accepted
    path.write_text(path.read_text(encoding="utf-8") + ":Dataset sh:maxCuont 1 .", encoding="utf-8")
    with pytest.raises(ShapesError, match="maxCuont"):
        Validator(path)


@pytest.mark.parametrize(
    "rules",
    [
        ':title sh:deactivated "1"^^xsd:boolean .',
        ":Dataset sh:minCount 1 .",
        ":Class a owl:Class ; sh:property :title .",
        ":title sh:targetObjectsOf dct:relation .",
    ],
)
def test_profile__with_what_the_standard_gives_a_meaning_is_loaded(written: Written, rules: str) -> None:
    assert len(Validator(written(rules)).warnings) == 1


@pytest.mark.parametrize("token", profile_tokens())
def test_profile__of_ours_is_read_in_full(token: str) -> None:
    profile = load_profile(token)
    compiled = compiled_shapes(profile.nquads)
    # A validator of it is compiled for its first record, and until then has nothing to warn of.
    assert (profile.unread, compiled.unread, compiled.warnings) == ((), (), ())


SEMIC = {
    "dcat-ap-SHACL.ttl": (
        "<https://semiceu.github.io/DCAT-AP/releases/3.0.1#dcat:DataServiceShape>",
        2,
    ),
    "shapes.ttl": ("sh:shape", 5),
    "deprecateduris.ttl": ("<https://github.com/SEMICeu/ADMS-AP/raw/master/purl.org/ADMS_SKOS_v1.00.rdf>", 1),
    "shapes_recommended.ttl": (None, 0),
    "mdr-vocabularies.shape.ttl": (None, 0),
    "range.ttl": (None, 0),
}
"""What the author of a profile that takes them over has to allow, and the number of parts that are then skipped."""


@pytest.mark.parametrize("name", SEMIC)
def test_profile__with_the_shapes_of_semic_is_loaded(tmp_path: Path, test_data: Path, name: str) -> None:
    allowed, number = SEMIC[name]
    text = (test_data / "dcat-ap-3.0.1" / name).read_text(encoding="utf-8")
    path = tmp_path / "semic.ttl"
    path.write_text(HEAD.partition(":Dataset a")[0] + text, encoding="utf-8")
    if allowed is None:
        assert isinstance(load_profile(path), Profile)
        return
    with pytest.raises(ShapesError, match="read, so no record can pass by it"):
        load_profile(path)
    path.write_text(
        f"{path.read_text(encoding='utf-8')}\nPREFIX sh: <http://www.w3.org/ns/shacl#>\n"
        f"<http://a.example/house> <https://w3id.org/danhmuc/def#allowsUnread> {allowed} .",
        encoding="utf-8",
    )
    assert len(Validator(path).warnings) == number
