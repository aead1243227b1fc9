"""Checks of a profile's rules: texts that people need to fix a record, in Vietnamese and English.

A rule is a shape that is no part of another's constraint, and no column of a sheet. Source: the project's own rules
for a shapes file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab.terms import DCT, RDFS, SH

from ..engine.paths import Predicate, readable_path
from .documents import LintNotice, ShapesDocument

if TYPE_CHECKING:
    from danhmuc.vocab.reading import Term

    from ..engine.shape_model import Shape, ShapeText


OURS: Final = "https://w3id.org/danhmuc/shapes/"
"""Prefix of the IRIs of danhmuc's own profiles and rules."""
_LANGUAGES: Final = ("vi", "en")
_LONGEST: Final = 120
_SOURCES: Final = frozenset({DCT.source, RDFS.seeAlso})
_NEEDED: Final = (("rule-severity", SH.severity), ("rule-group", SH.group), ("rule-order", SH.order))


def notice(document: ShapesDocument) -> Iterator[LintNotice]:
    """Report texts that a profile's rules lack; nothing for a file that is no profile."""
    if document.profile_fault is not None:
        yield LintNotice(code="profile", facts={"why": document.profile_fault})
    if document.is_profile:
        for shape in _rules(document):
            yield from _rule(document, shape)


def _rules(document: ShapesDocument) -> Iterator[Shape]:
    parts: set[Term] = set()
    todo = [other for shape in document.shapes.values() for other in shape.others.values()]
    todo += [shape for node, shape in document.shapes.items() if node in document.sheets]
    while todo:
        shape = todo.pop()
        if shape.node not in parts:
            parts.add(shape.node)
            todo += [*shape.properties, *shape.others.values()]
    for shape in document.shapes.values():
        validates = bool(shape.constraints) or shape.needs_sparql
        if shape.node not in parts and (shape.path is not None or (validates and shape.targets)):
            yield shape


def _rule(document: ShapesDocument, shape: Shape) -> Iterator[LintNotice]:
    properties = document.properties_of(shape.node)
    if not isinstance(shape.node, NamedNode):
        yield LintNotice(code="rule-iri", node=shape.node)
    for code, predicate in _NEEDED:
        if predicate not in properties:
            yield LintNotice(code=code, node=shape.node)
    if _SOURCES.isdisjoint(properties):
        yield LintNotice(code="rule-source", node=shape.node)
    names, messages = shape.names, shape.messages
    for language in _LANGUAGES:
        if len(_texts(names, language)) != 1:
            yield LintNotice(code="rule-name", node=shape.node, facts={"language": language})
        texts = _texts(messages, language)
        if len(texts) != 1:
            yield LintNotice(code="rule-message", node=shape.node, facts={"language": language})
        for text in texts:
            yield from _message(shape, text, language)


def _message(shape: Shape, text: str, language: str) -> Iterator[LintNotice]:
    facts = {"language": language}
    if len(text) >= _LONGEST or not text.endswith(".") or ". " in text:
        yield LintNotice(code="message-form", node=shape.node, term=Literal(text), facts=facts)
    if isinstance(shape.path, Predicate) and f"({readable_path(shape.path)})" not in text:
        yield LintNotice(code="message-property", node=shape.node, term=shape.path.iri, facts=facts)


def _texts(texts: tuple[ShapeText, ...], language: str) -> list[str]:
    return [message.text for message in texts if message.language == language]
