"""The extent of a reading as it says it itself, once its records have been walked: whether it is whole."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from danhmuc.vocab.messages import Message
from danhmuc.vocab.reading.parsing import paused_collection
from danhmuc.vocab.terms import DCAT

from ..messages.harvest import HarvestText
from ..messages.identity import IdentityText
from ..messages.source_contract import SourceContractText
from ..record.contents import Announced, SourceContents

_CATALOG = DCAT.Catalog.value


@dataclass(frozen=True, slots=True)
class SeenOrStored(Container[str]):
    """The IRIs that a source describes as far as is known: in this reading, or in what is stored of earlier ones."""

    seen: Container[str]
    stored: Container[str]

    def __contains__(self, iri: object) -> bool:
        """Whether it describes an IRI."""
        return iri in self.seen or iri in self.stored


def settle(contents: SourceContents) -> None:
    """Walk the records to the end where only that settles the rest; they can be walked again after that.

    A reading that says that nothing moved is no reading by itself: whoever knows the last one does not come here.
    """
    if contents.unmoved and contents.failed is None:
        contents.failed = SourceContractText.UNMOVED_UNKNOWN()
    if contents.failed is None and iter(contents.records) is contents.records:
        # Else these many objects would soon make the garbage collector scan all that was read.
        with paused_collection():
            contents.records = list(contents.records)


def with_shortfall(contents: SourceContents) -> Message | None:
    """Why a reading is not the whole source, if it lists less than is announced, too."""
    announced = contents.announced
    if isinstance(announced, int):
        listed = sum(one.role == "record" and one.main_class != _CATALOG for one in contents.records)
        announced = Announced(announced=announced, listed=listed)
    if announced is None or not announced.is_short or contents.delta:
        return contents.incomplete
    if announced.announced is None:
        short = IdentityText.ANNOUNCED_NO_NUMBER()
    else:
        short = IdentityText.ANNOUNCED(announced=announced.announced, count=announced.listed)
    return short if contents.incomplete is None else HarvestText.RUN_REASONS(first=contents.incomplete, second=short)


def failed_late(reason: Message | None) -> SourceContents:
    """A failed reading in place of one that says too late that it is not whole."""
    assert reason is not None, "what was incomplete does not become whole"
    return SourceContents(records=iter(()), failed=SourceContractText.SETTLED_LATE(reason=reason))
