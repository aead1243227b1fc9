"""``danhmuc elements``: the data elements and table schemas of a registry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import click

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.text import one_line

from ..group import Command, LazyGroup
from ..language import language, render
from ..messages.answers import AnswersText
from ..messages.elements import ElementsCommandText
from ..messages.program import ProgramText
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
from ..output.words import state_text
from .elements_match import match
from .elements_questions import print_differing, print_name_faults, print_touched, print_unbound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danhmuc.registry import HarvestReport, Registry
    from danhmuc.registry.dictionary.data_dictionary import Dictionary
    from danhmuc.registry.dictionary.dictionary_rows import ElementDetails, ListedElement, SchemaDetails


@click.group(
    "elements", cls=LazyGroup, summaries={}, help=ElementsCommandText.HELP, short_help=ProgramText.ELEMENTS_BRIEF
)
def command() -> None:
    """Group the commands about data elements."""


command.add_command(match)


@command.command("list", cls=Command, help=ElementsCommandText.LIST_HELP, short_help=ElementsCommandText.LIST_BRIEF)
@option("--schemas", is_flag=True, help=ElementsCommandText.SCHEMAS)
@option("--unbound", is_flag=True, help=ElementsCommandText.UNBOUND)
@option("--differing", is_flag=True, help=ElementsCommandText.DIFFERING)
@option("--names", is_flag=True, help=ElementsCommandText.NAMES)
@option("--convention", metavar="NAME", help=ElementsCommandText.CONVENTION)
@option("--touched-by", nargs=2, metavar="LIST CODE", help=ElementsCommandText.TOUCHED_BY)
@registry_option
@json_option
@lang_option
def list_elements(
    schemas: bool,  # noqa: FBT001 - click's own
    unbound: bool,  # noqa: FBT001
    differing: bool,  # noqa: FBT001
    names: bool,  # noqa: FBT001
    convention: str | None,
    touched_by: tuple[str, str] | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """List data elements, table schemas, or an answer."""
    if sum((schemas, unbound, differing, names, touched_by is not None)) > 1:
        raise UsageError(ElementsCommandText.ONE_QUESTION())
    with open_registry(registry_url) as registry:
        dictionary = registry.dictionary
        if unbound:
            print_unbound(dictionary.find_unbound(), as_json=as_json)
        elif differing:
            print_differing(dictionary.find_differences(), as_json=as_json)
        elif names or convention is not None:
            faults = dictionary.find_name_faults(convention=convention)
            print_name_faults(faults, convention or dictionary.naming_convention, as_json=as_json)
        elif touched_by is not None:
            print_touched(dictionary.find_touched(*touched_by), as_json=as_json)
        else:
            listed = dictionary.schemas() if schemas else dictionary.elements()
            _print_listed(listed, as_json=as_json)
            if not listed and not schemas and not as_json and (others := dictionary.schemas()):
                print_line(render(ElementsCommandText.SCHEMAS_THERE(count=len(others))), err=True)
    return 0


@command.command("show", cls=Command, help=ElementsCommandText.SHOW_HELP, short_help=ElementsCommandText.SHOW_BRIEF)
@click.argument("iri", metavar="IRI")
@registry_option
@json_option
@lang_option
def show(
    iri: str,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Show one data element or table schema."""
    iri = bare_iri(iri)
    with open_registry(registry_url) as registry:
        dictionary = registry.dictionary
        if dictionary.is_schema(iri):
            found = dictionary.schema(iri)
            if as_json:
                print_json([one.as_dict() for one in found])
            else:
                _print_schemas(found)
            return 0
        _print_elements(dictionary, iri, dictionary.element(iri), as_json=as_json)
    return 0


@command.command("add", cls=Command, help=ElementsCommandText.ADD_HELP, short_help=ElementsCommandText.ADD_BRIEF)
@click.argument("location", metavar="LOCATION")
@option("--name", metavar="SOURCE", help=ElementsCommandText.ADD_NAME)
@option("--kind", metavar="KIND", help=ElementsCommandText.ADD_KIND)
@option("--schema", metavar="NAME", help=ElementsCommandText.ADD_SCHEMA)
@option("--dataset", "datasets", metavar="IRI", multiple=True, help=ElementsCommandText.DATASET)
@by_option
@registry_option
@json_option
@lang_option
def add(
    location: str,
    name: str | None,
    kind: str | None,
    schema: str | None,
    datasets: tuple[str, ...],
    by: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Harvest the data elements and table schemas at a location."""
    from ..output.refusals import refuse_unopened
    from .harvest import print_report, report_as_dict

    plain = [bare_iri(one) for one in datasets]
    with open_registry(registry_url, writes=True, create=True) as registry:
        report = registry.add_elements(
            location, name=name, kind=kind, schema=schema, datasets=plain, by=name_of_actor(by)
        )
        if as_json:
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
    if report.run is not None and sum(report.findings.values()) > len(registry.run_findings(report.run)):
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


_VERDICTS: Final[Mapping[bool | None, str | None]] = {None: None, True: "accepted", False: "submitted"}


def _print_listed(rows: Sequence[ListedElement], *, as_json: bool) -> None:
    if as_json:
        print_json([row.as_dict() for row in rows])
        return
    headings = (
        ElementsCommandText.KIND,
        AnswersText.TITLED,
        ElementsCommandText.COLUMNS,
        AnswersText.STATE,
        AnswersText.VERDICT_HEADING,
        AnswersText.SOURCE,
    )
    print_table(
        [*map(render, headings), "IRI"],
        [
            (
                _kind(row.kind),
                row.title or row.name or "–",
                str(row.columns),
                state_text(row.state),
                state_text(_VERDICTS[row.accepted]),
                row.source,
                row.iri,
            )
            for row in rows
        ],
        numbers=frozenset({2}),
    )
    print_line(render(ElementsCommandText.ELEMENTS_COUNTED(count=len(rows))), err=True)


def _kind(name: str) -> str:
    return render(ElementsCommandText.KINDS[name]) if name in ElementsCommandText.KINDS else name


def _print_schemas(found: Sequence[SchemaDetails]) -> None:
    from danhmuc.registry.data_elements.descriptor_texts import datatype_names
    from danhmuc.registry.data_elements.field_texts import domain_texts, field_conditions

    for one in found:
        print_line(f"{one.listed.title or one.described.name or one.listed.iri}  ({one.listed.source})", bold=True)
        _print_waiting(one.listed)
        for dataset in one.datasets or (render(ElementsCommandText.NO_DATASET),):
            print_line(f"  {dataset}")
        headings = (
            ElementsCommandText.COLUMN,
            AnswersText.TITLED,
            ElementsCommandText.DATATYPE,
            ElementsCommandText.LIMITS,
            ElementsCommandText.CONDITIONS,
            ElementsCommandText.ELEMENT,
        )
        print_table(
            list(map(render, headings)),
            [
                (
                    field.name,
                    dict(field.titles).get(language(), next((text for _, text in field.titles), "–")),
                    "; ".join(datatype_names(field.value_domain, language())) or "–",
                    "; ".join(domain_texts(field.value_domain, language())) or "–",
                    "; ".join(field_conditions(field, language())) or "–",
                    _element_text(
                        field.element,
                        one.rejected.get(field.name),
                        one.accepted.get(field.name, {}),
                        one.element_titles,
                    ),
                )
                for field in one.described.columns
            ],
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


def _print_waiting(one: ListedElement) -> None:
    """Print that a newer version waits for a decision, if one does."""
    if one.waiting_version is None:
        return
    from danhmuc.registry.messages.registration_reports import RegistrationReportsText

    parts = tuple(RegistrationReportsText.PARTS[part]() for part in one.changed_parts)
    waiting = ElementsCommandText.WAITING(newest=one.waiting_version, parts=parts, version=one.version)
    print_line(f"  {render(waiting)}", colour="yellow")


def _print_elements(dictionary: Dictionary, iri: str, found: Sequence[ElementDetails], *, as_json: bool) -> None:
    matches = list(dictionary.find_matches(element=iri))
    if as_json:
        print_json([{**one.as_dict(), "matches": [found_one.as_dict() for found_one in matches]} for one in found])
        return
    for one in found:
        print_line(f"{one.listed.title or one.listed.iri}  ({one.listed.source})", bold=True)
        _print_waiting(one.listed)
        for descriptor in one.descriptors(language()):
            print_line(f"  {render(descriptor.heading())}: {'; '.join(map(one_line, descriptor.texts))}")
    holding = found[0].holding
    if holding:
        print_line(render(ElementsCommandText.HELD_BY(count=len(holding))), bold=True)
    for held in holding:
        name = held.title or held.dataset or render(ElementsCommandText.NO_DATASET)
        print_line(f"  {name}: {held.column}, {render(ElementsCommandText.BASES[held.basis])}  {held.schema}")
    if matches:
        print_line(render(ElementsCommandText.LOOKS_LIKE(count=len(matches))), bold=True)
    for match_found in matches:
        reasons = ", ".join(render(ElementsCommandText.MATCH_REASONS[reason]) for reason in match_found.reasons)
        where = match_found.schema_title or "–"
        print_line(f"  {match_found.column} ({where}): {reasons}  {match_found.schema}")
