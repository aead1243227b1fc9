"""OWL-Time, complete.

Source: W3C recommendation draft of 2022.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["TIME"]


class _TIME(ClosedNamespace, iri="http://www.w3.org/2006/time#"):
    # Classes.
    DateTimeDescription: URIRef
    DateTimeInterval: URIRef
    DayOfWeek: URIRef
    Duration: URIRef
    DurationDescription: URIRef
    Friday: URIRef
    GeneralDateTimeDescription: URIRef
    GeneralDurationDescription: URIRef
    Instant: URIRef
    Interval: URIRef
    January: URIRef
    Monday: URIRef
    MonthOfYear: URIRef
    ProperInterval: URIRef
    Saturday: URIRef
    Sunday: URIRef
    TRS: URIRef
    TemporalDuration: URIRef
    TemporalEntity: URIRef
    TemporalPosition: URIRef
    TemporalUnit: URIRef
    Thursday: URIRef
    TimePosition: URIRef
    TimeZone: URIRef
    Tuesday: URIRef
    Wednesday: URIRef
    Year: URIRef

    # Properties.
    after: URIRef
    before: URIRef
    day: URIRef
    dayOfWeek: URIRef
    dayOfYear: URIRef
    days: URIRef
    generalDay: URIRef
    generalMonth: URIRef
    generalYear: URIRef
    hasBeginning: URIRef
    hasDateTimeDescription: URIRef
    hasDuration: URIRef
    hasDurationDescription: URIRef
    hasEnd: URIRef
    hasTRS: URIRef
    hasTemporalDuration: URIRef
    hasTime: URIRef
    hasXSDDuration: URIRef
    hour: URIRef
    hours: URIRef
    inDateTime: URIRef
    inTemporalPosition: URIRef
    inTimePosition: URIRef
    inXSDDate: URIRef
    inXSDDateTime: URIRef
    inXSDDateTimeStamp: URIRef
    inXSDgYear: URIRef
    inXSDgYearMonth: URIRef
    inside: URIRef
    intervalAfter: URIRef
    intervalBefore: URIRef
    intervalContains: URIRef
    intervalDisjoint: URIRef
    intervalDuring: URIRef
    intervalEquals: URIRef
    intervalFinishedBy: URIRef
    intervalFinishes: URIRef
    intervalIn: URIRef
    intervalMeets: URIRef
    intervalMetBy: URIRef
    intervalOverlappedBy: URIRef
    intervalOverlaps: URIRef
    intervalStartedBy: URIRef
    intervalStarts: URIRef
    minute: URIRef
    minutes: URIRef
    month: URIRef
    monthOfYear: URIRef
    months: URIRef
    nominalPosition: URIRef
    numericDuration: URIRef
    numericPosition: URIRef
    second: URIRef
    seconds: URIRef
    timeZone: URIRef
    unitDay: URIRef
    unitHour: URIRef
    unitMinute: URIRef
    unitMonth: URIRef
    unitSecond: URIRef
    unitType: URIRef
    unitWeek: URIRef
    unitYear: URIRef
    week: URIRef
    weeks: URIRef
    xsdDateTime: URIRef
    year: URIRef
    years: URIRef


TIME: Final = _TIME()
