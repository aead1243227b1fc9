"""Decider: the one place that says for which reason a record, node record or catalogue record does not leave.

`REASONS` has the names of all reasons, those that go first before the others. Most hold of a record alone, whatever
else leaves, and have a rule here; those of a record beside others are found while records are selected. What keeps an
IRI back whoever describes it is said by `Bars`, which is asked here alone.

Source of the rules: docs/decisions/0005-what-leaves.md, docs/decisions/0088-one-decider.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final, NamedTuple

from danhmuc.vocab.terms import FOAF

from ..record.bars import Bar, Bars
from ..record.record import NODE_ROLES
from ..record.stored import VALIDATED_STATES
from ..record.summary import is_narrower, is_retired, summary_of, without_status
from ..store.database import Connection
from ..store.later_bars import internal_by_now
from ..store.reading import graph_bodies
from ..store.secret_words import with_words
from ..store.selecting import Candidate, sources_with_records
from ..store.stored_rows import RegisteredSource, sources_of
from ..verdicts.current_verdicts import CurrentVerdicts
from .record_filter import FILTERS, RecordFilter

REASONS: Final = (
    # of the record alone
    "internal",
    "purged",
    "withheld",
    "withdrawn",
    "retired",
    "narrowed",
    "barred-same-as",
    "barred",
    "unclear-secrecy",
    "missing",
    "never-accepted",
    "not-validated",
    *FILTERS,
    # beside others
    "other-source",
    "same-as",
    "within-record",
    "topic-left-out",
    "not-approved",
    "without-dataset",
    # of what is written of a record that leaves
    "no-public-access",
    "invalid",
)
"""The reasons for which a record does not leave; of several that hold, the first counts."""

MUST_STAY: Final = frozenset(
    ("withheld", "purged", "narrowed", "retired", "unclear-secrecy", "internal", "barred", "barred-same-as")
)
"""Reasons for which a record must not be public: it is withdrawn from a feed, and no loss of it.

What is withdrawn since its source does not have it any more is a loss; what a person withdraws is barred.
"""

RETIRING: Final = frozenset(("retired", "barred", "barred-same-as", "other-source", "same-as", "never-accepted"))
"""Reasons for which the records of one IRI are left out where a source retires it by a status."""

GONE: Final = frozenset(("withdrawn", "purged"))
"""Reasons for which the inventory no longer has a record."""

_OF_VERSIONS: Final = frozenset(("narrowed", "never-accepted", "not-validated"))
"""Reasons for which no version of a record may leave, although nothing keeps back its IRI."""
_OF_OWN_BARS: Final = {"narrowed": "narrowed", "retired": "retired", "unclear": "unclear-secrecy"}
"""The reasons by what the source of a record itself marks; all else is withheld, and nothing tells a state secret."""
_TOPIC: Final = re.compile(rb" <%b> <(?P<iri>[^<>\s]*)> \.$" % FOAF.primaryTopic.value.encode(), re.MULTILINE)


class Ground(NamedTuple):
    """Why a record does not leave.

    Attributes:
        reason: one of `REASONS`.
        by: the other source that keeps it back, or whose description leaves instead; None if a mark of a state secret
            keeps it back.
        instead: the IRI that leaves instead, if it is another name of the same thing.
        bar: the bar that keeps it back, if one does.
        barred_iri: the IRI that this is on: of the record, another name of it, or of what it describes or speaks of.
    """

    reason: str
    by: str | None = None
    instead: str | None = None
    bar: Bar | None = None
    barred_iri: str = ""


class LeavingDecider:
    """Decides why records do not leave, each by itself.

    Attributes:
        has_bars: whether anything is kept back at all.
        internal: keys of the sources of which nothing leaves.
        filtered: reasons by the keys of the records that do not fit the filters.
    """

    def __init__(
        self,
        connection: Connection,
        bars: Bars,
        verdicts: CurrentVerdicts | None = None,
        *,
        only_present: bool = False,
        filters: Collection[RecordFilter] = (),
    ) -> None:
        """Read the sources of a registry.

        Args:
            bars: of the registry, or of all IRIs that are asked for.
            verdicts: those of today; None if stored verdicts count as they are.
            only_present: whether records that are missing from their source are left out, too.
        """
        self._connection = connection
        self._bars = bars
        self.has_bars = bars.has_any
        self._verdicts = verdicts
        self._only_present = only_present
        self.filtered: Mapping[int, str] = {}
        sources = sources_of(connection)
        self.internal = internal_sources(connection, sources)
        removed = {source.id for source in sources if source.retired_at is not None}
        self._removed = removed - sources_with_records(connection, removed, VALIDATED_STATES)
        self._outside = {source.id for source in sources if any(not one.has_source(source.name) for one in filters)}

    def find(self, candidate: Candidate) -> Ground | None:
        """Why a record does not leave, whatever else leaves; None if it may."""
        for rule in _RULES:
            if (ground := rule(self, candidate)) is not None:
                return ground
        return None

    def find_beside_bars(self, candidate: Candidate) -> Ground | None:
        """Why a record that is barred would not leave without its bar; None if it might."""
        grounds = (rule(self, candidate) for rule in _RULES if rule is not LeavingDecider._of_bar)
        return next((one for one in grounds if one is not None), None)

    def only_lacks_version(self, candidate: Candidate, ground: Ground) -> bool:
        """Whether a node record or catalogue record does not leave for nothing else than that no version of it may."""
        is_open = ground.bar is None and candidate.source_id not in self._outside
        return is_open and ground.reason in _OF_VERSIONS and self._of_bar(candidate) is None

    def find_within(self, holder: Candidate, iris: Iterable[str], nquads: bytes) -> Ground | None:
        """Why a record does not leave with what else its graph describes, as public as it says there.

        Args:
            iris: of what it describes beside the record.
        """
        found = [
            (bar, iri)
            for iri in iris
            if self._bars.names(iri)
            and (bar := self._bars.of(iri, summary_of(iri, nquads).publicity, source=holder.source)) is not None
        ]
        first = min(found, key=lambda one: (one[0].source == holder.source, *one), default=None)
        return None if first is None else _ground_of_bar(holder, *first)

    def find_spoken_of(self, speaker: Candidate, topics: Iterable[str]) -> Ground | None:
        """Why a node record or catalogue record does not leave for what it speaks of."""
        for topic in sorted(topics):
            if (bar := self._bars.of(topic, speaker.publicity, source=speaker.source)) is not None:
                return _ground_of_bar(speaker, bar, topic)
        return None

    # ---------------------------------------------------------------- rules, in the order of reasons

    def _of_source(self, one: Candidate) -> Ground | None:
        return Ground("internal") if one.source_id in self.internal else None

    def _of_state(self, one: Candidate) -> Ground | None:
        if one.state not in VALIDATED_STATES:
            return Ground(one.state)
        # Of a source that was removed with all its records no node record is left.
        return Ground("withdrawn") if one.source_id in self._removed and one.role in NODE_ROLES else None

    def _of_status(self, one: Candidate) -> Ground | None:
        return Ground("retired") if is_retired(one.newest_publicity) or is_retired(one.publicity) else None

    def _of_access(self, one: Candidate) -> Ground | None:
        """Narrowed by the newest version, or by what its source says and is held after an undone run."""
        if one.version_id is None or (one.version_id == one.newest_id and one.held is None):
            return None
        said = {one.newest_id: one.newest_publicity}
        if one.held is not None:
            said[one.held.version_id] = one.held.publicity
        is_narrowed = any(self._is_narrowed(one, one.version_id, *version) for version in said.items())
        return Ground("narrowed") if is_narrowed else None

    def _of_bar(self, one: Candidate) -> Ground | None:
        publicity = one.newest_publicity if one.version_id is None else one.publicity
        bar = self._bars.of(one.iri, publicity, source=one.source)
        return None if bar is None else _ground_of_bar(one, bar, one.iri)

    def _of_presence(self, one: Candidate) -> Ground | None:
        is_out = self._only_present and one.state == "missing" and one.role not in NODE_ROLES
        return Ground("missing") if is_out else None

    def _of_verdict(self, one: Candidate) -> Ground | None:
        if one.version_id is not None:
            return None
        is_validated = self._verdicts is None or self._verdicts.is_validated(one)
        return Ground("never-accepted" if is_validated else "not-validated")

    def _of_filter(self, one: Candidate) -> Ground | None:
        if one.role == "record":
            reason = self.filtered.get(one.record_id)
        else:
            reason = "filtered-source" if one.source_id in self._outside else None
        return None if reason is None else Ground(reason)

    def _is_narrowed(self, candidate: Candidate, version_id: int, said_id: int, publicity: str) -> bool:
        """Whether the source says, in another version, that less may be public than one that may leave; read from both.

        Statuses do not count here, since one that was undone is held as a statement. The column of a version is as the
        danhmuc that stored it understood the version.
        """
        if said_id == version_id:
            return False
        stored = graph_bodies(with_words(self._connection, "deciding"), [said_id, version_id])
        said, older = (
            without_status(summary_of(candidate.iri, stored[key]).publicity) for key in (said_id, version_id)
        )
        return is_narrower(said, older) or is_narrower(without_status(publicity), without_status(candidate.publicity))


_RULES: Final[tuple[Callable[[LeavingDecider, Candidate], Ground | None], ...]] = (
    LeavingDecider._of_source,
    LeavingDecider._of_state,
    LeavingDecider._of_status,
    LeavingDecider._of_access,
    LeavingDecider._of_bar,
    LeavingDecider._of_presence,
    LeavingDecider._of_verdict,
    LeavingDecider._of_filter,
)


def internal_sources(connection: Connection, sources: Iterable[RegisteredSource] | None = None) -> frozenset[int]:
    """Keys of the sources of which nothing leaves, also by now where the registry is shown as it was.

    Args:
        sources: all of them, if they were read already.
    """
    read = sources_of(connection) if sources is None else sources
    internal = frozenset(source.id for source in read if source.settings.internal)
    return internal | internal_by_now(connection)


def topics_of(nquads: bytes) -> set[str]:
    """The IRIs that a graph speaks of."""
    return {match["iri"].decode() for match in _TOPIC.finditer(nquads)}


def _ground_of_bar(candidate: Candidate, bar: Bar, iri: str) -> Ground:
    """Why a record does not leave because of what its own source or another one marks.

    Args:
        iri: what is kept back: the record, or something that it describes or speaks of.
    """
    is_own = bar.source == candidate.source
    reason = "barred" if not is_own else _OF_OWN_BARS.get(bar.reason, "withheld")
    if bar.iri:
        reason = "barred-same-as"
    # No source is named where that would tell who has a state secret, and no other name of one.
    is_secret = bar.reason == "secret"
    barred_iri = bar.iri if bar.iri and iri == candidate.iri and not is_secret else iri
    return Ground(reason, by=None if is_own or is_secret else bar.source, bar=bar, barred_iri=barred_iri)
