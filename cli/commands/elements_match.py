"""``danhmuc elements match``: which column uses which data element."""

from __future__ import annotations

import shlex
from datetime import date

import click

from danhmuc.vocab.messages.rendering import day_text
from danhmuc.vocab.vietnam_time import day_in_vietnam

from ..group import Command, LazyGroup, Words
from ..language import language, render
from ..messages.elements import DecisionWords, ElementsCommandText
from ..messages.options import OptionsText
from ..options import (
    bare_iri,
    by_option,
    json_option,
    lang_option,
    name_of_actor,
    open_registry,
    option,
    registry_option,
)
from ..output.json import print_json
from ..output.table import print_table
from ..output.text import print_line
from .elements_codes import codes


@click.group(
    "match",
    cls=LazyGroup,
    summaries={},
    help=ElementsCommandText.MATCH_HELP,
    short_help=ElementsCommandText.MATCH_BRIEF,
)
def match() -> None:
    """Group the commands about matches."""


match.add_command(codes)


@match.command(
    "list", cls=Command, help=ElementsCommandText.MATCH_LIST_HELP, short_help=ElementsCommandText.MATCH_LIST_BRIEF
)
@option("--element", metavar="IRI", help=ElementsCommandText.ONLY_ELEMENT)
@option("--schema", metavar="IRI", help=ElementsCommandText.ONLY_SCHEMA)
@option("--decided", is_flag=True, help=ElementsCommandText.ALSO_DECIDED)
@registry_option
@json_option
@lang_option
def list_matches(
    element: str | None,
    schema: str | None,
    decided: bool,  # noqa: FBT001 - click's own
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """List the columns that look like a data element."""
    with open_registry(registry_url) as registry:
        found = list(registry.dictionary.find_matches(element=_plain(element), schema=_plain(schema), decided=decided))
    if as_json:
        print_json([one.as_dict() for one in found])
        return 0
    headings = (
        ElementsCommandText.COLUMN,
        ElementsCommandText.ELEMENT,
        ElementsCommandText.WHY,
        ElementsCommandText.OUTCOME,
        ElementsCommandText.SCHEMA,
    )
    print_table(
        [*map(render, headings), "SCHEMA COLUMN ELEMENT"],
        [
            (
                one.column,
                one.element_title or "–",
                ", ".join(render(ElementsCommandText.MATCH_REASONS[reason]) for reason in one.reasons),
                "–" if one.decision is None else render(ElementsCommandText.OUTCOMES[one.decision]),
                one.schema_title or "–",
                shlex.join((one.schema, one.column, one.element)),
            )
            for one in found
        ],
    )
    print_line(render(ElementsCommandText.MATCHES_COUNTED(count=len(found))), err=True)
    if any(one.decision is None for one in found):
        print_line(render(ElementsCommandText.DECIDE_NEXT()), err=True)
    return 0


def _decision_command(name: str, wording: DecisionWords) -> None:
    """Add the command that records or revokes one decision."""

    @match.command(name, cls=Command, help=wording.help, short_help=wording.brief)
    @click.argument("schema", metavar="SCHEMA")
    @click.argument("column", metavar="COLUMN")
    @click.argument("element", metavar="ELEMENT")
    @option("--reason", metavar="TEXT", type=Words(), help=OptionsText.REASON)
    @by_option
    @registry_option
    @json_option
    @lang_option
    def decide(
        schema: str,
        column: str,
        element: str,
        reason: str | None,
        by: str | None,
        registry_url: str,
        as_json: bool,  # noqa: FBT001 - click's own
    ) -> int:
        """Record it, and say so."""
        schema, element, who = bare_iri(schema), bare_iri(element), name_of_actor(by)
        with open_registry(registry_url, writes=True) as registry:
            dictionary, is_new = registry.dictionary, True
            if name == "revoke":
                dictionary.revoke_match(schema, column, element, by=who, reason=reason)
            else:
                decided = dictionary.accept_match if name == "accept" else dictionary.reject_match
                is_new = decided(schema, column, element, by=who, reason=reason)
        if as_json:
            names = {"schema": schema, "column": column, "element": element}
            print_json({**names, "outcome": wording.outcome, "changed": is_new})
            return 0
        said = wording.done(by=who, column=column, schema=schema, element=element)
        print_line(render(said if is_new else ElementsCommandText.NOTHING_NEW()))
        return 0


for _name, _wording in ElementsCommandText.DECISIONS_ABOUT_COLUMNS.items():
    _decision_command(_name, _wording)


@match.command(
    "decisions", cls=Command, help=ElementsCommandText.DECISIONS_HELP, short_help=ElementsCommandText.DECISIONS_BRIEF
)
@click.argument("iri", metavar="[IRI]", required=False)
@option("--ended", is_flag=True, help=ElementsCommandText.ALSO_ENDED)
@registry_option
@json_option
@lang_option
def decisions(
    iri: str | None,
    ended: bool,  # noqa: FBT001 - click's own
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """List what was decided."""
    with open_registry(registry_url) as registry:
        found = registry.dictionary.decisions(iri=_plain(iri), ended=ended)
    if as_json:
        print_json([one.as_dict() for one in found])
        return 0
    headings = (
        ElementsCommandText.OUTCOME,
        ElementsCommandText.COLUMN,
        ElementsCommandText.SCHEMA,
        ElementsCommandText.DECIDED_BY,
        ElementsCommandText.WHY,
    )
    print_table(
        [*map(render, headings), "IRI"],
        [
            (
                render(ElementsCommandText.OUTCOMES[one.outcome]),
                one.column or "–",
                one.schema,
                _who(one.by, one.at) + ("" if one.until is None else f" – {_who(one.ended_by, one.until)}"),
                one.reason or "–",
                one.target,
            )
            for one in found
        ],
    )
    print_line(render(ElementsCommandText.ELEMENTS_COUNTED(count=len(found))), err=True)
    return 0


def _who(name: str | None, moment: str) -> str:
    """The name of a person, and the day."""
    return f"{name or '–'} {day_text(date.fromisoformat(day_in_vietnam(moment)), language())}"


def _plain(iri: str | None) -> str | None:
    return None if iri is None else bare_iri(iri)
