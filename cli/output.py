"""Answers on stdout: JSON for machines, aligned columns for people; progress on stderr."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from .language import STATES, language, say

if TYPE_CHECKING:
    from danhmuc.vocab.findings import Finding

__all__ = ["count", "finding_dict", "finding_lines", "print_json", "print_table", "progress", "state"]


def print_json(answer: object) -> None:
    """One JSON document."""
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def state(name: str | None) -> str:
    """The word for a state, verdict or severity."""
    if name is None:
        return "–"
    return STATES.get(name, name) if language() == "vi" else name


def count(number: int) -> str:
    """A number with the thousands mark of the language."""
    return f"{number:,}".replace(",", ".") if language() == "vi" else f"{number:,}"


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns, aligned where people read them and separated by tabs where a program does."""
    if not sys.stdout.isatty():
        click.echo("\t".join(headings))
        for row in rows:
            click.echo("\t".join(row))
        return
    widths = [max(_width(cell) for cell in column) for column in zip(headings, *rows, strict=True)]
    for number, row in enumerate((headings, *rows)):
        line = "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        click.echo(click.style(line, bold=True) if number == 0 else line)


def _width(text: str) -> int:
    return sum(0 if unicodedata.combining(mark) else 1 for mark in text)


def finding_dict(finding: Finding) -> dict[str, object]:
    """A finding as JSON has it."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "layer": finding.layer,
        "focus": finding.focus,
        "path": finding.path,
        "value": finding.value,
        "fix": finding.fix,
        "place": finding.place,
        "message": dict(finding.message),
    }


def finding_lines(finding: Finding, *, owner: str | None = None) -> Iterator[str]:
    """A finding for people: severity, message, then what it is about."""
    colour = {"violation": "red", "warning": "yellow", "info": "blue"}[finding.severity]
    yield f"{click.style(state(finding.severity), fg=colour)}  {finding.text(language())}  [{finding.code}]"
    focus = None if finding.focus == owner or (finding.focus or "").startswith("_:") else finding.focus
    about = [part for part in (finding.place, focus) if part]
    if finding.value is not None and finding.severity != "info":
        about.append(say(f"giá trị: {_short(finding.value)}", f"value: {_short(finding.value)}"))
    if finding.fix is not None:
        about.append(say(f"thay bằng: {_short(finding.fix)}", f"now: {_short(finding.fix)}"))
    if about:
        yield "    " + "; ".join(about)


def _short(text: str, limit: int = 100) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


@contextmanager
def progress(title: str) -> Iterator[Callable[[str, int, int | None], None] | None]:
    """What long work reports to: a bar on a terminal, None (silence) elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - not needed where nobody watches
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=24), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def told(stage: str, done: int, total: int | None) -> None:
            words = {
                "read": say("đọc", "reading"),
                "judge": say("kiểm tra", "judging"),
                "compare": say("so sánh", "comparing"),
                "export": say("xuất", "exporting"),
            }
            bar.update(task, description=f"{title}: {words.get(stage, stage)} {count(done)}", completed=done, total=total)

        yield told
