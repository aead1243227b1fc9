"""The gettext catalogues: sentences by language and id.

A language is a folder ``vocab/locale/<tag>/LC_MESSAGES`` with ``danhmuc.po``, which people edit, and ``danhmuc.mo``,
which is made of it (`make messages`) and read here. English has none: it stands in the code.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gettext import GNUTranslations

__all__ = ["DEFAULT_LANGUAGE", "DOMAIN", "FOLDER", "languages", "sentence"]

DEFAULT_LANGUAGE: Final = "en"
DOMAIN: Final = "danhmuc"
FOLDER: Final = Path(__file__).parent.parent / "locale"


@cache
def languages() -> tuple[str, ...]:
    """Tags of all languages there are, English last."""
    found = sorted(path.parent.parent.name for path in FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
    return (*found, DEFAULT_LANGUAGE)


def sentence(id: str, english: str, plural: str | None, number: int | None, lang: str) -> str:  # noqa: A002
    """The sentence of a message before it is filled; the English one where there is no translation."""
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

    path = FOLDER / lang / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if lang not in languages():
        return None
    with path.open("rb") as file:
        return GNUTranslations(file)
