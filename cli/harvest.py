"""``danhmuc harvest``: take catalogues into the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from .findings import finding_dicts, findings_told, tell_finding
from .group import Command
from .language import both, language, say
from .options import (
    json_option,
    lang_option,
    locations_argument,
    open_registry,
    option,
    profile_option,
    registry_option,
    sources_at,
)
from .output import clean, count, print_json, progress, state, tell
from .profile_warnings import tell_profile_warnings
from .vietnamese import vietnamese

if TYPE_CHECKING:
    from danhmuc.registry import HarvestReport, HarvestSource, Registry
    from danhmuc.registry.plan import RoleCounts
    from danhmuc.vocab.findings import Finding

__all__ = ["command"]

_PARTIAL: Final = "only a part, by --partial"
"""Kept with the run, hence in English."""


@click.command(
    "harvest",
    cls=Command,
    help=both(
        "Thu thập danh mục ở LOCATION (tệp hoặc thư mục RDF) vào sổ đăng ký.\n\n"
        "Mỗi vị trí là một nguồn. Bản ghi không đổi không được ghi lại; bản ghi vắng mặt không bị xóa. "
        "Mã thoát 1: cần người xem; 3: không mở được nguồn.",
        "Harvest the catalogues at LOCATION (RDF files or folders) into the registry.\n\n"
        "Each location is a source. What did not change is not written again; what is missing is not deleted. "
        "Exit code 1: a person should look; 3: nothing could be opened.",
    ),
)
@locations_argument
@profile_option(None, without=True)
@option(
    "--name",
    metavar="SOURCE",
    help=both("Tên của nguồn mới, nếu không lấy tên tệp.", "What to call a new source, if not after its file."),
)
@option(
    "--partial",
    is_flag=True,
    help=both("Chỉ là một phần của nguồn: không coi gì là vắng mặt.", "Only a part of the source: nothing is missing."),
)
@option(
    "--base",
    metavar="IRI",
    envvar="DANHMUC_BASE",
    help=both(
        "Phần đầu của IRI được cấp trong sổ đăng ký mới (biến DANHMUC_BASE).",
        "Where IRIs minted in a new registry begin (or DANHMUC_BASE).",
    ),
)
@option(
    "-q",
    "--quiet",
    is_flag=True,
    help=both("Chỉ báo cáo nguồn cần người xem.", "Report only on sources that need a person."),
)
@registry_option
@json_option
@lang_option
def command(
    locations: tuple[str, ...],
    profile: str | None,
    name: str | None,
    partial: bool,  # noqa: FBT001 - click's own
    base: str | None,
    quiet: bool,  # noqa: FBT001
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Harvest each location; what is wrong with one does not stop the next, and the worst is the exit code."""
    from danhmuc.vocab.errors import DanhmucError, RegistryUnavailableError

    from .refusals import refuse, unopened

    sources = _asked_for(locations, profile, name)
    worst = 0
    answers: list[dict[str, object]] = []
    try:
        with open_registry(registry_url, create=True, base=base) as registry:
            for source in sources:
                try:
                    report = _harvest(registry, source, name=name, profile=profile, partial=partial)
                except RegistryUnavailableError:
                    raise
                except DanhmucError as error:
                    worst = max(worst, refuse(error))
                    answers.append({"location": source.location, "error": str(error)})
                    continue
                if report.unopened:
                    worst = max(worst, unopened(report.why or source.location))
                elif report.needs_a_person:
                    worst = max(worst, 1)
                if quiet and not report.needs_a_person:
                    continue
                if as_json:
                    answers.append(_as_dict(registry, source, report))
                elif not report.unopened:
                    _print(registry, report)
            for name_of_profile, warnings in registry.profile_warnings.items():
                tell_profile_warnings(name_of_profile, warnings)
    finally:
        # What was done is told even where the rest could not be.
        if as_json and (answers or not quiet):
            print_json(answers)
    return worst


def _asked_for(locations: tuple[str, ...], profile: str | None, name: str | None) -> list[HarvestSource]:
    """The sources; what is wrong with the request as a whole is told before anything is opened."""
    from danhmuc.shapes import NO_PROFILE, load_profile  # heavy
    from danhmuc.vocab.errors import UsageError

    if name is not None and len(locations) > 1:
        raise UsageError(
            say(
                f"--name {name} chỉ đặt tên cho một nguồn mà có {len(locations)} vị trí; hãy thu thập từng vị trí",
                f"--name {name} names one source, but {len(locations)} locations were given; harvest them singly",
            )
        )
    if profile is not None and profile != NO_PROFILE:
        load_profile(profile)
    return sources_at(locations)


def _harvest(
    registry: Registry, source: HarvestSource, *, name: str | None, profile: str | None, partial: bool
) -> HarvestReport:
    with progress(source.name) as told:
        plan = registry.plan(source, name=name, profile=profile, partial=_PARTIAL if partial else None, progress=told)
        return plan.apply(by="harvest")


def _as_dict(registry: Registry, source: HarvestSource, report: HarvestReport) -> dict[str, object]:
    from danhmuc.registry.rule_texts import rule_texts_at_hand  # heavy

    findings = registry.run_findings(report.run) if report.run is not None else []
    texts = rule_texts_at_hand(report.profile) if findings else {}
    return {
        "location": source.location,
        **report.as_dict(),
        "unopened": report.unopened,
        "needs_a_person": report.needs_a_person,
        "run_findings": finding_dicts(findings, texts),
    }


def _print(registry: Registry, report: HarvestReport) -> None:
    # What follows the semicolon is told again below.
    why = (report.why or "").partition("; ")[0]
    why = clean(vietnamese(why) if language() == "vi" else why)
    tell(
        click.style(clean(report.source), bold=True)
        + say(f"  lượt {report.run}, hồ sơ {report.profile}: ", f"  run {report.run}, profile {report.profile}: ")
        + click.style(state(report.state), fg="green" if report.state == "complete" else "red")
        + (f" ({why})" if why else "")
    )
    rows = (
        (say("bản ghi", "records"), report.records),
        (say("bản ghi phụ trợ", "node records"), report.nodes),
        (say("bản ghi danh mục", "catalogue records"), report.catalog_records),
    )
    for noun, counts in rows:
        if counts.seen or counts.missing:
            tell(f"  {noun}: {_told(counts)}")
    if report.accepted is not None and report.submitted is not None and report.state != "failed":
        tell(
            say("  kết luận: ", "  verdicts: ")
            + f"{count(report.accepted)} {state('accepted')}, {count(report.submitted)} {state('submitted')}"
        )
    if any(report.findings.values()):
        tell(say("  phát hiện trong lượt này: ", "  findings of this run: ") + findings_told(report.findings))
    if report.rest_triples:
        number = count(report.rest_triples)
        tell(
            say(
                f"  còn lại: {number} bộ ba không thuộc bản ghi nào, được giữ và không xuất",
                f"  rest: {number} triples belong to no record; kept, not exported",
            )
        )
    if report.passed_over:
        number = count(report.passed_over)
        tell(say(f"  bỏ qua: {number} tệp không phải RDF", f"  passed over: {number} files that are not RDF"))
    if report.run is not None:
        _print_run_findings(registry, report.run)


def _print_run_findings(registry: Registry, run: int) -> None:
    """What was noticed about documents and the run, by rule, with the first of each as the example."""
    by_code: dict[str, list[Finding]] = {}
    for finding in registry.run_findings(run):
        by_code.setdefault(finding.code, []).append(finding)
    for findings in by_code.values():
        tell_finding(findings[0], times=len(findings))


def _told(counts: RoleCounts) -> str:
    parts = [f"{count(number)} {state(kind)}" for kind, number in counts.as_dict().items() if kind != "seen" and number]
    return ", ".join(parts) or "0"
