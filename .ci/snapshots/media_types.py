"""Make the list of IANA media types from npm's ``mime-db``.

    npm pack mime-db && tar xzf mime-db-*.tgz
    python .ci/snapshots/media_types.py package/db.json VERSION DATE [SCHEMES]

VERSION and DATE (YYYY-MM-DD) are those of the package, first line of its HISTORY.md. Only types whose source is IANA
are taken, with their file name extensions. SCHEMES, by default vocab/schemes, gets ``media-type.ttl``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from scheme_text import Concept, Label, Scheme, written

REGISTRY = "http://www.iana.org/assignments/media-types"
Entry = Mapping[str, object]


def media_types(entries: Mapping[str, Entry], version: str, day: str) -> Scheme:
    """The types that IANA has registered, sorted by name."""
    return Scheme(
        REGISTRY,
        "media-type",
        titles=(Label("Kiểu MIME", "vi"), Label("Media types", "en")),
        source=REGISTRY,
        rights="Registered names of the IANA media types registry, public; collected by mime-db (MIT licence)",
        modified=day,
        completeness="snapshot",
        concepts=tuple(
            _concept(name, entry) for name, entry in sorted(entries.items()) if entry.get("source") == "iana"
        ),
        comment=(
            f"Media types registered with IANA, after mime-db {version} of {day}.\n"
            "Made by .ci/snapshots/media_types.py. Names are the same in all languages; extensions serve look-up."
        ),
    )


def _concept(name: str, entry: Entry) -> Concept:
    extensions = entry.get("extensions", [])
    if not isinstance(extensions, list):
        raise SystemExit(f"{name}: extensions are no list")
    return Concept(
        iri=f"{REGISTRY}/{name}",
        code=name,
        labels=(Label(name, "en"),),
        hidden_labels=tuple(Label(f".{extension}") for extension in sorted(extensions)),
    )


def main(database: Path, version: str, day: str, schemes: Path) -> None:
    """Write the file."""
    scheme = media_types(json.loads(database.read_text(encoding="utf-8")), version, day)
    (schemes / f"{scheme.token}.ttl").write_text(written(scheme), encoding="utf-8")


if __name__ == "__main__":
    if not 4 <= len(sys.argv) <= 5:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], Path(sys.argv[4] if len(sys.argv) == 5 else "vocab/schemes"))
