"""The language of the call, where there are more languages than Vietnamese and English."""

from __future__ import annotations

import pytest

from danhmuc.cli import language


@pytest.mark.parametrize(
    ("locale", "spoken"),
    [
        ("vi_VN.UTF-8", "vi"),
        ("vi", "vi"),
        ("VI_vn@latin", "vi"),
        ("fr_CA", "fr"),
        ("pt_BR.UTF-8", "pt_BR"),
        ("pt_PT", "en"),
        ("de_DE.UTF-8", "en"),
        ("C.UTF-8", "en"),
        ("vietnam", "en"),
    ],
)
def test_language__is_any_that_there_is_a_catalogue_of(
    monkeypatch: pytest.MonkeyPatch, locale: str, spoken: str
) -> None:
    monkeypatch.setattr(language, "languages", lambda: ("fr", "pt_BR", "vi", "en"))
    monkeypatch.setenv("DANHMUC_LANG", locale)
    assert language.language() == spoken
    with language.speaking(["list", "--lang", "fr"]):
        assert language.language() == "fr"
