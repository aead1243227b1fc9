"""The legal basis of a rule, with the status of its act by the list of legal acts in force.

The status is never that of the profile: an operator may load another list when the text of an act is seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from ..messages.acts import ActsText

if TYPE_CHECKING:
    from danhmuc.shapes.profiles.rules import LegalAct, Rule
    from danhmuc.vocab.concepts import ActStatus, CodeList, ListedConcept
    from danhmuc.vocab.messages import Message


_OURS: Final = "https://w3id.org/danhmuc/shapes/"


def listed_act(act: LegalAct, acts: CodeList | None = None) -> ListedConcept | None:
    """The act in a list of legal acts; None if it is not listed.

    Args:
        acts: the list; None for the bundled one.
    """
    from danhmuc.vocab.concepts import LEGAL_ACTS, load  # a profile without acts needs no list

    scheme = load(LEGAL_ACTS) if acts is None else acts
    if act.listed_as is not None:
        return scheme.at(act.listed_as)
    return scheme.at(act.iri) or (None if act.identifier is None else scheme.get(act.identifier))


def status_today(listed: ListedConcept) -> ActStatus:
    """The status that a list states for today in Viet Nam."""
    from danhmuc.shapes.validation.reference_date import today_in_vietnam  # only where there is an act

    return status_on(listed, today_in_vietnam())


def status_on(listed: ListedConcept, day: date) -> ActStatus:
    """The status that a list states for a day: what was in force until a day that is over has ended.

    What begins later is not known to be in force: a list that says so contradicts itself.
    """
    facts = listed.act
    if facts is None:
        return "unknown"
    if facts.status != "in-force":
        return facts.status
    if listed.valid_until is not None and listed.valid_until < day:
        return "ended"
    return "unknown" if listed.valid_from is not None and listed.valid_from > day else "in-force"


def act_status(listed: ListedConcept | None, on: date | None = None) -> Message:
    """The status of an act as a list states it; what is not listed is not known to be in force.

    Args:
        on: the day for which it is stated; None for today in Viet Nam.
    """
    facts = None if listed is None else listed.act
    status = "unknown" if listed is None else status_today(listed) if on is None else status_on(listed, on)
    if listed is None or facts is None or status == "unknown":
        return ActsText.ACT_UNKNOWN()
    last = listed.valid_until
    if status == "ended":
        return ActsText.ACT_ENDED() if last is None else ActsText.ACT_ENDED_FROM(day=_next(last))
    if status == "reported-ended":
        return ActsText.ACT_REPORTED_ENDED() if last is None else ActsText.ACT_REPORTED_ENDED_FROM(day=_next(last))
    if last is not None:
        return ActsText.ACT_IN_FORCE_UNTIL(last=last)
    first = listed.valid_from
    in_force = ActsText.ACT_IN_FORCE() if first is None else ActsText.ACT_IN_FORCE_FROM(first=first)
    return in_force if facts.seen_on is None else ActsText.ACT_SEEN(status=in_force, day=facts.seen_on)


def basis_text(rule: Rule, lang: str, acts: CodeList | None = None) -> str:
    """The basis of a rule: its profile, the act and the clause that it follows, and the status of the act.

    Args:
        acts: the list of legal acts; None for the bundled one.
    """
    if rule.basis is None:
        return _in(rule.source, lang)
    title, number = _in(rule.basis.title, lang), rule.basis.identifier
    act = f"{title} ({number})" if title and number else title or number or rule.basis.iri
    after = ActsText.AFTER_ACT_OURS if rule.iri.startswith(_OURS) else ActsText.AFTER_ACT
    return after(
        profile=rule.code.partition(":")[0],
        act=", ".join(part for part in (act, _in(rule.clause, lang)) if part),
        status=act_status(listed_act(rule.basis, acts)),
    ).render(lang)


def _next(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)


def _in(texts: Mapping[str, str], lang: str) -> str:
    return texts.get(lang) or texts.get("en") or texts.get("vi") or ""
