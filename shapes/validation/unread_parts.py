"""Parts of a profile that were not read, although they may have a meaning: no record can pass by such a profile.

A profile may name with ``dmv:allowsUnread`` what its author accepts to be unread: a parameter, a shape or an import.
Source of the rules: docs/decisions/0058-unread-profiles.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal

from danhmuc.vocab.terms import DMV, OWL, PROF, RDF

from ..engine.holders import Holders
from ..messages.validating import ValidatingText
from .made_up_names import rename_made_up

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Message
    from danhmuc.vocab.reading import Term

    from ..engine import Index, Plan
    from ..engine.shape_model import ShapesGraph


_IMPORTS: Final = OWL.imports
_PRESENT: Final = frozenset({OWL.Ontology, PROF.Profile})
"""Classes of what may be imported, where it is described beside its import."""


def unread_parts(index: Index, shapes: ShapesGraph, plan: Plan) -> tuple[Message, ...]:
    """A message for each part of the shapes of a profile that was not read and that it does not allow to be unread.

    Args:
        plan: the compiled shapes.
    """
    allowed = {one for properties in index.values() for one in properties.get(DMV.allowsUnread, ())}
    # What the compiler skipped stands after what the reader did.
    uncompiled = plan.warnings[len(shapes.defects) :]
    holders = Holders(index)
    found = (*_imports(index, allowed), *_defects(shapes, allowed), *uncompiled)
    return tuple(dict.fromkeys(rename_made_up(one, holders, index) for one in found))


def _imports(index: Index, allowed: Collection[Term]) -> Iterator[Message]:
    for properties in index.values():
        for value in properties.get(_IMPORTS, ()):
            if isinstance(value, Literal) or value in allowed:
                continue
            if _PRESENT.isdisjoint(index.get(value, {}).get(RDF.type, ())):
                yield ValidatingText.IMPORT_NOT_FETCHED(iri=str(value))


def _defects(shapes: ShapesGraph, allowed: Collection[Term]) -> Iterator[Message]:
    for one in shapes.defects:
        if one.is_unread and not {one.node, one.parameter, one.other} & {*allowed}:
            yield one.message()
