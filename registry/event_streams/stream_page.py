"""One page of an event stream, taken apart: its members as activities, what each describes, when, and its links.

One page of an event stream, taken apart: its members with what each describes, its links, and all else.

The description of a member stands in a graph named after it, or after its object; or beside the page's own triples,
and then it is what the member leads to.
Source: TREE Hypermedia Specification, sections on members and relations; Linked Data Event Streams.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from pyoxigraph import BlankNode, NamedNode, Quad
from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import Literal as Text

from danhmuc.vocab.canonical import canonicalize
from danhmuc.vocab.datatypes.dates import DateParts, read_date_parts
from danhmuc.vocab.datatypes.grammar import STRING, XSD
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.reading import Descriptions, Subject, Term
from danhmuc.vocab.reading.documents import GraphDocument, read_graphs
from danhmuc.vocab.record_terms import is_paging_term, is_stream, is_stream_term
from danhmuc.vocab.terms import AS, DCAT, FOAF, LDES, RDF, TREE

from ..record.secrecy import may_mark

# ---------------------------------------------------------------- published times
# The times of activities: read as they are written, compared exactly, told to the microsecond.

_DATATYPES: Final = {
    XSD.dateTime: XSD.dateTime,
    XSD.dateTimeStamp: XSD.dateTimeStamp,
    XSD.date: XSD.date,
    # A feed that forgets the datatype writes the same text.
    STRING: XSD.dateTime,
}
_END_OF_DAY: Final = 24
_LONGEST: Final = 100


class ActivityTime(NamedTuple):
    """A time; the later one is greater.

    Attributes:
        exact: seconds since the year 1, UTC.
        text: UTC, ISO 8601 to the microsecond.
    """

    exact: Fraction
    text: str


def read_activity_time(lexical: str, datatype: str) -> ActivityTime | None:
    """Read a time or a day; None if it is not understood. Without a zone it is UTC, and a day is its beginning.

    >>> read_activity_time("2026-05-31T07:00:00.1234567+07:00", XSD.dateTime).text
    '2026-05-31T00:00:00.123456+00:00'
    """
    wanted = _DATATYPES.get(datatype)
    parts = None if wanted is None or len(lexical) > _LONGEST else read_date_parts(lexical, wanted)
    if parts is None:
        return None
    try:
        whole = _whole_second(parts)
    except (ValueError, OverflowError):
        return None
    fraction = Fraction(int(parts.fraction or "0"), 10 ** len(parts.fraction))
    since = whole - datetime.min.replace(tzinfo=UTC)
    exact = Fraction(since.days * 86_400 + since.seconds) + fraction
    shown = whole + timedelta(microseconds=int(fraction * 1_000_000))
    return ActivityTime(exact, shown.isoformat(timespec="microseconds"))


def _whole_second(parts: DateParts) -> datetime:
    """The time without the fraction of its second.

    Raises:
        ValueError, OverflowError: Python has no such time.
    """
    zone = timezone(timedelta(minutes=parts.zone or 0))
    hour = parts.hour or 0
    ends_day = hour == _END_OF_DAY
    day = datetime(parts.year or 0, parts.month or 1, parts.day or 1, tzinfo=zone)
    within = timedelta(hours=hour, minutes=parts.minute or 0, seconds=parts.second or 0)
    return (day + (timedelta(days=1) if ends_day else within)).astimezone(UTC)


# ---------------------------------------------------------------- stream page

ACTIVITIES = frozenset({AS.Activity, AS.Add, AS.Create, AS.Delete, AS.Remove, AS.Update})
"""The classes of activities that a stream has as members."""
_KEEPS_NEWEST = LDES.LatestVersionSubset
_TRUE = frozenset({"true", "1"})
Pairs = list[tuple[NamedNode, Term]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of a stream as its page has it.

    Attributes:
        own: what the page says of it.
        payload: what it describes, by subject: itself, unless it is an activity.
        is_activity: whether it says what was done to something else.
    """

    subject: Subject
    own: Pairs
    payload: Descriptions
    is_activity: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamSettings:
    """Facts that a page states about its stream.

    Attributes:
        timestamp_path, version_of_path: the properties that have the time of a member, and the thing that it is a
            version of; None if there is none that is understood.
        forgets: whether members may go although nothing newer has taken their place.
    """

    timestamp_path: NamedNode | None = None
    version_of_path: NamedNode | None = None
    forgets: bool = False

    def __bool__(self) -> bool:
        return self != StreamSettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamPage:
    """One page.

    Attributes:
        members: in document order.
        outside: what no member describes: relations, activities, and what the page describes itself.
        links: addresses of the pages that it leads to, each once.
        views: addresses of the first pages of its streams.
        is_tree: whether it is a page of a stream at all.
        immutable: whether it says that it never changes.
    """

    place: str
    format: str
    members: tuple[Member, ...]
    outside: Descriptions
    links: tuple[str, ...]
    views: tuple[str, ...]
    settings: StreamSettings
    is_tree: bool
    immutable: bool
    triples: int
    findings: tuple[Finding, ...]
    digest: str


def read_page(data: bytes, *, place: str, base: str) -> StreamPage:
    """Read a page.

    Raises:
        DocumentError: it cannot be read; nothing of it may be used.
    """
    document = read_graphs(data, place=place, base=base, canonical=True)
    members, outside = _find_members(document)
    pairs = [pair for described in outside.values() for pair in described]
    views = tuple(dict.fromkeys(_address(value) for predicate, value in pairs if predicate == TREE.view))
    return StreamPage(
        place=place,
        format=document.format,
        members=tuple(members),
        outside=outside,
        links=tuple(dict.fromkeys(_find_links(outside))),
        views=views,
        settings=_find_settings(outside),
        is_tree=any(is_paging_term(predicate.value) for predicate, _ in pairs),
        immutable=any(
            isinstance(value, RdfLiteral) and value.value in _TRUE for prop, value in pairs if prop == LDES.immutable
        ),
        triples=document.triples,
        findings=document.findings,
        digest=document.raw_digest,
    )


def is_of_stream(pairs: Iterable[tuple[NamedNode, Term]]) -> bool:
    """Whether all that is said of a subject is about a stream, its pages and its activities."""
    listed = list(pairs)
    types = [value for predicate, value in listed if predicate == RDF.type and isinstance(value, NamedNode)]
    if types:
        return is_stream(types)
    return all(is_stream_term(predicate.value) for predicate, _ in listed)


def _find_links(outside: Descriptions) -> Iterator[str]:
    """The addresses that relations lead to."""
    for pairs in list(outside.values()):
        for predicate, relation in pairs:
            if predicate == TREE.relation and not isinstance(relation, RdfLiteral):
                yield from (_address(value) for named, value in outside.get(relation, ()) if named == TREE.node)


def _address(value: Term) -> str:
    """The address of a page, without the part within it."""
    return value.value.partition("#")[0]


# ---------------------------------------------------------------- members


def _find_members(document: GraphDocument) -> tuple[list[Member], Descriptions]:
    """The members of a page, and what belongs to none of them."""
    own = _find_own(document)
    activities = {node for node, pairs in own.items() if _is_activity(pairs)}
    graphs = _find_graphs(document, own, activities)
    outside: Descriptions = {}
    in_graphs = set(graphs.values())
    for graph in (document.default, *(one for name, one in document.named.items() if name not in in_graphs)):
        for subject, pairs in graph.items():
            outside.setdefault(subject, []).extend(pairs)
    walk = _Walk(outside, own)
    members: list[Member] = []
    for node, pairs in own.items():
        payload = dict(document.named[graphs[node]]) if node in graphs else {}
        roots: list[Term] = [node]
        if node in activities:
            # What is said of an activity is no part of what it describes.
            if said := payload.pop(node, None):
                outside.setdefault(node, []).extend(said)
            roots = _objects(pairs)
            # But whoever marks an activity, or its graph, as a state secret, means what it describes.
            marks = [pair for pair in pairs if may_mark(*pair, lambda mark: _values_of(mark, outside))]
            for thing in roots if marks else ():
                if isinstance(thing, NamedNode):
                    payload[thing] = [*payload.get(thing, ()), *marks]
        for subject in walk.reach(roots):
            payload[subject] = [*payload.get(subject, ()), *outside[subject]]
        members.append(Member(subject=node, own=pairs, payload=payload, is_activity=node in activities))
    for subject in walk.taken:
        del outside[subject]
    return members, outside


def _values_of(node: Subject, descriptions: Descriptions) -> list[Term]:
    return [value for _, value in descriptions.get(node, ())]


def _find_own(document: GraphDocument) -> dict[Subject, Pairs]:
    """The members, and all activities, each with what any graph of the page says of it."""
    graphs = (document.default, *document.named.values())
    own: dict[Subject, Pairs] = {}
    for graph in graphs:
        for subject, pairs in graph.items():
            for predicate, value in pairs:
                if predicate == TREE.member and not isinstance(value, RdfLiteral):
                    own.setdefault(value, [])
                elif predicate == RDF.type and value in ACTIVITIES:
                    own.setdefault(subject, [])
    for graph in graphs:
        for subject, pairs in graph.items():
            if subject in own:
                own[subject].extend(pairs)
    return own


def _find_graphs(
    document: GraphDocument, own: Mapping[Subject, Pairs], activities: Collection[Subject]
) -> dict[Subject, Subject]:
    """The name of the graph that has the description of a member, if there is one."""
    found: dict[Subject, Subject] = {}
    for node, pairs in own.items():
        names: list[Term] = [node]
        if node in activities:
            names += [value for value in _objects(pairs) if value not in own]
        in_document = [name for name in names if not isinstance(name, RdfLiteral) and name in document.named]
        if in_document:
            found[node] = in_document[0]
    return found


def _is_activity(pairs: Pairs) -> bool:
    return any(predicate == AS.object or (predicate == RDF.type and value in ACTIVITIES) for predicate, value in pairs)


def _objects(pairs: Pairs) -> list[Term]:
    return list(dict.fromkeys(value for predicate, value in pairs if predicate == AS.object))


class _Walk:
    """The way from members to what they describe beside the triples of the page.

    Attributes:
        taken: the subjects that any member has reached.
    """

    def __init__(self, outside: Descriptions, members: Collection[Subject]) -> None:
        self._outside = outside
        self._members = members
        self.taken: dict[Subject, None] = {}

    def reach(self, roots: Iterable[Term]) -> Iterator[Subject]:
        """The subjects that roots lead to, but over no other member and nothing of the stream; roots included."""
        subjects = [root for root in roots if not isinstance(root, RdfLiteral)]
        todo = [root for root in subjects if root in self._outside and not self._is_of_stream(root)]
        seen = dict.fromkeys(todo)
        while todo:
            subject = todo.pop()
            self.taken[subject] = None
            yield subject
            for _, value in self._outside[subject]:
                if isinstance(value, NamedNode | BlankNode) and value not in seen and value in self._outside:
                    seen[value] = None
                    if value not in self._members and not self._is_of_stream(value):
                        todo.append(value)

    def _is_of_stream(self, subject: Subject) -> bool:
        pairs = self._outside[subject]
        if any(predicate in _OF_COLLECTIONS for predicate, _ in pairs):
            return True
        return is_of_stream(pairs)


_OF_COLLECTIONS = frozenset({TREE.member, TREE.relation, TREE.view})


# ---------------------------------------------------------------- the stream


def _find_settings(outside: Mapping[Subject, Pairs]) -> StreamSettings:
    pairs = [pair for described in outside.values() for pair in described]
    return StreamSettings(
        timestamp_path=_path(value for predicate, value in pairs if predicate == LDES.timestampPath),
        version_of_path=_path(value for predicate, value in pairs if predicate == LDES.versionOfPath),
        forgets=any(predicate == LDES.retentionPolicy and _forgets(outside, value) for predicate, value in pairs),
    )


def _path(values: Iterable[Term]) -> NamedNode | None:
    """The only property among the values."""
    found = set(values)
    only = found.pop() if len(found) == 1 else None
    return only if isinstance(only, NamedNode) else None


def _forgets(outside: Mapping[Subject, Pairs], policy: Term) -> bool:
    """Whether members may go by a policy although they are the newest of their things."""
    if isinstance(policy, RdfLiteral):
        return True
    pairs = outside.get(policy, [])
    types = {value for predicate, value in pairs if predicate == RDF.type}
    amounts = {value.value for predicate, value in pairs if predicate == LDES.amount}
    return types != {_KEEPS_NEWEST} or not all(one.isdecimal() and int(one) > 0 for one in amounts)


# ---------------------------------------------------------------- pieces
# Descriptions in pieces: what is said of an IRI, with the blank nodes that belong to it.
#
# IRIs that share a blank node are one piece. What belongs to a record may be in several pieces, tied by the properties
# that the splitter follows from one IRI to another.

TIES: Final = frozenset({DCAT.distribution, FOAF.primaryTopic})
"""The properties that tie one IRI to another: a part to its record, a record to what is catalogued."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece.

    Attributes:
        iris: the subjects that have one; empty for blank nodes that no IRI leads to.
        ties: the IRIs that may be in the same record, or tell in which record it is.
        descriptions: all of its subjects.
    """

    iris: frozenset[str]
    ties: frozenset[str]
    descriptions: Descriptions

    @property
    def is_of_stream(self) -> bool:
        """Whether all that it says is about a stream, its pages and its activities."""
        named = [pairs for subject, pairs in self.descriptions.items() if isinstance(subject, NamedNode)]
        return all(is_of_stream(pairs) for pairs in named or self.descriptions.values())

    def paging(self) -> Descriptions:
        """The triples of its IRIs that say how to read a feed, without blank nodes that they lead to."""
        found = {
            subject: [pair for pair in pairs if _is_paging(*pair) and not isinstance(pair[1], BlankNode)]
            for subject, pairs in self.descriptions.items()
            if isinstance(subject, NamedNode)
        }
        return {subject: pairs for subject, pairs in found.items() if pairs}

    def touches(self, iris: Collection[str]) -> bool:
        """Whether it describes one of these, or decides to which record one of these belongs."""
        return any(iri in iris for iri in self.iris) or any(iri in iris for iri in self.ties)

    def digest(self) -> str:
        """Of all but paging, which changes with every page and belongs to no record."""
        quads = (
            Quad(subject, predicate, value)
            for subject, pairs in self.descriptions.items()
            for predicate, value in pairs
            if not _is_paging(predicate, value)
        )
        return canonicalize(quads).digest


def _is_paging(predicate: NamedNode, value: object) -> bool:
    """Whether a triple says how to read a feed."""
    if is_paging_term(predicate.value):
        return True
    return predicate == RDF.type and isinstance(value, NamedNode) and is_paging_term(value.value)


def pieces_of(descriptions: Descriptions) -> Iterator[Piece]:
    """The pieces of descriptions, in document order."""
    owner: dict[Subject, Subject] = {}

    def top(node: Subject) -> Subject:
        while owner.setdefault(node, node) != node:
            owner[node] = node = owner[owner[node]]
        return node

    for subject, pairs in descriptions.items():
        here = top(subject)
        for _, value in pairs:
            if isinstance(value, BlankNode):
                owner[top(value)] = here
                here = top(here)
    together: dict[Subject, Descriptions] = {}
    for subject, pairs in descriptions.items():
        together.setdefault(top(subject), {})[subject] = pairs
    for part in together.values():
        iris = frozenset(subject.value for subject in part if isinstance(subject, NamedNode))
        yield Piece(iris, frozenset(_ties(part.values())), part)


def _ties(described: Iterable[Pairs]) -> Iterator[str]:
    for pairs in described:
        for predicate, value in pairs:
            if predicate in TIES and not isinstance(value, BlankNode | RdfLiteral):
                yield value.value


# ---------------------------------------------------------------- stream activities
# Members as activities: what each is about, what it does to it, and when.

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
