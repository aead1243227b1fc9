"""`Dictionary`: the data elements and table schemas of a registry, and what is asked about them.

What is withheld, purged, withdrawn or marked as a state secret is in no answer, and neither are the columns of a table
schema all of whose datasets are so. Of a Standard element whose newest version waits for a decision, the version that
was registered is in the answers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from danhmuc.vocab.errors import UnknownNameError, UsageError
from danhmuc.vocab.terms import CSVW, DMV
from danhmuc.vocab.valid_iris import is_valid_iri, valid_or_same

from ..messages.elements import (
    CODES_LIST_UNKNOWN,
    CODES_NO_DOMAIN,
    CODES_NOT_DECIDED,
    CONVENTION_UNKNOWN,
    DATASET_NEEDS_IRI,
    ELEMENT_UNKNOWN,
    MATCH_COLUMN_UNKNOWN,
    MATCH_NOT_DECIDED,
    SCHEMA_UNKNOWN,
)
from ..record.bars import Bars
from ..record.described_elements import DescribedElement, describe_element, describe_table
from ..record.element_graph import ElementGraph
from ..store import element_queries as queries
from ..store.clock import now
from ..store.element_decisions import (
    DecisionKind,
    DecisionOutcome,
    ElementDecision,
    decide,
    decisions,
    end_decision,
)
from ..store.element_queries import ElementRow, FieldPair, FieldRow, SchemaDataset
from ..store.naming_setting import naming_convention, set_naming_convention
from ..store.reading import graph_bodies
from ..store.stored_bars import marked_secret, read_bars
from ..store.value_domain_lists import lists_of_domains
from ..store.waiting_elements import ShownVersions
from .code_matches import find_code_matches, pair_of
from .column_matches import match_reasons
from .dictionary_rows import (
    BindingReason,
    CodeMatch,
    DifferingElement,
    DifferingElements,
    ElementDetails,
    ElementMatch,
    HoldingDataset,
    ListedElement,
    SchemaDetails,
    TouchedField,
    UnboundField,
    UseBasis,
)
from .naming_rules import CONVENTIONS, NameFault, name_faults
from .shared_lists import SharedLists

if TYPE_CHECKING:
    from danhmuc.vocab.concepts import CodeList

    from ..store.database import Connection, RegistryDatabase

__all__ = ["Dictionary", "require_dataset_iris"]

_SCHEMA: Final = CSVW.Schema.value
_ELEMENT: Final = DMV.DataElement.value
_GONE: Final = frozenset({"withheld", "purged", "withdrawn"})
_PAGE: Final = 500
_COMPARED: Final = ("datatype", "unit", "values", "definition")


class Dictionary:
    """The data dictionary of a registry."""

    def __init__(self, database: RegistryDatabase, code_lists: Callable[[], Iterable[CodeList]]) -> None:
        self._database = database
        self._code_lists = code_lists

    # ---------------------------------------------------------------- lists

    def elements(self) -> list[ListedElement]:
        """The data elements and what they are made of, without table schemas, by class, title and IRI."""
        return [one for one in self._all() if one.kind != "TableSchema"]

    def schemas(self) -> list[ListedElement]:
        """The table schemas, by title and IRI."""
        return [one for one in self._all() if one.kind == "TableSchema"]

    def _all(self) -> list[ListedElement]:
        with self._database.reading() as connection:
            view = _View(connection)
            found = queries.element_rows(connection, view.shown)
            view.hidden(row.iri for row in found if row.main_class == _SCHEMA)
            rows = [row for row in found if view.shows(row)]
            used = _used_elements(connection, view)
            names = _technical_names(connection, [row for row in rows if row.title is None])
        return [_list_row(row, used, names.get(row.version_id)) for row in rows]

    def element(self, iri: str) -> list[ElementDetails]:
        """A data element as each source describes it.

        Raises:
            UsageError: there is none.
        """
        with self._database.reading() as connection:
            view = _View(connection)
            rows = view.rows(iri, _ELEMENT)
            graphs = graph_bodies(connection, [row.version_id for row in rows])
            holding = tuple(self._holding(connection, view, iri)) if rows else ()
            used = _used_elements(connection, view)
        if not rows:
            raise UsageError(ELEMENT_UNKNOWN(iri=iri))
        return [
            ElementDetails(
                listed=_list_row(row, used),
                described=describe_element(iri, graphs[row.version_id]),
                nquads=graphs[row.version_id],
                holding=holding,
            )
            for row in rows
        ]

    def schema(self, iri: str) -> list[SchemaDetails]:
        """A table schema as each source describes it.

        Raises:
            UsageError: there is none, or all of its datasets are withheld.
        """
        with self._database.reading() as connection:
            view = _View(connection)
            rows = view.rows(iri, _SCHEMA)
            graphs = graph_bodies(connection, [row.version_id for row in rows])
            datasets = view.datasets([iri]).get(iri, ())
            decided = decisions(connection, "match", iri=iri)
            shown = {one.target for one in decided if one.outcome == "accepted" and view.rows(one.target, _ELEMENT)}
        if not rows:
            raise UsageError(SCHEMA_UNKNOWN(iri=iri))
        rejected = {(one.column, one.target): one.by for one in decided if one.outcome == "rejected"}
        accepted: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for one in decided:
            if one.schema == iri and one.outcome == "accepted" and one.target in shown:
                accepted[one.column][one.target] = one.by
        found = []
        for row in rows:
            described = describe_table(iri, graphs[row.version_id])
            stated = [(one.name, one.element) for one in described.columns if one.element is not None]
            found.append(
                SchemaDetails(
                    listed=_list_row(row, {}),
                    described=described,
                    nquads=graphs[row.version_id],
                    datasets=tuple(dict.fromkeys(one.dataset for one in datasets if not view.is_kept_back(one))),
                    rejected={name: rejected[name, element] for name, element in stated if (name, element) in rejected},
                    accepted={
                        name: {element: by for element, by in some.items() if (name, element) not in stated}
                        for name, some in accepted.items()
                    },
                )
            )
        return found

    def is_schema(self, iri: str) -> bool:
        """Whether an IRI is that of a table schema, as any source describes it."""
        with self._database.reading() as connection:
            rows = queries.element_rows(connection, ShownVersions.read(connection), [iri])
            return any(row.main_class == _SCHEMA for row in rows)

    # ---------------------------------------------------------------- questions

    def find_datasets(self, element: str) -> list[HoldingDataset]:
        """The datasets that hold a data element: a column uses it, as its schema states or a person accepted.

        Raises:
            UsageError: there is no such data element.
        """
        with self._database.reading() as connection:
            view = _View(connection)
            if not view.rows(element, _ELEMENT):
                raise UsageError(ELEMENT_UNKNOWN(iri=element))
            return list(self._holding(connection, view, element))

    def find_matches(
        self, *, element: str | None = None, schema: str | None = None, decided: bool = False
    ) -> Iterator[ElementMatch]:
        """The columns that look like a data element, of one element, one schema or all, by schema and column.

        Args:
            decided: also those that somebody accepted or rejected; those whose schema states the element never are.

        Raises:
            UsageError: there is no such data element or table schema.
        """
        with self._database.reading() as connection:
            view = _View(connection)
            if element is not None and not view.rows(element, _ELEMENT):
                raise UsageError(ELEMENT_UNKNOWN(iri=element))
            if schema is not None and not view.rows(schema, _SCHEMA):
                raise UsageError(SCHEMA_UNKNOWN(iri=schema))
            outcomes = _outcomes(decisions(connection, "match"))
            yield from _unique(_matches(connection, view, outcomes, element=element, schema=schema, decided=decided))

    def find_code_matches(self, *, domain: str | None = None, decided: bool = False) -> list[CodeMatch]:
        """The codes of two lists of one conceptual domain that share a notation or a label, by domain and code.

        Args:
            domain: IRI of the conceptual domain; None for all.
            decided: also those that somebody accepted or rejected; those that a list states itself never are.
        """
        shared = SharedLists.of(self._code_lists())
        with self._database.reading() as connection:
            lists = self._lists_of_domains(connection, shared)
            outcomes = _outcomes(decisions(connection, "code"))
        return [
            match
            for iri, tokens in sorted(lists.items())
            if domain in (None, iri)
            for match in find_code_matches(
                iri, [shared.by_token[token] for token in sorted(tokens)], outcomes, decided=decided
            )
        ]

    def _lists_of_domains(self, connection: Connection, shared: SharedLists) -> dict[str, set[str]]:
        """The tokens of the lists of each conceptual domain, as value domains that are shown say."""
        view = _View(connection)
        stated = lists_of_domains(connection, view.shown)
        rows = queries.element_rows(connection, view.shown, [one.owner for one in stated])
        shown = {row.iri for row in rows if view.shows(row)}
        found: dict[str, set[str]] = {}
        for one in stated:
            token = shared.token_of(one.code_list)
            if token is not None and one.owner in shown:
                found.setdefault(one.domain, set()).add(token)
        return found

    def find_unbound(self) -> list[UnboundField]:
        """The columns and data elements that by name or enumeration use a shared list and are not bound to it."""
        lists = SharedLists.of(self._code_lists())
        found: dict[tuple[int, str], tuple[FieldRow, list[BindingReason], int]] = {}
        with self._database.reading() as connection:
            view = _View(connection)
            for row, key in queries.fields_named(connection, view.shown, lists.by_name):
                for token in lists.by_name[key]:
                    # Values that are no codes of the list speak louder than a name.
                    if not row.codes or token in lists.of_codes(row.codes):
                        found.setdefault((row.id, token), (row, [], 0))[1].append("name")
            for row in queries.fields_with_codes(connection, view.shown):
                for token, shared in lists.of_codes(row.codes).items():
                    _, reasons, _ = found.get((row.id, token), (row, [], 0))
                    found[row.id, token] = (row, [*reasons, "codes"], shared)
            shown = {row.id for row in view.shown_fields(row for row, _, _ in found.values())}
            unbound = [
                (row, token, reasons, shared)
                for (_, token), (row, reasons, shared) in found.items()
                if row.code_list not in lists.names_of(token) and row.id in shown
            ]
        rows = (
            UnboundField(
                owner=row.iri,
                column=row.name if row.number else "",
                title=row.title,
                list_token=token,
                list_iri=lists.by_token[token].iri,
                reasons=tuple(dict.fromkeys(reasons)),
                shared=shared,
            )
            for row, token, reasons, shared in unbound
        )
        # Several sources may describe one schema.
        return sorted(dict.fromkeys(rows), key=lambda one: (one.owner, one.column, one.list_token))

    def find_differences(self) -> list[DifferingElements]:
        """Data elements that share a name and differ in datatype, unit, value domain or definition, by name."""
        with self._database.reading() as connection:
            view = _View(connection)
            groups = queries.repeated_names(connection, view.shown)
            fields = queries.fields_among(connection, view.shown, {key for keys in groups.values() for key in keys})
            shown = {key: row for key, row in fields.items() if view.shows_field(row)}
            described = _describe_all(connection, shown.values())
        found: dict[tuple[int, ...], DifferingElements] = {}
        for key, members in groups.items():
            ids = tuple(one for one in members if one in shown)
            if len({shown[one].iri for one in ids}) < 2 or ids in found:
                continue
            elements = tuple(_differing(shown[one], described[shown[one].version_id]) for one in ids)
            differences = tuple(name for name in _COMPARED if len({getattr(one, name) for one in elements}) > 1)
            if differences:
                found[ids] = DifferingElements(key=key, differences=differences, elements=elements)
        return sorted(found.values(), key=lambda group: group.key)

    def find_touched(self, code_list: str, code: str) -> list[TouchedField]:
        """The columns and data elements that a changed code of a list touches, with their datasets.

        Args:
            code_list: IRI or token of the list, which may be none that is loaded.

        Raises:
            UnknownNameError: it is not loaded, and touches nothing.
        """
        lists = SharedLists.of(self._code_lists())
        token = lists.token_of(code_list)
        names = {code_list} if token is None else lists.names_of(token)
        with self._database.reading() as connection:
            view = _View(connection)
            bound = queries.fields_bound_to(connection, view.shown, names)
            # What is bound and enumerates its values without this one does not have it.
            touched = {row.id: (row, True) for row in bound if not row.codes or code in row.codes}
            for row in queries.fields_with_codes(connection, view.shown):
                if code in row.codes and (token is None or token in lists.of_codes(row.codes)):
                    touched.setdefault(row.id, (row, False))
            rows = [(row, touched[row.id][1]) for row in view.shown_fields(row for row, _ in touched.values())]
            if token is None and not rows:
                raise UnknownNameError(CODES_LIST_UNKNOWN, code_list, lists.by_token)
            datasets = view.datasets([row.iri for row, _ in rows if row.number])
            using = {row.iri: list(self._holding(connection, view, row.iri)) for row, _ in rows if not row.number}
        found = []
        for row, is_bound in rows:
            named = (one.dataset for one in datasets.get(row.iri, ()) if not view.is_kept_back(one))
            held = (one.dataset for one in using.get(row.iri, ()) if one.dataset is not None)
            found.append(
                TouchedField(
                    owner=row.iri,
                    column=row.name if row.number else "",
                    title=row.title,
                    is_bound=is_bound,
                    datasets=tuple(sorted({*named, *held})),
                )
            )
        return sorted(found, key=lambda one: (one.owner, one.column))

    def find_name_faults(self, *, convention: str | None = None) -> list[NameFault]:
        """Technical names that break the rules of ISO/IEC 11179-5 that can be computed, by schema and column.

        Args:
            convention: one of `CONVENTIONS`; None for that of the registry, without which no spelling is a fault.

        Raises:
            UnknownNameError: there is no such convention.
        """
        with self._database.reading() as connection:
            chosen = convention or naming_convention(connection)
            if chosen is not None and chosen not in CONVENTIONS:
                raise UnknownNameError(CONVENTION_UNKNOWN, chosen, CONVENTIONS)
            view = _View(connection)
            rows = view.shown_fields(queries.all_fields(connection, view.shown))
        return list(name_faults(rows, chosen))

    @property
    def naming_convention(self) -> str | None:
        """The naming convention of the registry; None if it has none."""
        with self._database.reading() as connection:
            return naming_convention(connection)

    def set_naming_convention(self, convention: str | None) -> None:
        """Set the one naming convention of the registry, or None for none.

        Raises:
            UnknownNameError: there is no such convention.
        """
        if convention is not None and convention not in CONVENTIONS:
            raise UnknownNameError(CONVENTION_UNKNOWN, convention, CONVENTIONS)
        with self._database.writing() as connection:
            set_naming_convention(connection, convention)

    def _holding(self, connection: Connection, view: _View, element: str) -> Iterator[HoldingDataset]:
        decided = decisions(connection, "match", iri=element)
        outcomes = _outcomes(decided)
        uses: dict[tuple[str, str], UseBasis] = {}
        for row in queries.fields_using(connection, view.shown, element):
            if outcomes.get((row.iri, row.name, element)) != "rejected" and view.shows_field(row):
                uses[row.iri, row.name] = "stated"
        accepted = {(one.schema, one.column) for one in decided if one.outcome == "accepted" and one.target == element}
        # A column that its schema has no more uses nothing.
        for row in queries.fields_of_schemas(connection, view.shown, {schema for schema, _ in accepted}):
            if (row.iri, row.name) in accepted and view.shows_field(row):
                uses.setdefault((row.iri, row.name), "accepted")
        datasets = view.datasets({schema for schema, _ in uses})
        for (schema, column), basis in sorted(uses.items()):
            named = [one for one in datasets.get(schema, ()) if not view.is_kept_back(one)]
            for one in named:
                yield HoldingDataset(
                    dataset=one.dataset,
                    title=one.title,
                    source=one.source,
                    state=one.state,
                    schema=schema,
                    column=column,
                    basis=basis,
                )
            if not named:
                yield HoldingDataset(
                    dataset=None, title=None, source=None, state=None, schema=schema, column=column, basis=basis
                )

    # ---------------------------------------------------------------- decisions

    def accept_match(self, schema: str, column: str, element: str, *, by: str, reason: str | None = None) -> bool:
        """Decide that a column uses a data element; returns whether that is new.

        Raises:
            UsageError: there is no such column or data element.
        """
        return self._decide_match(schema, column, element, "accepted", by=by, reason=reason)

    def reject_match(self, schema: str, column: str, element: str, *, by: str, reason: str | None = None) -> bool:
        """Decide that a column does not use a data element, whatever its schema states; returns whether that is new.

        Raises:
            UsageError: there is no such column or data element.
        """
        return self._decide_match(schema, column, element, "rejected", by=by, reason=reason)

    def revoke_match(self, schema: str, column: str, element: str, *, by: str, reason: str | None = None) -> None:
        """Revoke what was decided about a column and a data element.

        Raises:
            UsageError: nothing was.
        """
        self._revoke("match", schema, column, element, by=by, reason=reason)

    def accept_code_match(
        self, code_list: str, code: str, other_list: str, other_code: str, *, by: str, reason: str | None = None
    ) -> bool:
        """Decide that two codes of lists of one conceptual domain mean the same; returns whether that is new.

        Args:
            code_list, other_list: tokens or IRIs of the lists.

        Raises:
            UsageError: there is no such list or code, or no conceptual domain has both lists.
        """
        return self._decide_codes(code_list, code, other_list, other_code, "accepted", by=by, reason=reason)

    def reject_code_match(
        self, code_list: str, code: str, other_list: str, other_code: str, *, by: str, reason: str | None = None
    ) -> bool:
        """Decide that two codes do not mean the same; returns whether that is new.

        Raises:
            UsageError: as `accept_code_match`.
        """
        return self._decide_codes(code_list, code, other_list, other_code, "rejected", by=by, reason=reason)

    def revoke_code_match(
        self, code_list: str, code: str, other_list: str, other_code: str, *, by: str, reason: str | None = None
    ) -> None:
        """Revoke what was decided about two codes.

        Raises:
            UsageError: nothing was, or there is no such list or code.
        """
        shared = SharedLists.of(self._code_lists())
        first, second = shared.concept(code_list, code), shared.concept(other_list, other_code)
        with self._database.writing() as connection:
            if not end_decision(connection, "code", *pair_of(first, second), by=by, reason=reason):
                raise UsageError(CODES_NOT_DECIDED(code=code, list=code_list, other=other_code, other_list=other_list))

    def _decide_codes(
        self,
        code_list: str,
        code: str,
        other_list: str,
        other_code: str,
        outcome: DecisionOutcome,
        *,
        by: str,
        reason: str | None,
    ) -> bool:
        shared = SharedLists.of(self._code_lists())
        first, second = shared.concept(code_list, code), shared.concept(other_list, other_code)
        wanted = {first.scheme.token, second.scheme.token}
        with self._database.writing() as connection:
            lists = self._lists_of_domains(connection, shared)
            if len(wanted) < 2 or not any(wanted <= tokens for tokens in lists.values()):
                raise UsageError(CODES_NO_DOMAIN(list=first.scheme.token, other=second.scheme.token))
            decision = _decision("code", *pair_of(first, second), outcome, by=by, reason=reason)
            return decide(self._database, connection, decision)

    def assign_dataset(self, schema: str, dataset: str, *, by: str, reason: str | None = None) -> bool:
        """Decide that a table schema describes a dataset, which need not be in the registry; returns whether it is new.

        Raises:
            UsageError: there is no such table schema, or what names the dataset is no absolute IRI.
        """
        require_dataset_iris([dataset])
        with self._database.writing() as connection:
            if not _View(connection).rows(schema, _SCHEMA):
                raise UsageError(SCHEMA_UNKNOWN(iri=schema))
            decision = _decision("dataset", schema, "", dataset, "accepted", by=by, reason=reason)
            return decide(self._database, connection, decision)

    def assign_datasets(self, source: str, datasets: Collection[str], *, by: str, reason: str | None = None) -> None:
        """Decide that all table schemas of a source describe some datasets.

        Raises:
            UsageError: what names one is no absolute IRI.
        """
        require_dataset_iris(datasets)
        with self._database.writing() as connection:
            rows = queries.element_rows(connection, ShownVersions.read(connection))
            schemas = sorted(row.iri for row in rows if row.source == source and row.main_class == _SCHEMA)
            for schema in schemas:
                for dataset in dict.fromkeys(datasets):
                    decision = _decision("dataset", schema, "", dataset, "accepted", by=by, reason=reason)
                    decide(self._database, connection, decision)

    def release_dataset(self, schema: str, dataset: str, *, by: str, reason: str | None = None) -> None:
        """Revoke that a table schema describes a dataset.

        Raises:
            UsageError: nobody decided that.
        """
        self._revoke("dataset", schema, "", dataset, by=by, reason=reason)

    def decisions(self, *, iri: str | None = None, ended: bool = False) -> list[ElementDecision]:
        """Decisions about a schema, data element or dataset, or all, in the order in which they were made.

        Args:
            ended: also what was revoked or replaced.
        """
        with self._database.reading() as connection:
            found = decisions(connection, iri=iri, ended=ended)
            view = _View(connection)
            hidden = view.hidden({one.schema for one in found})
            secret = marked_secret(connection, {one.target for one in found})
        return [one for one in found if one.schema not in hidden and one.target not in secret]

    def _decide_match(
        self, schema: str, column: str, element: str, outcome: DecisionOutcome, *, by: str, reason: str | None
    ) -> bool:
        with self._database.writing() as connection:
            view = _View(connection)
            rows = view.rows(schema, _SCHEMA)
            if not rows:
                raise UsageError(SCHEMA_UNKNOWN(iri=schema))
            fields = [queries.fields_of_version(connection, view.shown, row.version_id) for row in rows]
            names = {one.name for some in fields for one in some}
            if column not in names:
                raise UsageError(MATCH_COLUMN_UNKNOWN(schema=schema, column=column))
            if not view.rows(element, _ELEMENT):
                raise UsageError(ELEMENT_UNKNOWN(iri=element))
            decision = _decision("match", schema, column, element, outcome, by=by, reason=reason)
            return decide(self._database, connection, decision)

    def _revoke(
        self, kind: DecisionKind, schema: str, column: str, target: str, *, by: str, reason: str | None
    ) -> None:
        with self._database.writing() as connection:
            if not end_decision(connection, kind, schema, column, target, by=by, reason=reason):
                raise UsageError(MATCH_NOT_DECIDED(schema=schema, column=column, target=target))


class _View:
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

    def shows(self, row: ElementRow) -> bool:
        """Whether a record of a data dictionary is shown."""
        if self._bars.of_any_version(row.iri):
            return False
        return row.main_class != _SCHEMA or row.iri not in self.hidden([row.iri])

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
        return one.state in _GONE or bool(self._bars.of_any_version(one.dataset))

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


def _used_elements(connection: Connection, view: _View) -> dict[str, int]:
    """The number of columns that say they use each data element, by its IRI, without those that persons rejected."""
    used = queries.used_elements(connection, view.shown)
    rejected = {
        (one.schema, one.column, one.target) for one in decisions(connection, "match") if one.outcome == "rejected"
    }
    for target in {target for _, _, target in rejected} & used.keys():
        rows = queries.fields_using(connection, view.shown, target)
        used[target] -= sum((row.iri, row.name, target) in rejected for row in rows)
    return used


def _technical_names(connection: Connection, rows: Sequence[ElementRow]) -> dict[int, str]:
    """The technical names of some elements that have one, by version."""
    found: dict[int, str] = {}
    for start in range(0, len(rows), _PAGE):
        page = {row.version_id: row.iri for row in rows[start : start + _PAGE]}
        for key, nquads in graph_bodies(connection, list(page)).items():
            begin = f"<{page[key]}> {CSVW.name} ".encode()
            own = b"".join(line for line in nquads.splitlines(keepends=True) if line.startswith(begin))
            name = ElementGraph.of(own).text(NamedNode(page[key]), CSVW.name)
            if name:
                found[key] = name
    return found


def _list_row(row: ElementRow, used: Mapping[str, int], technical_name: str | None = None) -> ListedElement:
    name = (row.main_class or "").rpartition("#")[2]
    is_schema = row.main_class == _SCHEMA
    return ListedElement(
        iri=row.iri,
        kind="TableSchema" if is_schema else name,
        title=row.title,
        source=row.source,
        state=row.state,
        accepted=row.accepted,
        columns=row.fields if is_schema else used.get(row.iri, 0),
        version=row.version,
        waiting_version=None if row.waiting is None else row.waiting.newest,
        changed_parts=() if row.waiting is None else row.waiting.parts,
        name=technical_name,
    )


def _decision(
    kind: DecisionKind,
    schema: str,
    column: str,
    target: str,
    outcome: DecisionOutcome,
    *,
    by: str,
    reason: str | None,
) -> ElementDecision:
    return ElementDecision(
        kind=kind, schema=schema, column=column, target=target, outcome=outcome, at=now(), by=by, reason=reason
    )


_Outcomes = Mapping[tuple[str, str, str], DecisionOutcome]


def _outcomes(found: Iterable[ElementDecision]) -> _Outcomes:
    return {(one.schema, one.column, one.target): one.outcome for one in found}


def _matches(
    connection: Connection,
    view: _View,
    outcomes: _Outcomes,
    *,
    element: str | None,
    schema: str | None,
    decided: bool,
) -> Iterator[ElementMatch]:
    by_name = set(queries.pairs_by_name(connection, view.shown, element=element, schema=schema))
    by_domain = set(queries.pairs_by_domain(connection, view.shown, element=element, schema=schema))
    pairs = sorted(by_name | by_domain)
    for start in range(0, len(pairs), _PAGE):
        page = pairs[start : start + _PAGE]
        fields = queries.fields_among(connection, view.shown, {key for pair in page for key in pair})
        view.hidden({row.iri for row in fields.values() if row.number})
        for pair in page:
            found = _match(fields, pair, outcomes, has_name=pair in by_name)
            if found is None or (found.decision is not None and not decided):
                continue
            if view.shows_field(fields[pair.field_id]) and view.shows_field(fields[pair.element_id]):
                yield found


def _match(
    fields: Mapping[int, FieldRow], pair: FieldPair, outcomes: _Outcomes, *, has_name: bool
) -> ElementMatch | None:
    column, element = fields.get(pair.field_id), fields.get(pair.element_id)
    if column is None or element is None or column.element == element.iri:
        return None
    reasons = match_reasons(column, element, has_name=has_name)
    if not reasons:
        return None
    return ElementMatch(
        schema=column.iri,
        schema_title=column.owner_title,
        column=column.name,
        column_title=column.title,
        datatype=column.datatype,
        element=element.iri,
        element_title=element.title,
        reasons=reasons,
        decision=outcomes.get((column.iri, column.name, element.iri)),
    )


def _unique(matches: Iterable[ElementMatch]) -> Iterator[ElementMatch]:
    """The matches once for each column and element, however many sources describe either, by schema and column."""
    found: dict[tuple[str, str, str], ElementMatch] = {}
    for one in matches:
        key = (one.schema, one.column, one.element)
        if key not in found or len(one.reasons) > len(found[key].reasons):
            found[key] = one
    yield from sorted(found.values(), key=lambda one: (one.schema, one.column, -len(one.reasons), one.element))


def _describe_all(connection: Connection, rows: Iterable[FieldRow]) -> dict[int, DescribedElement]:
    """Descriptions of some data elements from their graphs, by version."""
    iris = {row.version_id: row.iri for row in rows}
    found: dict[int, DescribedElement] = {}
    keys = sorted(iris)
    for start in range(0, len(keys), _PAGE):
        for key, nquads in graph_bodies(connection, keys[start : start + _PAGE]).items():
            found[key] = describe_element(iris[key], nquads)
    return found


def require_dataset_iris(datasets: Iterable[str]) -> None:
    """Refuse what is no absolute IRI: a typing error would leave the table schemas without their dataset.

    Raises:
        UsageError: one is such a text.
    """
    for iri in datasets:
        if not is_valid_iri(valid_or_same(iri)):
            raise UsageError(DATASET_NEEDS_IRI(iri=iri))


def _differing(row: FieldRow, described: DescribedElement) -> DifferingElement:
    domain = described.domain
    sizes = (domain.min_length, domain.max_length, domain.precision, domain.scale)
    bounds = (domain.minimum, domain.maximum)
    limits = (domain.code_list, domain.format, *(str(one) for one in (*sizes, *bounds) if one is not None))
    definitions = dict(described.definitions)
    return DifferingElement(
        iri=row.iri,
        source=row.source,
        title=row.title,
        datatype=row.datatype,
        unit=row.unit,
        values=" ".join([*(one for one in limits if one), *sorted(value for value, _ in domain.codes)]),
        definition=definitions.get("vi", definitions.get("en", next(iter(definitions.values()), None))),
    )
