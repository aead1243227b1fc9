"""The origin of a feed, and digests of what it depends on: if none has changed, nothing is built.

The origin has a small file of its own: registry and policy are known even where the manifest is lost. A page does not
say whether a policy decided what is on it, or which registry it is from.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from danhmuc.vocab.errors import ManifestError

from ..export.public_policy import PublicPolicy
from ..harvest.plan_reading import LineFieldError, LineFields
from ..messages.feeds import FeedFoldersText
from ..record.bars import Bars
from .catalog_records import profile_iri
from .feed_files import FeedDraft
from .feed_settings import FeedSettings
from .manifest import (
    DIGEST,
    digest_of_members,
    write_members,
)

ORIGIN: Final = "origin.json"
_FORMAT: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedOrigin:
    """The origin of a build.

    Attributes:
        base: the address of the feed.
        registry: digest by which the registry is known again; None if it has none yet.
        policy: digest of the policy; None if there was none.
    """

    base: str
    registry: str | None
    policy: str | None


def write_origin(draft: FeedDraft, origin: FeedOrigin, *, modified_at: str) -> None:
    """Write the origin of a build.

    Raises:
        UsageError: it cannot be written.
    """
    members = {"format": _FORMAT, "base": origin.base, "registry": origin.registry, "policy": origin.policy}
    write_members(draft, ORIGIN, members, modified_at=modified_at)


def read_origin(folder: Path) -> FeedOrigin | None:
    """The origin of the build in a folder; None if there is none, or it is not as it was written.

    Raises:
        ManifestError: a newer version wrote it.
    """
    path = folder / ORIGIN
    try:
        members = json.loads(path.read_bytes())
        if not isinstance(members, dict) or members.pop(DIGEST, None) != digest_of_members(members):
            return None
        fields = LineFields(members)
        found = fields.number("format")
        if found > _FORMAT:
            message = FeedFoldersText.FEED_MANIFEST_NEWER(path=str(path), found=found, known=_FORMAT)
            raise ManifestError(message, path=str(path), is_damaged=False)
        origin = FeedOrigin(
            base=fields.text("base"), registry=fields.text_or_none("registry"), policy=fields.text_or_none("policy")
        )
        fields.finish()
    except (OSError, ValueError, RecursionError, LineFieldError):
        return None
    return origin


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
