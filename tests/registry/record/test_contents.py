"""Reasons why a reading is not whole, in full and in brief."""

from __future__ import annotations

import pytest

from danhmuc.registry.messages.harvest import HarvestText
from danhmuc.registry.record.contents import brief_reason, unread_documents
from danhmuc.registry.record.record import Quarantined
from danhmuc.vocab.messages import FOREIGN_WORDS, Message

WORDS = FOREIGN_WORDS(words="unexpected; and 1 of 2 documents unread")
UNREAD = unread_documents([Quarantined(document="a; b.ttl", code="read:syntax", reason=WORDS, line=3)], total=1200)
"""A reason whose facts look like reasons themselves."""


def test_unread_documents__names_the_first_of_them() -> None:
    assert UNREAD.render("en") == "1 of 1,200 documents unread; a; b.ttl:3: unexpected; and 1 of 2 documents unread"
    assert (
        UNREAD.render("vi") == "1/1.200 tài liệu không đọc được; a; b.ttl:3: “unexpected; and 1 of 2 documents unread”"
    )


@pytest.mark.parametrize(
    ("reason", "brief"),
    [
        (UNREAD, "1 of 1,200 documents unread"),
        (HarvestText.RUN_REASONS(first=UNREAD, second=HarvestText.RUN_PARTIAL()), "1 of 1,200 documents unread"),
        (HarvestText.RUN_PARTIAL(), "only a part, by --partial"),
        (HarvestText.NO_RDF_FILE_OTHERS(location="/srv/a; b", count=2), "no RDF file in /srv/a; b"),
        (HarvestText.NO_DCAT(documents=("a; b.ttl",)), "no DCAT resource found in a; b.ttl"),
        (HarvestText.DOCUMENT_UNOPENED(reason=WORDS), "cannot be opened: unexpected; and 1 of 2 documents unread"),
    ],
)
def test_in_brief__leaves_out_what_findings_tell(reason: Message, brief: str) -> None:
    assert str(brief_reason(reason)) == brief
