"""The messages of ``registry``, one file per subject; importing the room makes every stored id known."""

from . import reports, severities

__all__ = ["reports", "severities"]
