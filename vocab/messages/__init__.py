"""Messages: every sentence a person may read, as an id with named facts.

A message is declared once, in the ``messages`` room of its folder, with its English::

    SOURCE_UNKNOWN = message("source-unknown", "unknown source {name!r}; known: {known}")

Errors, findings and reasons carry it with its facts, ``SOURCE_UNKNOWN(name="ckna", known=("ckan", "dcat"))``. Text is
made at the edge, once, in the reader's language: `Message.render`. Other languages stand by id in the gettext
catalogues under ``vocab/locale``. Nothing is ever read back out of a sentence.

`values`, `rendering`, `catalogues`, `foreign` and `storing` make this work; the other files declare the messages of
``vocab``.
"""

from __future__ import annotations

from .catalogues import DEFAULT_LANGUAGE, languages
from .foreign import EARLIER_TEXT, FOREIGN_WORDS, as_message, system_reason
from .storing import from_json, message_from_json, to_json
from .values import Fact, Message, MessageTemplate, Sentence, TextByLanguage, declared, message, plural

__all__ = [
    "DEFAULT_LANGUAGE",
    "EARLIER_TEXT",
    "FOREIGN_WORDS",
    "Fact",
    "Message",
    "MessageTemplate",
    "Sentence",
    "TextByLanguage",
    "as_message",
    "declared",
    "from_json",
    "languages",
    "message",
    "message_from_json",
    "plural",
    "system_reason",
    "to_json",
]
