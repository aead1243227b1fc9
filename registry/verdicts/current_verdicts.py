"""Verdicts of today on all that may leave, without writing any: stored ones where they are current, else new ones.

Whoever builds a feed reads the registry only, and what the build finds is as if verdicts had been renewed before.

Source of the rules: docs/decisions/0053-what-a-build-validates.md.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from danhmuc.shapes import NO_PROFILE, Validator, profile_tokens
from danhmuc.vocab.errors import ShapesError, UnknownNameError
from danhmuc.vocab.messages.errors import ErrorsText

from ..record.contents import Progress
from ..record.registration import COMPUTED_STATES
from ..record.stored import VALIDATED_STATES, StoredVersion
from ..store.batches import BATCH
from ..store.database import Connection
from ..store.overview import count_records
from ..store.selecting import Candidate, marked_among, publicity_of_versions, versions_before_newest
from ..store.stored_rows import RegisteredSource, doubtful_page, sources_of, version_page
from ..store.verdict_rows import violations_of
from ..store.waiting_elements import WaitingElement, waiting_elements
from .page_workers import is_current
from .writer import ValidPart, find_valid_parts, validate_page

ValidatorOf: TypeAlias = Callable[[Connection, str, date | None], Validator | None]
"""Returns the validator of a profile for a day, that in Viet Nam if there is none; None for the profile ``none``."""


def validate_nothing(connection: Connection, profile: str, today: date | None) -> Validator | None:  # noqa: ARG001
    """No validator: verdicts count as they were recorded."""
    return None


class CurrentVerdicts:
    """Which version of each record may leave by a verdict of today.

    Attributes:
        profile: the profile of all records; None if each has that of its source.
        validated: number of versions that were validated.
        not_validated: errors by name of the sources of which nothing could be validated, so that nothing leaves.
        waiting: the elements that wait for a decision today, by key of the record.
    """

    def __init__(self, profile: str | None, waiting: Mapping[int, WaitingElement]) -> None:
        self.profile = profile
        self.waiting = waiting
        self.validated = 0
        self.not_validated: dict[str, ShapesError | UnknownNameError] = {}
        self._validators: dict[int, tuple[RegisteredSource, Validator]] = {}
        self._unusable: set[int] = set()
        self._outcomes: dict[int, _Outcomes] = {}
        self._publicity: dict[int, str] = {}
        self._registered: dict[int, int | None] = {}

    def apply(self, candidate: Candidate) -> Candidate:
        """A candidate with the version that may leave by a verdict of today."""
        if candidate.source_id in self._unusable:
            return candidate._replace(version_id=None, publicity="")
        outcomes = self._outcomes.get(candidate.source_id)
        outcome = None if outcomes is None else outcomes.find(candidate.record_id)
        if candidate.record_id in self._registered:
            version_id = self._registered[candidate.record_id]
        elif outcome is None:
            return candidate
        else:
            version_id, _ = outcome
        if version_id is None:
            return candidate._replace(version_id=None, publicity="")
        is_newest = version_id == candidate.newest_id
        publicity = candidate.newest_publicity if is_newest else self._publicity[version_id]
        return candidate._replace(version_id=version_id, publicity=publicity)

    def is_validated(self, candidate: Candidate) -> bool:
        """Whether the source of a candidate could be validated."""
        return candidate.source_id not in self._unusable

    def settle_state(self, candidate: Candidate, state: str | None) -> str | None:
        """The state of registration of a candidate, whose stored verdict may not be the one that counts today.

        What was validated anew is no more than recorded: only its violations were counted.

        Args:
            state: by the stored verdict, or as it was decided.
        """
        outcomes = self._outcomes.get(candidate.source_id)
        is_anew = outcomes is not None and outcomes.find(candidate.record_id) is not None
        if state not in (None, *COMPUTED_STATES) or not (is_anew or candidate.source_id in self._unusable):
            return state
        if candidate.source_id in self._unusable:
            return None
        if self.profile is not None:  # it says nothing of the profile of the source
            return "recorded" if state == "qualified" else state
        return "incomplete" if candidate.version_id is None else "recorded"

    def violations_of(self, candidate: Candidate) -> int | None:
        """The number of violations of the newest version; None if it was accepted, or was not validated."""
        outcomes = self._outcomes.get(candidate.source_id)
        outcome = None if outcomes is None else outcomes.find(candidate.record_id)
        return None if outcome is None or not outcome[1] else outcome[1]

    def use(self, source: RegisteredSource, validator: Validator) -> None:
        """Find valid parts of node records of a source by a validator."""
        self._validators[source.id] = source, validator

    def valid_parts(
        self, connection: Connection, source_id: int, iris: Collection[str]
    ) -> Iterator[tuple[str, ValidPart]]:
        """The valid parts of some node records of a source, none if it could not be validated."""
        source, validator = self._validators.get(source_id, (None, None))
        if source is not None and validator is not None:
            yield from find_valid_parts(connection, source, iris, validator)

    @property
    def same_rules_until(self) -> date | None:
        """The last day on which all sources are validated by the same rules; None if they always are."""
        days = (validator.same_rules_until for _, validator in self._validators.values())
        return min((day for day in days if day is not None), default=None)

    def refuse_source(self, source: RegisteredSource, error: ShapesError | UnknownNameError) -> None:
        """Let nothing of a source leave, since its profile cannot be used."""
        self._unusable.add(source.id)
        self.not_validated[source.name] = error

    def read_source(
        self,
        connection: Connection,
        source: RegisteredSource,
        validator: Validator,
        *,
        is_foreign: bool,
        waiting: Collection[WaitingElement] = (),
        progress: Progress | None = None,
    ) -> None:
        """Read the verdicts of a source, a page at a time, and validate what has none of today.

        Args:
            waiting: its elements that wait for a decision.
            source: with the profile of the validator.
            is_foreign: whether that is not the profile of the source, so that nothing renews its verdicts when the
                context of a record changes.
        """
        self.use(source, validator)
        outcomes = self._outcomes[source.id] = _Outcomes()
        wants_total = progress is not None and is_foreign
        total = count_records(connection, source.id, VALIDATED_STATES) if wants_total else None
        basis, today = (validator.profile.digest, validator.lists_digest), validator.today.isoformat()
        after, done = 0, 0
        while page := (
            version_page(connection, source.id, source.profile, after=after, limit=BATCH)
            if is_foreign
            else doubtful_page(
                connection, source.id, source.profile, basis=basis, today=today, after=after, limit=BATCH
            )
        ):
            after = max(one.id for one in page.values())
            some = {iri: one for iri, one in page.items() if one.state in VALIDATED_STATES}
            self._read_page(connection, source, some, validator, outcomes, is_foreign=is_foreign)
            done += len(some)
            if progress is not None:
                progress("judge", done, total)
        suspended = {key for one in waiting for key in one.suspended}
        keys = [one.record_id for one in waiting]
        registered = self._find_older(connection, source, validator, keys, without=suspended)
        self._publicity |= publicity_of_versions(connection, registered.values())
        self._registered |= {key: registered.get(key) for key in keys}

    def _read_page(
        self,
        connection: Connection,
        source: RegisteredSource,
        page: Mapping[str, StoredVersion],
        validator: Validator,
        outcomes: _Outcomes,
        *,
        is_foreign: bool,
    ) -> None:
        marked = marked_among(connection, [one.id for one in page.values()])
        due = {
            iri: one
            for iri, one in page.items()
            # A run looks again at what it reads, not at what is missing when a node record that it names has changed.
            if is_foreign or one.id in marked or one.state == "missing" or not is_current(one, validator)
        }
        violations = self._validate(connection, source, due, validator)
        accepted = {iri for iri, one in page.items() if one.accepted is True and iri not in violations}
        accepted |= {iri for iri, count in violations.items() if not count}
        rejected = {iri: one for iri, one in page.items() if iri not in accepted}
        stored = [one.version_id for iri, one in rejected.items() if iri not in violations]
        known = violations_of(connection, stored, source.profile)
        older = self._find_older(connection, source, validator, [one.id for one in rejected.values()])
        self._publicity |= publicity_of_versions(connection, older.values())
        for iri, one in page.items():
            if iri in rejected:
                outcomes.add(one.id, older.get(one.id), violations.get(iri, known.get(one.version_id, 0)))
            elif iri in violations or one.id in marked:
                outcomes.add(one.id, one.version_id, 0)

    def _find_older(
        self,
        connection: Connection,
        source: RegisteredSource,
        validator: Validator,
        record_ids: Collection[int],
        *,
        without: Collection[int] = (),
    ) -> dict[int, int]:
        """The newest of the older versions that is accepted today, by the keys of their records.

        Args:
            without: keys of versions that are none of them.
        """
        found: dict[int, int] = {}
        older = versions_before_newest(connection, source, record_ids)
        if without:
            older = {iri: [one for one in some if one.version_id not in without] for iri, some in older.items()}
        records = {iri: some for iri, some in older.items() if some}
        while records:
            # One version of each record at a time, so that their context is read together.
            heads = {iri: some[0] for iri, some in records.items()}
            # One that was not accepted by the same rules stays behind, whatever its context is by now.
            due = {iri: one for iri, one in heads.items() if one.accepted or not is_current(one, validator)}
            violations = self._validate(connection, source, due, validator)
            for iri, one in heads.items():
                if not violations[iri] if iri in violations else one.accepted:
                    found[one.id] = one.version_id
            records = {iri: some[1:] for iri, some in records.items() if some[1:] and some[0].id not in found}
        return found

    def _validate(
        self, connection: Connection, source: RegisteredSource, page: Mapping[str, StoredVersion], validator: Validator
    ) -> dict[str, int]:
        """The number of violations of the versions whose stored verdict is not current, by IRI."""
        if not page:
            return {}
        changes = validate_page(connection, source, page, validator)
        self.validated += len(changes)
        return {one.iri: one.report.count("violation") for one in changes if one.report is not None}


def read_current_verdicts(
    connection: Connection,
    validator: ValidatorOf,
    *,
    profile: str | None = None,
    sources: Collection[str] | None = None,
    today: date | None = None,
    progress: Progress | None = None,
) -> CurrentVerdicts:
    """Verdicts of today on the records of all sources that are not internal.

    Args:
        profile: the profile by which all are validated; None for that of each source.
        sources: names of the only sources of which anything leaves, if not of all.
        today: the reference date; None for the day in Viet Nam.

    Raises:
        UnknownNameError: `profile` is not there, or ``none``.
        ShapesError: it cannot be used.
        RegistryError: a graph is damaged.
    """
    if profile == NO_PROFILE:  # all would leave, whatever the profiles of sources say
        raise UnknownNameError(ErrorsText.PROFILE_UNKNOWN, profile, profile_tokens())
    verdicts = CurrentVerdicts(profile, waiting_elements(connection, today))
    for source in sources_of(connection):
        if source.settings.internal or (sources is not None and source.name not in sources):
            continue
        name = source.profile if profile is None else profile
        try:
            found = validator(connection, name, today)
        except (ShapesError, UnknownNameError) as error:
            if profile is not None:
                raise
            verdicts.refuse_source(source, error)
            continue
        if found is not None:
            validated_by = replace(source, profile=name)
            is_foreign = name != source.profile
            own = [one for one in verdicts.waiting.values() if one.source_id == source.id]
            verdicts.read_source(connection, validated_by, found, is_foreign=is_foreign, waiting=own, progress=progress)
    return verdicts


class _Outcomes:
    """Outcomes of the verdicts of today on the records of a source, in a few bytes each; added by their keys."""

    def __init__(self) -> None:
        self._records = array("q")
        self._versions = array("q")
        self._violations = array("q")

    def add(self, record_id: int, version_id: int | None, violations: int) -> None:
        self._records.append(record_id)
        self._versions.append(0 if version_id is None else version_id)
        self._violations.append(violations)

    def find(self, record_id: int) -> tuple[int | None, int] | None:
        """The version that may leave, and the violations of the newest; None if the stored verdict holds."""
        at = bisect_left(self._records, record_id)
        if at == len(self._records) or self._records[at] != record_id:
            return None
        return self._versions[at] or None, self._violations[at]
