"""The mail stays short and its lines narrow, whatever the night was like; the text lists a few of each kind."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from danhmuc.registry import Registry
from danhmuc.registry.reporting.harvests import reported_runs
from danhmuc.registry.reporting.harvests.reported_runs import NotHarvested
from danhmuc.vocab.messages import FOREIGN_WORDS

from .conftest import BROKEN, Night, Written, dataset

SOURCES = 12
RECORDS = 120
LONG = "Số liệu quan trắc chất lượng không khí tự động liên tục " * 4


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    """A night in which everything goes wrong: many sources fail, and much of one is missing or not accepted."""
    folder = tmp_path_factory.mktemp("big")
    with Registry.open(f"sqlite:///{folder / 'r.db'}") as registry:
        night = Night(folder, registry)
        goes = "".join(dataset(f"goes-{number}/{'x' * 90}", LONG) for number in range(RECORDS))
        turns = [dataset(f"turns-{number}", LONG) for number in range(RECORDS)]
        night.harvest(**{"b" * 90: goes + "".join(turns)})
        bad = "".join(f"<turns-{number}> a dcat:Dataset ; dct:title '{LONG}'@vi .\n" for number in range(RECORDS))
        night.harvest(**{"b" * 90: bad}, **{f"source-{number}": BROKEN for number in range(SOURCES)})
        yield night


def mail(night: Night, lang: str, *lost: NotHarvested) -> list[str]:
    out = BytesIO()
    night.registry.reports.write_harvest(out, "mail", not_harvested=lost, lang=lang)
    return out.getvalue().decode().splitlines()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_mail__is_short_and_narrow(big: Night, lang: str) -> None:
    lost = [NotHarvested(location=f"/srv/{'y' * 90}-{n}", reason=FOREIGN_WORDS(words=LONG)) for n in range(9)]
    for lines in (mail(big, lang), mail(big, lang, *lost)):
        assert len(lines) <= 60
        assert max(map(len, lines)) < 78
        assert lines[0].startswith("Subject: danhmuc: ")
        assert lines[1] == ""
        assert lines[-1].endswith("danhmuc report harvest --batch 2 --format html")


def test_mail__subject_says_the_worst(big: Night) -> None:
    assert mail(big, "en")[0] == "Subject: danhmuc: 12 of 13 sources failed (source-0, source-1, source-2, …);…"


@pytest.mark.parametrize(
    ("batch", "subject"),
    [
        (1, "Subject: danhmuc: all 2 sources harvested; 17 changes"),
        (2, "Subject: danhmuc: 1 of 2 sources failed (vinh); 5 changes, 1 newly submitted"),
        (3, "Subject: danhmuc: 1 source harvested; 3 changes"),
    ],
)
def test_mail__subject_of_other_nights(written: Written, batch: int, subject: str) -> None:
    assert written("mail", batch, lang="en").splitlines()[0] == subject


def test_mail__names_what_needs_attention(written: Written) -> None:
    text = written("mail", 2, lang="en")
    for said in ("quarantined: 2", "withheld: 1", "missing: 1", "newly submitted: 1", "vinh, run 4", "[read:syntax]"):
        assert said in text
    assert "created: " not in text


def test_text__lists_ten_of_each_kind(big: Night) -> None:
    out = BytesIO()
    big.registry.reports.write_harvest(out, "text", lang="en")
    text = out.getvalue().decode()
    assert text.count("not in the source; withdrawn only") == 10
    assert text.count("  … and 110 more") == 2


def test_changes__are_read_page_by_page(big: Night, monkeypatch: pytest.MonkeyPatch) -> None:
    original, pages = reported_runs.changes_of_run, []

    def read(*arguments: object, **named: object) -> object:
        found = original(*arguments, **named)  # type: ignore[arg-type]
        pages.append(len(found))
        return found

    monkeypatch.setattr(reported_runs, "changes_of_run", read)
    monkeypatch.setattr(reported_runs, "_PAGE", 100)
    with big.registry.reports.runs(batch=2, source="b" * 90) as report:
        changes = report.runs[0].changes()
        next(changes)
        assert pages == [100]
        assert sum(1 for _ in changes) == 2 * RECORDS - 1
    assert pages == [100, 100, 40]


def test_text__says_which_properties_changed(written: Written) -> None:
    assert "    <https://e.vn/changes>\n      changed: dct:description, dct:title\n" in written("text", 2, lang="en")


def test_text__of_a_file_is_utf_8(nights: Night, tmp_path: Path) -> None:
    nights.registry.reports.write_harvest(tmp_path / "r.txt", batch=1, lang="en")
    assert "Không đổi <https://e.vn/same>" in (tmp_path / "r.txt").read_text(encoding="utf-8")
