"""One HTML page for people, and what Chromium makes of it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest

from danhmuc.registry.reporting import html_page
from danhmuc.shapes import Profile

from .conftest import Written, finding, record, source

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
OPTIONS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--virtual-time-budget=3000",
    "--dump-dom",
]
SCRIPT = "<script>alert(1)</script>"


class Elements(HTMLParser):
    """The elements of a page with their attributes, and its texts."""

    VOID = frozenset({"meta", "input", "rect", "circle", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.setdefault(self.open[-1] if self.open else "", []).append(data)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def page(written: Written, profile: Profile, *findings: object, **how: object) -> str:
    """A page on one record with these findings."""
    records = [record(1, *findings, title="Nhà thuốc", publisher="https://e.vn/9")]  # type: ignore[arg-type]
    return written("html", source(profile, records), **how).decode()


def test_html__says_pass_or_fail_in_both_languages(written: Written, profile: Profile) -> None:
    vietnamese, english = page(written, profile, finding()), page(written, profile, lang="en")
    assert '<html lang="vi">' in vietnamese
    assert "Không đạt" in vietnamese
    assert "Lý do: 1 vi phạm." in vietnamese
    assert '<html lang="en">' in english
    assert "Why: no violations." in english
    assert "danh mục" not in english.lower().replace("danhmuc", "")


def test_html__is_well_formed_and_complete(written: Written, profile: Profile) -> None:
    fix = finding(
        "dcat-ap:Dataset-keyword", severity="warning", value="MONTLY", fix="MONTHLY", document="a.ttl", line=3
    )
    read = Elements(page(written, profile, finding(), fix))
    assert read.open == []
    assert [attributes["data-standing"] for attributes in read.of("li") if "data-standing" in attributes] == [
        "violation",
        "warning",
    ]
    shown = " ".join(text for texts in read.texts.values() for text in texts)
    for part in ("Nhà thuốc", "https://e.vn/1", "MONTLY", "MONTHLY", "a.ttl:3", "dcat-ap:Dataset-keyword"):
        assert part in shown, part


def test_html__lets_nothing_in_that_a_catalogue_says(written: Written, profile: Profile) -> None:
    odd = f"{SCRIPT}\"'><img src=x onerror=alert(1)>\x00\u202e"
    given = finding(value=odd, fix=odd, document=odd, focus=f"javascript:alert('{odd}')", path=f"https://e.vn/{odd}")
    records = [record(1, given, title=odd, publisher=f"javascript:{odd}")]
    whole = written("html", source(profile, records, location=odd, findings=(given,)))
    read = Elements(whole.decode())
    assert (len(read.of("script")), read.of("img")) == (1, [])
    there = {f"#{attributes['id']}" for _, attributes in read.found if "id" in attributes}
    pages = [link["href"] or "" for link in read.of("a") if link["href"] not in there]
    assert [page for page in pages if not page.startswith(("http://", "https://"))] == []
    assert [name for _, attributes in read.found for name in attributes if name.startswith("on")] == []
    assert "\u202e" not in whole.decode()
    assert SCRIPT in "".join(read.texts["bdi"])


def test_html__needs_nothing_from_elsewhere(written: Written, profile: Profile) -> None:
    whole = page(written, profile, finding())
    read = Elements(whole)
    assert read.of("link") == read.of("iframe") == []
    assert [attributes for _, attributes in read.found if "src" in attributes or "style" in attributes] == []
    assert "@import" not in whole
    assert re.findall(r"url\((?!#)", whole) == []


def test_html__its_policy_names_its_own_style_and_script_alone(written: Written, profile: Profile) -> None:
    read = Elements(page(written, profile, finding()))
    policy = next(one["content"] or "" for one in read.of("meta") if one.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none';")
    for directive, tag in (("style-src", "style"), ("script-src", "script")):
        digest = base64.b64encode(hashlib.sha256("".join(read.texts[tag]).encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_html__shows_so_many_findings_and_says_where_the_rest_is(
    written: Written, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html_page, "FINDINGS_SHOWN", 30)
    records = [record(number, finding()) for number in range(2_000)] + [record(0, finding("a:Rare"))]
    whole = written("html", source(profile, records), lang="vi").decode()
    assert whole.count('class="finding"') == 30
    assert "a:Rare" in whole
    assert "Trang này trình bày 30 trong 2.001 phát hiện, mỗi quy tắc nhiều nhất 29." in whole
    assert "--report csv" in whole


def test_html__of_several_sources_tells_each(written: Written, profile: Profile) -> None:
    first = source(profile, [record(1, finding())], location="a.ttl")
    second = source(profile, [record(2)], location="b.ttl")
    gone = source(profile, location="c.ttl", failed="cannot open c.ttl", unopened=True)
    whole = written("html", first, second, gone, lang="en").decode()
    shown = re.sub(r"<[^>]+>", "", whole)
    assert "Why: a.ttl: 1 violation." in shown
    assert "Why: c.ttl: cannot open c.ttl." in shown
    assert re.search(r"pass\s+b\.ttl", shown)


def test_html__without_findings_has_no_list(written: Written, profile: Profile) -> None:
    whole = page(written, profile)
    assert 'id="details"' not in whole
    assert "Đạt" in whole


def test_html__tells_the_place_of_a_record_once(written: Written, profile: Profile) -> None:
    found = (finding(), finding("dcat-ap:Dataset-description"), finding("split:x", document="a.ttl", line=3))
    whole = written("html", source(profile, [record(1, *found, place="a.ttl, b.ttl")])).decode()
    assert (whole.count("a.ttl, b.ttl"), whole.count("a.ttl:3")) == (1, 1)


def test_html__tells_of_each_rule_what_it_asks_on_what_basis_and_how_to_fix_it(
    written: Written, profile: Profile
) -> None:
    code = "dcat-ap:Distribution-status-deprecated"
    unlike = {"vi": "Chưa kiểm chứng được.", "en": "Cannot be verified."}
    value, path = "http://purl.org/adms/status/x", "http://www.w3.org/ns/adms#status"
    given = finding(code, severity="warning", message=unlike, path=path, value=value, fix="COMPLETED")
    (rule,) = re.findall(r'<li id="rule-1">.*?</li>', page(written, profile, given, lang="en"), re.DOTALL)
    rows = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", rule)
    asked = next(one for one in profile.rules.values() if one.code == code)
    replaced_by = "http://publications.europa.eu/resource/authority/distribution-status"
    assert {head: re.sub(r"<[^>]+>", "", text) for head, text in rows} == {
        "Rule": asked.message["en"],
        "Field": f"{asked.name['en']} (adms:status)",
        "How to fix": f"Use {replaced_by} instead",
        "Basis": asked.see_also[0],
        "Example": f"Nhà thuốc https://e.vn/1; value: {value}",
        "Write": "COMPLETED",
    }


def test_html__links_a_finding_to_its_rule_on_the_page(written: Written, profile: Profile) -> None:
    read = Elements(page(written, profile, finding(), finding("a:B")))
    codes = [link["href"] for link in read.of("a") if link.get("class") == "code"]
    assert codes == ["#rule-2", "#rule-1"]
    assert [one["id"] for one in read.of("li") if "id" in one] == ["rule-1", "rule-2"]


def test_html__links_to_pages_of_rules_only_where_their_address_is_known(written: Written, profile: Profile) -> None:
    without = Elements(page(written, profile, finding()))
    known = Elements(page(written, profile, finding(), finding("a:B"), docs_url="https://docs.example.vn"))
    assert [link for link in without.of("a") if "danhmuc" in (link["href"] or "")] == []
    assert [link["href"] for link in known.of("a") if "docs.example.vn" in (link["href"] or "")] == [
        "https://docs.example.vn/vi/profiles/dcat-ap/Dataset.md#Dataset-title"
    ]


def test_html__counts_catalogues_apart(written: Written, profile: Profile) -> None:
    records = [record(1, finding(), is_catalog=True), record(2), record(3)]
    whole = written("html", source(profile, records), lang="en").decode()
    shown = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", re.search(r'<dl class="totals">.*?</dl>', whole, re.DOTALL)[0])  # type: ignore[index]
    assert [(head, re.sub(r"<[^>]+>", "", told)) for head, told in shown] == [
        ("Records", "2"),
        ("Accepted", "2"),
        ("Catalogues", "1 0 accepted"),
        ("Node and catalogue records", "0"),
        ("Findings", "1"),
    ]
    assert re.search(r'<p class="small">catalogue(?: ·|</p>)', whole)


def test_html__names_sources_without_the_folders_that_they_share(written: Written, profile: Profile) -> None:
    alone = written("html", source(profile, location="/srv/du-lieu/hue.ttl")).decode()
    assert '<dd><span class="iri" title="/srv/du-lieu/hue.ttl">hue.ttl</span></dd>' in alone
    first = source(profile, [record(1, finding())], location="/srv/du-lieu/a/hue.ttl")
    both = written("html", first, source(profile, location="/srv/du-lieu/b/hue.ttl"), lang="en").decode()
    assert "Why: a/hue.ttl: 1 violation." in both
    assert '<span class="iri" title="/srv/du-lieu/b/hue.ttl">b/hue.ttl</span>' in both
    far = written("html", *(source(profile, location=one) for one in ("/srv/a.ttl", "/home/a.ttl", "b.ttl"))).decode()
    assert re.findall(r"</strong> (.*?)</p>", far) == [
        f'<span class="iri">{one}</span>' for one in ("/srv/a.ttl", "/home/a.ttl", "b.ttl")
    ]


def test_html__prints_the_day_it_is_given(written: Written, profile: Profile) -> None:
    day = date(2026, 3, 31)
    assert "31/03/2026" in page(written, profile, on=day)
    assert "2026-03-31" in page(written, profile, on=day, lang="en")


# ---------------------------------------------------------------- in a browser

Browse = Callable[[str, str], str]


@pytest.fixture
def browse(tmp_path: Path) -> Browse:
    """What Chromium makes of a page: its document once all scripts have run, network left alone."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")

    def dumped(whole: str, address: str = "") -> str:
        path = tmp_path / "report.html"
        path.write_text(whole, encoding="utf-8")
        profile = f"--user-data-dir={tmp_path / 'browser'}"
        command = [CHROMIUM, *OPTIONS, profile, "--window-size=1280,900", f"{path.as_uri()}{address}"]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=120).stdout

    return dumped


def shown_findings(dom: str) -> list[str]:
    """The rule codes of the findings that are not hidden."""
    items = re.findall(r'<li class="finding" data-standing="[a-z-]+"([^>]*)>(.*?)</li>', dom, re.DOTALL)
    codes = [(hidden, re.search(r'class="code"[^>]*>([^<]+)<', body)) for hidden, body in items]
    return [code.group(1) for hidden, code in codes if code is not None and "hidden" not in hidden]


@pytest.mark.soak
def test_browser__filters_without_marks_over_letters(written: Written, profile: Profile, browse: Browse) -> None:
    first = record(1, finding(), title="Đường phố Huế")
    second = record(2, finding("dcat-ap:Dataset-description"), title="Trạm y tế")
    whole = written("html", source(profile, [first, second])).decode()
    assert len(shown_findings(browse(whole, ""))) == 2
    dom = browse(whole, "#q=duong%20pho%20hue")
    assert shown_findings(dom) == ["dcat-ap:Dataset-title"]
    assert "Đang hiện 1 phát hiện." in dom


@pytest.mark.soak
@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("dcat-ap:Distribution-accessURL", ["dcat-ap:Distribution-accessURL"]),
        ("DCAT-AP:distribution-accessurl-iri", ["dcat-ap:Distribution-accessURL-IRI"]),
        ("dcat-ap:Distribution-access", ["dcat-ap:Distribution-accessURL", "dcat-ap:Distribution-accessURL-IRI"]),
        ("dcat-ap:Distribution-accessURL hue", []),
    ],
)
def test_browser__a_whole_code_filters_by_that_rule_alone(
    words: str, shown: list[str], written: Written, profile: Profile, browse: Browse
) -> None:
    codes = ("dcat-ap:Distribution-accessURL", "dcat-ap:Distribution-accessURL-IRI")
    records = [record(1, finding(codes[0]), title="Vinh"), record(2, finding(codes[1]), title="Huế")]
    whole = written("html", source(profile, records)).decode()
    assert f'data-words="{codes[0]}"' in whole
    assert shown_findings(browse(whole, "#q=" + quote(words))) == shown


@pytest.mark.soak
def test_browser__goes_to_what_an_address_filters(written: Written, profile: Profile, browse: Browse) -> None:
    records = [record(number, finding(f"a:R{number}"), title=f"T{number}") for number in range(40)]
    text = json.dumps(written("html", source(profile, records)).decode()).replace("</", "<\\/")
    frame = f"""<!DOCTYPE html><iframe id="f" width="1280" height="800"></iframe><p id="answer"></p><script>
    var frame = document.getElementById("f");
    frame.onload = function () {{
      var page = frame.contentWindow;
      var before = page.scrollY;
      page.addEventListener("hashchange", function () {{
        var form = page.document.getElementById("filter").getBoundingClientRect();
        var isSeen = form.top >= 0 && form.bottom <= page.innerHeight;
        document.getElementById("answer").textContent = before + " " + (page.scrollY > 800) + " " + isSeen;
      }});
      page.location.hash = "#q=T7";
    }};
    frame.srcdoc = {text};
    </script>"""
    found = re.search(r'<p id="answer">(.*?)</p>', browse(frame, ""))
    assert found is not None
    assert found[1] == "0 true true"


@pytest.mark.soak
def test_browser__runs_no_script_of_a_catalogue(written: Written, profile: Profile, browse: Browse) -> None:
    odd = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    dom = browse(page(written, profile, finding(value=odd)), "#q=%3Cscript%3E")
    assert "<title>Báo cáo kiểm tra danh mục</title>" in dom
    assert len(shown_findings(dom)) == 1


@pytest.mark.soak
@pytest.mark.parametrize("width", [360, 1280])
def test_browser__nothing_is_wider_than_the_page(
    written: Written, profile: Profile, browse: Browse, width: int
) -> None:
    long = "https://e.vn/" + "rat-dai" * 60
    given = [
        finding(value=long, fix=long, focus=long, document=long),
        finding("x" * 200, severity="warning", path=long, value="W" * 400),
    ]
    records = [record(1, *given, title="M" * 300, publisher=long)]
    framed = written("html", source(profile, records, location=long)).decode()
    text = json.dumps(framed).replace("</", "<\\/")
    # Windows have a least width, frames have none.
    frame = f"""<!DOCTYPE html><iframe id="f" width="{width}" height="800"></iframe><p id="answer"></p><script>
    var frame = document.getElementById("f");
    frame.onload = function () {{
      var root = frame.contentDocument.documentElement;
      document.getElementById("answer").textContent = root.clientWidth + " " + root.scrollWidth;
    }};
    frame.srcdoc = {text};
    </script>"""
    found = re.search(r'<p id="answer">(\d+) (\d+)</p>', browse(frame, ""))
    assert found is not None
    room, needed = map(int, found.groups())
    assert room >= width - 20
    assert needed <= room
