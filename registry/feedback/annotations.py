"""AnnotationsView: what citizens say of records, and requests and agreements to share them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from danhmuc.vocab.argument_types import refuse_wrong_types

from ..store.view import View
from .feedback_statements import Feedback, SharingArrangement
from .stored_feedback import annotation_graphs, read_arrangements, read_feedback


@refuse_wrong_types
class AnnotationsView:
    """The annotations in a registry, of now or as of an earlier moment; to be had from `Registry.annotations`."""

    def __init__(self, view: View) -> None:
        self._view = view

    def feedback(self, *, dataset: str | None = None) -> list[Feedback]:
        """All feedback on one dataset or on any, approved or not, by day; that of several sources once for each."""
        with self._view.reading() as connection:
            return read_feedback(connection, dataset=dataset)

    def arrangements(self, *, dataset: str | None = None) -> list[SharingArrangement]:
        """All data requests and sharing agreements about one dataset or any, by day, as `feedback`."""
        with self._view.reading() as connection:
            return read_arrangements(connection, dataset=dataset)

    def graphs(self, datasets: Collection[str], agencies: Collection[str]) -> Mapping[str, bytes]:
        """Canonical N-Quads of feedback, requests and agreements about datasets or received by agencies, by IRI."""
        with self._view.reading() as connection:
            return annotation_graphs(connection, datasets, agencies)
