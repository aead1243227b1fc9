"""Terms, shapes and constraints as facts of messages; a shape without an IRI is described by its constraints.

Source: SHACL 1.0, section 2.1.5, for the messages that a shape brings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode

from danhmuc.vocab.messages import Fact, Message, Sentence, TextByLanguage
from danhmuc.vocab.prefixes import abbreviate

from ..messages.validating import ComponentsText
from .components import ALL_COMPONENTS, PROPERTY
from .paths import readable_path

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Term

    from .shape_model import Shape, ShapeConstraint


PLACEHOLDER: Final = re.compile(r"\{[$?]?([A-Za-z][A-Za-z0-9_]*)\}")
"""A placeholder for part of a result in a shape's message, such as ``{$this}``."""
_COMPONENTS: Final = {component.name: component for component in (*ALL_COMPONENTS, PROPERTY)}
_SWITCHES: Final = {"Closed": "closed", "UniqueLang": "uniqueLang"}
_DEEPEST: Final = 4
"""Maximum depth of nested shapes in a message."""
_MOST: Final = 10
"""Maximum number of shapes of a list, and of constraints of a shape, in a message."""
_NO_TERMS: Final = "()"
"""Text of an empty list."""


def readable_term(term: Term) -> str:
    """The text of a term for people; a blank node has no meaningful name."""
    if isinstance(term, NamedNode):
        return abbreviate(term.value)
    return "[]" if isinstance(term, BlankNode) else term.value


def constraint_message(shape: Shape, constraint: ShapeConstraint, *, deepest: int = _DEEPEST) -> Message:
    """The requirement of a constraint, for a shape without a message of its own.

    Args:
        deepest: maximum depth of nested shapes in the message.
    """
    template = _COMPONENTS[constraint.component].message
    facts: dict[str, Fact] = {}
    for name in template.placeholders:
        values = parameter_facts(shape, constraint, name, deepest=deepest)
        facts[name] = values[0] if len(values) == 1 else tuple(values) or _NO_TERMS
    return template(**facts)


def parameter_facts(
    shape: Shape, constraint: ShapeConstraint, name: str, *, deepest: int = _DEEPEST
) -> Sequence[str | Message]:
    """The values of one parameter of a constraint: shapes by their IRIs, else by their constraints."""
    terms = constraint.parameters.get(name, ())
    if name not in _COMPONENTS[constraint.component].shapes:
        return [readable_term(term) for term in terms]
    named = [_readable(shape.find_shape(term), deepest) for term in terms[: _MOST + 1]]
    return [*named[:_MOST], *("…" for _ in named[_MOST:])]


def _readable(shape: Shape, deepest: int) -> str | Message:
    if isinstance(shape.node, NamedNode):
        return abbreviate(shape.node.value)
    asked = list(islice(_demand_sentences(shape, deepest - 1), _MOST)) if deepest else []
    return ComponentsText.SHAPE_ASKS(sentences=_one_after_another(asked)) if asked else "[]"


def _one_after_another(sentences: Iterable[Sentence]) -> Sentence:
    """Join one or more sentences."""
    *before, together = sentences
    for sentence in reversed(before):
        together = ComponentsText.SHAPE_ASKS_MORE(sentence=sentence, more=together)
    return together


def _demand_sentences(shape: Shape, deepest: int) -> Iterator[Sentence]:
    """The requirements of a shape, sentence by sentence."""
    own = _own_text(shape)
    if own is not None:
        yield _about(shape, own)
        return
    for constraint in shape.constraints:
        if not _is_off(constraint):
            yield _about(shape, constraint_message(shape, constraint, deepest=deepest))
    for held in shape.properties:
        if not held.is_deactivated:
            yield from (_about(shape, one) for one in _demand_sentences(held, deepest))


def _own_text(shape: Shape) -> TextByLanguage | None:
    """The first message of a shape in each language without a placeholder of results; None if there is none."""
    texts: dict[str, str] = {}
    for one in shape.messages:
        if not PLACEHOLDER.search(one.text):
            texts.setdefault(one.language.partition("-")[0], one.text)
    return TextByLanguage(texts) if texts else None


def _about(shape: Shape, sentence: Sentence) -> Sentence:
    return (
        sentence
        if shape.path is None
        else ComponentsText.OF_PROPERTY(property=readable_path(shape.path), sentence=sentence)
    )


def _is_off(constraint: ShapeConstraint) -> bool:
    """Whether a constraint is a switch that is off, and so demands nothing."""
    switch = _SWITCHES.get(constraint.component)
    return switch is not None and all(readable_term(term) != "true" for term in constraint.parameters[switch])
