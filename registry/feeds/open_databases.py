"""Databases of a feed: those alone of which something is public, a distribution or a service.

The description of a database that nobody outside can reach in any way is of use to its agency, and for others a promise
that is not kept.

Source of the rules: docs/decisions/0048-form-of-federated-records.md.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import Final

from pyoxigraph import NamedNode

from danhmuc.vocab.terms import ADMS, DCAT, DMV

from ..export.graph_cache import PAGE, pages_of
from ..export.public_policy import PublicPolicy
from ..export.record_filter import values_of
from ..export.selection import Selection
from ..record.exported import ExportedRecord
from ..record.record import quads_of
from ..record.record_status import is_retiring
from ..record.spooled_texts import SpooledTexts

__all__ = ["NO_ACCESS", "OpenDatabases"]

NO_ACCESS: Final = "no-public-access"
"""The reason for which other databases are left out."""
_DATABASE: Final = DMV.Database.value
_SERVICE: Final = DCAT.DataService.value
_DISTRIBUTION: Final = f" <{DCAT.distribution.value}> ".encode()
_STATUS: Final = str(ADMS.status).encode()
_SERVES: Final = DCAT.servesDataset.value


class OpenDatabases:
    """Tells of the records of a feed whether they may be in it as far as this rule says.

    Args:
        selection: of the records.
        policy: of what may be public; None if all may.
    """

    def __init__(self, selection: Selection, policy: PublicPolicy | None) -> None:
        self._selection = selection
        self._policy = policy

    def may_have(self, record: ExportedRecord) -> bool:
        """Whether a record, as it leaves, is no database, or one with a distribution or service that leaves."""
        if record.main_class != _DATABASE:
            return True
        return self._has_distribution(record) or record.iri in self._served

    def _has_distribution(self, record: ExportedRecord) -> bool:
        """Whether a record has a distribution that is not withdrawn by its status."""
        if f"<{record.iri}>".encode() + _DISTRIBUTION not in record.nquads:
            return False
        if _STATUS not in record.nquads and not any(_STATUS in graph for graph in record.reached.values()):
            return True
        own = list(quads_of(record.nquads))
        # Blank nodes of other graphs have nothing but their names in common with those of its own.
        reached = (quad for graph in record.reached.values() for quad in quads_of(graph))
        others = (quad for quad in reached if isinstance(quad.subject, NamedNode))
        statuses: dict[object, list[object]] = {}
        for quad in chain(own, others):
            if quad.predicate == ADMS.status:
                statuses.setdefault(quad.subject, []).append(quad.object)
        return any(
            quad.predicate == DCAT.distribution
            and isinstance(quad.subject, NamedNode)
            and quad.subject.value == record.iri
            and not is_retiring(statuses.get(quad.object, ()))
            for quad in own
        )

    @cached_property
    def _served(self) -> SpooledTexts:
        """IRIs of all that services serve which leave: read at the first database that needs it."""
        leaving, graphs = self._selection.leaving, self._selection.graphs
        found = SpooledTexts()
        if self._policy is not None and _SERVES in self._policy.properties:
            return found
        services = (number for number in leaving.numbers() if leaving.kind(number).main_class == _SERVICE)
        for page in pages_of(services, PAGE):
            stored = graphs.read([leaving.version(number) for number in page])
            for number in page:
                iri, nquads = leaving.iri(number), stored[leaving.version(number)]
                source = leaving.kind(number).source
                if self._policy is None or self._policy.why_stays(iri, nquads, source=source) is None:
                    found.update(values_of(iri, _SERVES, nquads))
        return found
