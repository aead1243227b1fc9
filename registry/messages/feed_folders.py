"""Messages about the folder of a feed: what it cannot be built on, and what stops a build."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class FeedFoldersText(Messages):
    FEED_UNWRITABLE = message("cannot build the feed in {folder}: {reason}; what was served before is unchanged")
    FEED_FOLDER_INVALID = message(
        "{folder} cannot be the folder of a feed, which has many files; name a folder of its own, such as "
        "/srv/www/feed",
    )
    FEED_REMAINS = message(
        "the new feed in {folder} is served, but an older build could not be removed ({reason}); remove it from "
        "{path}, since it holds what must not be public any more",
    )
    FEED_BUSY = message("the feed in {folder} is being built by {process}; wait until that build has ended")
    FEED_LOCK_FOREIGN = message(
        "cannot build the feed in {folder}: its lock {path} is a link to another file, or no file; delete it",
    )
    FEED_FOREIGN = message(
        "cannot build the feed in {folder}: {path} is not a link to one of its builds; move it away, or name another "
        "folder",
    )
    FEED_MANIFEST_DAMAGED = message("{path} is damaged ({reason}); begin the feed anew, or restore that file")
    DAMAGE_NO_JSON = message("feed-damage-no-json", "it is not JSON")
    DAMAGE_FIELD = message("feed-damage-field", "the value of {field} is missing, or cannot be that")
    DAMAGE_BYTES = message("feed-damage-bytes", "it is not as it was written")
    DAMAGE_OF_FILE = message("feed-damage-of-file", "{path} is not as it was written")
    FEED_MANIFEST_NEWER = message(
        "{path} was written by a newer version of danhmuc (format {found}; this one reads {known}); update danhmuc, or "
        "name another folder",
    )
    FEED_MANIFEST_OF_OTHER_BASE = message(
        "{path} is that of a feed at {found}, not at {base}; correct the base, or name another folder",
    )
