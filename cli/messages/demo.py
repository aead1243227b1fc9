"""``danhmuc demo``."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class DemoText(Messages, prefix="demo"):
    HELP = message("help-demo", "Try danhmuc on sample catalogues of Huế in the folder DIR (demo by default).")
    SAMPLES_ONLY = message("help-demo-samples-only", "Only write the sample catalogues into DIR, a new folder.")
    FOLDER_TAKEN = message("{database} is there already; name another folder (danhmuc demo DIR) or remove {folder}")
    HARVEST = message("1. Harvest four sample catalogues.")
    VALIDATE = message("2. The last file has planted faults: validate it alone; the exit code is 1.")
    SEARCH = message("3. Search, with or without diacritics.")
    HARVEST_AGAIN = message("4. One source changes; harvest again, then see the history of a record.")
    EXPORT = message("5. Export the inventory.")
    LOOK_BACK = message("6. Look at the sources and check the registry.")
    NEXT = message("What to look at next")
    EXPORTED_FILE = message("the exported file: {file}; in the folder {folder}:")
