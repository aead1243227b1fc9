"""The descriptions of a data dictionary that are shown.

What is withheld, purged, withdrawn or marked as a state secret is not, and neither are the columns of a table schema
all of whose datasets are so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.terms import CSVW, DMV

from ..record.bars import Bars
from ..record.stored import BARRED_STATES
from ..store import elements as queries
from ..store.elements import ElementRow, FieldRow, SchemaDataset, decisions
from ..store.stored_bars import read_bars
from ..store.waiting_elements import ShownVersions

if TYPE_CHECKING:
    from ..store.database import Connection


SCHEMA: Final = CSVW.Schema.value
ELEMENT: Final = DMV.DataElement.value


class ShownElements:
    """Bars, and the table schemas that are not shown because all of their datasets are kept back.

    Attributes:
        shown: the versions that are shown.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._bars: Bars = read_bars(connection)
        self._hidden: dict[str, bool] = {}
        self._assigned = decisions(connection, "dataset")
        self.shown = ShownVersions.read(connection)

    def rows(self, iri: str, main_class: str) -> list[ElementRow]:
        """The descriptions of an IRI of a class, by source."""
        found = queries.element_rows(self._connection, self.shown, [iri])
        return [row for row in found if row.main_class == main_class and self.shows(row)]

    def titles(self, elements: Collection[str]) -> dict[str, str]:
        """The titles of some data elements by IRI, of those that are shown and have one."""
        found = queries.element_rows(self._connection, self.shown, sorted(elements)) if elements else []
        return {row.iri: row.title for row in reversed(found) if row.title is not None and self.shows(row)}

    def shows(self, row: ElementRow) -> bool:
        """Whether a record of a data dictionary is shown."""
        if self._bars.of_any_version(row.iri):
            return False
        return row.main_class != SCHEMA or row.iri not in self.hidden([row.iri])

    def shows_field(self, row: FieldRow) -> bool:
        """Whether a column or data element is shown."""
        if self._bars.of_any_version(row.iri):
            return False
        return not row.number or row.iri not in self.hidden([row.iri])

    def shown_fields(self, rows: Iterable[FieldRow]) -> list[FieldRow]:
        """The columns and data elements among some that are shown, in their order."""
        found = list(rows)
        self.hidden(row.iri for row in found if row.number)
        return [row for row in found if self.shows_field(row)]

    def hidden(self, schemas: Iterable[str]) -> set[str]:
        """The table schemas among some that nothing shows: barred, or each of their datasets is kept back."""
        wanted = set(schemas)
        unknown = wanted - self._hidden.keys()
        if unknown:
            datasets = self.datasets(unknown)
            for iri in unknown:
                named = datasets.get(iri, ())
                is_barred = bool(self._bars.of_any_version(iri))
                self._hidden[iri] = is_barred or (bool(named) and all(map(self.is_kept_back, named)))
        return {iri for iri in wanted if self._hidden[iri]}

    def is_kept_back(self, one: SchemaDataset) -> bool:
        """Whether a dataset is withheld, purged, withdrawn, or kept from leaving by a mark of secrecy of any source."""
        return one.state in BARRED_STATES or bool(self._bars.of_any_version(one.dataset))

    def datasets(self, schemas: Iterable[str]) -> dict[str, list[SchemaDataset]]:
        """The datasets of some table schemas: as graphs say, and as persons decided."""
        wanted = set(schemas)
        if not wanted:
            return {}
        found: dict[str, list[SchemaDataset]] = {}
        for one in queries.datasets_of_schemas(self._connection, self.shown, wanted):
            found.setdefault(one.schema, []).append(one)
        assigned = [one for one in self._assigned if one.schema in wanted]
        records = queries.dataset_records(self._connection, {one.target for one in assigned})
        for decision in assigned:
            named = {one.dataset for one in found.get(decision.schema, ())}
            if decision.target in named:
                continue
            unknown = SchemaDataset(decision.schema, decision.target, None, None, None, None)
            rows = records.get(decision.target, [unknown])
            found.setdefault(decision.schema, []).extend(one._replace(schema=decision.schema) for one in rows)
        return found
