"""``danhmuc registry rename`` and ``same-as``: decisions about what is one thing."""

from __future__ import annotations

import click

from danhmuc.vocab.text import one_line

from ..group import Command, Words
from ..language import render
from ..messages.program import OptionsText
from ..messages.registry import RegistryIdentityText
from ..options import (
    bare_iri,
    by_option,
    json_option,
    name_of_actor,
    open_registry,
    option,
    registry_option,
)
from ..output.text import print_json, print_line


@click.command(
    "rename", cls=Command, help=RegistryIdentityText.RENAME_HELP, short_help=RegistryIdentityText.RENAME_BRIEF
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", required=False)
@option("--end", is_flag=True, help=RegistryIdentityText.END)
@option("--decline", is_flag=True, help=RegistryIdentityText.DECLINE)
@option("--reason", metavar="TEXT", type=Words(), required=True, help=OptionsText.REASON)
@option("--source", metavar="SOURCE", help=RegistryIdentityText.SOURCE)
@by_option
@registry_option
@json_option
def rename(
    old: str,
    new: str | None,
    end: bool,  # noqa: FBT001 - click's own
    decline: bool,  # noqa: FBT001
    reason: str,
    source: str | None,
    by: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Rename a record, decline that, or end a rename."""
    old, new = bare_iri(old), bare_iri(new or "")
    _check_request(new, end=end, decline=decline)
    who = name_of_actor(by)
    with open_registry(registry_url, writes=True) as registry:
        if decline:
            declined = registry.identities.decline_rename(old, new, by=who, reason=reason, source=source)
            said = RegistryIdentityText.DECLINED(by=who, old=old, new=new, source=declined.source)
            answer = declined.as_dict() | {"outcome": "declined"}
        else:
            change = (
                registry.identities.end_redirect(old, by=who, reason=reason, source=source)
                if end
                else registry.identities.rename(old, new, by=who, reason=reason, source=source)
            )
            template = RegistryIdentityText.REDIRECT_ENDED if end else RegistryIdentityText.RENAMED
            said = template(by=who, old=change.old, new=change.new, source=change.source)
            answer = change.as_dict()
    if as_json:
        print_json(answer)
    else:
        print_line(one_line(render(said)))
    return 0


@click.command(
    "same-as", cls=Command, help=RegistryIdentityText.SAME_AS_HELP, short_help=RegistryIdentityText.SAME_AS_BRIEF
)
@click.argument("first", metavar="IRI")
@click.argument("second", metavar="IRI")
@option("--end", is_flag=True, help=RegistryIdentityText.SAME_AS_END)
@option("--reason", metavar="TEXT", type=Words(), required=True, help=OptionsText.REASON)
@by_option
@registry_option
@json_option
def same_as(
    first: str,
    second: str,
    end: bool,  # noqa: FBT001 - click's own
    reason: str,
    by: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Say that two IRIs name one thing, or that they do not."""
    first, second = bare_iri(first), bare_iri(second)
    who = name_of_actor(by)
    with open_registry(registry_url, writes=True) as registry:
        act = registry.identities.end_same_as if end else registry.identities.same_as
        said = act(first, second, by=who, reason=reason)
    if as_json:
        print_json(said.as_dict())
        return 0
    template = RegistryIdentityText.SAME_ENDED if end else RegistryIdentityText.SAID_SAME
    print_line(one_line(render(template(by=who, first=first, second=second))))
    return 0


def _check_request(new: str, *, end: bool, decline: bool) -> None:
    """See that what was given goes together.

    Raises:
        UsageError: it does not.
    """
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    if end and decline:
        raise UsageError(RegistryIdentityText.ONE_OF_THE_TWO())
    if end and new:
        raise UsageError(RegistryIdentityText.NEW_UNWANTED(new=new))
    if not end and not new:
        raise UsageError(RegistryIdentityText.NEW_MISSING())
