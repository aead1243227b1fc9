"""One HTML page on plans: what would change, property by property; without scripts and without network.

Texts of a catalogue are escaped by the template engine; beyond a limit changes are counted and left to JSON.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, Final

from jinja2 import Environment, StrictUndefined

from danhmuc.vocab.text import escape_harmful, shorten

from ..messages.plans import PlansText
from ..record.change import CHANGE_KINDS
from .graph_change_lines import ChangeLine, change_lines
from .property_names import load_property_names
from .severity_words import Lang, localize_number

if TYPE_CHECKING:
    from ..harvest.plan import HarvestPlan, PlannedDifference


_SHOWN: Final = 2_000
"""Changes of one plan that a page shows."""
_LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class _Change:
    """A change as the page shows it."""

    kind: str
    role: str
    title: str
    iri: str
    lines: list[ChangeLine]


@dataclass(frozen=True, slots=True)
class _Plan:
    """A plan as the page shows it.

    Attributes:
        counts: lines of number and name of a kind, by role.
        left: number of changes that are not shown.
    """

    plan: HarvestPlan
    counts: dict[str, list[tuple[str, str]]]
    changes: list[_Change]
    left: int


def write_plan_page(plans: Iterable[HarvestPlan], out: BinaryIO, lang: Lang) -> None:
    """Write the page on all plans."""
    style = _text("page.css")
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, finalize=_finalize
    )
    environment.globals |= {
        "say": lambda template, **facts: template(**facts).render(lang),
        "words": PlansText,
        "number": lambda value: localize_number(value, lang),
    }
    environment.filters["cut"] = lambda text: shorten(text, _LONGEST)
    stream = environment.from_string(_text("page.plan.html.jinja")).stream(
        lang=lang,
        style=style,
        style_digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        plans=(_page_plan(plan, lang) for plan in plans),
    )
    stream.enable_buffering(100)
    stream.dump(out, encoding="utf-8")


def _page_plan(plan: HarvestPlan, lang: Lang) -> _Plan:
    names = load_property_names(plan.profile)
    differences = plan.differences()
    changes = [_page_change(one, names, lang) for one in islice(differences, _SHOWN)]
    report = plan.report
    counts = {
        role: [
            (localize_number(getattr(of_role, kind), lang), PlansText.PLAN_PAGE_KINDS[kind]().render(lang))
            for kind in CHANGE_KINDS
            if getattr(of_role, kind)
        ]
        for role, of_role in (
            ("record", report.records),
            ("catalog-record", report.catalog_records),
            ("element", report.elements),
            ("node", report.nodes),
        )
    }
    counts["record"] += [
        (localize_number(number, lang), PlansText.PLAN_PAGE_KINDS[kind]().render(lang))
        for kind, number in (
            ("deleted", report.deleted),
            ("withdrawn", report.withdrawn),
            ("waiting", report.waiting),
        )
        if number
    ]
    return _Plan(plan, counts, changes, sum(1 for _ in differences))


def _page_change(one: PlannedDifference, names: Mapping[str, Mapping[str, str]], lang: Lang) -> _Change:
    change = one.change
    lines = list(change_lines(change.iri, one.properties, names, lang))
    kind = "deleted" if change.is_deleted else change.kind
    return _Change(kind, change.role, one.title or change.iri, change.iri, lines)


def _finalize(value: object) -> object:
    return escape_harmful(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _text(name: str) -> str:
    return files(__package__ or "").joinpath(name).read_text(encoding="utf-8")
