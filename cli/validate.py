"""``danhmuc validate``: judge catalogues without keeping them, any RDF by any shapes, or the registry again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import click
from click.core import ParameterSource

from .group import Command
from .judging import judge_registry
from .language import both, say
from .options import (
    day_given,
    json_option,
    lang_option,
    maybe_locations_argument,
    option,
    profile_option,
    registry_option,
)
from .profiles import LINKING_REPORTS, PROFILE_REPORTS, ByProfile, validate_by_profile
from .shacl import REPORTS, ByShapes, validate_by_shapes

if TYPE_CHECKING:
    from danhmuc.registry.reporting.tally import FailOn
    from danhmuc.shapes import Engine

__all__ = ["command"]

_OF_LOCATIONS: Final = {
    "profile": "--profile",
    "shapes": "--shapes",
    "engine": "--engine",
    "w3c_classes": "--w3c-classes",
    "workers": "--workers",
    "docs_url": "--docs-url",
}
_OF_REGISTRY: Final = {"everything": "--all", "source": "--source"}
"""Options that say nothing without a location, or with one: parameter, and what users type."""
_ADDRESS: Final = re.compile(r"https?://[^\s?#<>\"]+", re.IGNORECASE)


@click.command(
    "validate",
    cls=Command,
    help=both(
        "Kiểm tra danh mục ở LOCATION theo một hồ sơ, không lưu gì; "
        "có --shapes thì kiểm tra RDF bất kỳ theo tệp quy tắc SHACL bất kỳ; "
        "không có LOCATION thì kiểm tra lại sổ đăng ký, chỉ những gì cần, và cho biết điều gì đã đổi.\n\n"
        "Mã thoát 1: có vi phạm (xem --fail-on) hoặc có tài liệu không đọc được; 3: không mở được nguồn.",
        "Check the catalogues at LOCATION against a profile; nothing is kept. "
        "With --shapes, check any RDF against any SHACL shapes. "
        "Without LOCATION, check again what is due in the registry and tell what changed.\n\n"
        "Exit code 1: violations (see --fail-on) or unread documents; 3: nothing could be opened.",
    ),
)
@maybe_locations_argument
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
        "Ngày xét của quy tắc theo ngày, ví dụ 2026-11-25; mặc định hôm nay ở Việt Nam.",
        "Reference date of dated rules, such as 2026-11-25; today in Viet Nam by default.",
    ),
)
@option(
    "--report",
    type=click.Choice(PROFILE_REPORTS),
    default=None,
    help=both(
        "Dạng báo cáo: text (mặc định), json, hoặc đồ thị báo cáo chuẩn turtle, xml, json-ld, nt; "
        "theo hồ sơ còn có csv (mở bằng Excel), html, junit.",
        "How to report: text (by default), json, or the standard's report graph as turtle, xml, json-ld, nt; "
        "by a profile also csv (for Excel), html, junit.",
    ),
)
@option(
    "--docs-url",
    envvar="DANHMUC_DOCS_URL",
    metavar="URL",
    help=both(
        "Nơi đăng thư mục docs: báo cáo csv, html dẫn tới trang của quy tắc ở đó (biến DANHMUC_DOCS_URL).",
        "Where the folder docs is published: csv and html link to the pages of rules there (or DANHMUC_DOCS_URL).",
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
@option(
    "--all",
    "everything",
    is_flag=True,
    help=both(
        "Không có LOCATION: kiểm tra lại tất cả, kể cả những kết luận còn nguyên hiệu lực.",
        "Without LOCATION: judge all of the registry again, what still holds, too.",
    ),
)
@option(
    "--source",
    metavar="NAME",
    help=both("Không có LOCATION: chỉ nguồn này.", "Without LOCATION: this source only."),
)
@registry_option
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
    docs_url: str | None,
    workers: int,
    fail_on: FailOn,
    everything: bool,  # noqa: FBT001 - click's own
    source: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Check each location; the worst outcome is the exit code."""
    report = _settled(report, shapes, as_json=as_json)
    today = day_given("--date", day)
    _refuse_strangers(_OF_LOCATIONS if not locations else _OF_REGISTRY, has_locations=bool(locations))
    if not locations:
        return judge_registry(
            registry_url,
            source=source,
            everything=everything,
            day=today,
            as_json=report == "json",
            fail_on=fail_on,
        )
    _refuse_docs_url(report, shapes)
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
    by_profile = ByProfile(
        profile=profile,
        engine=engine,
        w3c_classes=w3c_classes,
        fail_on=fail_on,
        report=report,
        today=today,
        docs_url=_docs_url(docs_url, report),
    )
    return validate_by_profile(locations, by_profile, workers=workers)


def _refuse_strangers(names: Mapping[str, str], *, has_locations: bool) -> None:
    """See that no option was given that says nothing here.

    Raises:
        UsageError: one was.
    """
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    context = click.get_current_context()
    for parameter, name in names.items():
        if context.get_parameter_source(parameter) is ParameterSource.COMMANDLINE:
            if has_locations:
                vi, en = (
                    "dùng cho sổ đăng ký; hãy bỏ tùy chọn này hoặc bỏ LOCATION",
                    "is for the registry; leave it or LOCATION out",
                )
            else:
                vi, en = (
                    "cần LOCATION; hãy nêu tệp hoặc thư mục cần kiểm tra",
                    "needs a LOCATION; name a file or a folder to check",
                )
            raise UsageError(say(f"{name} {vi}", f"{name} {en}"))


def _refuse_docs_url(report: str, shapes: tuple[str, ...]) -> None:
    """See that no address of pages was given to a report that does not link to them.

    Raises:
        UsageError: one was.
    """
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    source = click.get_current_context().get_parameter_source("docs_url")
    if source is ParameterSource.COMMANDLINE and (shapes or report not in LINKING_REPORTS):
        linking = ", ".join(LINKING_REPORTS)
        raise UsageError(
            say(
                f"--docs-url chỉ dùng với --report {linking} theo hồ sơ",
                f"--docs-url goes with --report {linking} by a profile alone",
            )
        )


def _docs_url(given: str | None, report: str) -> str | None:
    """The address of the pages, where there is one and the report links to them.

    Raises:
        UsageError: it is no address to which a path can be added.
    """
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    if not given or report not in LINKING_REPORTS:
        return None
    if not _ADDRESS.fullmatch(given):
        raise UsageError(
            say(
                f"--docs-url {given!r} không phải địa chỉ; hãy ghi như https://docs.example.vn, không có ? và #",
                f"--docs-url {given!r} is no address; write one like https://docs.example.vn, without ? and #",
            )
        )
    return given


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
    if shapes and report not in (None, *REPORTS):
        raise UsageError(
            say(
                f"--report {report} không dùng với --shapes; hãy chọn {', '.join(REPORTS)}",
                f"--report {report} does not go with --shapes; use {', '.join(REPORTS)}",
            )
        )
    if not context.params["locations"] and report not in (None, "text", "json"):
        raise UsageError(
            say(
                f"--report {report} cần LOCATION; về sổ đăng ký thì báo cáo là text hoặc json",
                f"--report {report} needs a LOCATION; on the registry the report is text or json",
            )
        )
    return "json" if as_json else report or "text"
