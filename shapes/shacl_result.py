"""One result of SHACL validation as a value, and what another engine found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from danhmuc.vocab.findings import Finding, ReportedSeverity
from danhmuc.vocab.messages import Message, Sentence, TextByLanguage, languages
from danhmuc.vocab.prefixes import abbreviate

from .messages.components import OF_PROPERTY
from .messages.reports import SHACL_REASON_WITH_VALUE
from .profiles.severities import severity_of

__all__ = ["MOST_DETAILS", "ForeignResults", "ShaclResult"]

MOST_DETAILS: Final = 20
"""Details of one result, with those below them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShaclResult:
    """One thing that the data does not meet, or not for sure.

    Attributes:
        focus: IRI, ``_:name`` or text of the node that was judged.
        reached_by: how a blank focus node is reached: an IRI, and properties from there on; None for other nodes.
        path: IRI of the property; a longer path as SPARQL writes it; None for a node shape.
        value: IRI, ``_:name`` or text of the value at fault; None where none is.
        value_term: the value as in N-Triples, with datatype or language.
        value_language, value_datatype: language tag and IRI of the datatype of a literal.
        severity: IRI of the severity.
        source_shape: IRI or ``_:name`` of the shape.
        shape_reached_by: how a blank one is reached in the shapes, as `reached_by`; None for other ones.
        component: IRI of the constraint component.
        sentence: what it says.
        is_known: whether it is sure; else what would settle it is not at hand.
        details: what the value does not meet of the shapes that the constraint names by ``sh:node``, ``and``, ``or``
            or ``xone``; with those below them at most twenty.
    """

    focus: str
    path: str | None
    value: str | None
    value_term: str | None
    severity: str
    source_shape: str
    component: str
    sentence: Sentence
    value_language: str | None = None
    value_datatype: str | None = None
    is_known: bool = True
    reached_by: str | None = None
    shape_reached_by: str | None = None
    details: tuple[ShaclResult, ...] = ()

    @property
    def reported_severity(self) -> ReportedSeverity:
        """What it counts as; a severity of one's own counts as a violation."""
        return severity_of(self.severity) if self.is_known else "cannot-verify"

    @property
    def fault(self) -> tuple[object, ...]:
        """What two results have alike that say the same."""
        return (self.focus, self.path, self.value_term, self.source_shape, self.component, self.sentence)

    @property
    def rule(self) -> str:
        """A short name of what is not met: the shape, or where that has no IRI, the way to it, and the component."""
        if not self.source_shape.startswith("_:"):
            return abbreviate(self.source_shape)
        component = abbreviate(self.component)
        return component if self.shape_reached_by is None else f"{self.shape_reached_by}: {component}"

    @property
    def messages(self) -> Mapping[str, str]:
        """The message by language, "" for a text without one."""
        sentence = self.sentence
        return sentence.by_language() if isinstance(sentence, Message) else sentence.texts

    def message(self, lang: str = "vi") -> str:
        """The message in the language asked for, else in English, else in any."""
        if isinstance(self.sentence, Message):
            return self.sentence.render(lang)
        for wanted in (lang, "en", ""):
            for language, text in self.sentence.texts.items():
                if language == wanted or (wanted and language.startswith(wanted + "-")):
                    return text
        return next(iter(self.sentence.texts.values()), "")

    def as_dict(self) -> dict[str, object]:
        """The result as JSON has it."""
        return {
            "standing": self.reported_severity,
            "severity": self.severity,
            "focus": self.focus,
            "reached_by": self.reached_by,
            "path": self.path,
            "value": self.value,
            "value_term": self.value_term,
            "source_shape": self.source_shape,
            "shape_reached_by": self.shape_reached_by,
            "component": self.component,
            "message": dict(self.messages),
            "details": [one.as_dict() for one in self.details],
        }

    def with_details(self, more: Iterable[ShaclResult]) -> ShaclResult:
        """The same with details that another has, as far as there is room."""
        details = [*self.details, *(one for one in more if one not in self.details)]
        return replace(self, details=tuple(details[:MOST_DETAILS]))

    @property
    def place(self) -> str:
        """The focus node for reading: a blank one with how it is reached."""
        return self.focus if self.reached_by is None else f"{self.reached_by} → {self.focus}"

    @property
    def about_path(self) -> Sentence:
        """The message with the property that it is about before it; a shape's own words may name that themselves."""
        sentence = self.sentence
        if isinstance(sentence, TextByLanguage):
            sentence = TextByLanguage({lang: self.message(lang) for lang in languages()})
        if self.path is None:
            return sentence
        path = self.path if "<" in self.path else abbreviate(self.path)
        if isinstance(sentence, TextByLanguage) and all(path in text for text in sentence.texts.values()):
            return sentence
        return OF_PROPERTY(property=path, sentence=sentence)

    def text(self, lang: str = "vi") -> str:
        """The message with the property that it is about, in a language."""
        return self.about_path.render(lang)

    def reasons(self, lang: str = "vi") -> list[str]:
        """Why the value does not meet other shapes, one sentence each, without what the message says already."""
        message = self.message(lang)
        found = dict.fromkeys(self._detail_texts(lang))
        return list(islice((told for text, told in found if text not in message), MOST_DETAILS))

    def _detail_texts(self, lang: str) -> Iterator[tuple[str, str]]:
        """What each of the details says, and the same with its value."""
        for one in self.details:
            text = told = one.text(lang)
            if one.value is not None and one.value != self.value and one.value not in text:
                told = SHACL_REASON_WITH_VALUE(reason=one.about_path, value=one.value).render(lang)
            yield text, told
            yield from one._detail_texts(lang)

    def finding(self) -> Finding:
        """The same as a finding, as the reports on records have them."""
        is_known = self.reported_severity != "cannot-verify"
        return Finding(
            code=self.rule,
            severity=severity_of(self.severity) if is_known else "info",
            layer="spec" if is_known else "cannot-verify",
            message=self.about_path,
            focus=self.focus,
            path=self.path,
            value=self.value,
            value_language=self.value_language,
            value_datatype=self.value_datatype,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignResults:
    """What another engine found.

    Attributes:
        results: those that stand in its report itself.
        tops: their names in its report graph, in the same order.
        graphs: what that graph says of each, and of all below it.
    """

    results: tuple[ShaclResult, ...] = ()
    tops: tuple[str, ...] = ()
    graphs: tuple[bytes, ...] = ()

    def __add__(self, other: ForeignResults) -> ForeignResults:
        """Both."""
        return ForeignResults(
            results=self.results + other.results, tops=self.tops + other.tops, graphs=self.graphs + other.graphs
        )

    def only(self, is_wanted: Callable[[ShaclResult], bool]) -> ForeignResults:
        """Those of the results that are wanted."""
        kept = [number for number, result in enumerate(self.results) if is_wanted(result)]
        return ForeignResults(
            results=tuple(self.results[number] for number in kept),
            tops=tuple(self.tops[number] for number in kept),
            graphs=tuple(self.graphs[number] for number in kept),
        )
