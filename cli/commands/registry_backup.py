"""``danhmuc registry backup`` and ``restore``: the registry in one file, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from danhmuc.vocab.text import one_line

from ..group import Command, FileName, TargetName, Words
from ..language import render
from ..messages.program import OptionsText
from ..messages.registry import RegistryCopiesText
from ..options import by_option, json_option, name_of_actor, option, registry_option
from ..output.progress import progress
from ..output.text import print_json, print_line
from ..output.words import registration_state_text, time_text

if TYPE_CHECKING:
    from danhmuc.registry import RestoreReport


@click.command("backup", cls=Command, help=RegistryCopiesText.BACKUP_HELP, short_help=RegistryCopiesText.BACKUP_BRIEF)
@click.argument("file", metavar="FILE", type=TargetName())
@registry_option
@json_option
def backup(
    file: str,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Write one state of the registry into a file."""
    from danhmuc.registry import make_backup  # SQLAlchemy costs ten bare interpreters

    with progress(render(RegistryCopiesText.TITLE_BACKUP)) as show:
        report = make_backup(registry_url, file, progress=show)
    if as_json:
        print_json(report.as_dict())
    else:
        print_line(
            one_line(render(RegistryCopiesText.BACKED_UP(file=report.file, size=report.size, at=time_text(report.at))))
        )
    return 0


@click.command(
    "restore", cls=Command, help=RegistryCopiesText.RESTORE_HELP, short_help=RegistryCopiesText.RESTORE_BRIEF
)
@click.argument("file", metavar="FILE", type=FileName())
@click.argument("to_url", metavar="TO")
@option("--newer", metavar="URL", help=RegistryCopiesText.NEWER)
@option("--reason", metavar="TEXT", type=Words(), required=True, help=OptionsText.REASON)
@by_option
@json_option
def restore(
    file: str,
    to_url: str,
    newer: str | None,
    reason: str,
    by: str | None,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Put a backup in the place of the registry."""
    from danhmuc.registry import restore_backup  # SQLAlchemy costs ten bare interpreters

    with progress(render(RegistryCopiesText.TITLE_RESTORE)) as show:
        report = restore_backup(file, to_url, newer=newer, by=name_of_actor(by), reason=reason, progress=show)
    if as_json:
        print_json(report.as_dict())
    else:
        print_line(one_line(render(RegistryCopiesText.RESTORED(target=report.target, at=time_text(report.at)))))
        _print_taken_over(report)
        if report.kept is not None:
            print_line(one_line(render(RegistryCopiesText.KEPT(file=report.kept))))
    if not report.is_known:
        print_line(render(RegistryCopiesText.UNKNOWN_SINCE(at=time_text(report.at))), err=True)
        return 1
    return 0


def _print_taken_over(report: RestoreReport) -> None:
    """Print what was decided since the backup, and what is lost."""
    if report.is_known:
        taken = RegistryCopiesText.TAKEN_OVER(purged=report.purged, withheld=report.withheld, marked=report.marked)
        print_line(render(taken))
    for iri in report.barred:
        print_line(one_line(render(RegistryCopiesText.BARRED(iri=iri))))
    for name in report.internal:
        print_line(one_line(render(RegistryCopiesText.INTERNAL(source=name))))
    if report.sources:
        print_line(one_line(render(RegistryCopiesText.SOURCES(names=report.sources))))
    if report.elements:
        print_line(render(RegistryCopiesText.ELEMENTS_DECIDED(count=report.elements)))
    for count, template in (
        (report.equal, RegistryCopiesText.EQUAL),
        (report.renamed, RegistryCopiesText.RENAMED),
        (report.again, RegistryCopiesText.AGAIN),
        (report.code_lists, RegistryCopiesText.CODE_LISTS),
        (report.disclosures, RegistryCopiesText.DISCLOSED),
    ):
        if count:
            print_line(render(template(count=count)))
    if report.is_convention_later:
        set_since = report.naming_convention
        print_line(
            render(
                RegistryCopiesText.NO_CONVENTION()
                if set_since is None
                else RegistryCopiesText.CONVENTION(name=set_since)
            )
        )
    if report.registered:
        print_line(render(RegistryCopiesText.REGISTERED(count=report.registered)))
    for one in report.lost_registrations:
        state = registration_state_text(one.state)
        said = RegistryCopiesText.REGISTRATION_LOST(iri=one.iri, state=state, authority=one.authority)
        print_line(one_line(render(said)))
    if report.lost:
        print_line(render(RegistryCopiesText.LOST(count=report.lost)))
