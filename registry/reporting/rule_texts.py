"""Texts of the rules of a profile, to be shown with their findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from danhmuc.shapes.profiles.loading import NO_PROFILE, Profile, Rule, load_profile
from danhmuc.vocab.errors import ShapesError, UnknownNameError

__all__ = ["RuleText", "basis_text", "load_rule_texts", "rule_texts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleText:
    """Texts and links of one rule.

    Attributes:
        iri: of the rule; None for findings without a profile.
        label: name of the field by language; empty if the rule has none.
        message: by language; empty if no profile has it.
        basis: clause or legal act as text by language; empty if there is none.
        link: page of the clause or act.
        replaced_by: IRI of the replacement, for a rule on a term or IRI that is no longer used.
    """

    iri: str | None = None
    label: Mapping[str, str] = field(default_factory=dict)
    message: Mapping[str, str] = field(default_factory=dict)
    basis: Mapping[str, str] = field(default_factory=dict)
    link: str | None = None
    replaced_by: str | None = None


def rule_texts(profile: Profile) -> Mapping[str, RuleText]:
    """The texts by code of the rule; and by IRI of a property, the name that most of its rules use."""
    texts = {rule.code: _text(rule) for rule in profile.rules.values()}
    return {path: RuleText(label=label) for path, label in _property_names(profile).items()} | texts


def load_rule_texts(profile: str) -> Mapping[str, RuleText]:
    """The texts of a source's profile; none if that cannot be loaded any more."""
    if profile == NO_PROFILE:
        return {}
    try:
        return rule_texts(load_profile(profile))
    except (UnknownNameError, ShapesError):
        return {}


def _property_names(profile: Profile) -> Mapping[str, Mapping[str, str]]:
    named = [(rule.path, tuple(rule.name.items())) for rule in profile.rules.values() if rule.path and rule.name]
    return {path: dict(name) for (path, name), _ in reversed(Counter(named).most_common())}


def _text(rule: Rule) -> RuleText:
    pages = (*(rule.basis.see_also if rule.basis is not None else ()), *rule.see_also)
    basis = {lang: text for lang in ("vi", "en") if (text := basis_text(rule, lang))}
    return RuleText(
        iri=rule.iri or None,
        label=rule.name,
        message=rule.message,
        basis=basis,
        link=pages[0] if pages else None,
        replaced_by=rule.replaced_by,
    )


def basis_text(rule: Rule, lang: str) -> str:
    """The legal basis, such as “Nghị định về … (47/2020/NĐ-CP), Điều 11 khoản 4”."""
    if rule.basis is None:
        return _in(rule.source, lang)
    title, number = _in(rule.basis.title, lang), rule.basis.identifier
    act = f"{title} ({number})" if title and number else title or number or ""
    return ", ".join(part for part in (act, _in(rule.clause, lang)) if part)


def _in(texts: Mapping[str, str], lang: str) -> str:
    return texts.get(lang) or texts.get("en") or texts.get("vi") or ""
