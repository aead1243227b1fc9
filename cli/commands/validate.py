"""``danhmuc validate``: catalogues without storing them, any RDF by any shapes, or the registry again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import click
from click.core import ParameterSource

from danhmuc.vocab.errors import UsageError

from ..group import Choice, Command, FileName, TargetName, WholeNumber, Words
from ..messages.harvest import HarvestMarkText, ValidateText
from ..messages.program import ProgramText
from ..options import (
    as_one,
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
    from datetime import date

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The options of validating locations, by a profile or by shapes."""

    profile: str
    engine: Engine
    w3c_classes: bool
    fail_on: FailOn
    docs_url: str | None

    def by_shapes(
        self, shapes: tuple[str, ...], report: str, today: date | None, *, allow_unread_shapes: bool
    ) -> ByShapes:
        """The options of validation by shapes."""
        return ByShapes(
            shapes=shapes,
            engine=self.engine,
            w3c_classes=self.w3c_classes,
            allow_unread_shapes=allow_unread_shapes,
            fail_on=self.fail_on,
            report=report,
            today=today,
        )

    def by_profile(
        self, locations: tuple[str, ...], report: str, today: date | None, marks: AskedMarks, registry_url: str
    ) -> ByProfile:
        """The options of validation by the profile.

        Raises:
            UsageError: the profile validates nothing, or not all locations have one profile.
        """
        from danhmuc.shapes import NO_PROFILE  # heavy

        if self.profile == NO_PROFILE:
            raise UsageError(ValidateText.NONE_VALIDATES_NOTHING())
        return ByProfile(
            profile=_profile_of(self.profile, locations),
            engine=self.engine,
            w3c_classes=self.w3c_classes,
            fail_on=self.fail_on,
            report=report,
            today=today,
            docs_url=_docs_url(self.docs_url, report),
            registry_url=registry_url,
            marks=marks,
        )


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
@as_one(AskedMarks, "marks")
@as_one(_Asked, "asked")
def command(
    locations: tuple[str, ...],
    marks: AskedMarks,
    asked: _Asked,
    shapes: tuple[str, ...],
    accept: str | None,
    day: str | None,
    report: str | None,
    workers: int,
    everything: bool,  # noqa: FBT001 - click's own
    source: str | None,
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
            fail_on=asked.fail_on,
            workers=workers,
        )
    _refuse_docs_url(report, shapes)
    marks.check(has_shapes=bool(shapes))
    if shapes:
        by_shapes = asked.by_shapes(shapes, report, today, allow_unread_shapes=accept is not None)
        return validate_by_shapes(locations, by_shapes, workers=workers)
    if accept is not None:
        raise UsageError(ValidateText.UNREAD_SHAPES_OF_SHAPES())
    by_profile = asked.by_profile(locations, report, today, marks, registry_url)
    return validate_by_profile(locations, by_profile, workers=workers)


def _profile_of(profile: str, locations: tuple[str, ...]) -> str:
    """The profile that was given, else that of workbooks if all locations are such.

    Raises:
        UsageError: some are workbooks and some are not, so that there is none for all.
    """
    from danhmuc.registry.record.source_settings import default_profile

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
    source = click.get_current_context().get_parameter_source("docs_url")
    if source is ParameterSource.COMMANDLINE and (shapes or report not in LINKING_REPORTS):
        raise UsageError(ValidateText.DOCS_URL_UNUSED(reports=LINKING_REPORTS))


def _docs_url(given: str | None, report: str) -> str | None:
    """The address of the pages, where there is one and the report links to them.

    Raises:
        UsageError: it is no address to which a path can be added.
    """
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
