"""Messages of ``danhmuc source remap``."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class SourceRemapText(Messages):
    HELP = message(
        "help-source-remap",
        "Map the documents of a source, such as a data.json, once more from the bytes that are stored of them, after "
        "an upgrade that changed the mapping; no server is asked. A harvest does that by itself where its server "
        "answers that nothing moved. Nothing is missing after it. Exit code 1: something needs attention.",
    )
    BRIEF = message("brief-source-remap", "Map stored documents once more")
