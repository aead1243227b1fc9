"""JSON piece by piece is JSON, whatever happens between."""

from __future__ import annotations

import json

import pytest

from danhmuc.cli.output.text import json_list, json_text, print_json_part


@pytest.mark.parametrize("items", [[], [1], [{"a": ["Huế", "\n"]}, [], {"b": None}]])
def test_json_list__writes_what_json_itself_writes(items: list[object], capsys: pytest.CaptureFixture[str]) -> None:
    with json_list() as begin:
        for item in items:
            begin()
            print_json_part(json_text(item, indent=2))
    assert capsys.readouterr().out == json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def test_json_list__is_closed_when_something_fails(capsys: pytest.CaptureFixture[str]) -> None:
    def told() -> None:
        with json_list() as begin:
            begin()
            print_json_part(json_text("told"))
            raise ValueError

    with pytest.raises(ValueError):
        told()
    assert json.loads(capsys.readouterr().out) == ["told"]
