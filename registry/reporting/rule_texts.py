"""Texts of the rules of a profile, to be shown with their findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from danhmuc.shapes import NO_PROFILE
from danhmuc.shapes.profiles.loading import Profile, read_profile
from danhmuc.shapes.profiles.rules import Rule
from danhmuc.vocab.errors import ShapesError, UnknownNameError

from .legal_basis import basis_text

if TYPE_CHECKING:
    from danhmuc.vocab.concepts import CodeList


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
