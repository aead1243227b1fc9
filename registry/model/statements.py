"""The triples that an object carries: the truth of which its fields are views.

Descriptions are shared between objects and never changed in place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from weakref import ref

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from danhmuc.vocab.canonical import CanonicalGraph, canonicalize_lines
from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.prefixes import abbreviate, shorten
from danhmuc.vocab.reading import Descriptions, Subject, Term
from danhmuc.vocab.record_terms import RECORD_CLASSES
from danhmuc.vocab.terms import RDF

if TYPE_CHECKING:
    from .resource import Resource

# ---------------------------------------------------------------- ordering
# The order in which the values of one property are shown. RDF has none, so it follows from their content.
#
# Equal objects show the same order, independent of their documents and the names of their blank nodes.

_LANGUAGES: Final = {"vi": "", "en": " "}
"""Sort keys of the languages that come before all others."""
_DEPTH: Final = 8
"""Number of links within which two blank nodes must differ to be distinguished."""
_iri: Final = attrgetter("value")


def sort_terms(values: Sequence[Term], descriptions: Descriptions) -> list[Term]:
    """Sort values: things by IRI, texts by language and text, things without IRI by their descriptions.

    Texts in Vietnamese come first, then those in English, other languages by tag, texts without language last.
    """
    kind = type(values[0]) if values else None
    for value in values:  # a third of the time that all(…) takes
        if type(value) is not kind:
            return sorted(values, key=_any_key(descriptions))
    if kind is NamedNode:
        return sorted(values, key=_iri)
    return sorted(values, key=_literal_key if kind is Literal else _any_key(descriptions))  # type: ignore[arg-type]


def _literal_key(term: Literal) -> tuple[str, str, str]:
    language = term.language
    if language is None:  # after every tag
        return "~", term.value, term.datatype.value
    return _LANGUAGES.get(language, language), term.value, ""


def _any_key(descriptions: Descriptions) -> Callable[[Term], tuple[Any, ...]]:
    keys = _BlankNodeKeys(descriptions)
    return lambda term: (2, keys.lines(term, _DEPTH)) if isinstance(term, BlankNode) else keys.key(term, 0)


class _BlankNodeKeys:
    """Sort keys of blank nodes: their descriptions, and those of the nodes they link to, without names."""

    def __init__(self, descriptions: Descriptions) -> None:
        self._descriptions = descriptions
        self._digests: dict[tuple[BlankNode, int], str] = {}

    def lines(self, node: Subject, depth: int) -> list[tuple[str, int, tuple[str, ...]]]:
        """Each statement once, sorted."""
        pairs = self._descriptions.get(node, ())
        return sorted({(predicate.value, *self.key(value, depth)) for predicate, value in pairs})

    def key(self, value: Term, depth: int) -> tuple[int, tuple[str, ...]]:
        """The sort key of a value."""
        if isinstance(value, Literal):
            return 1, _literal_key(value)
        if not isinstance(value, BlankNode):
            return 0, (str(value).removeprefix("<").removesuffix(">"),)
        # Written in full, things that are linked in many ways would not fit in memory.
        if (value, depth) not in self._digests:
            text = repr(self.lines(value, depth - 1)) if depth else ""
            self._digests[value, depth] = sha256(text.encode()).hexdigest()
        return 2, (self._digests[value, depth],)


# ---------------------------------------------------------------- statements

Pair = tuple[NamedNode, Term]
Views: TypeAlias = "defaultdict[str, dict[NamedNode, ref[Resource]]]"
RAW_TYPES: Final = frozenset({BlankNode, Literal, NamedNode, Triple, list})
"""The types of values from `Statements.raw_values`; no field shows values of these types."""
SELF: Final = "<http://source.invalid/#self>"
"""A fixed name of the root."""


class Statements:
    """Descriptions, viewed from one node.

    Attributes:
        descriptions: by subject; may hold more than this object carries.
        root: the node.
        is_whole: whether all descriptions are carried; else those that the root links to, up to other records.
        views: weak references to objects made of these descriptions, by noun and IRI: things that many records share
            are made once. Strong references would make a cycle with the statements that the objects hold.
    """

    __slots__ = ("_canonical", "_identity", "descriptions", "is_whole", "root", "views")

    def __init__(
        self,
        descriptions: Descriptions,
        root: Subject,
        *,
        is_whole: bool,
        views: Views | None = None,
    ) -> None:
        self.views = defaultdict(dict) if views is None else views
        self.descriptions = descriptions
        self.root = root
        self.is_whole = is_whole
        self._canonical: CanonicalGraph | None = None
        self._identity: str | None = None

    def view_from(self, node: Subject) -> Statements:
        """The same descriptions, viewed from another node."""
        return Statements(self.descriptions, node, is_whole=False, views=self.views)

    @property
    def root_values(self) -> Mapping[str, list[Term]]:
        """The values of the root's properties, by the property's IRI, without repetitions."""
        found: dict[str, list[Term]] = {}
        for predicate, value in dict.fromkeys(self.descriptions.get(self.root, ())):
            found.setdefault(predicate.value, []).append(value)
        return found

    def values(self, iri: str) -> list[Term]:
        """The values of one of the root's properties in canonical order."""
        return sort_terms(self.root_values.get(iri, ()), self.descriptions)

    def raw_values(self, node: Subject | None = None) -> dict[str, object]:
        """The same in as few objects as possible, as input of fields: a single value as itself, several as a list.

        Args:
            node: the subject; None for the root.
        """
        found: dict[str, object] = {}
        several: dict[str, dict[object, None]] = {}
        for predicate, value in self.descriptions.get(self.root if node is None else node, ()):
            iri = predicate.value
            if iri not in found:
                found[iri] = value
            else:
                several.setdefault(iri, {found[iri]: None})[value] = None
        for iri, values in several.items():
            found[iri] = list(values)
        return found

    def subjects(self) -> Iterable[Subject]:
        """Subjects whose descriptions are carried, the root first."""
        if self.is_whole:
            return dict.fromkeys((self.root, *self.descriptions))
        return reachable_subjects(self.descriptions, self.root)

    def carried_descriptions(self) -> Descriptions:
        """The descriptions that this object carries."""
        if self.is_whole and next(iter(self.descriptions), None) == self.root:
            return self.descriptions
        return {subject: self.descriptions[subject] for subject in self.subjects() if subject in self.descriptions}

    def lines(self) -> Iterator[str]:
        """The triples carried, as N-Quads lines without line feeds."""
        return lines_of(self.carried_descriptions())

    def text(self) -> bytes:
        """The triples carried as N-Quads, with the names that blank nodes have here."""
        return "\n".join([*self.lines(), ""]).encode()

    @property
    def canonical(self) -> CanonicalGraph:
        """All that is carried in canonical form."""
        if self._canonical is None:
            self._canonical = canonicalize_lines(self.lines())
        return self._canonical

    @property
    def identity(self) -> str:
        """A key that is equal for equal objects: the same triples about the same node."""
        if self._identity is None:
            self._identity = (
                f"{self.root} {self.canonical.digest}" if isinstance(self.root, NamedNode) else self.as_self().digest
            )
        return self._identity

    def as_self(self) -> CanonicalGraph:
        """All that is carried in canonical form, with one fixed name for the root."""
        return canonicalize_lines(lines_of(self.carried_descriptions(), self.root))


def add_descriptions(into: Descriptions, more: Descriptions) -> None:
    """Add descriptions to others; two of one subject are merged without repetitions."""
    for subject, pairs in more.items():
        present = into.get(subject)
        if present is None:
            into[subject] = pairs
        elif present is not pairs:
            into[subject] = list(dict.fromkeys([*present, *pairs]))


def reachable_subjects(descriptions: Descriptions, root: Subject) -> dict[Subject, None]:
    """The subjects that the root links to, itself first; links into other records with an IRI are not followed."""
    return reachable_subjects_from(descriptions, (root,), through_records=False)


def reachable_subjects_from(
    descriptions: Descriptions, roots: Iterable[Subject], *, through_records: bool = True
) -> dict[Subject, None]:
    """The subjects that the roots link to, the roots first; links into other records with an IRI are optional."""
    found: dict[Subject, None] = dict.fromkeys(roots)
    ring = list(found)
    while ring:
        for _, value in descriptions.get(ring.pop(), ()):
            if (
                (type(value) is NamedNode or type(value) is BlankNode)
                and value in descriptions
                and value not in found
                and (through_records or type(value) is BlankNode or not is_record(descriptions, value))
            ):
                found[value] = None
                ring.append(value)
    return found


def is_record(descriptions: Descriptions, node: Subject) -> bool:
    """Whether the node is typed as a record."""
    return any(predicate == RDF.type and value in RECORD_CLASSES for predicate, value in descriptions.get(node, ()))


def lines_of(descriptions: Descriptions, self_node: Subject | None = None) -> Iterator[str]:
    """The triples as N-Quads lines without line feeds; one node may be named `SELF`."""
    for subject, pairs in descriptions.items():
        name = SELF if subject == self_node else str(subject)
        if self_node is None:
            # The same as str() of a node; saves a tenth of a second per 100,000 triples.
            yield from [
                f"{name} <{predicate.value}> <{value.value}> ."
                if type(value) is NamedNode
                else f"{name} <{predicate.value}> {value!s} ."
                for predicate, value in pairs
            ]
        else:
            yield from [
                f"{name} <{predicate.value}> {SELF if value == self_node else value} ." for predicate, value in pairs
            ]


# ---------------------------------------------------------------- differences
# The difference between two objects, property by property, for people and for programs.


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """Values that one property of one thing lost and gained.

    Attributes:
        subject: IRI of the thing; empty for the object itself if it has none. A thing without IRI that nothing
            links to is written in square brackets.
        property: IRI of the property.
        field: its name in the model; None if the model has no such field.
        removed, added: values as Turtle writes them, sorted; nested things in square brackets.
    """

    subject: str
    property: str
    field: str | None
    removed: tuple[str, ...]
    added: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """The change as a dict for JSON."""
        return json_members(self, ("subject", "property", "field", "removed", "added"))


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes from one object to another; false if they are equal.

    Attributes:
        changes: those of the object itself first, then of other things by IRI; properties by name.
    """

    changes: tuple[FieldChange, ...]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.changes)

    def __len__(self) -> int:
        """Number of properties that differ."""
        return len(self.changes)

    def __iter__(self) -> Iterator[FieldChange]:
        """The changes."""
        return iter(self.changes)

    def as_dict(self) -> list[dict[str, object]]:
        """The changes as dicts for JSON."""
        return [change.as_dict() for change in self.changes]

    def __str__(self) -> str:
        """A line for each value removed (-) or added (+), under the name of its property."""
        lines: list[str] = []
        subject = None
        for change in self.changes:
            if change.subject != subject:
                subject = change.subject
                lines.append((subject if subject.startswith(("[", "_:")) else f"<{subject}>") if subject else "[]")
            lines.append(f"  {change.field or abbreviate(change.property)}")
            lines += [f"    - {value}" for value in change.removed]
            lines += [f"    + {value}" for value in change.added]
        return "\n".join(lines)


def difference(old: Resource, new: Resource) -> Difference:
    """The changes from one object to the other."""
    before, after = _Side(old), _Side(new)
    changes: list[FieldChange] = []
    for subject in dict.fromkeys(["", *sorted({*before.values, *after.values})]):
        was, becomes = before.values.get(subject, {}), after.values.get(subject, {})
        for iri in sorted({*was, *becomes}, key=lambda iri: (iri != RDF.type.value, abbreviate(iri), iri)):
            # Counted, not only compared: two nested things may have equal content.
            removed = was.get(iri, Counter()) - becomes.get(iri, Counter())
            added = becomes.get(iri, Counter()) - was.get(iri, Counter())
            if removed or added:
                changes.append(
                    FieldChange(
                        subject=subject or after.iri or before.iri,
                        property=iri,
                        field=new.properties.get(iri) if not subject else None,
                        removed=tuple(sorted(removed.elements())),
                        added=tuple(sorted(added.elements())),
                    )
                )
    return Difference(tuple(changes or _line_changes(old, new)))


def _line_changes(old: Resource, new: Resource) -> Iterator[FieldChange]:
    """The changes, line by line, where all things have equal content and only the links between them differ."""
    was, becomes = (set(side._statements.as_self().nquads.decode().split("\n")) for side in (old, new))
    for line in sorted(was ^ becomes):
        subject, predicate, value = line.removesuffix(" .").split(" ", 2)
        yield FieldChange(
            subject=new.iri or "" if subject == SELF else subject.strip("<>"),
            property=predicate.strip("<>"),
            field=new.properties.get(predicate.strip("<>")) if subject == SELF else None,
            removed=(shorten(value),) if line in was else (),
            added=(shorten(value),) if line in becomes else (),
        )


class _Side:
    """The values of one object: by thing, the object itself under an empty name, then by property."""

    def __init__(self, resource: Resource) -> None:
        statements: Statements = resource._statements
        self.iri = resource.iri or ""
        self._root = statements.root
        self._carried = statements.carried_descriptions()
        self._others = {subject: pairs for subject, pairs in self._carried.items() if subject != self._root}
        self._nested: dict[Subject, str] = {}
        self._included: set[Subject] = {statements.root}
        self.values: dict[str, dict[str, Counter[str]]] = {}
        linked = {value for pairs in self._carried.values() for _, value in pairs if isinstance(value, BlankNode)}
        for subject in self._carried:
            # A nested thing is part of the value that links to it; one without such a link is a thing of its own.
            if isinstance(subject, NamedNode) or subject == self._root or subject not in linked:
                self._add(subject)
        for subject in self._carried:
            # The rest are circles that nothing else links to.
            if isinstance(subject, BlankNode) and subject not in self._included:
                self._add(subject)

    def _add(self, subject: Subject) -> None:
        name = (
            ""
            if subject == self._root
            else self._term_text(subject)
            if isinstance(subject, BlankNode)
            else subject.value
        )
        values = self.values.setdefault(name, {})
        for predicate, value in dict.fromkeys(self._carried[subject]):
            values.setdefault(predicate.value, Counter())[self._term_text(value)] += 1

    def _term_text(self, term: Term) -> str:
        if isinstance(term, BlankNode):
            if term == self._root:
                return "[]"
            if term not in self._nested:
                self._nested[term] = self._node_text(term)
            return self._nested[term]
        return shorten(f"{term} .")

    def _node_text(self, node: BlankNode) -> str:
        """The triples of a nested thing, equal for equal content; a link back to the object ends it."""
        others = self._others
        inner: Descriptions = {
            subject: others[subject]
            for subject in reachable_subjects(others, node)
            if subject in others and isinstance(subject, BlankNode)
        }
        self._included.update(inner)  # with keys of a dict, |= makes a new set of all
        text = canonicalize_lines(lines_of(inner, self._root)).nquads.decode()
        return f"[ {' ; '.join(shorten(line) for line in text.split(chr(10)) if line).replace(SELF, '[]')} ]"
