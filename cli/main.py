"""The program ``danhmuc``: its commands, and the one place where errors become exit codes.

Exit codes: 0 success, even if there are findings; 1 something needs attention; 2 wrong usage; 3 source or registry
out of reach; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Sequence
from typing import Final, NoReturn

import click

from .errors import HelpAskedError
from .given_words import giving
from .group import LazyGroup
from .language import language, render, speaking
from .messages.program import FrameText, ProgramText
from .options import OPENED, OpenedRegistry, lang_option, option
from .output.text import print_line, settle_streams, silence

SECTIONS: Final = {
    FrameText.EVERY_DAY: {
        "harvest": ProgramText.HARVEST_BRIEF,
        "validate": ProgramText.VALIDATE_BRIEF,
        "export": ProgramText.EXPORT_BRIEF,
        "list": ProgramText.LIST_BRIEF,
        "show": ProgramText.SHOW_BRIEF,
        "status": ProgramText.STATUS_BRIEF,
        "report": ProgramText.REPORT_BRIEF,
    },
    FrameText.OFFICERS: {
        "template": ProgramText.TEMPLATE_BRIEF,
        "feedback": ProgramText.FEEDBACK_BRIEF,
        "demo": ProgramText.DEMO_BRIEF,
    },
    FrameText.ADMINISTRATORS: {
        "apply": ProgramText.APPLY_BRIEF,
        "undo": ProgramText.UNDO_BRIEF,
        "source": ProgramText.SOURCE_BRIEF,
        "registry": ProgramText.REGISTRY_BRIEF,
        "vocab": ProgramText.VOCAB_BRIEF,
        "shapes": ProgramText.SHAPES_BRIEF,
        "elements": ProgramText.ELEMENTS_BRIEF,
    },
}
"""The commands by who needs them, as the help lists them; see `COMMANDS`."""
COMMANDS: Final = {name: brief for commands in SECTIONS.values() for name, brief in commands.items()}
"""Name of a command, which is that of its module here, to what it does: so ``--help`` imports none of them."""

COMPLETION: Final = "_DANHMUC_COMPLETE"
"""The variable by which a shell asks what completes a line."""


def _print_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's own
    if wanted and not context.resilient_parsing:
        from importlib.metadata import PackageNotFoundError, version  # only needed here

        try:
            print_line(f"danhmuc {version('danhmuc')}")
        except PackageNotFoundError:
            print_line(render(ProgramText.NOT_INSTALLED))
        context.exit()


@click.group(
    "danhmuc",
    cls=LazyGroup,
    summaries=COMMANDS,
    sections=SECTIONS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    help=ProgramText.PROGRAM_HELP,
    short_help=ProgramText.PROGRAM_HELP,
)
@lang_option
@option("-v", "--verbose", is_flag=True, help=ProgramText.VERBOSE)
@option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help=ProgramText.VERSION,
)
@click.pass_context
def program(context: click.Context, verbose: bool) -> None:  # noqa: FBT001 - click's own
    """Settle what all commands share."""
    import logging  # costs as much as a third of a bare interpreter

    from .log_output import print_log

    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        context.color = False
    # regex asks for the locale's encoding in a way that Python warns of (-X warn_default_encoding).
    warnings.filterwarnings("ignore", category=EncodingWarning, module="regex")
    print_log(logging.INFO if verbose else logging.CRITICAL)


def run(arguments: Sequence[str]) -> int:
    """Run the program and tell its exit code; every error is one line on stderr."""
    with speaking(arguments), giving(arguments):
        try:
            return _run_or_help(list(arguments))
        except click.exceptions.Exit as ended:
            return ended.exit_code
        except BrokenPipeError:
            silence(sys.stdout)
            return 0
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the program's edge
            from .output.refusals import report_error  # what is refused may cost a little more

            return report_error(error)


def _run_or_help(arguments: list[str]) -> int:
    try:
        return _run_command(arguments)
    except HelpAskedError as asked:
        print_line(asked.text)
        return 0
    except click.exceptions.NoArgsIsHelpError as error:
        print_line(error.format_message())
        return 2


def _run_command(arguments: list[str]) -> int:
    if any(_is_broken(argument) for argument in arguments):
        from .errors import ArgumentsError
        from .messages.program import RefusalsText  # --help needs none of it

        raise ArgumentsError(RefusalsText.ARGUMENT_NOT_UTF8())
    # Not click's own main(): it writes lines of its own when interrupted and when nobody reads.
    with program.make_context("danhmuc", arguments) as context:
        try:
            code = program.invoke(context)
        finally:
            _refuse_damage(context.meta.get(OPENED), sys.exc_info()[1])
    return code if isinstance(code, int) else 0


def _refuse_damage(opened: OpenedRegistry | None, error: BaseException | None) -> None:
    """Raise RegistryUnavailableError in place of an error that nobody expected, if the registry is damaged."""
    if opened is None or not isinstance(error, Exception):
        return
    from danhmuc.vocab.errors import DanhmucError, RegistryUnavailableError

    if isinstance(error, DanhmucError | OSError | RuntimeError | click.ClickException):
        return
    from danhmuc.registry.messages.store import OpeningText
    from danhmuc.vocab.messages import FOREIGN_WORDS

    from .damage import CHECK_SECONDS, find_damage
    from .messages.program import RefusalsText

    found = find_damage(opened.url, language())
    said = FOREIGN_WORDS(words=found.said)
    if found.outcome == "damaged":
        raise RegistryUnavailableError(opened.shown, OpeningText.REGISTRY_DAMAGED(said=said)) from error
    if found.outcome == "unusable":
        raise RegistryUnavailableError(opened.shown, said) from error
    if found.outcome == "unknown":
        print_line(render(RefusalsText.DAMAGE_UNKNOWN(seconds=CHECK_SECONDS)), err=True)


def _is_broken(argument: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in argument)


def run_process() -> int:
    """Run with the arguments of the process."""
    settle_streams()
    if asked := os.environ.get(COMPLETION):
        from click.shell_completion import shell_complete  # --help needs none of it

        return shell_complete(program, {}, "danhmuc", COMPLETION, asked)
    return run(sys.argv[1:])


def main() -> NoReturn:
    """Run with the arguments of the process, and end it."""
    sys.exit(run_process())
