"""Settings come from the environment, and say who asks."""

from __future__ import annotations

import pytest

from danhmuc.registry.fetch import DoorSettings, WebDoor


def test_from_environment__has_contact_and_own_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANHMUC_CONTACT", " https://hue.vn/danhmuc ")
    monkeypatch.setenv("DANHMUC_OWN_HOSTS", "Data.Hue.vn, kho.hue.vn. Huế.example")
    with WebDoor() as door:
        settings = door.settings
    assert settings == DoorSettings(
        contact="https://hue.vn/danhmuc", own_hosts=frozenset({"data.hue.vn", "kho.hue.vn", "xn--hu-07s.example"})
    )
    assert settings.user_agent.endswith(" (+https://hue.vn/danhmuc)")


def test_from_environment__of_nothing_is_the_default() -> None:
    assert DoorSettings.from_environment({}) == DoorSettings()
    assert "(" not in DoorSettings().user_agent


@pytest.mark.parametrize("name", ["requests_per_second", "burst", "connections_per_host", "tries"])
def test_settings__that_would_let_nothing_through_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="above 0"):
        DoorSettings(**{name: 0})  # type: ignore[arg-type]
