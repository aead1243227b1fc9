"""A source as a person declares it: where it is, by which rules it is harvested, and whose it is.

Nothing here knows files, the store, or what a profile is.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias
from unicodedata import normalize

from danhmuc.vocab.text import shown_location

from .corrections import Correction, Defaults

DEFAULT_PROFILE: Final = "dcat-ap"
"""The profile of a source that names none."""
PROFILES_OF_KINDS: Final[Mapping[str, str]] = {"elements": "elements", "workbook": "vn"}
"""The profile of a source of some kinds that names none: that by which its sheets are made."""
DEFAULT_KIND: Final = "rdf"
DEFAULT_PRIORITY: Final = 100
FEEDBACK_KIND: Final = "feedback"
"""The kind of sources that take nothing but feedback."""

_NAME: Final = re.compile(r"[^\x00-\x1f\x7f-\x9f/\\\u2028\u2029]{1,100}")
"""Names of sources appear in tables, file names and minted IRIs."""

SettingValue: TypeAlias = str | int | float | bool | list[Any] | dict[str, Any] | None
"""A value as JSON has it."""
Removal: TypeAlias = Literal["keep-records", "withdraw"]
"""Fate of the records of a source that is removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectations:
    """Expectations of every complete reading of a source; None for no expectation.

    Attributes:
        records: at least so many records.
        days: the newest ``dct:modified`` of its records is at most so many days old.
    """

    records: int | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletionGuard:
    """The number of records that may be missing, or withdrawn for that, before that looks like a mistake.

    Attributes:
        share: more than this share of the records, from 0 to 1, and
        records: at least so many of them; or all.
        off: whether no number is too many.
        reason: why it is not the default.
    """

    share: float = 0.1
    records: int = 2
    off: bool = False
    reason: str | None = None

    def stops(self, gone: int, there: int) -> bool:
        """Whether so many records, of so many that are or were there, are too many to go."""
        # Of the share as it is written: in binary, 29 are more than 0.29 of 100.
        too_many = gone >= self.records and gone > Fraction(str(self.share)) * there
        return (not self.off and too_many) or self.stops_all(gone, there)

    def stops_all(self, gone: int, there: int) -> bool:
        """Whether all records go, of so many that are or were there."""
        return not self.off and 0 < gone == there


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSettings:
    """Settings of a source beside its name, location, kind, profile and priority.

    Attributes:
        interval_hours: time between two harvests.
        contact: who answers for it, in any words.
        internal: whether its records never leave; it may be at a private address, too.
        private_network: whether it may be at a private address, such as one in the network of the state.
        credential_variable: name of the environment variable that holds what opens it; never that itself.
        delay_seconds: pause between two requests to a server.
        max_pages: number of pages after which a reading on the web ends, incomplete; None for that of its kind.
        defaults: what its records are given if they lack it.
        corrections: what is replaced in its records, one after the other in this order.
    """

    interval_hours: int | None = None
    contact: str | None = None
    internal: bool = False
    private_network: bool = False
    credential_variable: str | None = None
    delay_seconds: float | None = None
    max_pages: int | None = None
    expectations: Expectations = field(default_factory=Expectations)
    guard: DeletionGuard = field(default_factory=DeletionGuard)
    defaults: Defaults = field(default_factory=Defaults)
    corrections: tuple[Correction, ...] = ()

    @classmethod
    def of_values(cls, values: Mapping[str, SettingValue]) -> SourceSettings:
        """The settings with these values by name; those that are not there have their default.

        >>> SourceSettings.of_values({"internal": True, "guard.records": 5}).guard.records
        5
        """
        parts: dict[str, dict[str, Any]] = {"": {}, "expectations": {}, "guard": {}, "defaults": {}}
        for name, value in values.items():
            part, _, key = name.rpartition(".")
            parts[part][key] = value
        corrections = tuple(map(Correction.of_setting, parts[""].pop("corrections", None) or ()))
        return cls(
            **parts[""],
            expectations=Expectations(**parts["expectations"]),
            guard=DeletionGuard(**parts["guard"]),
            defaults=Defaults.of_settings(parts["defaults"]),
            corrections=corrections,
        )

    @property
    def may_be_private(self) -> bool:
        """Whether it may be at a private address."""
        return self.internal or self.private_network

    def values(self) -> dict[str, SettingValue]:
        """All values by name; those of a part are named like ``guard.share``."""
        return dict(_values(self))

    def digest(self, *parts: str) -> str:
        """SHA-256 of the values of some settings, such as ``corrections``, or of all of a part, such as ``guard``.

        >>> SourceSettings().digest("guard") == SourceSettings(internal=True).digest("guard")
        True
        """
        chosen = {name: value for name, value in self.values().items() if name.partition(".")[0] in parts}
        return hashlib.sha256(json.dumps(chosen, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredSource:
    """A source as it is to be.

    Attributes:
        name: its identity; minted IRIs begin with it.
        location: absolute path or URL.
        kind: name of the kind, as for `source_at`.
        profile: token or absolute path.
        priority: of two sources that describe one IRI, the one with the smaller number leaves.
    """

    name: str
    location: str
    kind: str = DEFAULT_KIND
    profile: str = DEFAULT_PROFILE
    priority: int = DEFAULT_PRIORITY
    settings: SourceSettings = field(default_factory=SourceSettings)

    def values(self) -> dict[str, SettingValue]:
        """All values but the name, by name."""
        return {
            "location": self.location,
            "kind": self.kind,
            "profile": self.profile,
            "priority": self.priority,
            **self.settings.values(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingChange:
    """One value of a source that is another now; None where there is none."""

    field: str
    before: SettingValue
    after: SettingValue

    def as_dict(self) -> dict[str, object]:
        """The change as JSON has it."""
        shown = {name: shown_setting(self.field, getattr(self, name)) for name in ("before", "after")}
        return {"field": self.field, **shown}


def shown_setting(field: str, value: SettingValue) -> SettingValue:
    """A value of a source as it may be shown: a location without what opens it."""
    return shown_location(value) if field == "location" and isinstance(value, str) else value


def default_profile(kind: str) -> str:
    """The profile of a source of a kind that names none.

    >>> default_profile("rdf"), default_profile("workbook")
    ('dcat-ap', 'vn')
    """
    return PROFILES_OF_KINDS.get(kind, DEFAULT_PROFILE)


def absolute_profile(profile: str) -> str:
    """A profile as a source remembers it: a path must mean the same file from another folder, too."""
    from danhmuc.shapes import NO_PROFILE, profile_tokens

    if profile == NO_PROFILE or profile in profile_tokens() or not Path(profile).is_file():
        return profile
    return str(Path(profile).absolute())


def is_source_name(name: str) -> bool:
    """Whether a source can have this name; that of `Registry.put` is no other source's."""
    return _NAME.fullmatch(name) is not None and name == name.strip()


def name_form(name: str) -> str:
    """The form in which names of sources are compared: capitals and the composition of letters tell no two apart."""
    return normalize("NFC", normalize("NFC", name).casefold())


def changed_settings(
    before: Mapping[str, SettingValue], after: Mapping[str, SettingValue]
) -> tuple[SettingChange, ...]:
    """The values that differ, in the order of the later ones."""
    return tuple(
        SettingChange(field=name, before=before.get(name), after=value)
        for name, value in after.items()
        if before.get(name) != value
    )


def pack_settings(settings: SourceSettings) -> str:
    """JSON of the settings that are not the default; the same settings give the same text."""
    usual = SourceSettings().values()
    values = {name: value for name, value in settings.values().items() if value != usual[name]}
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def unpack_settings(packed: str) -> SourceSettings:
    """The settings that `pack_settings` packed."""
    return SourceSettings.of_values(json.loads(packed))


def _values(part: Any, prefix: str = "") -> Iterator[tuple[str, SettingValue]]:
    for one in fields(part):
        value = getattr(part, one.name)
        if isinstance(value, Defaults):
            yield from ((f"{one.name}.{name}", setting) for name, setting in value.settings().items())
        elif isinstance(value, tuple):
            yield one.name, [inner.as_setting() for inner in value] or None
        elif is_dataclass(value):
            yield from _values(value, f"{one.name}.")
        else:
            yield f"{prefix}{one.name}", value
