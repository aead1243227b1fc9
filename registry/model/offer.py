"""Policies that one party offers to everybody."""

from __future__ import annotations

from .policy import Policy

__all__ = ["Offer"]


class Offer(Policy):
    """Terms that one party offers, such as the terms of use of open data.

    Source: ODRL Information Model 2.2, section 2.1.2.
    """

    __slots__ = ()
