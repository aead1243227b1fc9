"""The term of data requests: answered within two working days of the day on which they were received.

Nothing of a request but its day, its state and the dataset that it asks for is looked at: no report has who asked.
Source: Decree 47/2020, Article 35(3), as changed by Decree 194/2025, Article 40(3).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.datatypes.days import read_day
from danhmuc.vocab.text import one_line, shorten

from ..messages.clocks import ClocksText
from .clock_readings import ClockReading
from .clocks import CLOCKS

if TYPE_CHECKING:
    from danhmuc.vocab.datatypes.working_days import WorkingCalendar
    from danhmuc.vocab.messages import Message

    from ..feedback.feedback_statements import SharingArrangement


_CLOCK: Final = next(one for one in CLOCKS if one.kind == "request")
_OPEN: Final = frozenset({"TIEP_NHAN", "DANG_XU_LY"})
_ANSWERED: Final = frozenset({"DA_THOA_THUAN", "TU_CHOI", "KET_THUC"})
_AHEAD: Final = timedelta(1)
_SHOWN: Final = 60


def each_request_once(stored: Iterable[SharingArrangement]) -> list[SharingArrangement]:
    """The requests, each as one source describes it: the oldest one, unless another says that it is not answered."""
    chosen: dict[str, SharingArrangement] = {}
    for one in stored:
        if one.kind == "request":
            before = chosen.setdefault(one.iri, one)
            if before.status in _ANSWERED and one.status not in _ANSWERED:
                chosen[one.iri] = one
    return list(chosen.values())


def read_request(one: SharingArrangement, *, on: date, within: int, calendar: WorkingCalendar) -> ClockReading:
    """The term of a request; what is answered cannot be told to be in time, as nothing states the day of an answer."""
    start = _day(one.day, on)
    if not isinstance(start, date):
        return ClockReading(clock=_CLOCK, outcome="unclear", why=start)
    due = calendar.after(start, _CLOCK.working_days)
    if one.status in _ANSWERED:
        why = ClocksText.UNCLEAR_NOT_STATED(field=ClocksText.FIELD_ANSWERED())
        return ClockReading(clock=_CLOCK, outcome="unclear", start=start, due=due, why=why)
    if one.status not in _OPEN or due is None:
        why = ClocksText.UNCLEAR_NOT_STATED(field=ClocksText.FIELD_STATE())
        return ClockReading(clock=_CLOCK, outcome="unclear", start=start, due=due, why=why)
    if on > due:
        return ClockReading(clock=_CLOCK, outcome="over", start=start, due=due)
    is_near = (due - on).days <= within
    return ClockReading(clock=_CLOCK, outcome="due" if is_near else "running", start=start, due=due)


def _day(written: str | None, on: date) -> date | Message:
    """The day on which a request was received, or why it is not understood."""
    field = ClocksText.FIELD_RECEIVED()
    if written is None:
        return ClocksText.UNCLEAR_NOT_STATED(field=field)
    day = read_day(written)
    if day is None or day != read_day(written, last=True):
        return ClocksText.UNCLEAR_DATE(field=field, value=shorten(one_line(written), _SHOWN))
    return ClocksText.UNCLEAR_FUTURE(field=field, value=day.isoformat()) if day > on + _AHEAD else day
