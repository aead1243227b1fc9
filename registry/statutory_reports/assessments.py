"""Statements of agencies in the yearly assessment, read back by codes and never out of a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from pyoxigraph import NamedNode

from danhmuc.shapes.engine.days import days_of
from danhmuc.vocab import concepts
from danhmuc.vocab.terms import DCT, DQV, RDFS

from ..messages.inventory_report import InventoryReportText

if TYPE_CHECKING:
    from datetime import date

    from danhmuc.vocab.concepts import ListedConcept

    from .listed_record import ListedRecord


_LIST: Final = "assessment-criterion"
CRITERIA: Final = (
    "KIEM_DEM",
    "TUAN_THU",
    "CHINH_XAC",
    "TOAN_VEN",
    "BAT_THUONG",
    "DUY_TRI",
    "NHAT_KY",
    "CHIA_SE",
)
"""All criteria, in the order of forms."""
PEOPLE_CRITERIA: Final = ("CHINH_XAC", "TOAN_VEN", "BAT_THUONG", "NHAT_KY")
"""The criteria that no registry can measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One statement of an assessment.

    Attributes:
        criterion: its code; None if it is none of the list.
        shown_criterion: its name, or what is stated in its place.
        when: whether it is of the year, of another year, or of a day that is not understood.
        day: as it is stated.
    """

    criterion: str | None
    shown_criterion: str
    when: Literal["year", "other-year", "undated"]
    day: date | str | None
    result: str
    remark: str


def criteria() -> dict[str, ListedConcept]:
    """The criteria by their IRIs."""
    scheme = concepts.load(_LIST)
    return {scheme[code].iri: scheme[code] for code in CRITERIA}


def read_assessments(record: ListedRecord, year: int) -> Iterator[Assessment]:
    """The assessments of a record, in the order of its graph."""
    known = criteria()
    for one in record.views(DQV.hasQualityMeasurement):
        stated = one.values(DQV.isMeasurementOf)
        iri = stated[0].value if len(stated) == 1 and isinstance(stated[0], NamedNode) else ""
        concept = known.get(iri)
        if concept is not None:
            shown = concept.label(record.lang)
        elif stated:
            names = one.names(DQV.isMeasurementOf) or "; ".join(sorted(value.value for value in stated))
            shown = InventoryReportText.CRITERION_OTHER(value=names).render(record.lang)
        else:
            shown = InventoryReportText.CRITERION_UNSTATED().render(record.lang)
        yield Assessment(
            criterion=None if concept is None else concept.code,
            shown_criterion=shown,
            when=_when(one, year),
            day=one.days(DCT.date),
            result=one.names(DQV.value),
            remark=one.text(RDFS.comment),
        )


def _when(one: ListedRecord, year: int) -> Literal["year", "other-year", "undated"]:
    values = one.values(DCT.date)
    days = days_of(values[0]) if len(values) == 1 else None
    if days is None:
        return "undated"
    return "year" if days.first.year == days.last.year == year else "other-year"
