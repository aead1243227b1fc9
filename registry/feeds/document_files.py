"""The documents of a build: which of them must be written, where, and what they cannot hold.

A document whose content has the digest that the last manifest has for it is taken over unseen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import BinaryIO

from .feed_checks import check_readable
from .feed_files import FeedDraft
from .gathering import GatheredFeed
from .manifest import FileLoss, Manifest
from .root_catalog import RootCatalog

__all__ = ["DocumentFiles"]


class DocumentFiles:
    """The documents of one build.

    Attributes:
        now: the time of what has changed.
        contents: digest of all that each document is made of, by its name.
        losses: what files cannot hold.
    """

    def __init__(self, draft: FeedDraft, before: Manifest | None, *, settings: str, now: str) -> None:
        """
        Args:
            before: the manifest of the last build; None if it says nothing.
            settings: digest of all that the feed depends on beside the registry.
        """
        self.draft = draft
        self.now = now
        self.contents: dict[str, str] = {}
        self.losses: list[FileLoss] = []
        self._before = before
        self._settings = settings

    def paths_to_write(self, name: str, content: str, paths: Sequence[str]) -> list[str]:
        """The paths of a document that must be written; the others are those of the last build, made of the same.

        Args:
            content: digest of all that it is made of.
        """
        self.contents[name] = content
        if self._before is None or self._before.contents.get(name) != content:
            return list(paths)
        fresh = [path for path in paths if not self.draft.keep(path)]
        for path in paths:
            if path not in fresh and path in self._before.losses:
                self.lose(self._before.losses[path])
        return fresh

    def digest_of(self, members: object) -> str:
        """The digest of a document that is made of the settings and of some members, as JSON has them."""
        text = json.dumps([self._settings, members], sort_keys=True)
        return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"

    def digest_of_entries(
        self, gathered: GatheredFeed, numbers: Iterable[int], root: RootCatalog, links: Sequence[object] = ()
    ) -> str:
        """The digest of a document that is made of the settings, of some entries, and of what leads to others.

        Args:
            numbers: positions of the entries.
            root: the catalogue that lists them.
            links: of a page, as JSON has them.
        """
        digest = hashlib.sha256(json.dumps([self._settings, links], sort_keys=True).encode())
        digest.update(root.describe(()))
        digest.update(root.describe_publisher()[1])
        for number in numbers:
            digest.update(gathered.spool.content(number))
            digest.update(gathered.memberships.get(number, b""))
        return f"sha256:{digest.hexdigest()}"

    def lose(self, loss: FileLoss) -> None:
        """Note what a file cannot hold."""
        if loss:
            self.losses.append(loss)

    def open(self, path: str, *, packs: bool = True) -> AbstractContextManager[BinaryIO]:
        """A new file; see `FeedDraft.write`."""
        return self.draft.write(path, modified_at=self.now, packs=packs)

    def check(self, path: str, format: str) -> None:  # noqa: A002 - the word users know
        """See that a file that was written can be read.

        Raises:
            RegistryError: it cannot.
        """
        check_readable(self.draft.path / path, path, format)
