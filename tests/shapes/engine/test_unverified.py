"""Reasons why an outcome is not known: true of every row, or none is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from danhmuc.shapes.engine import Data, Plan
from danhmuc.shapes.engine.outcomes import UNCOMPUTED
from danhmuc.shapes.engine.unverified import UnverifiedReasons
from danhmuc.shapes.messages.validating import DoubtsText
from danhmuc.vocab.messages import MessageTemplate

OWN = "@prefix dmv: <https://w3id.org/danhmuc/def#> ."
DATA = (
    ':a :p :far ; :code "H57.90" ; :day "2024-02-30" ; :known :b . :b :p :far .'
    f' :slow :text "{"a" * 60}!" . :own :p :own2 . :own2 :p "text" .'
)
PATTERN = 'sh:pattern "^(a|a)+$"'


@pytest.mark.parametrize(
    ("shape", "doubt"),
    [
        (":S sh:targetNode :a ; sh:property [ sh:path :p ; sh:class :A ] .", DoubtsText.DOUBT_DESCRIPTION),
        (":S sh:targetNode :a ; sh:property [ sh:path :p ; sh:not [ sh:class :A ] ] .", DoubtsText.DOUBT_DESCRIPTION),
        (
            ":S sh:targetNode :a ; sh:property [ sh:path :p ; sh:node [ sh:path :p ; sh:minCount 1 ] ] .",
            DoubtsText.DOUBT_DESCRIPTION,
        ),
        (
            (
                ":S sh:targetNode :a ; sh:property [ sh:path :p ; "
                "sh:or ( [ sh:class :A ] [ sh:closed true ] [ sh:property [ sh:path :q ; sh:hasValue 1 ] ] ) ] ."
            ),
            DoubtsText.DOUBT_DESCRIPTION,
        ),
        (":S sh:targetNode :a ; sh:property [ sh:path ( :p :q ) ; sh:minCount 1 ] .", DoubtsText.DOUBT_VALUES),
        (":S sh:targetNode :a ; sh:property [ sh:path ( :p :q ) ; sh:nodeKind sh:IRI ] .", DoubtsText.DOUBT_VALUES),
        (":S sh:targetNode :a ; sh:property [ sh:path ( :p :q ) ; sh:equals :none ] .", DoubtsText.DOUBT_VALUES),
        (":S sh:targetNode :far ; sh:property [ sh:path :p ; sh:maxCount 1 ] .", DoubtsText.DOUBT_VALUES),
        (":S sh:targetNode :far ; sh:closed true .", DoubtsText.DOUBT_VALUES),
        (":S sh:targetNode :a ; sh:property [ sh:path :code ; dmv:validCode true ] .", DoubtsText.DOUBT_CODE),
        (
            (
                ":S sh:targetNode :a ; sh:property [ sh:path :code ; "
                'sh:or ( [ sh:in ( "G01" ) ] [ dmv:validCode true ] [ sh:pattern "x" ] ) ] .'
            ),
            DoubtsText.DOUBT_CODE,
        ),
        (
            ":S sh:targetNode :a ; sh:property [ sh:path :code ; dmv:validCode true ; dmv:onDateOf :day ] .",
            DoubtsText.DOUBT_CODE_ON_DAY,
        ),
        (":S sh:targetNode :a ; sh:property [ sh:path :p ; dmv:inForce true ] .", DoubtsText.DOUBT_FORCE),
        (':S sh:targetNode :a ; sh:property [ sh:path :day ; dmv:maxAge "P1Y"^^xsd:duration ] .', DoubtsText.DOUBT_AGE),
        (
            ":S sh:targetNode :a ; sh:property [ sh:path :p ; sh:or ( [ sh:class :A ] [ dmv:validCode true ] ) ] .",
            DoubtsText.DOUBT_UNSPECIFIED,
        ),
        (
            (
                ":S sh:targetNode :a ; "
                "sh:property [ sh:path :p ; sh:qualifiedValueShape [ sh:class :A ] ; sh:qualifiedMinCount 1 ] ."
            ),
            DoubtsText.DOUBT_UNSPECIFIED,
        ),
    ],
)
def test_doubt__is_that_of_the_component_or_of_what_the_shapes_behind_it_ask(
    shape: str,
    doubt: MessageTemplate,
    plan_of: Callable[[str], Plan],
    data_of: Callable[..., Data],
) -> None:
    data = data_of(DATA, is_open=True)
    ((_, _, value, demand, outcome),) = plan_of(OWN + shape).run(data)
    assert outcome is None
    assert UnverifiedReasons(data.overruns).of(demand, value) is doubt


@pytest.mark.parametrize(
    ("words", "doubt"),
    [
        (f"sh:path :text ; {PATTERN}", DoubtsText.DOUBT_PATTERN),
        (f"sh:path :text ; sh:not [ {PATTERN} ]", DoubtsText.DOUBT_PATTERN),
        (f"sh:path :text ; sh:or ( [ sh:class :A ] [ {PATTERN} ] )", DoubtsText.DOUBT_PATTERN),
        (f'sh:path :day ; sh:not [ sh:minInclusive "{"9" * 4001}-01-01"^^xsd:date ]', DoubtsText.DOUBT_LIMIT),
    ],
)
def test_limit__is_that_of_the_pattern_or_of_anything(
    words: str,
    doubt: MessageTemplate,
    plan_of: Callable[[str], Plan],
    data_of: Callable[..., Data],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("danhmuc.shapes.engine.patterns.SECONDS", 0.02)
    data = data_of(f':slow :text "{"a" * 60}!" ; :day "2026-01-01"^^xsd:date .', is_open=True)
    ((*_, demand, outcome),) = plan_of(f":S sh:targetNode :slow ; sh:property [ {words} ] .").run(data)
    assert outcome is UNCOMPUTED
    assert UnverifiedReasons(data.overruns).of_limit(demand) is doubt
