"""Decisions of persons about columns, codes and datasets; part of `Dictionary`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

from danhmuc.vocab.argument_types import refuse_wrong_types
from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.valid_iris import is_valid_iri, valid_or_same

from ..messages.elements import ElementsText
from ..store import element_queries as queries
from ..store.clock import now
from ..store.element_queries import (
    DecisionKind,
    DecisionOutcome,
    ElementDecision,
    decide,
    decisions,
    end_decision,
)
from ..store.stored_bars import marked_secret
from ..store.waiting_elements import ShownVersions
from .code_matches import pair_of, shown_lists_of_domains
from .shared_lists import SharedLists
from .shown_elements import ELEMENT, SCHEMA, ShownElements

if TYPE_CHECKING:
    from danhmuc.vocab.concepts import CodeList

    from ..store.database import Connection, RegistryDatabase


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
