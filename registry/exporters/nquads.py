"""N-Quads: one statement a line, all in the default graph."""

from __future__ import annotations

from .ntriples import NTriplesExporter

__all__ = ["NQuadsExporter"]


class NQuadsExporter(NTriplesExporter):
    """The same lines as N-Triples, since graph names are not kept."""

    media_type = "application/n-quads"
