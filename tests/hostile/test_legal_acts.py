"""Statuses of legal acts that somebody could write in a list: each is one of four, and what is not plain is unknown."""

from __future__ import annotations

import json
import unicodedata
from datetime import date

import pytest

from danhmuc.vocab import concepts
from danhmuc.vocab.concepts import LEGAL_ACTS, ActStatus
from danhmuc.vocab.concepts.legal_acts import ActFacts, read_act_status

UNDERSTOOD: dict[str, ActStatus] = {
    "in-force": "in-force",
    "in_force": "in-force",
    "In force": "in-force",
    " in  force ": "in-force",
    "IN FORCE": "in-force",
    "còn hiệu lực": "in-force",
    "Còn Hiệu Lực": "in-force",
    "CON HIEU LUC": "in-force",
    unicodedata.normalize("NFD", "còn hiệu lực"): "in-force",
    "đang có hiệu lực": "in-force",
    "ended": "ended",
    "repealed": "ended",
    "hết hiệu lực": "ended",
    "đã bị bãi bỏ": "ended",
    "reported-ended": "reported-ended",
    "reported ended, not verified": "reported-ended",
    "được cho là đã hết hiệu lực, chưa kiểm chứng": "reported-ended",
    "unknown": "unknown",
}
NOT_UNDERSTOOD = [
    "", " ", "-", "?", "in force?", "còn hiệu lực (?)", "(in force)", "in force*", "in force 2025",
    "in force until 2025", "in force!", "¬in force", "not in force", "no longer in force", "in force in part",
    "partially in force", "inforce",
    "in force, in part", "in force, not verified", "said to be in force", "không còn hiệu lực", "chưa có hiệu lực",
    "còn hiệu lực một phần", "hết hiệu lực một phần", "tạm ngưng hiệu lực", "sắp hết hiệu lực", "hiệu lực", "HIEU_LUC",
    "active", "current", "completed", "valid", "true", "1", "yes", "có", "x", "còn", "in-force#ended", "in-force/ended",
    "in force; ended", "in force\u200b", "in\u00adforce", "\u202ein force",
    "in force\0", "𝐢𝐧 𝐟𝐨𝐫𝐜𝐞", "ｉｎ ｆｏｒｃｅ", "ín forcé\u0338",
]  # fmt: skip


@pytest.mark.parametrize(("text", "status"), UNDERSTOOD.items())
def test_status__that_is_plain_is_understood(text: str, status: ActStatus) -> None:
    assert read_act_status(text) == status


@pytest.mark.parametrize("text", NOT_UNDERSTOOD)
def test_status__that_is_not_plain_is_unknown(text: str) -> None:
    assert read_act_status(text) == "unknown"


@pytest.mark.parametrize("text", [text for text in NOT_UNDERSTOOD if text.isprintable()])
def test_act__of_a_status_that_is_not_plain_is_in_force_on_no_day(text: str) -> None:
    rows = f'"1/2020/NĐ-CP","Nghị định","{text}",2020-01-01,2030-12-31\n'
    scheme = concepts.read_csv(
        ("mã,tên,trạng thái,ngày hiệu lực,ngày hết hiệu lực\n" + rows).encode(), "acts.csv", token=LEGAL_ACTS
    )
    for known in (scheme, concepts.unpack(concepts.pack(scheme))):
        (concept,) = known
        assert concept.act is not None
        assert concept.act.status == "unknown"
        assert not concept.valid_on(date(2025, 1, 1))


@pytest.mark.parametrize("status", ["suspended", "", None, "In force", 1, ["in-force"], {"in-force": 1}])
def test_stored_status__of_another_version_is_unknown(status: object) -> None:
    assert ActFacts.from_dict(json.loads(json.dumps({"status": status}))).status == "unknown"
    assert ActFacts.from_dict({}).status == "unknown"


@pytest.mark.parametrize("status", ["in-force", "ended", "reported-ended", "unknown"])
def test_stored_facts__come_back(status: ActStatus) -> None:
    facts = ActFacts(
        status=status, issuers={"vi": "Chính phủ"}, issued=date(2020, 4, 9), grade="P", seen_on=date(2026, 11, 27)
    )
    assert ActFacts.from_dict(json.loads(json.dumps(facts.as_dict()))) == facts
