"""Options that commands share, and what they name: the registry, the sources, a profile."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial, wraps
from inspect import signature
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from danhmuc.vocab.messages import Message, MessageTemplate

from .errors import ArgumentsError
from .group import LANG, Choice, LocationName, Option, Words
from .language import render
from .messages.harvest import HarvestCommandText
from .messages.program import OptionsText

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from danhmuc.registry import HarvestSource, PastRegistry, Registry
    from danhmuc.registry.store.database import Migration


OPENED = "danhmuc.registry"


class OpenedRegistry(NamedTuple):
    """The registry of a command: its URL, and as it is shown, without a password."""

    url: str
    shown: str


"""Under this name click's context has the URL of the registry that a command opened."""

_F = TypeVar("_F", bound=Callable[..., Any])

option = partial(click.option, cls=Option)
"""As click's, with a message as help."""

DEFAULT_REGISTRY = "sqlite:///danhmuc.db"


def refuse_several(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> str | None:
    """The value of an option that may be repeated, but not with another value: one of two must not win unseen.

    Raises:
        ArgumentsError: it has several.
    """
    if len(known := tuple(dict.fromkeys(values))) > 1:
        raise ArgumentsError(OptionsText.SEVERAL_VALUES(option=parameter.opts[-1], values=known), context)
    return next(iter(known), None)


def maybe_locations_argument(function: _F) -> _F:
    """``[LOCATION...]``."""
    return click.argument("locations", nargs=-1, metavar="[LOCATION...]", type=LocationName())(function)


def registry_option(function: _F) -> _F:
    """``--registry URL``."""
    return option(
        "--registry",
        "registry_url",
        envvar="DANHMUC_REGISTRY",
        default=DEFAULT_REGISTRY,
        metavar="URL",
        help=OptionsText.REGISTRY(default=DEFAULT_REGISTRY),
    )(function)


class _ReadableOption(Option):
    """``--readable``.

    Attributes:
        writers: the options that write what is for its owner alone, without all of which it is refused.
    """

    def __init__(self, *args: Any, writers: Sequence[str], **kwargs: Any) -> None:
        self.writers = writers
        super().__init__(*args, **kwargs)

    def handle_parse_result(
        self, ctx: click.Context, opts: Mapping[str, Any], args: list[str]
    ) -> tuple[Any, list[str]]:
        """The value; `opts` has those of the other options, too."""
        writing = [one.name for one in ctx.command.params if not {*self.writers}.isdisjoint(one.opts)]
        if opts.get("readable") and not any(opts.get(str(name)) for name in writing):
            raise ArgumentsError(OptionsText.READABLE_ALONE(options=tuple(self.writers)), ctx)
        return super().handle_parse_result(ctx, opts, args)


def readable_option(*writers: str) -> Callable[[_F], _F]:
    """``--readable`` of a command whose options of these names write what is for its owner alone."""
    return click.option("--readable", cls=_ReadableOption, writers=writers, is_flag=True, help=OptionsText.READABLE)


def lang_option(function: _F) -> _F:
    """``--lang`` as the help of the program lists it; every command has it, and `language.speaking` reads it."""
    return option("--lang", **LANG)(function)


def json_option(function: _F) -> _F:
    """``--json``."""
    return option("--json", "as_json", is_flag=True, help=OptionsText.JSON)(function)


class RegistryAt(NamedTuple):
    """The registry that a command was given; it is open from when it is asked for until the command has answered.

    Attributes:
        as_json: whether the answer is JSON.
    """

    url: str
    as_json: bool

    def read(self) -> Registry:
        """Open it to read."""
        return click.get_current_context().with_resource(open_registry(self.url))

    def write(self, *, create: bool = False, base: str | None = None) -> Registry:
        """Open it to write."""
        return click.get_current_context().with_resource(open_registry(self.url, writes=True, create=create, base=base))


def on_registry(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--registry`` and ``--json``, as the keyword `at`, a `RegistryAt`."""

    @wraps(function)
    def with_registry(*, registry_url: str, as_json: bool, **others: Any) -> Any:
        return function(at=RegistryAt(registry_url, as_json), **others)

    return registry_option(json_option(with_registry))


class Actor(NamedTuple):
    """The person who acts, and their reason.

    Attributes:
        given: the name, if one was given.
    """

    given: str | None
    reason: str | None

    @property
    def name(self) -> str:
        """The given name, or that of the account."""
        return name_of_actor(self.given)

    @property
    def why(self) -> str:
        """The reason, of a command that needs one."""
        assert self.reason is not None, "the option is required"
        return self.reason


def as_one(value: Callable[..., object], name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command several of its options as the keyword `name`.

    Args:
        value: a class whose fields have the names of the options.
    """
    members = tuple(signature(value).parameters)

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def with_value(**given: Any) -> Any:
            chosen = value(**{one: given.pop(one) for one in members})
            return function(**given, **{name: chosen})

        return with_value

    return decorate


def acting(
    needs_reason: bool | None = None,  # noqa: FBT001 - of a decorator
    help: Message | MessageTemplate = OptionsText.REASON,  # noqa: A002 - click's own
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``--reason`` and ``--by``, as the keyword `actor`, an `Actor`.

    Args:
        needs_reason: whether ``--reason`` has to be given; None for a command without it.
        help: that of ``--reason``.
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def with_actor(*, by: str | None, reason: str | None = None, **others: Any) -> Any:
            return function(actor=Actor(by, reason), **others)

        decorated = by_option(with_actor)
        if needs_reason is None:
            return decorated
        return option("--reason", metavar="TEXT", type=Words(), required=needs_reason, help=help)(decorated)

    return decorate


def as_of_option(function: _F) -> _F:
    """``--as-of WHEN``."""
    return option("--as-of", "as_of", metavar="WHEN", type=Words(), help=OptionsText.AS_OF)(function)


def base_option(function: _F) -> _F:
    """``--base IRI``, of commands that may make a registry."""
    return option("--base", metavar="IRI", envvar="DANHMUC_BASE", help=HarvestCommandText.BASE)(function)


def by_option(function: _F) -> _F:
    """``--by NAME``; `name_of_actor` makes a name of it."""
    return option("--by", metavar="NAME", type=Words(), help=OptionsText.BY)(function)


def name_of_actor(by: str | None) -> str:
    """The name of who acts: the given one, or that of the account."""
    if by is not None:
        return by
    import getpass  # --help needs none of it

    try:
        return getpass.getuser()
    except (KeyError, OSError):  # the account has no name
        return "danhmuc"


def fail_on_option(function: _F) -> _F:
    """``--fail-on``."""
    return option("--fail-on", type=Choice(["violation", "warning"]), default="violation", help=OptionsText.FAIL_ON)(
        function
    )


def profile_option(default: str | None, help: Message | MessageTemplate) -> Callable[[_F], _F]:  # noqa: A002 - click's
    """``--profile``."""
    return option("--profile", default=default, metavar="PROFILE", help=help)


def kind_option(function: _F) -> _F:
    """``--kind KIND``, of commands that are given a location."""
    return option("--kind", metavar="KIND", help=OptionsText.KIND)(function)


def sources_at(locations: Sequence[str], kind: str | None = None) -> list[HarvestSource]:
    """The sources at the locations, nothing opened yet.

    Raises:
        UsageError: one of them can be no source.
        UnknownNameError: there is no such kind.
    """
    from danhmuc.registry import source_at  # heavy
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    if "" in locations:
        # An empty path would be the folder we stand in, and an empty LOCATION is a variable that nobody set.
        raise UsageError(OptionsText.NAME_EMPTY(name="LOCATION"))
    return [source_at(location, kind) for location in locations]


def open_registry(url: str, *, writes: bool = False, create: bool = False, base: str | None = None) -> Registry:
    """The registry of a command; only harvest and demo make one, and only a command that writes upgrades one."""
    from danhmuc.registry import Registry  # SQLAlchemy costs ten bare interpreters

    registry = Registry.open(url, create=create, base=base, migrate=writes)
    if registry.upkeep.migration is not None:
        _print_migration(registry.url, registry.upkeep.migration)
    click.get_current_context().meta[OPENED] = OpenedRegistry(url, registry.url)
    return registry


def refuse_in_use(*targets: str | Path, url: str | None = None) -> None:
    """See that a command that opens no registry replaces nothing that the registry which others would open reads.

    Args:
        url: of the registry, if the command has an option for it.

    Raises:
        UsageError: it would.
        RegistryUnavailableError: that registry cannot be read, and a target is there.
    """
    from danhmuc.registry.store.target import refuse_replacing

    refuse_replacing(*targets, url=url or os.environ.get("DANHMUC_REGISTRY") or DEFAULT_REGISTRY)


def _print_migration(url: str, done: Migration) -> None:
    """Say that the registry was upgraded, and where its state before is."""
    from danhmuc.vocab.text import one_line

    from .messages.registry import RegistryText  # --help needs none of it

    facts = {"registry": url, "schema": done.schema, "head": done.head}
    said = (
        RegistryText.MIGRATED(**facts)
        if done.backup is None
        else RegistryText.MIGRATED_WITH_BACKUP(**facts, file=str(done.backup))
    )
    click.echo(one_line(render(said)), err=True)


def day_given(name: str, text: str | None) -> date | None:
    """The day that an option gives; None where it is not given.

    Raises:
        UsageError: it is no day.
    """
    from danhmuc.vocab.datatypes.dates import read_day_alone
    from danhmuc.vocab.errors import UsageError

    day = None if text is None else read_day_alone(text)
    if text is not None and day is None:
        raise UsageError(OptionsText.DAY_REFUSED(option=name, text=text))
    return day


def bare_iri(iri: str) -> str:
    """An IRI as it stands in Turtle, where people copy it from, without its brackets."""
    return iri.removeprefix("<").removesuffix(">")


def check_source_name(registry: Registry | PastRegistry, name: str | None) -> None:
    """See that a source that was named is there.

    Raises:
        UnknownNameError: it is not.
    """
    from danhmuc.vocab.errors import UnknownNameError  # cheap, but --help needs none of it
    from danhmuc.vocab.messages.errors import ErrorsText

    if name is not None:
        known = registry.source_list.profiles()
        if name not in known:
            raise UnknownNameError(ErrorsText.SOURCE_UNKNOWN, name, known)
