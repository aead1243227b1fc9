"""The part of each page that counts, once the newest activity of each thing is known."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.messages import MessageTemplate
from danhmuc.vocab.reading import Descriptions

from ..messages.event_streams import EventStreamsText
from ..record.contents import Deletion
from .newest import Newest, PlacedActivity
from .stream_activities import Activity, Fault, describe_thing, read_activity
from .stream_page import StreamPage, StreamSettings

_FAULTS: Mapping[Fault, MessageTemplate] = {
    "no-time": EventStreamsText.NO_TIME,
    "unclear": EventStreamsText.UNCLEAR,
    "not-described": EventStreamsText.NOT_DESCRIBED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContent:
    """The part of a page that counts.

    Attributes:
        findings: about its activities.
    """

    descriptions: Descriptions
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True, kw_only=True)
class Composition:
    """The activities of all pages that were added.

    Attributes:
        left_out: things of which no description counts, since a newer one may be stored than it.
    """

    settings: StreamSettings
    newest: Newest = field(default_factory=Newest)
    left_out: Collection[str] = ()
    _places: list[str] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def add(self, page: StreamPage) -> None:
        """Add the activities of one more page."""
        number = self._numbers[page.place] = len(self._places)
        self._places.append(page.place)
        for at, member in enumerate(page.members):
            activity = read_activity(member, self.settings)
            if _counts(activity):
                self.newest.add(activity, number, at)

    def place(self, number: int) -> str:
        """The page of a number, in order of adding."""
        return self._places[number]

    def content(self, page: StreamPage) -> PageContent:
        """The part of a page that counts, with all that is outside of its members."""
        descriptions = {subject: list(pairs) for subject, pairs in page.outside.items()}
        for at, (activity, described) in enumerate(self.descriptions_on(page)):
            if self.is_in_force(activity, page.place, at):
                for subject, pairs in described.items():
                    descriptions.setdefault(subject, []).extend(pairs)
        return PageContent(descriptions=descriptions, findings=tuple(self.findings(page)))

    def has_other_marks(self, page: StreamPage) -> bool:
        """Whether a page that was added has descriptions that do not count and may be marked as state secrets."""
        found = enumerate(self.descriptions_on(page))
        return any(one.has_mark and not self.is_in_force(one, page.place, at) for at, (one, _) in found)

    def descriptions_on(self, page: StreamPage) -> Iterator[tuple[Activity, Descriptions]]:
        """The activities of a page, each with what it describes, whether that counts or not."""
        for member in page.members:
            activity = read_activity(member, self.settings)
            thing = activity.thing
            yield activity, member.payload if thing is None else describe_thing(member, thing, self.settings)

    def is_in_force(self, activity: Activity, place: str, at: int) -> bool:
        """Whether what an activity describes counts; `at` is its number on a page that was added."""
        thing = activity.thing
        if thing is None:
            # It cannot be told what an activity is about; but that this may be a secret, counts.
            return activity.has_mark or activity.is_lasting
        if not _counts(activity) or not activity.describes or (thing in self.left_out and not activity.has_mark):
            return False
        page = self._numbers[place]
        return any((one.page, one.number) == (page, at) for one in self.newest.of(thing))

    def doubtful_things(self) -> list[str]:
        """The things whose only description has no time where it should have one."""
        found = ((thing, self.newest.of(thing)) for thing in self.newest.things())
        return [thing for thing, counting in found if len(counting) == 1 and counting[0].activity.fault == "no-time"]

    def times(self) -> dict[str, str]:
        """The time of the activity that counts of each thing that is described, if it has one."""
        return {
            thing: one.activity.at.text
            for thing, one in self._counting()
            if one.activity.at is not None and one.activity.describes
        }

    def deletions(self) -> Iterator[Deletion]:
        """The things whose newest activity deletes them."""
        for thing, one in self._counting():
            if one.activity.deletes and one.activity.at is not None:
                yield Deletion(iri=thing, at=one.activity.at.text, place=self._places[one.page])

    def _counting(self) -> Iterator[tuple[str, PlacedActivity]]:
        for thing in self.newest.things():
            for one in self.newest.of(thing):
                yield thing, one

    def findings(self, page: StreamPage) -> Iterator[Finding]:
        """The findings about the activities of a page that was added."""
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
            yield _finding("stream:same-time", tied, page.place, EventStreamsText.SAME_TIME)


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
