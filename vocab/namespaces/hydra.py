"""The Hydra Core Vocabulary: how catalogues are paged.

Source: Hydra's vocabulary as of 2021, and the older names of paging that feeds still use.
"""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _HYDRA(ClosedNamespace[Term], iri="http://www.w3.org/ns/hydra/core#"):
    # Classes.
    ApiDocumentation: Term
    BaseUriSource: Term
    BasicRepresentation: Term
    Class: Term
    Collection: Term
    Error: Term
    ExplicitRepresentation: Term
    HeaderSpecification: Term
    IriTemplate: Term
    IriTemplateMapping: Term
    Link: Term
    LinkContext: Term
    Operation: Term
    PartialCollectionView: Term
    Resource: Term
    Rfc3986: Term
    Rfc6570Template: Term
    Status: Term
    SupportedProperty: Term
    TemplatedLink: Term
    VariableRepresentation: Term

    # Properties.
    apiDocumentation: Term
    closedSet: Term
    collection: Term
    description: Term
    entrypoint: Term
    expects: Term
    expectsHeader: Term
    extension: Term
    first: Term
    freetextQuery: Term
    headerName: Term
    last: Term
    limit: Term
    manages: Term
    mapping: Term
    member: Term
    memberAssertion: Term
    method: Term
    next: Term
    object: Term
    offset: Term
    operation: Term
    pageIndex: Term
    pageReference: Term
    possibleStatus: Term
    possibleValue: Term
    previous: Term
    property: Term
    readable: Term
    required: Term
    resolveRelativeUsing: Term
    returns: Term
    returnsHeader: Term
    search: Term
    statusCode: Term
    subject: Term
    supportedClass: Term
    supportedOperation: Term
    supportedProperty: Term
    template: Term
    title: Term
    totalItems: Term
    variable: Term
    variableRepresentation: Term
    view: Term
    writable: Term
    writeable: Term

    # Superseded.
    PagedCollection: Term
    firstPage: Term
    itemsPerPage: Term
    lastPage: Term
    nextPage: Term
    previousPage: Term


HYDRA: Final = _HYDRA(uri_ref)
