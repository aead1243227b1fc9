"""Shapes in messages: by their IRIs, else by what they ask for."""

from __future__ import annotations

import pytest

from danhmuc.shapes.engine import Data, compile_plan, index_quads, read_shapes, results

from .conftest import quads


def messages(shapes: str, data: str = ":a a :A .") -> list[dict[str, str]]:
    """What is said of the data, by language."""
    plan = compile_plan(read_shapes(index_quads(quads(f":S sh:targetClass :A ; {shapes} ."))))  # type: ignore[arg-type]
    return [one.sentence.by_language() for one in results(plan.run(Data(index_quads(quads(data)), is_open=False)))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        (":N", "http://e.vn/N"),
        ("[ sh:class :B ]", "(The value needs the class http://e.vn/B.)"),
        ("[ sh:class :B ; sh:message 'Là B.'@vi , 'It is a B.'@en ]", "(It is a B.)"),
        ("[ sh:class :B ; sh:message 'Is {$this} a B?'@en ]", "(The value needs the class http://e.vn/B.)"),
        ("[ sh:path :p ; sh:minCount 1 ]", "(http://e.vn/p: It needs 1 or more values.)"),
        (
            "[ sh:class :B ; sh:property [ sh:path :p ; sh:minCount 1 ] , [ sh:path :q ; sh:deactivated true ] ]",
            "(The value needs the class http://e.vn/B. http://e.vn/p: It needs 1 or more values.)",
        ),
        (
            "[ sh:not [ sh:or ( [ sh:nodeKind sh:IRI ] :N ) ] ]",
            (
                "(The value must not conform to (The value needs to conform to one of "
                "(The value needs to be a sh:IRI.), http://e.vn/N.).)"
            ),
        ),
        ("[ sh:not [ sh:not [ sh:not [ sh:class :B ] ] ] ]", None),
        ("[ sh:closed false ]", "[]"),
        ("[ sh:closed true ]", "(It uses only the properties that are named.)"),
    ],
)
def test_message__tells_blank_shapes_by_what_they_ask_for(shape: str, told: str | None) -> None:
    (said,) = messages(f"sh:not [ sh:or ( [ sh:class :A ] {shape} ) ] . :N sh:class :B")
    within = said["en"].split("one of (The value needs the class http://e.vn/A.), ", 1)[1]
    if told is None:
        assert "[]" in within
    else:
        assert within == f"{told}.)."


def test_message__tells_blank_shapes_in_its_own_language() -> None:
    (said,) = messages("sh:or ( [ sh:datatype :x ] [ sh:class :B ; sh:message 'Là B.'@vi , 'It is a B.'@en ] )")
    assert said == {
        "vi": "Giá trị phải khớp một quy tắc trong (Giá trị phải có kiểu http://e.vn/x.), (Là B.).",
        "en": "The value needs to conform to one of (The value needs the datatype http://e.vn/x.), (It is a B.).",
    }


def test_message__tells_blank_shapes_in_their_one_language_where_they_have_no_other() -> None:
    (said,) = messages("sh:not [ sh:class :A ; sh:message 'It is an A.'@en ]")
    assert said == {
        "vi": "Giá trị không được khớp quy tắc (It is an A.).",
        "en": "The value must not conform to (It is an A.).",
    }


def test_message__of_no_values_at_all_names_an_empty_list() -> None:
    (said,) = messages("sh:in ()")
    assert said["en"] == "The value needs to be one of ()."


def test_message__of_many_shapes_tells_some() -> None:
    many = " ".join(f":N{number}" for number in range(20))
    described = " ".join(f":N{number} sh:class :B ." for number in range(20)).removesuffix(" .")
    (said,) = messages(f"sh:or ( {many} ) . {described}")
    assert said["en"].endswith(" http://e.vn/N9, ….")
