"""``danhmuc template``: the workbook that an agency fills in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import click

from ..group import Command
from ..language import language, render
from ..messages import template as messages
from ..messages.program import TEMPLATE_BRIEF
from ..options import json_option, lang_option, open_registry, option, profile_option
from ..output.json import print_json
from ..output.text import print_line

__all__ = ["command"]

_SHOWN: Final = 20
"""Number of records that are named."""


@click.command("template", cls=Command, help=messages.HELP, short_help=TEMPLATE_BRIEF)
@click.argument("file", metavar="FILE")
@option("--agency", metavar="CODE", default="", help=messages.AGENCY)
@option("--agency-name", metavar="NAME", default="", help=messages.AGENCY_NAME)
@option("--from", "registry_url", metavar="REGISTRY", help=messages.FROM)
@option("--publisher", metavar="CODE", help=messages.PUBLISHER)
@option("--whole", is_flag=True, help=messages.WHOLE)
@option("--overwrite", is_flag=True, help=messages.OVERWRITE)
@profile_option("vn", messages.PROFILE(default="vn"))
@json_option
@lang_option
def command(
    file: str,
    agency: str,
    agency_name: str,
    registry_url: str | None,
    publisher: str | None,
    whole: bool,  # noqa: FBT001 - click's own
    overwrite: bool,  # noqa: FBT001
    profile: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Write it and tell what is in it."""
    from danhmuc.registry import TemplateOptions, write_template  # heavy
    from danhmuc.vocab.errors import UsageError

    if (registry_url is None) != (publisher is None):
        raise UsageError(messages.PUBLISHER_NEEDED())
    if registry_url is None or publisher is None:
        options = TemplateOptions(agency=agency, agency_name=agency_name, language=language(), is_whole=whole)
        written = write_template(file, options, profile=profile, overwrite=overwrite)
    elif agency not in ("", publisher):
        raise UsageError(messages.OTHER_AGENCY(agency=agency, publisher=publisher))
    else:
        with open_registry(registry_url) as registry:
            written = registry.write_template(
                file,
                publisher=publisher,
                agency_name=agency_name,
                language=language(),
                whole=whole,
                overwrite=overwrite,
                profile=profile,
            )
    if as_json:
        print_json(written.as_dict())
        return 0
    print_line(render(messages.WRITTEN(path=written.path, sheets=written.sheets)))
    if registry_url is not None:
        print_line(render(messages.WRITTEN_ROWS(count=written.rows)))
    if written.partly:
        print_line(render(messages.NOT_HELD(count=len(written.partly))))
        _print_iris(written.partly)
    if written.left_out:
        print_line(render(messages.LEFT_OUT(count=len(written.left_out))))
        _print_iris(written.left_out)
    print_line(render(messages.NEXT(path=written.path)))
    return 0


def _print_iris(iris: Sequence[str]) -> None:
    """The first of some IRIs; JSON has all."""
    from danhmuc.vocab.text import first_of, one_line

    for iri in first_of(iris, _SHOWN):
        print_line(f"  {one_line(iri)}")
