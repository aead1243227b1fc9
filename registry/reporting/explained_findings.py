"""Findings with the texts of their rules: title, what to do, legal basis with the status of its act.

A finding with the texts of its rule, and its members in JSON.

Source: docs/schemas/validation-report.schema.json.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from danhmuc.shapes import NO_PROFILE
from danhmuc.shapes.profiles.loading import Profile, read_profile
from danhmuc.shapes.profiles.rules import Rule
from danhmuc.vocab.errors import ShapesError, UnknownNameError
from danhmuc.vocab.prefixes import abbreviate

from ..messages.reports import ActsText

if TYPE_CHECKING:
    from danhmuc.shapes.profiles.rules import LegalAct
    from danhmuc.vocab.concepts import ActStatus, CodeList, ListedConcept
    from danhmuc.vocab.findings import Finding, Layer, ReportedSeverity
    from danhmuc.vocab.messages import Message, TextByLanguage

# ---------------------------------------------------------------- legal basis
# The legal basis of a rule, with the status of its act by the list of legal acts in force.
#
# The status is never that of the profile: an operator may load another list when the text of an act is seen.

_OURS: Final = "https://w3id.org/danhmuc/shapes/"


def listed_act(act: LegalAct, acts: CodeList | None = None) -> ListedConcept | None:
    """The act in a list of legal acts; None if it is not listed.

    Args:
        acts: the list; None for the bundled one.
    """
    from danhmuc.vocab.concepts import LEGAL_ACTS, load  # a profile without acts needs no list

    scheme = load(LEGAL_ACTS) if acts is None else acts
    if act.listed_as is not None:
        return scheme.at(act.listed_as)
    return scheme.at(act.iri) or (None if act.identifier is None else scheme.get(act.identifier))


def status_today(listed: ListedConcept) -> ActStatus:
    """The status that a list states for today in Viet Nam."""
    from danhmuc.shapes.validation.reference_date import today_in_vietnam

    return status_on(listed, today_in_vietnam())


def status_on(listed: ListedConcept, day: date) -> ActStatus:
    """The status that a list states for a day: what was in force until a day that is over has ended.

    What begins later is not known to be in force: a list that says so contradicts itself.
    """
    facts = listed.act
    if facts is None:
        return "unknown"
    if facts.status != "in-force":
        return facts.status
    if listed.valid_until is not None and listed.valid_until < day:
        return "ended"
    return "unknown" if listed.valid_from is not None and listed.valid_from > day else "in-force"


def act_status(listed: ListedConcept | None, on: date | None = None) -> Message:
    """The status of an act as a list states it; what is not listed is not known to be in force.

    Args:
        on: the day for which it is stated; None for today in Viet Nam.
    """
    facts = None if listed is None else listed.act
    status = "unknown" if listed is None else status_today(listed) if on is None else status_on(listed, on)
    if listed is None or facts is None or status == "unknown":
        return ActsText.ACT_UNKNOWN()
    last = listed.valid_until
    if status == "ended":
        return ActsText.ACT_ENDED() if last is None else ActsText.ACT_ENDED_FROM(day=_next(last))
    if status == "reported-ended":
        return ActsText.ACT_REPORTED_ENDED() if last is None else ActsText.ACT_REPORTED_ENDED_FROM(day=_next(last))
    if last is not None:
        return ActsText.ACT_IN_FORCE_UNTIL(last=last)
    first = listed.valid_from
    in_force = ActsText.ACT_IN_FORCE() if first is None else ActsText.ACT_IN_FORCE_FROM(first=first)
    return in_force if facts.seen_on is None else ActsText.ACT_SEEN(status=in_force, day=facts.seen_on)


def basis_text(rule: Rule, lang: str, acts: CodeList | None = None) -> str:
    """The basis of a rule: its profile, the act and the clause that it follows, and the status of the act.

    Args:
        acts: the list of legal acts; None for the bundled one.
    """
    if rule.basis is None:
        return _in(rule.source, lang)
    title, number = _in(rule.basis.title, lang), rule.basis.identifier
    act = f"{title} ({number})" if title and number else title or number or rule.basis.iri
    after = ActsText.AFTER_ACT_OURS if rule.iri.startswith(_OURS) else ActsText.AFTER_ACT
    return after(
        profile=rule.code.partition(":")[0],
        act=", ".join(part for part in (act, _in(rule.clause, lang)) if part),
        status=act_status(listed_act(rule.basis, acts)),
    ).render(lang)


def _next(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)


def _in(texts: Mapping[str, str], lang: str) -> str:
    return texts.get(lang) or texts.get("en") or texts.get("vi") or ""


# ---------------------------------------------------------------- rule texts
# Texts of the rules of a profile, to be shown with their findings.


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleText:
    """Texts and links of one rule.

    Attributes:
        iri: of the rule; None for findings without a profile.
        label: name of the field by language; empty if the rule has none.
        message: by language; empty if no profile has it.
        basis: clause or legal act with its status, as text by language; empty if there is none.
        link: page of the clause or act.
        replaced_by: IRI of the replacement, for a rule on a term or IRI that is no longer used.
    """

    iri: str | None = None
    label: Mapping[str, str] = field(default_factory=dict)
    message: Mapping[str, str] = field(default_factory=dict)
    basis: Mapping[str, str] = field(default_factory=dict)
    link: str | None = None
    replaced_by: str | None = None


def rule_texts(profile: Profile, acts: CodeList | None = None) -> Mapping[str, RuleText]:
    """The texts by code of the rule; and by IRI of a property, the name that most of its rules use.

    Args:
        acts: the list of legal acts that states the status of each basis; None for the bundled one.
    """
    texts = {rule.code: _text(rule, acts) for rule in profile.rules.values()}
    return {path: RuleText(label=label) for path, label in _property_names(profile).items()} | texts


def load_rule_texts(profile: str, acts: CodeList) -> Mapping[str, RuleText]:
    """The texts of a source's profile; none if that cannot be loaded any more.

    Args:
        acts: the list of legal acts of the registry.
    """
    if profile == NO_PROFILE:
        return {}
    try:
        return rule_texts(read_profile(profile), acts)
    except (UnknownNameError, ShapesError):
        return {}


def _property_names(profile: Profile) -> Mapping[str, Mapping[str, str]]:
    named = [(rule.path, tuple(rule.name.items())) for rule in profile.rules.values() if rule.path and rule.name]
    return {path: dict(name) for (path, name), _ in reversed(Counter(named).most_common())}


def _text(rule: Rule, acts: CodeList | None) -> RuleText:
    pages = (*(rule.basis.see_also if rule.basis is not None else ()), *rule.see_also)
    basis = {lang: text for lang in ("vi", "en") if (text := basis_text(rule, lang, acts))}
    return RuleText(
        iri=rule.iri or None,
        label=rule.name,
        message=rule.message,
        basis=basis,
        link=pages[0] if pages else None,
        replaced_by=rule.replaced_by,
    )


# ---------------------------------------------------------------- explained findings

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
