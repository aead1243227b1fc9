"""``danhmuc show``: one record, its findings, its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .findings import finding_dicts, tell_finding
from .group import Command
from .language import both, say
from .options import check_source_name, json_option, lang_option, open_registry, option, registry_option
from .output import (
    class_word,
    clean,
    count,
    print_json,
    state,
    tell,
    tell_bytes,
    when,
)

if TYPE_CHECKING:
    from danhmuc.registry import StoredRecord
    from danhmuc.registry.store.searching import VersionRow

__all__ = ["command"]


@click.command(
    "show",
    cls=Command,
    help=both(
        "Xem bản ghi có IRI này: nội dung và phát hiện, hoặc lịch sử với --history.",
        "Show the record of this IRI: its content and findings, or with --history its versions.",
    ),
)
@click.argument("iri", metavar="IRI")
@option(
    "--history",
    is_flag=True,
    help=both("Mọi phiên bản và thay đổi, mới nhất trước.", "All versions and what changed, newest first."),
)
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
) -> int:
    """Look up and show."""
    # As it stands in Turtle, where people copy it from.
    iri = iri.removeprefix("<").removesuffix(">")
    with open_registry(registry_url) as registry:
        check_source_name(registry, source)
        found = registry.get(iri, source=source)
        versions = registry.history(iri, source=source) if history or as_json else []
        profiles = {row.name: row.profile for row in registry.sources()} if as_json else {}
    if as_json:
        from danhmuc.registry.rule_texts import rule_texts_at_hand  # heavy

        texts = rule_texts_at_hand(profiles[found.row.source]) if found.findings else {}
        print_json(
            {
                **found.row.as_dict(),
                "nquads": found.nquads.decode(),
                "findings": finding_dicts(found.findings, texts, versions[0].places),
                "versions": [version.as_dict() for version in versions],
            }
        )
        return 0
    _print(found)
    tell()
    if history:
        _print_history(iri, versions)
    else:
        tell_bytes(found.turtle().strip().encode() + b"\n")
    return 0


def _print(found: StoredRecord) -> None:
    row = found.row
    tell(clean(row.title or say("(không có tiêu đề)", "(no title)")), bold=True)
    tell(clean(row.iri))
    facts = (
        (say("loại", "class"), class_word(row.main_class) if row.main_class is not None else None),
        (say("đơn vị chủ trì cung cấp", "publisher"), row.publisher),
        (say("nguồn", "source"), row.source),
        (say("trạng thái", "state"), state(row.state)),
        (
            say("kết luận", "verdict"),
            state(row.verdict) if row.verdict is not None else say("chưa kiểm tra", "not judged"),
        ),
        (say("phiên bản", "version"), f"{row.version}  {row.digest}"),
    )
    for name, value in facts:
        if value is not None:
            tell(f"  {name}: {clean(value)}")
    for finding in found.findings:
        tell_finding(finding, owner=row.iri)


def _print_history(iri: str, versions: list[VersionRow]) -> None:
    from danhmuc.vocab.prefixes import shorten  # cheap, but --help needs none of it

    for version in versions:
        run = say(f"lượt {version.run}", f"run {version.run}") if version.run is not None else clean(version.by)
        verdict = f"  {state(version.verdict)}" if version.verdict is not None else ""
        tell(f"  {version.number}  {when(version.created_at)}  {run}{verdict}  {version.digest}")
        if version.number == 1:
            number = count(version.triples)
            tell(say(f"      + {number} bộ ba", f"      + {number} triples"))
            continue
        for mark, lines in (("-", version.removed), ("+", version.added)):
            for line in lines:
                short = shorten(line.removeprefix(f"<{iri}> "))
                tell(f"      {mark} {clean(short)}", colour="green" if mark == "+" else "red")
