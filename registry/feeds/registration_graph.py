"""Registrations as a feed has them: of each record what authorities decided, when that holds, and who they are.

Names of persons, reasons and notes that were not meant to be public are no part of what comes here.
Source: PROV-O for the attribution; the states are concepts of ``vocab/schemes/registration-status.ttl``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from danhmuc.vocab.terms import ADMS, DCAT, DCT, DMV, FOAF, PROV, RDF, SKOS, XSD
from danhmuc.vocab.valid_iris import is_valid_iri

from ..record.registration import PublicRegistration
from ..record.registration_states import SCHEME, code_of_state, concept_iri
from ..record.registration_words import state_labels

__all__ = ["own_status", "registration_lines"]

_DIGITS: Final = 12


def own_status(registrations: Iterable[PublicRegistration]) -> str | None:
    """The IRI of the state that the registry's own authority decided; None if it decided none."""
    return next((concept_iri(one.state) for one in registrations if one.is_own), None)


def registration_lines(registrations: Iterable[PublicRegistration], *, base: str, topic: str, local_iri: str) -> bytes:
    """The registrations of a record as sorted N-Quads lines, with the words of their states.

    Args:
        base: of the feed.
        topic: the IRI of the record, valid.
        local_iri: the IRI of our catalogue record.
    """
    quads = (quad for one in registrations for quad in _quads(one, base, topic, NamedNode(local_iri)))
    lines = serialize(quads, format=RdfFormat.N_QUADS)
    assert lines is not None
    return b"".join(sorted(set(lines.splitlines(keepends=True))))


def _quads(one: PublicRegistration, base: str, topic: str, record: NamedNode) -> Iterator[Quad]:
    digits = hashlib.sha256(one.authority.encode()).hexdigest()[:_DIGITS]
    subject, state = NamedNode(f"{record.value}#registration-{digits}"), NamedNode(concept_iri(one.state))
    is_iri = is_valid_iri(one.authority)
    authority = NamedNode(one.authority if is_iri else f"{base}authority/{digits}")
    yield Quad(record, DMV.registration, subject)
    yield Quad(subject, RDF.type, DMV.Registration)
    yield Quad(subject, DMV.registeredItem, NamedNode(topic))
    yield Quad(subject, ADMS.status, state)
    yield Quad(subject, DCAT.version, Literal(str(one.version)))
    yield Quad(subject, DCT.identifier, Literal(one.irdi))
    yield Quad(subject, DMV.effectiveFrom, Literal(one.effective_from.isoformat(), datatype=XSD.date))
    if one.effective_until is not None:
        yield Quad(subject, DMV.effectiveUntil, Literal(one.effective_until.isoformat(), datatype=XSD.date))
    if one.superseded_by is not None:
        yield Quad(subject, DCT.isReplacedBy, NamedNode(one.superseded_by))
    if one.note is not None:
        yield Quad(subject, SKOS.note, Literal(one.note))
    yield Quad(subject, PROV.wasAttributedTo, authority)
    if not is_iri:
        yield Quad(authority, RDF.type, FOAF.Organization)
        yield Quad(authority, FOAF.name, Literal(one.authority))
    yield Quad(state, RDF.type, SKOS.Concept)
    yield Quad(state, SKOS.inScheme, NamedNode(SCHEME))
    yield Quad(state, SKOS.notation, Literal(code_of_state(one.state)))
    for language, label in state_labels(one.state).items():
        yield Quad(state, SKOS.prefLabel, Literal(label, language=language))
