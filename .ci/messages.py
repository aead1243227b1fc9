"""Bring the catalogues of messages up to date: `make messages`.

Every language in vocab/locale gets the messages that the code declares: new ones untranslated, those whose English
changed marked fuzzy, those gone left out; then danhmuc.mo is made of danhmuc.po. Told at the end is what a translator
has to do. A new language begins with an empty folder: vocab/locale/<tag>/LC_MESSAGES.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from danhmuc.vocab.messages import declared_messages

LOCALE = Path(__file__).parent.parent / "vocab" / "locale"
HEADER = "# Messages of danhmuc. `make messages` keeps this file; edit the msgstr lines and run it again."


def template() -> Catalog:
    """All messages that the code declares, by id."""
    for folder in ("vocab", "shapes", "registry", "cli"):
        package = import_module(f"danhmuc.{folder}")
        for module in walk_packages(package.__path__, f"danhmuc.{folder}."):
            if ".messages" in module.name:
                import_module(module.name)
    catalog = Catalog(fuzzy=False)
    for one in sorted(declared_messages().values(), key=lambda one: one.id):
        catalog.add(one.english if one.plural is None else (one.english, one.plural), context=one.id)
    return catalog


def updated(po: Path, language: str, current: Catalog) -> Catalog:
    """The catalogue of a language with all messages of the code and no others."""
    catalog = Catalog(locale=language, header_comment=HEADER, project="danhmuc", fuzzy=False)
    if po.exists():
        with po.open("rb") as file:
            known = read_po(file, locale=language)
    else:
        known = Catalog(locale=language)
    before = {one.context: one for one in known if one.context}
    for one in current:
        if not one.id:
            continue
        old = before.get(one.context)
        string = old.string if old is not None else ("" if isinstance(one.id, str) else ("",) * catalog.num_plurals)
        is_fuzzy = old is not None and (old.id != one.id or old.fuzzy)
        catalog.add(one.id, string, context=one.context, flags=("fuzzy",) if is_fuzzy else ())
    return catalog


def main() -> int:
    """Update every language; 1 where a translator has something to do."""
    current, undone = template(), 0
    for folder in sorted(LOCALE.glob("*/LC_MESSAGES")):
        language, po = folder.parent.name, folder / "danhmuc.po"
        catalog = updated(po, language, current)
        with po.open("wb") as file:
            write_po(file, catalog, width=120, omit_header=False, sort_output=False)
        with (folder / "danhmuc.mo").open("wb") as file:
            write_mo(file, catalog)
        todo = [
            f"{one.context}{' (fuzzy)' if one.fuzzy else ''}"
            for one in catalog
            if one.id and (one.fuzzy or not (one.string if isinstance(one.string, str) else all(one.string)))
        ]
        print(f"{language}: {len(catalog)} messages, {len(todo)} to translate", *todo, sep="\n  ")  # noqa: T201
        undone += len(todo)
    return 1 if undone else 0


if __name__ == "__main__":
    sys.exit(main())
