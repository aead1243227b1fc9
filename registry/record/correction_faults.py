"""Faults of defaults and corrections that no source may have.

What says who may know of a record can only be made narrower. Source: docs/decisions/0035-corrections.md.
"""

from __future__ import annotations

import re
from typing import Final

from pyoxigraph import Literal, NamedNode

from danhmuc.vocab.messages import Message
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.record_terms import LINKS
from danhmuc.vocab.terms import ADMS, DCAT, DCAT_US, DMV, FOAF, ORG, RDF
from danhmuc.vocab.valid_iris import is_valid_iri

from ..messages.corrections import CorrectionsText
from ..messages.sources import SourcesText
from .correction_terms import read_term, term_text
from .corrections import Correction, DefaultNode, Defaults
from .record_status import is_retiring
from .search_words import code_of
from .secrecy import is_about_access
from .summary import UNKNOWN_LEVEL, publicity_codes, publicity_level

_OF_CONTENTS: Final = LINKS | {RDF.type, DCAT.distribution, FOAF.primaryTopic}
"""The properties that decide what is a record, and what belongs to it or is linked with it."""
_OF_ACCESS: Final = frozenset({DMV.sharingForm, DCAT_US.cuiRestriction})
"""Properties that say who gets the data, and whose values have no order."""
_NAMED_SO: Final = re.compile(
    "access(?!url|service)|secre|secur|confiden|sensitiv|classif|privacy|personal|restrict|visib|embargo", re.IGNORECASE
)
"""Words in the names of properties of other vocabularies that may say so."""


def fault_of_corrections(corrections: tuple[Correction, ...]) -> Message | None:
    """The reason why these cannot be the corrections of a source; None if they can."""
    for number, one in enumerate(corrections, 1):
        reason = _fault_of(one)
        if reason is not None:
            return CorrectionsText.IN_CORRECTION(number=number, reason=reason)
    return None


def fault_of_defaults(defaults: Defaults) -> Message | None:
    """The reason why these cannot be the defaults of a source; None if they can."""
    named: dict[str, str | None] = {"licence": defaults.licence}
    named |= {f"theme.{number}": theme for number, theme in enumerate(defaults.theme, 1)}
    for key in ("publisher", "contact"):
        node: DefaultNode | None = getattr(defaults, key)
        if node is not None:
            named |= {f"{key}.iri": node.iri, f"{key}.email": node.email, f"{key}.telephone": node.telephone}
    for key, iri in named.items():
        if iri is not None and not is_valid_iri(iri):
            return SourcesText.VALUE_REFUSED(
                key=f"defaults.{key}", wanted=CorrectionsText.IRI_WANTED(), found=repr(iri)
            )
    return None


def may_be_of_access(predicate: NamedNode) -> bool:
    """Whether a property says who may know or get something, or may do so by its name."""
    if publicity_codes(predicate) or predicate in _OF_ACCESS or is_about_access(predicate):
        return True
    return predicate != ORG.classification and _NAMED_SO.search(code_of(predicate.value)) is not None


def _fault_of(one: Correction) -> Message | None:
    if not is_valid_iri(one.property):
        return SourcesText.VALUE_REFUSED(key="field", wanted=CorrectionsText.IRI_WANTED(), found=repr(one.property))
    if not one.reason.strip():
        return SourcesText.KEY_MISSING(key="reason")
    if one.record is not None and not is_valid_iri(one.record):
        return SourcesText.VALUE_REFUSED(key="record", wanted=CorrectionsText.IRI_WANTED(), found=repr(one.record))
    if one.to is None and one.written is None:
        return CorrectionsText.REMOVAL_NEEDS_FROM()
    if one.to == one.written:
        return CorrectionsText.CORRECTION_CHANGES_NOTHING()
    for key, value in (("from", one.written), ("to", one.to)):
        try:
            if value is not None:
                read_term(value)
        except ValueError:
            return SourcesText.VALUE_REFUSED(key=key, wanted=CorrectionsText.TERM_WANTED(), found=repr(value))
    return _fault_of_field(one)


def _fault_of_field(one: Correction) -> Message | None:
    """The reason why the property cannot be corrected at all, or not so."""
    predicate, name = NamedNode(one.property), abbreviate(one.property)
    if predicate in _OF_CONTENTS:
        return CorrectionsText.FIELD_OF_CONTENTS(field=name)
    if predicate == ADMS.status:
        return _fault_of_status(one, name)
    codes = publicity_codes(predicate)
    if not codes:
        return CorrectionsText.FIELD_OF_ACCESS(field=name) if may_be_of_access(predicate) else None
    to = None if one.to is None else read_term(one.to)
    # What says nothing counts as public.
    level = 0 if to is None else publicity_level(predicate, to)
    if level == UNKNOWN_LEVEL:
        return CorrectionsText.FIELD_NO_CODE(field=name, codes=codes, found=term_text(to))
    if one.written is None:
        return None  # what each record has is asked for when it is corrected
    written = read_term(one.written)
    before = publicity_level(predicate, Literal(written) if isinstance(written, str) else written)
    if before == UNKNOWN_LEVEL:
        return CorrectionsText.FIELD_UNCLEAR(field=name, found=term_text(written))
    if level >= before:
        return None
    right = CorrectionsText.NO_VALUE() if to is None else term_text(to)
    return CorrectionsText.FIELD_WIDENS(field=name, found=term_text(written), to=right)


def _fault_of_status(one: Correction, name: str) -> Message | None:
    """The reason why a status cannot be corrected so: what its source withdraws, nobody else brings back."""
    written, to = (None if value is None else read_term(value) for value in (one.written, one.to))
    before, after = ([Literal(term) if isinstance(term, str) else term] for term in (written, to))
    if not is_retiring(before) or is_retiring(after):
        return None
    return CorrectionsText.FIELD_WIDENS(
        field=name, found=term_text(written), to=CorrectionsText.NO_VALUE() if to is None else term_text(to)
    )
