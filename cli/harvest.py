"""``danhmuc harvest``: take catalogues into the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .group import Command
from .language import both, say
from .options import json_option, lang_option, open_registry, option, profile_option, registry_option
from .output import count, finding_dict, finding_lines, print_json, progress, state

if TYPE_CHECKING:
    from danhmuc.vocab.findings import Finding

    from danhmuc.registry import HarvestReport, Registry
    from danhmuc.registry.plan import RoleCounts

__all__ = ["command"]


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
@click.argument("locations", nargs=-1, required=True, metavar="LOCATION...")
@profile_option(None)
@option("--name", metavar="SOURCE", help=both("Tên của nguồn mới.", "What to call a new source."))
@option(
    "--partial",
    is_flag=True,
    help=both("Chỉ là một phần của nguồn: không coi gì là vắng mặt.", "Only a part of the source: nothing is missing."),
)
@option(
    "--base",
    metavar="IRI",
    envvar="DANHMUC_BASE",
    help=both("Phần đầu của IRI được cấp trong sổ đăng ký mới.", "Where IRIs minted in a new registry begin."),
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
    registry_url: str,
    as_json: bool,  # noqa: FBT001
    lang: str | None,  # noqa: ARG001 - read by language()
) -> int:
    """Harvest each location; the worst outcome is the exit code."""
    from danhmuc.registry import source_at  # noqa: PLC0415 - heavy
    from danhmuc.vocab.errors import UsageError  # noqa: PLC0415

    if name is not None and len(locations) > 1:
        raise UsageError(f"--name {name} names one source, but {len(locations)} locations were given; harvest them singly")
    sources = [source_at(location) for location in locations]
    worst = 0
    answers = []
    with open_registry(registry_url, create=True, base=base) as registry:
        for source in sources:
            with progress(source.name) as told:
                why = say("chỉ là một phần, theo --partial", "only a part, by --partial") if partial else None
                plan = registry.plan(source, name=name, profile=profile, partial=why, progress=told)
            report = plan.apply(by="harvest")
            worst = max(worst, _code(report))
            if as_json:
                findings = registry.run_findings(report.run) if report.run is not None else []
                answers.append({**report.as_dict(), "run_findings": [finding_dict(finding) for finding in findings]})
            else:
                _print(registry, report)
    if as_json:
        print_json(answers)
    return worst


def _code(report: HarvestReport) -> int:
    if report.unopened:
        return 3
    return 1 if report.needs_a_person else 0


def _print(registry: Registry, report: HarvestReport) -> None:
    click.echo(
        click.style(report.source, bold=True)
        + say(f"  lượt {report.run}, hồ sơ {report.profile}: ", f"  run {report.run}, profile {report.profile}: ")
        + click.style(state(report.state), fg="green" if report.state == "complete" else "red")
        + (f" ({report.why})" if report.why else "")
    )
    rows = (
        (say("bản ghi", "records"), report.records),
        (say("bản ghi phụ trợ", "node records"), report.nodes),
        (say("bản ghi danh mục", "catalogue records"), report.catalog_records),
    )
    for noun, counts in rows:
        if counts.seen or counts.missing:
            click.echo(f"  {noun}: {_told(counts)}")
    if report.accepted is not None and report.submitted is not None and report.state != "failed":
        click.echo(
            say("  kết luận: ", "  verdicts: ")
            + f"{count(report.accepted)} {state('accepted')}, {count(report.submitted)} {state('submitted')}"
        )
    found = [f"{count(number)} {state(severity)}" for severity, number in report.findings.items() if number]
    if found:
        click.echo(say("  phát hiện trong lượt này: ", "  findings of this run: ") + ", ".join(found))
    if report.rest_triples:
        click.echo(
            say(
                f"  còn lại: {count(report.rest_triples)} bộ ba không thuộc bản ghi nào, được giữ và không xuất",
                f"  rest: {count(report.rest_triples)} triples belong to no record; kept, not exported",
            )
        )
    if report.passed_over:
        click.echo(
            say(f"  bỏ qua: {count(report.passed_over)} tệp không phải RDF", f"  passed over: {report.passed_over} files")
        )
    if report.run is not None:
        _print_run_findings(registry, report.run)


def _print_run_findings(registry: Registry, run: int) -> None:
    """What was noticed about documents and the run, by rule, with the first of each as the example."""
    by_code: dict[str, list[Finding]] = {}
    for finding in registry.run_findings(run):
        by_code.setdefault(finding.code, []).append(finding)
    for findings in by_code.values():
        first, *more = finding_lines(findings[0])
        click.echo(f"  {first}" + (f"  ×{count(len(findings))}" if len(findings) > 1 else ""))
        for line in more:
            click.echo(f"  {line}")


def _told(counts: RoleCounts) -> str:
    parts = [
        f"{count(number)} {state(kind)}" for kind, number in counts.as_dict().items() if kind != "seen" and number
    ]
    return ", ".join(parts) or "0"
