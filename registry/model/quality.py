"""Results of quality assessments."""

from __future__ import annotations

from danhmuc.vocab.terms import DCT, DQV, RDFS

from .field_kinds import One, OneTemporal
from .fields import Translated
from .resource import Resource
from .value_fields import OneValue


class QualityMeasurement(Resource):
    """The result of one metric for one dataset, database or distribution.

    Source: Data Quality Vocabulary; DCAT-US 3.0; Decree 47/2020/NĐ-CP, Art. 16.
    """

    __slots__ = ()

    is_measurement_of: One[Resource] = One(
        DQV.isMeasurementOf, "1", "Resource", "The metric. Source: Data Quality Vocabulary.", range=DQV.Metric
    )
    value: OneValue = OneValue(
        DQV.value, "1", "The result, in the unit of the metric. Source: Data Quality Vocabulary."
    )
    computed_on: One[Resource] = One(
        DQV.computedOn, "0..1", "Resource", "The resource that was measured. Source: Data Quality Vocabulary."
    )
    date: OneTemporal = OneTemporal(DCT.date, "0..1", "Date of the measurement. Source: DCMI Metadata Terms.")
    comment: Translated = Translated(RDFS.comment, "0..*", "Further remarks. Source: RDF Schema.")
