"""The Hydra Core Vocabulary: how catalogues are paged.

Source: Hydra's vocabulary as of 2021, and the older names of paging that feeds still use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["HYDRA"]


class _HYDRA(ClosedNamespace, iri="http://www.w3.org/ns/hydra/core#"):
    # Classes.
    ApiDocumentation: URIRef
    BaseUriSource: URIRef
    BasicRepresentation: URIRef
    Class: URIRef
    Collection: URIRef
    Error: URIRef
    ExplicitRepresentation: URIRef
    HeaderSpecification: URIRef
    IriTemplate: URIRef
    IriTemplateMapping: URIRef
    Link: URIRef
    LinkContext: URIRef
    Operation: URIRef
    PartialCollectionView: URIRef
    Resource: URIRef
    Rfc3986: URIRef
    Rfc6570Template: URIRef
    Status: URIRef
    SupportedProperty: URIRef
    TemplatedLink: URIRef
    VariableRepresentation: URIRef

    # Properties.
    apiDocumentation: URIRef
    closedSet: URIRef
    collection: URIRef
    description: URIRef
    entrypoint: URIRef
    expects: URIRef
    expectsHeader: URIRef
    extension: URIRef
    first: URIRef
    freetextQuery: URIRef
    headerName: URIRef
    last: URIRef
    limit: URIRef
    manages: URIRef
    mapping: URIRef
    member: URIRef
    memberAssertion: URIRef
    method: URIRef
    next: URIRef
    object: URIRef
    offset: URIRef
    operation: URIRef
    pageIndex: URIRef
    pageReference: URIRef
    possibleStatus: URIRef
    possibleValue: URIRef
    previous: URIRef
    property: URIRef
    readable: URIRef
    required: URIRef
    resolveRelativeUsing: URIRef
    returns: URIRef
    returnsHeader: URIRef
    search: URIRef
    statusCode: URIRef
    subject: URIRef
    supportedClass: URIRef
    supportedOperation: URIRef
    supportedProperty: URIRef
    template: URIRef
    title: URIRef
    totalItems: URIRef
    variable: URIRef
    variableRepresentation: URIRef
    view: URIRef
    writable: URIRef
    writeable: URIRef

    # Superseded.
    PagedCollection: URIRef
    firstPage: URIRef
    itemsPerPage: URIRef
    lastPage: URIRef
    nextPage: URIRef
    previousPage: URIRef


HYDRA: Final = _HYDRA()
