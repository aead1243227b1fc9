"""Whether a package is a public dataset: private ones, drafts and deleted ones are left out.

What is not understood is not read, and makes the reading incomplete, since it may be either.
"""

from __future__ import annotations

from typing import Final, Literal

from ..json_records.json_values import Json, JsonObject

PackageState = Literal["taken", "private", "draft", "deleted", "other", "unknown-state", "unknown-visibility"]

_STATES: Final[dict[str, PackageState]] = {
    "active": "taken",
    "deleted": "deleted",
    "draft": "draft",
    "draft-complete": "draft",
}
_PUBLIC: Final = frozenset({"", "false", "0", "no", "public", "published"})
"""Texts that deny that a package is private; DKAN writes Published."""
_PRIVATE: Final = frozenset({"true", "1", "yes", "private"})
_NO_DATASETS: Final = frozenset({"harvest", "harvest_source", "showcase", "page"})
"""Types of packages that extensions of CKAN store beside datasets."""
_NARROWEST_FIRST: Final[tuple[PackageState, ...]] = (
    "unknown-state",
    "unknown-visibility",
    "deleted",
    "private",
    "draft",
    "other",
)


def state_of(value: JsonObject) -> PackageState:
    """The state of a package; of a field that occurs more than once the narrowest value counts."""
    return _narrowest({resource_state(value), *(_of_type(one) for one in _all(value, "type"))})


def resource_state(value: JsonObject) -> PackageState:
    """The state of a resource, which may have the same fields as a package, but for its type."""
    found = {_of_state(one) for one in _all(value, "state")}
    return _narrowest(found | {_of_private(one) for one in _all(value, "private")})


def _narrowest(found: set[PackageState]) -> PackageState:
    return next((one for one in _NARROWEST_FIRST if one in found), "taken")


def _all(value: JsonObject, key: str) -> list[Json]:
    return [one for name, one in (*value.items(), *value.repeated) if name == key]


def _of_state(value: Json) -> PackageState:
    if value is None:
        return "taken"
    return _STATES.get(value.strip().lower(), "unknown-state") if isinstance(value, str) else "unknown-state"


def _of_private(value: Json) -> PackageState:
    if value is None or value is False:
        return "taken"
    if value is True:
        return "private"
    word = value.strip().lower() if isinstance(value, str) else None
    return "taken" if word in _PUBLIC else "private" if word in _PRIVATE else "unknown-visibility"


def _of_type(value: Json) -> PackageState:
    return "other" if isinstance(value, str) and value.strip().lower() in _NO_DATASETS else "taken"
