"""The page of a harvest: harmless, whole by itself, and cut to what people read."""

from __future__ import annotations

import base64
import hashlib
import re
from io import BytesIO
from pathlib import Path

import pytest

from danhmuc.registry import Registry
from danhmuc.registry.reporting.harvests import formats

from .conftest import Night, Written, dataset

SCRIPT = "<script>alert(1)</script>"


def test_html__needs_nothing_else_and_runs_no_script(written: Written) -> None:
    html = written("html", lang="en")
    (style,) = re.findall("<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in html
    assert not re.search(r"<script|<link|<img|\ssrc=|@import|url\(", html)
    assert html.startswith('<!DOCTYPE html>\n<html lang="en">')


def test_html__texts_of_a_catalogue_stay_texts(tmp_path: Path, sqlite_url: str) -> None:
    with Registry.open(sqlite_url) as registry:
        night = Night(tmp_path, registry)
        night.harvest(hue=dataset("1", SCRIPT) + dataset("javascript:alert(1)", "x\\u202Ey", None))
        out = BytesIO()
        registry.reports.write_harvest(out, "html", lang="en")
    html = out.getvalue().decode()
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert 'href="javascript' not in html
    assert "\u202e" not in html


def test_html__names_the_worst_first_and_each_source(written: Written) -> None:
    html = written("html", lang="en")
    assert (
        '<section class="verdict fail">\n<p class="word">1 of 2 sources failed (vinh); 5 changes, 1 newly submitted</p>'
        in html
    )
    assert html.index('id="run-3"') < html.index('id="run-4"')
    assert "newly submitted: Needs a description." in html
    assert '<section class="verdict pass">' in written("html", 1, lang="en")


def test_html__is_cut_and_says_so(nights: Night, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "RECORDS_SHOWN", 5)
    monkeypatch.setattr(formats, "RECORDS_ON_PAGE", 5)
    out = BytesIO()
    nights.registry.reports.write_harvest(out, "html", batch=1, lang="en")
    html = out.getvalue().decode()
    (items,) = re.findall(r'<ul class="records">(.*?)</ul>', html.partition("vinh, run 2")[0], re.DOTALL)
    assert items.count("<li>") == 5
    assert "… and 11 more" in html
    assert "… and 1 more" in html.partition("vinh, run 2")[2]
