"""The last feed: what its manifest says, or its folder where that is lost; and whether a build may follow it."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import Path

from danhmuc.vocab.errors import ManifestError, RegistryError, UsageError

from ..messages.feed_builds import (
    FEED_LAST_UNKNOWN,
    FEED_OF_OTHER_REGISTRY,
    FEED_POLICY_MISSING,
    FEED_POLICY_UNKNOWN,
)
from ..record.spooled_values import SpooledPairs
from .feed_draft import FeedDraft
from .manifest import POLICY, REGISTRY, Manifest, read_manifest
from .rebuilt_manifest import RebuiltManifest, rebuild_manifest

__all__ = ["LastFeed", "manifest_of_build", "read_last_feed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LastFeed:
    """The last feed in a folder.

    Attributes:
        manifest: as it was written, or made anew; None if the folder says nothing, so that the feed begins.
        is_rebuilt: whether it was made anew.
        is_lost: whether there was a feed of which nothing is left.
    """

    manifest: Manifest | None
    is_rebuilt: bool = False
    is_lost: bool = False

    def require_policy(self, folder: str) -> None:
        """See that the feed may be built without a policy.

        Raises:
            UsageError: it had one, or nobody knows whether it had.
        """
        if self.is_lost or (isinstance(self.manifest, RebuiltManifest) and self.manifest.origin is None):
            raise UsageError(FEED_POLICY_UNKNOWN(folder=folder))
        if self.manifest is not None and POLICY in self.manifest.contents:
            raise UsageError(FEED_POLICY_MISSING(folder=folder))

    def comes_from(self, registry: str | None) -> bool:
        """Whether the feed may be that of a registry: of a feed without a digest, any may be."""
        known = None if self.manifest is None else self.manifest.contents.get(REGISTRY)
        return known is None or known == registry

    def require_registry(self, registry: str | None, folder: str) -> None:
        """See that the feed comes from a registry.

        Raises:
            RegistryError: it comes from another one.
        """
        if not self.comes_from(registry):
            raise RegistryError(FEED_OF_OTHER_REGISTRY(folder=folder))

    def require_known(self, folder: str) -> None:
        """See that all is known that the feed had.

        Raises:
            RegistryError: it is not, so that nobody can say what it would lose.
        """
        if self.unreadable is not None:
            raise RegistryError(FEED_LAST_UNKNOWN(folder=folder, path=self.unreadable))

    @property
    def unreadable(self) -> str | None:
        """Path of a document that cannot be read, so that not all is known that the feed had; None if all is."""
        return self.manifest.unreadable if isinstance(self.manifest, RebuiltManifest) else None


def read_last_feed(
    draft: FeedDraft, *, base: str, digests: Iterable[tuple[str, str]], nodes: Container[str]
) -> LastFeed:
    """The feed that is served while a draft is built.

    Args:
        base: the address of the feed.
        digests: of what leaves now, with the local of each.
        nodes: IRIs of the node records that leave now.

    Raises:
        ManifestError: it is a feed at another base, or of a newer version.
    """
    if draft.previous is None:
        return LastFeed(manifest=None)
    manifest = manifest_of_build(draft.previous, base)
    if manifest is not None:
        return LastFeed(manifest=manifest)
    rebuilt = rebuild_manifest(
        draft.previous, draft.previous_files, base=base, digests=SpooledPairs(digests), nodes=nodes
    )
    return LastFeed(manifest=rebuilt, is_rebuilt=rebuilt is not None, is_lost=rebuilt is None)


def manifest_of_build(folder: Path, base: str) -> Manifest | None:
    """The manifest of the build in a folder; None if there is none, or it cannot be believed.

    Raises:
        ManifestError: it is of a feed at another base, or of a newer version.
    """
    try:
        return read_manifest(folder, base=base)
    except ManifestError as error:
        if not error.is_damaged:
            raise
        return None
