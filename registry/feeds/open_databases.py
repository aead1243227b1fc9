"""Databases of a feed: those alone of which something is public, a distribution or a service.

The description of a database that nobody outside can reach in any way is of use to its agency, and for others a promise
that is not kept.

Source of the rules: docs/decisions/0048-form-of-federated-records.md.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

from danhmuc.vocab.terms import DCAT, DMV

from ..export.choice import values_of
from ..export.key_order import PAGE, pages_of
from ..export.public_policy import PublicPolicy
from ..export.selection import Selection
from ..record.exported import ExportedRecord
from ..record.spooled_texts import SpooledTexts

__all__ = ["NO_ACCESS", "OpenDatabases"]

NO_ACCESS: Final = "no-public-access"
"""The reason for which other databases are left out."""
_DATABASE: Final = DMV.Database.value
_SERVICE: Final = DCAT.DataService.value
_DISTRIBUTION: Final = f" <{DCAT.distribution.value}> ".encode()
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
        return f"<{record.iri}>".encode() + _DISTRIBUTION in record.nquads or record.iri in self._served

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
