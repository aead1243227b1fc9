"""Datasets, series of them, and the databases of agencies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danhmuc.vocab.terms import ADMS, DCAT, DCAT_US, DCATAP, DCT, PROV, SKOS, XSD

from .catalog import CatalogedResource
from .field_kinds import Many, ManyConcepts, One, OneConcept, OneDuration, SeveralNumbers
from .fields import Translated

if TYPE_CHECKING:
    from .agents import Agent
    from .distribution import Distribution
    from .resource import Resource


class Dataset(CatalogedResource):
    """A collection of data that one agent publishes.

    >>> rice = Dataset("https://data.example.vn/id/rice", title={"vi": "Lúa", "en": "Rice"}, keywords=["lúa"])
    >>> rice.title["vi"], rice.replace(keywords=None).keywords
    ('Lúa', ())

    Source: DCAT-AP 3.0.1, class Dataset; DCAT-US 3.0.
    """

    __slots__ = ()

    distributions: Many[Distribution] = Many(
        DCAT.distribution, "0..*", "Distribution", "Files and other forms in which it is available."
    )
    samples: Many[Distribution] = Many(ADMS.sample, "0..*", "Distribution", "Extracts that show what it is like.")
    in_series: Many[DatasetSeries] = Many(DCAT.inSeries, "0..*", "DatasetSeries", "Series that it belongs to.")
    accrual_periodicity: OneConcept = OneConcept(
        DCT.accrualPeriodicity, "0..1", "frequency", "Frequency of updates.", range=DCT.Frequency
    )
    spatial_resolution_in_meters: SeveralNumbers = SeveralNumbers(
        DCAT.spatialResolutionInMeters,
        "0..*",
        "Smallest distance that it distinguishes, in metres.",
        range=XSD.decimal,
    )
    temporal_resolution: OneDuration = OneDuration(
        DCAT.temporalResolution, "0..1", "Smallest span of time that it distinguishes, such as PT15M or P1D."
    )
    was_generated_by: Many[Resource] = Many(
        PROV.wasGeneratedBy, "0..*", "Resource", "Activities that made it.", range=PROV.Activity
    )
    was_used_by: Many[Resource] = Many(
        PROV.wasUsedBy, "0..*", "Resource", "Activities that used it. Source: DCAT-US 3.0.", range=PROV.Activity
    )
    was_attributed_to: Many[Agent] = Many(
        PROV.wasAttributedTo, "0..*", "Agent", "Agents that are responsible for it. Source: DCAT-US 3.0."
    )
    hvd_categories: ManyConcepts = ManyConcepts(
        DCATAP.hvdCategory, "0..*", "hvd-category", "Categories of high-value datasets. Source: DCAT-AP-HVD 3.0.0."
    )
    described_by: One[Distribution] = One(
        DCAT_US.describedBy, "0..1", "Distribution", "Its data dictionary. Source: DCAT-US 3.0."
    )
    metadata_distributions: Many[Distribution] = Many(
        DCAT_US.metadataDistribution,
        "0..*",
        "Distribution",
        "Metadata about it in other standards. Source: DCAT-US 3.0.",
    )
    liability_statement: One[Resource] = One(
        DCAT_US.liabilityStatement, "0..1", "Resource", "Statement about liability. Source: DCAT-US 3.0."
    )
    us_purpose: Translated = Translated(DCAT_US.purpose, "0..1", "Its original purpose. Source: DCAT-US 3.0.")
    scope_note: Translated = Translated(SKOS.scopeNote, "0..1", "Notes on its use. Source: DCAT-US 3.0.")


class DatasetSeries(CatalogedResource):
    """Datasets that belong together, published one by one; its members point to it by `Dataset.in_series`.

    Source: DCAT-AP 3.0.1, class Dataset Series; DCAT-US 3.0.
    """

    __slots__ = ()

    accrual_periodicity: OneConcept = OneConcept(
        DCT.accrualPeriodicity, "0..1", "frequency", "Frequency at which members are added.", range=DCT.Frequency
    )
    first: One[Dataset] = One(DCAT.first, "0..1", "Dataset", "Its first member. Source: DCAT-US 3.0.")
    last: One[Dataset] = One(DCAT.last, "0..1", "Dataset", "Its last member. Source: DCAT-US 3.0.")
    series_members: Many[Dataset] = Many(DCAT.seriesMember, "0..*", "Dataset", "Its members. Source: DCAT-US 3.0.")
    hvd_categories: ManyConcepts = ManyConcepts(
        DCATAP.hvdCategory, "0..*", "hvd-category", "Categories of high-value datasets. Source: DCAT-AP-HVD 3.0.0."
    )


class Database(CatalogedResource):
    """A database of a state agency; its datasets point to it by `is_part_of`. It is never a dataset itself.

    Source: Decree 47/2020/NĐ-CP, Art. 11.
    """

    __slots__ = ()

    accrual_periodicity: OneConcept = OneConcept(
        DCT.accrualPeriodicity,
        "0..1",
        "frequency",
        "Frequency of updates. Source: Decree 47/2020/NĐ-CP, Art. 11.4.",
        range=DCT.Frequency,
    )
