"""``danhmuc template``: the workbook that an agency fills in."""

from __future__ import annotations

import click

from ..group import Command
from ..language import language, render
from ..messages import template as messages
from ..messages.program import TEMPLATE_BRIEF
from ..options import json_option, lang_option, option, profile_option
from ..output.json import print_json
from ..output.text import print_line

__all__ = ["command"]


@click.command("template", cls=Command, help=messages.HELP, short_help=TEMPLATE_BRIEF)
@click.argument("file", metavar="FILE")
@option("--agency", metavar="CODE", default="", help=messages.AGENCY)
@option("--agency-name", metavar="NAME", default="", help=messages.AGENCY_NAME)
@option("--whole", is_flag=True, help=messages.WHOLE)
@option("--overwrite", is_flag=True, help=messages.OVERWRITE)
@profile_option("vn", messages.PROFILE(default="vn"))
@json_option
@lang_option
def command(
    file: str,
    agency: str,
    agency_name: str,
    whole: bool,  # noqa: FBT001 - click's own
    overwrite: bool,  # noqa: FBT001
    profile: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Write it and tell what is in it."""
    from danhmuc.registry import TemplateOptions, write_template  # heavy

    options = TemplateOptions(agency=agency, agency_name=agency_name, language=language(), is_whole=whole)
    written = write_template(file, options, profile=profile, overwrite=overwrite)
    if as_json:
        print_json(written.as_dict())
        return 0
    print_line(render(messages.WRITTEN(path=written.path, sheets=written.sheets)))
    print_line(render(messages.NEXT(path=written.path)))
    return 0
