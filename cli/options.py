"""Options that commands share, and what they name: the registry, the sources, a profile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .group import Option
from .language import LANGUAGES, both, say

if TYPE_CHECKING:
    from datetime import date

    from danhmuc.registry import HarvestSource, Registry

__all__ = [
    "check_source_name",
    "day_given",
    "json_option",
    "lang_option",
    "locations_argument",
    "maybe_locations_argument",
    "open_registry",
    "option",
    "profile_option",
    "registry_option",
    "sources_at",
]

_F = TypeVar("_F", bound=Callable[..., Any])

option = partial(click.option, cls=Option)
"""As click's, with help in two languages."""

DEFAULT_REGISTRY = "sqlite:///danhmuc.db"


def locations_argument(function: _F) -> _F:
    """``LOCATION...``."""
    return click.argument("locations", nargs=-1, required=True, metavar="LOCATION...")(function)


def maybe_locations_argument(function: _F) -> _F:
    """``[LOCATION...]``."""
    return click.argument("locations", nargs=-1, metavar="[LOCATION...]")(function)


def registry_option(function: _F) -> _F:
    """``--registry URL``."""
    return option(
        "--registry",
        "registry_url",
        envvar="DANHMUC_REGISTRY",
        default=DEFAULT_REGISTRY,
        metavar="URL",
        help=both(
            f"Sổ đăng ký, mặc định {DEFAULT_REGISTRY} (biến DANHMUC_REGISTRY).",
            f"The registry, {DEFAULT_REGISTRY} unless DANHMUC_REGISTRY says otherwise.",
        ),
    )(function)


def lang_option(function: _F) -> _F:
    """``--lang``, here too, because people write it behind the command; `language.speaking` reads it."""
    return option(
        "--lang",
        type=click.Choice(LANGUAGES),
        is_eager=True,
        expose_value=False,
        help=both("Ngôn ngữ của câu trả lời (biến DANHMUC_LANG).", "Language of answers (or DANHMUC_LANG)."),
    )(function)


def json_option(function: _F) -> _F:
    """``--json``."""
    return option("--json", "as_json", is_flag=True, help=both("Trả lời bằng JSON.", "Answer in JSON."))(function)


def profile_option(default: str | None, *, without: bool) -> Callable[[_F], _F]:
    """``--profile``; `without` says that ``none`` may be asked for."""
    tokens = (
        ("dcat-ap, vn, none (không kiểm tra)", "dcat-ap, vn, none (not at all)") if without else ("dcat-ap, vn",) * 2
    )
    otherwise = (
        ("mặc định: hồ sơ của nguồn, nguồn mới là dcat-ap", "by default the source's own, dcat-ap for a new one")
        if default is None
        else (f"mặc định {default}", f"{default} by default")
    )
    return option(
        "--profile",
        default=default,
        metavar="PROFILE",
        help=both(
            f"Hồ sơ để kiểm tra: {tokens[0]} hoặc tệp Turtle; {otherwise[0]}.",
            f"Profile to judge by: {tokens[1]} or a Turtle file; {otherwise[1]}.",
        ),
    )


def sources_at(locations: Sequence[str]) -> list[HarvestSource]:
    """The sources at the locations, nothing opened yet.

    Raises:
        UsageError: one of them can be no source.
    """
    from danhmuc.registry import source_at  # heavy
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    if "" in locations:
        # An empty path would be the folder we stand in, and an empty LOCATION is a variable that nobody set.
        raise UsageError(
            say(
                "LOCATION để trống; hãy ghi một tệp hoặc thư mục",
                "an empty LOCATION names nothing; give a file or a folder",
            )
        )
    return [source_at(location) for location in locations]


def open_registry(url: str, *, create: bool = False, base: str | None = None) -> Registry:
    """The registry of a command; only harvest and demo make one."""
    from danhmuc.registry import Registry  # SQLAlchemy costs ten bare interpreters

    return Registry.open(url, create=create, base=base)


def day_given(name: str, text: str | None) -> date | None:
    """The day that an option gives; None where it is not given.

    Raises:
        UsageError: it is no day.
    """
    from danhmuc.vocab.concepts.dates import read_day  # --help needs none of it
    from danhmuc.vocab.errors import UsageError

    day = None if text is None else read_day(text)
    if text is not None and day is None:
        raise UsageError(f"{name} {text!r} is no day; write 2025-07-01 or 01/07/2025")
    return day


def check_source_name(registry: Registry, name: str | None) -> None:
    """See that a source that was named is there.

    Raises:
        UnknownNameError: it is not.
    """
    from danhmuc.vocab.errors import UnknownNameError  # cheap, but --help needs none of it
    from danhmuc.vocab.messages.errors import SOURCE_UNKNOWN

    if name is not None:
        known = [source.name for source in registry.sources()]
        if name not in known:
            raise UnknownNameError(SOURCE_UNKNOWN, name, known)
