"""The reason why the validation of a source without a record fails, by what the source describes instead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from danhmuc.vocab.lines import terms_used
from danhmuc.vocab.messages import Fact, Message
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import DMV, DQV, FOAF, ODRL, RDF

from ..messages.harvest import HarvestText
from ..record.harvested import Harvested
from ..record.misspelt_terms import meant_class

_NAMED: Final = 5
"""Number of classes that the reason names."""
_ABOUT_DATA: Final = frozenset(term.value for term in (DQV.UserQualityFeedback, DMV.DataRequest, ODRL.Agreement))
"""What is stored about records of others, so that a source may hold it alone."""
_BESIDE: Final = frozenset({FOAF.Agent.value})
_TYPE: Final = f"{RDF.type} <".encode()


def recordless_reason(harvested: Harvested) -> Message | None:
    """The reason; None if the source has a record, or was not read as a whole."""
    if harvested.report.state != "complete" or harvested.report.records.seen:
        return None
    classes = sorted(set(_classes(harvested)), key=lambda iri: (meant_class(iri) is None, iri))
    if _ABOUT_DATA.intersection(classes) and _ABOUT_DATA.union(_BESIDE).issuperset(classes):
        return HarvestText.ONLY_FEEDBACK()
    found: list[Fact] = [_class_text(iri) for iri in classes[:_NAMED]]
    if len(classes) > _NAMED:
        found.append("…")
    return HarvestText.NO_RECORD(classes=tuple(found) or HarvestText.NO_CLASS())


def _classes(harvested: Harvested) -> Iterator[str]:
    """The classes of what is described instead, also of what belongs to nothing."""
    for change in harvested.changes:
        if change.summary is not None and change.summary.main_class is not None:
            yield change.summary.main_class
    for rest in harvested.rest:
        for used in terms_used(rest.canonical.nquads):
            if used.startswith(_TYPE):
                yield used[len(_TYPE) : -1].decode()


def _class_text(iri: str) -> Fact:
    meant = meant_class(iri)
    return abbreviate(iri) if meant is None else HarvestText.CLASS_MEANT(term=abbreviate(iri), meant=abbreviate(meant))
