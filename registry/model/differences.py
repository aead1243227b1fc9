"""What differs between two objects, property by property, for people and for programs."""

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

from .statements import SELF, Statements, lines_of, reached

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Descriptions, Subject, Term

    from .resource import Resource

__all__ = ["Difference", "FieldChange", "difference"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """What one property of one thing lost and gained.

    Attributes:
        subject: IRI of the thing; empty for the object itself where it has none. A thing without IRI that nothing
            holds stands there in square brackets.
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
        return json_members(self, ("subject", "property", "field", "removed", "added"))


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
                lines.append((subject if subject.startswith(("[", "_:")) else f"<{subject}>") if subject else "[]")
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
        for iri in sorted({*was, *becomes}, key=lambda iri: (iri != RDF.type.value, abbreviate(iri), iri)):
            # Counted, not only compared: two nested things may say the same.
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
    return Difference(tuple(changes or _by_line(old, new)))


def _by_line(old: Resource, new: Resource) -> Iterator[FieldChange]:
    """What differs though all things say the same: which of them is held by whom, line by line."""
    was, becomes = (set(one._statements.as_self().nquads.decode().split("\n")) for one in (old, new))
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
    """What one object says: by thing, the object itself under an empty name, then by property."""

    def __init__(self, one: Resource) -> None:
        statements: Statements = one._statements
        self.iri = one.iri or ""
        self._root = statements.root
        self._carried = statements.carried()
        self._around = {one: pairs for one, pairs in self._carried.items() if one != self._root}
        self._nested: dict[Subject, str] = {}
        self._told: set[Subject] = {statements.root}
        self.said: dict[str, dict[str, Counter[str]]] = {}
        held = {value for pairs in self._carried.values() for _, value in pairs if isinstance(value, BlankNode)}
        for subject in self._carried:
            # A nested thing is told with what holds it; one that nothing holds stands for itself.
            if isinstance(subject, NamedNode) or subject == self._root or subject not in held:
                self._tell(subject)
        for subject in self._carried:
            # What is left goes round in circles that nothing else holds.
            if isinstance(subject, BlankNode) and subject not in self._told:
                self._tell(subject)

    def _tell(self, subject: Subject) -> None:
        name = (
            "" if subject == self._root else self._shown(subject) if isinstance(subject, BlankNode) else subject.value
        )
        said = self.said.setdefault(name, {})
        for predicate, value in dict.fromkeys(self._carried[subject]):
            said.setdefault(predicate.value, Counter())[self._shown(value)] += 1

    def _shown(self, term: Term) -> str:
        if isinstance(term, BlankNode):
            if term == self._root:
                return "[]"
            if term not in self._nested:
                self._nested[term] = self._written(term)
            return self._nested[term]
        return shorten(f"{term} .")

    def _written(self, node: BlankNode) -> str:
        """A nested thing as its triples, the same for the same content; where it leads back to the object it ends."""
        around = self._around
        inner: Descriptions = {
            one: around[one] for one in reached(around, node) if one in around and isinstance(one, BlankNode)
        }
        self._told.update(inner)  # with keys of a dict, |= makes a new set of all
        text = canonicalize_lines(lines_of(inner, self._root)).nquads.decode()
        return f"[ {' ; '.join(shorten(line) for line in text.split(chr(10)) if line).replace(SELF, '[]')} ]"
