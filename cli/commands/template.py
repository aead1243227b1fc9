"""``danhmuc template``: the workbook that an agency fills in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import click

from ..group import Command, LocationName, TargetName
from ..language import language, render
from ..messages.program import ProgramText
from ..messages.template import TemplateText
from ..options import json_option, open_registry, option, profile_option, readable_option, refuse_in_use, refuse_several
from ..output.table import print_table
from ..output.text import print_json, print_line

if TYPE_CHECKING:
    from danhmuc.registry import ConvertedWorkbook

# ---------------------------------------------------------------- template conversion
# The answer of ``danhmuc template FILE --from WORKBOOK``: what went where, and what a person has to look at.

_SHOWN_CHANGES: Final = 40
"""Columns that are listed; the sheet in the new workbook, and JSON, have all."""
_REFUSED: Final = 10


def print_converted(converted: ConvertedWorkbook, *, as_json: bool) -> None:
    """Print what went where."""
    from danhmuc.registry.record.locations import MOVED_TITLES  # heavy

    if as_json:
        print_json(converted.as_dict())
        return
    path = converted.template.path
    print_line(render(TemplateText.MOVED(path=path, source=converted.source)))
    if converted.columns:
        print_line("")
        heads = (
            TemplateText.MOVED_OLD,
            TemplateText.MOVED_HEADING,
            TemplateText.MOVED_SHEET,
            TemplateText.MOVED_COLUMN,
            TemplateText.MOVED_VALUES,
            TemplateText.MOVED_HOW,
        )
        print_table(
            [render(one()) for one in heads],
            [
                (one.old_sheet, one.heading or one.cell, one.sheet or "–", one.column or "–", str(one.values), how)
                for one in converted.columns[:_SHOWN_CHANGES]
                for how in (render(one.how_words),)
            ],
            numbers=frozenset({4}),
        )
        if len(converted.columns) > _SHOWN_CHANGES:
            more = TemplateText.MOVED_MORE(
                count=len(converted.columns) - _SHOWN_CHANGES, sheet=MOVED_TITLES[language()]
            )
            print_line(render(more))
    print_line("")
    for one in converted.notes:
        print_line(render(one))
    for proposal in converted.proposals:
        said = TemplateText.PROPOSED(
            old=proposal.old_sheet, column=proposal.column, value=proposal.value, basis=proposal.basis
        )
        print_line(f"  {render(said)}")
    for sheet, row in converted.refused[:_REFUSED]:
        print_line(f"  {render(TemplateText.REFUSED_ROW(sheet=sheet, row=row))}")
    print_line(render(TemplateText.NEXT(path=path)))


# ---------------------------------------------------------------- template

_SHOWN: Final = 20
"""Number of records that are named."""


@click.command("template", cls=Command, help=TemplateText.HELP, short_help=ProgramText.TEMPLATE_BRIEF)
@click.argument("file", metavar="FILE", type=TargetName())
@option("--agency-name", metavar="NAME", default="", help=TemplateText.AGENCY_NAME)
@option("--from", "origin", metavar="REGISTRY|WORKBOOK", type=LocationName(), help=TemplateText.FROM)
@option("--publisher", metavar="CODE", multiple=True, callback=refuse_several, help=TemplateText.PUBLISHER)
@option("--number", metavar="PREFIX", default="", help=TemplateText.NUMBER)
@option("--fill-proposals", is_flag=True, help=TemplateText.FILL_PROPOSALS)
@option("--complete", is_flag=True, help=TemplateText.COMPLETE)
@option("--overwrite", is_flag=True, help=TemplateText.OVERWRITE)
@readable_option("--from")
@profile_option("vn", TemplateText.PROFILE(default="vn"))
@json_option
def command(
    file: str,
    agency_name: str,
    origin: str | None,
    publisher: str | None,
    number: str,
    fill_proposals: bool,  # noqa: FBT001 - click's own
    complete: bool,  # noqa: FBT001
    overwrite: bool,  # noqa: FBT001
    readable: bool,  # noqa: FBT001
    profile: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Write it and tell what is in it."""
    from danhmuc.registry import TemplateOptions, convert_workbook, write_template  # heavy
    from danhmuc.vocab.errors import UsageError

    if overwrite:
        refuse_in_use(file)
    options = TemplateOptions(agency=publisher or "", agency_name=agency_name, language=language(), is_whole=complete)
    if origin is not None and _is_workbook(origin):
        converted = convert_workbook(
            origin,
            file,
            options,
            profile=profile,
            number_prefix=number,
            fill_proposed=fill_proposals,
            overwrite=overwrite,
            readable=readable,
        )
        print_converted(converted, as_json=as_json)
        return 0
    if number or fill_proposals:
        raise UsageError(TemplateText.ONLY_OLD_BOOK(given=origin or "-"))
    if origin is not None and publisher is None:
        raise UsageError(TemplateText.PUBLISHER_NEEDED())
    if origin is None or publisher is None:
        written = write_template(file, options, profile=profile, overwrite=overwrite)
    else:
        with open_registry(origin) as registry:
            written = registry.write_template(
                file,
                publisher=publisher,
                agency_name=agency_name,
                language=language(),
                whole=complete,
                overwrite=overwrite,
                readable=readable,
                profile=profile,
            )
    if as_json:
        print_json(written.as_dict())
        return 0
    print_line(render(TemplateText.WRITTEN(path=written.path, sheets=written.sheets)))
    if origin is not None:
        print_line(render(TemplateText.WRITTEN_ROWS(count=written.rows)))
    if written.partly:
        print_line(render(TemplateText.NOT_HELD(count=len(written.partly))))
        _print_iris(written.partly)
    if written.left_out:
        print_line(render(TemplateText.LEFT_OUT(count=len(written.left_out))))
        _print_iris(written.left_out)
    print_line(render(TemplateText.NEXT(path=written.path)))
    return 0


def _is_workbook(origin: str) -> bool:
    """Whether --from names a file that is a workbook, and not a registry."""
    from danhmuc.registry.record.locations import is_book_name

    return "://" not in origin and is_book_name(origin)


def _print_iris(iris: Sequence[str]) -> None:
    """The first of some IRIs; JSON has all."""
    from danhmuc.vocab.text import first_of, one_line

    for iri in first_of(iris, _SHOWN):
        print_line(f"  {one_line(iri)}")
