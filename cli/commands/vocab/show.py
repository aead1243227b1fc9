"""``danhmuc vocab show``: look up in one list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from danhmuc.vocab.text import one_line

from ...group import Command
from ...language import language, render
from ...messages.code_lists import CodeListsCommandText
from ...messages.program import AnswersText
from ...options import day_given, json_option, option, registry_option
from ...output.table import print_table
from ...output.text import print_json, print_line
from .available_lists import available_list, available_rows, open_if_any
from .version_text import which_version

if TYPE_CHECKING:
    from datetime import date

    from danhmuc.vocab.concepts import CodeList, ListedConcept
    from danhmuc.vocab.messages import Fact


@click.command(
    "show",
    cls=Command,
    help=CodeListsCommandText.SHOW_HELP,
    short_help=CodeListsCommandText.SHOW_BRIEF,
)
@click.argument("token", metavar="TOKEN")
@click.argument("text", nargs=-1, metavar="[TEXT]...")
@option(
    "--on",
    "on",
    metavar="DATE",
    help=CodeListsCommandText.ON,
)
@registry_option
@json_option
@click.pass_context
def command(
    context: click.Context,
    token: str,
    text: tuple[str, ...],
    on: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Look up, or show all."""
    day = day_given("--on", on)
    asked = " ".join(text)
    with open_if_any(context, registry_url) as registry:
        scheme = available_list(registry, token)
        row = next(row for row in available_rows(registry, token) if row.token == token and row.in_force)
    found = list(scheme) if not text else list(scheme.find(asked) or scheme.search(asked))
    shown = [concept for concept in found if day is None or concept.valid_on(day)]
    hidden = [concept for concept in found if day is not None and not concept.valid_on(day)]
    if as_json:
        print_json(
            {
                "vocabulary": row.as_dict(),
                "concepts": [concept.as_dict() for concept in shown],
                "not_valid": [concept.as_dict() for concept in hidden],
            }
        )
        return 0
    if shown:
        _print_concepts(shown)
    if found:
        _tell_hidden(hidden, day, named=bool(text))
    else:
        _tell_nothing(asked, scheme)
    if text:
        _tell_sources(shown)
    print_line(which_version(row, len(shown)), err=True)
    return 0


def _tell_nothing(asked: str, scheme: CodeList) -> None:
    near = tuple(f"{concept.code} {concept.label(language())}" for concept in scheme.alike(asked))
    found = (
        CodeListsCommandText.NOT_FOUND_NEAR(text=asked, near=near)
        if near
        else CodeListsCommandText.NOT_FOUND(text=asked)
    )
    print_line(one_line(render(found)), err=True)


def _print_acts(acts: list[ListedConcept]) -> None:
    from danhmuc.registry.messages.reports import ActsText  # heavy
    from danhmuc.registry.reporting.explained_findings import status_today

    headings = (
        CodeListsCommandText.CODE,
        AnswersText.NAME,
        CodeListsCommandText.ISSUER,
        CodeListsCommandText.STATUS,
        CodeListsCommandText.VALID,
        CodeListsCommandText.REPLACED_BY,
        CodeListsCommandText.GRADE,
        CodeListsCommandText.SEEN_ON,
        CodeListsCommandText.SOURCE,
    )
    rows = []
    for concept in acts:
        facts = concept.act
        assert facts is not None
        rows.append(
            (
                concept.code,
                concept.label(language()),
                facts.issuers.get(language()) or next(iter(facts.issuers.values()), "–"),
                render(ActsText.ACT_STATUSES[status_today(concept)]),
                _validity(concept),
                _name_of(concept.replaced_by_iris, concept, with_list=True),
                facts.grade or "–",
                "–" if facts.seen_on is None else facts.seen_on.isoformat(),
                concept.source or "–",
            )
        )
    print_table([*map(render, headings)], rows)


def _print_concepts(concepts: list[ListedConcept]) -> None:
    if all(concept.act is not None for concept in concepts):
        _print_acts(concepts)
        return
    headings = (
        CodeListsCommandText.CODE,
        AnswersText.NAME,
        CodeListsCommandText.BELONGS_TO,
        CodeListsCommandText.STATUS,
        CodeListsCommandText.VALID,
        CodeListsCommandText.REPLACED_BY,
    )
    print_table(
        [*map(render, headings), "IRI"],
        [
            (
                concept.code,
                concept.label(language()),
                _name_of(concept.broader_iris, concept),
                render(CodeListsCommandText.STATUSES[concept.status]),
                _validity(concept),
                _name_of(concept.replaced_by_iris, concept, with_list=True),
                concept.iri,
            )
            for concept in concepts
        ],
    )


def _tell_hidden(hidden: list[ListedConcept], day: date | None, *, named: bool) -> None:
    """Say of codes that are not valid on the day how many there are; of those looked up, what took their place."""
    if not hidden or day is None:
        return
    if not named:
        print_line(render(CodeListsCommandText.CODES_NOT_VALID(count=len(hidden), day=day)), err=True)
        return
    for concept in hidden:
        facts: dict[str, Fact] = {"code": concept.code, "name": concept.label(language()), "day": day}
        if concept.replaced_by_iris:
            successors = _name_of(concept.replaced_by_iris, concept, with_list=True)
            line = CodeListsCommandText.CODE_NOT_VALID_REPLACED(**facts, successors=successors)
        else:
            line = CodeListsCommandText.CODE_NOT_VALID(**facts)
        print_line(one_line(render(line)), err=True)


def _tell_sources(shown: list[ListedConcept]) -> None:
    """Say of codes that were looked up where they were found, if their list tells that of each."""
    for concept in shown:
        if concept.source is not None:
            print_line(
                one_line(render(CodeListsCommandText.SOURCE_OF_CODE(code=concept.code, source=concept.source))),
                err=True,
            )


def _name_of(iris: tuple[str, ...], concept: ListedConcept, *, with_list: bool = False) -> str:
    """Codes and names of concepts, of this list or of one that comes with danhmuc; else the IRIs.

    Args:
        with_list: whether another list is named, too: two lists may have one code for two places.
    """
    from danhmuc.vocab.concepts import concept_at  # --help needs no list

    def name(iri: str) -> str:
        found = concept.scheme.at(iri) or concept_at(iri)
        if found is None:
            return iri
        is_other = with_list and found.scheme.token != concept.scheme.token
        return f"{found.code} {found.label(language())}" + (f" ({found.scheme.token})" if is_other else "")

    return ", ".join(map(name, iris)) or "–"


def _validity(concept: ListedConcept) -> str:
    begins, ends = concept.valid_from, concept.valid_until
    if begins is None and ends is None:
        return "–"
    if ends is None:
        return render(CodeListsCommandText.VALID_FROM(day=str(begins)))
    return render(CodeListsCommandText.VALID_UNTIL(day=str(ends))) if begins is None else f"{begins} – {ends}"
