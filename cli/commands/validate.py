"""``danhmuc validate``: catalogues without storing them, any RDF by any shapes, or the registry again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import click
from click.core import ParameterSource

from ..group import Choice, Command, FileName, TargetName, WholeNumber, Words
from ..messages.harvest import HarvestMarkText, ValidateText
from ..messages.program import ProgramText
from ..options import (
    day_given,
    fail_on_option,
    json_option,
    maybe_locations_argument,
    option,
    profile_option,
    readable_option,
    registry_option,
    sources_at,
)
from .validate_mark import AskedMarks
from .validate_profile import LINKING_REPORTS, PROFILE_REPORTS, ByProfile, validate_by_profile
from .validate_registry import revalidate_registry
from .validate_shapes import REPORTS, ByShapes, validate_by_shapes

if TYPE_CHECKING:
    from danhmuc.registry.reporting.tally import FailOn
    from danhmuc.shapes import Engine


_OF_LOCATIONS: Final = {
    "profile": "--profile",
    "shapes": "--shapes",
    "engine": "--engine",
    "w3c_classes": "--w3c-classes",
    "accept": "--accept",
    "docs_url": "--docs-url",
    "mark": "--mark",
    "corrected": "--corrected",
    "deadline": "--deadline",
    "overwrite": "--overwrite",
    "readable": "--readable",
}
_OF_REGISTRY: Final = {"everything": "--all", "source": "--source"}
"""Options that say nothing without a location, or with one: parameter, and what users type."""
_ADDRESS: Final = re.compile(r"https?://[^\s?#<>\"]+", re.IGNORECASE)


@click.command(
    "validate",
    cls=Command,
    help=ValidateText.HELP,
    short_help=ProgramText.VALIDATE_BRIEF,
)
@maybe_locations_argument
@profile_option("dcat-ap", ValidateText.PROFILE(default="dcat-ap"))
@option(
    "--shapes",
    metavar="FILE",
    type=FileName(),
    multiple=True,
    help=ValidateText.SHAPES,
)
@option(
    "--engine",
    type=Choice(["danhmuc", "pyshacl"]),
    default="danhmuc",
    help=ValidateText.ENGINE,
)
@option(
    "--w3c-classes",
    is_flag=True,
    help=ValidateText.W3C_CLASSES,
)
@option(
    "--accept",
    type=Choice(("unread-shapes",)),
    help=ValidateText.ACCEPT,
)
@option(
    "--on",
    "day",
    metavar="DATE",
    help=ValidateText.DATE,
)
@option(
    "--report",
    type=Choice(PROFILE_REPORTS),
    default=None,
    help=ValidateText.REPORT,
)
@option("--mark", metavar="FILE", type=TargetName(), help=ValidateText.MARK)
@option("--corrected", metavar="FILE", type=TargetName(), help=HarvestMarkText.CORRECTED)
@option("--deadline", metavar="DATE", help=HarvestMarkText.DEADLINE)
@option("--contact", metavar="TEXT", envvar="DANHMUC_CONTACT", type=Words(), help=HarvestMarkText.CONTACT)
@readable_option("--mark")
@option("--overwrite", is_flag=True, help=ValidateText.OVERWRITE)
@option(
    "--docs-url",
    envvar="DANHMUC_DOCS_URL",
    metavar="URL",
    help=ValidateText.DOCS_URL,
)
@option(
    "--workers",
    type=WholeNumber(1),
    default=1,
    metavar="N",
    help=ValidateText.WORKERS,
)
@fail_on_option
@option(
    "--all",
    "everything",
    is_flag=True,
    help=ValidateText.EVERYTHING,
)
@option(
    "--source",
    metavar="NAME",
    help=ValidateText.SOURCE,
)
@registry_option
@json_option
def command(
    locations: tuple[str, ...],
    profile: str,
    shapes: tuple[str, ...],
    engine: Engine,
    w3c_classes: bool,  # noqa: FBT001 - click's own
    accept: str | None,
    day: str | None,
    report: str | None,
    mark: str | None,
    corrected: str | None,
    deadline: str | None,
    contact: str | None,
    overwrite: bool,  # noqa: FBT001 - click's own
    docs_url: str | None,
    workers: int,
    fail_on: FailOn,
    everything: bool,  # noqa: FBT001 - click's own
    source: str | None,
    readable: bool,  # noqa: FBT001 - click's own
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Check each location; the worst outcome is the exit code."""
    report = _choose_report(report, shapes, as_json=as_json)
    today = day_given("--on", day)
    _refuse_strangers(_OF_LOCATIONS if not locations else _OF_REGISTRY, has_locations=bool(locations))
    if not locations:
        return revalidate_registry(
            registry_url,
            source=source,
            everything=everything,
            day=today,
            as_json=report == "json",
            fail_on=fail_on,
            workers=workers,
        )
    _refuse_docs_url(report, shapes)
    marks = AskedMarks(
        mark=mark, corrected=corrected, deadline=deadline, contact=contact, overwrite=overwrite, readable=readable
    )
    marks.check(has_shapes=bool(shapes))
    if shapes:
        by_shapes = ByShapes(
            shapes=shapes,
            engine=engine,
            w3c_classes=w3c_classes,
            allow_unread_shapes=accept is not None,
            fail_on=fail_on,
            report=report,
            today=today,
        )
        return validate_by_shapes(locations, by_shapes, workers=workers)
    from danhmuc.shapes import NO_PROFILE  # heavy
    from danhmuc.vocab.errors import UsageError

    if accept is not None:
        raise UsageError(ValidateText.UNREAD_SHAPES_OF_SHAPES())
    if profile == NO_PROFILE:
        raise UsageError(ValidateText.NONE_VALIDATES_NOTHING())
    by_profile = ByProfile(
        profile=_profile_of(profile, locations),
        engine=engine,
        w3c_classes=w3c_classes,
        fail_on=fail_on,
        report=report,
        today=today,
        docs_url=_docs_url(docs_url, report),
        registry_url=registry_url,
        marks=marks,
    )
    return validate_by_profile(locations, by_profile, workers=workers)


def _profile_of(profile: str, locations: tuple[str, ...]) -> str:
    """The profile that was given, else that of workbooks if all locations are such.

    Raises:
        UsageError: some are workbooks and some are not, so that there is none for all.
    """
    from danhmuc.registry.record.source_settings import default_profile
    from danhmuc.vocab.errors import UsageError

    if click.get_current_context().get_parameter_source("profile") is ParameterSource.COMMANDLINE:
        return profile
    wanted = tuple(sorted({default_profile(source.kind) for source in sources_at(locations)}))
    if len(wanted) > 1:
        raise UsageError(ValidateText.PROFILE_FOR_ALL(known=wanted))
    return wanted[0]


def _refuse_strangers(names: Mapping[str, str], *, has_locations: bool) -> None:
    """See that no option was given that says nothing here.

    Raises:
        UsageError: one was.
    """
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    context = click.get_current_context()
    for parameter, name in names.items():
        if context.get_parameter_source(parameter) is ParameterSource.COMMANDLINE:
            refusal = ValidateText.OPTION_OF_REGISTRY if has_locations else ValidateText.OPTION_OF_LOCATIONS
            raise UsageError(refusal(option=name))


def _refuse_docs_url(report: str, shapes: tuple[str, ...]) -> None:
    """See that no address of pages was given to a report that does not link to them.

    Raises:
        UsageError: one was.
    """
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    source = click.get_current_context().get_parameter_source("docs_url")
    if source is ParameterSource.COMMANDLINE and (shapes or report not in LINKING_REPORTS):
        raise UsageError(ValidateText.DOCS_URL_UNUSED(reports=LINKING_REPORTS))


def _docs_url(given: str | None, report: str) -> str | None:
    """The address of the pages, where there is one and the report links to them.

    Raises:
        UsageError: it is no address to which a path can be added.
    """
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    if not given or report not in LINKING_REPORTS:
        return None
    if not _ADDRESS.fullmatch(given):
        raise UsageError(ValidateText.DOCS_URL_REFUSED(url=given))
    return given


def _choose_report(report: str | None, shapes: tuple[str, ...], *, as_json: bool) -> str:
    """The report format that was asked for.

    Raises:
        UsageError: two things were asked for that do not go together.
    """
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    context = click.get_current_context()
    if shapes and context.get_parameter_source("profile") is ParameterSource.COMMANDLINE:
        raise UsageError(ValidateText.PROFILE_OR_SHAPES())
    if as_json and report not in (None, "json"):
        raise UsageError(ValidateText.JSON_OR_REPORT(report=report))
    if shapes and report not in (None, *REPORTS):
        raise UsageError(ValidateText.REPORT_NOT_OF_SHAPES(report=report, reports=REPORTS))
    if not context.params["locations"] and report not in (None, "text", "json"):
        raise UsageError(ValidateText.REPORT_NOT_OF_REGISTRY(report=report))
    return "json" if as_json else report or "text"
