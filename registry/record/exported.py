"""A record on its way out: its graph, what it reaches, and what the registry knows of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .record import Role
from .registration import PublicRegistration

Verdict = Literal["accepted", "not-validated"]
"""Of a version that leaves: it met its profile, or its source has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFacts:
    """The facts that the registry has about a record that leaves.

    Attributes:
        source: the name of its source.
        created_at: when it was first stored; ISO 8601 in UTC, as all times here.
        changed_at: when the version that leaves was stored.
        profile: token or path of the profile of its source, or of that by which it was accepted for the feed.
        verdict: by that profile, of the version that leaves.
        local: the part of its local IRI that follows the base of a feed, minted once and never changed.
        is_missing: whether its source no longer has it.
        is_by_source: whether that is the profile of its source, and not one that the feed asks for.
        registrations: what authorities decided of it and holds, as far as it may leave.
    """

    source: str
    created_at: str
    changed_at: str
    profile: str
    verdict: Verdict
    local: str
    is_missing: bool = False
    is_by_source: bool = True
    registrations: tuple[PublicRegistration, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedRecord:
    """A record, a catalogue record or a node record on its way out.

    Attributes:
        main_class: the IRI of its class, such as that of dcat:Dataset; None if it has none that counts.
        nquads: sorted N-Quads lines of the default graph; blank nodes are named uniquely within the whole export.
        reached: the graphs of the node records that it leads to, directly or through one another, by IRI; they leave
            as records of their own, too.
        facts: None if it does not come from a registry.
        contact: IRI of the contact of the catalogue in which it is published, described in ``reached``, for formats
            that require one and can hold none of the record's own; None if there is none.
        matched_codes: of a conceptual domain, lines about the codes of its lists that persons matched, for formats of
            concepts; they are no part of its graph.
    """

    iri: str
    nquads: bytes
    role: Role = "record"
    main_class: str | None = None
    reached: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    facts: RecordFacts | None = None
    contact: str | None = None
    matched_codes: bytes = b""
