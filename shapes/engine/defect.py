"""Defects of a shapes graph as values: what of it is passed over, and at which node."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.prefixes import abbreviate

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Message, MessageTemplate
    from danhmuc.vocab.reading import Subject, Term

__all__ = ["Defect"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """One thing of a shape that is passed over.

    Attributes:
        node: the shape.
        template: what is said of it; its fact ``shape`` is the node.
        parameter: the property at fault, which the fact ``parameter`` names by its prefix.
        near: the name that was probably meant.
        companion: the property that goes with that parameter, by its prefix.
        other: the shape that it names.
        value: the value at fault.
    """

    node: Subject
    template: MessageTemplate
    parameter: NamedNode | None = None
    near: str | None = None
    companion: str | None = None
    other: Term | None = None
    value: Term | None = None

    def message(self, name: Callable[[Term], str] = str) -> Message:
        """The message about it.

        Args:
            name: how to call a node.
        """
        facts = {"shape": name(self.node)}
        if self.parameter is not None:
            facts["parameter"] = abbreviate(self.parameter.value)
        for fact in ("near", "companion", "other", "value"):
            found: object = getattr(self, fact)
            if isinstance(found, NamedNode | BlankNode | Literal):
                facts[fact] = name(found)
            elif isinstance(found, str):
                facts[fact] = found
        return self.template(**{fact: facts[fact] for fact in self.template.placeholders})
