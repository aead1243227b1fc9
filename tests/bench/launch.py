"""Run a command and write what it took: exit status, CPU seconds, peak memory in kernel's units.

    python -I -S launch.py ANSWER COMMAND ARGUMENT...

A process of its own, and a small one: the kernel counts into a child's peak what its parent held when it was started,
so a large parent would measure itself. Imports nothing that the bare interpreter has not loaded.
"""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command of the command line."""
    answer, *command = sys.argv[1:]
    child = os.posix_spawn(command[0], command, os.environ)
    _, status, usage = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    with open(answer, "w", encoding="ascii") as out:  # noqa: PTH123 - pathlib is three megabytes
        out.write(f"{code} {usage.ru_utime + usage.ru_stime} {usage.ru_maxrss}")


if __name__ == "__main__":
    main()
