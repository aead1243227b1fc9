"""Members as activities: what each is about, what it does to it, and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from pyoxigraph import BlankNode, NamedNode
from pyoxigraph import Literal as Text

from danhmuc.vocab.reading import Descriptions, Subject, Term
from danhmuc.vocab.terms import AS, RDF

from ..record.secrecy import may_mark
from .published_times import ActivityTime, read_activity_time
from .stream_page import Member, Pairs, StreamSettings

Fault = Literal["no-time", "unclear", "not-described"]
"""Something that is not understood: its time, what it does or to what, or its description is missing."""

_DESCRIBING: Final = frozenset({AS.Add, AS.Create, AS.Update})
_DELETING: Final = frozenset({AS.Delete, AS.Remove})


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One member, understood as far as it can be.

    Attributes:
        name: of the member, as findings have it.
        thing: IRI of what it is about; None if that is not clear, and then nothing comes of it.
        deletes: whether it deletes the thing, instead of describing it.
        at: when; None if that is not known.
        is_lasting: whether it is no activity or version, but the thing itself, in a stream that has no times; one
            without an IRI counts, too.
        has_mark: whether what it describes may be marked as a state secret.
        fault: what is not understood of it.
    """

    name: str
    thing: str | None
    deletes: bool
    at: ActivityTime | None
    is_lasting: bool = False
    has_mark: bool = False
    fault: Fault | None = None

    @property
    def describes(self) -> bool:
        """Whether what it says of things counts, where it is the newest: of a deletion, if that may mark a secret."""
        return self.has_mark or not self.deletes


def read_activity(member: Member, settings: StreamSettings) -> Activity:
    """Read a member as the stream says that its members are to be read."""
    types = {value for predicate, value in member.own if predicate == RDF.type}
    describes, deletes = not _DESCRIBING.isdisjoint(types), not _DELETING.isdisjoint(types)
    name = member.subject.value if isinstance(member.subject, NamedNode) else str(member.subject)
    has_mark = next(find_marks(member.payload), None) is not None
    thing = _thing(member, settings)
    is_clear = thing is not None and (describes != deletes if member.is_activity else not (describes or deletes))
    at = _time(member, settings)
    is_lasting = not member.is_activity and settings.timestamp_path is None
    if is_lasting and isinstance(member.subject, BlankNode) and not (describes or deletes):
        return Activity(name=name, thing=None, deletes=False, at=None, is_lasting=True, has_mark=has_mark)
    if not is_clear:
        return Activity(name=name, thing=None, deletes=False, at=at, has_mark=has_mark, fault="unclear")
    fault: Fault | None = None if at is not None or is_lasting else "no-time"
    if not deletes and not any(isinstance(one, NamedNode) for one in member.payload):
        fault = "not-described"
    return Activity(
        name=name, thing=thing, deletes=deletes, at=at, is_lasting=is_lasting, has_mark=has_mark, fault=fault
    )


def find_marks(descriptions: Descriptions) -> Iterator[tuple[Subject, NamedNode, Term]]:
    """The statements that may mark something as a state secret."""

    def values_of(node: BlankNode | NamedNode) -> list[Term]:
        return [value for _, value in descriptions.get(node, ())]

    for subject, pairs in descriptions.items():
        for predicate, value in pairs:
            if may_mark(predicate, value, values_of):
                yield subject, predicate, value


def describe_thing(member: Member, thing: str, settings: StreamSettings) -> Descriptions:
    """The descriptions that a member has, with a version of a thing under the IRI of the thing itself."""
    version = member.subject
    if member.is_activity or version.value == thing:
        return member.payload
    itself = NamedNode(thing)

    found: Descriptions = {}
    for subject, pairs in member.payload.items():
        described: Subject = itself if subject == version else subject
        listed = [(predicate, itself if value == version else value) for predicate, value in pairs]
        if described == itself:
            listed = [pair for pair in listed if pair != (settings.version_of_path, itself)]
        found.setdefault(described, []).extend(listed)
    return found


def _thing(member: Member, settings: StreamSettings) -> str | None:
    """The IRI that a member is about; None if there is none, or several."""
    path = settings.version_of_path
    if member.is_activity:
        values = _values(member.own, AS.object) or (_values(member.own, path) if path is not None else set())
    else:
        values = _values(member.own, path) if path is not None else set()
        values = values or {member.subject}
    only = values.pop() if len(values) == 1 else None
    return only.value if isinstance(only, NamedNode) else None


def _time(member: Member, settings: StreamSettings) -> ActivityTime | None:
    values = _values(member.own, settings.timestamp_path) if settings.timestamp_path is not None else set()
    if not values and member.is_activity:
        values = _values(member.own, AS.published)
    found = {read_activity_time(one.value, one.datatype.value) if isinstance(one, Text) else None for one in values}
    return found.pop() if len(found) == 1 else None


def _values(pairs: Pairs, wanted: NamedNode) -> set[Term]:
    return {value for predicate, value in pairs if predicate == wanted}
