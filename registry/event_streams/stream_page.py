"""One page of an event stream, taken apart: its members with what each describes, its links, and all else.

The description of a member stands in a graph named after it, or after its object; or beside the page's own triples,
and then it is what the member leads to.
Source: TREE Hypermedia Specification, sections on members and relations; Linked Data Event Streams.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.paging_terms import is_paging_term, is_stream, is_stream_term
from danhmuc.vocab.reading import Descriptions, Subject, Term
from danhmuc.vocab.reading.graphs import GraphDocument, read_graphs
from danhmuc.vocab.terms import AS, LDES, RDF, TREE

from ..record.secrecy import may_mark

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
            isinstance(value, Literal) and value.value in _TRUE for prop, value in pairs if prop == LDES.immutable
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
            if predicate == TREE.relation and not isinstance(relation, Literal):
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
                if predicate == TREE.member and not isinstance(value, Literal):
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
        in_document = [name for name in names if not isinstance(name, Literal) and name in document.named]
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
        subjects = [root for root in roots if not isinstance(root, Literal)]
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
    if isinstance(policy, Literal):
        return True
    pairs = outside.get(policy, [])
    types = {value for predicate, value in pairs if predicate == RDF.type}
    amounts = {value.value for predicate, value in pairs if predicate == LDES.amount}
    return types != {_KEEPS_NEWEST} or not all(one.isdecimal() and int(one) > 0 for one in amounts)
