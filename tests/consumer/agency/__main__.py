# ruff: noqa: T201 - a program of its own, which prints
"""Describe two stations, keep them, change one, publish both: ``python -m agency FOLDER``."""

from __future__ import annotations

import datetime as dt
import sys
from decimal import Decimal
from pathlib import Path

from danhmuc.registry import Dataset, Registry

from .inventory import checked, keep, publish, renamed, summary
from .stations import AGENCY, DATABASE, Station, described, files, since, titles

STATIONS = (
    Station("HU1", "Hùng Vương", dt.date(2019, 1, 1), Decimal("107.59"), Decimal("16.46"), ("2025.csv", "2026.csv")),
    Station("HU2", "Thuận Hóa", dt.date(2021, 6, 15), Decimal("107.57"), Decimal("16.47")),
)


def main(folder: Path) -> None:
    """All of it; what happens goes to standard output."""
    first, second = map(described, STATIONS)
    print(*titles([first, second]), sep="\n")
    print(files(first), since(second))
    with Registry.open(f"sqlite:///{folder / 'inventory.db'}") as registry:
        print(keep(registry, [AGENCY, DATABASE, first, second]))
        changed, difference = renamed(first, "Chất lượng không khí Huế")
        print(difference)
        print(difference.as_dict()[0]["field"], bool(difference), len(difference))
        print(keep(registry, [changed, second]))
        print(*summary(registry), sep="\n")
        for record in publish(registry, folder):
            kept = registry.resource(record.iri or "")
            print(type(record).__name__, record.iri, kept.digest == record.digest)
            if isinstance(record, Dataset) and record.publisher is not None:
                print(record.publisher.name.best("en"), [each.code for each in record.themes])
    print(checked(first.to("json-ld")), checked(""), sep="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
