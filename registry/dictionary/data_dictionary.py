"""`Dictionary`: the data elements and table schemas of a registry, what is asked about them, and what persons decide.

`Dictionary`: the data elements and table schemas of a registry, and what is asked about them.

What is withheld, purged, withdrawn or marked as a state secret is in no answer, and neither are the columns of a table
schema all of whose datasets are so. Of a Standard element whose newest version waits for a decision, the version that
was registered is in the answers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from danhmuc.vocab.argument_types import refuse_wrong_types
from danhmuc.vocab.errors import UnknownNameError, UsageError
from danhmuc.vocab.valid_iris import is_valid_iri, valid_or_same

from ..messages.elements import ElementsText
from ..record.described_elements import describe_element, describe_table
from ..store import elements as queries
from ..store.clock import now
from ..store.elements import (
    DecisionKind,
    DecisionOutcome,
    ElementDecision,
    decide,
    decisions,
    end_decision,
    outcomes_of,
)
from ..store.reading import graph_bodies
from ..store.settings import naming_convention, set_naming_convention
from ..store.stored_bars import marked_secret
from ..store.waiting_elements import ShownVersions
from .dictionary_rows import (
    CONVENTIONS,
    ELEMENT,
    SCHEMA,
    CodeMatch,
    DifferingElements,
    ElementDetails,
    ElementMatch,
    HoldingDataset,
    ListedElement,
    NameFault,
    SchemaDetails,
    ShownElements,
    TouchedField,
    UnboundField,
    name_faults,
)
from .listed_elements import (
    datasets_holding,
    find_differing_elements,
    find_unbound_fields,
    list_row,
    technical_names,
    used_elements,
)
from .matches import SharedLists, find_code_matches, find_column_matches, pair_of, shown_lists_of_domains

if TYPE_CHECKING:
    from danhmuc.vocab.concepts import CodeList

    from ..store.database import Connection, RegistryDatabase

# ---------------------------------------------------------------- dictionary decisions
# Decisions of persons about columns, codes and datasets; part of `Dictionary`.


@refuse_wrong_types
class DictionaryDecisions:
    """The decisions of a data dictionary: made, revoked and listed."""

    def __init__(self, database: RegistryDatabase, code_lists: Callable[[], Iterable[CodeList]]) -> None:
        self._database = database
        self._code_lists = code_lists

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
                raise UsageError(
                    ElementsText.CODES_NOT_DECIDED(code=code, list=code_list, other=other_code, other_list=other_list)
                )

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
            lists = shown_lists_of_domains(connection, shared)
            if len(wanted) < 2 or not any(wanted <= tokens for tokens in lists.values()):
                raise UsageError(ElementsText.CODES_NO_DOMAIN(list=first.scheme.token, other=second.scheme.token))
            decision = _decision("code", *pair_of(first, second), outcome, by=by, reason=reason)
            return decide(self._database, connection, decision)

    def assign_dataset(self, schema: str, dataset: str, *, by: str, reason: str | None = None) -> bool:
        """Decide that a table schema describes a dataset, which need not be in the registry; returns whether it is new.

        Raises:
            UsageError: there is no such table schema, or what names the dataset is no absolute IRI.
        """
        require_dataset_iris([dataset])
        with self._database.writing() as connection:
            if not ShownElements(connection).rows(schema, SCHEMA):
                raise UsageError(ElementsText.SCHEMA_UNKNOWN(iri=schema))
            decision = _decision("dataset", schema, "", dataset, "accepted", by=by, reason=reason)
            return decide(self._database, connection, decision)

    def assign_datasets(self, source: str, datasets: Collection[str], *, by: str, reason: str | None = None) -> None:
        """Decide that all table schemas of a source describe some datasets.

        Raises:
            UsageError: what names one is no absolute IRI.
        """
        require_dataset_iris(datasets)
        with self._database.writing() as connection:
            assign_schemas(self._database, connection, source, datasets, by=by, reason=reason)

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
            view = ShownElements(connection)
            hidden = view.hidden({one.schema for one in found})
            secret = marked_secret(connection, {one.target for one in found})
        return [one for one in found if one.schema not in hidden and one.target not in secret]

    def _decide_match(
        self, schema: str, column: str, element: str, outcome: DecisionOutcome, *, by: str, reason: str | None
    ) -> bool:
        with self._database.writing() as connection:
            view = ShownElements(connection)
            rows = view.rows(schema, SCHEMA)
            if not rows:
                raise UsageError(ElementsText.SCHEMA_UNKNOWN(iri=schema))
            fields = [queries.fields_of_version(connection, view.shown, row.version_id) for row in rows]
            names = {one.name for some in fields for one in some}
            if column not in names:
                raise UsageError(ElementsText.MATCH_COLUMN_UNKNOWN(schema=schema, column=column))
            if not view.rows(element, ELEMENT):
                raise UsageError(ElementsText.ELEMENT_UNKNOWN(iri=element))
            decision = _decision("match", schema, column, element, outcome, by=by, reason=reason)
            return decide(self._database, connection, decision)

    def _revoke(
        self, kind: DecisionKind, schema: str, column: str, target: str, *, by: str, reason: str | None
    ) -> None:
        with self._database.writing() as connection:
            if not end_decision(connection, kind, schema, column, target, by=by, reason=reason):
                raise UsageError(ElementsText.MATCH_NOT_DECIDED(schema=schema, column=column, target=target))


def assign_schemas(
    database: RegistryDatabase,
    connection: Connection,
    source: str,
    datasets: Iterable[str],
    *,
    by: str,
    reason: str | None = None,
) -> None:
    """Decide that all table schemas of a source describe some datasets, in a transaction that is open."""
    rows = queries.element_rows(connection, ShownVersions.read(connection))
    for schema in sorted(row.iri for row in rows if row.source == source and row.main_class == SCHEMA):
        for dataset in dict.fromkeys(datasets):
            decision = _decision("dataset", schema, "", dataset, "accepted", by=by, reason=reason)
            decide(database, connection, decision)


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


def require_dataset_iris(datasets: Iterable[str]) -> None:
    """Refuse what is no absolute IRI: a typing error would leave the table schemas without their dataset.

    Raises:
        UsageError: one is such a text.
    """
    for iri in datasets:
        if not is_valid_iri(valid_or_same(iri)):
            raise UsageError(ElementsText.DATASET_NEEDS_IRI(iri=iri))


# ---------------------------------------------------------------- data dictionary


@refuse_wrong_types
class Dictionary(DictionaryDecisions):
    """The data dictionary of a registry."""

    # ---------------------------------------------------------------- lists

    def elements(self) -> list[ListedElement]:
        """The data elements and what they are made of, without table schemas, by class, title and IRI."""
        return [one for one in self._all() if one.kind != "TableSchema"]

    def schemas(self) -> list[ListedElement]:
        """The table schemas, by title and IRI."""
        return [one for one in self._all() if one.kind == "TableSchema"]

    def _all(self) -> list[ListedElement]:
        with self._database.reading() as connection:
            view = ShownElements(connection)
            found = queries.element_rows(connection, view.shown)
            hidden = view.hidden(row.iri for row in found if row.main_class == SCHEMA)
            rows = [row for row in found if view.shows(row)]
            used = used_elements(connection, view, hidden)
            names = technical_names(connection, [row for row in rows if row.title is None])
        return [list_row(row, used, names.get(row.version_id)) for row in rows]

    def element(self, iri: str) -> list[ElementDetails]:
        """A data element as each source describes it.

        Raises:
            UsageError: there is none.
        """
        with self._database.reading() as connection:
            view = ShownElements(connection)
            rows = view.rows(iri, ELEMENT)
            graphs = graph_bodies(connection, [row.version_id for row in rows])
            holding = tuple(datasets_holding(connection, view, iri)) if rows else ()
            used = {iri: len({(one.schema, one.column) for one in holding})}
        if not rows:
            raise UsageError(ElementsText.ELEMENT_UNKNOWN(iri=iri))
        return [
            ElementDetails(
                listed=list_row(row, used),
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
            view = ShownElements(connection)
            rows = view.rows(iri, SCHEMA)
            graphs = graph_bodies(connection, [row.version_id for row in rows])
            datasets = view.datasets([iri]).get(iri, ())
            decided = decisions(connection, "match", iri=iri)
            shown = {one.target for one in decided if one.outcome == "accepted" and view.rows(one.target, ELEMENT)}
            tables = {row.version_id: describe_table(iri, graphs[row.version_id]) for row in rows}
            named = {one.element for table in tables.values() for one in table.columns if one.element is not None}
            titles = view.titles(named | shown)
        if not rows:
            raise UsageError(ElementsText.SCHEMA_UNKNOWN(iri=iri))
        rejected = {(one.column, one.target): one.by for one in decided if one.outcome == "rejected"}
        accepted: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for one in decided:
            if one.schema == iri and one.outcome == "accepted" and one.target in shown:
                accepted[one.column][one.target] = one.by
        found = []
        for row in rows:
            described = tables[row.version_id]
            stated = [(one.name, one.element) for one in described.columns if one.element is not None]
            found.append(
                SchemaDetails(
                    listed=list_row(row, {}),
                    described=described,
                    nquads=graphs[row.version_id],
                    datasets=tuple(dict.fromkeys(one.dataset for one in datasets if not view.is_kept_back(one))),
                    rejected={name: rejected[name, element] for name, element in stated if (name, element) in rejected},
                    accepted={
                        name: {element: by for element, by in some.items() if (name, element) not in stated}
                        for name, some in accepted.items()
                    },
                    element_titles=titles,
                )
            )
        return found

    def is_schema(self, iri: str) -> bool:
        """Whether an IRI is that of a table schema, as any source describes it."""
        with self._database.reading() as connection:
            rows = queries.element_rows(connection, ShownVersions.read(connection), [iri])
            return any(row.main_class == SCHEMA for row in rows)

    # ---------------------------------------------------------------- questions

    def find_datasets(self, element: str) -> list[HoldingDataset]:
        """The datasets that hold a data element: a column uses it, as its schema states or a person accepted.

        Raises:
            UsageError: there is no such data element.
        """
        with self._database.reading() as connection:
            view = ShownElements(connection)
            if not view.rows(element, ELEMENT):
                raise UsageError(ElementsText.ELEMENT_UNKNOWN(iri=element))
            return list(datasets_holding(connection, view, element))

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
            view = ShownElements(connection)
            if element is not None and not view.rows(element, ELEMENT):
                raise UsageError(ElementsText.ELEMENT_UNKNOWN(iri=element))
            if schema is not None and not view.rows(schema, SCHEMA):
                raise UsageError(ElementsText.SCHEMA_UNKNOWN(iri=schema))
            outcomes = outcomes_of(decisions(connection, "match"))
            yield from find_column_matches(connection, view, outcomes, element=element, schema=schema, decided=decided)

    def find_code_matches(self, *, domain: str | None = None, decided: bool = False) -> list[CodeMatch]:
        """The codes of two lists of one conceptual domain that share a notation or a label, by domain and code.

        Args:
            domain: IRI of the conceptual domain; None for all.
            decided: also those that somebody accepted or rejected; those that a list states itself never are.
        """
        shared = SharedLists.of(self._code_lists())
        with self._database.reading() as connection:
            lists = shown_lists_of_domains(connection, shared)
            outcomes = outcomes_of(decisions(connection, "code"))
        return [
            match
            for iri, tokens in sorted(lists.items())
            if domain in (None, iri)
            for match in find_code_matches(
                iri, [shared.by_token[token] for token in sorted(tokens)], outcomes, decided=decided
            )
        ]

    def find_unbound(self) -> list[UnboundField]:
        """The columns and data elements that by name or enumeration use a shared list and are not bound to it."""
        lists = SharedLists.of(self._code_lists())
        with self._database.reading() as connection:
            return find_unbound_fields(connection, ShownElements(connection), lists)

    def find_differences(self) -> list[DifferingElements]:
        """Data elements that share a name and differ in datatype, unit, value domain or definition, by name."""
        with self._database.reading() as connection:
            return find_differing_elements(connection, ShownElements(connection))

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
            view = ShownElements(connection)
            bound = queries.fields_bound_to(connection, view.shown, names)
            # What is bound and enumerates its values without this one does not have it.
            touched = {row.id: (row, True) for row in bound if not row.codes or code in row.codes}
            for row in queries.fields_with_codes(connection, view.shown):
                if code in row.codes and (token is None or token in lists.of_codes(row.codes)):
                    touched.setdefault(row.id, (row, False))
            rows = [(row, touched[row.id][1]) for row in view.shown_fields(row for row, _ in touched.values())]
            if token is None and not rows:
                raise UnknownNameError(ElementsText.CODES_LIST_UNKNOWN, code_list, lists.by_token)
            datasets = view.datasets([row.iri for row, _ in rows if row.number])
            using = {row.iri: list(datasets_holding(connection, view, row.iri)) for row, _ in rows if not row.number}
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
                raise UnknownNameError(ElementsText.CONVENTION_UNKNOWN, chosen, CONVENTIONS)
            view = ShownElements(connection)
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
            raise UnknownNameError(ElementsText.CONVENTION_UNKNOWN, convention, CONVENTIONS)
        with self._database.writing() as connection:
            set_naming_convention(connection, convention)
