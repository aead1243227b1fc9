"""``danhmuc registry register``: what an authority decides of records."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

import click

from danhmuc.registry.record.registration import DECIDED_STATES

from ..answer import CommandAnswer
from ..errors import ArgumentsError
from ..group import Choice, Command, WholeNumber, Words
from ..messages.registry import RegistrationsCommandText
from ..options import Actor, RegistryAt, acting, as_one, bare_iri, check_source_name, day_given, on_registry, option
from ..output.words import registration_state_text, span_message

_DETAILS: Final = ("note", "administrative-note", "change-description", "submitter", "steward", "registrar")


class _Detail(Words):
    """A detail of a registration and its text, such as ``steward=Lan``."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002 - click's
        """The text as it is.

        Raises:
            ArgumentsError: there is no such detail, or it has no text.
        """
        name, _, text = str(value).partition("=")
        if name not in _DETAILS or not text.strip():
            raise ArgumentsError(RegistrationsCommandText.DETAIL_REFUSED(text=str(value), known=_DETAILS), ctx)
        return str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfState:
    """The options that say how a record is registered; none says anything of a registration that ends."""

    effective_from: str | None
    effective_until: str | None
    version: int | None
    superseded_by: str | None
    details: tuple[str, ...]
    public_note: bool
    source: str | None

    def values(self) -> dict[str, Any]:
        """The keywords of `Registrations.register`.

        Raises:
            UsageError: a day is none.
        """
        details = (one.partition("=") for one in self.details)
        return {
            "effective_from": day_given("--from", self.effective_from),
            "effective_until": day_given("--until", self.effective_until),
            "version": self.version,
            "superseded_by": None if self.superseded_by is None else bare_iri(self.superseded_by),
            "is_note_public": self.public_note,
            "source": self.source,
            **{name.replace("-", "_"): text for name, _, text in details},
        }


@click.command(
    "register",
    cls=Command,
    help=RegistrationsCommandText.REGISTER_HELP,
    short_help=RegistrationsCommandText.REGISTER_BRIEF,
)
@click.argument("iri", metavar="IRI")
@click.argument("state", metavar="[STATE]", required=False, type=Choice(DECIDED_STATES))
@option("--end", is_flag=True, help=RegistrationsCommandText.END)
@option("--from", "effective_from", metavar="DAY", help=RegistrationsCommandText.FROM)
@option("--until", "effective_until", metavar="DAY", help=RegistrationsCommandText.UNTIL)
@option("--authority", metavar="AUTHORITY", type=Words(), help=RegistrationsCommandText.AUTHORITY)
@option("--version", type=WholeNumber(1), metavar="N", help=RegistrationsCommandText.VERSION)
@option("--superseded-by", metavar="IRI", help=RegistrationsCommandText.SUPERSEDED_BY)
@option("--detail", "details", type=_Detail(), multiple=True, metavar="NAME=TEXT", help=RegistrationsCommandText.DETAIL)
@option("--public-note", is_flag=True, help=RegistrationsCommandText.PUBLIC_NOTE)
@option("--source", metavar="SOURCE", help=RegistrationsCommandText.SOURCE)
@acting(needs_reason=True)
@on_registry
@as_one(_OfState, "of_state")
def register(
    at: RegistryAt,
    actor: Actor,
    iri: str,
    state: str | None,
    end: bool,  # noqa: FBT001 - click's own
    authority: str | None,
    of_state: _OfState,
) -> CommandAnswer:
    """Register a record, or end its registration."""
    iri = bare_iri(iri)
    _check_request(state, of_state, end=end)
    values = of_state.values()
    registry = at.write()
    if state is None:
        found = registry.registrations.end(iri, by=actor.name, reason=actor.why, authority=authority)
    else:
        check_source_name(registry, of_state.source)
        found = registry.registrations.register(
            iri, state, by=actor.name, reason=actor.why, authority=authority, **values
        )
    facts = {"state": registration_state_text(found.state), "authority": found.authority, "iri": found.iri}
    if state is None:
        return CommandAnswer(data=found, parts=[RegistrationsCommandText.ENDED(**facts, by=actor.name)])
    registered = RegistrationsCommandText.REGISTERED(**facts, span=span_message(found), version=found.version)
    return CommandAnswer(data=found, parts=[registered, RegistrationsCommandText.IRDI(irdi=found.irdi)])


def _check_request(state: str | None, of_state: _OfState, *, end: bool) -> None:
    """See that what was given goes together.

    Raises:
        UsageError: it does not.
    """
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    if end and state is not None:
        raise UsageError(RegistrationsCommandText.STATE_BOTH())
    if not end and state is None:
        raise UsageError(RegistrationsCommandText.STATE_MISSING(known=DECIDED_STATES))
    if end:
        for name, value in asdict(of_state).items():
            if value:
                option_name = f"--{name.removeprefix('effective_').removesuffix('s').replace('_', '-')}"
                raise UsageError(RegistrationsCommandText.END_NOT_WITH(option=option_name))
