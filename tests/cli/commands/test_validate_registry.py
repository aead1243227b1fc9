"""``danhmuc validate`` without a location: the registry is validated again, and told what changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from danhmuc.cli.commands import validate_registry
from danhmuc.registry import Registry

Run = Callable[..., CompletedProcess[str]]

PROFILE = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix prof: <http://www.w3.org/ns/dx/prof/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
<https://e.vn/p> a prof:Profile ; prof:hasToken "trial" .
<https://e.vn/p#Dataset> a sh:NodeShape ; sh:targetClass dcat:Dataset ;
    sh:property <https://e.vn/p#x> , <https://e.vn/p#y> .
<https://e.vn/p#x> a sh:PropertyShape ; sh:path {path} ; sh:minCount 1 ; sh:severity sh:Violation ;
    sh:message "Phải có trường này."@vi , "This field has to be there."@en .
<https://e.vn/p#y> a sh:PropertyShape ; sh:path dct:modified ; dmv:maxAge "P6M"^^xsd:duration ; sh:severity sh:Warning ;
    sh:message "Nên mới."@vi , "It should be new."@en .
"""
MODIFIED = '; dct:modified "2026-01-10"^^<http://www.w3.org/2001/XMLSchema#date> .'


@pytest.fixture
def profile(tmp_path: Path) -> Callable[..., str]:
    def write(path: str = "dct:title") -> str:
        file = tmp_path / "trial.ttl"
        file.write_text(PROFILE.format(path=path), encoding="utf-8")
        return str(file)

    return write


@pytest.fixture
def hue(danhmuc: Run, catalogue: Callable[..., Path], profile: Callable[..., str]) -> Path:
    """A registry of two datasets, of which the second has no identifier; judged on a day in March."""
    path = catalogue(
        "hue.ttl",
        f'<http://a.example/1> a dcat:Dataset ; dct:title "Sông Hương"@vi ; dct:identifier "1" {MODIFIED}',
        '<http://a.example/2> a dcat:Dataset ; dct:title "Sông Bồ"@vi .',
    )
    assert danhmuc("harvest", path, "--profile", profile()).returncode == 0
    assert danhmuc("validate", "--on", "2026-03-01").returncode == 0
    return path


def test_validate__nothing_due_passes(danhmuc: Run, hue: Path) -> None:
    result = danhmuc("validate", "--on", "2026-03-02")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        f"hue  profile {hue.parent / 'trial.ttl'}: 0 validated again, 2 whose verdict still holds",
        "  nothing changed",
        "pass: 2 records, 2 accepted; no findings",
    ]


def test_validate__tells_what_changed(danhmuc: Run, hue: Path, profile: Callable[..., str]) -> None:
    profile("dct:identifier")
    result = danhmuc("validate", "--on", "2026-03-02")
    assert result.returncode == 1
    assert result.stdout.splitlines() == [
        f"hue  profile {hue.parent / 'trial.ttl'}: 2 validated again, 0 whose verdict still holds",
        "  changed: 1 record now submitted, 1 new finding, 0 gone",
        "  Sông Bồ  http://a.example/2  accepted → submitted",
        "    new:",
        "      violation  This field has to be there.  [trial:x]",
        "fail: 2 records, 1 accepted; 1 violation",
    ]


def test_validate__tells_it_in_vietnamese(danhmuc: Run, hue: Path, profile: Callable[..., str]) -> None:
    profile("dct:identifier")
    danhmuc("validate", "--on", "2026-03-02")
    profile("dct:title")
    result = danhmuc("validate", "--on", "2026-07-11", "--lang", "vi")
    assert result.returncode == 0
    assert result.stdout.splitlines() == [
        f"hue  hồ sơ {hue.parent / 'trial.ttl'}: kiểm tra lại 2, còn nguyên kết luận 0",
        "  thay đổi: 1 bản ghi nay được chấp nhận, 1 phát hiện mới, 1 không còn",
        "  Sông Bồ  http://a.example/2  chưa đạt → được chấp nhận",
        "    không còn:",
        "      vi phạm  Phải có trường này.  [trial:x]",
        "  Sông Hương  http://a.example/1",
        "    mới:",
        "      cảnh báo  Nên mới.  [trial:y]",
        "          giá trị: 2026-01-10",
        "đạt: 2 bản ghi, 2 được chấp nhận; 1 cảnh báo",
    ]


def test_validate__a_day_changes_only_what_hangs_on_it(danhmuc: Run, hue: Path) -> None:
    result = danhmuc("validate", "--on", "2026-07-11")
    assert result.returncode == 0
    assert "1 validated again, 1 whose verdict still holds\n  changed: 1 new finding, 0 gone\n" in result.stdout


def test_validate__fails_on_warnings_if_asked(danhmuc: Run, hue: Path) -> None:
    result = danhmuc("validate", "--on", "2026-07-11", "--fail-on", "warning")
    assert (result.returncode, result.stdout.splitlines()[-1]) == (1, "fail: 2 records, 2 accepted; 1 warning")


def test_validate__what_stood_before_fails_too(danhmuc: Run, hue: Path, profile: Callable[..., str]) -> None:
    profile("dct:identifier")
    danhmuc("validate", "--on", "2026-03-02")
    result = danhmuc("validate", "--on", "2026-03-02")
    assert (result.returncode, result.stdout.splitlines()[1:]) == (
        1,
        ["  nothing changed", "fail: 2 records, 1 accepted; 1 violation"],
    )


def test_validate__judges_all_if_asked(danhmuc: Run, hue: Path) -> None:
    result = danhmuc("validate", "--all", "--on", "2026-03-02")
    assert ": 2 validated again, 0 whose verdict still holds\n" in result.stdout


def test_validate__in_json(danhmuc: Run, hue: Path, profile: Callable[..., str]) -> None:
    profile("dct:identifier")
    result = danhmuc("validate", "--json", "--on", "2026-07-11")
    answer = json.loads(result.stdout)
    assert (result.returncode, answer["passed"], answer["day"]) == (1, False, "2026-07-11")
    assert [(one["iri"], one["was"], one["verdict"]) for one in answer["changes"]] == [
        ("http://a.example/1", "accepted", "accepted"),
        ("http://a.example/2", "accepted", "submitted"),
    ]
    assert [[finding["code"] for finding in one["new"]] for one in answer["changes"]] == [["trial:y"], ["trial:x"]]
    (source,) = answer["sources"]
    names = ("judged", "still_valid", "changed", "became_accepted", "became_submitted", "new_findings", "gone_findings")
    assert {name: source[name] for name in names} == dict(zip(names, (2, 0, 2, 0, 1, 2, 0), strict=True))
    assert answer["findings"] == {"violation": 1, "warning": 1, "info": 0, "cannot-verify": 0}


def test_validate__in_json_without_changes(danhmuc: Run, hue: Path) -> None:
    answer = json.loads(danhmuc("validate", "--json", "--on", "2026-03-02").stdout)
    assert (answer["changes"], answer["passed"], answer["passed_over"]) == ([], True, [])


def test_validate__shows_some_examples_and_counts_the_rest(
    danhmuc: Run, catalogue: Callable[..., Path], profile: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    many = "".join(f'<http://a.example/{n}> a dcat:Dataset ; dct:title "Số {n}" .\n' for n in range(13))
    danhmuc("harvest", catalogue("many.ttl", many), "--profile", profile())
    profile("dct:identifier")
    lines = danhmuc("validate").stdout.splitlines()
    assert len([line for line in lines if "→" in line]) == 3
    assert lines[-2:] == ["  … and 10 more; --json has all", "fail: 13 records, 0 accepted; 13 violations"]


def test_validate__shows_some_findings_of_an_example(
    danhmuc: Run, hue: Path, profile: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(validate_registry, "_SHOWN", 1)
    profile("( dct:identifier dct:type )")
    result = danhmuc("validate", "--on", "2026-07-11")
    assert "[trial:x]\n      … and 1 more\n" in result.stdout


def test_validate__a_source_that_is_not_judged_is_named(
    danhmuc: Run, hue: Path, catalogue: Callable[..., Path]
) -> None:
    danhmuc("harvest", catalogue("raw.ttl", "<http://a.example/9> a dcat:Dataset ."), "--profile", "none")
    result = danhmuc("validate", "--on", "2026-03-02")
    assert result.stdout.splitlines()[-2:] == [
        "not validated (profile none): raw",
        "pass: 2 records, 2 accepted; no findings",
    ]


def test_validate__only_one_source(danhmuc: Run, hue: Path, good: Path) -> None:
    danhmuc("harvest", good)
    assert "hue  profile" not in danhmuc("validate", "--source", "good").stdout
    result = danhmuc("validate", "--source", "god", "--lang", "vi")
    assert (result.returncode, result.stderr) == (2, "danhmuc: không có nguồn 'god'; hiện có: good, hue\n")


@pytest.mark.parametrize("written", ["2026-13-1", "20260301", "tomorrow", "2026-02-30", ""])
def test_date__other_than_a_day_is_refused(danhmuc: Run, hue: Path, written: str) -> None:
    result = danhmuc("validate", "--on", written)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == f"danhmuc: --on {written!r} is not a day; write 2025-07-01 or 01/07/2025\n"


def test_validate__makes_no_registry(danhmuc: Run, tmp_path: Path) -> None:
    result = danhmuc("validate", "--json")
    assert (result.returncode, result.stdout, result.stderr.count("\n")) == (3, "", 1)
    assert not (tmp_path / "danhmuc.db").exists()


def test_validate__an_empty_registry_passes(danhmuc: Run, tmp_path: Path) -> None:
    Registry.open(f"sqlite:///{tmp_path / 'danhmuc.db'}").close()
    result = danhmuc("validate")
    assert (result.returncode, result.stdout) == (0, "pass: 0 records, 0 accepted; no findings\n")


def test_validate__a_lost_profile_is_told_in_one_line(danhmuc: Run, hue: Path, tmp_path: Path) -> None:
    (tmp_path / "trial.ttl").unlink()
    lost = f"unknown profile '{tmp_path / 'trial.ttl'}'; known: dcat-ap, dcat-ap-hvd, elements, none, vn"
    result = danhmuc("validate")
    assert (result.returncode, result.stdout) == (2, "fail: 0 records, 0 accepted; no findings\n")
    assert result.stderr == f"danhmuc: hue: {lost}\n"
    result = danhmuc("validate", "--json")
    answer = json.loads(result.stdout)
    assert (result.returncode, answer["passed"], answer["unjudged"]) == (2, False, {"hue": lost})
    result = danhmuc("validate", "--source", "hue", "--json")
    assert (result.returncode, result.stdout, result.stderr) == (2, "", f"danhmuc: {lost}\n")


def test_validate__a_lost_profile_does_not_stop_the_others(
    danhmuc: Run, hue: Path, catalogue: Callable[..., Path], tmp_path: Path
) -> None:
    other = catalogue("other.ttl", '<http://b.example/1> a dcat:Dataset ; dct:title "Khác"@vi .')
    danhmuc("harvest", other, "--profile", "dcat-ap")
    (tmp_path / "trial.ttl").unlink()
    result = danhmuc("validate", "--all", "--lang", "vi")
    assert result.stdout.startswith("other  hồ sơ dcat-ap: kiểm tra lại 1, còn nguyên kết luận 0\n")
    assert result.stderr == (
        f"danhmuc: hue: không có hồ sơ '{tmp_path / 'trial.ttl'}'; hiện có: dcat-ap, dcat-ap-hvd, elements, none, vn\n"
    )
    assert result.returncode == 2


def test_validate__tells_of_older_versions(danhmuc: Run, hue: Path, profile: Callable[..., str]) -> None:
    text = hue.read_text(encoding="utf-8")
    hue.write_text(text.replace('dct:title "Sông Bồ"@vi', 'dct:description "Sông Bồ"@vi'), encoding="utf-8")
    danhmuc("harvest", hue)
    profile("dct:identifier")
    lines = danhmuc("validate", "--on", "2026-03-02").stdout.splitlines()
    assert lines[1] == ("  older versions of records whose newest is not accepted: 1 validated again, 1 now submitted")
    profile()
    lines = danhmuc("validate", "--on", "2026-03-02", "--lang", "vi").stdout.splitlines()
    assert lines[1] == (
        "  phiên bản cũ hơn, của bản ghi có phiên bản mới nhất chưa được chấp nhận: "
        "kiểm tra lại 1, 1 nay được chấp nhận"
    )
    (source,) = json.loads(danhmuc("validate", "--all", "--json").stdout)["sources"]
    assert source["older"] == {"judged": 1, "became_accepted": 0, "became_submitted": 0}


@pytest.mark.parametrize(
    ("option", "told"),
    [
        (("--profile", "vn"), "--profile needs a LOCATION; name a file or a folder to validate"),
        (("--shapes", "x.ttl"), "--shapes needs a LOCATION; name a file or a folder to validate"),
        (("--engine", "pyshacl"), "--engine needs a LOCATION; name a file or a folder to validate"),
        (("--docs-url", "https://a.vn"), "--docs-url needs a LOCATION; name a file or a folder to validate"),
        (("hue.ttl", "--all"), "--all is for the registry; leave out --all or LOCATION"),
        (("hue.ttl", "--source", "hue"), "--source is for the registry; leave out --source or LOCATION"),
    ],
)
def test_options__that_say_nothing_here_are_refused(
    danhmuc: Run, hue: Path, option: tuple[str, ...], told: str
) -> None:
    result = danhmuc("validate", *option)
    assert (result.returncode, result.stdout, result.stderr) == (2, "", f"danhmuc: {told}\n")
