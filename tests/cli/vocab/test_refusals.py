"""What is asked in vain is told in Vietnamese."""

from __future__ import annotations

import pytest

from danhmuc.vocab import concepts

from .conftest import Run


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["show", "x"], 2, "không có bảng mã 'x'; hiện có: access-right"),
        (["show", "frequency", "--on", "x"], 2, "--on 'x' không phải ngày"),
        (["use", "x"], 2, "không có bảng mã 'x'; hiện có: access-right"),
        (
            ["show", "frequancy"],
            2,
            "không có bảng mã 'frequancy'; hiện có: frequency, iso-frequency, update-frequency, …",
        ),
        (["use", "frequency", "x"], 2, "bảng mã frequency không có phiên bản 'x'; hiện có: 20"),
        (["add", "gone.csv"], 3, "gone.csv: không có tệp hoặc thư mục này"),
    ],
)
def test_refusal__is_in_vietnamese(
    danhmuc: Run, empty_registry: None, arguments: list[str], code: int, words: str
) -> None:
    answer = danhmuc("vocab", *arguments, "--lang", "vi")
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (code, "", 1)
    assert words in answer.stderr


@pytest.mark.parametrize(
    ("code", "words"),
    [("MONTHY", "mã gần giống: MONTHLY"), ("99999", "xem các mã bằng danhmuc vocab show frequency")],
)
def test_unknown_code__is_told_in_vietnamese(code: str, words: str) -> None:
    from danhmuc.cli.vietnamese import vietnamese

    with pytest.raises(KeyError) as caught:
        concepts.load("frequency")[code]
    assert vietnamese(str(caught.value)).startswith("bảng mã frequency (phiên bản ")
    assert words in vietnamese(str(caught.value))
    with pytest.raises(KeyError) as caught:
        concepts.load("importance")[code]
    assert vietnamese(str(caught.value)).endswith("; các mã: COT_LOI, QUAN_TRONG, KHAC")
