"""Carry the messages of shapes through pySHACL unchanged.

When pySHACL inserts values into a message, it drops the language; for a component declared in the graph, a result also
has the messages of all results before it; and a value with a backslash makes it fail. So every message is marked with
its language, focus node and value, by which it is recognized. Shapes without a message get ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import rdflib
from rdflib.namespace import RDF, SH, XSD
from rdflib.term import Node

from danhmuc.vocab.messages import Sentence, TextByLanguage

from ..engine.components import COMPONENTS
from ..engine.results import by_language
from ..engine.shape_model import ShapeText
from ..messages.validating import ComponentsText

Words = Mapping[tuple[str, str], Sentence]
"""Messages by IRI or name of a shape without messages, and IRI of the component."""

_MARK: Final = "\x1f"
_HIDDEN: Final = "\x1e"
"""Replacement of the opening brace of a placeholder that pySHACL must not fill."""
_OPENING: Final = re.compile(r"\{(?=[$?])")
_PLACEHOLDER: Final = re.compile(r"\{[$?]?([A-Za-z][A-Za-z0-9_]*)\}")
_MADE_UP: Final = re.compile(r"(?<![\w/#])(?:N[0-9a-f]{32}|[a-f][0-9a-f]{15,31})(?!\w)")
"""Names that the parser and rdflib invent for blank nodes; users cannot search for them.

The parser writes a random number without leading zeros: one in sixteen names is shorter than 32 digits. Fewer than
sixteen digits do not occur, and would match words.
"""
_LOCAL: Final = re.compile(r"[#/:]")
_OF_CORE: Final = frozenset(component.iri for component in COMPONENTS)
_TEXTS: Final = (None, XSD.string, RDF.langString)
_ROLES: Final = {"this": SH.focusNode, "value": SH.value, "path": SH.resultPath, "PATH": SH.resultPath}


def mark_messages(shapes: rdflib.Graph) -> None:
    """Prefix each message with its language, and placeholders for focus node and value."""
    for holder, message in _messages(shapes):
        text = f"{message.language or ''}{_MARK}{{$this}}{_MARK}{{?value}}{_MARK}{message}"
        _replace(shapes, holder, message, text)


def hide_messages(shapes: rdflib.Graph) -> rdflib.Graph:
    """Keep pySHACL from inserting values into marked messages; returns the messages that had to be removed."""
    taken = rdflib.Graph()
    for holder, message in _messages(shapes):
        _replace(shapes, holder, message, _OPENING.sub(_HIDDEN, message))
    for shape, constraint in shapes.subject_objects(SH.sparql):
        for holder in (shape, constraint):
            for one in list(shapes.objects(holder, SH.message)):
                shapes.remove((holder, SH.message, one))
                taken.add((holder, SH.message, one))
    return taken


def _messages(shapes: rdflib.Graph) -> list[tuple[Node, rdflib.Literal]]:
    return [
        (holder, message)
        for holder, message in shapes.subject_objects(SH.message)
        if isinstance(message, rdflib.Literal) and message.datatype in _TEXTS
    ]


def _replace(shapes: rdflib.Graph, holder: Node, message: rdflib.Literal, text: str) -> None:
    shapes.remove((holder, SH.message, message))
    shapes.add((holder, SH.message, rdflib.Literal(text, lang=message.language)))


@dataclass(frozen=True, slots=True, order=True)
class _Saying:
    """A message, with the focus node and value for which pySHACL reports it."""

    language: str
    this: str
    value: str
    text: str


class ResultMessages:
    """The messages of the results of a report.

    Args:
        report: report of pySHACL on marked shapes.
        shapes: the marked shapes.
        taken: the messages that were removed from them.
        is_blank: whether a name is that of a blank node.
        words: messages for shapes without any; other constraints of Core keep those of pySHACL.
    """

    def __init__(
        self,
        report: rdflib.Graph,
        shapes: rdflib.Graph,
        taken: rdflib.Graph,
        is_blank: Callable[[str], bool],
        words: Words,
    ) -> None:
        self._report = report
        self._shapes = shapes
        self._taken = taken
        self._is_blank = is_blank
        self._words = words
        self._ours: dict[Node, Sentence] = {}
        self._sayings_by_result = {
            result: self._select_matching(result, self._read_sayings(result))
            for result in report.subjects(RDF.type, SH.ValidationResult)
        }
        self._drop_repeated()

    def of(self, result: Node) -> list[rdflib.Literal]:
        """Messages of one result, placeholders filled."""
        return [
            rdflib.Literal(self._fill(one.text, result), lang=one.language or None)
            for one in sorted(self._sayings_by_result[result])
        ]

    def sentence(self, result: Node) -> Sentence:
        """The messages of one result as one sentence."""
        ours = self._ours.get(result)
        if ours is not None:
            return ours
        return TextByLanguage(by_language(ShapeText(str(one), one.language or "") for one in self.of(result)))

    def _read_sayings(self, result: Node) -> set[_Saying]:
        """Messages of a result: those of the shapes, else ours."""
        sayings = {_read_saying(message) for message in self._messages(result)}
        has_own = any((holder, SH.message, None) in self._shapes for holder in self._holders(result))
        if has_own or any(one.this or one.value for one in sayings):
            return sayings
        component = str(self._report.value(result, SH.sourceConstraintComponent))
        words = self._words.get((str(self._report.value(result, SH.sourceShape)), component))
        if words is None:
            if component in _OF_CORE:
                return sayings
            words = ComponentsText.NEEDS_QUERY()
        self._ours[result] = words
        return {_Saying(language, "", "", text) for language, text in words.by_language().items()}

    def _holders(self, result: Node) -> list[Node]:
        found = (self._report.value(result, SH.sourceConstraint), self._report.value(result, SH.sourceShape))
        return [one for one in found if one is not None]

    def _messages(self, result: Node) -> list[Node]:
        taken = [one for holder in self._holders(result) for one in self._taken.objects(holder, SH.message)]
        return taken or list(self._report.objects(result, SH.resultMessage))

    def value(self, result: Node) -> str | None:
        """The text of the value in the messages of one result, if there is exactly one."""
        values = {one.value for one in self._sayings_by_result[result]}
        return values.pop() if len(values) == 1 else None

    def _select_matching(self, result: Node, sayings: set[_Saying]) -> set[_Saying]:
        """Select messages on the focus node and the value of a result, if there are any."""
        sayings = {one for one in sayings if one.this == str(self._report.value(result, SH.focusNode))} or sayings
        return {one for one in sayings if one.value == str(self._report.value(result, SH.value))} or sayings

    def _drop_repeated(self) -> None:
        """Drop repeated messages: if results differ by a value that they do not name, each also has those before it."""
        alike: dict[tuple[Node | None, ...], list[Node]] = {}
        for result in self._sayings_by_result:
            if self._report.value(result, SH.value) is None:
                key = (SH.focusNode, SH.resultPath, SH.sourceShape, SH.sourceConstraintComponent, SH.sourceConstraint)
                alike.setdefault(tuple(self._report.value(result, one) for one in key), []).append(result)
        for results in alike.values():
            before: set[_Saying] = set()
            for result in sorted(results, key=lambda one: len(self._sayings_by_result[one])):
                sayings = self._sayings_by_result[result]
                self._sayings_by_result[result] = sayings - before or sayings
                before |= sayings

    def _fill(self, text: str, result: Node) -> str:
        def value(found: re.Match[str]) -> str:
            terms = list(self._terms(found[1], result))
            return ", ".join(map(str, terms)) if terms else found[0]

        filled = _PLACEHOLDER.sub(value, text.replace(_HIDDEN, "{"))
        return _MADE_UP.sub(lambda found: "[]" if self._is_blank(found[0]) else found[0], filled)

    def _terms(self, name: str, result: Node) -> Iterable[Node]:
        """Terms for a placeholder: part of the result, or a parameter of its shape."""
        if name in _ROLES:
            return self._report.objects(result, _ROLES[name])
        shape = self._report.value(result, SH.sourceShape)
        return self._parameters(shape, name) if shape is not None else ()

    def _parameters(self, shape: Node, name: str) -> Iterator[Node]:
        for predicate, value in self._shapes.predicate_objects(shape):
            if _LOCAL.split(str(predicate))[-1] == name:
                yield value


def _read_saying(message: Node) -> _Saying:
    parts = str(message).split(_MARK, 3)
    if len(parts) == 4:
        return _Saying(*parts)
    return _Saying(getattr(message, "language", None) or "", "", "", str(message))
