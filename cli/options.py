"""Options that commands share, and the registry they name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .group import Option
from .language import LANGUAGES, both

if TYPE_CHECKING:
    from danhmuc.registry import Registry

__all__ = ["json_option", "lang_option", "open_registry", "option", "profile_option", "registry_option"]

_F = TypeVar("_F", bound=Callable[..., Any])

option = partial(click.option, cls=Option)
"""As click's, with help in two languages."""

DEFAULT_REGISTRY = "sqlite:///danhmuc.db"


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
    """``--lang``, here too, because people write it behind the command."""
    return option(
        "--lang",
        type=click.Choice(LANGUAGES),
        is_eager=True,
        expose_value=True,
        help=both("Ngôn ngữ (biến DANHMUC_LANG).", "Language of answers (or DANHMUC_LANG)."),
    )(function)


def json_option(function: _F) -> _F:
    """``--json``."""
    return option(
        "--json", "as_json", is_flag=True, help=both("Trả lời bằng JSON.", "Answer in JSON.")
    )(function)


def profile_option(default: str | None) -> Callable[[_F], _F]:
    """``--profile``."""
    return option(
        "--profile",
        default=default,
        metavar="PROFILE",
        help=both(
            "Hồ sơ để kiểm tra: dcat-ap, vn, none (không kiểm tra) hoặc tệp Turtle.",
            "Profile to judge by: dcat-ap, vn, none (not at all) or a Turtle file.",
        ),
    )


def open_registry(url: str, *, create: bool = False, base: str | None = None) -> Registry:
    """The registry of a command; only harvest, source, registry and demo make one."""
    from danhmuc.registry import Registry  # noqa: PLC0415 - SQLAlchemy costs ten bare interpreters

    return Registry.open(url, create=create, base=base)
