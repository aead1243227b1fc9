"""TriG: as Turtle, all in the default graph."""

from __future__ import annotations

from pyoxigraph import RdfFormat

from .turtle import TurtleExporter

__all__ = ["TrigExporter"]


class TrigExporter(TurtleExporter):
    """Written by pyoxigraph; graph names are not kept."""

    media_type = "application/trig"
    _format = RdfFormat.TRIG
