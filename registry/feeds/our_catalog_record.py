"""Our catalogue record of an entry: when it was stored, from which source, and by which rules it was accepted.

DCAT-AP has no property for a verdict. So ``dct:conformsTo`` names a profile only if the description met it, and
``dct:description`` says the rest in words.

Source: DCAT-AP 3.0.1, class Catalogue Record; ADMS, change types of catalogue records.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from danhmuc.vocab.messages import DEFAULT_LANGUAGE, languages
from danhmuc.vocab.terms import ADMS, DCAT, DCT, FOAF, PROV, RDF, XSD

from ..messages.feed_forms import RECORD_ACCEPTED, RECORD_ACCEPTED_BY_FEED, RECORD_MISSING, RECORD_NOT_VALIDATED
from ..record.exported import RecordFacts, Verdict
from .local_iris import source_iri
from .registration_graph import own_status

__all__ = ["our_catalog_record"]

_CREATED: Final = NamedNode("http://purl.org/adms/changetype/created")
_UPDATED: Final = NamedNode("http://purl.org/adms/changetype/updated")


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
    accepted = RECORD_ACCEPTED() if is_by_source else RECORD_ACCEPTED_BY_FEED()
    said = [accepted if verdict == "accepted" else RECORD_NOT_VALIDATED()]
    if is_missing:
        said.append(RECORD_MISSING())
    texts = {language: " ".join(one.render(language) for one in said) for language in languages()}
    return tuple(
        Literal(text, language=language)
        for language, text in texts.items()
        if language == DEFAULT_LANGUAGE or text != texts[DEFAULT_LANGUAGE]
    )
