"""``danhmuc show IRI --diff``: what a version changed, property by property."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from danhmuc.vocab.text import one_line

from ..language import render
from ..messages.listing import ShowText
from ..messages.program import AnswersText
from ..output.graph_changes import print_graph_changes
from ..output.json import print_json
from ..output.text import print_line
from ..output.words import time_text

if TYPE_CHECKING:
    from danhmuc.registry import Registry, VersionDifference
    from danhmuc.vocab.messages import Message


def print_difference(
    registry: Registry, iri: str, versions: Sequence[str], *, source: str | None, as_json: bool
) -> None:
    """Print what changed from the first to the second version given, or of a moment, else to the newest.

    Raises:
        UsageError: there is no such record, no such version, or no such moment.
    """
    from danhmuc.registry.reporting.plan_page import load_property_names  # heavy

    # A number is that of a version; what has more than digits is a moment.
    before, after = (*(int(one) if one.isdecimal() else one for one in versions), None, None)[:2]
    found = registry.ledger.diff(iri, before, after, source=source)
    if as_json:
        print_json(found.as_dict())
        return
    title = registry.get(iri, source=source).row.title
    profile = registry.source_list.get(found.source).profile
    print_line(one_line(title or render(AnswersText.NO_TITLE)), bold=True)
    print_line(one_line(found.iri))
    print_line(f"  {render(_span(found))}")
    if not found.changes:
        print_line(f"  {render(ShowText.NO_DIFFERENCE())}")
    print_graph_changes(found.iri, found.changes, load_property_names(profile))


def _span(found: VersionDifference) -> Message:
    after, ended = found.after.number, time_text(found.after.created_at)
    if found.before is None:
        return ShowText.DIFFERENCE_FIRST(after=after, ended=ended)
    began = time_text(found.before.created_at)
    return ShowText.DIFFERENCE(before=found.before.number, began=began, after=after, ended=ended)
