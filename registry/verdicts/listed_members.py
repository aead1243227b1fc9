"""Memberships of catalogues by the IRIs that records have now, as an export gives them.

Source of the rules: docs/decisions/0033-identity.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from ..record.record import Membership
from ..record.stored import BARRED_STATES
from ..store.database import Connection
from ..store.identity_rows import current_iris
from ..store.stored_rows import RegisteredSource, members_of, memberships_of, newest_versions


def listed_members(connection: Connection, source: RegisteredSource, catalogs: Collection[str]) -> list[Membership]:
    """Memberships of some catalogues, without members in barred states."""
    found = list(members_of(connection, source.id, catalogs, BARRED_STATES))
    renamed = _current_targets(connection, source, (member.target for member in found))
    if not renamed:
        return found
    known = newest_versions(connection, source.id, source.profile, set(renamed.values()))
    barred = {iri for iri, one in known.items() if one.state in BARRED_STATES}
    return [one for one in _with_targets(found, renamed) if one.target not in barred]


def memberships_in(
    connection: Connection, source: RegisteredSource, targets: Collection[str], states: Collection[str]
) -> Iterator[Membership]:
    """Memberships of some IRIs, also under those that their records had, in catalogues that are in some states."""
    wanted = set(targets)
    renamed = {old: new for old, new in current_iris(connection, source.id).items() if new in wanted}
    return _with_targets(memberships_of(connection, source.id, wanted | renamed.keys(), states), renamed)


def _current_targets(connection: Connection, source: RegisteredSource, targets: Iterable[str]) -> dict[str, str]:
    """The IRIs that renamed records have now, by each of some that they had."""
    redirects = current_iris(connection, source.id)
    return {target: redirects[target] for target in targets if target in redirects} if redirects else {}


def _with_targets(members: Iterable[Membership], renamed: dict[str, str]) -> Iterator[Membership]:
    return (replace(one, target=renamed.get(one.target, one.target)) for one in members)
