"""Defects of a shapes graph as values: skipped parts and their nodes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import XSD

from ..messages.shapes_graph import ShapesGraphText

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Message, MessageTemplate
    from danhmuc.vocab.reading import Subject, Term


_SAID_BY_STANDARD: Final = frozenset(
    {ShapesGraphText.CLASS_WITHOUT_SHAPE.id, ShapesGraphText.PARAMETER_WITHOUT_PATH.id}
)
"""Parts without meaning by the standard or the suite of the W3C, so that leaving them out changes no result."""
_BOOLEAN: Final = XSD.boolean


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """One part of a shape that is skipped.

    Attributes:
        node: the shape.
        template: of its message; the fact ``shape`` is the node.
        parameter: the property at fault; the fact ``parameter`` has it with a prefix.
        near: the name that was probably meant.
        companion: the property that belongs to the parameter, with a prefix.
        other: the shape that the parameter names.
        value: the value at fault.
    """

    node: Subject
    template: MessageTemplate
    parameter: NamedNode | None = None
    near: str | None = None
    companion: str | None = None
    other: Term | None = None
    value: Term | None = None

    @property
    def is_unread(self) -> bool:
        """Whether the part may have a meaning that was not read, so that results may lack because of it."""
        if self.template.id == ShapesGraphText.SWITCH_UNREADABLE.id:
            # "1"^^xsd:boolean is not true, as the suite of the W3C reads it; "yes" may mean anything.
            return not (isinstance(self.value, Literal) and self.value.datatype == _BOOLEAN)
        return self.template.id not in _SAID_BY_STANDARD

    def message(self, name: Callable[[Term], str] = str) -> Message:
        """The message about the defect.

        Args:
            name: gives the text of a node.
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
