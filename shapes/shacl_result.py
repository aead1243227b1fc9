"""Results of SHACL validation, of our engine or another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from danhmuc.vocab.findings import Finding, ReportedSeverity
from danhmuc.vocab.messages import Message, Sentence, TextByLanguage, languages
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.renamed import warn_of_renamed

from .messages.validating import ComponentsText, ShapesReportsText
from .profiles.rules import severity_of

MOST_DETAILS: Final = 20
"""Maximum number of details of one result, nested ones included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShaclResult:
    """One constraint that the data does not meet, or that cannot be verified.

    Attributes:
        focus: IRI, ``_:name`` or text of the focus node.
        about, value_about: names of a focus node and of a value that are blank: title, else address, else its property
            within its holder; None for other nodes.
        reached_by: path to a blank focus node: an IRI and the properties from there; None for other nodes.
        path: IRI of the property; a longer path as SPARQL writes it; None for a node shape.
        value: IRI, ``_:name`` or text of the value at fault; None if there is none.
        value_term: the value as in N-Triples, with datatype or language.
        value_language, value_datatype: language tag and IRI of the datatype of a literal.
        severity: IRI of the severity.
        source_shape: IRI or ``_:name`` of the shape.
        shape_reached_by: path to a blank shape, like `reached_by`; None for other shapes.
        component: IRI of the constraint component.
        sentence: the message.
        is_known: whether the constraint counts as not met; else it cannot be verified, because the data does not say.
        is_computed: whether it was computed; what a limit of time or size ended counts as not met.
        details: results of the value for shapes that the constraint names by ``sh:node``, ``and``, ``or`` or ``xone``;
            at most twenty, nested ones included.
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
    is_computed: bool = True
    about: TextByLanguage | None = None
    value_about: TextByLanguage | None = None
    reached_by: str | None = None
    shape_reached_by: str | None = None
    details: tuple[ShaclResult, ...] = ()

    @property
    def reported_severity(self) -> ReportedSeverity:
        """The severity of the result in reports; a custom severity counts as a violation."""
        return severity_of(self.severity) if self.is_known else "cannot-verify"

    @property
    def standing(self) -> ReportedSeverity:
        """`reported_severity`, under its former name."""
        warn_of_renamed("ShaclResult.standing", "ShaclResult.reported_severity")
        return self.reported_severity

    @property
    def fault(self) -> tuple[object, ...]:
        """Key that is equal for results on the same fault."""
        return (self.focus, self.path, self.value_term, self.source_shape, self.component, self.sentence)

    @property
    def rule(self) -> str:
        """A short name of the rule: the shape, or for a shape without an IRI, the path to it and the component."""
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
        """The message in a language, else in English, else in any."""
        if isinstance(self.sentence, Message):
            return self.sentence.render(lang)
        for wanted in (lang, "en", ""):
            for language, text in self.sentence.texts.items():
                if language == wanted or (wanted and language.startswith(wanted + "-")):
                    return text
        return next(iter(self.sentence.texts.values()), "")

    def as_dict(self) -> dict[str, object]:
        """The result as a dict for JSON."""
        return {
            "standing": self.reported_severity,
            "severity": self.severity,
            "computed": self.is_computed,
            "focus": self.focus,
            "about": _by_language(self.about),
            "reached_by": self.reached_by,
            "path": self.path,
            "value": self.value,
            "value_term": self.value_term,
            "value_about": _by_language(self.value_about),
            "source_shape": self.source_shape,
            "shape_reached_by": self.shape_reached_by,
            "component": self.component,
            "message": dict(self.messages),
            "details": [one.as_dict() for one in self.details],
        }

    def with_details(self, more: Iterable[ShaclResult]) -> ShaclResult:
        """The result with more details, up to the maximum."""
        details = [*self.details, *(one for one in more if one not in self.details)]
        return replace(self, details=tuple(details[:MOST_DETAILS]))

    @property
    def place(self) -> str:
        """The focus node for people: a blank node with the path to it."""
        return self.focus if self.reached_by is None else f"{self.reached_by} → {self.focus}"

    def focus_text(self, lang: str = "vi") -> str:
        """The focus node for people, in a language: the name of a blank node, and its place."""
        return self.place if self.about is None else f"{self.about.render(lang)} ({self.place})"

    def value_text(self, lang: str = "vi") -> str | None:
        """The value for people, in a language: a blank node with its name, a text without letters in quotation marks.

        None if there is no value.
        """
        if self.value is None or self.value.strip():
            return self.value if self.value_about is None else f"{self.value_about.render(lang)} ({self.value})"
        return self.finding().value_text()

    @property
    def about_path(self) -> Sentence:
        """The message after its property; the property is left out if the shape's own message names it."""
        sentence = self.sentence
        if isinstance(sentence, TextByLanguage):
            sentence = TextByLanguage({lang: self.message(lang) for lang in languages()})
        if self.path is None:
            return sentence
        path = self.path if "<" in self.path else abbreviate(self.path)
        if isinstance(sentence, TextByLanguage) and all(path in text for text in sentence.texts.values()):
            return sentence
        return ComponentsText.OF_PROPERTY(property=path, sentence=sentence)

    def text(self, lang: str = "vi") -> str:
        """The message after its property, in a language."""
        return self.about_path.render(lang)

    @property
    def told(self) -> Callable[..., str]:
        """The former name of `text`."""
        warn_of_renamed("ShaclResult.told", "ShaclResult.text")
        return self.text

    def reasons(self, lang: str = "vi") -> list[str]:
        """Reasons why the value does not meet other shapes, one sentence each, without those in the message."""
        message = self.message(lang)
        found = dict.fromkeys(self._detail_texts(lang))
        return list(islice((reason for text, reason in found if text not in message), MOST_DETAILS))

    def _detail_texts(self, lang: str) -> Iterator[tuple[str, str]]:
        """Message of each detail, and the message with the value."""
        for one in self.details:
            text = reason = one.text(lang)
            if one.value is not None and one.value != self.value and one.value not in text:
                reason = ShapesReportsText.SHACL_REASON_WITH_VALUE(
                    reason=one.about_path, value=one.value_text(lang) or ""
                ).render(lang)
            yield text, reason
            yield from one._detail_texts(lang)

    def finding(self) -> Finding:
        """The result as a finding, like those in reports on records."""
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
            about=self.about,
            value_about=self.value_about,
        )


def _by_language(name: TextByLanguage | None) -> dict[str, str]:
    return {} if name is None else name.by_language()


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignResults:
    """Results of another engine.

    Attributes:
        results: top-level results of its report.
        tops: names of the results in its report graph, in the same order.
        graphs: description of each result in that graph, nested details included.
    """

    results: tuple[ShaclResult, ...] = ()
    tops: tuple[str, ...] = ()
    graphs: tuple[bytes, ...] = ()

    def __add__(self, other: ForeignResults) -> ForeignResults:
        """The results of both."""
        return ForeignResults(
            results=self.results + other.results,
            tops=self.tops + other.tops,
            graphs=self.graphs + other.graphs,
        )

    def select(self, is_wanted: Callable[[ShaclResult], bool]) -> ForeignResults:
        """Select results."""
        numbers = [number for number, result in enumerate(self.results) if is_wanted(result)]
        return ForeignResults(
            results=tuple(self.results[number] for number in numbers),
            tops=tuple(self.tops[number] for number in numbers),
            graphs=tuple(self.graphs[number] for number in numbers),
        )
