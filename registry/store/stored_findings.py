"""Stored findings of the verdicts in force: what the profile of each source says of the newest versions now present.

Some are one for a source, in the verdicts of its records.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, select

from danhmuc.shapes import NO_PROFILE, Profile, load_profile
from danhmuc.shapes.validation.nested_names import with_names
from danhmuc.vocab.errors import ShapesError, UnknownNameError
from danhmuc.vocab.findings import REPORTED_SEVERITIES, SEVERITIES, Finding, ReportedSeverity
from danhmuc.vocab.json_values import json_members

from ..record.findings import subjects_of
from ..record.summary import own_publisher_name
from .publishers import publishers_of_records
from .reading import graph_bodies, value_from_row
from .searching import findings_of_verdicts, findings_with_sentences
from .secret_words import is_secret
from .stored_rows import RegisteredSource
from .tables import findings, is_verdict, records, shown_state, sources, verdicts, versions


def subjects_of_sources(sources: Iterable[RegisteredSource]) -> Mapping[str, str]:
    """The subjects on which each source has one finding by its profile, by the codes of the rules."""
    found: dict[str, str] = {}
    for token in sorted({source.profile for source in sources} - {NO_PROFILE}):
        try:
            found |= subjects_of(load_profile(token))
        except (ShapesError, UnknownNameError):
            continue  # without its profile, each finding counts
    return found


def is_one_for_source(codes: Iterable[str]) -> ColumnElement[bool]:
    """The condition that a finding is one for its source, by the codes of such rules."""
    return and_(findings.c.layer == "cannot-verify", findings.c.value.is_not(None), findings.c.code.in_(sorted(codes)))


def stored_per_source(
    connection: Connection, source_id: int, profile: Profile, without: Collection[str]
) -> dict[str, Sequence[Finding]]:
    """Such findings of the verdicts in force on what is present in a source, by the IRI of the record.

    Args:
        without: IRIs of records that are left out.
    """
    subjects = subjects_of(profile)
    if not subjects:
        return {}
    query = (
        select(records.c.iri, findings)
        .join(verdicts, verdicts.c.id == findings.c.verdict_id)
        .join(records, is_verdict(records.c.version_id, profile.token, of=verdicts))
        .where(records.c.source_id == source_id, shown_state == "present", is_one_for_source(subjects))
        .order_by(records.c.id, findings.c.id)
    )
    rows = [row for row in connection.execute(query).mappings() if row["iri"] not in without]
    found: dict[str, list[Finding]] = {}
    for row, one in zip(rows, findings_with_sentences(connection, rows), strict=True):
        found.setdefault(row["iri"], []).append(replace(one, per_source=subjects[one.code]))
    return {iri: tuple(some) for iri, some in found.items()}


FindingGroup = Literal["source", "publisher", "rule"]
_PAGE: Final = 500
_NONE: Final = (0, 0, 0, 0, 0)
_ROLES: Final = ("node", "element", "catalog-record", "record")
"""In the order of reports: what records name comes before them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFilter:
    """Which findings are asked for; None is any.

    Attributes:
        publisher: IRI of the publisher that the record has now.
        rule: code of the rule.
        severity: as reports show it.
    """

    source: str | None = None
    publisher: str | None = None
    rule: str | None = None
    severity: ReportedSeverity | None = None

    def fits(self, finding: Finding) -> bool:
        """Whether a finding has the rule and the severity."""
        has_rule = self.rule is None or finding.code == self.rule
        return has_rule and (self.severity is None or finding.reported_severity == self.severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingCount:
    """The number of findings of one source, publisher or rule.

    Attributes:
        key: name of the source, IRI of the publisher (None for what has none, such as node records and findings that
            are one for a source), or code of the rule.
        name: of the publisher, if a source has it.
        records, accepted: number of records that are present, and of those accepted; None for a rule.
        affected: number of records and node records with such findings.
        violations, warnings, infos, unverified: number of findings.
    """

    key: str | None
    name: str | None
    records: int | None
    accepted: int | None
    affected: int
    violations: int
    warnings: int
    infos: int
    unverified: int

    @property
    def findings(self) -> int:
        """The number of all findings."""
        return self.violations + self.warnings + self.infos + self.unverified

    def as_dict(self) -> dict[str, object]:
        """The counts as JSON has them."""
        return {
            **json_members(self, ("key", "name", "records", "accepted", "affected", "findings")),
            **dict(
                zip(REPORTED_SEVERITIES, (self.violations, self.warnings, self.infos, self.unverified), strict=True)
            ),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredVerdict:
    """The verdict in force on one record, with its findings, most severe first.

    Attributes:
        publisher_name: of a publisher without IRI, if there are findings.
    """

    iri: str
    role: str
    title: str | None
    publisher: str | None
    publisher_name: str | None
    main_class: str | None
    profile_digest: str
    lists_digest: str
    context_digest: str
    findings: tuple[Finding, ...]
    places: tuple[str, ...]


def count_findings(
    connection: Connection,
    by: FindingGroup,
    chosen: FindingFilter,
    per_source: Mapping[str, str] = MappingProxyType({}),
) -> list[FindingCount]:
    """The counts by source, publisher or rule, most violations first; of sources and publishers also those without.

    What a source marks as a state secret by now is not counted.

    Args:
        per_source: what is one finding for a source where it cannot be verified, by the code of the rule; it is counted
            once for a source, for that of its rules which has most of it, and among what has no publisher.
    """
    key = {"source": sources.c.name, "publisher": records.c.publisher, "rule": findings.c.code}[by]
    counted = _count_by_severity(connection, key, by, chosen, per_source)
    totals = {} if by == "rule" else _record_totals(connection, key, _is_chosen(chosen))
    names = publishers_of_records(connection) if by == "publisher" else {}
    found = []
    for name in counted.keys() | totals.keys():
        affected, violations, warnings, infos, unverified = counted.get(name, _NONE)
        present, accepted = totals.get(name, (0, 0))
        found.append(
            FindingCount(
                key=name,
                name=names.get(name or ""),
                records=None if by == "rule" else present,
                accepted=None if by == "rule" else accepted,
                affected=affected,
                violations=violations,
                warnings=warnings,
                infos=infos,
                unverified=unverified,
            )
        )
    return sorted(found, key=lambda one: (-one.violations, -one.warnings, -one.findings, one.key or ""))


def _count_by_severity(
    connection: Connection,
    key: ColumnElement[Any],
    by: FindingGroup,
    chosen: FindingFilter,
    per_source: Mapping[str, str],
) -> dict[str | None, tuple[int, ...]]:
    """The number of affected records and of findings of each severity, by the key of the group; of rules, none of 0."""
    query = _counts_query(key, by, chosen, per_source)
    counted = {name: tuple(map(int, numbers)) for name, *numbers in connection.execute(query)}
    shown_once = {} if chosen.publisher is not None else _count_once(connection, query, per_source)
    for (source, code), affected_by_it in shown_once.items():
        group = {"source": source, "publisher": None, "rule": code}[by]
        affected, *numbers, unverified = counted.get(group, _NONE)
        counted[group] = (affected + affected_by_it if by == "rule" else affected, *numbers, unverified + 1)
    if by == "rule":
        return {name: numbers for name, numbers in counted.items() if any(numbers[1:])}
    return counted


def _counts_query(
    key: ColumnElement[Any], by: FindingGroup, chosen: FindingFilter, per_source: Mapping[str, str]
) -> Select[Any]:
    """The query of the numbers by a key; what is one finding for a source is not counted."""
    severity = _reported_severity()
    is_per_source = is_one_for_source(per_source)
    query = (
        select(
            key,
            func.count((records.c.id if by == "source" else case((~is_per_source, records.c.id))).distinct()),
            *(func.sum(case((and_(severity == name, ~is_per_source), 1), else_=0)) for name in REPORTED_SEVERITIES),
        )
        .select_from(findings)
        .join(verdicts, and_(verdicts.c.id == findings.c.verdict_id, verdicts.c.until_at.is_(None)))
        .join(records, records.c.version_id == verdicts.c.version_id)
        .join(sources, and_(sources.c.id == records.c.source_id, sources.c.profile == verdicts.c.profile))
        .where(*_is_chosen(chosen))
        .group_by(key)
    )
    if chosen.rule is not None:
        query = query.where(findings.c.code == chosen.rule)
    if chosen.severity is not None:
        query = query.where(severity == chosen.severity)
    return query


def _count_once(
    connection: Connection, query: Select[Any], per_source: Mapping[str, str]
) -> dict[tuple[str, str], int]:
    """The findings that are one for a source, by the source and the rule that has most of it: number of records."""
    if not per_source:
        return {}
    by_rule = query.with_only_columns(sources.c.name, findings.c.code, func.count(records.c.id.distinct()))
    by_rule = by_rule.where(is_one_for_source(per_source)).group_by(None).group_by(sources.c.name, findings.c.code)
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for name, code, count in connection.execute(by_rule):
        found[name, per_source[code]][code] = int(count)
    # As in the finding of a run: of several rules that have as many, always the same.
    return {
        (name, max(codes, key=lambda code: (codes[code], code))): codes.total() for (name, _), codes in found.items()
    }


def known_rules(connection: Connection) -> list[str]:
    """The codes of all rules of which a verdict in force has findings."""
    in_force = and_(verdicts.c.id == findings.c.verdict_id, verdicts.c.until_at.is_(None))
    query = select(findings.c.code).join(verdicts, in_force).distinct()
    return sorted(connection.scalars(query))


def stored_verdicts(connection: Connection, source: RegisteredSource, chosen: FindingFilter) -> Iterator[StoredVerdict]:
    """The verdicts in force on what is present in a source, node records first, with all their findings.

    There is none on what a source marks as a state secret by now.
    """
    for role in _ROLES:
        after = 0
        while rows := connection.execute(_page_query(source, chosen, role, after)).mappings().all():
            after = rows[-1]["id"]
            keys = [row["version_id"] for row in rows]
            by_version = findings_of_verdicts(connection, keys, source.profile)
            # Names of nodes within a record stand in its graph alone.
            within = [
                row["version_id"]
                for row in rows
                if _is_within(row["iri"], by_version.get(row["version_id"], []))
                or (role == "record" and row["publisher"] is None and by_version.get(row["version_id"]))
            ]
            graphs = graph_bodies(connection, within)
            for row in rows:
                found: Sequence[Finding] = by_version.get(row["version_id"], [])
                name = None
                if row["version_id"] in graphs:
                    if row["publisher"] is None:
                        name = own_publisher_name(row["iri"], graphs[row["version_id"]])
                    found = with_names(found, row["iri"], graphs[row["version_id"]])
                yield value_from_row(
                    StoredVerdict,
                    row,
                    role=role,
                    publisher_name=name,
                    main_class=row["class"],
                    findings=tuple(found),
                    places=tuple(json.loads(row["places"])),
                )


def _page_query(source: RegisteredSource, chosen: FindingFilter, role: str, after: int) -> Select[Any]:
    return (
        select(
            records.c.id,
            records.c.iri,
            records.c.title,
            records.c.publisher,
            records.c["class"],
            records.c.version_id,
            versions.c.places,
            verdicts.c.profile_digest,
            verdicts.c.lists_digest,
            verdicts.c.context_digest,
        )
        .join(sources, sources.c.id == records.c.source_id)
        .join(versions, versions.c.id == records.c.version_id)
        .join(verdicts, is_verdict(records.c.version_id, source.profile))
        .where(*_is_chosen(chosen), sources.c.id == source.id, records.c.role == role, records.c.id > after)
        .order_by(records.c.id)
        .limit(_PAGE)
    )


def _is_chosen(chosen: FindingFilter) -> list[ColumnElement[bool]]:
    """The conditions on records: present, not secret, and those of the source and publisher asked for."""
    conditions: list[ColumnElement[bool]] = [shown_state == "present", ~is_secret()]
    if chosen.source is not None:
        conditions.append(sources.c.name == chosen.source)
    if chosen.publisher is not None:
        conditions.append(records.c.publisher == chosen.publisher)
    return conditions


def _reported_severity() -> ColumnElement[str]:
    return case(
        (findings.c.layer == "cannot-verify", "cannot-verify"),
        *((findings.c.rank == rank, name) for rank, name in enumerate(SEVERITIES)),
    )


def _record_totals(
    connection: Connection, key: ColumnElement[Any], conditions: Sequence[ColumnElement[bool]]
) -> dict[str | None, tuple[int, int]]:
    """Number of records that are present and of those accepted, by the same key."""
    query = (
        select(key, func.count(), func.sum(case((verdicts.c.accepted, 1), else_=0)))
        .select_from(records)
        .join(sources, sources.c.id == records.c.source_id)
        .outerjoin(verdicts, is_verdict(records.c.version_id, sources.c.profile))
        .where(*conditions, records.c.role == "record")
        .group_by(key)
    )
    return {name: (int(count), int(accepted)) for name, count, accepted in connection.execute(query)}


def _is_within(iri: str, found: Sequence[Finding]) -> bool:
    """Whether one of the findings is about a node within the record."""
    return any(one.has_blank_value or one.focus not in (None, iri) for one in found)
