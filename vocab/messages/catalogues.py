"""The gettext catalogues: sentences by language and id.

A language is a folder ``vocab/locale/<tag>/LC_MESSAGES`` with ``danhmuc.po``, which translators edit, and
``danhmuc.mo``, which is compiled from it (`make messages`) and read here. English has none: it stands in the code.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gettext import GNUTranslations


DEFAULT_LANGUAGE: Final = "en"
DOMAIN: Final = "danhmuc"
FOLDER: Final = os.path.join(os.path.dirname(os.path.dirname(__file__)), "locale")  # noqa: PTH118, PTH120 - see values


@cache
def languages() -> tuple[str, ...]:
    """Tags of all available languages, English last."""
    found = sorted(tag for tag in os.listdir(FOLDER) if os.path.exists(_path(tag)))  # noqa: PTH110, PTH208
    return (*found, DEFAULT_LANGUAGE)


def sentence(id: str, english: str, plural: str | None, number: int | None, lang: str) -> str:  # noqa: A002
    """The sentence of a message with its placeholders; the English one if there is no translation."""
    if lang != DEFAULT_LANGUAGE:
        catalogue = _catalogue(lang)
        if catalogue is not None:
            if plural is None or number is None:
                return catalogue.pgettext(id, english)
            return catalogue.npgettext(id, english, plural, number)
    return english if plural is None or number == 1 else plural


@cache
def _catalogue(lang: str) -> GNUTranslations | None:
    from gettext import GNUTranslations  # English needs none

    if lang not in languages():
        return None
    with open(_path(lang), "rb") as file:  # noqa: PTH123
        return GNUTranslations(file)


def _path(lang: str) -> str:
    return os.path.join(FOLDER, lang, "LC_MESSAGES", f"{DOMAIN}.mo")  # noqa: PTH118
