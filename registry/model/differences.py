"""The difference between two objects, property by property, for people and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode

from danhmuc.vocab.canonical import canonicalize_lines
from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.prefixes import abbreviate, shorten
from danhmuc.vocab.terms import RDF

from .statements import SELF, Statements, lines_of, reachable_subjects

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Descriptions, Subject, Term

    from .resource import Resource


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
