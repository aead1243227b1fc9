"""What differs between two objects, property by property, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode

from danhmuc.vocab.canonical import canonicalize_lines
from danhmuc.vocab.prefixes import abbreviate, shorten
from danhmuc.vocab.terms import RDF_TYPE

from .statements import Statements, reached

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Descriptions, Subject, Term

    from .resource import Resource

__all__ = ["Difference", "FieldChange", "difference"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """What one property of one thing lost and gained.

    Attributes:
        subject: IRI of the thing; empty for the object itself where it has none.
        property: IRI of the property.
        field: its name in the model; None where the model has none.
        removed, added: values as Turtle writes them, sorted; nested things in square brackets.
    """

    subject: str
    property: str
    field: str | None
    removed: tuple[str, ...]
    added: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """As JSON has it."""
        return {
            "subject": self.subject,
            "property": self.property,
            "field": self.field,
            "removed": list(self.removed),
            "added": list(self.added),
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes from one object to another; false where they are equal.

    Attributes:
        changes: those of the object itself first, then of other things by IRI; properties by name.
    """

    changes: tuple[FieldChange, ...]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.changes)

    def __len__(self) -> int:
        """How many properties differ."""
        return len(self.changes)

    def __iter__(self) -> Iterator[FieldChange]:
        """The changes."""
        return iter(self.changes)

    def as_dict(self) -> list[dict[str, object]]:
        """As JSON has it."""
        return [change.as_dict() for change in self.changes]

    def __str__(self) -> str:
        """A line for each value that went (-) or came (+), under the name of its property."""
        lines: list[str] = []
        subject = None
        for change in self.changes:
            if change.subject != subject:
                subject = change.subject
                lines.append(f"<{subject}>" if subject else "[]")
            lines.append(f"  {change.field or abbreviate(change.property)}")
            lines += [f"    - {value}" for value in change.removed]
            lines += [f"    + {value}" for value in change.added]
        return "\n".join(lines)


def difference(old: Resource, new: Resource) -> Difference:
    """What differs from one object to the other."""
    before, after = _Side(old), _Side(new)
    changes: list[FieldChange] = []
    for subject in dict.fromkeys(["", *sorted({*before.said, *after.said})]):
        was, becomes = before.said.get(subject, {}), after.said.get(subject, {})
        for iri in sorted({*was, *becomes}, key=lambda iri: (iri != RDF_TYPE.value, abbreviate(iri))):
            removed, added = (
                was.get(iri, set()) - becomes.get(iri, set()),
                becomes.get(iri, set()) - was.get(iri, set()),
            )
            if removed or added:
                name = subject or after.iri or before.iri
                field = new.properties.get(iri) if not subject else None
                changes.append(
                    FieldChange(
                        subject=name,
                        property=iri,
                        field=field,
                        removed=tuple(sorted(removed)),
                        added=tuple(sorted(added)),
                    )
                )
    return Difference(tuple(changes))


class _Side:
    """What one object says: by thing, the object itself under an empty name, then by property."""

    def __init__(self, one: Resource) -> None:
        statements: Statements = one._statements
        self.iri = one.iri or ""
        self._root = statements.root
        self._carried = statements.carried()
        self._nested: dict[Subject, str] = {}
        self.said: dict[str, dict[str, set[str]]] = {}
        held = {value for pairs in self._carried.values() for _, value in pairs if isinstance(value, BlankNode)}
        for subject, pairs in self._carried.items():
            # A nested thing is told with what holds it; one that nothing holds stands for itself.
            if isinstance(subject, NamedNode) or subject == self._root or subject not in held:
                name = (
                    ""
                    if subject == self._root
                    else self._shown(subject)
                    if isinstance(subject, BlankNode)
                    else subject.value
                )
                said = self.said.setdefault(name, {})
                for predicate, value in pairs:
                    said.setdefault(predicate.value, set()).add(self._shown(value))

    def _shown(self, term: Term) -> str:
        if isinstance(term, BlankNode):
            if term == self._root:
                return "[]"
            if term not in self._nested:
                self._nested[term] = self._written(term)
            return self._nested[term]
        return shorten(f"{term} .")

    def _written(self, node: BlankNode) -> str:
        """A nested thing as its triples, the same for the same content."""
        inner: Descriptions = {
            one: self._carried[one]
            for one in reached(self._carried, node)
            if one in self._carried and (isinstance(one, BlankNode))
        }
        lines = [f"{subject} {predicate} {value} ." for subject, pairs in inner.items() for predicate, value in pairs]
        text = canonicalize_lines(lines).nquads.decode()
        return f"[ {' ; '.join(shorten(line) for line in text.splitlines())} ]"
