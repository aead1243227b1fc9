"""Read verdicts, findings and the report of a saved plan; each member is checked by its type.

All functions raise LineFieldError, which names the member that cannot be read.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any, Final, get_args

from danhmuc.shapes import ValidationReport
from danhmuc.vocab.findings import LAYERS, REPORTED_SEVERITIES, SEVERITIES, Finding
from danhmuc.vocab.messages import Message, Sentence, from_json

from ..record.change import RoleCounts
from ..record.finding_json import finding_from_json
from ..record.harvested import Extent, HarvestReport, Losses, RunState
from ..record.identity import Evidence, ProposedRename
from .line_fields import LineFieldError, LineFields
from .plan_lines import NOT_PLANNED

_STATES: Final[tuple[RunState, ...]] = get_args(RunState)
EXTENTS: Final[tuple[Extent, ...]] = get_args(Extent)
_EVIDENCE: Final[tuple[Evidence, ...]] = get_args(Evidence)
_REPORT_TYPES: Final = {one.name: str(one.type) for one in fields(HarvestReport)}


def read_verdict(line: LineFields) -> ValidationReport:
    """The verdict on a record."""
    report = ValidationReport(
        iri=line.text("iri"),
        profile=line.text("profile"),
        profile_digest=line.text("profile_digest"),
        context_digest=line.text("context_digest"),
        lists_digest=line.text("lists_digest"),
        since=_day(line, "since"),
        until=_day(line, "until"),
        findings=tuple(read_finding(one) for one in line.items("findings")),
    )
    line.finish()
    return report


def _day(line: LineFields, name: str) -> date | None:
    text = line.text_or_none(name)
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise LineFieldError(name) from error


def read_report(line: LineFields) -> HarvestReport:
    """The report on the reading."""
    names = [one.name for one in fields(HarvestReport) if one.name not in NOT_PLANNED]
    # Plans of earlier releases know neither elements nor rows that were refused.
    names = [name for name in names if name not in ("elements", "refused") or line.has(name)]
    values: dict[str, Any] = {name: _report_value(line, name) for name in names}
    line.finish()
    return HarvestReport(**values)


def _report_value(line: LineFields, name: str) -> object:
    """A member of a report by its type."""
    if name == "state":
        return line.choice(name, _STATES)
    if name == "extent":
        return line.choice(name, EXTENTS)
    if name == "why":
        value = line.take(name)
        reason = None if value is None else read_sentence(value, name)
        if reason is not None and not isinstance(reason, Message):
            raise LineFieldError(name)
        return reason
    if name == "renames":
        return tuple(_rename(one) for one in line.items(name))
    if name == "findings":
        counts = line.members(name)
        found = {severity: counts.number(severity) for severity in REPORTED_SEVERITIES}
        counts.finish()
        return found
    match _REPORT_TYPES[name]:
        case "RoleCounts":
            counts = line.members(name)
            of_role = RoleCounts(**{kind.name: counts.number(kind.name) for kind in fields(RoleCounts)})
            counts.finish()
            return of_role
        case "str":
            return line.text(name)
        case "bool":
            return line.flag(name)
        case "int":
            return line.number(name)
        case _:
            return line.number_or_none(name)


def _rename(value: object) -> ProposedRename:
    line = LineFields(value, "renames")
    proposed = ProposedRename(
        source=line.text("source"),
        old=line.text("old"),
        new=line.text("new"),
        evidence=line.choice("evidence", _EVIDENCE),
        run=line.number_or_none("run"),
        at=line.text_or_none("at"),
    )
    line.finish()
    return proposed


def read_losses(line: LineFields) -> Losses:
    """The losses by documents that were not read."""
    losses = Losses(held=line.numbers("held"), applied=line.numbers("applied"))
    line.finish()
    return losses


def read_finding(value: object) -> Finding:
    """A finding."""
    line = LineFields(value, "finding")
    checked: dict[str, object] = {
        "code": line.text("code"),
        "severity": line.choice("severity", SEVERITIES),
        "layer": line.choice("layer", LAYERS),
        "message": line.take("message"),
    }
    for one in fields(Finding):
        if one.name in checked:
            continue
        if one.name in ("line", "column"):
            checked[one.name] = line.number_or_none(one.name)
        elif one.name in ("about", "value_about"):
            checked[one.name] = _texts_by_language(line.take(one.name), one.name)
        else:
            checked[one.name] = line.text_or_none(one.name)
    line.finish()
    read_sentence(checked["message"], "message")
    return finding_from_json(checked)


def _texts_by_language(value: object, name: str) -> dict[str, str] | None:
    if value is None:
        return None
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise LineFieldError(name)
    return value


def read_sentence(value: object, name: str) -> Sentence:
    """A message or a text by language; the ids that this danhmuc does not know become one about them."""
    if not isinstance(value, dict):
        raise LineFieldError(name)
    try:
        sentence = from_json(value)
        sentence.render("en")
    except (AssertionError, AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise LineFieldError(name) from error
    return sentence
