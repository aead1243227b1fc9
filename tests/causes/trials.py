"""Histories on a database of each kind, which all begin with the same registry, and are shortened where they fail."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

import pytest

from danhmuc.registry import Registry

from ..conftest import PostgreSQLServer
from .acts import Act, Clock, DifferenceError, History

__all__ = ["Databases", "FileDatabases", "ServerDatabases", "Trial", "shorten"]


class Databases(Protocol):
    """Where the registries of histories are."""

    def create(self, folder: Path, name: str = "r") -> str:
        """The URL of an empty database, which stays as long as its folder.

        Args:
            name: other than that of others in the folder.
        """

    def drop(self, url: str) -> None:
        """Remove one that was created."""

    def copy(self, original: str, folder: Path) -> AbstractContextManager[str]:
        """A copy of a database that nobody uses, as long as it is needed.

        Args:
            folder: a copy of the folder for which the original was created.
        """


class FileDatabases:
    """Files in the folder of the history."""

    def create(self, folder: Path, name: str = "r") -> str:
        """The URL of a file in the folder."""
        return f"sqlite:///{folder / name}.db"

    def drop(self, url: str) -> None:
        """Nothing: it goes with its folder."""

    @contextmanager
    def copy(self, original: str, folder: Path) -> Iterator[str]:
        """The file in the folder, which was copied with it."""
        del original
        yield self.create(folder)


class ServerDatabases:
    """Databases on a server, which are given back as they were."""

    def __init__(self, server: PostgreSQLServer) -> None:
        self.server = server
        self._names: dict[str, str] = {}

    def create(self, folder: Path, name: str = "r") -> str:
        """The URL of a new database."""
        del folder, name
        database = self.server.create()
        url = self.server.url(database)
        self._names[url] = database
        return url

    def drop(self, url: str) -> None:
        """Remove it."""
        self.server.drop(self._names.pop(url))

    @contextmanager
    def copy(self, original: str, folder: Path) -> Iterator[str]:
        """A copy that was perhaps used before."""
        del folder
        copied = self.server.copy(self._names[original])
        yield self.server.url(copied.name)
        copied.give_back()


class Route:
    """The databases in which the registry of a history is, one after the other."""

    def __init__(self, databases: Databases, folder: Path, url: str) -> None:
        self.databases = databases
        self.folder = folder
        self.url = url
        self._more: list[str] = []

    def next_url(self) -> str:
        """The URL of an empty database, where the registry is from now on."""
        self.url = self.databases.create(self.folder, f"r{len(self._more) + 1}")
        self._more.append(self.url)
        return self.url

    def end(self) -> None:
        """Remove those to which it went."""
        for url in self._more:
            self.databases.drop(url)


def shorten(acts: Sequence[Act], fails: Callable[[Sequence[Act]], str | None]) -> list[Act]:
    """The acts without those that a failure does not need: each is left out once nothing else can be."""
    left = list(acts)
    is_shorter = True
    while is_shorter:
        is_shorter = False
        for number in reversed(range(len(left))):
            fewer = left[:number] + left[number + 1 :]
            if fails(fewer) is not None:
                left, is_shorter = fewer, True
    return left


class Trial:
    """Histories of one folder, which all begin with the same registry."""

    def __init__(self, folder: Path, clock: Clock, databases: Databases) -> None:
        self.folder = folder
        self.clock = clock
        self.databases = databases
        self._begun: dict[bool, tuple[str, History]] = {}

    def failure(self, acts: Sequence[Act], *, is_gated: bool) -> str | None:
        """What the registry and the book differ in after some acts; None if they say the same.

        Args:
            is_gated: whether one of the sources has a profile.
        """
        here, kept = self.folder / "trial", self.folder / f"begun-{is_gated}"
        shutil.rmtree(here, ignore_errors=True)
        self.clock.hours = 0.0
        if not kept.exists():
            here.mkdir()
            url = self.databases.create(here)
            route = Route(self.databases, here, url)
            with Registry.open(url) as registry:
                history = History(registry, here, self.clock, route, is_gated=is_gated)
                history.begin()
            here.rename(kept)
            self._begun[is_gated] = url, history
        # Sources know their path, so that the folder is always at the same one.
        shutil.copytree(kept, here)
        original, begun = self._begun[is_gated]
        with self.databases.copy(original, here) as url:
            route = Route(self.databases, here, url)
            history = History(Registry.open(url), here, self.clock, route, is_gated=is_gated)
            history.go_on_from(begun)
            try:
                for act in acts:
                    history.do(act)
                history.check()
            except DifferenceError as difference:
                return str(difference)
            finally:
                history.close()
                route.end()
        return None

    def require(self, acts: Sequence[Act], seed: object, *, is_gated: bool = False) -> None:
        """Fail with the fewest acts after which the registry and the book differ."""
        if self.failure(acts, is_gated=is_gated) is None:
            return
        least = shorten(acts, lambda some: self.failure(some, is_gated=is_gated))
        lines = "".join(f"\n    {act}" for act in least)
        pytest.fail(f"seed {seed}:{lines}\n{self.failure(least, is_gated=is_gated)}", pytrace=False)
