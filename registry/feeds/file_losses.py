"""Losses of the files of a feed, as its manifest has them: what their formats could not hold.

A file that is taken over from the last build is not written again, so its losses are known from there alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..harvest.line_fields import LineFieldError, LineFields

__all__ = ["FileLoss", "loss_of", "members_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLoss:
    """The loss of one file.

    Attributes:
        format: name of its format.
        triples: number of triples that it does not have.
        records: number of records that it does not have at all.
    """

    path: str
    format: str
    triples: int = 0
    records: int = 0


def members_of(loss: FileLoss) -> dict[str, object]:
    """The members as JSON has them."""
    return {"path": loss.path, "format": loss.format, "triples": loss.triples, "records": loss.records}


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
    )
    fields.finish()
    if min(loss.triples, loss.records) < 0:
        raise LineFieldError("losses")
    return loss
