"""The Data Quality Vocabulary.

Source: the W3C note of 2016, complete.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["DQV"]


class _DQV(ClosedNamespace, iri="http://www.w3.org/ns/dqv#"):
    # Classes.
    Category: URIRef
    Dimension: URIRef
    Metric: URIRef
    QualityAnnotation: URIRef
    QualityCertificate: URIRef
    QualityMeasurement: URIRef
    QualityMeasurementDataset: URIRef
    QualityMetadata: URIRef
    QualityPolicy: URIRef
    UserQualityFeedback: URIRef

    # Properties.
    computedOn: URIRef
    expectedDataType: URIRef
    hasQualityAnnotation: URIRef
    hasQualityMeasurement: URIRef
    hasQualityMetadata: URIRef
    inCategory: URIRef
    inDimension: URIRef
    isMeasurementOf: URIRef
    precision: URIRef
    qualityAssessment: URIRef
    value: URIRef


DQV: Final = _DQV()
