"""Read the registry: lists, one record, its history."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, case, func, select

from danhmuc.vocab.errors import UnknownNameError, UsageError
from danhmuc.vocab.findings import SEVERITIES, Finding
from danhmuc.vocab.folding import fold
from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import Sentence

from ..messages.store import IRI_UNDESCRIBED, IRI_UNDESCRIBED_IN_SOURCE, VERDICT_UNKNOWN
from .reading import at_most, slices
from .redirects import current_iris
from .tables import (
    changes,
    findings,
    graphs,
    is_verdict,
    records,
    runs,
    search_texts,
    shown_state,
    sources,
    verdicts,
    versions,
)
from .texts import read_sentences

__all__ = [
    "RecordOrder",
    "RecordRow",
    "VersionRow",
    "findings_of_verdicts",
    "findings_of_version",
    "findings_with_sentences",
    "newest_version_of",
    "record_of",
    "record_rows",
    "records_among",
    "run_findings",
    "titles_of",
    "verdict_name",
    "version_rows",
]


VERDICTS: Final = ("accepted", "submitted", "none")
RecordOrder = Literal["title", "violations"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """One record as a list shows it.

    Attributes:
        main_class: IRI of its class.
        state: present, missing, withdrawn, withheld or purged.
        verdict: accepted or submitted, for its newest version under its source's profile; None if not validated.
        publisher: name of the publisher if the source describes it, else its IRI.
        version: number of the newest version.
        presence: present, missing or withdrawn, also of a record that is withheld.
        hold: withheld, purged, or held: it stays as an undone run left it, and leaves as any other; None if it is free.
        is_secret: whether a source marks it as a state secret by now, so that a list does not have its words.
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
    modified: str | None
    themes: tuple[str, ...]
    version: int
    version_id: int
    digest: str
    violations: int
    warnings: int
    presence: str
    hold: str | None = None
    is_secret: bool = False

    def as_dict(self) -> dict[str, object]:
        """The row as JSON has it."""
        names = ("iri", "source", "role", "state", "presence", "hold", "verdict", "title", "publisher", "modified")
        return {
            **json_members(self, (*names, "version", "digest")),
            "class": self.main_class,
            "themes": list(self.themes),
            "violations": self.violations,
            "warnings": self.warnings,
            "secret": self.is_secret,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One version of a record; `verdict` as in `RecordRow`.

    Attributes:
        added, removed: canonical N-Quads lines compared with the version before it, if asked for.
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

    def as_dict(self) -> dict[str, object]:
        """The version as JSON has it."""
        names = ("number", "digest", "run", "by", "created_at", "triples", "verdict")
        return json_members(self, (*names, "places", "added", "removed"))


def record_rows(
    connection: Connection,
    *,
    text: str | None = None,
    source: str | None = None,
    theme: str | None = None,
    publisher: str | None = None,
    state: str | None = None,
    verdict: str | None = None,
    role: str | None = "record",
    iri: str | None = None,
    changed_after: int | None = None,
    changed_by_run: int | None = None,
    sort: RecordOrder = "title",
    limit: int | None = None,
) -> list[RecordRow]:
    """Records that match all arguments, by title, IRI and age of their source, without a title last.

    Args:
        changed_after: only records with a change after this row of the ledger.
        changed_by_run: only records that this run changed.
        sort: ``violations`` for those with most violations first, and then by title.
    """
    query = _record_query()
    query = _with_words(query, fold(text or "").split())
    if source is not None:
        query = query.where(sources.c.name == source)
    if theme is not None:
        query = query.where(records.c.themes.icontains(f" {theme} ", autoescape=True))
    if publisher is not None:
        query = query.where(records.c.publisher == publisher)
    if state is not None:
        query = query.where(records.c.hold == state if state == "held" else shown_state == state)
    if verdict is not None:
        query = query.where(verdicts.c.accepted.is_(_accepted_column(verdict)))
    if changed_after is not None:
        query = query.where(records.c.id.in_(select(changes.c.record_id).where(changes.c.id > changed_after)))
    if changed_by_run is not None:
        query = query.where(records.c.id.in_(select(changes.c.record_id).where(changes.c.run_id == changed_by_run)))
    if role is not None:
        query = query.where(records.c.role == role)
    if iri is not None:
        query = query.where(records.c.iri == iri)
    untitled = case((records.c.title.is_(None), 1), else_=0)
    title, by_iri = (_by_code_point(connection, column) for column in (records.c.title, records.c.iri))
    if sort == "violations":
        query = query.order_by(func.coalesce(verdicts.c.violations, 0).desc())
    query = query.order_by(untitled, title, by_iri, records.c.source_id).limit(at_most(limit))
    return _rows(connection, query)


def _with_words(query: Select[tuple[object, ...]], words: Sequence[str]) -> Select[tuple[object, ...]]:
    """The query, of records that have all of some words; their text is read for nothing else."""
    if words:
        query = query.join(search_texts, search_texts.c.record_id == records.c.id)
    for word in words:
        query = query.where(search_texts.c.text.contains(word, autoescape=True))
    return query


def _accepted_column(verdict: str) -> bool | None:
    """The value of `accepted` that the verdict of that name means.

    Raises:
        UnknownNameError: there is no such verdict.
    """
    if verdict not in VERDICTS:
        raise UnknownNameError(VERDICT_UNKNOWN, verdict, VERDICTS)
    return None if verdict == "none" else verdict == "accepted"


def record_of(connection: Connection, iri: str, source: str | None) -> RecordRow:
    """The record of an IRI, or of one that it had before: of the oldest source that has it, or of the source named.

    Raises:
        UsageError: that source, or any, has none.
    """
    query = _record_query().order_by(records.c.source_id).limit(1)
    if source is not None:
        query = query.where(sources.c.name == source)
    rows = _rows(connection, query.where(records.c.iri == iri))
    if not rows and (current := _current_iri(connection, iri, source)) is not None:
        rows = _rows(connection, query.where(records.c.iri == current))
    if not rows:
        if source is None:
            raise UsageError(IRI_UNDESCRIBED(iri=iri))
        raise UsageError(IRI_UNDESCRIBED_IN_SOURCE(source=source, iri=iri))
    return rows[0]


def _current_iri(connection: Connection, iri: str, source: str | None) -> str | None:
    """The IRI that a record has now which had another one; None if none had."""
    key = None if source is None else connection.scalar(select(sources.c.id).where(sources.c.name == source))
    return current_iris(connection, key).get(iri)


def records_among(connection: Connection, iris: Collection[str], source: str) -> dict[str, RecordRow]:
    """The records of a source that have one of some IRIs, by IRI."""
    found: dict[str, RecordRow] = {}
    for some in slices(sorted(iris)):
        query = _record_query().where(records.c.iri.in_(some), sources.c.name == source)
        found.update((row.iri, row) for row in _rows(connection, query))
    return found


def _by_code_point(connection: Connection, column: ColumnElement[str]) -> ColumnElement[str]:
    """The column in the same order on every database, independent of its locale."""
    return column.collate("C") if connection.dialect.name == "postgresql" else column


def _rows(connection: Connection, query: Select[tuple[object, ...]]) -> list[RecordRow]:
    return [
        RecordRow(
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
            modified=row["modified"],
            themes=tuple(row["themes"].split()),
            version=row["number"],
            version_id=row["version_id"],
            digest=row["digest"],
            violations=row["violations"] or 0,
            warnings=row["warnings"] or 0,
            presence=row["presence"],
            hold=row["hold"],
        )
        for row in connection.execute(query).mappings()
    ]


def _record_query() -> Select[tuple[object, ...]]:
    agent = records.alias("agent")
    return (
        select(
            records.c.id,
            records.c.source_id,
            records.c.iri,
            sources.c.name.label("source"),
            records.c.role,
            records.c.presence,
            records.c.hold,
            records.c["class"],
            shown_state,
            verdicts.c.accepted,
            records.c.title,
            records.c.publisher,
            agent.c.title.label("publisher_name"),
            records.c.modified,
            records.c.themes,
            versions.c.number,
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


def newest_version_of(connection: Connection, record_id: int) -> int | None:
    """The key of the newest version of a record; None if there is no such record."""
    return connection.scalar(select(records.c.version_id).where(records.c.id == record_id))


def version_rows(connection: Connection, iri: str, source: str) -> list[VersionRow]:
    """All versions of a record, newest first."""
    query = (
        select(
            versions.c.id,
            versions.c.number,
            versions.c.digest,
            versions.c.run_id,
            versions.c.by,
            versions.c.created_at,
            versions.c.places,
            graphs.c.triples,
            verdicts.c.accepted,
        )
        .join(records, records.c.id == versions.c.record_id)
        .join(sources, sources.c.id == records.c.source_id)
        .join(graphs, graphs.c.digest == versions.c.digest)
        .outerjoin(verdicts, is_verdict(versions.c.id, sources.c.profile))
        .where(records.c.iri == iri, sources.c.name == source)
        .order_by(versions.c.number.desc())
    )
    return [
        VersionRow(
            id=key,
            number=number,
            digest=digest,
            run=run,
            by=by,
            created_at=created_at,
            places=tuple(json.loads(places)),
            triples=triples,
            verdict=verdict_name(accepted),
        )
        for key, number, digest, run, by, created_at, places, triples, accepted in connection.execute(query)
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
    query = (
        select(findings)
        .where((findings.c.version_id == version_id) | findings.c.verdict_id.in_(current))
        .order_by(findings.c.rank, findings.c.code, findings.c.id)
    )
    return findings_with_sentences(connection, connection.execute(query).mappings().all())


def findings_of_verdicts(connection: Connection, version_ids: Sequence[int], profile: str) -> dict[int, list[Finding]]:
    """Findings of a profile on some versions, by their keys, most severe first."""
    found: dict[int, list[Finding]] = {}
    for some in slices(list(version_ids)):
        query = (
            select(verdicts.c.version_id.label("validated_version"), findings)
            .join(verdicts, verdicts.c.id == findings.c.verdict_id)
            .where(verdicts.c.version_id.in_(some), verdicts.c.profile == profile, verdicts.c.until_at.is_(None))
            .order_by(findings.c.rank, findings.c.code, findings.c.id)
        )
        rows = connection.execute(query).mappings().all()
        for row, finding in zip(rows, findings_with_sentences(connection, rows), strict=True):
            found.setdefault(row["validated_version"], []).append(finding)
    return found


def titles_of(connection: Connection, record_ids: Sequence[int]) -> dict[int, str | None]:
    """Titles of records by their keys."""
    found: dict[int, str | None] = {}
    for some in slices(list(record_ids)):
        query = select(records.c.id, records.c.title).where(records.c.id.in_(some))
        found.update((key, title) for key, title in connection.execute(query))
    return found


def run_findings(connection: Connection, run_id: int) -> list[Finding]:
    """Findings about the documents of a run and the run itself, most severe first."""
    keeper = select(func.coalesce(runs.c.noticed_in, runs.c.id)).where(runs.c.id == run_id).scalar_subquery()
    query = select(findings).where(findings.c.run_id == keeper).order_by(findings.c.rank, findings.c.id)
    return findings_with_sentences(connection, connection.execute(query).mappings().all())


def findings_with_sentences(connection: Connection, rows: Sequence[RowMapping]) -> list[Finding]:
    """The findings of some rows of their table, in their order."""
    sentences = read_sentences(connection, ((row["message"], row["text_id"]) for row in rows))
    return [_finding(row, sentence) for row, sentence in zip(rows, sentences, strict=True)]


def _finding(row: RowMapping, sentence: Sentence) -> Finding:
    return Finding(
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


def verdict_name(accepted: bool | None) -> Literal["accepted", "submitted"] | None:  # noqa: FBT001 - a column of three states
    """The name of a verdict; None if nothing was validated."""
    if accepted is None:
        return None
    return "accepted" if accepted else "submitted"
