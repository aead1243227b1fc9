"""``danhmuc apply --show``: what the plans in a file would change, on stdout or in a file."""

from __future__ import annotations

import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from ..errors import AnswerError
from ..language import language
from ..messages.harvest import PlansCommandText
from ..messages.program import RefusalsText
from ..output.json import json_list, json_text, print_json_part
from ..output.text import instead_of_stdout, writing_to
from .plan_text import print_plan

if TYPE_CHECKING:
    from danhmuc.registry import SavedPlans


PLAN_FORMATS: Final = ("text", "json", "html")
_ENDINGS: Final = {".txt": "text", ".json": "json", ".html": "html", ".htm": "html"}


def format_of_plan(format_name: str | None, target: str | None, *, as_json: bool) -> str:
    """The format that was asked for, else that of the ending of the file, else text.

    Raises:
        UsageError: two formats were asked for, or the ending gives none.
    """
    from danhmuc.vocab.errors import UsageError  # cheap, but --help needs none of it

    if as_json and format_name not in (None, "json"):
        raise UsageError(PlansCommandText.JSON_OR_FORMAT(format=format_name))
    if as_json or format_name is not None or target is None:
        return "json" if as_json else format_name or "text"
    found = _ENDINGS.get(PurePath(target).suffix.casefold())
    if found is None:
        raise UsageError(PlansCommandText.ENDING(file=target, known=tuple(_ENDINGS)))
    return found


def show_plans(plans: SavedPlans, target: str | None, format_name: str, *, readable: bool) -> int:
    """Show all plans."""
    if target is None:
        _show(plans, format_name)
        return 0
    from danhmuc.registry.reporting.plan_page import plan_output  # heavy

    with plan_output(plans, Path(target), readable=readable) as out, instead_of_stdout(out):
        _show(plans, format_name)
    return 0


def _show(plans: SavedPlans, format_name: str) -> None:
    if format_name == "html":
        from danhmuc.registry.reporting.plan_page import write_plan_page  # heavy

        if sys.stdout is None:
            raise AnswerError("stdout", RefusalsText.STREAM_CLOSED())
        with writing_to(sys.stdout):
            write_plan_page(plans, sys.stdout.buffer, language())
            sys.stdout.buffer.flush()
    elif format_name == "json":
        from danhmuc.registry.reporting.plan_page import plan_to_json

        with json_list() as begin:
            for plan in plans:
                begin()
                print_json_part(json_text(plan_to_json(plan), indent=2))
    else:
        for plan in plans:
            print_plan(plan)
