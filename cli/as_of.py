"""The registry of a command, as it is or as of an earlier moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .errors import ArgumentsError
from .language import render
from .messages.program import OptionsText
from .options import as_of_option, by_option, name_of_actor, option
from .output.text import print_line
from .output.words import time_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import ExitStack

    from danhmuc.registry import KnownThen, PastRegistry, Registry
    from danhmuc.vocab.messages import MessageTemplate


_F = TypeVar("_F", bound="Callable[..., Any]")


def known_then_options(function: _F) -> _F:
    """``--as-of``, ``--as-known-then`` and ``--by``; the command has ``--reason`` itself."""
    function = by_option(function)
    function = option("--as-known-then", is_flag=True, help=OptionsText.AS_KNOWN_THEN)(function)
    return as_of_option(function)


def reason_option(function: _F) -> _F:
    """``--reason`` of a command that needs one for this alone."""
    return option("--reason", metavar="TEXT", help=OptionsText.KNOWN_THEN_REASON)(function)


def refused_as_of_option(refusal: MessageTemplate, *, brief: MessageTemplate) -> Callable[[_F], _F]:
    """``--as-of`` of a command that has none, which says in one line why, and what to ask instead.

    Args:
        brief: the help of the option.
    """

    def refuse(context: click.Context, parameter: click.Parameter, value: str | None) -> None:  # noqa: ARG001 - click's own
        if value is not None:
            raise ArgumentsError(refusal())

    return option("--as-of", metavar="WHEN", expose_value=False, callback=refuse, help=brief)


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierMoment:
    """The moment of which a command was asked to show the registry, and why as it was known then."""

    when: str
    known_then: KnownThen | None = None

    @contextmanager
    def of(self, registry: Registry, source: str | None = None) -> Iterator[PastRegistry]:
        """The registry as of the moment; once all is read, and unless an error ends it, stderr says of which."""
        with registry.as_of(self.when, source=source, known_then=self.known_then) as past:
            at = time_text(past.moment.at)
            yield past
        if self.known_then is None:
            line = OptionsText.SHOWN_AS_OF(at=at)
        else:
            line = OptionsText.SHOWN_AS_KNOWN(at=at, reason=self.known_then.reason, by=self.known_then.by)
        print_line(render(line), err=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedMoment:
    """The options that ask for an earlier moment, as they were given."""

    as_of: str | None
    as_known_then: bool = False
    reason: str | None = None
    by: str | None = None

    def moment(self) -> EarlierMoment | None:
        """The moment; None for today.

        Raises:
            ArgumentsError: the options do not go together.
        """
        is_alone = (self.as_known_then and self.as_of is None) or (self.by and not self.as_known_then)
        if is_alone or self.as_known_then != (self.reason is not None):
            raise ArgumentsError(OptionsText.KNOWN_THEN_NEEDS())
        if self.as_of is None:
            return None
        if self.reason is None:
            return EarlierMoment(when=self.as_of)
        from danhmuc.registry import KnownThen  # heavy

        return EarlierMoment(when=self.as_of, known_then=KnownThen(reason=self.reason, by=name_of_actor(self.by)))


def show_as_of(
    stack: ExitStack, registry: Registry, moment: EarlierMoment | None, source: str | None = None
) -> Registry | PastRegistry:
    """The registry as of a moment, as long as the stack is open; itself where none is asked for."""
    return registry if moment is None else stack.enter_context(moment.of(registry, source))


def refuse_with_as_of(when: str | None, others: Mapping[str, object]) -> None:
    """Refuse options that say nothing of an earlier moment.

    Raises:
        ArgumentsError: one is given beside ``--as-of``.
    """
    for name, value in others.items():
        if when is not None and value:
            raise ArgumentsError(OptionsText.AS_OF_NOT_WITH(option=name))
