"""Fields that hold any value keep its kind: 0 and False are there, and a decimal is one."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from danhmuc.registry import Constraint, Number, QualityMeasurement, Resource, Text
from danhmuc.registry.model.literals import XSD
from danhmuc.vocab.errors import FieldError

PREFIXES = f"""
    @prefix dqv: <http://www.w3.org/ns/dqv#> .
    @prefix odrl: <http://www.w3.org/ns/odrl/2/> .
    @prefix xsd: <{XSD}> .
"""


@pytest.mark.parametrize(
    ("given", "written"),
    [
        (0.95, f'"0.95"^^<{XSD}double>'),
        (Decimal("0.95"), f'"0.95"^^<{XSD}decimal>'),
        (0, f'"0"^^<{XSD}integer>'),
        (False, f'"false"^^<{XSD}boolean>'),
        ("", '""'),
        ("0.95", '"0.95"'),
        (dt.date(2026, 5, 31), f'"2026-05-31"^^<{XSD}date>'),
        (Text("tốt", "vi"), '"tốt"@vi'),
    ],
)
def test_value__survives(given: object, written: str) -> None:
    one = QualityMeasurement("https://e.vn/q", value=given)  # type: ignore[arg-type]
    assert f"<http://www.w3.org/ns/dqv#value> {written} ." in one.to("nt")
    # Numbers are exact: what was a float is shown as the decimal that was written.
    assert one.value == (Decimal(str(given)) if isinstance(given, float) else given)
    assert one.value is not None
    assert one.replace(value=one.value) == one
    assert QualityMeasurement.parse(one.to()).value == one.value


def test_value__of_a_document_is_a_number() -> None:
    one = QualityMeasurement.parse(f'{PREFIXES} <urn:q> a dqv:QualityMeasurement ; dqv:value "0.95"^^xsd:decimal .')
    assert isinstance(one.value, Number)
    assert one.value.decimal == Decimal("0.95")
    assert "value=0.95" in repr(one)
    assert QualityMeasurement().value is None


def test_value__of_several_the_first_is_shown() -> None:
    one = QualityMeasurement.parse(f"{PREFIXES} <urn:q> a dqv:QualityMeasurement ; dqv:value 2 , 1 .")
    assert (one.value, one.values("value")) == (1, (1, 2))


@pytest.mark.parametrize("given", [object(), [1], {"vi": "x"}, b"x", float])
def test_value__refuses_in_one_line(given: object) -> None:
    with pytest.raises(FieldError) as caught:
        QualityMeasurement(value=given)  # type: ignore[arg-type]
    assert str(caught.value).startswith("QualityMeasurement.value takes texts, numbers, True and False, dates, spans")


def test_operands__are_of_any_kind() -> None:
    one = Constraint(right_operands=[dt.date(2026, 12, 31), 5, "x", Resource("urn:purpose")])
    assert one.right_operands == (Resource("urn:purpose"), dt.date(2026, 12, 31), 5, "x")
    assert one.replace(right_operands=one.right_operands) == one
    assert Constraint(right_operands={"vi": "nghiên cứu"}).right_operands == ("nghiên cứu",)
    assert Constraint().right_operands == ()
