"""Of one fault the Vietnamese profile tells once, whatever the profiles below it have to say of the same.

Two rules tell of one fault where they fail together, on one field of one record, and nothing can be made that breaks
the one and meets the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from danhmuc.shapes.validation.profile_validator import YieldingRules
from danhmuc.vocab.findings import Finding

from .generating.records import Record
from .test_rules_work import Proof, proof_of

ALLOWED: dict[tuple[str, str], str] = {}
"""Pairs of rules that tell of one fault, the rule that is always broken with the other second; and why."""


def told_of(proof: Proof, record: Record) -> list[Finding]:
    """The findings on the node that a record was made for, without those that yield to another."""
    found = YieldingRules(proof.profile.rules).settle(proof.findings(record))
    return [one for one in found if one.focus == record.focus.value]


def together(proof: Proof) -> set[tuple[str, str]]:
    """Pairs of rules, one of them at least the profile's own, that fail on one field of a record made for one."""
    own = set(proof.own_codes())
    pairs: set[tuple[str, str]] = set()
    for code in proof.codes:
        for record in proof.records(code):
            by_field: dict[str | None, set[str]] = defaultdict(set)
            for one in () if record.is_good else told_of(proof, record):
                by_field[one.path].add(one.code)
            found = [pair for codes in by_field.values() for pair in combinations(sorted(codes), 2)]
            pairs |= {pair for pair in found if code in pair and not own.isdisjoint(pair)}
    return pairs


def one_fault(proof: Proof) -> Iterator[tuple[str, str]]:
    """Those of the pairs of which the first is never broken alone."""
    for pair in sorted(together(proof)):
        for broken, kept in (pair, pair[::-1]):
            codes = ({one.code for one in told_of(proof, record)} for record in proof.records_apart(broken, kept))
            if not any(broken in told and kept not in told for told in codes):
                yield broken, kept


def test_rules__no_two_tell_of_one_fault() -> None:
    assert list(one_fault(proof_of("vn"))) == sorted(ALLOWED)
