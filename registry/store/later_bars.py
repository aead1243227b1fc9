"""The bars of today, where the registry is shown as of an earlier moment: they count as of that moment, too.

Only who asks for what was known then gets more: all but what is purged, or marked as a state secret, by now.

Source of the rules: docs/decisions/0073-as-of.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection, select

from ..record.bars import Bar, Bars
from .stored_rows import sources_of
from .tables import causes

_LATER: Final = "danhmuc_later_bars"


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterBars:
    """The bars of today.

    Attributes:
        bars: all of them.
        internal: keys of the sources of which nothing leaves.
        unapproved: IRIs of feedback and requests of which nothing leaves.
        secret: IRIs that are withheld since a source marked them as a state secret, released by nobody yet.
        secret_schemas: IRIs of the table schemas all of whose datasets are marked as a state secret.
        as_known_then: whether only what is purged or a state secret by now is kept back.
    """

    bars: Bars
    internal: frozenset[int]
    unapproved: frozenset[str]
    secret: frozenset[str]
    secret_schemas: frozenset[str]
    as_known_then: bool

    @classmethod
    def read(
        cls,
        connection: Connection,
        bars: Bars,
        unapproved: frozenset[str],
        secret_schemas: frozenset[str],
        *,
        as_known_then: bool,
    ) -> LaterBars:
        """Read from a registry as it is today, whose `bars`, `unapproved` and `secret_schemas` these are."""
        marked = causes.c.kind == "secret", causes.c.until.is_(None)
        return cls(
            bars=bars,
            internal=frozenset(one.id for one in sources_of(connection) if one.settings.internal),
            unapproved=unapproved,
            secret=frozenset(connection.scalars(select(causes.c.iri).where(*marked))),
            secret_schemas=secret_schemas,
            as_known_then=as_known_then,
        )

    @property
    def option(self) -> dict[str, Any]:
        """The option of a connection that shows the registry as it was."""
        return {_LATER: self}

    def is_kept_back(self, iri: str, bar: Bar) -> bool:
        """Whether a bar of today counts."""
        return not self.as_known_then or bar.reason in ("purged", "secret", "unclear") or iri in self.secret


def later_bars(connection: Connection) -> LaterBars | None:
    """The bars of today, if a connection shows the registry as it was."""
    found: LaterBars | None = connection.get_execution_options().get(_LATER)
    return found


def internal_by_now(connection: Connection) -> frozenset[int]:
    """Keys of the sources of which nothing leaves today, if a connection shows the registry as it was."""
    later = later_bars(connection)
    return frozenset() if later is None or later.as_known_then else later.internal


def unapproved_by_now(connection: Connection) -> frozenset[str]:
    """IRIs of feedback and requests of which nothing leaves today, if a connection shows the registry as it was."""
    later = later_bars(connection)
    return frozenset() if later is None or later.as_known_then else later.unapproved


def with_later_bars(bars: Bars, connection: Connection) -> Bars:
    """The bars of a moment, with those of today if a connection shows the registry as it was."""
    later = later_bars(connection)
    if later is None:
        return bars
    today = later.bars
    states: defaultdict[str, list[Bar]] = defaultdict(list)
    for iri, found in bars.states.items():
        states[iri] += found
    for iri, bar in _bars_by_name(later):
        if bar not in states[iri]:
            states[iri].append(bar)
    return replace(
        bars,
        salt=today.salt if bars.salt is None else bars.salt,
        marks=both_bars(bars.marks, today.marks),
        spelled_marks=both_bars(bars.spelled_marks, today.spelled_marks),
        listed=both_bars(bars.listed, today.listed),
        states={iri: tuple(found) for iri, found in states.items() if found},
        holds=bars.holds | (today.purged if later.as_known_then else today.holds),
        purged=bars.purged | today.purged,
        later={} if later.as_known_then else _publicity_by_name(today),
    )


def both_bars(
    then: Mapping[str, tuple[Bar, ...]], today: Mapping[str, tuple[Bar, ...]]
) -> Mapping[str, tuple[Bar, ...]]:
    """The bars of a moment and those of today by the same keys, each once."""
    return {**then, **{key: tuple(dict.fromkeys((*then.get(key, ()), *found))) for key, found in today.items()}}


def _bars_by_name(later: LaterBars) -> Iterator[tuple[str, Bar]]:
    """The bars on IRIs that count, and the same on all other names of what they name."""
    today = later.bars
    for iri, found in today.states.items():
        for name in today.alike.get(iri, (iri,)):
            yield from ((name, bar) for bar in found if later.is_kept_back(iri, bar))
    for iri, names in today.alike.items():
        for mark in today.marks_under(iri):
            yield from ((name, mark) for name in names)


def _publicity_by_name(today: Bars) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """The publicity that each source states of something, by each name of it."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for iri, by_source in today.publicity.items():
        for name in today.alike.get(iri, (iri,)):
            found[name] += by_source.items()
    return {name: tuple(some) for name, some in found.items()}
