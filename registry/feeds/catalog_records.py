"""Our catalogue records of entries, and the IRIs that a feed gives: of these, of sources, of parts without one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from danhmuc.shapes.profiles.files import layers_of
from danhmuc.vocab.errors import DanhmucError
from danhmuc.vocab.messages import DEFAULT_LANGUAGE, languages
from danhmuc.vocab.terms import ADMS, DCAT, DCT, DMV, FOAF, PROV, RDF, SKOS, XSD
from danhmuc.vocab.valid_iris import is_valid_iri

from ..messages.feeds import FeedFormsText
from ..record.exported import RecordFacts, Verdict
from ..record.registration import SCHEME, PublicRegistration, code_of_state, concept_iri, state_labels

# ---------------------------------------------------------------- local iris


def record_iri(base: str, local: str) -> str:
    """The IRI of our catalogue record of a record.

    >>> record_iri("https://dulieu.example.vn/feed/", "moi-truong/0123456789abcdef")
    'https://dulieu.example.vn/feed/record/moi-truong/0123456789abcdef'
    """
    return f"{base}record/{local}"


def source_iri(base: str, local: str) -> str:
    """The IRI of the source of a record, by the first name that the source had.

    >>> source_iri("https://dulieu.example.vn/feed/", "moi-truong/0123456789abcdef")
    'https://dulieu.example.vn/feed/source/moi-truong'
    """
    return f"{base}source/{local.rpartition('/')[0]}"


def node_holder(base: str, iri: str) -> str:
    """The IRI before the ``#`` of the parts of what is no entry, such as a node record."""
    return f"{base}node/{hashlib.sha256(iri.encode()).hexdigest()[:16]}"


def root_iri(base: str) -> str:
    """The IRI of the root catalogue."""
    return f"{base}catalog"


def profile_iri(name: str) -> str | None:
    """The IRI of the profile with a token or at a path; None if there is none by now."""
    try:
        return layers_of(name)[-1].iri
    except DanhmucError:
        return None


# ---------------------------------------------------------------- catalog records

# ---------------------------------------------------------------- our catalog record
# Our catalogue record of an entry: when it was stored, from which source, and by which rules it was accepted.
#
# DCAT-AP has no property for a verdict. So ``dct:conformsTo`` names a profile only if the description met it, and
# ``dct:description`` says the rest in words. Of registrations it has what authorities decided, when that holds, and who
# they are; names of persons, reasons and notes that were not meant to be public are no part of what comes here.
#
# Source: DCAT-AP 3.0.1, class Catalogue Record; ADMS, change types of catalogue records; PROV-O for the attribution of
# registrations, whose states are concepts of ``vocab/schemes/registration-status.ttl``.

_CREATED: Final = NamedNode("http://purl.org/adms/changetype/created")
_UPDATED: Final = NamedNode("http://purl.org/adms/changetype/updated")
_DIGITS: Final = 12


def our_catalog_record(
    facts: RecordFacts,
    *,
    base: str,
    topic: str,
    local_iri: str,
    upstream: str | None = None,
    profiles: Mapping[str, str],
    registrations: bytes = b"",
) -> bytes:
    """The catalogue record as sorted N-Quads lines, with the registrations of the record.

    Its status is what the registry's own authority decided of the record; else whether it is new or has changed.

    Args:
        base: of the feed.
        topic: the IRI of the record, valid.
        upstream: the IRI of the only catalogue record that its owner has.
        profiles: IRIs of profiles by token or path; a verdict by another profile names none.
        registrations: what `registration_lines` returns, as far as it is public.
    """
    subject, decided = NamedNode(local_iri), own_status(facts.registrations)
    change = _CREATED if facts.changed_at == facts.created_at else _UPDATED
    pairs: list[tuple[NamedNode, NamedNode | Literal]] = [
        (RDF.type, DCAT.CatalogRecord),
        (FOAF.primaryTopic, NamedNode(topic)),
        (DCT.issued, Literal(facts.created_at, datatype=XSD.dateTime)),
        (DCT.modified, Literal(facts.changed_at, datatype=XSD.dateTime)),
        (ADMS.status, change if decided is None else NamedNode(decided)),
        (PROV.hadPrimarySource, NamedNode(source_iri(base, facts.local))),
    ]
    if upstream is not None:
        pairs.append((DCT.source, NamedNode(upstream)))
    profile = profiles.get(facts.profile)
    if facts.verdict == "accepted" and profile is not None:
        pairs.append((DCT.conformsTo, NamedNode(profile)))
    pairs += [(DCT.description, text) for text in _descriptions(facts)]
    lines = serialize((Quad(subject, predicate, value) for predicate, value in pairs), format=RdfFormat.N_QUADS)
    assert lines is not None
    return b"".join(sorted((*lines.splitlines(keepends=True), *registrations.splitlines(keepends=True))))


def _descriptions(facts: RecordFacts) -> tuple[Literal, ...]:
    """The verdict in all languages into which it is translated."""
    return _render_verdict(facts.verdict, is_missing=facts.is_missing, is_by_source=facts.is_by_source)


@cache
def _render_verdict(verdict: Verdict, *, is_missing: bool, is_by_source: bool) -> tuple[Literal, ...]:
    accepted = FeedFormsText.RECORD_ACCEPTED() if is_by_source else FeedFormsText.RECORD_ACCEPTED_BY_FEED()
    said = [accepted if verdict == "accepted" else FeedFormsText.RECORD_NOT_VALIDATED()]
    if is_missing:
        said.append(FeedFormsText.RECORD_MISSING())
    texts = {language: " ".join(one.render(language) for one in said) for language in languages()}
    return tuple(
        Literal(text, language=language)
        for language, text in texts.items()
        if language == DEFAULT_LANGUAGE or text != texts[DEFAULT_LANGUAGE]
    )


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
