"""The European Legislation Identifier: the terms in use for acts that a record rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["ELI"]


class _ELI(ClosedNamespace, iri="http://data.europa.eu/eli/ontology#"):
    # Classes.
    Format: URIRef
    LegalExpression: URIRef
    LegalResource: URIRef
    LegalResourceSubdivision: URIRef

    # Properties.
    amended_by: URIRef
    amends: URIRef
    based_on: URIRef
    basis_for: URIRef
    changed_by: URIRef
    changes: URIRef
    cited_by: URIRef
    cites: URIRef
    date_document: URIRef
    date_no_longer_in_force: URIRef
    date_publication: URIRef
    description: URIRef
    embodies: URIRef
    first_date_entry_in_force: URIRef
    has_part: URIRef
    id_local: URIRef
    in_force: URIRef
    is_about: URIRef
    is_embodied_by: URIRef
    is_part_of: URIRef
    is_realized_by: URIRef
    jurisdiction: URIRef
    language: URIRef
    number: URIRef
    passed_by: URIRef
    realizes: URIRef
    repealed_by: URIRef
    repeals: URIRef
    responsibility_of: URIRef
    title: URIRef
    title_short: URIRef
    type_document: URIRef
    version: URIRef
    version_date: URIRef


ELI: Final = _ELI()
