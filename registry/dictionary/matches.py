"""Columns that look like a data element, codes of two lists that may mean the same, and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.concepts import CodeList, ListedConcept
from danhmuc.vocab.errors import UnknownNameError, UsageError

from ..messages.elements import ElementsText
from ..record.described_elements import TypeFamily, name_key
from ..store import elements as queries
from ..store.elements import DecisionOutcome, FieldPair, FieldRow
from ..store.waiting_elements import lists_of_domains
from .dictionary_rows import CodeMatch, CodeMatchReason, ElementMatch, MatchReason, ShownElements

if TYPE_CHECKING:
    from ..store.database import Connection

# ---------------------------------------------------------------- shared lists
# Shared lists by their names and codes, so that columns that seem to use one are found without comparing all pairs.


@dataclass(frozen=True, slots=True)
class SharedLists:
    """The code lists in force.

    Attributes:
        by_token: each by its short name.
        by_name: tokens by the keys of their names.
        by_code: tokens by code.
    """

    by_token: Mapping[str, CodeList]
    by_name: Mapping[str, tuple[str, ...]]
    by_code: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, lists: Iterable[CodeList]) -> SharedLists:
        """The indexes of some lists."""
        by_token: dict[str, CodeList] = {}
        names: dict[str, list[str]] = {}
        codes: dict[str, list[str]] = {}
        for one in lists:
            by_token[one.token] = one
            for key in {name_key(one.token), *(name_key(title) for title in one.titles.values())}:
                names.setdefault(key, []).append(one.token)
            for concept in one:
                codes.setdefault(concept.code, []).append(one.token)
        return cls(
            by_token,
            {key: tuple(sorted(tokens)) for key, tokens in names.items() if key},
            {code: tuple(dict.fromkeys(tokens)) for code, tokens in codes.items()},
        )

    def names_of(self, token: str) -> frozenset[str]:
        """The names by which a column may be bound to a list: its IRI and its token."""
        return frozenset({token, self.by_token[token].iri})

    def token_of(self, name: str) -> str | None:
        """The token of a list by its IRI or token."""
        if name in self.by_token:
            return name
        return next((token for token, one in self.by_token.items() if one.iri == name), None)

    def concept(self, code_list: str, code: str) -> ListedConcept:
        """The concept of a code in a list by its token or IRI.

        Raises:
            UnknownNameError: there is no such list.
            UsageError: the list has no such code.
        """
        token = self.token_of(code_list)
        if token is None:
            raise UnknownNameError(ElementsText.CODES_LIST_UNKNOWN, code_list, self.by_token)
        found = next((one for one in self.by_token[token] if code in (one.code, one.iri)), None)
        if found is None:
            raise UsageError(ElementsText.CODES_CODE_UNKNOWN(list=token, code=code))
        return found

    def of_codes(self, codes: Iterable[str]) -> dict[str, int]:
        """The lists that have all of some values as codes, two at least, with their number."""
        values = {code.strip() for code in codes} - {""}
        if len(values) < 2:
            return {}
        found = Counter(token for value in values for token in self.by_code.get(value, ()))
        return {token: number for token, number in sorted(found.items()) if number == len(values)}


# ---------------------------------------------------------------- code matches
# Codes of two lists of one conceptual domain that may mean the same, found by notation and label.
#
# No pair is looked at that shares neither: codes are found by the keys of both.

DecidedCodes = Mapping[tuple[str, str, str], DecisionOutcome]
"""Outcomes by first concept, lists and second concept, as decisions have them."""


def pair_of(one: ListedConcept, other: ListedConcept) -> tuple[str, str, str]:
    """The names of two codes in a decision, in whichever order they are given: concept, both lists, concept."""
    first, second = sorted((one, other), key=lambda concept: (concept.scheme.iri, concept.iri))
    return first.iri, f"{first.scheme.iri} {second.scheme.iri}", second.iri


def find_code_matches(
    domain: str, lists: Iterable[CodeList], outcomes: DecidedCodes, *, decided: bool
) -> Iterator[CodeMatch]:
    """The codes of some lists of one conceptual domain that share a notation or a label, each pair once.

    Args:
        decided: also those about which somebody decided; what a list states itself never is a question.
    """
    found: defaultdict[tuple[CodeMatchReason, str], list[ListedConcept]] = defaultdict(list)
    for one in lists:
        for concept in one:
            if concept.status != "active":
                continue
            found["same-notation", name_key(concept.code)].append(concept)
            others = (text for texts in concept.alt_labels.values() for text in texts)
            for key in {name_key(text) for text in (*concept.labels.values(), *others)}:
                found["same-label", key].append(concept)
    reasons: defaultdict[tuple[str, str, str], set[CodeMatchReason]] = defaultdict(set)
    pairs: dict[tuple[str, str, str], tuple[ListedConcept, ListedConcept]] = {}
    for (reason, key), concepts in found.items():
        for first, second in combinations(concepts, 2) if key else ():
            if first.scheme.iri != second.scheme.iri and not _is_stated(first, second):
                names = pair_of(first, second)
                pairs[names] = (first, second) if names[0] == first.iri else (second, first)
                reasons[names].add(reason)
    for names, (first, second) in sorted(pairs.items(), key=lambda pair: pair[0]):
        decision = outcomes.get(names)
        if decision is None or decided:
            yield CodeMatch(
                domain=domain,
                code_list=first.scheme.token,
                code=first.code,
                label=_label(first),
                other_list=second.scheme.token,
                other_code=second.code,
                other_label=_label(second),
                reasons=tuple(sorted(reasons[names], reverse=True)),
                decision=decision,
            )


def shown_lists_of_domains(connection: Connection, shared: SharedLists) -> dict[str, set[str]]:
    """The tokens of the lists of each conceptual domain, as value domains that are shown say."""
    view = ShownElements(connection)
    stated = lists_of_domains(connection, view.shown)
    rows = queries.element_rows(connection, view.shown, [one.owner for one in stated])
    shown = {row.iri for row in rows if view.shows(row)}
    found: dict[str, set[str]] = {}
    for one in stated:
        token = shared.token_of(one.code_list)
        if token is not None and one.owner in shown:
            found.setdefault(one.domain, set()).add(token)
    return found


def _is_stated(one: ListedConcept, other: ListedConcept) -> bool:
    """Whether either list says itself how the two are related."""
    return any(other.iri in iris for iris in one.matches.values()) or any(
        one.iri in iris for iris in other.matches.values()
    )


def _label(concept: ListedConcept) -> str | None:
    labels = concept.labels
    return labels.get("vi", labels.get("en", next(iter(labels.values()), None)))


# ---------------------------------------------------------------- column matches
# Whether a column looks like a data element, and why.
#
# A pair is asked about only if an index found it: by a shared name, or by one value domain.

_COMPATIBLE: Final[frozenset[frozenset[TypeFamily]]] = frozenset(
    {
        frozenset({"integer", "number"}),
        frozenset({"date", "datetime"}),
    }
)
"""Families one of which holds the values of the other."""
_PAGE: Final = 500
DecidedColumns = Mapping[tuple[str, str, str], DecisionOutcome]
"""Outcomes by schema, column and data element, as decisions have them."""


def find_column_matches(
    connection: Connection,
    view: ShownElements,
    outcomes: DecidedColumns,
    *,
    element: str | None,
    schema: str | None,
    decided: bool,
) -> Iterator[ElementMatch]:
    """The columns that look like a data element, of one element, one schema or all, by schema and column.

    Args:
        decided: also those that somebody accepted or rejected; those whose schema states the element never are.
    """
    matches: list[ElementMatch] = []
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
                matches.append(found)
    return _unique(matches)


def _match(
    fields: Mapping[int, FieldRow], pair: FieldPair, outcomes: DecidedColumns, *, has_name: bool
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


def match_reasons(column: FieldRow, element: FieldRow, *, has_name: bool) -> tuple[MatchReason, ...]:
    """Why a column may use a data element, the strongest reason first; empty if it does not look like it.

    Two types that cannot hold the same values, and two value domains that are both known and differ, speak against it,
    whatever the names are.
    """
    types = _type_reason(column.family, element.family)
    if types is None:
        return ()
    has_domain = column.domain is not None and column.domain == element.domain
    if not has_domain and column.domain is not None and element.domain is not None:
        return ()
    reasons: list[MatchReason] = []
    if has_name:
        reasons.append("same-name")
    if has_domain:
        reasons.append("same-domain")
    if not has_name and (not has_domain or types == "type-unknown"):
        return ()
    return (*reasons, types)


def _type_reason(one: TypeFamily | None, other: TypeFamily | None) -> MatchReason | None:
    """The agreement of two families of datatypes; None if there is none."""
    if one is None or other is None:
        return "type-unknown"
    if one == other:
        return "same-type"
    return "compatible-type" if frozenset({one, other}) in _COMPATIBLE else None
