"""The messages of shapes: what is wrong with data, with shapes and with profiles.

All files of this room are imported here, so that the id of a message that was stored is always known.
"""

from __future__ import annotations

from . import (
    components,
    dates,
    doubts,
    engine,
    inputs,
    linting,
    profiles,
    queries,
    reports,
    rules,
    shapes_graph,
    validating,
)

__all__ = [
    "components",
    "dates",
    "doubts",
    "engine",
    "inputs",
    "linting",
    "profiles",
    "queries",
    "reports",
    "rules",
    "shapes_graph",
    "validating",
]
