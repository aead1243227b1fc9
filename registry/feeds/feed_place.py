"""The folder and the base of a feed: whether it can be built and served there."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.valid_iris import is_valid_iri

from ..messages.feed_builds import FEED_BASE_INVALID
from ..messages.feed_folders import FEED_FOLDER_INVALID
from .last_feed import manifest_of_build
from .publication import served_build

__all__ = ["require_base", "require_folder", "require_same_base"]


def require_same_base(folder: Path, base: str) -> None:
    """See that the feed that is served, if one is, has the base of the one to be built.

    Raises:
        ManifestError: it is at another base, or of a newer version.
        UsageError: what stands in its place is no feed.
    """
    served = served_build(folder)
    if served is not None:
        manifest_of_build(served, base)


def require_folder(folder: str | Path) -> None:
    """See that a feed can be built in a folder, by its name and by what stands there.

    Raises:
        UsageError: it cannot: it is empty, stdout, a file, or the root of the file system.
    """
    path = Path(folder).absolute()
    if str(folder) in ("", "-") or path == path.parent or (path.exists() and not path.is_dir()):
        raise UsageError(FEED_FOLDER_INVALID(folder=str(folder) or '""'))


def require_base(base: str) -> None:
    """See that an address can be the base of a feed.

    Raises:
        UsageError: it cannot.
    """
    try:
        parts = urlsplit(base)
        is_whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # no port, or no address
        is_whole = False
    is_moving = not {".", ".."}.isdisjoint(base.split("/"))  # whoever resolves it asks for another address
    if (
        not is_whole
        or is_moving
        or not base.endswith("/")
        or any(one in base for one in "?#@")
        or not is_valid_iri(base)
    ):
        raise UsageError(FEED_BASE_INVALID(base=base))
