"""Split an assembly into records, node records, catalog records, membership and the rest.

The union of all parts is the input, up to minted IRIs and the names of graphs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain, count
from operator import itemgetter
from typing import overload

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from danhmuc.vocab.canonical import canonicalize, canonicalize_lines
from danhmuc.vocab.canonical_terms import canonicalize_terms
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.reading import Descriptions, Subject, Term
from danhmuc.vocab.record_terms import LINKS, MEMBERSHIP, is_paging_term
from danhmuc.vocab.terms import DCAT, DCT, FOAF

from ..messages.harvest import SplittingText
from ..record.contents import Naming, PendingRecord
from ..record.record import GraphTerms, IriSpace, Link, Membership, Rest, Role, SourceRecord
from ..record.secrecy import NOTES, SECRECY, is_secret_mark, is_secret_note
from ..record.summary import main_class
from .assembly import Assembly, Part, Survey, is_separable, survey

# ---------------------------------------------------------------- ownership
# Ownership: the graph that a blank node or a distribution belongs to.
#
# Each part reaches from its root over blank nodes, and a record also over the distributions it names. A node that two
# parts enter belongs to neither and becomes a part of its own, and the part that had taken it reaches again without it.
# The result does not depend on the order of the walk: a node is set apart exactly if two parts enter it.


@dataclass(frozen=True, slots=True)
class Claims:
    """The part that each subject belongs to.

    Attributes:
        roots: the subjects that begin a part, with its kind, in order of reading.
        members: the subjects of each part beyond its root, if it has any; not of the rest.
        rest: the subjects of the rest, in order of reading.
        shared: the blank nodes that two parts enter; they are roots, too.
    """

    roots: dict[Subject, Part]
    members: dict[Subject, list[Subject]]
    rest: list[Subject]
    shared: frozenset[BlankNode]


def claim(descriptions: Descriptions, seen: Survey) -> Claims:
    """Find the members of every part."""
    walk = _Walk(seen)
    walk.reach([root for root, part in walk.roots.items() if part != "rest"])
    rest: list[Subject] = []
    # Whatever becomes a part may take a node from another, and with it what only that one led to.
    while begun := walk.unowned_distributions() or walk.entered_from(rest := walk.rest(descriptions)):
        walk.reach(walk.set_apart(begun))
    if not walk.apart:
        return Claims(walk.roots, walk.members, rest, frozenset())
    first = [subject for subject in descriptions if subject in walk.roots]
    roots = {root: walk.roots[root] for root in [*first, *walk.apart]}
    shared = frozenset(node for node in walk.apart if isinstance(node, BlankNode))
    return Claims(roots, walk.members, rest, shared)


class _Walk:
    """Owners and members found so far."""

    def __init__(self, seen: Survey) -> None:
        self._blanks = seen.blanks
        self._named = seen.named
        self._paged = seen.paged
        self.roots = dict(seen.roots)
        self.distributions = dict(seen.distributions)
        self.owners: dict[Subject, Subject] = {}
        self.members: dict[Subject, list[Subject]] = {}
        self.apart: dict[Subject, None] = {}

    def reach(self, roots: Iterable[Subject]) -> None:
        """Let the parts of these roots take what they reach, until no two of all parts enter the same node."""
        while True:
            entered: dict[Subject, None] = {}
            for root in roots:
                entered.update(self._reach(root))
            if not entered:
                return
            roots = self.set_apart(entered)

    def _reach(self, root: Subject) -> dict[Subject, None]:
        """Take free nodes; returns those that other parts own."""
        held_by_others: dict[Subject, None] = {}
        own: list[Subject] = []
        todo = [root]
        while todo:
            for value in self._within(todo.pop(), self.roots[root]):
                owner = self.owners.get(value)
                if owner is None:
                    self.owners[value] = root
                    own.append(value)
                    todo.append(value)
                elif owner != root:
                    held_by_others[value] = None
        if own:
            self.members[root] = own
        return held_by_others

    def _within(self, subject: Subject, part: Part) -> Iterator[Subject]:
        """The values of the subject that belong to the same graph, unless they begin a part."""
        for value in self._blanks.get(subject, ()):
            if value not in self.roots:
                yield value
        if part == "record":
            for named in self._named.get(subject, ()):
                if named in self.distributions:
                    yield named

    def set_apart(self, nodes: Iterable[Subject]) -> list[Subject]:
        """Make parts of these nodes; returns the roots that have to reach anew."""
        losers: dict[Subject, None] = {}
        begun: list[Subject] = []
        for node in nodes:
            owner = self.owners.get(node)
            if owner is not None:
                losers[owner] = None
            part = self.distributions.pop(node, "node") if isinstance(node, NamedNode) else "node"
            self.roots[node] = part
            self.apart[node] = None
            if part != "rest":
                begun.append(node)
        for loser in losers:
            for member in self.members.pop(loser):
                del self.owners[member]
        return [*losers, *begun]

    def unowned_distributions(self) -> list[Subject]:
        """The distributions that no record owns, which are parts themselves."""
        return [node for node in self.distributions if node not in self.owners]

    def rest(self, descriptions: Descriptions) -> list[Subject]:
        """The subjects of the rest, which is one part: its roots, and nodes that no other part owns."""
        return [
            subject
            for subject in descriptions
            if self.roots.get(subject, None if subject in self.owners else "rest") == "rest"
        ]

    def entered_from(self, rest: Iterable[Subject]) -> list[Subject]:
        """The nodes that other parts own and the rest enters."""
        values = {value: None for subject in rest for value in self._blanks.get(subject, ()) if value in self.owners}
        values.update((value, None) for value in sorted(self._paged, key=str) if value in self.owners)
        return list(values)


# ---------------------------------------------------------------- minting

_IDENTIFIER = DCT.identifier
_LANDING_PAGE = DCAT.landingPage
_DOWNLOAD = DCAT.downloadURL
_TITLE = DCT.title
_PUBLISHER = DCT.publisher
_NAME = FOAF.name
_SELF = NamedNode("http://source.invalid/#self")


@dataclass(frozen=True, slots=True)
class Minted:
    """A minted IRI.

    Attributes:
        plain: the IRI that its key gives, which one of those with the same key has.
        source: the source of its key: identifier, topic, landing page, download, title or content.
        collides: whether another resource of this source has the same key, and with it the plain IRI.
    """

    iri: NamedNode
    plain: NamedNode
    source: str
    collides: bool


def mint(descriptions: Descriptions, claims: Claims, space: IriSpace) -> dict[BlankNode, Minted]:
    """An IRI for each root that is a blank node, except those of the rest."""
    keys = _Keys(descriptions, claims)
    bearers: dict[str, list[BlankNode]] = {}
    for node, part in claims.roots.items():
        if isinstance(node, BlankNode) and part != "rest":
            bearers.setdefault(keys.key(node), []).append(node)
    made: dict[BlankNode, Minted] = {}
    taken: set[NamedNode] = set()
    for key, alike in bearers.items():
        plain = _iri(key, space)
        if len(alike) > 1:
            alike.sort(key=keys.rank)
        again = count(2)
        for node in alike:
            iris = (_iri(longer, space) for longer in keys.ever_longer(node, again))
            iri = next(iri for iri in iris if iri not in taken)
            taken.add(iri)
            made[node] = Minted(iri, plain, keys.source(node), collides=node != alike[0])
    return made


def iri_of_identifier(identifier: str, space: IriSpace) -> str:
    """The IRI that `mint` gives to a record with that identifier."""
    return _iri(f"record\nidentifier\n{Literal(identifier)}", space).value


def _iri(key: str, space: IriSpace) -> NamedNode:
    return NamedNode(space.minted_iri(hashlib.sha256(key.encode()).hexdigest()))


class _Keys:
    """Keys that distinguish resources without IRI."""

    def __init__(self, descriptions: Descriptions, claims: Claims) -> None:
        self._descriptions = descriptions
        self._claims = claims
        self._names: dict[BlankNode, dict[str, str]] = {}
        self._contents: dict[BlankNode, str] = {}

    def source(self, node: BlankNode) -> str:
        """The source of its key."""
        return next(iter(self.names(node)), "content")

    def key(self, node: BlankNode) -> str:
        """Its key, which includes its role: a dataset and its catalog record with one identifier stay two."""
        source = self.source(node)
        key = self.content(node) if source == "content" else self.names(node)[source]
        role = self._claims.roots[node]
        if role == "node" and node not in self._claims.shared:
            # A catalogue lists it: with the right class it would be a record, so it keeps the IRI of that.
            role = "record"
        return f"{role}\n{source}\n{key}"

    def ever_longer(self, node: BlankNode, again: Iterator[int]) -> Iterator[str]:
        """Its key, then longer ones for when others have that already, the last with a number."""
        key = self.key(node)
        yield key
        key = "\n".join([key, *self.names(node).values()])
        yield key
        key = f"{key}\n{self.content(node)}"
        yield key
        for number in again:
            yield f"{key}\n{number}"

    def rank(self, node: BlankNode) -> tuple[list[str], str, list[str]]:
        """Its place among those with the same key, independent of the order of the document."""
        return list(self.names(node).values()), self.content(node), sorted(self._referrers.get(node, ()))

    def names(self, node: BlankNode) -> dict[str, str]:
        """Its distinctive values by kind, best first."""
        names = self._names.get(node)
        if names is None:
            names = self._names[node] = dict(self._distinctive_names(node))
        return names

    def _distinctive_names(self, node: BlankNode) -> Iterator[tuple[str, str]]:
        identifiers = self._values(node, _IDENTIFIER)
        if identifiers:
            yield "identifier", identifiers[0]
        if self._claims.roots[node] == "catalog-record":
            topics = self._topics(node)
            if len(topics) == 1:
                yield "topic", topics.pop()
        pages = self._values(node, _LANDING_PAGE)
        if pages:
            yield "landing page", pages[0]
        downloads = self._downloads(node)
        if len(downloads) == 1:
            yield "download", downloads.pop()
        titles = self._values(node, _TITLE)
        if titles:
            yield "title", "\n".join(titles + self._publishers(node))

    def _topics(self, node: BlankNode) -> set[str]:
        topics = self._nodes(node, FOAF.primaryTopic)
        return {
            self.key(topic) if isinstance(topic, BlankNode) else str(topic)
            for topic in topics
            if isinstance(topic, NamedNode) or self._claims.roots.get(topic) == "record"
        }

    def _downloads(self, node: BlankNode) -> set[str]:
        holders = [node, *self._nodes(node, DCAT.distribution)]
        return {download for holder in holders for download in self._values(holder, _DOWNLOAD)}

    def _publishers(self, node: BlankNode) -> list[str]:
        publishers = self._nodes(node, _PUBLISHER)
        names = [name for one in publishers if isinstance(one, BlankNode) for name in self._values(one, _NAME)]
        return self._values(node, _PUBLISHER) + sorted(names)

    def _values(self, node: Subject, predicate: NamedNode) -> list[str]:
        """Literals and IRIs, as N-Triples writes them; a blank node's name differs on every run."""
        pairs = self._descriptions.get(node, ())
        return sorted({str(value) for given, value in pairs if given == predicate and not isinstance(value, BlankNode)})

    def _nodes(self, node: Subject, predicate: NamedNode) -> list[Subject]:
        pairs = self._descriptions.get(node, ())
        return [value for given, value in pairs if given == predicate and isinstance(value, NamedNode | BlankNode)]

    def content(self, node: BlankNode) -> str:
        """The digest of its own graph, without a name for it."""
        content = self._contents.get(node)
        if content is None:
            content = self._contents[node] = canonicalize(
                Quad(_SELF if subject == node else subject, predicate, _SELF if value == node else value)
                for subject in (node, *self._claims.members.get(node, ()))
                for predicate, value in self._descriptions.get(subject, ())
            ).digest
        return content

    @cached_property
    def _referrers(self) -> dict[BlankNode, list[str]]:
        """The references to each root, by names that are the same on every run."""
        owners = {member: root for root, members in self._claims.members.items() for member in members}
        found: dict[BlankNode, list[str]] = {}
        for subject, pairs in self._descriptions.items():
            for predicate, value in pairs:
                if isinstance(value, BlankNode) and value in self._claims.roots:
                    holder = owners.get(subject, subject)
                    rest = self._claims.roots.get(holder, "rest") == "rest"
                    name = self.key(holder) if isinstance(holder, BlankNode) and not rest else str(holder)
                    found.setdefault(value, []).append(f"{predicate} {'' if rest else name}")
        return found


# ---------------------------------------------------------------- splitter findings
# Findings of the splitter.


def minted_iri_finding(iri: str, source: str, place: str, *, shared: bool) -> Finding:
    """A resource without an IRI was given one."""
    return Finding(
        code="split:shared-blank-node" if shared else "split:minted-iri",
        severity="warning" if source == "content" else "info",
        layer="house",
        focus=iri,
        value=source,
        document=place,
        message=SplittingText.MINTED_SHARED() if shared else SplittingText.MINTED[source](),
    )


def collision_finding(iri: str, source: str, place: str) -> Finding:
    """Two resources without IRI have the same key."""
    return Finding(
        code="split:minted-collision",
        severity="warning",
        layer="house",
        focus=iri,
        value=source,
        document=place,
        message=SplittingText.COLLISION[source](),
    )


def distribution_apart_finding(iri: str, place: str) -> Finding:
    """A distribution stands alone: no record names it, or more than one does."""
    return Finding(
        code="split:distribution-apart",
        severity="info",
        layer="house",
        focus=iri,
        document=place,
        message=SplittingText.DISTRIBUTION_APART(),
    )


# ---------------------------------------------------------------- parts

_Pair = tuple[NamedNode, Term]
_MARKING = NOTES | {SECRECY}
_LINKING = LINKS | _MARKING
_PREDICATE = itemgetter(0)
_NAMES = {term: term.value for term in LINKS}


@dataclass(frozen=True, slots=True)
class NamingPart:
    """Outgoing links of one part.

    Attributes:
        root: the subject that begins it.
        is_refused: whether nothing of the part is stored.
    """

    root: Subject
    iri: str
    links: tuple[Link | Membership, ...]
    is_refused: bool


@dataclass(frozen=True, slots=True)
class Split:
    """The parts of an assembly, made one at a time as they are asked for."""

    assembly: Assembly
    speaks_dcat: bool
    _types: Mapping[Subject, list[NamedNode]]
    _claims: Claims
    _minted: Mapping[BlankNode, Minted]
    _topics: Mapping[Subject, Subject]
    _catalogs: Mapping[Subject, None]
    _distributions: frozenset[Subject]
    _paged: Mapping[Subject, list[_Pair]]

    def records(self) -> Iterator[PendingRecord]:
        """Node records, then catalog records, then records, each in order of reading.

        Nodes come first, because they are context of the validation of records.
        """
        roles: dict[Role, list[Subject]] = {"node": [], "element": [], "catalog-record": [], "record": []}
        for root in self._claims.roots:
            role = self._role(root)
            if role is not None:
                roles[role].append(root)
        for role, roots in roles.items():
            for root in roots:
                yield self._pending(root, role)

    def in_order(self) -> Iterator[tuple[Subject, PendingRecord]]:
        """The same in order of reading, each with the subject that begins it."""
        for root in self._claims.roots:
            role = self._role(root)
            if role is not None:
                yield root, self._pending(root, role)

    def holders(self, names: Collection[str]) -> dict[str, str]:
        """The IRIs of the records that hold some nodes, by the names that findings give these."""
        found: dict[str, str] = {}
        for root in self._claims.roots:
            if self._role(root) is None:
                continue
            for node in (root, *self._claims.members.get(root, ())):
                name = node.value if type(node) is NamedNode else str(node)
                if name in names:
                    found[name] = self.name(root)
        return found

    def memberships(self) -> Iterator[Membership]:
        """The memberships of catalogues, in order of reading, each once."""
        for root in self._catalogs:
            catalog = self.name(root)
            listed: dict[Membership, None] = {}
            for predicate, value in self.assembly.descriptions[root]:
                target = self._listed_target(predicate, value)
                if target is not None:
                    listed[Membership(catalog, predicate.value, target)] = None
            yield from listed

    def naming(self) -> Naming:
        """The links of all parts; IRIs that are refused are known before anything is validated."""
        parts = list(self.naming_parts())
        return Naming(
            links=[link for part in parts for link in part.links],
            refused=frozenset(part.iri for part in parts if part.is_refused),
        )

    def naming_parts(self) -> Iterator[NamingPart]:
        """The parts that have links, or are refused, in order of reading."""
        linking_pairs = {
            subject: [pair for pair in pairs if pair[0] in _LINKING]
            for subject, pairs in self.assembly.descriptions.items()
            if not _LINKING.isdisjoint(map(_PREDICATE, pairs))
        }
        if not linking_pairs:
            return
        parts: dict[Subject, tuple[Link | Membership, ...]] = {}
        refused: set[Subject] = set()
        for root in self._claims.roots:
            linking = [one for one in (root, *self._claims.members.get(root, ())) if one in linking_pairs]
            if not linking or self._role(root) is None:
                continue
            parts[root] = tuple(link for one in linking for link in self._links(root, one, linking_pairs[one]))
            if self._is_secret([pair for one in linking for pair in linking_pairs[one]]):
                refused.add(root)
        speakers = [root for root, topic in self._topics.items() if topic in refused]
        refused.update(speakers)
        for root in dict.fromkeys([*parts, *speakers]):
            if root in refused or parts[root]:
                yield NamingPart(root, self.name(root), parts.get(root, ()), root in refused)

    def _links(self, root: Subject, subject: Subject, pairs: Iterable[_Pair]) -> Iterator[Link | Membership]:
        """The links of a subject within a part, from its pairs of linking properties."""
        name = self.name(root)
        for predicate, value in pairs:
            term = self._term(value)
            if predicate in _MARKING or not isinstance(term, NamedNode):
                continue
            if subject in self._catalogs and predicate in MEMBERSHIP:
                yield Membership(name, _NAMES[predicate], term.value)
            else:
                yield Link(name, _NAMES[predicate], term.value)

    def _is_secret(self, pairs: Iterable[_Pair]) -> bool:
        """Whether a part is a state secret, as `is_state_secret` finds of its record once that is made."""
        return any(
            is_secret_mark(self._term(value), self._values_of)
            if predicate == SECRECY
            else is_secret_note(predicate, value)
            for predicate, value in pairs
            if predicate in _MARKING
        )

    def _values_of(self, subject: Subject) -> Iterator[Term]:
        for _, value in self.assembly.descriptions.get(subject, ()):
            yield value

    def name(self, subject: Subject) -> str:
        """The IRI of a subject: its own, or a minted one if it begins a part without IRI."""
        return self._term(subject).value

    def plain_iri(self, subject: Subject) -> str | None:
        """The IRI that the key of a subject without IRI gives; of those with the same key, one has it."""
        made = self._minted.get(subject) if isinstance(subject, BlankNode) else None
        return None if made is None else made.plain.value

    @property
    def rest_subjects(self) -> Sequence[Subject]:
        """The subjects that belong to no record, in order of reading."""
        return self._claims.rest

    @property
    def paged_subjects(self) -> Collection[Subject]:
        """The subjects of records and node records about which only paging triples are rest."""
        return self._paged.keys()

    def rest(self) -> Iterator[Rest]:
        """The triples that belong to no record, by document."""
        lines: dict[str, list[str]] = {}
        for place, line, _ in self.rest_lines():
            lines.setdefault(place, []).append(line)
        for place, written in lines.items():
            yield Rest(place, canonicalize_lines(written))

    def rest_lines(self) -> Iterator[tuple[str, str, bool]]:
        """The same line by line: document, triple, and whether it is of paging in a record or node record."""
        whole = ((subject, self.assembly.descriptions[subject], False) for subject in self._claims.rest)
        paged = ((subject, pairs, True) for subject, pairs in self._paged.items())
        for subject, pairs, is_paged in chain(whole, paged):
            name = str(self._term(subject))
            own = self.assembly.place(subject)
            for predicate, value in pairs:
                if type(value) is not BlankNode:
                    yield own, f"{name} {predicate} {value} .", is_paged
                    continue
                # All triples about a blank node stay in the one document that has it.
                place = self.assembly.place(value) if type(subject) is NamedNode else own
                yield place, f"{name} {predicate} {self._term(value)} .", is_paged

    def _pending(self, root: Subject, role: Role) -> PendingRecord:
        main = main_class(self._types.get(root, [])) if role == "record" else None
        return PendingRecord(self.name(root), role, partial(self._record, root, role), main)

    def _record(self, root: Subject, role: Role) -> SourceRecord:
        subjects = (root, *self._claims.members.get(root, ()))
        topic = self._topics.get(root)
        canonical, index = canonicalize_terms(self._pairs_of_subjects(subjects))
        return SourceRecord(
            iri=self.name(root),
            role=role,
            types=tuple(sorted({one.value for one in self._types.get(root, ()) if not is_paging_term(one.value)})),
            canonical=canonical,
            places=self.assembly.places(subjects),
            topic=None if topic is None else self.name(topic),
            findings=self._findings(root),
            terms=GraphTerms(canonical.nquads, index),
        )

    def _role(self, root: Subject) -> Role | None:
        """A catalog record whose topic is no record of this source is a node record; the rest has no role."""
        part = self._claims.roots[root]
        if part == "rest":
            return None
        return "node" if part == "catalog-record" and root not in self._topics else part

    def _pairs_of_subjects(self, subjects: Iterable[Subject]) -> Iterator[tuple[Subject, Iterable[_Pair]]]:
        """The graph of a part by its subjects, with minted IRIs."""
        for subject in subjects:
            pairs = self._pairs(subject)
            if self._minted:
                pairs = [(prop, self._term(value) if type(value) is BlankNode else value) for prop, value in pairs]
            yield self._term(subject), pairs

    def _pairs(self, subject: Subject) -> Iterable[_Pair]:
        """The pairs of a subject within its part: all but paging, and of a catalogue all but what it lists."""
        pairs: Iterable[_Pair] = self.assembly.descriptions.get(subject, ())
        if subject in self._paged:
            paged = set(self._paged[subject])
            pairs = [pair for pair in pairs if pair not in paged]
        if subject in self._catalogs:
            return [pair for pair in pairs if self._listed_target(*pair) is None]
        return pairs

    def _listed_target(self, predicate: NamedNode, value: Term) -> str | None:
        """The IRI that a catalogue lists by this triple; None if the triple stays in its graph."""
        if predicate not in MEMBERSHIP:
            return None
        term = self._term(value)
        return term.value if isinstance(term, NamedNode) else None

    @overload
    def _term(self, term: Subject) -> Subject: ...
    @overload
    def _term(self, term: Term) -> Term: ...
    def _term(self, term: Term) -> Term:
        made = self._minted.get(term) if isinstance(term, BlankNode) else None
        return term if made is None else made.iri

    def _findings(self, root: Subject) -> tuple[Finding, ...]:
        place = self.assembly.place(root)
        if isinstance(root, BlankNode):
            made = self._minted[root]
            shared = root in self._claims.shared
            found = [minted_iri_finding(made.iri.value, made.source, place, shared=shared)]
            if made.collides:
                found.append(collision_finding(made.iri.value, made.source, place))
            return tuple(found)
        return (distribution_apart_finding(root.value, place),) if root in self._distributions else ()


def split(assembly: Assembly, space: IriSpace) -> Split:
    """Find the part of each triple; the parts themselves are made on demand."""
    descriptions = assembly.descriptions
    seen = survey(descriptions)
    claims = claim(descriptions, seen)
    topics: dict[Subject, Subject] = {}
    catalogs: dict[Subject, None] = {}
    apart: set[Subject] = set()
    for root, part in claims.roots.items():
        if part == "record" and DCAT.Catalog in seen.types.get(root, ()):
            catalogs[root] = None
        elif part == "catalog-record":
            values = {value for predicate, value in descriptions[root] if predicate == FOAF.primaryTopic}
            records = [one for one in values if not isinstance(one, Literal) and claims.roots.get(one) == "record"]
            if len(records) == 1:
                topics[root] = records[0]
        elif part == "node" and (root in seen.distributions or DCAT.Distribution in seen.types.get(root, ())):
            apart.add(root)
    return Split(
        assembly=assembly,
        speaks_dcat=seen.speaks_dcat,
        _types=seen.types,
        _claims=claims,
        _minted=mint(descriptions, claims, space),
        _topics=topics,
        _catalogs=catalogs,
        _distributions=frozenset(apart),
        _paged=_paged_pairs(descriptions, seen, claims),
    )


def _paged_pairs(descriptions: Descriptions, seen: Survey, claims: Claims) -> dict[Subject, list[_Pair]]:
    """The paging triples of subjects that are not rest themselves."""
    if not seen.paging:
        return {}
    rest = set(claims.rest)
    found = (
        (subject, [pair for pair in pairs if seen.paging.has(*pair)])
        for subject, pairs in descriptions.items()
        if subject not in rest and is_separable(subject, seen.roots)
    )
    return {subject: pairs for subject, pairs in found if pairs}
