"""Differences between two graphs of one record, property by property.

For plans, histories and comparisons alike; knows neither plans nor the store.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode

from danhmuc.shapes.engine import index_nquads
from danhmuc.shapes.validation.nested_names import NestedNames
from danhmuc.vocab.canonical import canonicalize_lines
from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.prefixes import abbreviate, shorten
from danhmuc.vocab.terms import RDF

if TYPE_CHECKING:
    from danhmuc.shapes.engine import Index
    from danhmuc.vocab.messages import TextByLanguage
    from danhmuc.vocab.reading import Subject, Term


_DEEPEST: Final = 20
"""Nested things further in are shown as a whole."""
_SELF: Final = "_:self"


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyChange:
    """Values that one property of one thing lost and gained.

    Attributes:
        subject: IRI of the thing; of a nested thing without one, that of the thing that holds it.
        path: IRIs of the properties that lead from there to the nested thing; empty for the subject itself.
        name: name of the thing by language: title or address; empty for the record, and for an IRI without a title.
        property: IRI of the property.
        removed, added: values as Turtle writes them, sorted; nested things without an IRI in square brackets.
    """

    subject: str
    path: tuple[str, ...] = ()
    name: Mapping[str, str]
    property: str
    removed: tuple[str, ...]
    added: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """The change as JSON has it."""
        return json_members(self, ("subject", "path", "name", "property", "removed", "added"))


def graph_changes(iri: str, before: bytes, after: bytes) -> tuple[PropertyChange, ...]:
    """The changes from one graph of a record to another: of the record itself first, then of other things by IRI.

    A nested thing without an IRI is compared with the one of the same name, or the only other, under the same property.

    Args:
        iri: the record.
        before, after: canonical N-Quads; empty for none.
    """
    if before == after:
        return ()
    old, new = _Side(iri, before), _Side(iri, after)
    subjects = {node for node in (*old.index, *new.index) if type(node) is NamedNode}
    found: list[PropertyChange] = []
    for subject in sorted(subjects, key=lambda node: (node.value != iri, node.value)):
        found += _Comparison(old, new, subject.value).changes(subject, subject, ())
    return tuple(found or _line_changes(iri, before, after))


class _Side:
    """One of the two graphs."""

    def __init__(self, iri: str, nquads: bytes) -> None:
        self.index: Index = index_nquads(nquads)
        self._names = NestedNames(iri, self.index)
        self._keys: dict[Term, str] = {}

    def name(self, node: Term) -> TextByLanguage | None:
        """The name of a thing within the record."""
        return self._names.of(node)

    def key(self, value: Term) -> str:
        """A text that is equal for equal values; of nested things, for equal content."""
        if type(value) is not BlankNode:
            return str(value)
        if value not in self._keys:
            self._keys[value] = canonicalize_lines(self._lines(value)).digest
        return self._keys[value]

    def _lines(self, root: BlankNode) -> Iterator[str]:
        seen, todo = {root}, [root]
        while todo:
            node = todo.pop()
            subject = _SELF if node == root else str(node)
            for predicate, values in self.index.get(node, {}).items():
                for value in values:
                    yield f"{subject} {predicate} {_SELF if value == root else value} ."
                    if type(value) is BlankNode and value not in seen:
                        seen.add(value)
                        todo.append(value)

    def text(self, value: Term, within: tuple[Term, ...] = ()) -> str:
        """A value as Turtle writes it."""
        if type(value) is not BlankNode:
            return shorten(f"{value} .")
        if value in within or len(within) == _DEEPEST:
            return "[ … ]"
        about = self.index.get(value, {})
        inside = (*within, value)
        parts = [
            f"{'a' if term == RDF.type else abbreviate(term.value)} {text}"
            for term in sorted(about, key=_rank)
            for text in sorted(self.text(one, inside) for one in about[term])
        ]
        return f"[ {' ; '.join(parts)} ]" if parts else "[]"


class _Comparison:
    """The comparison of one subject with an IRI, and of what is nested in it."""

    def __init__(self, old: _Side, new: _Side, subject: str) -> None:
        self._old = old
        self._new = new
        self._subject = subject
        self._compared: set[tuple[Term, Term]] = set()

    def changes(self, was: Subject, becomes: Subject, path: tuple[str, ...]) -> Iterator[PropertyChange]:
        """The changes from one thing to another, and within what both hold."""
        self._compared.add((was, becomes))
        before, after = self._old.index.get(was, {}), self._new.index.get(becomes, {})
        name = self._new.name(becomes) or self._old.name(was)
        nested: list[tuple[str, BlankNode, BlankNode]] = []
        for term in sorted({*before, *after}, key=_rank):
            removed = _without(before.get(term, ()), after.get(term, ()), self._old, self._new)
            added = _without(after.get(term, ()), before.get(term, ()), self._new, self._old)
            if len(path) < _DEEPEST:
                for old, new in sorted(self._pairs(removed, added), key=self._pair_name):
                    removed.remove(old)
                    added.remove(new)
                    nested.append((term.value, old, new))
            if removed or added:
                yield PropertyChange(
                    subject=self._subject,
                    path=path,
                    name={} if name is None else dict(name.texts),
                    property=term.value,
                    removed=tuple(sorted(self._old.text(value) for value in removed)),
                    added=tuple(sorted(self._new.text(value) for value in added)),
                )
        for property_iri, old, new in nested:
            yield from self.changes(old, new, (*path, property_iri))

    def _pair_name(self, pair: tuple[BlankNode, BlankNode]) -> tuple[str, str]:
        old, new = pair
        return (str(self._new.name(new)), self._old.key(old))

    def _pairs(self, removed: Iterable[Term], added: Iterable[Term]) -> list[tuple[BlankNode, BlankNode]]:
        """The nested things that are the same ones with other values, by their names."""
        old = {node: self._old.name(node) for node in removed if type(node) is BlankNode}
        new = {node: self._new.name(node) for node in added if type(node) is BlankNode}
        named: defaultdict[TextByLanguage | None, list[BlankNode]] = defaultdict(list)
        for node, name in new.items():
            named[name].append(node)
        alike = Counter(old.values())
        pairs = [(node, named[name][0]) for node, name in old.items() if alike[name] == len(named.get(name, ())) == 1]
        # Two lists: the same label may stand for one node before and for another one after.
        firsts, seconds = ([pair[side] for pair in pairs] for side in (0, 1))
        left_old = [node for node in old if node not in firsts]
        left_new = [node for node in new if node not in seconds]
        if len(left_old) == len(left_new) == 1:
            pairs.append((left_old[0], left_new[0]))
        return [pair for pair in pairs if pair not in self._compared]


def _without(values: Iterable[Term], others: Iterable[Term], side: _Side, other_side: _Side) -> list[Term]:
    """The values that are not among others; two nested things of equal content count as two."""
    left = Counter(other_side.key(value) for value in others)
    found = []
    for value in sorted(values, key=side.key):
        key = side.key(value)
        if left[key]:
            left[key] -= 1
        else:
            found.append(value)
    return found


def _rank(term: NamedNode) -> tuple[bool, str, str]:
    return (term != RDF.type, abbreviate(term.value), term.value)


def _line_changes(iri: str, before: bytes, after: bytes) -> Iterator[PropertyChange]:
    """The changes line by line, where all things have equal content and only the links between them differ."""
    was, becomes = (set(nquads.decode().split("\n")) for nquads in (before, after))
    for line in sorted(was ^ becomes):
        _, predicate, value = line.removesuffix(" .").split(" ", 2)
        shown = (shorten(f"{value} ."),)
        yield PropertyChange(
            subject=iri,
            name={},
            property=predicate.strip("<>"),
            removed=shown if line in was else (),
            added=shown if line in becomes else (),
        )
