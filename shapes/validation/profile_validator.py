"""Validate records against a profile.

This uses danhmuc's own engine; pySHACL can replace it, and validates constraints that need SPARQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import islice, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from danhmuc.vocab.address_secrets import secret_addresses
from danhmuc.vocab.errors import UnknownNameError, UsageError
from danhmuc.vocab.findings import REPORTED_SEVERITIES, SEVERITIES, Finding
from danhmuc.vocab.messages.errors import ErrorsText
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.reading.parsing import paused_collection
from danhmuc.vocab.renamed import warn_of_renamed

from ..engine import index_nquads
from ..messages.validating import InputsText, ValidatingText
from ..profiles.loading import Profile, read_profile
from ..profiles.rules import Rule
from .code_lists import CodeListIndex, CodeListLike
from .compiled_shapes import refuse_unread_parts
from .context import Context, RecordLike, cell_violations_of
from .core_engine import CoreEngine, CoreFindings, GraphInContext
from .nested_names import with_names
from .reference_date import today_in_vietnam
from .report import ValidationReport, merge_faults

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Message

    from ..sparql.parts import SparqlParts
    from ..sparql.pyshacl_records import PyShaclEngine

# ---------------------------------------------------------------- address findings
# Findings about passwords and keys in the addresses of a record, by whatever profile it is validated.
#
# No shape asks for them: they may stand behind any property. The values shown have masks.


def address_findings(nquads: bytes) -> Iterator[Finding]:
    """A violation for each password in an address, a warning for each key among its parameters."""
    for one in secret_addresses(nquads):
        template = ValidatingText.ADDRESS_PASSWORD if one.is_password else ValidatingText.ADDRESS_KEY
        yield Finding(
            code="house:address-password" if one.is_password else "house:address-key",
            severity="violation" if one.is_password else "warning",
            layer="house",
            focus=one.subject.strip("<>"),
            path=one.predicate,
            value=one.shown,
            message=template(property=abbreviate(one.predicate)),
        )


# ---------------------------------------------------------------- yielding
# Findings that yield to one of another rule about the same fault, as the profile states with ``dmv:yieldsTo``.

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


# ---------------------------------------------------------------- profile validator

Engine = Literal["danhmuc", "pyshacl"]
"""The engine that validates."""
ENGINES: Final[tuple[Engine, ...]] = ("danhmuc", "pyshacl")
_PAGE: Final = 200
"""Records that are validated together."""


@dataclass(frozen=True, slots=True)
class _Engines:
    """The engines of a profile.

    Attributes:
        core: our own; None if pySHACL does all.
        other: pySHACL; None if it has nothing to do.
        is_dated: whether any rule asks for the reference date.
    """

    core: CoreEngine | None
    other: PyShaclEngine | None
    is_dated: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    """A record while it is validated.

    Attributes:
        nquads: its graph, with the members of a catalogue.
        graph: the same for our own engine.
        by_other: the findings of pySHACL.
    """

    record: RecordLike
    nquads: bytes
    context_digest: str
    graph: GraphInContext
    by_other: Iterable[Finding]


class Validator:
    """A compiled profile: load it once, validate many records.

    Args:
        engine: ``pyshacl`` reads as the W3C does and is many times slower.
        w3c_classes: whether undescribed nodes have no class and no values, as the W3C reads it; else these cannot be
            verified, and do not count against a record.
        today: the reference date of dated rules; by default the day in Viet Nam on creation.
        lists: code lists by token that replace or extend the bundled ones; `CodeList` is one.

    Attributes:
        profile: the profile as of the reference date.
        today: the reference date.
        lists_digest: of all code lists in force.
        same_rules_until: the last day on which the profile has the rules of that date; None if it always has.

    Raises:
        UnknownNameError: no such profile or engine.
        UsageError: the profile is neither a token, nor a path, nor a profile; or today is no day.
        ShapesError: the profile cannot be used, or a part of it was not read.
    """

    def __init__(
        self,
        profile: str | Path | Profile,
        *,
        engine: Engine = "danhmuc",
        w3c_classes: bool = False,
        today: date | None = None,
        lists: Mapping[str, CodeListLike] | None = None,
    ) -> None:
        if engine not in ENGINES:
            raise UnknownNameError(ErrorsText.ENGINE_UNKNOWN, engine, ENGINES)
        if not isinstance(today, date | None):
            raise UsageError(InputsText.DAY_NEEDED(kind=type(today).__name__))
        self.today = today_in_vietnam() if today is None else today
        whole = profile if isinstance(profile, Profile) else read_profile(profile)
        self._made_of = (whole, engine, w3c_classes, self.today, None if lists is None else dict(lists))
        self._noted: tuple[Message, ...] = ()
        self.profile = whole.on(self.today)
        self.same_rules_until = whole.last_day_as_on(self.today)
        self._yielding = YieldingRules(self.profile.rules)
        self._code_lists = CodeListIndex(lists)
        self.lists_digest = self._code_lists.digest
        self._is_proven = profile is not whole and whole.place is None and engine == "danhmuc"
        if not self._is_proven:
            _ = self._engines

    @cached_property
    def _engines(self) -> _Engines:
        """The engines that validate: a bundled profile has nothing to refuse, and is compiled for the first record."""
        self._is_proven = False
        whole, engine, w3c_classes, *_ = self._made_of
        refuse_unread_parts(self.profile)
        core = (
            CoreEngine(self.profile, w3c_classes=w3c_classes, code_lists=self._code_lists)
            if engine == "danhmuc"
            else None
        )
        parts = None if core is None else core.parts
        other = None if parts is not None and not parts else _pyshacl(self.profile, parts, self.today)
        is_dated = bool(whole.dated_rules) or any(one is not None and one.is_dated for one in (core, other))
        return _Engines(core=core, other=other, is_dated=is_dated)

    @property
    def warnings(self) -> tuple[Message, ...]:
        """A message for each part of the profile that is skipped, and each pattern that took too long so far."""
        core = None if self._is_proven else self._engines.core
        own = () if core is None else core.warnings
        return tuple(dict.fromkeys((*self.profile.warnings, *own, *self._noted)))

    def note_warnings(self, warnings: Iterable[Message]) -> None:
        """Add warnings of validators in other processes that validate for this one."""
        self._noted = tuple(dict.fromkeys((*self._noted, *warnings)))

    def __reduce__(self) -> tuple[object, ...]:
        """Another validator by the same rules, code lists and day; what files have by then does not count."""
        return _restore, self._made_of

    def validate(self, record: RecordLike, context: Context | None = None) -> ValidationReport:
        """Validate one record; bad data is a finding, never an exception.

        What its reader found in cells to be a violation, such as a formula without a stored value, is one here, too;
        so is a password in an address, whatever the profile is.

        Raises:
            UsageError: it is no record; `danhmuc.registry.parse_records` makes records from text.
        """
        return self._validate_page([record], context or Context())[0]

    def _validate_page(self, records: Sequence[RecordLike], context: Context) -> list[ValidationReport]:
        """Validate some records, a rule on all of them before the next rule."""
        core = self._engines.core
        # Findings have no circles, and the garbage collector would scan all that a caller holds.
        with paused_collection():
            asked = [self._ask(record, context) for record in records]
            by_core: Iterable[CoreFindings | None] = repeat(None, len(asked))
            if core is not None:
                by_core = core.validate_each((one.graph for one in asked), today=self.today)
            return [self._report(one, found) for one, found in zip(asked, by_core, strict=True)]

    def _ask(self, record: RecordLike, context: Context) -> _Asked:
        """A record as the engines are asked about it, with the answer of pySHACL."""
        if not (hasattr(type(record), "canonical") or hasattr(record, "canonical")):
            raise UsageError(InputsText.RECORD_NEEDED(kind=type(record).__name__))
        record_context = context.of(record)
        # A catalogue is validated as if its members were listed in its graph.
        members = context.incoming.member_nquads(record.iri)
        own = record.canonical.nquads + members
        terms = None if members else getattr(record, "terms", None)
        other = self._engines.other
        answer = (
            None if other is None else other.validate(own, (*record_context.nquads, context.links_and_classes(record)))
        )
        graph = GraphInContext(
            index=index_nquads(own) if terms is None else terms.by_subject,
            iri=record.iri,
            context=context.lookups(record_context),
            incoming=context.incoming,
            found_by_query=None if answer is None else answer.found_by_query,
        )
        return _Asked(record, own, record_context.digest, graph, () if answer is None else answer.findings)

    def _report(self, asked: _Asked, core: CoreFindings | None) -> ValidationReport:
        """The report on a record by the answers of the engines."""
        engines, iri = self._engines, asked.record.iri
        ends = [self.same_rules_until]
        findings: list[Finding] = []
        if engines.other is not None:
            findings += with_names(asked.by_other, iri, asked.nquads)
            # A query does not say how long its result stays the same.
            ends.append(self.today if engines.other.is_dated else None)
        if core is not None:
            findings += core.findings
            ends.append(core.until)
        if addresses := list(address_findings(asked.nquads)):
            findings += with_names(addresses, iri, asked.nquads)
        # One engine has merged its own findings.
        merged = findings if engines.other is None else merge_faults(findings)
        return ValidationReport(
            iri=iri,
            profile=self.profile.token,
            profile_digest=self.profile.digest,
            context_digest=asked.context_digest,
            lists_digest=self.lists_digest,
            since=self.today if engines.is_dated else None,
            until=min((day for day in ends if day is not None), default=None),
            findings=tuple(sorted((*self._yielding.settle(merged), *cell_violations_of(asked.record)), key=_order)),
        )

    def check(self, record: RecordLike, context: Context | None = None) -> ValidationReport:
        """The former name of `validate`."""
        warn_of_renamed("Validator.check", "Validator.validate")
        return self.validate(record, context)

    def check_all(self, records: Iterable[RecordLike], context: Context | None = None) -> Iterator[ValidationReport]:
        """The former name of `validate_all`."""
        warn_of_renamed("Validator.check_all", "Validator.validate_all")
        return self.validate_all(records, context)

    def validate_all(self, records: Iterable[RecordLike], context: Context | None = None) -> Iterator[ValidationReport]:
        """Validate many records in their order, a page of them at a time: that is quicker than one by one."""
        waiting = iter(records)
        while page := list(islice(waiting, _PAGE)):
            yield from self._validate_page(page, context or Context())


def _restore(
    profile: Profile,
    engine: Engine,
    w3c_classes: bool,  # noqa: FBT001 - as pickled
    today: date,
    lists: Mapping[str, CodeListLike] | None,
) -> Validator:
    return Validator(profile, engine=engine, w3c_classes=w3c_classes, today=today, lists=lists)


def _pyshacl(profile: Profile, parts: SparqlParts | None, today: date) -> PyShaclEngine:
    from ..sparql.pyshacl_records import PyShaclEngine  # importing it costs ten times what our own engine does

    return PyShaclEngine(profile, parts, today=today)


def _order(finding: Finding) -> tuple[int, str, str, str, str, str]:
    value = (finding.value or "", finding.value_language or "", finding.value_datatype or "")
    return (SEVERITIES.index(finding.severity), finding.code, finding.focus or "", *value)
