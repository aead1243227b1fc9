"""``danhmuc registry register`` and ``authority``: what an authority decides of records."""

from __future__ import annotations

from typing import Any

import click

from danhmuc.registry.record.registration import DECIDED_STATES
from danhmuc.vocab.text import one_line

from ..group import Choice, Command, WholeNumber, Words
from ..language import render
from ..messages.program import OptionsText
from ..messages.registry import RegistrationsCommandText
from ..options import (
    bare_iri,
    by_option,
    check_source_name,
    day_given,
    json_option,
    name_of_actor,
    open_registry,
    option,
    registry_option,
)
from ..output.text import print_json, print_line
from ..output.words import registration_state_text, span_message


@click.command(
    "register",
    cls=Command,
    help=RegistrationsCommandText.REGISTER_HELP,
    short_help=RegistrationsCommandText.REGISTER_BRIEF,
)
@click.argument("iri", metavar="IRI")
@click.argument("state", metavar="[STATE]", required=False, type=Choice(DECIDED_STATES))
@option("--end", is_flag=True, help=RegistrationsCommandText.END)
@option("--reason", metavar="TEXT", type=Words(), required=True, help=OptionsText.REASON)
@option("--from", "effective_from", metavar="DAY", help=RegistrationsCommandText.FROM)
@option("--until", "effective_until", metavar="DAY", help=RegistrationsCommandText.UNTIL)
@option("--authority", metavar="AUTHORITY", type=Words(), help=RegistrationsCommandText.AUTHORITY)
@option("--version", type=WholeNumber(1), metavar="N", help=RegistrationsCommandText.VERSION)
@option("--superseded-by", metavar="IRI", help=RegistrationsCommandText.SUPERSEDED_BY)
@option("--note", metavar="TEXT", type=Words(), help=RegistrationsCommandText.NOTE)
@option("--public-note", is_flag=True, help=RegistrationsCommandText.PUBLIC_NOTE)
@option("--administrative-note", metavar="TEXT", type=Words(), help=RegistrationsCommandText.ADMINISTRATIVE_NOTE)
@option("--change-description", metavar="TEXT", type=Words(), help=RegistrationsCommandText.CHANGE_DESCRIPTION)
@option("--submitter", metavar="NAME", type=Words(), help=RegistrationsCommandText.SUBMITTER)
@option("--steward", metavar="NAME", type=Words(), help=RegistrationsCommandText.STEWARD)
@option("--registrar", metavar="NAME", type=Words(), help=RegistrationsCommandText.REGISTRAR)
@option("--source", metavar="SOURCE", help=RegistrationsCommandText.SOURCE)
@by_option
@registry_option
@json_option
def register(
    iri: str,
    state: str | None,
    end: bool,  # noqa: FBT001 - click's own
    reason: str,
    authority: str | None,
    by: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001
    **of_state: Any,
) -> int:
    """Register a record, or end its registration."""
    iri = bare_iri(iri)
    _check_request(state, of_state, end=end)
    who = name_of_actor(by)
    first = day_given("--from", of_state.pop("effective_from"))
    last = day_given("--until", of_state.pop("effective_until"))
    is_note_public = of_state.pop("public_note")
    if of_state["superseded_by"] is not None:
        of_state["superseded_by"] = bare_iri(of_state["superseded_by"])
    with open_registry(registry_url, writes=True) as registry:
        if state is None:
            found = registry.registrations.end(iri, by=who, reason=reason, authority=authority)
        else:
            check_source_name(registry, of_state["source"])
            found = registry.registrations.register(
                iri,
                state,
                by=who,
                reason=reason,
                authority=authority,
                is_note_public=is_note_public,
                effective_from=first,
                effective_until=last,
                **of_state,
            )
    if as_json:
        print_json(found.as_dict())
        return 0
    facts = {"state": registration_state_text(found.state), "authority": found.authority, "iri": found.iri}
    if state is None:
        print_line(one_line(render(RegistrationsCommandText.ENDED(**facts, by=who))))
        return 0
    print_line(
        one_line(render(RegistrationsCommandText.REGISTERED(**facts, span=span_message(found), version=found.version)))
    )
    print_line(one_line(render(RegistrationsCommandText.IRDI(irdi=found.irdi))))
    return 0


@click.command(
    "authority",
    cls=Command,
    help=RegistrationsCommandText.AUTHORITY_HELP,
    short_help=RegistrationsCommandText.AUTHORITY_BRIEF,
)
@click.argument("name", metavar="[AUTHORITY]", required=False, type=Words())
@by_option
@registry_option
@json_option
def authority(
    name: str | None,
    by: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Show or set the registration authority of the registry."""
    from ..output.words import time_text

    who = name_of_actor(by)
    with open_registry(registry_url, writes=name is not None) as registry:
        if name is not None:
            registry.registrations.set_authority(bare_iri(name), by=who)
        rows = registry.registrations.authorities()
    if as_json:
        print_json({"authority": rows[-1].authority if rows else None, "history": [one.as_dict() for one in rows]})
    elif name is not None:
        print_line(one_line(render(RegistrationsCommandText.AUTHORITY_SET(authority=rows[-1].authority, by=who))))
    elif rows:
        newest = rows[-1]
        said = RegistrationsCommandText.AUTHORITY_IS(authority=newest.authority, by=newest.by, at=time_text(newest.at))
        print_line(one_line(render(said)))
    else:
        print_line(render(RegistrationsCommandText.AUTHORITY_NONE()))
    return 0


def _check_request(state: str | None, of_state: dict[str, Any], *, end: bool) -> None:
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
        for name, value in of_state.items():
            if value:
                option_name = f"--{name.removeprefix('effective_').replace('_', '-')}"
                raise UsageError(RegistrationsCommandText.END_NOT_WITH(option=option_name))
