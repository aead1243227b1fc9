"""Terms and shapes for reading: a shape without an IRI by what it asks for.

Source: SHACL 1.0, section 2.1.5, for the messages that a shape brings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode

from danhmuc.vocab.prefixes import abbreviate

from .components import ALL_COMPONENTS
from .path_text import readable_path

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Term

    from .shape_model import Constraint, Shape

__all__ = ["PLACEHOLDER", "readable_shapes", "readable_term"]

PLACEHOLDER: Final = re.compile(r"\{[$?]?([A-Za-z][A-Za-z0-9_]*)\}")
"""What a message names of a result, such as ``{$this}``."""
_COMPONENTS: Final = {component.name: component for component in ALL_COMPONENTS}
_SWITCHES: Final = {"Closed": "closed", "UniqueLang": "uniqueLang"}
_DEEPEST: Final = 4
"""So many shapes within one another are told."""
_MOST: Final = 10
"""So many shapes of a list are told, and so many demands of a shape."""


def readable_term(term: Term) -> str:
    """A term for reading; a blank node has no name that anybody knows."""
    if isinstance(term, NamedNode):
        return abbreviate(term.value)
    return "[]" if isinstance(term, BlankNode) else term.value


def readable_shapes(shapes: Iterable[Shape], language: str, *, deepest: int = _DEEPEST) -> str:
    """Shapes in one phrase: by their IRIs, else by what they ask for, in Vietnamese or else in English."""
    told = [_readable(shape, language, deepest) for shape in islice(shapes, _MOST + 1)]
    return ", ".join([*told[:_MOST], *("…" for _ in told[_MOST:])])


def _readable(shape: Shape, language: str, deepest: int) -> str:
    if isinstance(shape.node, NamedNode):
        return abbreviate(shape.node.value)
    demands = " ".join(islice(_demands(shape, language, deepest - 1), _MOST)) if deepest else ""
    return f"({demands})" if demands else "[]"


def _demands(shape: Shape, language: str, deepest: int) -> Iterator[str]:
    """What a shape asks for, sentence by sentence."""
    path = "" if shape.path is None else f"{readable_path(shape.path)}: "
    own = [one.text for one in shape.messages if _is_of(one.language, language) and not PLACEHOLDER.search(one.text)]
    if own:
        yield path + own[0]
        return
    for constraint in shape.constraints:
        if not _is_off(constraint):
            yield path + _sentence(shape, constraint, language, deepest)
    for held in shape.properties:
        if not held.is_deactivated:
            yield from (path + one for one in _demands(held, language, deepest))


def _is_off(constraint: Constraint) -> bool:
    """Whether it is a switch that is not on, and so asks for nothing."""
    switch = _SWITCHES.get(constraint.component)
    return switch is not None and all(readable_term(term) != "true" for term in constraint.parameters[switch])


def _sentence(shape: Shape, constraint: Constraint, language: str, deepest: int) -> str:
    component = _COMPONENTS[constraint.component]
    template = component.messages["vi" if _is_of(language, "vi") else "en"]
    return PLACEHOLDER.sub(_filler(shape, constraint, language, deepest), template)


def _filler(shape: Shape, constraint: Constraint, language: str, deepest: int) -> Callable[[re.Match[str]], str]:
    spoken_of = _COMPONENTS[constraint.component].shapes

    def said(found: re.Match[str]) -> str:
        terms = constraint.parameters.get(found[1], ())
        if found[1] in spoken_of:
            return readable_shapes((shape.others[term] for term in terms), language, deepest=deepest)
        return ", ".join(map(readable_term, terms))

    return said


def _is_of(language: str, wanted: str) -> bool:
    """Whether a language is the one that is wanted, or a kind of it."""
    return language.partition("-")[0] == wanted.partition("-")[0]
