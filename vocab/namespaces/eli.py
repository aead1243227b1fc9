"""The European Legislation Identifier: the terms in use for acts that a record rests on."""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _ELI(ClosedNamespace[Term], iri="http://data.europa.eu/eli/ontology#"):
    # Classes.
    Format: Term
    LegalExpression: Term
    LegalResource: Term
    LegalResourceSubdivision: Term

    # Properties.
    amended_by: Term
    amends: Term
    based_on: Term
    basis_for: Term
    changed_by: Term
    changes: Term
    cited_by: Term
    cites: Term
    date_document: Term
    date_no_longer_in_force: Term
    date_publication: Term
    description: Term
    embodies: Term
    first_date_entry_in_force: Term
    has_part: Term
    id_local: Term
    in_force: Term
    is_about: Term
    is_embodied_by: Term
    is_part_of: Term
    is_realized_by: Term
    jurisdiction: Term
    language: Term
    number: Term
    passed_by: Term
    realizes: Term
    repealed_by: Term
    repeals: Term
    responsibility_of: Term
    title: Term
    title_short: Term
    type_document: Term
    version: Term
    version_date: Term


ELI: Final = _ELI(uri_ref)
