"""The Web Annotation Vocabulary: what people say of a dataset.

Source: W3C recommendation of 2017, complete.
"""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _OA(ClosedNamespace[Term], iri="http://www.w3.org/ns/oa#"):
    # Classes.
    Annotation: Term
    Choice: Term
    CssSelector: Term
    CssStyle: Term
    DataPositionSelector: Term
    Direction: Term
    FragmentSelector: Term
    HttpRequestState: Term
    Motivation: Term
    PreferContainedDescriptions: Term
    PreferContainedIRIs: Term
    RangeSelector: Term
    ResourceSelection: Term
    Selector: Term
    SpecificResource: Term
    State: Term
    Style: Term
    SvgSelector: Term
    TextPositionSelector: Term
    TextQuoteSelector: Term
    TextualBody: Term
    TimeState: Term
    XPathSelector: Term

    # Properties.
    annotationService: Term
    assessing: Term
    bodyValue: Term
    bookmarking: Term
    cachedSource: Term
    canonical: Term
    classifying: Term
    commenting: Term
    describing: Term
    editing: Term
    end: Term
    exact: Term
    hasBody: Term
    hasEndSelector: Term
    hasPurpose: Term
    hasScope: Term
    hasSelector: Term
    hasSource: Term
    hasStartSelector: Term
    hasState: Term
    hasTarget: Term
    highlighting: Term
    identifying: Term
    linking: Term
    ltrDirection: Term
    moderating: Term
    motivatedBy: Term
    prefix: Term
    processingLanguage: Term
    questioning: Term
    refinedBy: Term
    renderedVia: Term
    replying: Term
    rtlDirection: Term
    sourceDate: Term
    sourceDateEnd: Term
    sourceDateStart: Term
    start: Term
    styleClass: Term
    styledBy: Term
    suffix: Term
    tagging: Term
    textDirection: Term
    via: Term


OA: Final = _OA(uri_ref)
