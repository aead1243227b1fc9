"""Fields whose values are in order: things in an RDF list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar, cast

from pyoxigraph import BlankNode, Literal

from danhmuc.vocab.terms import RDF

from .object_fields import Many, each, node_of, view

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Descriptions, Subject, Term

    from .resource import Resource
    from .statements import Statements


R = TypeVar("R", bound="Resource")


class ManyInOrder(Many[R]):
    """Things in their order; of several lists, the first is shown, and without a list, the values themselves."""

    def read(self, statements: Statements, values: Iterable[Term]) -> tuple[R, ...]:
        """The things, each as an object of its noun."""
        nodes = [value for value in values if type(value) is not Literal]
        for node in nodes:
            if node == RDF.nil or _is_list(statements, node):
                return tuple(cast("R", view(self.target, statements, one)) for one in _members(statements, node))
        return tuple(cast("R", view(self.target, statements, node)) for node in nodes)

    def terms(self, value: object, into: Descriptions) -> Iterator[Term]:
        """The head of a list of their nodes."""
        nodes = [node_of(self, self.target, one, into) for one in each(value)]
        if not nodes:
            return
        head: Subject = RDF.nil
        for node in reversed(nodes):
            cell = BlankNode()
            into[cell] = [(RDF.first, node), (RDF.rest, head)]
            head = cell
        yield head


def _is_list(statements: Statements, node: Subject) -> bool:
    return any(predicate == RDF.first for predicate, _ in statements.descriptions.get(node, ()))


def _members(statements: Statements, head: Subject) -> Iterator[Subject]:
    """The members of a list up to its end, or to where it comes back to itself."""
    seen: set[Subject] = set()
    while head not in seen and _is_list(statements, head):
        seen.add(head)
        pairs = statements.descriptions[head]
        for predicate, value in pairs:
            if predicate == RDF.first and type(value) is not Literal:
                yield value
        rests = [value for predicate, value in pairs if predicate == RDF.rest and type(value) is not Literal]
        if not rests:
            return
        head = rests[0]
