"""Losses of the files of a feed, as its manifest has them: what their formats could not hold.

A file that is taken over from the last build is not written again, so its losses are known from there alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final, get_args

from danhmuc.vocab.writing import Unwritten
from danhmuc.vocab.writing.unwritten import RefusalCount, RefusedRecord, RefusedWhy

from ..harvest.line_fields import LineFields

__all__ = ["FileLoss", "loss_of", "members_of", "unwritten_loss"]

_SHOWN: Final = 20
_WHY: Final = tuple(get_args(RefusedWhy))


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLoss:
    """The loss of one file.

    Attributes:
        format: name of its format.
        triples: number of triples that it does not have.
        records: number of records that it does not have at all.
        contacts_given: number of records that have the contact of the settings in it, since it can hold none of their
            own.
        why: numbers of the records that it does not have, by reason and field; one that lacks several fields counts
            for each.
        refused: some of them, first those that lack a field.
    """

    path: str
    format: str
    triples: int = 0
    records: int = 0
    contacts_given: int = 0
    why: tuple[RefusalCount, ...] = ()
    refused: tuple[RefusedRecord, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is to be told."""
        return bool(self.triples or self.records or self.contacts_given)


def unwritten_loss(path: str, format_name: str, lost: Unwritten) -> FileLoss:
    """The loss of a file in which a format left out what it could not express."""
    numbers = Counter((one.why, name) for one in lost.refused for name in one.fields)
    return FileLoss(
        path=path,
        format=format_name,
        triples=lost.count,
        records=len(lost.refused),
        contacts_given=lost.contacts_given,
        why=tuple(RefusalCount(why=why, field=name, records=numbers[why, name]) for why, name in sorted(numbers)),
        refused=tuple(nsmallest(_SHOWN, lost.refused, key=lambda one: one.why != "missing")),
    )


def members_of(loss: FileLoss) -> dict[str, object]:
    """The members as JSON has them."""
    return {
        "path": loss.path,
        "format": loss.format,
        "triples": loss.triples,
        "records": loss.records,
        "contacts_given": loss.contacts_given,
        "why": [one.as_dict() for one in loss.why],
        "refused": [
            {"iri": one.iri, "why": one.why, "fields": list(one.fields), "triples": one.triples, "role": one.role}
            for one in loss.refused
        ],
    }


def loss_of(fields: LineFields) -> FileLoss:
    """The loss of its members.

    Raises:
        LineFieldError: one is not what it must be.
    """
    loss = FileLoss(
        path=fields.text("path"),
        format=fields.text("format"),
        triples=fields.number("triples"),
        records=fields.number("records"),
        contacts_given=fields.number("contacts_given"),
        why=tuple(_count_of(LineFields(one, "why")) for one in fields.items("why")),
        refused=tuple(_refused_of(LineFields(one, "refused")) for one in fields.items("refused")),
    )
    fields.finish()
    return loss


def _count_of(fields: LineFields) -> RefusalCount:
    found = RefusalCount(why=fields.choice("why", _WHY), field=fields.text("field"), records=fields.number("records"))
    fields.finish()
    return found


def _refused_of(fields: LineFields) -> RefusedRecord:
    found = RefusedRecord(
        iri=fields.text("iri"),
        why=fields.choice("why", _WHY),
        fields=fields.texts("fields"),
        triples=fields.number("triples"),
        role=fields.text("role"),
    )
    fields.finish()
    return found
