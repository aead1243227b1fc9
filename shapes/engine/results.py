"""Results of a plan in the terms of SHACL, made from compact rows on demand.

Source: SHACL 1.0, section 3.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from danhmuc.vocab.messages import TextByLanguage

from ..messages.validating import DoubtsText
from .outcomes import UNCOMPUTED
from .paths import Path, Predicate, readable_path
from .rows import Demand, Row
from .shape_model import ShapeText
from .shape_text import PLACEHOLDER, constraint_message, parameter_facts, readable_term

if TYPE_CHECKING:
    from danhmuc.vocab.messages import MessageTemplate, Sentence
    from danhmuc.vocab.reading import Term


@dataclass(frozen=True, slots=True)
class Result:
    """One row in the terms of SHACL.

    Attributes:
        path: the shape's path as a typed path, or one property; None for a node shape.
        path_node: the path's node in the shapes graph.
        value: the value at fault; None if there is none.
        is_known: whether it counts as not met; else it cannot be verified.
        is_computed: whether it was computed; what a limit ended counts as not met.
    """

    focus: Term
    path: Path | None
    path_node: Term | None
    value: Term | None
    demand: Demand
    is_known: bool
    is_computed: bool = True

    @property
    def severity(self) -> NamedNode:
        """IRI of the severity."""
        return self.demand.severity

    @property
    def source_shape(self) -> Term:
        """The shape of the constraint."""
        return self.demand.shape.node

    @property
    def component(self) -> str:
        """IRI of the constraint component."""
        return self.demand.component.iri

    @property
    def sentence(self) -> Sentence:
        """The shape's own message by language, "" for none, else the message of the component."""
        if self.demand.shape.messages:
            return TextByLanguage(by_language(self._own_texts()))
        return constraint_message(self.demand.shape, self.demand.constraint)

    @property
    def texts(self) -> list[ShapeText]:
        """The single messages in all languages: a shape may have several in one language."""
        if self.demand.shape.messages and self.is_computed:
            return self._own_texts()
        sentence = self.sentence if self.is_computed else limit_reason(self.demand)(sentence=self.sentence)
        return [ShapeText(text, language) for language, text in sentence.by_language().items()]

    def _own_texts(self) -> list[ShapeText]:
        return [ShapeText(self._fill(one), one.language) for one in self.demand.shape.messages]

    def _fill(self, template: ShapeText) -> str:
        def value(found: re.Match[str]) -> str:
            return self._value_of(found[1], template.language) or found[0]

        return PLACEHOLDER.sub(value, template.text)

    def _value_of(self, name: str, language: str) -> str | None:
        match name:
            case "this":
                return readable_term(self.focus)
            case "value" if self.value is not None:
                return readable_term(self.value)
            case "PATH" if self.path is not None:
                return readable_path(self.path)
        facts = parameter_facts(self.demand.shape, self.demand.constraint, name)
        base = language.partition("-")[0]
        return ", ".join(one if isinstance(one, str) else one.render(base) for one in facts)


def results(rows: Iterable[Row]) -> Iterator[Result]:
    """The rows in the terms of SHACL, one by one."""
    for focus, path, value, demand, outcome in rows:
        yield Result(
            focus=focus,
            path=demand.shape.path if path is None else Predicate(path),
            path_node=demand.shape.path_node if path is None else path,
            value=value,
            demand=demand,
            is_known=outcome is not None,
            is_computed=outcome is not UNCOMPUTED,
        )


def is_filled_alike(result: Result) -> bool:
    """Whether all results of the demand and path have the same message: none with a focus node or value."""
    names = {name for one in result.demand.shape.messages for name in PLACEHOLDER.findall(one.text)}
    return names.isdisjoint({"this", "value"})


def conforms(rows: Iterable[Row]) -> bool:
    """Whether the data conforms; unknown outcomes do not count against it, what was not computed does."""
    return all(outcome is None for *_, outcome in rows)


def limit_reason(demand: Demand) -> MessageTemplate:
    """The message of the reason why an outcome was not computed."""
    return DoubtsText.DOUBT_PATTERN if demand.component.doubt is DoubtsText.DOUBT_PATTERN else DoubtsText.DOUBT_LIMIT


def by_language(texts: Iterable[ShapeText]) -> dict[str, str]:
    """Texts by language; several in one language are joined, always in the same order.

    >>> by_language([ShapeText("Write it.", "en"), ShapeText("Ghi p.", "vi"), ShapeText("It is missing.", "en")])
    {'en': 'It is missing. Write it.', 'vi': 'Ghi p.'}
    """
    found: dict[str, list[str]] = {}
    for one in texts:
        found.setdefault(one.language, []).append(one.text)
    return {language: " ".join(sorted(several)) for language, several in found.items()}
