"""Feedback, requests and agreements as lists and reports show them. None of them has a sender."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from danhmuc.vocab.json_values import json_members


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutDataset:
    """A statement or agreement about a dataset, as one source describes it.

    Attributes:
        presence: present or missing.
        dataset: IRI of the dataset; None if it is about none, such as a new demand.
        title: of the dataset, if the registry has it and no source marks it as a state secret.
        agency: IRI of the agency that is to answer: the publisher of the dataset, else who received it.
        agency_name: its name, if a source has it.
        day: when it was received or signed, as written.
        status: code of its state; None if none is stated, or one that is no code.
    """

    iri: str
    source: str
    presence: str
    dataset: str | None = None
    title: str | None = None
    agency: str | None = None
    agency_name: str | None = None
    day: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback(AboutDataset):
    """Feedback on a dataset.

    Attributes:
        kind: code of what it is about; None if none is stated, or one that is no code.
        body: what was said.
        answer: what the agency answered.
        is_approved: whether all sources that describe it say that it is approved for publication.
    """

    kind: str | None = None
    body: str | None = None
    answer: str | None = None
    is_approved: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered, approved or rejected it yet; what is in no known state is open."""
        return self.status not in ("DA_TRA_LOI", "DUYET_CONG_BO", "TU_CHOI")

    def as_dict(self) -> dict[str, object]:
        """The feedback as JSON has it."""
        names = ("iri", "source", "presence", "dataset", "title", "agency", "agency_name", "day", "kind", "status")
        return {
            **json_members(self, (*names, "body", "answer")),
            "approved": self.is_approved,
            "open": self.is_open,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingArrangement(AboutDataset):
    """A data request or a sharing agreement.

    Attributes:
        kind: which of the two.
        number: of an agreement.
        consumer: IRI of the agency that asks for the data, or its name if it has no code.
        purpose: what the data is used for.
        until: last day of an agreement, as written.
    """

    kind: Literal["request", "agreement"]
    number: str | None = None
    consumer: str | None = None
    purpose: str | None = None
    until: str | None = None

    def as_dict(self) -> dict[str, object]:
        """The request or agreement as JSON has it."""
        names = ("iri", "source", "presence", "kind", "dataset", "title", "agency", "agency_name", "day", "status")
        return json_members(self, (*names, "number", "consumer", "purpose", "until"))
