"""TriG: as Turtle, all in the default graph."""

from __future__ import annotations

from .turtle import TurtleExporter

__all__ = ["TrigExporter"]


class TrigExporter(TurtleExporter):
    """The same text as Turtle, since graph names are not kept."""

    media_type = "application/trig"
