"""Policies that two parties have agreed on."""

from __future__ import annotations

from .policy import Policy

__all__ = ["Agreement"]


class Agreement(Policy):
    """Terms agreed between two parties, as sharing on special request needs them.

    Source: ODRL Information Model 2.2, section 2.1.3; Decree 47/2020/NĐ-CP, Art. 36 to 38.
    """

    __slots__ = ()
