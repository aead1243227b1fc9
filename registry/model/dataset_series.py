"""Series of datasets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .cataloged_resource import CatalogedResource
from .concept_fields import ManyConcepts, OneConcept
from .object_fields import Many, One

if TYPE_CHECKING:
    from .dataset import Dataset

__all__ = ["DatasetSeries"]


class DatasetSeries(CatalogedResource):
    """Datasets that belong together, published one by one; its members point to it by `Dataset.in_series`.

    Source: DCAT-AP 3.0.1, class Dataset Series; DCAT-US 3.0.
    """

    __slots__ = ()

    accrual_periodicity: OneConcept = OneConcept(
        "dct:accrualPeriodicity", "0..1", "frequency", "How often a member is added.", range="dct:Frequency"
    )
    first: One[Dataset] = One("dcat:first", "0..1", "Dataset", "Its first member. Source: DCAT-US 3.0.")
    last: One[Dataset] = One("dcat:last", "0..1", "Dataset", "Its last member. Source: DCAT-US 3.0.")
    series_members: Many[Dataset] = Many("dcat:seriesMember", "0..*", "Dataset", "Its members. Source: DCAT-US 3.0.")
    hvd_categories: ManyConcepts = ManyConcepts(
        "dcatap:hvdCategory", "0..*", "hvd-category", "Categories of high-value datasets. Source: DCAT-AP-HVD 3.0.0."
    )
