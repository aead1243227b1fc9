"""``danhmuc validate``: judge catalogues without keeping them; with ``--shapes``, any RDF by any shapes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from .findings import finding_dict, severities_told, tell_finding
from .group import Command
from .json_answers import json_text, tell_json
from .language import both, language, say
from .options import day_given, json_option, lang_option, locations_argument, option, profile_option, sources_at
from .output import clean, count, progress, records_word, state, tell
from .shacl import REPORTS, ByShapes, validate_by_shapes
from .vietnamese import vietnamese
from .workers import Tell, tell_each

if TYPE_CHECKING:
    from danhmuc.registry.checking import CheckedRecord, SourceCheck
    from danhmuc.shapes import Engine, Validator
    from danhmuc.vocab.findings import Standing

__all__ = ["ByProfile", "command"]


@click.command(
    "validate",
    cls=Command,
    help=both(
        "Kiểm tra danh mục ở LOCATION theo một hồ sơ, không lưu gì; "
        "có --shapes thì kiểm tra RDF bất kỳ theo tệp quy tắc SHACL bất kỳ.\n\n"
        "Mã thoát 1: có vi phạm (xem --fail-on) hoặc có tài liệu không đọc được; 3: không mở được nguồn.",
        "Check the catalogues at LOCATION against a profile; nothing is kept. "
        "With --shapes, check any RDF against any SHACL shapes.\n\n"
        "Exit code 1: violations (see --fail-on) or unread documents; 3: nothing could be opened.",
    ),
)
@locations_argument
@profile_option("dcat-ap", without=False)
@option(
    "--shapes",
    metavar="FILE",
    multiple=True,
    help=both(
        "Tệp quy tắc SHACL thay cho hồ sơ; dùng được nhiều lần, các tệp hợp thành một.",
        "SHACL shapes to judge by instead of a profile; may be given several times, the files count as one.",
    ),
)
@option(
    "--engine",
    type=click.Choice(["danhmuc", "pyshacl"]),
    default="danhmuc",
    help=both(
        "Bộ kiểm tra: danhmuc (mặc định), hoặc pyshacl để đối chiếu, chậm hơn nhiều lần.",
        "Who judges: danhmuc (by default), or pyshacl to compare with, which is many times slower.",
    ),
)
@option(
    "--w3c-classes",
    is_flag=True,
    help=both(
        "IRI không có mô tả thì coi là không thuộc lớp nào, đúng như W3C; mặc định là chưa kiểm chứng được.",
        "What nothing describes has no class, as the W3C reads it; by default it cannot be verified.",
    ),
)
@option(
    "--date",
    "day",
    metavar="DATE",
    help=both(
        "Với --shapes: ngày xét của quy tắc theo ngày, ví dụ 2026-11-25; mặc định hôm nay ở Việt Nam.",
        "With --shapes: reference date of dated rules, such as 2026-11-25; today in Viet Nam by default.",
    ),
)
@option(
    "--report",
    type=click.Choice(REPORTS),
    default=None,
    help=both(
        "Dạng báo cáo: text (mặc định) hoặc json; với --shapes còn có đồ thị báo cáo chuẩn: turtle, xml, json-ld, nt.",
        "How to report: text (by default) or json; with --shapes the standard's report graph, too: "
        "turtle, xml, json-ld, nt.",
    ),
)
@option(
    "--workers",
    type=click.IntRange(min=1),
    default=1,
    metavar="N",
    help=both(
        "Số tiến trình làm song song khi có nhiều LOCATION; mặc định 1.",
        "How many processes share several LOCATIONs; 1 by default.",
    ),
)
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
    shapes: tuple[str, ...],
    engine: Engine,
    w3c_classes: bool,  # noqa: FBT001 - click's own
    day: str | None,
    report: str | None,
    workers: int,
    fail_on: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Check each location; the worst outcome is the exit code."""
    report = _settled(report, shapes, as_json=as_json)
    today = day_given("--date", day)
    if shapes:
        by_shapes = ByShapes(
            shapes=shapes, engine=engine, w3c_classes=w3c_classes, fail_on=fail_on, report=report, today=today
        )
        return validate_by_shapes(locations, by_shapes, workers=workers)
    from danhmuc.shapes import NO_PROFILE  # heavy
    from danhmuc.vocab.errors import UsageError

    if profile == NO_PROFILE:
        raise UsageError(
            say(
                "hồ sơ none không kiểm tra gì; hãy chọn hồ sơ khác, ví dụ dcat-ap hoặc vn",
                "profile none judges nothing; name one to validate by, such as dcat-ap or vn",
            )
        )
    sources_at(locations)  # refuses what can be none before anything is judged
    by_profile = ByProfile(
        profile=profile, engine=engine, w3c_classes=w3c_classes, fail_on=fail_on, as_json=report == "json"
    )
    return tell_each(by_profile, locations, workers, as_json=by_profile.as_json)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByProfile:
    """How to judge each location."""

    profile: str
    engine: Engine
    w3c_classes: bool
    fail_on: str
    as_json: bool

    def ready(self) -> Tell:
        """What tells of one location."""
        from danhmuc.shapes import Validator  # heavy

        return partial(self.tell, Validator(self.profile, engine=self.engine, w3c_classes=self.w3c_classes))

    def lost(self, location: str) -> dict[str, object]:
        """A location of which nothing can be told, as JSON has it."""
        told = {"location": location, "profile": self.profile, "failed": "lost", "unopened": False}
        return {**told, "incomplete": None, "findings": [], "records": [], "passed": False}

    def tell(self, validator: Validator, location: str, begin: Callable[[], None]) -> int:
        """Judge a location and tell, record by record as they come; the exit code."""
        from danhmuc.registry.checking import check_source  # heavy
        from danhmuc.vocab.errors import DanhmucError

        from .refusals import refuse, unopened

        (source,) = sources_at([location])
        try:
            with progress(source.name) as told:
                check = check_source(source, validator, progress=told)
        except DanhmucError as error:
            begin()
            if self.as_json:
                tell_json(json_text(self.lost(location), indent=2))
            return refuse(error)
        if check.unopened:
            unopened(check.failed or check.location)
        begin()
        if self.as_json:
            return _tell_as_json(check, self.fail_on)
        return 3 if check.unopened else _tell_as_text(check, self.fail_on)


def _settled(report: str | None, shapes: tuple[str, ...], *, as_json: bool) -> str:
    """How to report, of all that was asked for.

    Raises:
        UsageError: two things were asked for that do not go together.
    """
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    context = click.get_current_context()
    if shapes and context.get_parameter_source("profile") is ParameterSource.COMMANDLINE:
        raise UsageError(
            say(
                "chỉ dùng một trong hai: --profile hoặc --shapes",
                "--profile and --shapes exclude one another; keep one",
            )
        )
    if as_json and report not in (None, "json"):
        raise UsageError(
            say(
                f"--json và --report {report} loại trừ nhau; hãy giữ một",
                f"--json and --report {report} exclude one another; keep one",
            )
        )
    if not shapes and context.params["day"] is not None:
        raise UsageError(
            say(
                "--date cần --shapes; hồ sơ không xét quy tắc theo ngày",
                "--date needs --shapes; profiles have no dated rules",
            )
        )
    if not shapes and report not in (None, "text", "json"):
        raise UsageError(
            say(
                f"--report {report} cần --shapes; theo hồ sơ thì báo cáo là text hoặc json",
                f"--report {report} needs --shapes; by a profile the report is text or json",
            )
        )
    return "json" if as_json else report or "text"


def _code(check: SourceCheck, counts: Counter[Standing], fail_on: str) -> int:
    if check.unopened:
        return 3
    failing = counts["violation"] + (counts["warning"] if fail_on == "warning" else 0)
    return 1 if check.failed or check.incomplete or failing else 0


def _tell_as_json(check: SourceCheck, fail_on: str) -> int:
    """A check as an item of the answer, its records as they come; the exit code."""
    counts = Counter(finding.standing for finding in check.findings)
    head = {
        "location": check.location,
        "profile": check.profile,
        "failed": check.failed,
        "unopened": check.unopened,
        "incomplete": check.incomplete,
        "findings": [finding_dict(finding) for finding in check.findings],
    }
    tell_json(json_text(head, indent=2).removesuffix("\n  }") + ',\n    "records": [')
    code = 1
    separator = "\n"
    try:
        for record in check.records:
            counts.update(finding.standing for finding in record.all_findings)
            tell_json(separator + json_text(_record_dict(record), indent=6))
            separator = ",\n"
        code = _code(check, counts, fail_on)
    finally:
        end = "]" if separator == "\n" else "\n    ]"
        tell_json(f'{end},\n    "passed": {str(code == 0).lower()}\n  }}')
    return code


def _record_dict(record: CheckedRecord) -> dict[str, object]:
    return {
        "iri": record.iri,
        "role": record.role,
        "title": record.title,
        "accepted": record.report.accepted,
        "findings": [finding_dict(finding) for finding in record.all_findings],
    }


def _tell_as_text(check: SourceCheck, fail_on: str) -> int:
    """A check for people, its records as they come; the exit code."""
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
    counts = Counter(finding.standing for finding in check.findings)
    if check.failed:
        return _code(check, counts, fail_on)
    own = accepted = 0
    for record in check.records:
        counts.update(finding.standing for finding in record.all_findings)
        own += record.role == "record"
        accepted += record.role == "record" and record.report.accepted
        if record.all_findings:
            _tell_record(record)
    code = _code(check, counts, fail_on)
    found = severities_told(counts) or say("không có phát hiện", "no findings")
    verdict = say("đạt", "pass") if code == 0 else say("không đạt", "fail")
    tell(
        "  "
        + click.style(verdict, fg="red" if code else "green", bold=True)
        + f": {records_word(own)}, {count(accepted)} {state('accepted')}; {found}"
    )
    return code


def _tell_record(record: CheckedRecord) -> None:
    title = clean(record.title or say("(không có tiêu đề)", "(no title)"))
    tell(f"  {click.style(title, bold=True)}  {clean(record.iri)}")
    for finding in record.all_findings:
        tell_finding(finding, indent=4, owner=record.iri)
