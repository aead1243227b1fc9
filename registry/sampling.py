"""Sample catalogues of four agencies of Huế, written for danhmuc, to try it on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.messages import system_reason

from .messages.store import RequestsText

CATALOGUES: Final = ("moi-truong.ttl", "giao-thong.rdf", "van-hoa.jsonld", "du-lieu-mo.ttl")
"""The files, in order of harvest; the last has planted faults."""
_CHANGED: Final = "moi-truong.ttl"


def write_samples(folder: Path) -> list[Path]:
    """Write the catalogues into a folder, made where it is absent.

    Raises:
        UsageError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return list(_write(folder))
    except OSError as error:
        raise UsageError(RequestsText.SAMPLES_UNWRITABLE(folder=str(folder), reason=system_reason(error))) from error


def change_samples(folder: Path) -> Path:
    """Turn one catalogue in the folder into its second edition.

    One dataset is updated, one is new, one is gone, and the shared agent has another telephone number.
    """
    path = folder / _CHANGED
    text = path.read_text(encoding="utf-8")
    for edit in json.loads(_bundled_folder().joinpath("changes.json").read_text(encoding="utf-8")):
        text = text.replace(edit["find"], edit["replace"])
    path.write_text(text, encoding="utf-8")
    return path


def _write(folder: Path) -> Iterator[Path]:
    for name in CATALOGUES:
        path = folder / name
        path.write_bytes(_bundled_folder().joinpath(name).read_bytes())
        yield path


def _bundled_folder() -> Traversable:
    return files("danhmuc.registry").joinpath("samples")
