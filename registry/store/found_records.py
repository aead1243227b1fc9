"""Find records by words and conditions: in order, page by page, counted by facets.

What a source marks as a state secret by now is neither found nor counted by what it says; see `secret_words`.
Source of the rules: docs/decisions/0077-search.md, docs/decisions/0083-very-many-found.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import compress
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    RowMapping,
    Select,
    Subquery,
    Text,
    any_,
    case,
    cast,
    func,
    literal,
    literal_column,
    null,
    select,
    tuple_,
    union_all,
)

from danhmuc.vocab.errors import UnknownNameError

from ..messages.store import SearchText
from ..record.search_words import SearchQuery, unpack_values
from .reading import at_most, by_code_point, by_indexes, joining_whole_tables
from .search_index import (
    CHARACTERS,
    SAMPLED_FROM,
    TITLE_WORDS,
    early_title,
    is_listed,
    is_untitled,
    match_expressions,
    matches_in_titles,
    matches_of,
    ranked_matches,
    ranked_vectors,
    title_beginning,
)
from .searching import (
    RecordConditions,
    RecordOrder,
    RecordRow,
    RegistrationColumns,
    SortKey,
    chosen_records,
    record_query,
    registration_columns,
    row_of,
)
from .secret_words import has_secrets, is_secret, with_words
from .tables import SEARCH_TABLE, records, shown_state, verdicts

# ---------------------------------------------------------------- facet counting
# Count the values of columns of the records that a query finds, in the way that is quickest on each database.
#
# PostgreSQL finds the first page in the statement that counts, and so reads once what words find: each record found is
# a page of words and one of records in another place. Source of the rules: docs/decisions/0081-first-pages.md.

_ROWS: Final = 250
"""Rows read at once: fewer than those after which Python looks for garbage, which takes as long as reading them."""

Counted = Iterator[tuple[int | None, str | None, int]]
"""Numbers of a column, of one value of it, of records; the column of the total is None."""


class Groups(NamedTuple):
    """A statement of PostgreSQL that counts several columns in one pass; `read_groups` reads its rows.

    Attributes:
        grouping: tells which columns a row is grouped by.
        values: the columns.
        numbers: of all rows of a group, and of those that count.
        sets: what is grouped by.
    """

    grouping: ColumnElement[Any]
    values: Sequence[ColumnElement[Any]]
    numbers: Sequence[ColumnElement[int]]
    sets: ColumnElement[Any]


def count_values(connection: Connection, hits: Select[Any], together: Sequence[Sequence[int]]) -> Counted:
    """The numbers of all rows, and of those with each value of the columns ``value_0`` and so on.

    Args:
        hits: a query of these columns; one ``is_counted`` before them is 0 in rows that count in the total alone.
        together: the numbers of the columns; those together of which there are few combinations of values.
    """
    if not together:
        yield None, None, connection.scalar(select(func.count()).select_from(hits.subquery("hits"))) or 0
    elif connection.dialect.name == "postgresql":
        yield from _count_in_sql(connection, hits, together)
    else:
        yield from _count_in_python(connection, hits, sum(map(len, together)))


def count_groups(hits: FromClause, together: Sequence[Sequence[int]]) -> Groups:
    """The statement of PostgreSQL that counts the columns and the total in one pass; arguments as `count_values`."""
    values = [hits.c[f"value_{number}"] for number in range(sum(map(len, together)))]
    own = func.count().filter(hits.c.is_counted == 1) if "is_counted" in hits.c else func.count()
    sets = func.grouping_sets(literal_column("()"), *(tuple_(*(values[one] for one in some)) for some in together))
    return Groups(func.grouping(*values), values, (func.count(), own), sets)


def _count_in_sql(connection: Connection, hits: Select[Any], together: Sequence[Sequence[int]]) -> Counted:
    grouped = count_groups(hits.subquery("hits"), together)
    query = select(grouped.grouping, *grouped.values, *grouped.numbers).group_by(grouped.sets)
    yield from read_groups(connection.execute(query), len(grouped.values))


def read_groups(rows: Iterable[Sequence[Any]], columns: int) -> Counted:
    """The numbers in rows of grouping sets: the grouping, the columns, all rows of a group, and those that count."""
    for grouping, *row in rows:
        *found, total, count = row
        # A bit is set where a column is not grouped by; the first column has the highest.
        grouped = [number for number in range(columns) if not grouping >> (columns - 1 - number) & 1]
        if not grouped:
            yield None, None, total
        elif count:
            for number in grouped:
                yield number, _text_of(found[number]), count


def _count_in_python(connection: Connection, hits: Select[Any], columns: int) -> Counted:
    """The counts, from rows that are read once: SQLite would sort them for each column.

    They are read from the driver, since a row of SQLAlchemy takes as long as all else together.
    """
    total = 0
    found: list[Counter[Any]] = [Counter() for _ in range(columns)]
    with connection.execute(hits) as result:
        while rows := _next_rows(result.cursor):
            total += len(rows)
            read = list(zip(*rows, strict=True))
            is_counted = read[0] if len(read) > columns else None
            for counter, some in zip(found, read[-columns:], strict=True):
                counter.update(some if is_counted is None else compress(some, is_counted))
    yield None, None, total
    for number, counter in enumerate(found):
        for value, count in counter.items():
            yield number, _text_of(value), count


def _next_rows(cursor: Any) -> Sequence[tuple[Any, ...]]:
    rows: Sequence[tuple[Any, ...]] = cursor.fetchmany(_ROWS)
    return rows


def _text_of(value: Any) -> str | None:
    return None if value is None else str(value)


LONGEST_PAGE: Final = 1_000
"""Records of a page that is found so."""
_EXPECT: Final = f"EXPLAIN (FORMAT JSON) SELECT 1 FROM {SEARCH_TABLE} WHERE {{words}} @@ CAST(%s AS tsquery)"  # noqa: S608
_PAGE: Final = -1
"""Stands for the grouping in the rows of the page."""


class PageAndCounts(NamedTuple):
    """The keys of the records of a page, in no order, and the numbers of all that is found."""

    keys: list[int]
    counted: Counted


def expected_number(connection: Connection, expression: str, *, words: str = "words") -> int | None:
    """About how many records words find, as PostgreSQL plans with; None on SQLite.

    By it alone it is decided how they are looked for: a wrong one costs time and nothing else.

    Args:
        words: the vectors that are looked in, as an index has them.
    """
    if connection.dialect.name != "postgresql":
        return None
    plans: Any = (
        with_words(connection, "estimating").exec_driver_sql(_EXPECT.format(words=words), (expression,)).scalar_one()
    )
    return int(plans[0]["Plan"]["Plan Rows"])


def is_matched(matches: CTE | Subquery) -> ColumnElement[bool]:
    """The condition that a record is one of those that words find: they are then read in the order in which they lie.

    Joined alone, each would be looked up by itself, in the order in which words were found.
    """
    keys = select(matches.c.record_id).scalar_subquery()
    return records.c.id == any_(func.array(keys))


def page_and_counts(
    connection: Connection,
    hits: Select[Any],
    together: Sequence[Sequence[int]],
    order: Sequence[str],
    *,
    after: Sequence[int | str] | None,
    limit: int,
) -> PageAndCounts:
    """A page of some rows, and the numbers of all.

    Args:
        hits: a query of rows with ``id``, those of the order, and the columns that `count_values` counts.
        together: as for `count_values`.
        order: names of the columns by which the rows are sorted.
        after: values of these after which the page begins.
        limit: rows of the page.
    """
    found = hits.cte("hits")
    grouped = count_groups(found, together)
    values = grouped.values
    grouping = grouped.grouping if values else literal(0)
    groups = select(grouping, *(cast(value, Text) for value in values), *grouped.numbers, cast(null(), BigInteger))
    groups = groups.select_from(found)
    if values:
        groups = groups.group_by(grouped.sets)
    keys = [found.c[name] for name in order]
    page = select(found.c.id).order_by(*keys).limit(limit)
    if after is not None:
        page = page.where(tuple_(*keys) > tuple_(*map(literal, after)))
    nothing: list[ColumnElement[Any]] = [cast(null(), Text) for _ in values]
    nothing += [cast(null(), BigInteger) for _ in range(2)]
    paged = page.subquery("page")
    of_page: Select[Any] = select(cast(literal(_PAGE), Integer), *nothing, paged.c.id)
    rows = connection.execute(union_all(groups, of_page)).all()
    return PageAndCounts(
        keys=[row[-1] for row in rows if row[0] == _PAGE],
        counted=read_groups([row[:-1] for row in rows if row[0] != _PAGE], len(values)),
    )


# ---------------------------------------------------------------- found records


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """Some of the records found, in order.

    Attributes:
        last: the values by which the last of them is sorted; None if no record follows.
    """

    rows: tuple[RecordRow, ...]
    last: SortKey | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetCounts:
    """Numbers of records found.

    Attributes:
        total: of all of them.
        by_facet: by the value of each facet, most first; None for those that have no value.
    """

    total: int
    by_facet: Mapping[str, Mapping[str | None, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facet:
    """A facet: what its values are taken from.

    Attributes:
        column: None for the state of registration, which depends on the day.
        is_packed: whether the column has several values, as `pack_values` writes them.
        needs_verdict: whether it needs the verdict of the newest version.
        has_few: whether it has so few values that it is counted together with other such facets, in fewer groups than
            each by itself would take time.
    """

    column: ColumnElement[Any] | None
    is_packed: bool = False
    needs_verdict: bool = False
    has_few: bool = False


_VERDICT: Final = case((verdicts.c.accepted.is_(None), "none"), (verdicts.c.accepted, "accepted"), else_="submitted")

FACETS: Final[Mapping[str, _Facet]] = {
    "theme": _Facet(column=records.c.themes, is_packed=True, has_few=True),
    "publisher": _Facet(column=records.c.publisher),
    "format": _Facet(column=records.c.formats, is_packed=True),
    "licence": _Facet(column=records.c.licences, is_packed=True),
    "state": _Facet(column=shown_state, has_few=True),
    "verdict": _Facet(column=_VERDICT, needs_verdict=True, has_few=True),
    "registration": _Facet(column=None, needs_verdict=True, has_few=True),
    "year": _Facet(column=records.c.year),
}
"""What records are counted by, in the order of lists. Each is a condition of `RecordConditions`, too."""

_MANY: Final = 50_000
"""Where more records are expected, those that have the words in their title are looked for first."""
_ROWS_EACH: Final = 500
"""Of a list without an end, so many rows are held at a time."""
_FEW_TITLES: Final = 10
"""Of so many records, one that has the words of a phrase in its title is looked for first."""


def refuse_unknown_facets(names: Collection[str]) -> None:
    """See that there are the facets asked for.

    Raises:
        UnknownNameError: there is no such facet.
    """
    for name in names:
        if name not in FACETS:
            raise UnknownNameError(SearchText.FACET_UNKNOWN, name, FACETS)


def found_rows(
    connection: Connection, chosen: RecordConditions, *, sort: RecordOrder = "title", after: SortKey | None = None
) -> Iterator[RecordRow]:
    """All records chosen, in the order of `found_page`, as they are read; a few hundred are held."""
    keyed = _keyed_records(connection, chosen, sort, after=after)
    query = _sorted_query(*keyed).execution_options(yield_per=_ROWS_EACH)
    yield from map(row_of, connection.execute(query).mappings())


def found_page(
    connection: Connection,
    chosen: RecordConditions,
    *,
    sort: RecordOrder = "title",
    after: SortKey | None = None,
    limit: int | None = None,
) -> FoundPage:
    """The records chosen, best first: by the fields that have the words, then by title and IRI in order of code points.

    Args:
        sort: ``violations`` for those with most violations first.
        after: values of the row after which the page begins.
    """
    if limit is None:
        return FoundPage(rows=tuple(found_rows(connection, chosen, sort=sort, after=after)), last=None)
    found, keys, states = _keyed_records(connection, chosen, sort, after=after)
    # One more tells whether there are more.
    most = at_most(limit + 1)
    by_keys = found.order_by(*keys).limit(most)
    if chosen.is_none and sort == "title":
        begin = () if after is None else (_is_not_before(connection, after),)
        by_index = found.where(is_listed(), *begin).order_by(is_untitled(), title_beginning(connection), *keys)
        if not has_secrets(connection):
            found = by_index.limit(most)
        else:
            # Secrets come last, without titles; what comes before them is found by the index, which has all titles.
            first = with_words(connection, "ordering").scalars(by_index.where(~is_secret()).limit(most)).all()
            found = found.where(records.c.id.in_(first)) if len(first) > limit else by_keys
    else:
        found = by_keys
    return _page_of(_sorted_rows(connection, found, keys, states), len(keys), limit)


class _KeyedRecords(NamedTuple):
    """A query of records with the values that they are sorted by, and the states of registration of their rows."""

    found: Select[Any]
    keys: list[ColumnElement[Any]]
    states: RegistrationColumns | None


def _keyed_records(
    connection: Connection,
    chosen: RecordConditions,
    sort: RecordOrder,
    *,
    matches: FromClause | None = None,
    after: SortKey | None = None,
) -> _KeyedRecords:
    """The query.

    Args:
        matches: some of what the words find, with ranks; None for all.
    """
    if matches is None and chosen.words is not None:
        matches = ranked_matches(connection, chosen.words)
    keys = _sort_keys(connection, matches, sort)
    found = select(records.c.id, *(key.label(_key_name(number)) for number, key in enumerate(keys)))
    states = None if chosen.day is None else registration_columns(connection, chosen.day)
    found = chosen_records(found, chosen, matches, states, needs_verdict=sort == "violations")
    if after is not None:
        found = found.where(tuple_(*keys) > tuple_(*(literal(value) for value in after)))
    return _KeyedRecords(found, keys, states)


def _page_of(rows: Sequence[RowMapping], keys: int, limit: int) -> FoundPage:
    """The page of rows of which one more than wanted was asked for."""
    last = None if len(rows) <= limit else tuple(rows[limit - 1][_key_name(number)] for number in range(keys))
    return FoundPage(rows=tuple(map(row_of, rows[:limit])), last=last)


def found_and_counted(
    connection: Connection,
    chosen: RecordConditions,
    names: Sequence[str],
    *,
    sort: RecordOrder,
    after: SortKey | None,
    limit: int | None,
) -> tuple[FoundPage, FacetCounts]:
    """A page of the records chosen, as `found_page` has it, and their numbers, as `count_facets` has them."""
    refuse_unknown_facets(names)
    words = chosen.words
    expected = None
    if words is not None and limit is not None and limit <= LONGEST_PAGE:
        expected = expected_number(connection, match_expressions(words, connection.dialect.name).anywhere)
    if words is None or limit is None or expected is None:
        counts = count_facets(connection, chosen, names)
        return found_page(connection, chosen, sort=sort, after=after, limit=limit), counts
    if sort == "title" and after is None and expected > _MANY:
        best = _page_of_titles(connection, chosen, words, limit, expected)
        if best is not None:
            with joining_whole_tables(connection):
                return best, count_facets(connection, chosen, names)
    return _found_at_once(connection, chosen, words, names, sort=sort, after=after, limit=limit)


def _found_at_once(
    connection: Connection,
    chosen: RecordConditions,
    words: SearchQuery,
    names: Sequence[str],
    *,
    sort: RecordOrder,
    after: SortKey | None,
    limit: int,
) -> tuple[FoundPage, FacetCounts]:
    """The same, from one statement for the page and the numbers of all facets that are not chosen by."""
    matches = ranked_vectors(words).cte("matches")
    keys = _sort_keys(connection, matches, sort)
    order = [_key_name(number) for number in range(len(keys))]
    sorted_by = [key.label(name) for key, name in zip(keys, order, strict=True)]
    open_facets = [name for name in names if getattr(chosen, name) is None]
    hits = _hits(connection, chosen, open_facets, matches, sorted_by, needs_verdict=sort == "violations")
    if not chosen.is_by_change:
        # Where something else than the words leads to records, each would be looked for among all keys.
        hits = hits.where(is_matched(matches))
    found = page_and_counts(connection, hits, _together(open_facets), order, after=after, limit=limit + 1)
    total, counted = _counters(found.counted, open_facets)
    rows = _rows_among(connection, words, chosen.day, found.keys, sort) if found.keys else ()
    counts = _with_own_facets(connection, chosen, names, total, counted)
    return _page_of(rows, len(keys), limit), counts


def _rows_among(
    connection: Connection, words: SearchQuery, day: date | None, keys: Sequence[int], sort: RecordOrder
) -> Sequence[RowMapping]:
    """The rows of some records that words have found, in order."""
    vectors = ranked_vectors(words, keys).subquery("matches")
    order = _sort_keys(connection, vectors, sort)
    found = select(records.c.id, *(key.label(_key_name(number)) for number, key in enumerate(order)))
    any_of_them = RecordConditions(role=None, day=day)
    found = chosen_records(found, any_of_them, vectors, None, needs_verdict=sort == "violations")
    states = None if day is None else registration_columns(connection, day)
    # The limit is no condition: it lets PostgreSQL find these first, before it joins what the rows need.
    found = found.where(records.c.id.in_(keys)).limit(len(keys))
    return _sorted_rows(connection, found, order, states)


def _is_not_before(connection: Connection, after: SortKey) -> ColumnElement[bool]:
    """The condition that a record is not before a row, as the index of titles has it."""
    untitled, title, *_ = after
    begin = literal(bool(untitled)), literal(str(title)[:CHARACTERS])
    return tuple_(is_untitled(), title_beginning(connection)) >= tuple_(*begin)


def _page_of_titles(
    connection: Connection,
    chosen: RecordConditions,
    words: SearchQuery,
    limit: int,
    expected: int,
) -> FoundPage | None:
    """The first page if so many records have the words in their title; None if it must be found among all records.

    Args:
        expected: about how many records are found.
    """
    expressions = match_expressions(words, "postgresql")
    titles = expected_number(connection, expressions.wanted, words=TITLE_WORDS) or 0
    if titles >= SAMPLED_FROM:
        return _early_page(connection, chosen, limit, titles)
    if any(len(term.words) > 1 for term in words.terms) and titles > expected // _FEW_TITLES:
        # No index knows the order of words: those of the titles would be read, and then those of all fields.
        return None
    some = matches_in_titles(words).cte("matches")
    found, keys, states = _keyed_records(connection, chosen, "title", matches=some)
    if not chosen.is_by_change:
        found = found.where(is_matched(some))
    rows = _sorted_rows(connection, found.order_by(*keys).limit(limit + 1), keys, states)
    return _page_of(rows, len(keys), limit) if len(rows) > limit else None


def _early_page(connection: Connection, chosen: RecordConditions, limit: int, expected: int) -> FoundPage | None:
    """The first page if it can be found among the first titles of all; None if it must be found among all records.

    Args:
        expected: about how many records have the words in their title.
    """
    early = early_title(connection, expected)
    if early is None:
        return None
    found, keys, states = _keyed_records(connection, chosen, "title")
    rank, untitled, title, *_ = keys
    found = found.where(rank == 0, untitled == 0, title <= early).order_by(*keys).limit(limit + 1)
    if chosen.role == "record":
        # By the index of titles.
        begin = tuple_(literal(False), literal(early[:CHARACTERS]))  # noqa: FBT003 - a value of a column
        found = found.where(is_listed(), tuple_(is_untitled(), title_beginning(connection)) <= begin)
    with by_indexes(connection):
        rows = _sorted_rows(connection, found, keys, states)
    # No row of the best rank comes before these, since all that have a later title come after them.
    return _page_of(rows, len(keys), limit) if len(rows) > limit else None


def _sorted_rows(
    connection: Connection,
    found: Select[Any],
    keys: Sequence[ColumnElement[Any]],
    states: RegistrationColumns | None,
) -> Sequence[RowMapping]:
    """The rows of the records found, with the values that they are sorted by."""
    return connection.execute(_sorted_query(found, keys, states)).mappings().all()


def _sorted_query(
    found: Select[Any], keys: Sequence[ColumnElement[Any]], states: RegistrationColumns | None
) -> Select[Any]:
    page = found.subquery("found")
    order = [page.c[_key_name(number)] for number in range(len(keys))]
    return record_query(states).add_columns(*order).join(page, page.c.id == records.c.id).order_by(*order)


def _key_name(number: int) -> str:
    return f"key_{number}"


def count_facets(connection: Connection, chosen: RecordConditions, names: Sequence[str]) -> FacetCounts:
    """Numbers of the records chosen, in total and by facets.

    The values of a facet are counted within all conditions but its own, so that a reader sees what else there is to
    choose. Records that are a state secret have none.
    """
    refuse_unknown_facets(names)
    open_facets = [name for name in names if getattr(chosen, name) is None]
    total, counted = _count(connection, chosen, open_facets)
    return _with_own_facets(connection, chosen, names, total, counted)


def _with_own_facets(
    connection: Connection,
    chosen: RecordConditions,
    names: Sequence[str],
    total: int,
    counted: dict[str, Mapping[str | None, int]],
) -> FacetCounts:
    """The numbers of all facets, also of those that are chosen by, which are counted each by itself."""
    for name in names:
        if name not in counted:
            _, own = _count(connection, replace(chosen, **{name: None}), [name])
            counted |= own
    return FacetCounts(total=total, by_facet={name: counted[name] for name in names})


def _count(
    connection: Connection, chosen: RecordConditions, names: Sequence[str]
) -> tuple[int, dict[str, Mapping[str | None, int]]]:
    matches = None if chosen.words is None else matches_of(connection, chosen.words)
    if matches is not None and connection.dialect.name == "postgresql" and not chosen.is_by_change:
        hits = _hits(connection, chosen, names, None).where(is_matched(matches))
    else:
        hits = _hits(connection, chosen, names, matches)
    if chosen.is_none and not names:
        # By an index alone; no column is read.
        hits = hits.where(is_listed())
    return _counters(count_values(connection, hits, _together(names)), names)


def _hits(
    connection: Connection,
    chosen: RecordConditions,
    names: Sequence[str],
    matches: FromClause | None,
    more: Sequence[ColumnElement[Any]] = (),
    *,
    needs_verdict: bool = False,
) -> Select[Any]:
    """The records chosen: the values of facets, and if not each is counted by them, whether it is.

    Args:
        more: columns of each, too; with its key, if there are any.
    """
    facets = [FACETS[name] for name in names]
    states = None if chosen.day is None else registration_columns(connection, chosen.day)
    is_counted: list[ColumnElement[Any]] = []
    if has_secrets(connection):
        is_counted = [case((is_secret(), 0), else_=1).label("is_counted")]
    elif not names:
        # A statement that lists nothing has to select something.
        is_counted = [literal(1).label("is_counted")]
    values = [_column_of(facet, states).label(f"value_{number}") for number, facet in enumerate(facets)]
    columns: list[ColumnElement[Any]] = [*is_counted, *values, *([records.c.id] if more else []), *more]
    return chosen_records(
        select(*columns),
        chosen,
        matches,
        states,
        needs_verdict=needs_verdict or any(facet.needs_verdict for facet in facets),
        needs_registration="registration" in names,
    )


def _together(names: Sequence[str]) -> list[list[int]]:
    """The numbers of facets: those together that have few values, and each of the others by itself."""
    few = [number for number, name in enumerate(names) if FACETS[name].has_few]
    others = [[number] for number in range(len(names)) if number not in few]
    return [few, *others] if few else others


def _counters(counted: Counted, names: Sequence[str]) -> tuple[int, dict[str, Mapping[str | None, int]]]:
    """The total, and the numbers of each facet by its values."""
    total = 0
    found: dict[str, Counter[str | None]] = {name: Counter() for name in names}
    for number, value, count in counted:
        if number is None:
            total = count
            continue
        name = names[number]
        values = unpack_values(value or "") or (None,) if FACETS[name].is_packed else (value,)
        found[name].update(dict.fromkeys(values, count))
    return total, {name: _most_first(counter) for name, counter in found.items()}


def _column_of(facet: _Facet, states: RegistrationColumns | None) -> ColumnElement[Any]:
    if facet.column is not None:
        return facet.column
    return null() if states is None else states.state


def _most_first(counter: Counter[str | None]) -> Mapping[str | None, int]:
    return dict(sorted(counter.items(), key=lambda item: (item[0] is None, -item[1], item[0] or "")))


def _sort_keys(connection: Connection, matches: FromClause | None, sort: RecordOrder) -> list[ColumnElement[Any]]:
    """Expressions to sort records by, each ascending and never null."""
    keys: list[ColumnElement[Any]] = [-func.coalesce(verdicts.c.violations, 0)] if sort == "violations" else []
    if matches is not None:
        keys.append(matches.c.rank)
    keys.append(case((records.c.title.is_(None), 1), else_=0))
    keys += [by_code_point(connection, one) for one in (func.coalesce(records.c.title, ""), records.c.iri)]
    return [*keys, records.c.source_id]
