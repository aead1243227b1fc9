"""``danhmuc validate``: judge catalogues without keeping them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from .findings import finding_dict, severities_told, tell_finding
from .group import Command
from .language import both, language, say
from .options import json_option, lang_option, locations_argument, option, profile_option, sources_at
from .output import (
    clean,
    count,
    print_json,
    progress,
    records_word,
    state,
    tell,
)
from .vietnamese import vietnamese

if TYPE_CHECKING:
    from danhmuc.registry.checking import CheckedRecord, SourceCheck
    from danhmuc.vocab.findings import Severity

__all__ = ["command"]


@click.command(
    "validate",
    cls=Command,
    help=both(
        "Kiểm tra danh mục ở LOCATION theo một hồ sơ, không lưu gì.\n\n"
        "Mã thoát 1: có vi phạm (xem --fail-on) hoặc có tài liệu không đọc được; 3: không mở được nguồn.",
        "Check the catalogues at LOCATION against a profile; nothing is kept.\n\n"
        "Exit code 1: violations (see --fail-on) or unread documents; 3: nothing could be opened.",
    ),
)
@locations_argument
@profile_option("dcat-ap", without=False)
@option(
    "--fail-on",
    type=click.Choice(["violation", "warning"]),
    default="violation",
    help=both(
        "Từ mức độ nào thì mã thoát là 1; mặc định violation (vi phạm).",
        "From which severity on the exit code is 1; violation by default.",
    ),
)
@json_option
@lang_option
def command(
    locations: tuple[str, ...],
    profile: str,
    fail_on: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Check each location; the worst outcome is the exit code."""
    from danhmuc.registry.checking import check_source  # heavy
    from danhmuc.shapes import NO_PROFILE, Validator
    from danhmuc.vocab.errors import UsageError

    from .refusals import unopened

    if profile == NO_PROFILE:
        raise UsageError(
            say(
                "hồ sơ none không kiểm tra gì; hãy chọn hồ sơ khác, ví dụ dcat-ap hoặc vn",
                "profile none judges nothing; name one to validate by, such as dcat-ap or vn",
            )
        )
    sources = sources_at(locations)
    validator = Validator(profile)
    worst = 0
    answers = []
    for source in sources:
        with progress(source.name) as told:
            check = check_source(source, validator, progress=told)
            records = list(check.records)
        severities = Counter(finding.standing for record in records for finding in record.all_findings)
        severities.update(finding.standing for finding in check.findings)
        code = 3 if check.unopened else _code(check, severities, fail_on)
        worst = max(worst, code)
        if check.unopened:
            unopened(check.failed or check.location)
        if as_json:
            answers.append({**_as_dict(check, records), "passed": code == 0})
        elif not check.unopened:
            _print(check, records, severities, passed=code == 0)
    if as_json:
        print_json(answers)
    return worst


def _code(check: SourceCheck, severities: Counter[Severity], fail_on: str) -> int:
    failing = severities["violation"] + (severities["warning"] if fail_on == "warning" else 0)
    return 1 if check.failed or check.incomplete or failing else 0


def _as_dict(check: SourceCheck, records: list[CheckedRecord]) -> dict[str, object]:
    return {
        "location": check.location,
        "profile": check.profile,
        "failed": check.failed,
        "unopened": check.unopened,
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


def _print(check: SourceCheck, records: list[CheckedRecord], severities: Counter[Severity], *, passed: bool) -> None:
    from danhmuc.vocab.findings import SEVERITIES

    tell(
        say(f"{clean(check.location)}  hồ sơ {check.profile}", f"{clean(check.location)}  profile {check.profile}"),
        bold=True,
    )
    for finding in sorted(check.findings, key=lambda finding: SEVERITIES.index(finding.severity)):
        tell_finding(finding)
    for word, why in (("failed", check.failed), ("incomplete", check.incomplete)):
        if why:
            # What follows the semicolon was told above.
            reason = why.partition("; ")[0]
            reason = clean(vietnamese(reason) if language() == "vi" else reason)
            tell(f"  {click.style(state(word), fg='red')}: {reason}")
    if check.failed:
        return
    for record in records:
        if record.all_findings:
            title = clean(record.title or say("(không có tiêu đề)", "(no title)"))
            tell(f"  {click.style(title, bold=True)}  {clean(record.iri)}")
            for finding in record.all_findings:
                tell_finding(finding, indent=4, owner=record.iri)
    own = [record for record in records if record.role == "record"]
    accepted = count(sum(record.report.accepted for record in own))
    found = severities_told(severities) or say("không có phát hiện", "no findings")
    verdict = say("đạt", "pass") if passed else say("không đạt", "fail")
    tell(
        "  "
        + click.style(verdict, fg="green" if passed else "red", bold=True)
        + f": {records_word(len(own))}, {accepted} {state('accepted')}; {found}"
    )
