"""The agencies whose records a registry has: their codes and names, and which of them a report is of."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal

from danhmuc.vocab.errors import UnknownNameError
from danhmuc.vocab.terms import DCT

from ..store.publishers import publisher_versions, publishers_named, publishers_of_records
from ..store.reading import graph_bodies
from .listed_record import descriptions_of, name_of, subject_of
from .statutory_report import ReportAgency

if TYPE_CHECKING:
    from danhmuc.vocab.concepts import ListedConcept

    from ..export.selection import Selection
    from ..store.database import Connection


_LIST: Final = "https://w3id.org/danhmuc/concept/agency"
_BELOW: Final = "."
"""What stands between the parts of a code, the highest agency first: Decision 20/2020/QĐ-TTg, Article 4."""


class Agencies:
    """The publishers of records, and other agencies that records name.

    Args:
        concept_at: returns the concept of an IRI in any list in force.
    """

    def __init__(
        self,
        connection: Connection,
        selection: Selection,
        concept_at: Callable[[str], ListedConcept | None],
        lang: str,
    ) -> None:
        self._connection, self._selection, self._concept_at, self._lang = connection, selection, concept_at, lang
        self._names: dict[str, str] = {}
        self._others: dict[str, str | None] = {}

    def code(self, iri: str) -> str | None:
        """The code of an agency; None if it has none, or several."""
        if iri in self._codes:
            return self._codes[iri]
        if iri not in self._others:
            self._others[iri] = self._find_code(iri, publisher_versions(self._connection, [iri]).get(iri, []))
        return self._others[iri]

    def name(self, iri: str) -> str:
        """The name of a publisher as it leaves, else that of the list of agencies, else its code or IRI."""
        if iri not in self._names:
            self._names[iri] = self._find_name(iri)
        return self._names[iri]

    def name_with_code(self, iri: str) -> str:
        """The name of an agency, with its code if it has one; a name in place of the code is no code."""
        code, name = self.code(iri), self.name(iri)
        return name if code in (None, name.strip().upper()) else f"{name} ({code})"

    def find(self, publisher: str) -> ReportAgency:
        """The agency with a code, under all its IRIs and with those below it, or the publisher with an IRI alone.

        Raises:
            UnknownNameError: there is no such publisher.
        """
        asked = publisher.upper() + _BELOW
        below = {iri: code for iri, code in self._codes.items() if code is not None and code.startswith(asked)}
        try:
            own = sorted(publishers_named(self._connection, [publisher])[publisher])
        except UnknownNameError:
            if not below:
                raise
            own = []
        code = next(filter(None, map(self.code, own)), None if own else publisher.upper())
        return ReportAgency(
            code=code,
            name=self.name(own[0]) if own else self._listed_name(publisher.upper()),
            iris=tuple(sorted({*own, *below})),
            below=tuple(sorted(set(below.values()))),
        )

    def _listed_name(self, code: str) -> str:
        concept = self._concept_at(f"{_LIST}/{code}")
        return code if concept is None else concept.label(self._lang)

    @cached_property
    def _codes(self) -> dict[str, str | None]:
        """The codes of all publishers by IRI, in the order of these."""
        iris = list(publishers_of_records(self._connection))
        versions = publisher_versions(self._connection, iris)
        return {iri: self._find_code(iri, versions.get(iri, [])) for iri in iris}

    def _find_code(self, iri: str, version_ids: list[int]) -> str | None:
        concept = self._concept_at(iri)
        if concept is not None and concept.scheme.iri == _LIST:
            return concept.code
        about = descriptions_of(*graph_bodies(self._connection, version_ids).values())
        subject = subject_of(iri, about)
        pairs = () if subject is None else about[subject]
        found = {
            value.value.strip().upper()
            for given, value in pairs
            if given == DCT.identifier and isinstance(value, Literal)
        }
        return found.pop() if len(found) == 1 else None

    def _find_name(self, iri: str) -> str:
        for packed in (self._selection.nodes, self._selection.leaving):
            candidate = packed.get(iri)
            if candidate is not None and candidate.version_id is not None:
                stored = graph_bodies(self._connection, [candidate.version_id])[candidate.version_id]
                about = descriptions_of(stored)
                subject = subject_of(iri, about)
                name = None if subject is None else name_of(subject, about, self._lang)
                if name is not None:
                    return name
        concept = self._concept_at(iri)
        if concept is not None:
            return concept.label(self._lang)
        code = self.code(iri)
        return iri if code is None else self._listed_name(code)
