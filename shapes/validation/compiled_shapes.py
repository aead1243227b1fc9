"""Compiled shapes of profiles, shared by all validators of a process whose profile has the same shapes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal

from danhmuc.vocab.errors import ShapesError
from danhmuc.vocab.record_terms import LINKS
from danhmuc.vocab.terms import DMV, OWL, PROF, RDF

from ..engine import compile_plan, index_nquads, read_shapes
from ..engine.holders import Holders
from ..engine.own_components import is_undated
from ..messages.shapes_graph import EngineText, ProfilesText
from ..messages.validating import ValidatingText
from ..profiles.loading import Profile, read_profile
from ..profiles.rules import never_gates
from ..sparql.parts import sparql_parts
from .nested_names import rename_made_up

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Message
    from danhmuc.vocab.reading import Term

    from ..engine import Index, Plan
    from ..engine.shape_model import ShapesGraph
    from ..sparql.parts import SparqlParts

# ---------------------------------------------------------------- unread parts
# Parts of a profile that were not read, although they may have a meaning: no record can pass by such a profile.
#
# A profile may name with ``dmv:allowsUnread`` what its author accepts to be unread: a parameter, a shape or an import.
# Source of the rules: docs/decisions/0058-unread-profiles.md.

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


# ---------------------------------------------------------------- compiled shapes

_CACHED: Final = 8
"""Profiles; a compiled one takes a few MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledShapes:
    """The compiled shapes of a profile; nobody changes them.

    Attributes:
        parts: the shapes that need SPARQL; false if there are none.
        is_dated: whether any rule asks for the reference date.
        warnings: a message for each skipped part.
        unread: those of them on parts that may have a meaning, and that the profile does not allow to be skipped.
    """

    plan: Plan
    parts: SparqlParts
    is_dated: bool
    warnings: tuple[Message, ...]
    unread: tuple[Message, ...] = ()


@lru_cache(_CACHED)
def compiled_shapes(nquads: bytes) -> CompiledShapes:
    """Compile the shapes of a profile; found by their text alone, so that a changed file is compiled anew.

    Raises:
        ShapesError: the shapes are recursive, or need a script.
    """
    index = index_nquads(nquads)
    shapes = read_shapes(index)
    parts = sparql_parts(shapes, index)
    plan = compile_plan(shapes)
    unread = unread_parts(index, shapes, plan)
    return CompiledShapes(
        plan=plan,
        parts=parts,
        is_dated=any(is_undated(one) for shape in shapes.shapes.values() for one in shape.constraints),
        warnings=(*plan.warnings, *_unseen_targets(shapes), *_dated_violations(shapes)),
        unread=unread,
    )


def _unseen_targets(shapes: ShapesGraph) -> Iterator[Message]:
    """Warn about targets invisible in a single record: objects of properties that are not followed backwards."""
    for shape in shapes.shapes.values():
        for target in shape.targets:
            if target.kind == "objects-of" and target.node not in LINKS:
                yield EngineText.TARGETS_UNSEEN(shape=str(shape.node), property=str(target.node))


def _dated_violations(shapes: ShapesGraph) -> Iterator[Message]:
    """Warn about violations that depend on the reference date."""
    for shape in shapes.shapes.values():
        if never_gates(shape):
            yield EngineText.VIOLATION_DATED(shape=str(shape.node))


# ---------------------------------------------------------------- usable profile
# Profiles by which records can be accepted: every part of them is read.
#
# Source of the rules: docs/decisions/0058-unread-profiles.md.


def load_profile(name: str | Path) -> Profile:
    """Load the profile with a token, or from a Turtle file; its parents are bundled, or in the same folder.

    Raises:
        UsageError: neither a token nor a path.
        UnknownNameError: neither a known token nor an existing file.
        ShapesError: a file is not a profile, two do not fit together, a rule's annotations cannot be read, or a part of
            the shapes was not read, such as a parameter that SHACL does not know.
    """
    profile = read_profile(name)
    if profile.place is not None:
        refuse_unread_parts(profile)
    return profile


def refuse_unread_parts(profile: Profile) -> None:
    """Refuse a profile of which a part was not read: what it asks would not be asked, and records would pass.

    Raises:
        ShapesError: there is one; or the shapes are recursive, or need a script.
    """
    unread = (*profile.unread, *compiled_shapes(profile.nquads).unread)
    if unread:
        place = profile.token if profile.place is None else profile.place
        raise ShapesError(ProfilesText.PART_UNREAD(place=place, part=unread[0], count=len(unread)))
