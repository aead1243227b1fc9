"""The first and last moments of the program, in which Ctrl-C is one line and exit code 130, too.

SIGTERM and SIGHUP interrupt it as Ctrl-C does, so that nothing half-written stays; then it ends by that signal.

Imports nothing of its own before it can tell.
"""

from __future__ import annotations

import gc
import sys

TYPE_CHECKING = False  # as a checker understands it, without importing typing
if TYPE_CHECKING:
    from typing import NoReturn


_INTERRUPTED = 130

_SOON = 0.01
"""Seconds after which an interrupt that Python dropped is raised again."""


def main() -> NoReturn:
    """Run with the arguments of the process."""
    came: list[int] = []
    try:
        sys.unraisablehook = _raise_interrupts_again
        import signal

        from .collector import PATIENCE
        from .interrupts import CAME

        came = CAME
        gc.set_threshold(*PATIENCE)
        _interrupt_at_signals(came)
        from .main import run_process

        code = run_process()
    except (KeyboardInterrupt, RuntimeError) as error:  # Python 3.11 makes the one the other while it makes a class
        import signal

        # What was not yet imported is imported now, without another interruption.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        from .language import speaking
        from .output.refusals import report_error

        with speaking(sys.argv[1:]):
            code = report_error(error)
    # The answer is complete, and the exit code is known.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if came and came[0] != signal.SIGINT and code == _INTERRUPTED:
        _end_by(came[0])
    # Python would look for circles in all that is left, before the system takes it back anyway.
    gc.freeze()
    sys.exit(code)


def _interrupt_at_signals(came: list[int]) -> None:
    """Let Ctrl-C and what else ends a process, unless it is ignored as by nohup, interrupt it; adds what came."""
    import signal

    def interrupt(number: int, _: object) -> None:
        came.append(number)
        if number != signal.SIGINT:
            signal.signal(number, signal.SIG_DFL)  # who asks twice does not want to wait
        raise KeyboardInterrupt

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, interrupt)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, interrupt)


def _end_by(number: int) -> None:
    """End by a signal, as whoever sent it expects: systemd takes any exit code for a failure."""
    import os
    import signal
    from contextlib import suppress

    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)


def _raise_interrupts_again(dropped: sys.UnraisableHookArgs, /) -> None:
    """Python drops what is raised while an object is deleted, such as Ctrl-C; that has to count."""
    if not issubclass(dropped.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(dropped)
        return
    import _thread  # threading takes locks, which the deleted object may have been in the way of

    _thread.start_new_thread(_interrupt_soon, ())


def _interrupt_soon() -> None:
    """Interrupt the program once the deletion is over; does nothing if it is about to end."""
    import _thread
    import time

    time.sleep(_SOON)
    _thread.interrupt_main()
