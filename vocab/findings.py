"""Findings about a document or a record, as values, and as JSON.

Independent of their origin: the reader, the splitter and the validator all report findings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, Literal

from .messages import Sentence, TextByLanguage, from_json, to_json
from .place import found_place_text
from .renamed import getattr_of_renamed, warn_of_renamed

# ---------------------------------------------------------------- findings

Severity = Literal["violation", "warning", "info"]
Layer = Literal["spec", "recommended", "vocabulary", "national", "house", "repaired", "cannot-verify"]

ReportedSeverity = Literal["violation", "warning", "info", "cannot-verify"]
"""A severity as reports show it: that of the rule, unless the value could not be verified."""

SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "info")
"""All severities, most severe first."""
REPORTED_SEVERITIES: tuple[ReportedSeverity, ...] = ("violation", "warning", "info", "cannot-verify")
"""All reported severities, most severe first; unverified values are counted separately."""
LAYERS: tuple[Layer, ...] = ("spec", "recommended", "vocabulary", "national", "house", "repaired", "cannot-verify")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding, with all that is needed to fix it.

    Attributes:
        code: stable name of the rule, such as ``dcat-ap:Dataset-title`` or ``read:iri-escaped``.
        message: the message, not yet in any language; a mapping of texts by language is accepted, too.
        focus: IRI (or ``_:label``) of the node it is about, None if it is about a document.
        path: IRI of the property, None if it is not about a single property.
        value: the invalid value as written (lexical form or IRI), None if a value is missing.
        value_language, value_datatype: language tag and IRI of the datatype, if the value is a literal and they are
            known.
        fix: the value that was or should be used instead, if one is known.
        document: the document it stands in, if it is known.
        line, column: 1-based position in the document, if they are known.
        about: name of the focus, if that is a node within a record: title or address, by language.
        value_about: name of the value, if that is such a node.
        value_term: the value as in N-Triples, and
        component: IRI of the constraint component, in fresh findings of a validator; registries store neither of the
            two, and find names again in the graph.
        per_source: what it is about, if reports have one such finding for a source; None for a finding of its own.
    """

    code: str
    severity: Severity
    layer: Layer
    message: Sentence
    focus: str | None = None
    path: str | None = None
    value: str | None = None
    value_language: str | None = None
    value_datatype: str | None = None
    fix: str | None = None
    document: str | None = None
    line: int | None = None
    column: int | None = None
    value_term: str | None = field(default=None, compare=False)
    component: str | None = field(default=None, compare=False)
    about: TextByLanguage | None = field(default=None, compare=False)
    value_about: TextByLanguage | None = field(default=None, compare=False)
    per_source: str | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        """Accept texts by language as the message, too."""
        if isinstance(self.message, Mapping):
            object.__setattr__(self, "message", TextByLanguage(self.message))

    @property
    def reported_severity(self) -> ReportedSeverity:
        """The severity that reports show and count: that of the rule, or ``cannot-verify``."""
        return "cannot-verify" if self.layer == "cannot-verify" else self.severity

    @property
    def has_blank_value(self) -> bool:
        """Whether the value is a blank node, whose name is only valid within one reading."""
        return self.value is not None and self.value_datatype is None and self.value.startswith("_:")

    def value_text(self, cut: Callable[[str], str] = str) -> str | None:
        """The value for people, a text with its language, and one without letters in quotation marks.

        Args:
            cut: shortens the value, but not its language.
        """
        if self.value is None:
            return None
        tag = "" if self.value_language is None else f"@{self.value_language}"
        if not self.value.strip():
            return cut(f'"{self.value}"') + tag
        return f"{cut(self.value)} {tag}" if tag else cut(self.value)

    @property
    def standing(self) -> ReportedSeverity:
        """The old name of `reported_severity`."""
        warn_of_renamed("Finding.standing", "Finding.reported_severity")
        return self.reported_severity

    @property
    def place(self) -> str | None:
        """The document, with line and column if they are known: ``a.ttl:12:5``, of a workbook ``so.xlsx#CSDL!P3``."""
        return None if self.document is None else found_place_text(self.document, self.line, self.column)

    def text(self, lang: str = "vi") -> str:
        """The message in a language, else in English."""
        return self.message.render(lang)


__getattr__ = getattr_of_renamed(__name__, {"Standing": "ReportedSeverity", "STANDINGS": "REPORTED_SEVERITIES"})


# ---------------------------------------------------------------- finding json
# Findings as JSON, to be passed between processes or stored in a temporary file.

_NAMES: Final = tuple(field.name for field in fields(Finding))
_NAMED: Final = ("about", "value_about")


def finding_to_json(finding: Finding) -> dict[str, object]:
    """The members of a finding; of its message the id and facts."""
    names = {name: _texts(getattr(finding, name)) for name in _NAMED}
    return {**{name: getattr(finding, name) for name in _NAMES}, **names, "message": to_json(finding.message)}


def finding_from_json(value: Mapping[str, Any]) -> Finding:
    """The finding from the members that `finding_to_json` returns."""
    names = {name: None if value[name] is None else TextByLanguage(value[name]) for name in _NAMED}
    return Finding(**{**value, **names, "message": from_json(value["message"])})


def _texts(name: TextByLanguage | None) -> dict[str, str] | None:
    return None if name is None else dict(name.texts)
