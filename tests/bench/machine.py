"""Where and with what was measured."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
import sys
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

__all__ = ["facts", "load"]

_LIBRARIES = ("danhmuc", "pyoxigraph", "rdflib", "pyshacl", "sqlalchemy", "alembic", "click")


def facts() -> str:
    """A Markdown list."""
    libraries = ", ".join(f"{name} {_version(name)}" for name in _LIBRARIES)
    return (
        f"- Machine: {_processor()}, {os.cpu_count()} cores, {_memory()}; {platform.system()} {platform.machine()}\n"
        f"- {platform.python_implementation()} {platform.python_version()}, SQLite {sqlite3.sqlite_version}\n"
        f"- {libraries}\n"
        f"- Measured on {datetime.now(UTC).date()}\n"
    )


def load() -> str:
    """How many processes wanted the machine in the last minute, on average."""
    return f"{os.getloadavg()[0]:.1f}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed, run from its source"


def _processor() -> str:
    found = re.search(r"^model name\s*:\s*(.+)$", _read("/proc/cpuinfo"), re.MULTILINE)
    return found[1] if found is not None else platform.processor() or "unknown processor"


def _memory() -> str:
    if sys.platform == "win32":
        return "memory unknown"
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1024**3:.0f} GiB"


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""
