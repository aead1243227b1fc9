"""Messages on faults of data, shapes and profiles.

All files of this folder are imported here, so that the id of a stored message is always registered.
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
