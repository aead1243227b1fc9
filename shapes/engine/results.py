"""What a plan finds: compact rows, and what each of them says, made when somebody asks.

Source: SHACL 1.0, section 3.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode

from danhmuc.vocab.prefixes import abbreviate

from .outcomes import Outcome
from .path_text import readable_path
from .shape_model import Message

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Term

    from .paths import Path
    from .plan import Demand

__all__ = ["Result", "Row", "conforms", "is_filled_alike", "results"]

Row = tuple["Term", "NamedNode | None", "Term | None", "Demand", Outcome]
"""Focus node, path where it is not the shape's own, value, demand, outcome."""
_PLACEHOLDER: Final = re.compile(r"\{[$?]?([A-Za-z][A-Za-z0-9_]*)\}")


@dataclass(frozen=True, slots=True)
class Result:
    """One row, in the words of SHACL.

    Attributes:
        path: the shape's path as a typed path, or one property; None for a node shape.
        path_node: the same as it stands in the shapes graph.
        value: None where none is at fault.
        is_known: whether it is sure; else nobody describes what would settle it.
    """

    focus: Term
    path: Path | None
    path_node: Term | None
    value: Term | None
    demand: Demand
    is_known: bool

    @property
    def severity(self) -> NamedNode:
        """How grave it is."""
        return self.demand.severity

    @property
    def source_shape(self) -> Term:
        """The shape that demands it."""
        return self.demand.shape.node

    @property
    def component(self) -> str:
        """IRI of the constraint component."""
        return self.demand.component.iri

    @property
    def messages(self) -> dict[str, str]:
        """What to say, by language, "" for texts without one: the shape's own words, else those of the component."""
        return {message.language: message.text for message in self.all_messages}

    @property
    def all_messages(self) -> list[Message]:
        """The same one by one: a shape may have several in one language."""
        return [Message(self._filled(one.text), one.language) for one in _templates(self.demand)]

    def _filled(self, text: str) -> str:
        def value(found: re.Match[str]) -> str:
            return self._said(found[1]) or found[0]

        return _PLACEHOLDER.sub(value, text)

    def _said(self, name: str) -> str | None:
        match name:
            case "this":
                return _readable(self.focus)
            case "value" if self.value is not None:
                return _readable(self.value)
            case "PATH" if self.path is not None:
                return readable_path(self.path)
        terms: Mapping[str, tuple[Term, ...]] = self.demand.constraint.parameters
        return ", ".join(map(_readable, terms[name])) if name in terms else None


def results(rows: Iterable[Row]) -> Iterator[Result]:
    """The rows one by one in the words of SHACL."""
    from .paths import Predicate

    for focus, path, value, demand, outcome in rows:
        yield Result(
            focus=focus,
            path=demand.shape.path if path is None else Predicate(path),
            path_node=demand.shape.path_node if path is None else path,
            value=value,
            demand=demand,
            is_known=outcome is False,
        )


def is_filled_alike(result: Result) -> bool:
    """Whether all results of its demand and path say the same, because no message speaks of a focus node or value."""
    names = {name for one in _templates(result.demand) for name in _PLACEHOLDER.findall(one.text)}
    return names.isdisjoint({"this", "value"})


def conforms(rows: Iterable[Row]) -> bool:
    """Whether the data meets all that it is judged by; what is not known does not count against it."""
    return not any(outcome is False for *_, outcome in rows)


def _templates(demand: Demand) -> Iterable[Message]:
    """The messages of a demand, placeholders as they stand: the shape's own, else those of the component."""
    return demand.shape.messages or [Message(text, lang) for lang, text in demand.component.messages.items()]


def _readable(term: Term) -> str:
    if isinstance(term, NamedNode):
        return abbreviate(term.value)
    return "[]" if isinstance(term, BlankNode) else term.value
