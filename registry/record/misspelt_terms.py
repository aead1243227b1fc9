"""Find classes and properties that miss a term of a known vocabulary by a letter or by its case."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from pyoxigraph import NamedNode

from danhmuc.vocab.findings import Finding
from danhmuc.vocab.near_terms import near_term
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import RDF

from ..messages.harvest import HarvestText
from .record import SourceRecord


class _Misspelt(NamedTuple):
    iri: str
    meant: str
    is_class: bool


def with_misspelt_terms(record: SourceRecord) -> SourceRecord:
    """The record with a finding for each class or property that is misspelt; the same record if there is none."""
    found = _misspelt_among(*record.terms.used)
    if not found:
        return record
    findings = (_finding(record, misspelt) for misspelt in found)
    return replace(record, findings=(*record.findings, *findings))


def meant_class(iri: str) -> str | None:
    """The class that a misspelt one was meant to be; None if it is not misspelt."""
    misspelt = _misspelt(iri, is_class=True)
    return None if misspelt is None else misspelt.meant


def _finding(record: SourceRecord, misspelt: _Misspelt) -> Finding:
    message = HarvestText.CLASS_MISSPELT if misspelt.is_class else HarvestText.PROPERTY_MISSPELT
    return Finding(
        code=f"misspelt:{abbreviate(misspelt.meant)}",
        severity="warning",
        layer="vocabulary",
        focus=record.iri,
        path=RDF.type.value if misspelt.is_class else None,
        value=misspelt.iri,
        fix=misspelt.meant,
        document=record.places[0] if record.places else None,
        message=message(term=abbreviate(misspelt.iri), meant=abbreviate(misspelt.meant)),
    )


@lru_cache(maxsize=1024)
def _misspelt_among(properties: frozenset[NamedNode], classes: frozenset[NamedNode]) -> tuple[_Misspelt, ...]:
    """The misspelt ones; most records of a source use the same terms."""
    found = {_misspelt(term.value, is_class=False) for term in properties}
    found |= {_misspelt(term.value, is_class=True) for term in classes}
    return tuple(sorted(misspelt for misspelt in found if misspelt is not None))


@lru_cache(maxsize=8192)
def _misspelt(iri: str, *, is_class: bool) -> _Misspelt | None:
    """The misspelt one of a property or a class; None if it is right."""
    meant = near_term(iri, is_class=is_class)
    return None if meant is None else _Misspelt(iri, meant, is_class=is_class)
