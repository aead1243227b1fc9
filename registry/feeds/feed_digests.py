"""Digests of what a feed depends on: if none has changed, nothing is built."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version

from ..export.public_policy import PublicPolicy
from ..record.bars import Bars
from .catalog_settings import FeedSettings
from .local_iris import profile_iri

__all__ = ["digest_of_bars", "policy_digest", "settings_digest"]


def settings_digest(settings: FeedSettings, policy: PublicPolicy | None) -> str:
    """The digest of all that a feed depends on beside the registry.

    The profile counts by its IRI: the path of its file is another one on another machine.
    """
    try:
        release = version("danhmuc")
    except PackageNotFoundError:
        release = ""
    name = settings.profile
    counting = replace(settings, profile=None if name is None else profile_iri(name) or name)
    return _digest_of([release, repr(counting), *_policy_parts(policy)])


def policy_digest(policy: PublicPolicy | None) -> str | None:
    """The digest of a policy; None without one."""
    return None if policy is None else _digest_of(_policy_parts(policy))


def _digest_of(parts: Iterable[str]) -> str:
    return f"sha256:{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()}"


def _policy_parts(policy: PublicPolicy | None) -> Iterator[str]:
    if policy is None:
        return
    for name in policy.__slots__:
        value = getattr(policy, name)
        if value is not None:
            yield f"{name}={sorted(value) if isinstance(value, frozenset) else value}"


def digest_of_bars(bars: Bars, sources: Iterable[str]) -> str:
    """The digest of all that is kept back, whatever the order in which it was read.

    Args:
        sources: names of the internal ones, and of those removed, and whatever else is served no more once it changes.
    """
    parts: list[str] = [bars.salt or "", *sorted(sources), *sorted(bars.holds), *sorted(bars.purged)]
    for table in (bars.marks, bars.spelled_marks, bars.listed, bars.states):
        parts += sorted(f"{key} {sorted(found)}" for key, found in table.items())
    parts += sorted(f"{iri} {sorted(said.items())}" for iri, said in bars.publicity.items())
    return f"sha256:{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()}"
