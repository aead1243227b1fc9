"""What counts of each page, once the newest activity of each thing is known."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import MessageTemplate
from danhmuc.vocab.reading import Descriptions

from ..messages.event_streams import NO_TIME, NOT_DESCRIBED, SAME_TIME, UNCLEAR
from ..record.contents import Deletion
from .activities import Activity, Fault, describe_thing, read_activity
from .newest import Candidate, Newest
from .page import Member, StreamPage, StreamSettings

__all__ = ["Composition", "PageContent"]

_FAULTS: Mapping[Fault, MessageTemplate] = {
    "no-time": NO_TIME,
    "unclear": UNCLEAR,
    "not-described": NOT_DESCRIBED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContent:
    """What a page contributes to its source.

    Attributes:
        descriptions: what it describes and is in force, and all that is outside of its members.
        has_other_marks: whether it also has descriptions that are not in force, and may be marked as state secrets.
        findings: about its activities.
    """

    descriptions: Descriptions
    has_other_marks: bool
    findings: tuple[Finding, ...]


@dataclass(slots=True, kw_only=True)
class Composition:
    """The activities of all pages that were added.

    Attributes:
        passed_over: things of which no description counts, since a newer one may be stored than it.
    """

    settings: StreamSettings
    newest: Newest = field(default_factory=Newest)
    passed_over: Collection[str] = ()
    _places: list[str] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def __contains__(self, place: str) -> bool:
        return place in self._numbers

    def add(self, page: StreamPage) -> None:
        """Add the activities of one more page."""
        number = self._numbers[page.place] = len(self._places)
        self._places.append(page.place)
        for at, member in enumerate(page.members):
            activity = read_activity(member, self.settings)
            if _counts(activity):
                self.newest.add(activity, number, at)

    def content(self, page: StreamPage) -> PageContent:
        """What counts of a page that was added."""
        descriptions = {subject: list(pairs) for subject, pairs in page.outside.items()}
        has_other_marks = False
        for _, activity, described in self.in_force(page):
            if described is None:
                has_other_marks = has_other_marks or activity.has_mark
                continue
            for subject, pairs in described.items():
                descriptions.setdefault(subject, []).extend(pairs)
        return PageContent(
            descriptions=descriptions, has_other_marks=has_other_marks, findings=tuple(self._findings(page))
        )

    def in_force(self, page: StreamPage) -> Iterator[tuple[Member, Activity, Descriptions | None]]:
        """The members of a page, each with what it describes; None if that is not in force."""
        number = self._numbers[page.place]
        for at, member in enumerate(page.members):
            activity = read_activity(member, self.settings)
            yield member, activity, self._describe(member, activity, number, at)

    def _describe(self, member: Member, activity: Activity, page: int, at: int) -> Descriptions | None:
        thing = activity.thing
        if thing is None:
            # It cannot be told what it is about; but that it may be a secret, counts.
            return member.payload if activity.has_mark else None
        if not _counts(activity) or activity.deletes:
            return None
        if thing in self.passed_over and not activity.has_mark:
            return None
        counting = self.newest.of(thing)
        is_in_force = any((one.page, one.number) == (page, at) for one in counting)
        return describe_thing(member, thing, self.settings) if is_in_force else None

    def doubtful_things(self) -> list[str]:
        """The things whose only description has no time where it should have one."""
        found = ((thing, self.newest.of(thing)) for thing in self.newest.things())
        return [thing for thing, counting in found if len(counting) == 1 and counting[0].activity.fault == "no-time"]

    def times(self) -> dict[str, str]:
        """The time of the activity that counts of each thing that is described, if it has one."""
        return {
            thing: one.activity.at.text
            for thing, one in self._counting()
            if one.activity.at is not None and not one.activity.deletes
        }

    def deletions(self) -> Iterator[Deletion]:
        """The things whose newest activity deletes them."""
        for thing, one in self._counting():
            if one.activity.deletes and one.activity.at is not None:
                yield Deletion(iri=thing, at=one.activity.at.text, place=self._places[one.page])

    def _counting(self) -> Iterator[tuple[str, Candidate]]:
        for thing in self.newest.things():
            for one in self.newest.of(thing):
                yield thing, one

    def _findings(self, page: StreamPage) -> Iterator[Finding]:
        number = self._numbers[page.place]
        examples: dict[Fault, list[str]] = {}
        tied: list[str] = []
        for at, member in enumerate(page.members):
            activity = read_activity(member, self.settings)
            if activity.fault is not None:
                examples.setdefault(activity.fault, []).append(activity.name)
            elif activity.thing is not None and self.newest.is_tied(activity.thing):
                tied += [
                    activity.thing for one in self.newest.of(activity.thing) if (one.page, one.number) == (number, at)
                ]
        for fault, names in examples.items():
            yield _finding(f"stream:{fault}", names, page.place, _FAULTS[fault])
        if tied:
            yield _finding("stream:same-time", tied, page.place, SAME_TIME)


def _counts(activity: Activity) -> bool:
    """Whether anything may come of an activity."""
    return activity.thing is not None and activity.fault != "not-described"


def _finding(code: str, names: list[str], place: str, template: MessageTemplate) -> Finding:
    return Finding(
        code=code,
        severity="warning",
        layer="house",
        message=template(count=len(names)),
        value=names[0],
        document=place,
    )
