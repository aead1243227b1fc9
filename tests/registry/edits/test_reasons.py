"""What is not done without a reason is not done with an empty one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from danhmuc.registry import Registry, source_at
from danhmuc.vocab.errors import UsageError

A, B = "https://e.vn/a", "https://e.vn/b"
GIVEN = {"by": "officer", "reason": " \n"}
ACTS: dict[str, Callable[[Registry, Path], object]] = {
    "withhold": lambda registry, _: registry.withhold(A, **GIVEN),
    "purge": lambda registry, _: registry.purge(A, **GIVEN),
    "accept_missing": lambda registry, _: registry.harvests.accept_missing("a", **GIVEN),
    "rename": lambda registry, _: registry.identities.rename(A, B, **GIVEN),
    "decline_rename": lambda registry, _: registry.identities.decline_rename(A, B, **GIVEN),
    "end_redirect": lambda registry, _: registry.identities.end_redirect(A, **GIVEN),
    "same_as": lambda registry, _: registry.identities.same_as(A, B, **GIVEN),
    "end_same_as": lambda registry, _: registry.identities.end_same_as(A, B, **GIVEN),
    "move_source": lambda registry, folder: registry.source_list.move("a", source_at(str(folder)), **GIVEN),
    "remove_source": lambda registry, _: registry.source_list.remove("a", "withdraw", **GIVEN),
    "release_source": lambda registry, _: registry.harvests.release("a", **GIVEN),
}


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """A registry with a record that is missing and a new one."""
    folder = tmp_path_factory.mktemp("reasons")
    with Registry.open(f"sqlite:///{folder / 'r.db'}") as registry:
        for name in ("a", "b"):
            (folder / "a.ttl").write_text(f"<https://e.vn/{name}> a <http://www.w3.org/ns/dcat#Dataset> .")
            registry.harvest(source_at(str(folder / "a.ttl")), profile="none")
        yield registry


@pytest.mark.parametrize("act", ACTS)
def test_edit__with_an_empty_reason_is_refused(registry: Registry, tmp_path: Path, act: str) -> None:
    before = (registry.ledger.changes(), registry.source_list.changes())
    with registry._database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM leases")
        columns = "source, owner, token, taken_at, heartbeat_at"
        connection.exec_driver_sql(f"INSERT INTO leases ({columns}) VALUES ('a', 'x', 'y', '2026', '2026')")
    with pytest.raises(UsageError, match="the reason is empty"):
        ACTS[act](registry, tmp_path)
    assert (registry.ledger.changes(), registry.source_list.changes()) == before
