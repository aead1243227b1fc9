"""Results of a report by rule, for people: thousands of results of one rule say one thing.

Groups are counted from compact rows, because results of all rows would take longer than validating them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.findings import REPORTED_SEVERITIES

from ..engine.outcomes import UNCOMPUTED
from ..engine.shape_text import PLACEHOLDER
from ..shacl_result import ShaclResult

if TYPE_CHECKING:
    from ..engine import Row
    from ..engine.rows import Demand


MOST_LISTED: Final = 100
"""Number of results up to which a text has each of them; beyond, it has groups."""
MOST_GROUPS: Final = 100
"""Maximum number of groups in a text."""
_OF_RESULT: Final = frozenset({"this", "value", "PATH"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultGroup:
    """Results of one rule on one path, of the same severity.

    Attributes:
        example: the first of them.
        count: how many there are, folded as in `ShaclReport.folded`.
    """

    example: ShaclResult
    count: int


def group_results(results: Iterable[ShaclResult]) -> tuple[ResultGroup, ...]:
    """Group folded results."""
    examples: dict[tuple[object, ...], ShaclResult] = {}
    counts: Counter[tuple[object, ...]] = Counter()
    for one in results:
        key = (one.source_shape, one.shape_reached_by, one.component, one.path, one.reported_severity, one.is_computed)
        examples.setdefault(key, one)
        counts[key] += 1
    groups = (ResultGroup(example=one, count=counts[key]) for key, one in examples.items())
    return tuple(sorted(groups, key=severity_rank))


def severity_rank(group: ResultGroup) -> int:
    """The place of the severity of a group, the most severe first."""
    return REPORTED_SEVERITIES.index(group.example.reported_severity)


def group_rows(rows: Iterable[Row]) -> Iterator[tuple[Row, int]]:
    """The first row of each group, and how many folded results its rows make."""
    faults: dict[tuple[object, ...], Row] = {}
    rules: dict[Demand, object] = {}
    for row in rows:
        focus, path, value, demand, outcome = row
        rule = rules.get(demand)
        if rule is None:
            rule = rules[demand] = _rule(demand)
        fault = (focus, path, value, rule, outcome is UNCOMPUTED)
        first = faults.setdefault(fault, row)
        if first.outcome is None and outcome is not None:
            faults[fault] = row
    examples: dict[tuple[object, ...], Row] = {}
    counts: Counter[tuple[object, ...]] = Counter()
    for row in faults.values():
        group: tuple[object, ...] = (row.demand, row.path, row.outcome)
        examples.setdefault(group, row)
        counts[group] += 1
    for group, row in examples.items():
        yield row, counts[group]


def _rule(demand: Demand) -> object:
    """The key that results of one fault share: the shape if its message is the same for all its constraints."""
    messages = demand.shape.messages
    names = {name for one in messages for name in PLACEHOLDER.findall(one.text)}
    return demand.shape if messages and names <= _OF_RESULT else demand
