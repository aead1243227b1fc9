"""Plans for people and programs: what would change, as a page, as JSON, as lines.

One HTML page on plans: what would change, property by property; without scripts and without network.

Texts of a catalogue are escaped by the template engine; beyond a limit changes are counted and left to JSON.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Literal

from jinja2 import Environment, StrictUndefined

from danhmuc.shapes import NO_PROFILE
from danhmuc.shapes.profiles.loading import read_profile
from danhmuc.vocab.errors import ShapesError, UnknownNameError
from danhmuc.vocab.findings import finding_to_json
from danhmuc.vocab.messages import TextByLanguage
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.text import escape_harmful, shorten, shown_location

from ..harvest.saved_plans import SavedPlans
from ..messages.harvest import PlansText
from ..record.change import CHANGE_KINDS
from ..record.source_settings import DeclaredSource
from ..store.target import refuse_targets, replacing
from .explained_findings import rule_texts
from .tally import Lang, localize_number

if TYPE_CHECKING:
    from ..harvest.plan_file import HarvestPlan, PlannedDifference
    from ..record.graph_changes import PropertyChange

# ---------------------------------------------------------------- graph change lines
# Changes of graphs as lines of text: for terminals, mails and pages alike.

PropertyNames = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One line.

    Attributes:
        mark: ``-`` before a value that is gone, ``+`` before a new one, nothing before the name of a property.
    """

    mark: Literal["", "-", "+"]
    text: str


def change_lines(iri: str, changes: Iterable[PropertyChange], names: PropertyNames, lang: str) -> Iterator[ChangeLine]:
    """The lines of the changes of a record: the name of each property, then its old and new values.

    Args:
        iri: the record, which is not named.
        names: of properties by language, from `load_property_names`.
    """
    for change in changes:
        yield ChangeLine("", " › ".join(_heading(iri, change, names, lang)))
        for value in change.removed:
            yield ChangeLine("-", value)
        for value in change.added:
            yield ChangeLine("+", value)


def _heading(iri: str, change: PropertyChange, names: PropertyNames, lang: str) -> Iterator[str]:
    thing = TextByLanguage(change.name).render(lang)
    if change.subject != iri:
        yield f"{thing} <{change.subject}>" if thing and not change.path else f"<{change.subject}>"
    for number, term in enumerate(change.path, start=1):
        name = _name(term, names, lang)
        yield f"{name} ({thing})" if thing and number == len(change.path) else name
    short = abbreviate(change.property)
    name = _name(change.property, names, lang)
    yield name if name == short else f"{name} ({short})"


def _name(term: str, names: PropertyNames, lang: str) -> str:
    texts = names.get(term)
    return TextByLanguage(texts).render(lang) if texts else abbreviate(term)


# ---------------------------------------------------------------- property names
# Names of properties for people: those of a profile, and of the Vietnamese one for what that lacks.

_MOST_NAMES: Final = "vn"
"""The bundled profile that names most properties."""


def load_property_names(profile: str = _MOST_NAMES) -> Mapping[str, Mapping[str, str]]:
    """The names of properties by their IRIs, each by language.

    Args:
        profile: token or path; one that cannot be loaded has no names of its own.
    """
    return {**_names_in(_MOST_NAMES), **(_names_in(profile) if profile not in (NO_PROFILE, _MOST_NAMES) else {})}


def _names_in(profile: str) -> Mapping[str, Mapping[str, str]]:
    try:
        texts = rule_texts(read_profile(profile))
    except (UnknownNameError, ShapesError):
        return {}
    return {iri: text.label for iri, text in texts.items() if text.iri is None and text.label}


# ---------------------------------------------------------------- plan page

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


# ---------------------------------------------------------------- plan json
# A plan as JSON for other programs.


def plan_to_json(plan: HarvestPlan) -> dict[str, object]:
    """The counts of a plan, as a harvest reports them, and all that changes, property by property."""
    return {
        "location": shown_location(plan.location),
        **plan.report.as_dict(),
        "needs_a_person": plan.report.needs_attention,
        "claims": [{"iri": claim.iri, "sources": list(claim.sources)} for claim in plan.claims],
        "renames": [one.as_dict() for one in plan.report.renames],
        "pages": [one.as_dict() for one in plan.report.pages],
        "changes": [_change_to_json(one) for one in plan.differences()],
        "run_findings": [finding_to_json(finding) for finding in plan.findings],
    }


def _change_to_json(one: PlannedDifference) -> dict[str, object]:
    change = one.change
    verdict = None if change.report is None else "accepted" if change.report.accepted else "submitted"
    return {
        "iri": change.iri,
        "role": change.role,
        "kind": change.kind,
        "deleted": change.is_deleted,
        "title": one.title,
        "verdict": verdict,
        "properties": [changed.as_dict() for changed in one.properties],
    }


# ---------------------------------------------------------------- plan output
# The file that what plans would change is written to: it replaces neither the plans nor what they were made from.


@contextmanager
def plan_output(plans: SavedPlans, target: Path, *, readable: bool) -> Iterator[BinaryIO]:
    """A file that takes the place of the target once all is written, for its owner alone unless it is `readable`.

    Raises:
        UsageError: the target is the file of the plans, one of a source of theirs or of a SQLite database, or cannot be
            written.
    """
    sources = [
        DeclaredSource(name=plan.source, location=plan.location, kind=plan.kind, profile=plan.profile) for plan in plans
    ]
    refuse_targets(target, sources=sources, named=[plans.path])
    with replacing(target, readable=readable) as out:
        yield out
