"""``danhmuc demo``."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "EXPORT",
    "EXPORTED_FILE",
    "FOLDER_TAKEN",
    "HARVEST",
    "HARVEST_AGAIN",
    "HELP",
    "LOOK_BACK",
    "NEXT",
    "SAMPLES_ONLY",
    "SEARCH",
    "VALIDATE",
]

HELP: Final = message("help-demo", "Try danhmuc on sample catalogues of Huế in the folder DIR (demo by default).")
SAMPLES_ONLY: Final = message("help-demo-samples-only", "Only write the sample catalogues into DIR, a new folder.")
FOLDER_TAKEN: Final = message(
    "demo-folder-taken", "{database} is there already; name another folder (danhmuc demo DIR) or remove {folder}"
)
HARVEST: Final = message("demo-harvest", "1. Harvest four sample catalogues.")
VALIDATE: Final = message(
    "demo-validate", "2. The last file has planted faults: validate it alone; the exit code is 1."
)
SEARCH: Final = message("demo-search", "3. Search, with or without diacritics.")
HARVEST_AGAIN: Final = message(
    "demo-harvest-again", "4. One source changes; harvest again, then see the history of a record."
)
EXPORT: Final = message("demo-export", "5. Export the inventory.")
LOOK_BACK: Final = message("demo-look-back", "6. Look at the sources and check the registry.")
NEXT: Final = message("demo-next", "What to look at next")
EXPORTED_FILE: Final = message("demo-exported-file", "the exported file: {file}; in the folder {folder}:")
