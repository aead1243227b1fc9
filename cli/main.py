"""The program ``danhmuc``: its commands, and the one place where errors become exit codes.

Exit codes: 0 done as asked, whatever the findings; 1 something needs a person; 2 wrong usage; 3 source or registry
out of reach; 130 interrupted.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from .group import LazyGroup
from .language import LANGUAGES, both
from .options import option

__all__ = ["main", "program", "run"]

COMMANDS = {
    "harvest": "harvest",
    "validate": "validate",
    "list": "list",
    "show": "show",
    "export": "export",
    "source": "source",
    "registry": "registry",
    "demo": "demo",
}
"""Name of a command to its module in this folder."""


def _print_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's own
    if wanted and not context.resilient_parsing:
        from importlib.metadata import version  # noqa: PLC0415 - only needed here

        click.echo(f"danhmuc {version('danhmuc')}")
        context.exit()


@click.group(
    "danhmuc",
    cls=LazyGroup,
    modules=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    help=both(
        "Sổ đăng ký và danh mục tài sản dữ liệu: thu thập, kiểm tra, xuất.\n\n"
        "Bắt đầu bằng: danhmuc demo",
        "Metadata registry and data-asset inventory: harvest, validate, export.\n\nStart with: danhmuc demo",
    ),
)
@option(
    "--lang", type=click.Choice(LANGUAGES), is_eager=True, help=both("Ngôn ngữ.", "Language of answers.")
)
@option("-v", "--verbose", is_flag=True, help=both("Kể chi tiết ra stderr.", "Tell details on stderr."))
@option(
    "--version",
   
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help=both("Cho biết phiên bản.", "Show the version."),
)
def program(lang: str | None, verbose: bool) -> None:  # noqa: FBT001, ARG001 - click's own
    """Settle what all commands share."""
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", level=logging.INFO if verbose else logging.CRITICAL)


def run(arguments: Sequence[str]) -> int:
    """Run the program and tell its exit code; every error a user can cause is one line on stderr."""
    from danhmuc.vocab.errors import (  # noqa: PLC0415 - cheap, but --help needs none of it
        DanhmucError,
        DocumentError,
        RegistryError,
        RegistryUnavailableError,
        SourceUnavailableError,
    )

    try:
        code = program.main(list(arguments), prog_name="danhmuc", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 2
    except click.UsageError as error:
        where = f"{error.ctx.command_path} --help" if error.ctx is not None else "danhmuc --help"
        return _refuse(f"{error.format_message()} ({where})", 2)
    except click.ClickException as error:
        return _refuse(error.format_message(), 2)
    except (click.Abort, KeyboardInterrupt):
        return _refuse("interrupted", 130)
    except (SourceUnavailableError, RegistryUnavailableError) as error:
        return _refuse(str(error), 3)
    except (DocumentError, RegistryError) as error:
        return _refuse(str(error), 1)
    except DanhmucError as error:
        return _refuse(str(error), 2)
    except BrokenPipeError:
        # Whoever read our answer has enough of it; without this Python complains once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        logging.getLogger(__name__).info("unexpected", exc_info=True)
        return _refuse(f"unexpected {type(error).__name__}: {error}; run danhmuc --verbose … for the details", 1)


def _refuse(text: str, code: int) -> int:
    click.echo(f"danhmuc: {' '.join(text.split())}", err=True)
    return code


def main() -> NoReturn:
    """Run with the arguments of the process."""
    sys.exit(run(sys.argv[1:]))
