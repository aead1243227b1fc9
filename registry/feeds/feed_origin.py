"""The origin of a feed, in a small file of its own: registry and policy are known even where the manifest is lost.

A page does not say whether a policy decided what is on it, or which registry it is from.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from danhmuc.vocab.errors import ManifestError

from ..harvest.line_fields import LineFieldError, LineFields
from ..messages.feed_folders import FEED_MANIFEST_NEWER
from .feed_draft import FeedDraft

__all__ = ["ORIGIN", "FeedOrigin", "read_origin", "write_origin"]

ORIGIN: Final = "origin.json"
_FORMAT: Final = 1
_DIGEST: Final = "sha256"


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
    with draft.write(ORIGIN, modified_at=modified_at, packs=False) as out:
        out.write(json.dumps(members | {_DIGEST: _digest(members)}, ensure_ascii=False, indent=1).encode() + b"\n")


def read_origin(folder: Path) -> FeedOrigin | None:
    """The origin of the build in a folder; None if there is none, or it is not as it was written.

    Raises:
        ManifestError: a newer version wrote it.
    """
    path = folder / ORIGIN
    try:
        members = json.loads(path.read_bytes())
        if not isinstance(members, dict) or members.pop(_DIGEST, None) != _digest(members):
            return None
        fields = LineFields(members)
        found = fields.number("format")
        if found > _FORMAT:
            message = FEED_MANIFEST_NEWER(path=str(path), found=found, known=_FORMAT)
            raise ManifestError(message, path=str(path), is_damaged=False)
        origin = FeedOrigin(
            base=fields.text("base"), registry=fields.text_or_none("registry"), policy=fields.text_or_none("policy")
        )
        fields.finish()
    except (OSError, ValueError, RecursionError, LineFieldError):
        return None
    return origin


def _digest(members: Mapping[str, object]) -> str:
    text = json.dumps(members, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
