"""Messages: every sentence for people, as an id with named facts.

A message is declared once, in the ``messages`` package of its folder, with its English::

    class SourcesText(Messages, prefix="source"):
        UNKNOWN = message("unknown source {name!r}; known: {known}")

Errors, findings and reasons carry it with its facts, ``SourcesText.UNKNOWN(name="ckna", known=("ckan", "dcat"))``. Its
id, here ``source-unknown``, is stored in registries and never given to another message. Text is
rendered at the edge, once, in the reader's language: `Message.render`. Translations are stored by id in the gettext
catalogues under ``vocab/locale``. Rendered text is never parsed.

`values`, `rendering`, `catalogues`, `foreign` and `storing` implement this; the other files declare the messages of
``vocab``.
"""

from __future__ import annotations

from ..renamed import getattr_of_renamed
from .catalogues import DEFAULT_LANGUAGE, languages
from .foreign import EARLIER_TEXT, FOREIGN_WORDS, IS_STREAM, as_message, system_reason
from .storing import from_json, message_from_json, to_json
from .values import (
    Fact,
    Message,
    Messages,
    MessageTemplate,
    Sentence,
    TextByLanguage,
    declared_messages,
    message,
    plural,
)

__all__ = [
    "DEFAULT_LANGUAGE",
    "EARLIER_TEXT",
    "FOREIGN_WORDS",
    "IS_STREAM",
    "Fact",
    "Message",
    "MessageTemplate",
    "Messages",
    "Sentence",
    "TextByLanguage",
    "as_message",
    "declared_messages",
    "from_json",
    "languages",
    "message",
    "message_from_json",
    "plural",
    "system_reason",
    "to_json",
]

__getattr__ = getattr_of_renamed(__name__, {"declared": "declared_messages"})
