"""``danhmuc elements``: the data elements and table schemas of a registry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import click

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.text import one_line

from ..answer import CommandAnswer, Line, ShownColumn, Table
from ..errors import ArgumentsError
from ..group import Choice, Command, HelpTopic, LazyGroup
from ..language import language, render
from ..messages.elements import ElementsCommandText
from ..messages.program import AnswersText, ProgramText
from ..options import Actor, RegistryAt, acting, bare_iri, on_registry, option
from ..output.json import print_json
from ..output.text import print_line
from .elements_match import match
from .elements_questions import (
    differing_answer,
    listed_answer,
    name_faults_answer,
    touched_answer,
    unbound_answer,
)

if TYPE_CHECKING:
    from danhmuc.registry import HarvestReport, Registry
    from danhmuc.registry.dictionary.dictionary_rows import ElementDetails, ElementMatch, ListedElement, SchemaDetails
    from danhmuc.registry.record.table_draft import ColumnDraft

_QUESTIONS: Final = {
    "schemas": ElementsCommandText.LIST_SCHEMAS,
    "unbound": ElementsCommandText.LIST_UNBOUND,
    "differing": ElementsCommandText.LIST_DIFFERING,
    "names": ElementsCommandText.LIST_NAMES,
    "touched": ElementsCommandText.LIST_TOUCHED,
}
_TERMS: Final[Mapping[str | None, Sequence[int]]] = {"names": (0, 1), "touched": (2,)}
"""Numbers of words that a question takes; of the others, none."""


@click.group("elements", cls=LazyGroup, help=ElementsCommandText.HELP, short_help=ProgramText.ELEMENTS_BRIEF)
def command() -> None:
    """Group the commands about data elements."""


command.add_command(match)


@command.command(
    "list",
    cls=Command,
    help=ElementsCommandText.LIST_HELP,
    short_help=ElementsCommandText.LIST_BRIEF,
    topics={name: HelpTopic(ElementsCommandText.LIST_HELP, brief) for name, brief in _QUESTIONS.items()},
)
@click.argument("question", metavar=f"[{'|'.join(_QUESTIONS)}]", required=False, type=Choice(tuple(_QUESTIONS)))
@click.argument("terms", nargs=-1, metavar="[CONVENTION|LIST CODE]")
@on_registry
def list_elements(at: RegistryAt, question: str | None, terms: tuple[str, ...]) -> CommandAnswer:
    """List data elements, table schemas, or an answer."""
    if len(terms) not in _TERMS.get(question, (0,)):
        raise ArgumentsError(ElementsCommandText.LIST_TERMS())
    dictionary = at.read().dictionary
    if question == "unbound":
        return unbound_answer(dictionary)
    if question == "differing":
        return differing_answer(dictionary)
    if question == "names":
        return name_faults_answer(dictionary, next(iter(terms), None))
    if question == "touched":
        return touched_answer(dictionary, *terms)
    if question == "schemas":
        return listed_answer(dictionary.schemas(), 0)
    found = dictionary.elements()
    return listed_answer(found, 0 if found or at.as_json else len(dictionary.schemas()))


@command.command("show", cls=Command, help=ElementsCommandText.SHOW_HELP, short_help=ElementsCommandText.SHOW_BRIEF)
@click.argument("iri", metavar="IRI")
@on_registry
def show(at: RegistryAt, iri: str) -> CommandAnswer:
    """Show one data element or table schema."""
    iri = bare_iri(iri)
    dictionary = at.read().dictionary
    if dictionary.is_schema(iri):
        schemas = dictionary.schema(iri)
        return CommandAnswer(data=schemas, parts=_schema_parts(schemas))
    found = dictionary.element(iri)
    matches = list(dictionary.find_matches(element=iri))
    return CommandAnswer(
        data=lambda: [{**one.as_dict(), "matches": [match.as_dict() for match in matches]} for one in found],
        parts=_element_parts(found, matches),
    )


@command.command("add", cls=Command, help=ElementsCommandText.ADD_HELP, short_help=ElementsCommandText.ADD_BRIEF)
@click.argument("location", metavar="LOCATION")
@option("--name", metavar="SOURCE", help=ElementsCommandText.ADD_NAME)
@option("--kind", metavar="KIND", help=ElementsCommandText.ADD_KIND)
@option("--schema", metavar="NAME", help=ElementsCommandText.ADD_SCHEMA)
@option("--dataset", "datasets", metavar="IRI", multiple=True, help=ElementsCommandText.DATASET)
@acting()
@on_registry
def add(
    at: RegistryAt,
    actor: Actor,
    location: str,
    name: str | None,
    kind: str | None,
    schema: str | None,
    datasets: tuple[str, ...],
) -> int:
    """Harvest the data elements and table schemas at a location."""
    from ..output.refusals import refuse_unopened
    from .harvest import print_report, report_as_dict

    plain = [bare_iri(one) for one in datasets]
    registry = at.write(create=True)
    report = registry.harvests.import_elements(
        location, name=name, kind=kind, schema=schema, datasets=plain, by=actor.name
    )
    if at.as_json:
        print_json(report_as_dict(registry, report.source, report))
    elif not report.unopened:
        print_report(registry, report)
        _tell_next(registry, report, has_dataset=bool(plain))
    for iri in dict.fromkeys(plain):
        _tell_if_absent(registry, iri)
    if report.unopened and report.why is not None:
        return refuse_unopened(report.why)
    return 1 if report.needs_attention else 0


def _tell_next(registry: Registry, report: HarvestReport, *, has_dataset: bool) -> None:
    """Tell where the findings are, and what else a table needs before it leaves."""
    if report.state == "failed":
        return
    # Those about the document itself were printed.
    if report.run is not None and sum(report.findings.values()) > len(registry.harvests.run_findings(report.run)):
        print_line(render(ElementsCommandText.ADD_FINDINGS(source=report.source)), err=True)
    if report.elements.created and not has_dataset:
        mine = [one for one in registry.dictionary.schemas() if one.source == report.source]
        if mine and not any(detail.datasets for detail in registry.dictionary.schema(mine[0].iri)):
            print_line(render(ElementsCommandText.ADD_DATASET()), err=True)


def _tell_if_absent(registry: Registry, iri: str) -> None:
    """Tell of a dataset that is yet to come, or of a typing error."""
    try:
        registry.get(iri)
    except UsageError:
        print_line(render(ElementsCommandText.DATASET_ABSENT(iri=iri)), err=True)


def _schema_parts(found: Sequence[SchemaDetails]) -> Iterator[Line | Table]:
    for one in found:
        yield Line(f"{one.listed.title or one.described.name or one.listed.iri}  ({one.listed.source})", bold=True)
        yield from _waiting_lines(one.listed)
        for dataset in one.datasets or (render(ElementsCommandText.NO_DATASET),):
            yield Line(f"  {dataset}")
        yield Table(_columns_of(one), one.described.columns)


def _columns_of(schema: SchemaDetails) -> Sequence[ShownColumn]:
    """The columns of the table of a schema's columns."""
    from danhmuc.registry.data_elements.descriptors import datatype_names, domain_texts, field_conditions

    def title(field: ColumnDraft) -> str:
        return dict(field.titles).get(language(), next((text for _, text in field.titles), "–"))

    def element(field: ColumnDraft) -> str:
        accepted = schema.accepted.get(field.name, {})
        return _element_text(field.element, schema.rejected.get(field.name), accepted, schema.element_titles)

    return (
        ShownColumn(ElementsCommandText.COLUMN, lambda field: field.name),
        ShownColumn(AnswersText.TITLED, title),
        ShownColumn(
            ElementsCommandText.DATATYPE,
            lambda field: "; ".join(datatype_names(field.value_domain, language())) or "–",
        ),
        ShownColumn(
            ElementsCommandText.LIMITS, lambda field: "; ".join(domain_texts(field.value_domain, language())) or "–"
        ),
        ShownColumn(
            ElementsCommandText.CONDITIONS, lambda field: "; ".join(field_conditions(field, language())) or "–"
        ),
        ShownColumn(ElementsCommandText.ELEMENT, element),
    )


def _element_text(
    stated: str | None, rejected_by: str | None, accepted: Mapping[str, str], titles: Mapping[str, str]
) -> str:
    """The data elements of a column: what its schema states, marked if a person rejected it, and what one accepted."""

    def title_and_iri(iri: str) -> str:
        return f"{one_line(titles[iri])} {iri}" if iri in titles else iri

    texts = [
        render(ElementsCommandText.ACCEPTED_BY(element=title_and_iri(element), by=by))
        for element, by in accepted.items()
    ]
    if stated is not None:
        rejected = (
            None
            if rejected_by is None
            else ElementsCommandText.STATED_REJECTED(element=title_and_iri(stated), by=rejected_by)
        )
        texts.insert(0, title_and_iri(stated) if rejected is None else render(rejected))
    return ", ".join(texts) or "–"


def _waiting_lines(one: ListedElement) -> Iterator[Line]:
    """A line that a newer version waits for a decision, if one does."""
    if one.waiting_version is None:
        return
    from danhmuc.registry.messages.registrations import RegistrationReportsText

    parts = tuple(RegistrationReportsText.PARTS[part]() for part in one.changed_parts)
    waiting = ElementsCommandText.WAITING(newest=one.waiting_version, parts=parts, version=one.version)
    yield Line(f"  {render(waiting)}", colour="yellow")


def _element_parts(found: Sequence[ElementDetails], matches: Sequence[ElementMatch]) -> Iterator[Line]:
    for one in found:
        yield Line(f"{one.listed.title or one.listed.iri}  ({one.listed.source})", bold=True)
        yield from _waiting_lines(one.listed)
        for descriptor in one.descriptors(language()):
            yield Line(f"  {render(descriptor.heading())}: {'; '.join(map(one_line, descriptor.texts))}")
    holding = found[0].holding
    if holding:
        yield Line(ElementsCommandText.HELD_BY(count=len(holding)), bold=True)
    for held in holding:
        name = held.title or held.dataset or render(ElementsCommandText.NO_DATASET)
        yield Line(f"  {name}: {held.column}, {render(ElementsCommandText.BASES[held.basis])}  {held.schema}")
    if matches:
        yield Line(ElementsCommandText.LOOKS_LIKE(count=len(matches)), bold=True)
    for match_found in matches:
        reasons = ", ".join(render(ElementsCommandText.MATCH_REASONS[reason]) for reason in match_found.reasons)
        where = match_found.schema_title or "–"
        yield Line(f"  {match_found.column} ({where}): {reasons}  {match_found.schema}")
