"""The Data Quality Vocabulary.

Source: the W3C note of 2016, complete.
"""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _DQV(ClosedNamespace[Term], iri="http://www.w3.org/ns/dqv#"):
    # Classes.
    Category: Term
    Dimension: Term
    Metric: Term
    QualityAnnotation: Term
    QualityCertificate: Term
    QualityMeasurement: Term
    QualityMeasurementDataset: Term
    QualityMetadata: Term
    QualityPolicy: Term
    UserQualityFeedback: Term

    # Properties.
    computedOn: Term
    expectedDataType: Term
    hasQualityAnnotation: Term
    hasQualityMeasurement: Term
    hasQualityMetadata: Term
    inCategory: Term
    inDimension: Term
    isMeasurementOf: Term
    precision: Term
    qualityAssessment: Term
    value: Term


DQV: Final = _DQV(uri_ref)
