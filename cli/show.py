"""``danhmuc show``: one record, its findings, its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .group import Command
from .language import both, say
from .options import json_option, lang_option, open_registry, option, registry_option
from .output import finding_dict, finding_lines, print_json, state

if TYPE_CHECKING:
    from danhmuc.registry import StoredRecord
    from danhmuc.registry.store.searching import VersionRow

__all__ = ["command"]


@click.command(
    "show",
    cls=Command,
    help=both(
        "Cho xem bản ghi có IRI này: nội dung, phát hiện, và lịch sử với --history.",
        "Show the record of this IRI: its content, its findings, and with --history its versions.",
    ),
)
@click.argument("iri", metavar="IRI")
@option("--history", is_flag=True, help=both("Mọi phiên bản.", "All versions."))
@option("--source", metavar="SOURCE", help=both("Theo nguồn này.", "As this source describes it."))
@registry_option
@json_option
@lang_option
def command(
    iri: str,
    history: bool,  # noqa: FBT001 - click's own
    source: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001
    lang: str | None,  # noqa: ARG001 - read by language()
) -> int:
    """Look up and show."""
    with open_registry(registry_url) as registry:
        found = registry.get(iri, source=source)
        versions = registry.history(iri, source=source) if history or as_json else []
    if as_json:
        print_json(
            {
                **found.row.as_dict(),
                "nquads": found.nquads.decode(),
                "findings": [finding_dict(finding) for finding in found.findings],
                "versions": [version.as_dict() for version in versions],
            }
        )
        return 0
    _print(found)
    if history:
        _print_history(iri, versions)
    else:
        click.echo()
        click.echo(found.turtle().rstrip())
    return 0


def _print(found: StoredRecord) -> None:
    row = found.row
    click.echo(click.style(row.title or say("(không có tiêu đề)", "(no title)"), bold=True))
    click.echo(row.iri)
    facts = (
        (say("loại", "class"), row.main_class),
        (say("đơn vị chủ trì cung cấp", "publisher"), row.publisher),
        (say("nguồn", "source"), row.source),
        (say("trạng thái", "state"), state(row.state)),
        (say("kết luận", "verdict"), state(row.verdict)),
        (say("phiên bản", "version"), f"{row.version}  {row.digest}"),
    )
    for name, value in facts:
        if value:
            click.echo(f"  {name}: {value}")
    for finding in found.findings:
        for line in finding_lines(finding, owner=row.iri):
            click.echo(f"  {line}")


def _print_history(iri: str, versions: list[VersionRow]) -> None:
    from danhmuc.vocab.prefixes import shorten  # noqa: PLC0415 - cheap, but --help needs none of it

    click.echo()
    for version in versions:
        run = say(f"lượt {version.run}", f"run {version.run}") if version.run is not None else version.by
        click.echo(
            f"  {version.number}  {version.created_at}  {run}  {state(version.verdict)}  {version.digest}"
        )
        if version.number == 1:
            click.echo(say(f"      + {version.triples} bộ ba", f"      + {version.triples} triples"))
            continue
        for mark, lines in (("-", version.removed), ("+", version.added)):
            for line in lines:
                short = shorten(line.removeprefix(f"<{iri}> "))
                click.echo(click.style(f"      {mark} {short}", fg="green" if mark == "+" else "red"))
