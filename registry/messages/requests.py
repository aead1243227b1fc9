"""Messages about requests to the registry that cannot be fulfilled."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "BASE_FIXED",
    "BASE_INVALID",
    "FILE_NAME_GIVEN",
    "NOTHING_TAKEN_BACK",
    "OBJECT_EMPTY",
    "OBJECT_NESTED",
    "PUT_TAKES",
    "RECORDS_SEVERAL",
    "RECORD_ABSENT",
    "REGISTRY_PRIVATE",
    "SAMPLES_UNWRITABLE",
    "STATE_SECRET",
    "STILL_MARKED",
    "TERM_UNUSABLE",
    "WITHHELD",
]

BASE_INVALID: Final = message("base-invalid", "base {base!r} must be an absolute IRI that ends in / or #")
REGISTRY_PRIVATE: Final = message(
    "registry-private", "a registry in memory can be used by one process only; open one in a file to harvest by workers"
)
BASE_FIXED: Final = message("base-fixed", "this registry mints under {known}; its base cannot become {base}")
PUT_TAKES: Final = message("put-takes", "put takes a typed object such as a Dataset, or a SourceRecord; found {found}")
OBJECT_NESTED: Final = message(
    "object-nested", "{noun} without IRI is stored only within what holds it; give it an IRI"
)
OBJECT_EMPTY: Final = message("object-empty", "{noun} without any values cannot be stored; give it fields")
STATE_SECRET: Final = message("state-secret", "it is marked a state secret and cannot be stored")
TERM_UNUSABLE: Final = message("term-unusable", "it has an IRI that nothing can repair: {example}")
WITHHELD: Final = message("record-withheld", "{iri} is withheld and never leaves; it cannot be withdrawn")
STILL_MARKED: Final = message(
    "record-still-marked",
    "source {source!r} marks {iri} as a state secret, or in a way that is not understood; it must correct the mark and"
    " be harvested again before the record can be released",
)
NOTHING_TAKEN_BACK: Final = message(
    "nothing-taken-back", "{iri} is neither withdrawn nor withheld; there is nothing to release"
)
RECORD_ABSENT: Final = message(
    "record-absent", "asked for one record in {name}, found none; parse_records() takes any number"
)
RECORDS_SEVERAL: Final = plural(
    "records-several",
    "asked for one record in {name}, found {count} record; parse_records() takes any number",
    "asked for one record in {name}, found {count} records; parse_records() takes any number",
)
FILE_NAME_GIVEN: Final = message(
    "file-name-given", "{call} takes a document, not the name of a file; to read the file use {instead}"
)
SAMPLES_UNWRITABLE: Final = message("samples-unwritable", "cannot write samples to {folder}: {reason}")
