"""``danhmuc validate``: judge catalogues without keeping them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from .group import Command
from .language import both, say
from .options import json_option, lang_option, option, profile_option
from .output import count, finding_dict, finding_lines, print_json, progress, state

if TYPE_CHECKING:
    from danhmuc.registry.checking import CheckedRecord, SourceCheck

__all__ = ["command"]


@click.command(
    "validate",
    cls=Command,
    help=both(
        "Kiểm tra danh mục ở LOCATION theo một hồ sơ, không lưu gì.\n\nMã thoát 1 khi có vi phạm (xem --fail-on).",
        "Check the catalogues at LOCATION against a profile; nothing is kept.\n\n"
        "Exit code 1 when there are violations (see --fail-on).",
    ),
)
@click.argument("locations", nargs=-1, required=True, metavar="LOCATION...")
@profile_option("dcat-ap")
@option(
    "--fail-on",
    type=click.Choice(["violation", "warning"]),
    default="violation",
    show_default=True,
    help=both("Từ mức độ nào thì mã thoát là 1.", "From which severity on the exit code is 1."),
)
@json_option
@lang_option
def command(
    locations: tuple[str, ...],
    profile: str,
    fail_on: str,
    as_json: bool,  # noqa: FBT001 - click's own
    lang: str | None,  # noqa: ARG001 - read by language()
) -> int:
    """Check each location; the worst outcome is the exit code."""
    from danhmuc.registry import source_at  # noqa: PLC0415 - heavy
    from danhmuc.registry.checking import check_source  # noqa: PLC0415
    from danhmuc.shapes import Validator  # noqa: PLC0415
    from danhmuc.vocab.errors import UsageError  # noqa: PLC0415

    if profile == "none":
        raise UsageError("profile 'none' judges nothing; name one to validate by, such as dcat-ap or vn")
    sources = [source_at(location) for location in locations]
    validator = Validator(profile)
    worst = 0
    answers = []
    for source in sources:
        with progress(source.name) as told:
            check = check_source(source, validator, progress=told)
            records = list(check.records)
        severities = Counter(finding.severity for record in records for finding in record.all_findings)
        severities.update(finding.severity for finding in check.findings)
        worst = max(worst, _code(check, severities, fail_on))
        if as_json:
            answers.append(_as_dict(check, records))
        else:
            _print(check, records, severities)
    if as_json:
        print_json(answers)
    return worst


def _code(check: SourceCheck, severities: Counter[str], fail_on: str) -> int:
    if check.unopened:
        return 3
    failing = severities["violation"] + (severities["warning"] if fail_on == "warning" else 0)
    return 1 if check.failed or check.incomplete or failing else 0


def _as_dict(check: SourceCheck, records: list[CheckedRecord]) -> dict[str, object]:
    return {
        "location": check.location,
        "profile": check.profile,
        "failed": check.failed,
        "incomplete": check.incomplete,
        "findings": [finding_dict(finding) for finding in check.findings],
        "records": [
            {
                "iri": record.iri,
                "role": record.role,
                "title": record.title,
                "accepted": record.report.accepted,
                "findings": [finding_dict(finding) for finding in record.all_findings],
            }
            for record in records
        ],
    }


def _print(check: SourceCheck, records: list[CheckedRecord], severities: Counter[str]) -> None:
    click.echo(click.style(f"{check.location}  ({check.profile})", bold=True))
    if check.failed:
        click.echo(f"  {state('failed')}: {check.failed}")
        return
    for finding in check.findings:
        for line in finding_lines(finding):
            click.echo(f"  {line}")
    for record in records:
        if record.all_findings:
            click.echo(f"  {record.title or say('(không có tiêu đề)', '(no title)')} <{record.iri}>")
            for finding in record.all_findings:
                for line in finding_lines(finding, owner=record.iri):
                    click.echo(f"    {line}")
    own = [record for record in records if record.role == "record"]
    accepted = sum(record.report.accepted for record in own)
    told = ", ".join(f"{count(severities[name])} {state(name)}" for name in ("violation", "warning", "info"))
    passed = say("đạt", "pass") if not severities["violation"] else say("không đạt", "fail")
    click.echo(
        say(
            f"  {passed}: {count(len(own))} bản ghi, {count(accepted)} {state('accepted')}; {told}",
            f"  {passed}: {count(len(own))} records, {count(accepted)} {state('accepted')}; {told}",
        )
    )
