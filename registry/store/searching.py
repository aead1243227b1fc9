"""Read the registry: lists, one record, its history, the difference of two versions.

Read the registry: lists, one record, its history.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal, TypedDict

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    RowMapping,
    Select,
    and_,
    exists,
    false,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from danhmuc.vocab.errors import UnknownNameError, UsageError
from danhmuc.vocab.json_values import json_members

from ..messages.store import StoreText
from ..record.registration import require_minimum, require_state
from ..record.search_words import SearchQuery, format_name, pack_values
from ..record.summary import RETIRED_PATTERN, is_retired
from .reading import read_in, read_pairs_in, value_from_row
from .secret_words import is_secret
from .states_of_records import DecidedStates, computed_state, decided_states, is_at_least
from .tables import (
    IS_CELL_VIOLATION,
    changes,
    findings,
    graphs,
    is_verdict,
    records,
    runs,
    shown_state,
    sources,
    verdicts,
    versions,
)
from .verdict_rows import is_storable

if TYPE_CHECKING:
    from danhmuc.vocab.findings import Finding

# ---------------------------------------------------------------- searching

VERDICTS: Final = ("accepted", "submitted", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """One record as a list shows it.

    Attributes:
        main_class: IRI of its class.
        state: present, missing, withdrawn, withheld or purged.
        verdict: accepted or submitted, for its newest version under its source's profile; None if not validated.
        publisher: name of the publisher if the source describes it and no source marks it as a state secret by now,
            else its IRI.
        version: number of the newest version.
        presence: present, missing or withdrawn, also of a record that is withheld.
        hold: withheld, purged, or held: it stays as an undone run left it, and leaves as any other; None if it is free.
        is_retired: whether its source says by the status of the newest version that it is withdrawn.
        is_secret: whether a source marks it as a state secret by now, so that a list does not have its words.
        registration: its state of registration: what the registry's own authority decided and holds, else what its
            verdict gives; None if it has none, as where nothing is validated.
        is_decided: whether that state was decided.
        is_changed_since: whether its content is another one than that of the version of which it was decided.
    """

    id: int
    source_id: int
    iri: str
    source: str
    role: str
    main_class: str | None
    state: str
    verdict: str | None
    title: str | None
    publisher: str | None
    publisher_iri: str | None
    modified: str | None
    themes: tuple[str, ...]
    version: int
    version_id: int
    digest: str
    violations: int
    warnings: int
    presence: str
    hold: str | None = None
    is_retired: bool = False
    is_secret: bool = False
    registration: str | None = None
    is_decided: bool = False
    is_changed_since: bool = False

    def as_dict(self) -> dict[str, object]:
        """The row as JSON has it."""
        names = ("iri", "source", "role", "state", "presence", "hold", "verdict", "title", "publisher", "modified")
        return {
            **json_members(self, (*names, "version", "digest")),
            "class": self.main_class,
            "themes": list(self.themes),
            "violations": self.violations,
            "warnings": self.warnings,
            "retired": self.is_retired,
            "secret": self.is_secret,
            "registration": self.registration,
            "registration_decided": self.is_decided,
            "registration_changed_since": self.is_changed_since,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One version of a record; `verdict` as in `RecordRow`.

    Attributes:
        added, removed: canonical N-Quads lines compared with the version before it, if asked for.
        is_pruned: whether its graph was pruned, so that nobody knows any more what it said.
    """

    id: int
    number: int
    digest: str
    run: int | None
    by: str
    created_at: str
    places: tuple[str, ...]
    triples: int
    verdict: str | None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    is_pruned: bool = False

    def as_dict(self) -> dict[str, object]:
        """The version as JSON has it."""
        names = ("number", "digest", "run", "by", "created_at", "triples", "verdict")
        pruned = {"pruned": True} if self.is_pruned else {}
        return {**json_members(self, (*names, "places", "added", "removed")), **pruned}


def record_rows(
    connection: Connection,
    *,
    iri: str,
    source: str | None = None,
    role: str | None = "record",
    day: date | None = None,
) -> list[RecordRow]:
    """The records of an IRI, by the age of their sources.

    Args:
        day: the day of their states of registration; None if these are not wanted.
    """
    query = record_query(_states_on(connection, day)).where(records.c.iri == iri)
    if source is not None:
        query = query.where(sources.c.name == source)
    if role is not None:
        query = query.where(records.c.role == role)
    return rows_of(connection, query.order_by(records.c.source_id))


def record_of(connection: Connection, iri: str, source: str | None, *, day: date | None = None) -> RecordRow:
    """The record of an IRI, or of one that it had before: of the oldest source that has it, or of the source named.

    Args:
        day: the day of its state of registration; None if that is not wanted.

    Raises:
        UsageError: that source, or any, has none.
    """
    query = record_query(_states_on(connection, day)).order_by(records.c.source_id).limit(1)
    if source is not None:
        query = query.where(sources.c.name == source)
    rows = rows_of(connection, query.where(records.c.iri == iri))
    if not rows and (current := _current_iri(connection, iri, source)) is not None:
        rows = rows_of(connection, query.where(records.c.iri == current))
    if not rows:
        if source is None:
            raise UsageError(StoreText.IRI_UNDESCRIBED(iri=iri))
        raise UsageError(StoreText.IRI_UNDESCRIBED_IN_SOURCE(source=source, iri=iri))
    return rows[0]


def _current_iri(connection: Connection, iri: str, source: str | None) -> str | None:
    """The IRI that a record has now which had another one; None if none had."""
    from .identity_rows import current_iris

    key = None if source is None else connection.scalar(select(sources.c.id).where(sources.c.name == source))
    return current_iris(connection, key).get(iri)


def records_among(connection: Connection, iris: Collection[str], source: str) -> dict[str, RecordRow]:
    """The records of a source that have one of some IRIs, by IRI."""
    rows = read_in(connection, record_query().where(sources.c.name == source), records.c.iri, iris)
    return {row.iri: row_of(row._mapping) for row in rows}


def rows_of(connection: Connection, query: Select[tuple[object, ...]]) -> list[RecordRow]:
    """The rows of a query that begins as `record_query`."""
    return [row_of(row) for row in connection.execute(query).mappings()]


def row_of(row: RowMapping) -> RecordRow:
    """The record of one of these rows."""
    # Lists have very many: each by its name, which takes half the time of `value_from_row`.
    return RecordRow(
        id=row["id"],
        source_id=row["source_id"],
        iri=row["iri"],
        source=row["source"],
        role=row["role"],
        main_class=row["class"],
        state=row["state"],
        verdict=verdict_name(row["accepted"]),
        title=row["title"],
        publisher=row["publisher_name"] or row["publisher"],
        publisher_iri=row["publisher"],
        modified=row["modified"],
        themes=tuple(row["themes"].split()),
        version=row["number"],
        version_id=row["version_id"],
        digest=row["digest"],
        violations=row["violations"] or 0,
        warnings=row["warnings"] or 0,
        presence=row["presence"],
        hold=row["hold"],
        is_retired=is_retired(row["publicity"]),
        is_secret=bool(row["is_secret"]),
        registration=row["registration"],
        is_decided=bool(row["is_decided"]),
        is_changed_since=bool(row["is_changed_since"]),
    )


@dataclass(frozen=True, slots=True)
class RegistrationColumns:
    """The states of registration of a query.

    Attributes:
        decided: those that the registry's own authority decided.
        state: of the newest version.
    """

    decided: DecidedStates
    state: ColumnElement[Any]


def registration_columns(connection: Connection, day: date) -> RegistrationColumns:
    decided = decided_states(day)
    return RegistrationColumns(decided, decided.state_of(versions.c.number, computed_state(connection, day)))


def _states_on(connection: Connection, day: date | None) -> RegistrationColumns | None:
    return None if day is None else registration_columns(connection, day)


def record_query(states: RegistrationColumns | None = None) -> Select[tuple[object, ...]]:
    """The query of all records, as lists show them, with their states of registration if these are given."""
    agent = records.alias("agent")
    query = (
        select(
            *_registration_of_row(states),
            records.c.id,
            records.c.source_id,
            records.c.iri,
            sources.c.name.label("source"),
            records.c.role,
            records.c.presence,
            records.c.hold,
            records.c["class"],
            is_secret().label("is_secret"),
            shown_state,
            verdicts.c.accepted,
            records.c.title,
            records.c.publisher,
            agent.c.title.label("publisher_name"),
            records.c.modified,
            records.c.themes,
            versions.c.number,
            versions.c.publicity,
            records.c.version_id,
            records.c.digest,
            verdicts.c.violations,
            verdicts.c.warnings,
        )
        .join(sources, sources.c.id == records.c.source_id)
        .join(versions, versions.c.id == records.c.version_id)
        .outerjoin(verdicts, is_verdict(records.c.version_id, sources.c.profile))
        .outerjoin(agent, and_(agent.c.source_id == records.c.source_id, agent.c.iri == records.c.publisher))
    )
    return query if states is None else query.outerjoin(states.decided.table, states.decided.is_of_record)


def _registration_of_row(states: RegistrationColumns | None) -> tuple[ColumnElement[Any], ...]:
    """The columns of a row that tell its state of registration; empty ones if no states are given."""
    if states is None:
        return null().label("registration"), literal(0).label("is_decided"), literal(0).label("is_changed_since")
    decided = states.decided.table
    counts = states.decided.counts_for(versions.c.number)
    return (
        states.state.label("registration"),
        counts.label("is_decided"),
        and_(counts, decided.c.digest != records.c.digest).label("is_changed_since"),
    )


def newest_version_of(connection: Connection, record_id: int) -> int | None:
    """The key of the newest version of a record; None if there is no such record."""
    return connection.scalar(select(records.c.version_id).where(records.c.id == record_id))


def version_rows(connection: Connection, iri: str, source: str) -> list[VersionRow]:
    """All versions of a record, newest first."""
    query = (
        select(
            versions.c.id,
            versions.c.number,
            func.coalesce(versions.c.pruned, versions.c.digest).label("digest"),
            versions.c.run_id.label("run"),
            versions.c.by,
            versions.c.created_at,
            versions.c.places,
            graphs.c.triples,
            verdicts.c.accepted,
            versions.c.pruned.is_not(None).label("is_pruned"),
        )
        .join(records, records.c.id == versions.c.record_id)
        .join(sources, sources.c.id == records.c.source_id)
        .join(graphs, graphs.c.digest == versions.c.digest)
        .outerjoin(verdicts, is_verdict(versions.c.id, sources.c.profile))
        .where(records.c.iri == iri, sources.c.name == source)
        .order_by(versions.c.number.desc())
    )
    return [
        value_from_row(
            VersionRow,
            row,
            places=tuple(json.loads(row["places"])),
            verdict=verdict_name(row["accepted"]),
            is_pruned=bool(row["is_pruned"]),
        )
        for row in connection.execute(query).mappings()
    ]


def findings_of_version(connection: Connection, version_id: int) -> list[Finding]:
    """Findings of a version by the reader and the profile of its source, most severe first."""
    current = (
        select(verdicts.c.id)
        .join(versions, versions.c.id == verdicts.c.version_id)
        .join(records, records.c.id == versions.c.record_id)
        .join(sources, and_(sources.c.id == records.c.source_id, sources.c.profile == verdicts.c.profile))
        .where(verdicts.c.version_id == version_id, verdicts.c.until_at.is_(None))
    )
    # Each by its index: of both in one condition PostgreSQL reads the whole table.
    chosen = union_all(
        select(findings.c.id).where(findings.c.version_id == version_id, or_(~IS_CELL_VIOLATION, ~exists(current))),
        select(findings.c.id).where(findings.c.verdict_id.in_(current)),
    )
    query = select(findings).where(findings.c.id.in_(chosen)).order_by(findings.c.rank, findings.c.code, findings.c.id)
    return findings_with_sentences(connection, connection.execute(query).mappings().all())


def findings_of_verdicts(connection: Connection, version_ids: Sequence[int], profile: str) -> dict[int, list[Finding]]:
    """Findings of a profile on some versions, by their keys, most severe first."""
    found: dict[int, list[Finding]] = {}
    query = (
        select(verdicts.c.version_id.label("validated_version"), findings)
        .join(verdicts, verdicts.c.id == findings.c.verdict_id)
        .where(verdicts.c.profile == profile, verdicts.c.until_at.is_(None))
        .order_by(findings.c.rank, findings.c.code, findings.c.id)
    )
    rows = [row._mapping for row in read_in(connection, query, verdicts.c.version_id, version_ids)]
    for row, finding in zip(rows, findings_with_sentences(connection, rows), strict=True):
        found.setdefault(row["validated_version"], []).append(finding)
    return found


def titles_of(connection: Connection, record_ids: Sequence[int]) -> dict[int, str | None]:
    """Titles of records by their keys."""
    query = select(records.c.id, records.c.title)
    return read_pairs_in(connection, query, records.c.id, record_ids)


def run_findings(connection: Connection, run_id: int) -> list[Finding]:
    """Findings about the documents of a run and the run itself, most severe first."""
    keeper = select(func.coalesce(runs.c.noticed_in, runs.c.id)).where(runs.c.id == run_id).scalar_subquery()
    query = select(findings).where(findings.c.run_id == keeper).order_by(findings.c.rank, findings.c.id)
    return findings_with_sentences(connection, connection.execute(query).mappings().all())


def findings_with_sentences(connection: Connection, rows: Sequence[RowMapping]) -> list[Finding]:
    """The findings of some rows of their table, in their order."""
    from danhmuc.vocab.findings import SEVERITIES, Finding

    from .verdict_rows import read_sentences

    sentences = read_sentences(connection, ((row["message"], row["text_id"]) for row in rows))
    return [
        Finding(
            code=row["code"],
            severity=SEVERITIES[row["rank"]],
            layer=row["layer"],
            message=sentence,
            focus=row["focus"],
            path=row["path"],
            value=row["value"],
            value_language=row["value_language"],
            value_datatype=row["value_datatype"],
            fix=row["fix"],
            document=row["document"],
            line=row["line"],
            column=row["column"],
        )
        for row, sentence in zip(rows, sentences, strict=True)
    ]


def verdict_name(accepted: bool | None) -> Literal["accepted", "submitted"] | None:  # noqa: FBT001 - a column of three states
    """The name of a verdict; None if nothing was validated."""
    if accepted is None:
        return None
    return "accepted" if accepted else "submitted"


# ---------------------------------------------------------------- record conditions
# Conditions by which records are found, the query of these records, and the orders in which they are given.

RecordOrder = Literal["title", "violations"]
SortKey = tuple[int | str, ...]
"""The values by which a row is sorted: those after it are greater."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordConditions:
    """Conditions by which records are chosen; None leaves the choice open.

    Attributes:
        words: what to find in them.
        state: present, missing, withdrawn, withheld, held or purged.
        verdict: accepted, submitted or none.
        registration: the state of registration.
        min_status: the least state of registration.
        day: the day of these states; None if they are not wanted.
        changed_after: only records with a change after this row of the ledger.
        changed_by_run: only records that this run changed.

    Raises:
        UnknownNameError: there is no such state of registration.
        UsageError: no state can be compared with `min_status`.
    """

    words: SearchQuery | None = None
    source: str | None = None
    theme: str | None = None
    publisher: str | None = None
    format: str | None = None
    licence: str | None = None
    state: str | None = None
    verdict: str | None = None
    year: int | None = None
    role: str | None = "record"
    registration: str | None = None
    min_status: str | None = None
    day: date | None = None
    changed_after: int | None = None
    changed_by_run: int | None = None

    def __post_init__(self) -> None:
        """Refuse a state of registration that there is not."""
        if self.registration is not None:
            require_state(self.registration)
        if self.min_status is not None:
            require_minimum(self.min_status)

    @property
    def is_by_change(self) -> bool:
        """Whether records are found by what the ledger says of them."""
        return self.changed_after is not None or self.changed_by_run is not None

    @property
    def is_none(self) -> bool:
        """Whether all records are chosen, and no node record."""
        return self == RecordConditions(day=self.day)


class RecordKeywords(TypedDict, total=False):
    """Conditions of `Registry.records` as keywords; what is absent or None leaves the choice open."""

    source: str | None
    theme: str | None
    publisher: str | None
    format: str | None
    licence: str | None
    state: str | None
    verdict: str | None
    year: int | None
    registration: str | None
    min_status: str | None


_LAST_YEAR: Final = 32_767


def chosen_records(
    query: Select[Any],
    chosen: RecordConditions,
    matches: FromClause | None,
    states: RegistrationColumns | None,
    *,
    needs_verdict: bool,
    needs_registration: bool = False,
) -> Select[Any]:
    """A query of records with the tables and conditions that the choice needs."""
    if matches is None:
        query = query.select_from(records)
    else:
        query = query.select_from(matches).join(records, records.c.id == matches.c.record_id)
    needs_registration = needs_registration or chosen.registration is not None or chosen.min_status is not None
    needs_verdict = needs_verdict or needs_registration or chosen.verdict is not None
    if needs_verdict or chosen.source is not None:
        query = query.join(sources, sources.c.id == records.c.source_id)
    if needs_verdict:
        query = query.outerjoin(verdicts, is_verdict(records.c.version_id, sources.c.profile))
    if needs_registration and states is not None:
        query = query.join(versions, versions.c.id == records.c.version_id)
        query = query.outerjoin(states.decided.table, states.decided.is_of_record)
    return query.where(*_conditions(chosen), *_registration_conditions(chosen, states))


def _conditions(chosen: RecordConditions) -> list[ColumnElement[bool]]:
    texts = (chosen.source, chosen.theme, chosen.publisher, chosen.format, chosen.licence)
    if not all(map(is_storable, texts)):
        return [false()]
    given = ((condition, getattr(chosen, name)) for name, condition in _CONDITIONS.items())
    return [condition(value) for condition, value in given if value is not None]


def _registration_conditions(chosen: RecordConditions, states: RegistrationColumns | None) -> list[ColumnElement[bool]]:
    if chosen.registration is None and chosen.min_status is None:
        return []
    assert states is not None, "whoever asks for a state says on which day"
    found: list[ColumnElement[bool]] = [] if chosen.registration is None else [states.state == chosen.registration]
    if chosen.min_status is not None:
        found.append(is_at_least(states.state, require_minimum(chosen.min_status)))
    return found


def _has_state(state: str) -> ColumnElement[bool]:
    """The condition that a record is in a state, is held, or is retired by its status."""
    if state == "held":
        return records.c.hold == state
    if state == "retired":
        retired = select(versions.c.id).where(versions.c.publicity.like(RETIRED_PATTERN))
        return records.c.version_id.in_(retired)
    return shown_state == state


def _has_value(packed: ColumnElement[str], value: str) -> ColumnElement[bool]:
    """Whether a column of packed values has one; LIKE would ignore capitals on SQLite alone."""
    wanted = pack_values([value])
    return func.replace(packed, wanted, "") != packed if wanted else packed.is_(None)


def _is_changed(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition that a record has a change of which something is true."""
    return records.c.id.in_(select(changes.c.record_id).where(condition))


def _accepted_column(verdict: str) -> bool | None:
    """The value of `accepted` that the verdict of that name means.

    Raises:
        UnknownNameError: there is no such verdict.
    """
    if verdict not in VERDICTS:
        raise UnknownNameError(StoreText.VERDICT_UNKNOWN, verdict, VERDICTS)
    return None if verdict == "none" else verdict == "accepted"


_CONDITIONS: Final[Mapping[str, Callable[[Any], ColumnElement[bool]]]] = {
    "source": lambda name: sources.c.name == name,
    "theme": lambda theme: records.c.themes.icontains(f" {theme} ", autoescape=True),
    "publisher": lambda iri: records.c.publisher == iri,
    "format": lambda name: _has_value(records.c.formats, format_name(name)),
    "licence": lambda licence: _has_value(records.c.licences, licence),
    "state": _has_state,
    "verdict": lambda verdict: verdicts.c.accepted.is_(_accepted_column(verdict)),
    # No year is beyond what a column of years holds, and PostgreSQL refuses to compare it.
    "year": lambda year: records.c.year == max(-_LAST_YEAR, min(year, _LAST_YEAR)),
    "role": lambda role: records.c.role == role,
    "changed_after": lambda row: _is_changed(changes.c.id > row),
    "changed_by_run": lambda run: _is_changed(changes.c.run_id == run),
}
"""The conditions of `RecordConditions` that need nothing but its value."""
