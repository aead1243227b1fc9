"""OWL-Time, complete.

Source: W3C recommendation draft of 2022.
"""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _TIME(ClosedNamespace[Term], iri="http://www.w3.org/2006/time#"):
    # Classes.
    DateTimeDescription: Term
    DateTimeInterval: Term
    DayOfWeek: Term
    Duration: Term
    DurationDescription: Term
    Friday: Term
    GeneralDateTimeDescription: Term
    GeneralDurationDescription: Term
    Instant: Term
    Interval: Term
    January: Term
    Monday: Term
    MonthOfYear: Term
    ProperInterval: Term
    Saturday: Term
    Sunday: Term
    TRS: Term
    TemporalDuration: Term
    TemporalEntity: Term
    TemporalPosition: Term
    TemporalUnit: Term
    Thursday: Term
    TimePosition: Term
    TimeZone: Term
    Tuesday: Term
    Wednesday: Term
    Year: Term

    # Properties.
    after: Term
    before: Term
    day: Term
    dayOfWeek: Term
    dayOfYear: Term
    days: Term
    generalDay: Term
    generalMonth: Term
    generalYear: Term
    hasBeginning: Term
    hasDateTimeDescription: Term
    hasDuration: Term
    hasDurationDescription: Term
    hasEnd: Term
    hasTRS: Term
    hasTemporalDuration: Term
    hasTime: Term
    hasXSDDuration: Term
    hour: Term
    hours: Term
    inDateTime: Term
    inTemporalPosition: Term
    inTimePosition: Term
    inXSDDate: Term
    inXSDDateTime: Term
    inXSDDateTimeStamp: Term
    inXSDgYear: Term
    inXSDgYearMonth: Term
    inside: Term
    intervalAfter: Term
    intervalBefore: Term
    intervalContains: Term
    intervalDisjoint: Term
    intervalDuring: Term
    intervalEquals: Term
    intervalFinishedBy: Term
    intervalFinishes: Term
    intervalIn: Term
    intervalMeets: Term
    intervalMetBy: Term
    intervalOverlappedBy: Term
    intervalOverlaps: Term
    intervalStartedBy: Term
    intervalStarts: Term
    minute: Term
    minutes: Term
    month: Term
    monthOfYear: Term
    months: Term
    nominalPosition: Term
    numericDuration: Term
    numericPosition: Term
    second: Term
    seconds: Term
    timeZone: Term
    unitDay: Term
    unitHour: Term
    unitMinute: Term
    unitMonth: Term
    unitSecond: Term
    unitType: Term
    unitWeek: Term
    unitYear: Term
    week: Term
    weeks: Term
    xsdDateTime: Term
    year: Term
    years: Term


TIME: Final = _TIME(uri_ref)
