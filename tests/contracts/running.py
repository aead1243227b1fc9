"""Programs in processes of their own, which tests interrupt and kill."""

from __future__ import annotations

import multiprocessing
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Final

__all__ = ["FORKED", "Running"]

FORKED: Final = multiprocessing.get_context("forkserver")
"""Forks processes from one that has imported the registry already, which most of a start is for; it reaps them."""
FORKED.set_forkserver_preload(["danhmuc.registry"])


class Running:
    """A Python program in a process of its own."""

    def __init__(self, program: str, *arguments: str | Path, by: BaseContext = FORKED) -> None:
        self.told, say = by.Pipe(duplex=False)
        known = {"arguments": [str(argument) for argument in arguments], "say": say.send}
        self.process = by.Process(target=exec, args=(program, known))  # type: ignore[attr-defined]
        self.process.start()
        say.close()

    def until(self, word: str) -> None:
        """Wait until it says so; an EOFError tells that it has ended before."""
        while self.told.recv() != word:
            pass

    def kill(self) -> None:
        """End it at once."""
        self.process.kill()
        self.process.join()
