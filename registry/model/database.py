"""Databases of agencies, the units of a Vietnamese inventory."""

from __future__ import annotations

from .cataloged_resource import CatalogedResource
from .concept_fields import OneConcept

__all__ = ["Database"]


class Database(CatalogedResource):
    """A database of a state agency; its datasets point to it by `is_part_of`. It is never a dataset itself.

    Source: Decree 47/2020/NĐ-CP, Art. 11.
    """

    __slots__ = ()

    accrual_periodicity: OneConcept = OneConcept(
        "dct:accrualPeriodicity",
        "0..1",
        "frequency",
        "How often it is updated. Source: Decree 47/2020/NĐ-CP, Art. 11.4.",
        range="dct:Frequency",
    )
