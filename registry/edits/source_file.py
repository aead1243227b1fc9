"""Read a file of sources: TOML, one table ``[[source]]`` for each.

The first mistake ends the reading, and nothing of the file is used.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, cast

from danhmuc.shapes import NO_PROFILE, load_profile, profile_tokens
from danhmuc.vocab.errors import DanhmucError, UsageError
from danhmuc.vocab.messages import Fact
from danhmuc.vocab.near_codes import near_code
from danhmuc.vocab.text import mask_passwords, shown_location
from danhmuc.vocab.toml_file import TomlFile, read_toml

from ..messages.sources import SourcesText
from ..record.record import LOCAL
from ..record.source_settings import (
    DEFAULT_KIND,
    DEFAULT_PRIORITY,
    DeclaredSource,
    SettingValue,
    SourceSettings,
    default_profile,
    is_source_name,
)
from ..sources import source_at
from .source_corrections import read_corrections, read_defaults
from .source_edits import fault_of
from .source_values import TEXT, MistakeError, WantedValue, refusal_of

MAX_FILE_BYTES: Final = 1 << 24
"""A device never ends, and no list of sources is larger."""

_TABLES: Final = ("defaults", "corrections")
"""Keys with tables that another module reads."""
_PARTS: Final = ("expectations", "guard")
_MOST: Final = 1_000_000
_VARIABLE: Final = re.compile(r"[A-Z_][A-Z0-9_]{0,99}")


def _whole(least: int, most: int = _MOST) -> WantedValue:
    return WantedValue(
        SourcesText.WHOLE_NUMBER(least=least, most=most),
        lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most,
    )


def _is_number(value: object, least: float, most: float) -> bool:
    # Neither infinite nor NaN, which TOML has, is between two numbers.
    return isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most


_BOOL: Final = WantedValue(SourcesText.TRUE_OR_FALSE(), lambda value: isinstance(value, bool))
_KEYS: Final[Mapping[str, WantedValue]] = {
    "name": TEXT,
    "location": TEXT,
    "kind": TEXT,
    "profile": TEXT,
    "priority": _whole(0),
    "interval_hours": _whole(1),
    "contact": TEXT,
    "internal": _BOOL,
    "private_network": _BOOL,
    "credential_variable": TEXT,
    "delay_seconds": WantedValue(SourcesText.AT_LEAST(most=3_600), lambda value: _is_number(value, 0, 3_600)),
    "max_pages": _whole(1),
    "expectations.records": _whole(1, 1_000_000_000),
    "expectations.days": _whole(0),
    "guard.share": WantedValue(SourcesText.SHARE(), lambda value: _is_number(value, 0, 1) and value != 0),
    "guard.records": _whole(1, 1_000_000_000),
    "guard.off": _BOOL,
    "guard.reason": TEXT,
}
"""The values of each key of a source; those of a table in it are named like ``guard.share``."""


def read_source_file(
    document: str | Path | bytes, *, name: str | None = None, folder: str | Path | None = None
) -> tuple[DeclaredSource, ...]:
    """The sources that a file lists, in its order, at least one; nothing of them is opened.

    Args:
        document: a path, or the bytes themselves.
        name: name of the bytes in errors.
        folder: locations and profiles are relative to it; else to the folder of the file, else to the current one.

    Raises:
        SourceUnavailableError: the file cannot be opened.
        UsageError: it cannot be used; the message names file, source and key.
    """
    beside = Path.cwd()
    if not isinstance(document, bytes):
        beside = Path(os.path.abspath(document)).parent  # noqa: PTH100 - pathlib keeps ".."
    file = read_toml(
        document,
        name=name,
        limit=MAX_FILE_BYTES,
        too_large=SourcesText.FILE_TOO_LARGE,
        no_toml=SourcesText.FILE_UNREADABLE,
    )
    shown = file.shown
    base = beside if folder is None else Path(folder).absolute()
    found: dict[str, DeclaredSource] = {}
    for number, table in enumerate(_tables(file), 1):
        given = table.get("name")
        label: Fact = repr(given) if isinstance(given, str) and given else SourcesText.SOURCE_NUMBER(number=number)
        try:
            declared = _read_source(table, base)
            fault = fault_of(declared, found.values())
        except MistakeError as mistake:
            raise UsageError(SourcesText.IN_SOURCES_FILE(file=shown, source=label, reason=mistake.reason)) from mistake
        if fault is not None:
            raise UsageError(SourcesText.IN_SOURCES_FILE(file=shown, source=label, reason=fault))
        found[declared.name] = declared
    return tuple(found.values())


def _tables(file: TomlFile) -> list[Mapping[str, object]]:
    shown, content = file.shown, file.content
    for key in content:
        if key != "source":
            raise UsageError(SourcesText.TOP_KEY_UNKNOWN(file=shown, key=key))
    tables = content.get("source", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise UsageError(SourcesText.FILE_NO_SOURCE_TABLE(file=shown))
    if not tables:
        # What would be removed is everything.
        raise UsageError(SourcesText.FILE_EMPTY(file=shown))
    return tables


def _read_source(table: Mapping[str, object], base: Path) -> DeclaredSource:
    values: dict[str, SettingValue] = {}
    for key, value in _pairs(table):
        _require_known(key)
        wanted = _KEYS[key]
        if not wanted.fits(value):
            secret = key == "credential_variable"
            raise MistakeError(SourcesText.CREDENTIAL_NO_NAME()) if secret else refusal_of(key, wanted.words, value)
        values[key] = cast("SettingValue", value)
    for key in ("name", "location"):
        if key not in values:
            raise MistakeError(SourcesText.KEY_MISSING(key=key))
    name, location = str(values.pop("name")), str(values.pop("location"))
    if not is_source_name(name) or name == LOCAL:
        raise MistakeError(SourcesText.NAME_INVALID(name=name))
    if not _VARIABLE.fullmatch(str(values.get("credential_variable", "A"))):
        raise MistakeError(SourcesText.CREDENTIAL_NO_NAME())
    if any(key.startswith("guard.") for key in values) and "guard.reason" not in values:
        raise MistakeError(SourcesText.GUARD_NEEDS_REASON())
    kind, place = _find_location(location, str(values.pop("kind", DEFAULT_KIND)), base)
    profile = _usable_profile(str(values.pop("profile", default_profile(kind))), base)
    priority = cast("int", values.pop("priority", DEFAULT_PRIORITY))
    settings = replace(
        SourceSettings.of_values(values),
        defaults=read_defaults(table.get("defaults", {})),
        corrections=read_corrections(table.get("corrections", [])),
    )
    return DeclaredSource(
        name=name,
        location=place,
        kind=kind,
        profile=profile,
        priority=priority,
        settings=settings,
    )


def _pairs(table: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if key in _TABLES:
            continue
        if key in _PARTS and isinstance(value, dict):
            yield from ((f"{key}.{inner}", one) for inner, one in value.items())
        else:
            yield key, value


def _require_known(key: str) -> None:
    """Raise what there is to say of a key that has no value here."""
    if key in _KEYS:
        return
    known = (*_KEYS, *_TABLES)
    if key in _PARTS:
        raise MistakeError(
            SourcesText.KEY_UNKNOWN(key=key, known=tuple(one for one in known if one.startswith(f"{key}.")))
        )
    near = near_code(key, known)
    if near is not None:
        raise MistakeError(SourcesText.KEY_UNKNOWN_NEAR(key=key, near=near))
    raise MistakeError(SourcesText.KEY_UNKNOWN(key=key, known=tuple(known)))


def _find_location(location: str, kind: str, base: Path) -> tuple[str, str]:
    """Kind and absolute location of a source."""
    if mask_passwords(location) != location:
        raise MistakeError(SourcesText.LOCATION_SECRET(location=shown_location(location)))
    try:
        source = source_at(location if "://" in location or location[0] == "~" else str(base / location), kind)
    except DanhmucError as error:
        raise MistakeError(error.message) from error
    return source.kind, source.location


def _usable_profile(name: str, base: Path) -> str:
    """The token of a profile, or the absolute path of its file."""
    if name == NO_PROFILE or name in profile_tokens():
        return name
    path = base / name
    try:
        load_profile(path if path.is_file() else name)
    except DanhmucError as error:
        raise MistakeError(error.message) from error
    return str(path)
