"""What is asked in vain is told in Vietnamese."""

from __future__ import annotations

import pytest

from danhmuc.vocab import concepts
from danhmuc.vocab.errors import UnknownCodeError

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
    [("MONTHY", "; gần giống: MONTHLY"), ("99999", "; danhmuc vocab show frequency liệt kê các mã")],
)
def test_unknown_code__is_told_in_vietnamese(code: str, words: str) -> None:
    with pytest.raises(UnknownCodeError) as caught:
        concepts.load("frequency")[code]
    assert caught.value.render("vi").startswith("bảng mã frequency (phiên bản ")
    assert words in caught.value.render("vi")
    with pytest.raises(UnknownCodeError) as caught:
        concepts.load("importance")[code]
    assert caught.value.render("vi").endswith("; các mã: COT_LOI, QUAN_TRONG, KHAC")
