"""The Web Annotation Vocabulary: what people say of a dataset.

Source: W3C recommendation of 2017, complete.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["OA"]


class _OA(ClosedNamespace, iri="http://www.w3.org/ns/oa#"):
    # Classes.
    Annotation: URIRef
    Choice: URIRef
    CssSelector: URIRef
    CssStyle: URIRef
    DataPositionSelector: URIRef
    Direction: URIRef
    FragmentSelector: URIRef
    HttpRequestState: URIRef
    Motivation: URIRef
    PreferContainedDescriptions: URIRef
    PreferContainedIRIs: URIRef
    RangeSelector: URIRef
    ResourceSelection: URIRef
    Selector: URIRef
    SpecificResource: URIRef
    State: URIRef
    Style: URIRef
    SvgSelector: URIRef
    TextPositionSelector: URIRef
    TextQuoteSelector: URIRef
    TextualBody: URIRef
    TimeState: URIRef
    XPathSelector: URIRef

    # Properties.
    annotationService: URIRef
    assessing: URIRef
    bodyValue: URIRef
    bookmarking: URIRef
    cachedSource: URIRef
    canonical: URIRef
    classifying: URIRef
    commenting: URIRef
    describing: URIRef
    editing: URIRef
    end: URIRef
    exact: URIRef
    hasBody: URIRef
    hasEndSelector: URIRef
    hasPurpose: URIRef
    hasScope: URIRef
    hasSelector: URIRef
    hasSource: URIRef
    hasStartSelector: URIRef
    hasState: URIRef
    hasTarget: URIRef
    highlighting: URIRef
    identifying: URIRef
    linking: URIRef
    ltrDirection: URIRef
    moderating: URIRef
    motivatedBy: URIRef
    prefix: URIRef
    processingLanguage: URIRef
    questioning: URIRef
    refinedBy: URIRef
    renderedVia: URIRef
    replying: URIRef
    rtlDirection: URIRef
    sourceDate: URIRef
    sourceDateEnd: URIRef
    sourceDateStart: URIRef
    start: URIRef
    styleClass: URIRef
    styledBy: URIRef
    suffix: URIRef
    tagging: URIRef
    textDirection: URIRef
    via: URIRef


OA: Final = _OA()
