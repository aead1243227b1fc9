"""A finding with the texts of its rule, and its members in JSON.

Source: docs/schemas/validation-report.schema.json.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.prefixes import abbreviate

from .rule_texts import RuleText

if TYPE_CHECKING:
    from danhmuc.vocab.findings import Finding, Layer, ReportedSeverity
    from danhmuc.vocab.messages import TextByLanguage


_UNKNOWN: Final = RuleText()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedFinding:
    """A finding and the texts of its rule.

    Attributes:
        finding: as it was found.
        rule_text: texts of the rule in the profile; empty for findings without a profile.
        property_name: the profile's name of the property, by language; empty if it has none.
        record_place: the documents of its record; None if they are unknown.
    """

    finding: Finding
    rule_text: RuleText
    property_name: Mapping[str, str] = field(default_factory=dict)
    record_place: str | None = None

    def to_json(self) -> dict[str, object]:
        """The finding as a dict for JSON."""
        return {
            "code": self.code,
            "severity": self.finding.severity,
            "standing": self.reported_severity,
            "layer": self.layer,
            "focus": self.focus,
            "about": self._by_language(self.finding.about),
            "path": self.path,
            "label": dict(self.label),
            "value": self.value,
            "value_about": self._by_language(self.finding.value_about),
            "value_language": self.finding.value_language,
            "value_datatype": self.finding.value_datatype,
            "fix": self.fix,
            "place": self.place,
            "document": self.finding.document,
            "line": self.finding.line,
            "column": self.finding.column,
            "message": self.finding.message.by_language(),
            "basis": dict(self.basis),
            "link": self.link,
            "rule": self.rule,
            "record": None,
            "title": None,
            "publisher": None,
        }

    @staticmethod
    def _by_language(name: TextByLanguage | None) -> dict[str, str]:
        return {} if name is None else name.by_language()

    def text(self, lang: str) -> str:
        """The message in a language, else in English."""
        return self.finding.text(lang)

    @property
    def code(self) -> str:
        """Stable name of the rule."""
        return self.finding.code

    @property
    def reported_severity(self) -> ReportedSeverity:
        """The severity as reported."""
        return self.finding.reported_severity

    @property
    def layer(self) -> Layer:
        """The layer that the rule belongs to."""
        return self.finding.layer

    @property
    def focus(self) -> str | None:
        """The node it is about."""
        return self.finding.focus

    @property
    def path(self) -> str | None:
        """IRI of the property."""
        return self.finding.path

    @property
    def label(self) -> Mapping[str, str]:
        """Name of the field by language, from the rule or else the profile; else the property itself."""
        if self.rule_text.label or self.path is None:
            return self.rule_text.label
        if self.property_name:
            return self.property_name
        name = abbreviate(self.path)
        return {"vi": name, "en": name}

    @property
    def value(self) -> str | None:
        """The invalid value."""
        return self.finding.value

    @property
    def fix(self) -> str | None:
        """The value that was or should be used instead."""
        return self.finding.fix

    @property
    def place(self) -> str | None:
        """The document, with line and column if known; for findings of rules, the documents of the record."""
        return self.own_place or self.record_place

    @property
    def own_place(self) -> str | None:
        """The place of the finding itself."""
        return self.finding.place

    @property
    def basis(self) -> Mapping[str, str]:
        """Clause or legal act by language."""
        return self.rule_text.basis

    @property
    def link(self) -> str | None:
        """Page of the clause or act."""
        return self.rule_text.link

    @property
    def rule(self) -> str | None:
        """IRI of the rule."""
        return self.rule_text.iri


def explain(finding: Finding, texts: Mapping[str, RuleText], place: str | None = None) -> ExplainedFinding:
    """Add the texts of its rule and the name of its property to a finding, if they are among those given.

    Args:
        place: the documents of its record.
    """
    return ExplainedFinding(
        finding=finding,
        rule_text=texts.get(finding.code, _UNKNOWN),
        property_name=texts.get(finding.path or "", _UNKNOWN).label,
        record_place=place,
    )
