"""Messages of ``shapes``, a file for each matter; all are imported, so that any stored id is known."""

from __future__ import annotations

from . import inputs, linting, profiles, queries, shapes_graph, validating

__all__ = ["inputs", "linting", "profiles", "queries", "shapes_graph", "validating"]
