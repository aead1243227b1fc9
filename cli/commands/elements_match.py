"""``danhmuc elements match``: which column uses which data element, and which codes of two lists mean the same."""

from __future__ import annotations

import shlex
from datetime import date
from typing import TYPE_CHECKING, Final

import click

from danhmuc.vocab.messages.rendering import day_text
from danhmuc.vocab.vietnam_time import day_in_vietnam

from ..answer import CommandAnswer, ShownColumn, Table
from ..errors import ArgumentsError
from ..group import Choice, Command, LazyGroup
from ..language import language, render
from ..messages.elements import ElementCodesText, ElementsCommandText
from ..options import Actor, RegistryAt, acting, bare_iri, on_registry, option

if TYPE_CHECKING:
    from danhmuc.registry.dictionary.data_dictionary import Dictionary

_COLUMNS: Final = (
    ShownColumn(ElementsCommandText.COLUMN, lambda one: one.column),
    ShownColumn(ElementsCommandText.ELEMENT, lambda one: one.element_title or "–"),
    ShownColumn(
        ElementsCommandText.WHY,
        lambda one: ", ".join(render(ElementsCommandText.MATCH_REASONS[reason]) for reason in one.reasons),
    ),
    ShownColumn(ElementsCommandText.OUTCOME, lambda one: _outcome(one.decision)),
    ShownColumn(ElementsCommandText.SCHEMA, lambda one: one.schema_title or "–"),
    ShownColumn("SCHEMA COLUMN ELEMENT", lambda one: shlex.join((one.schema, one.column, one.element))),
)
_CODES: Final = (
    ShownColumn(ElementsCommandText.SHARED_LIST, lambda one: one.code_list),
    ShownColumn(ElementCodesText.CODE, lambda one: _code(one.code, one.label)),
    ShownColumn(ElementsCommandText.SHARED_LIST, lambda one: one.other_list),
    ShownColumn(ElementCodesText.CODE, lambda one: _code(one.other_code, one.other_label)),
    ShownColumn(
        ElementsCommandText.WHY,
        lambda one: ", ".join(render(ElementCodesText.REASONS[reason]) for reason in one.reasons),
    ),
    ShownColumn(ElementsCommandText.OUTCOME, lambda one: _outcome(one.decision)),
    ShownColumn("IRI", lambda one: one.domain),
)
_DECISIONS: Final = (
    ShownColumn(ElementsCommandText.OUTCOME, lambda one: _outcome(one.outcome)),
    ShownColumn(ElementsCommandText.COLUMN, lambda one: one.column or "–"),
    ShownColumn(ElementsCommandText.SCHEMA, lambda one: one.schema),
    ShownColumn(
        ElementsCommandText.DECIDED_BY,
        lambda one: _who(one.by, one.at) + ("" if one.until is None else f" – {_who(one.ended_by, one.until)}"),
    ),
    ShownColumn(ElementsCommandText.WHY, lambda one: one.reason or "–"),
    ShownColumn("IRI", lambda one: one.target),
)
_DECIDED: Final = tuple(ElementsCommandText.OUTCOMES_OF_VERBS)
_OF_COLUMN: Final = 3
_OF_CODES: Final = 4
"""Numbers of words that say what is decided."""


@click.group("match", cls=LazyGroup, help=ElementsCommandText.MATCH_HELP, short_help=ElementsCommandText.MATCH_BRIEF)
def match() -> None:
    """Group the commands about matches."""


@match.command(
    "list", cls=Command, help=ElementsCommandText.MATCH_LIST_HELP, short_help=ElementsCommandText.MATCH_LIST_BRIEF
)
@click.argument(
    "what", metavar="[columns|codes|decisions]", default="columns", type=Choice(["columns", "codes", "decisions"])
)
@click.argument("iri", metavar="[IRI]", required=False)
@option("--element", metavar="IRI", help=ElementsCommandText.ONLY_ELEMENT)
@option("--schema", metavar="IRI", help=ElementsCommandText.ONLY_SCHEMA)
@option("--all", "everything", is_flag=True, help=ElementsCommandText.ALSO_DECIDED)
@on_registry
def list_matches(
    at: RegistryAt,
    what: str,
    iri: str | None,
    element: str | None,
    schema: str | None,
    everything: bool,  # noqa: FBT001 - click's own
) -> CommandAnswer:
    """List what may match, or what people decided."""
    if (iri if what == "columns" else element or schema) is not None:
        raise ArgumentsError(ElementsCommandText.MATCH_LIST_OF())
    dictionary = at.read().dictionary
    if what == "codes":
        codes = list(dictionary.find_code_matches(domain=_plain(iri), decided=everything))
        counted = ElementsCommandText.MATCHES_COUNTED(count=len(codes))
        return CommandAnswer(data=codes, parts=[Table(_CODES, codes)], notes=[counted])
    if what == "decisions":
        decisions = dictionary.decisions(iri=_plain(iri), ended=everything)
        counted = ElementsCommandText.ELEMENTS_COUNTED(count=len(decisions))
        return CommandAnswer(data=decisions, parts=[Table(_DECISIONS, decisions)], notes=[counted])
    found = list(dictionary.find_matches(element=_plain(element), schema=_plain(schema), decided=everything))
    notes = [ElementsCommandText.MATCHES_COUNTED(count=len(found))]
    if any(one.decision is None for one in found):
        notes.append(ElementsCommandText.DECIDE_NEXT())
    return CommandAnswer(data=found, parts=[Table(_COLUMNS, found)], notes=notes)


@match.command("decide", cls=Command, help=ElementsCommandText.DECIDE_HELP, short_help=ElementsCommandText.DECIDE_BRIEF)
@click.argument("verb", metavar="accept|reject|revoke", type=Choice(_DECIDED))
@click.argument("terms", nargs=-1, required=True, metavar="TERM...")
@acting(needs_reason=False)
@on_registry
def decide(at: RegistryAt, actor: Actor, verb: str, terms: tuple[str, ...]) -> CommandAnswer:
    """Record or revoke a decision, and say so."""
    if len(terms) not in (_OF_COLUMN, _OF_CODES):
        raise ArgumentsError(ElementsCommandText.DECIDE_TERMS())
    dictionary = at.write().dictionary
    if len(terms) == _OF_CODES:
        return _decide_codes(dictionary, actor, verb, terms)
    schema, column, element = bare_iri(terms[0]), terms[1], bare_iri(terms[2])
    is_new = True
    if verb == "revoke":
        dictionary.revoke_match(schema, column, element, by=actor.name, reason=actor.reason)
    else:
        decided = dictionary.accept_match if verb == "accept" else dictionary.reject_match
        is_new = decided(schema, column, element, by=actor.name, reason=actor.reason)
    names = {"schema": schema, "column": column, "element": element}
    done = ElementsCommandText.DECIDED_ABOUT_COLUMNS[verb](by=actor.name, **names)
    return CommandAnswer(
        data={**names, "outcome": ElementsCommandText.OUTCOMES_OF_VERBS[verb], "changed": is_new},
        parts=[done if is_new else ElementsCommandText.NOTHING_NEW()],
    )


def _decide_codes(dictionary: Dictionary, actor: Actor, verb: str, terms: tuple[str, ...]) -> CommandAnswer:
    code_list, code, other_list, other_code = terms
    is_new = True
    if verb == "revoke":
        dictionary.revoke_code_match(code_list, code, other_list, other_code, by=actor.name, reason=actor.reason)
    else:
        decided = dictionary.accept_code_match if verb == "accept" else dictionary.reject_code_match
        is_new = decided(code_list, code, other_list, other_code, by=actor.name, reason=actor.reason)
    names = {"list": code_list, "code": code, "other_list": other_list, "other_code": other_code}
    done = ElementCodesText.DECIDED_ABOUT_CODES[verb](
        by=actor.name, code=code, list=code_list, other=other_code, other_list=other_list
    )
    return CommandAnswer(
        data={**names, "outcome": ElementsCommandText.OUTCOMES_OF_VERBS[verb], "changed": is_new},
        parts=[done if is_new else ElementsCommandText.NOTHING_NEW()],
    )


def _outcome(name: str | None) -> str:
    return "–" if name is None else render(ElementsCommandText.OUTCOMES[name])


def _code(code: str, label: str | None) -> str:
    return code if label is None else f"{code} ({label})"


def _who(name: str | None, moment: str) -> str:
    """The name of a person, and the day."""
    return f"{name or '–'} {day_text(date.fromisoformat(day_in_vietnam(moment)), language())}"


def _plain(iri: str | None) -> str | None:
    return None if iri is None else bare_iri(iri)
