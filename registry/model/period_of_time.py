"""Periods of time."""

from __future__ import annotations

from .literal_fields import OneTemporal
from .object_fields import One
from .resource import Resource

__all__ = ["PeriodOfTime"]


class PeriodOfTime(Resource):
    """A period with a start, an end, or both.

    Source: DCAT-AP 3.0.1, class Period of time.
    """

    __slots__ = ()

    start_date: OneTemporal = OneTemporal("dcat:startDate", "0..1", "Its first day, month or year.")
    end_date: OneTemporal = OneTemporal("dcat:endDate", "0..1", "Its last day, month or year.")
    has_beginning: One[Resource] = One(
        "time:hasBeginning", "0..1", "Resource", "Its beginning as an instant.", range="time:Instant"
    )
    has_end: One[Resource] = One("time:hasEnd", "0..1", "Resource", "Its end as an instant.", range="time:Instant")
