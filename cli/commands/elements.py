"""``danhmuc elements``: the data elements and table schemas of a registry."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

import click

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.messages.rendering import day_text
from danhmuc.vocab.text import one_line
from danhmuc.vocab.vietnam_time import day_in_vietnam

from ..answer import CommandAnswer, Line, ShownColumn, Table
from ..errors import ArgumentsError
from ..group import Choice, Command, HelpTopic, LazyGroup
from ..language import language, render
from ..messages.elements import ElementCodesText, ElementsCommandText
from ..messages.program import AnswersText, ProgramText
from ..options import Actor, RegistryAt, acting, bare_iri, on_registry, option
from ..output.text import print_json, print_line
from ..output.words import convention_message, state_text

if TYPE_CHECKING:
    from danhmuc.registry import HarvestReport, Registry
    from danhmuc.registry.dictionary.data_dictionary import Dictionary
    from danhmuc.registry.dictionary.dictionary_rows import (
        DifferingElements,
        ElementDetails,
        ElementMatch,
        ListedElement,
        SchemaDetails,
        TouchedField,
    )
    from danhmuc.registry.record.described_elements import ColumnDraft

# ---------------------------------------------------------------- elements match
# ``danhmuc elements match``: which column uses which data element, and which codes of two lists mean the same.

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


def matches_answer(dictionary: Dictionary, iris: Sequence[str], *, decided: bool) -> CommandAnswer:
    """Columns that look like a data element.

    Args:
        iris: of at most one data element and one table schema, whose columns alone are wanted.

    Raises:
        ArgumentsError: there are more.
    """
    schemas = [one for one in iris if dictionary.is_schema(one)]
    elements = [one for one in iris if one not in schemas]
    if len(schemas) > 1 or len(elements) > 1:
        raise ArgumentsError(ElementsCommandText.LIST_TERMS())
    element, schema = next(iter(elements), None), next(iter(schemas), None)
    found = list(dictionary.find_matches(element=element, schema=schema, decided=decided))
    notes = [ElementsCommandText.MATCHES_COUNTED(count=len(found))]
    if any(one.decision is None for one in found):
        notes.append(ElementsCommandText.DECIDE_NEXT())
    return CommandAnswer(data=found, parts=[Table(_COLUMNS, found)], notes=notes)


def code_matches_answer(dictionary: Dictionary, domain: str | None, *, decided: bool) -> CommandAnswer:
    """Codes of two lists that may mean the same."""
    found = list(dictionary.find_code_matches(domain=domain, decided=decided))
    counted = ElementsCommandText.MATCHES_COUNTED(count=len(found))
    return CommandAnswer(data=found, parts=[Table(_CODES, found)], notes=[counted])


def decisions_answer(dictionary: Dictionary, iri: str | None, *, ended: bool) -> CommandAnswer:
    """Decisions about matches."""
    found = dictionary.decisions(iri=iri, ended=ended)
    counted = ElementsCommandText.ELEMENTS_COUNTED(count=len(found))
    return CommandAnswer(data=found, parts=[Table(_DECISIONS, found)], notes=[counted])


@click.command("match", cls=Command, help=ElementsCommandText.DECIDE_HELP, short_help=ElementsCommandText.DECIDE_BRIEF)
@click.argument("verb", metavar="accept|reject|revoke", type=Choice(_DECIDED))
@click.argument("terms", nargs=-1, required=True, metavar="TERM...")
@acting(needs_reason=False)
@on_registry
def match(at: RegistryAt, actor: Actor, verb: str, terms: tuple[str, ...]) -> CommandAnswer:
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


# ---------------------------------------------------------------- elements questions
# Answers of ``danhmuc elements list``: elements, schemas, unbound columns, differing elements, what a code touches.

_VERDICTS: Final[Mapping[bool | None, str | None]] = {None: None, True: "accepted", False: "submitted"}
_LISTED: Final = (
    ShownColumn(ElementsCommandText.KIND, lambda row: _kind(row.kind)),
    ShownColumn(AnswersText.TITLED, lambda row: row.title or row.name or "–"),
    ShownColumn(ElementsCommandText.COLUMNS, lambda row: str(row.columns), is_number=True),
    ShownColumn(AnswersText.STATE, lambda row: state_text(row.state)),
    ShownColumn(AnswersText.VERDICT_HEADING, lambda row: state_text(_VERDICTS[row.accepted])),
    ShownColumn(AnswersText.SOURCE, lambda row: row.source),
    ShownColumn("IRI", lambda row: row.iri),
)
_UNBOUND: Final = (
    ShownColumn(ElementsCommandText.SHARED_LIST, lambda row: row.list_token),
    ShownColumn(ElementsCommandText.COLUMN, lambda row: row.column or "–"),
    ShownColumn(AnswersText.TITLED, lambda row: row.title or "–"),
    ShownColumn(
        ElementsCommandText.WHY,
        lambda row: ", ".join(render(ElementsCommandText.BINDING_REASONS[reason]) for reason in row.reasons),
    ),
    ShownColumn(ElementsCommandText.CODES_OF_LIST, lambda row: str(row.shared), is_number=True),
    ShownColumn("IRI", lambda row: row.owner),
)
_FAULTS: Final = (
    ShownColumn(ElementsCommandText.COLUMN, lambda row: row.name or "–"),
    ShownColumn(ElementsCommandText.WHY, lambda row: render(ElementsCommandText.NAMING_FAULTS[row.fault])),
    ShownColumn(AnswersText.SOURCE, lambda row: row.source),
    ShownColumn("IRI", lambda row: row.owner),
)
_TOUCHED: Final = (
    ShownColumn(ElementsCommandText.COLUMN, lambda row: row.column or "–"),
    ShownColumn(AnswersText.TITLED, lambda row: row.title or "–"),
    ShownColumn(
        ElementsCommandText.WHY,
        lambda row: render(ElementsCommandText.BOUND if row.is_bound else ElementsCommandText.BINDING_REASONS["codes"]),
    ),
    ShownColumn("IRI", lambda row: row.owner),
)


def listed_answer(rows: Sequence[ListedElement], schemas: int) -> CommandAnswer:
    """Data elements or table schemas.

    Args:
        schemas: how many table schemas to point at, where there is no data element.
    """
    notes = [ElementsCommandText.ELEMENTS_COUNTED(count=len(rows))]
    if schemas:
        notes.append(ElementsCommandText.SCHEMAS_THERE(count=schemas))
    return CommandAnswer(data=rows, parts=[Table(_LISTED, rows)], notes=notes)


def unbound_answer(dictionary: Dictionary) -> CommandAnswer:
    """Columns that seem to use a shared list."""
    rows = dictionary.find_unbound()
    counted = ElementsCommandText.ELEMENTS_COUNTED(count=len(rows))
    return CommandAnswer(data=rows, parts=[Table(_UNBOUND, rows)], notes=[counted])


def differing_answer(dictionary: Dictionary) -> CommandAnswer:
    """Data elements of one name, side by side."""
    groups = dictionary.find_differences()
    counted = ElementsCommandText.ELEMENTS_COUNTED(count=len(groups))
    return CommandAnswer(data=groups, parts=_differing_parts(groups), notes=[counted])


def _differing_parts(groups: Sequence[DifferingElements]) -> Iterator[Line | Table]:
    from danhmuc.registry.data_elements.descriptors import datatype_names, domain_texts

    columns = (
        ShownColumn(AnswersText.TITLED, lambda one: one.title or "–"),
        ShownColumn(
            ElementsCommandText.DATATYPE,
            lambda one: "; ".join(datatype_names(replace(one.domain, datatype=one.datatype), language())) or "–",
        ),
        ShownColumn(ElementsCommandText.UNIT, lambda one: one.unit or "–"),
        ShownColumn(
            ElementsCommandText.VALUES,
            lambda one: "; ".join(domain_texts(replace(one.domain, unit=None), language())) or "–",
        ),
        ShownColumn(ElementsCommandText.DEFINITION, lambda one: one.definition or "–"),
        ShownColumn(AnswersText.SOURCE, lambda one: one.source),
        ShownColumn("IRI", lambda one: one.iri),
    )
    for group in groups:
        name = next((one.title for one in group.elements if one.title is not None), group.key)
        members = tuple(ElementsCommandText.COMPARED[member]() for member in group.differences)
        yield Line(render(ElementsCommandText.GROUP(name=name, members=members)), bold=True)
        yield Table(columns, group.elements)


def name_faults_answer(dictionary: Dictionary, convention: str | None) -> CommandAnswer:
    """Technical names that break a rule, and the convention by which they do."""
    rows = dictionary.find_name_faults(convention=convention)
    named = convention_message(convention or dictionary.naming_convention)
    return CommandAnswer(
        data=rows, parts=[Table(_FAULTS, rows)], notes=[named, ElementsCommandText.ELEMENTS_COUNTED(count=len(rows))]
    )


def touched_answer(dictionary: Dictionary, token: str, code: str) -> CommandAnswer:
    """Columns and data elements that a changed code touches."""
    rows = dictionary.find_touched(token, code)
    counted = ElementsCommandText.ELEMENTS_COUNTED(count=len(rows))
    return CommandAnswer(data=rows, parts=_touched_parts(rows), notes=[counted])


def _touched_parts(rows: Sequence[TouchedField]) -> Iterator[Line | Table]:
    yield Table(_TOUCHED, rows)
    for dataset in sorted({dataset for row in rows for dataset in row.datasets}):
        yield Line(f"  {dataset}")


def _kind(name: str) -> str:
    return render(ElementsCommandText.KINDS[name]) if name in ElementsCommandText.KINDS else name


# ---------------------------------------------------------------- elements

_QUESTIONS: Final = {
    "schemas": ElementsCommandText.LIST_SCHEMAS,
    "unbound": ElementsCommandText.LIST_UNBOUND,
    "differing": ElementsCommandText.LIST_DIFFERING,
    "names": ElementsCommandText.LIST_NAMES,
    "touched": ElementsCommandText.LIST_TOUCHED,
    "matches": ElementsCommandText.LIST_MATCHES,
    "codes": ElementsCommandText.LIST_CODES,
    "decisions": ElementsCommandText.LIST_DECISIONS,
}
_OF_DECISIONS: Final = ("matches", "codes", "decisions")
_TERMS: Final[Mapping[str | None, Sequence[int]]] = {
    "names": (0, 1),
    "touched": (2,),
    "matches": (0, 1, 2),
    "codes": (0, 1),
    "decisions": (0, 1),
}
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
@click.argument("terms", nargs=-1, metavar="[CONVENTION|LIST CODE|IRI]...")
@option("--all", "everything", is_flag=True, help=ElementsCommandText.ALSO_DECIDED)
@on_registry
def list_elements(
    at: RegistryAt,
    question: str | None,
    terms: tuple[str, ...],
    everything: bool,  # noqa: FBT001 - click's own
) -> CommandAnswer:
    """List data elements, table schemas, or an answer."""
    if len(terms) not in _TERMS.get(question, (0,)) or (everything and question not in _OF_DECISIONS):
        raise ArgumentsError(ElementsCommandText.LIST_TERMS())
    dictionary = at.read().dictionary
    iris = [bare_iri(one) for one in terms]
    answers: Mapping[str, Callable[[], CommandAnswer]] = {
        "schemas": lambda: listed_answer(dictionary.schemas(), 0),
        "unbound": lambda: unbound_answer(dictionary),
        "differing": lambda: differing_answer(dictionary),
        "names": lambda: name_faults_answer(dictionary, next(iter(terms), None)),
        "touched": lambda: touched_answer(dictionary, *terms),
        "matches": lambda: matches_answer(dictionary, iris, decided=everything),
        "codes": lambda: code_matches_answer(dictionary, next(iter(iris), None), decided=everything),
        "decisions": lambda: decisions_answer(dictionary, next(iter(iris), None), ended=everything),
    }
    if question is not None:
        return answers[question]()
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
