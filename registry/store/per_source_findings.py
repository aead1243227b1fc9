"""Stored findings that are one for a source, in the verdicts of its records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, and_, select

from danhmuc.shapes import NO_PROFILE, Profile, load_profile
from danhmuc.vocab.errors import ShapesError, UnknownNameError
from danhmuc.vocab.findings import Finding

from ..record.per_source import subjects_of
from .searching import findings_with_sentences
from .stored_rows import RegisteredSource
from .tables import findings, is_verdict, records, shown_state, verdicts

__all__ = ["is_one_for_source", "stored_per_source", "subjects_of_sources"]


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
