"""Whether one record leaves by an export of everything, without a look at all records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress

from danhmuc.vocab.errors import ShapesError, UnknownNameError
from danhmuc.vocab.lines import iri_subjects
from danhmuc.vocab.valid_iris import valid_or_same

from ..record.record import NODE_ROLES
from ..record.stored import VALIDATED_STATES
from ..store.database import Connection
from ..store.elements import decisions, stated_schema_links
from ..store.identity_rows import equal_iris
from ..store.reading import graph_bodies
from ..store.secret_words import with_words
from ..store.selecting import Candidate, candidates
from ..store.stored_rows import sources_of
from ..store.waiting_elements import WaitingElement, waiting_elements
from ..verdicts.current_verdicts import CurrentVerdicts, ValidatorOf
from .packed_candidates import PAGE, pages_of
from .report import LeavingRecord
from .selection import Selection


def leaving_record(
    connection: Connection, iri: str, source: str, validator: ValidatorOf | None = None
) -> LeavingRecord:
    """Whether the record of a source leaves by an export of everything, and if not, why; by the rules of exports.

    Args:
        validator: returns the validator of a profile, so that node records leave in part; None if none do.

    Raises:
        RegistryError: a graph is damaged.
    """
    waiting = waiting_elements(connection)
    (candidate,) = (one for one in candidates(connection, None, [iri], waiting=waiting) if one.source == source)
    names = {iri, *(_datasets_of(connection, iri) if candidate.role == "element" else ())}
    iris = _with_deciding(connection, names, waiting)
    verdicts = None
    if validator is not None and candidate.role in NODE_ROLES and candidate.version_id is None:
        verdicts = _stored_verdicts(connection, candidate, waiting, validator)
    selection = Selection(connection, iris=iris, names_left_out=True, waiting=waiting, verdicts=verdicts)
    return selection.leaving_as(candidate)


def _stored_verdicts(
    connection: Connection, candidate: Candidate, waiting: Mapping[int, WaitingElement], validator: ValidatorOf
) -> CurrentVerdicts:
    """The stored verdicts, with what finds the valid part of a node record."""
    verdicts = CurrentVerdicts(None, waiting)
    (source,) = (one for one in sources_of(connection) if one.id == candidate.source_id)
    with suppress(ShapesError, UnknownNameError):
        if (found := validator(connection, source.profile, None)) is not None:
            verdicts.use(source, found)
    return verdicts


def _with_deciding(
    connection: Connection, names: Collection[str], waiting: Mapping[int, WaitingElement]
) -> frozenset[str]:
    """Some IRIs, with all of records that decide whether those leave: that name the same, or may describe them."""
    equal = equal_iris(connection)
    found: set[str] = set()
    fresh = set(names)
    while fresh:
        valid = set(map(valid_or_same, fresh))
        fresh = fresh.union(valid, *(equal[one] for one in valid & equal.keys())) - found
        found |= fresh
        records = list(candidates(connection, None, fresh, waiting=waiting))
        fresh = {one.topic for one in records if one.topic is not None}
        fresh |= _holders(connection, (one for one in records if one.state == "missing"), waiting)
        fresh -= found
    return frozenset(found)


def _holders(connection: Connection, missing: Iterable[Candidate], waiting: Mapping[int, WaitingElement]) -> set[str]:
    """The records in which their source may describe by now what it does not list any more."""
    by_source: dict[int, set[str]] = {}
    for one in missing:
        by_source.setdefault(one.source_id, set()).add(one.iri)
    found: set[str] = set()
    for source_id, iris in by_source.items():
        subjects = [b"<%b> " % iri.encode("utf-8", "surrogatepass") for iri in iris]
        leaving = (
            one
            for one in candidates(connection, source_id, waiting=waiting)
            if one.version_id is not None and one.state in VALIDATED_STATES and one.iri not in iris
        )
        for page in pages_of(leaving, PAGE):
            keys = [one.version_id for one in page if one.version_id is not None]
            stored = graph_bodies(with_words(connection, "deciding"), keys)
            for one in page:
                nquads = stored[one.version_id or 0]
                if any(subject in nquads for subject in subjects) and not iris.isdisjoint(iri_subjects(nquads)):
                    found.add(one.iri)
    return found


def _datasets_of(connection: Connection, schema: str) -> set[str]:
    """The IRIs of the datasets with which a table schema may leave."""
    stated = {link.dataset for link in stated_schema_links(connection, [schema])}
    return stated | {one.target for one in decisions(connection, "dataset", iri=schema) if one.schema == schema}
