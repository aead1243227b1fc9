"""The acts that a report follows, with the status that the list of legal acts gives each on the day of the report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..messages.statutory_reports import StatutoryReportsText
from ..reporting.legal_basis import act_status, status_on
from .statutory_report import ReportBasis

if TYPE_CHECKING:
    from danhmuc.vocab.concepts import CodeList
    from danhmuc.vocab.messages import Message


@dataclass(frozen=True, slots=True)
class FollowedAct:
    """An act that a report follows.

    Attributes:
        number: of the act.
        clause: the articles.
        listed_as: the code by which the list has these articles, if their status is not that of the act.
        changed_by: the act that gave these articles the wording that is followed; they are in force only with it.
    """

    number: str
    clause: Message
    listed_as: str | None = None
    changed_by: FollowedAct | None = None


def bases_on(day: date, acts: CodeList, lang: str, followed: Iterable[FollowedAct]) -> tuple[ReportBasis, ...]:
    """The acts with their status; one that is not listed is not known to be in force.

    An act whose wording another one changed has the status of that one, unless both are in force.
    """
    found = []
    for one in followed:
        act = acts.get(one.number)
        listed = act if one.listed_as is None else acts.get(one.listed_as)
        is_in_force = listed is not None and status_on(listed, day) == "in-force"
        status = act_status(listed, day)
        if is_in_force and one.changed_by is not None:
            (change,) = bases_on(day, acts, lang, (one.changed_by,))
            if not change.is_in_force:
                is_in_force, status = (
                    False,
                    StatutoryReportsText.CHANGE_STATUS(number=change.number, status=change.status),
                )
        found.append(
            ReportBasis(
                number=one.number,
                title="" if act is None else act.label(lang),
                clause=one.clause,
                status=status,
                is_in_force=is_in_force,
            )
        )
    return tuple(found)
