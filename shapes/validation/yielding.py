"""Findings that yield to one of another rule about the same fault, as the profile states with ``dmv:yieldsTo``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from danhmuc.vocab.findings import REPORTED_SEVERITIES, Finding

from ..profiles.rules import Rule

_GIVEN: Final = ("value", "value_language", "value_datatype", "fix", "value_term", "value_about")
"""What a finding without a value takes over."""


class YieldingRules:
    """The rules of a profile that yield to others.

    A finding yields to one of equal or graver severity on the same node and field, so a record that is not accepted
    stays so. Two findings with different values are two faults. If the finding that stays has no value, it takes over
    the value and the fix: which value is wrong, and what to write, is then known from one finding. A finding on another
    field of the node counts only if the one that yields cannot be verified, which that field may be the reason for.
    """

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        self._yields_to = {
            rule.code: frozenset(rules[iri].code for iri in rule.yields_to if iri in rules)
            for rule in rules.values()
            if rule.yields_to and not rule.is_deactivated
        }

    def settle(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        """The findings without those that yield, in their order; the same sequence if none does."""
        yielding = [one for one in findings if one.code in self._yields_to]
        if not yielding:
            return findings
        kept: dict[int, Finding] = {id(one): one for one in findings}
        for one in yielding:
            other = next(self._same_faults(one, kept), None)
            if other is None:
                continue
            del kept[id(one)]
            stays = kept[other]
            if stays.path == one.path and stays.value is None and one.value is not None:
                kept[other] = replace(stays, **{name: getattr(one, name) for name in _GIVEN})
        return list(kept.values())

    def _same_faults(self, one: Finding, kept: Mapping[int, Finding]) -> Iterator[int]:
        """Keys of findings on the same fault to which one yields."""
        to = self._yields_to[one.code]
        for key, other in kept.items():
            if other.code not in to or other.focus != one.focus or _rank(other) > _rank(one):
                continue
            if other.path != one.path:
                is_same = one.layer == "cannot-verify"
            else:
                is_same = one.value is None or other.value is None or other.value_term == one.value_term
            if is_same:
                yield key


def _rank(finding: Finding) -> int:
    return REPORTED_SEVERITIES.index(finding.reported_severity)
